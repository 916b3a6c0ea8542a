// The account function that carries the calls, by viem's ABI encoder.
import { encodeAbiParameters, encodeFunctionData, parseAbi } from 'viem'
import { concat, uint } from './bytes.mjs'

export const erc6900 = parseAbi([
  'struct Call { address target; uint256 value; bytes data; }',
  'function execute(address target, uint256 value, bytes data)',
  'function executeBatch(Call[] calls)',
])
export const erc7579 = parseAbi(['function execute(bytes32 mode, bytes executionCalldata)'])
export const callArray = [{
  type: 'tuple[]',
  components: [
    { name: 'target', type: 'address' }, { name: 'value', type: 'uint256' }, { name: 'data', type: 'bytes' },
  ],
}]

export const EXECUTE_USER_OP = '0x8dd7712f'
export const MODE_SINGLE = `0x${'00'.repeat(32)}`
export const MODE_BATCH = `0x01${'00'.repeat(31)}`

const typed = (call) => ({ target: call.target, value: BigInt(call.value), data: call.data })

export const execute = (call) =>
  encodeFunctionData({
    abi: erc6900, functionName: 'execute', args: [call.target, BigInt(call.value), call.data],
  })

export const executeBatch = (calls) =>
  encodeFunctionData({ abi: erc6900, functionName: 'executeBatch', args: [calls.map(typed)] })

export const behindExecuteUserOp = (callData) => concat([EXECUTE_USER_OP, callData])

export const execute7579 = (mode, executionCalldata) =>
  encodeFunctionData({ abi: erc7579, functionName: 'execute', args: [mode, executionCalldata] })

export const single7579 = (call) => concat([call.target, uint(call.value, 32), call.data])

export const batch7579 = (calls) => encodeAbiParameters(callArray, [calls.map(typed)])

/** One call is carried by the single form, several by the batch form. */
export function outerCall(standard, calls) {
  if (standard === 1) return calls.length === 1 ? execute(calls[0]) : executeBatch(calls)
  return calls.length === 1
    ? execute7579(MODE_SINGLE, single7579(calls[0]))
    : execute7579(MODE_BATCH, batch7579(calls))
}
