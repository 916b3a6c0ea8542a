// What a session may call, by another way than the cases: viem decodes, encodes again, and the bytes must be equal.
import { decodeAbiParameters, decodeFunctionData } from 'viem'
import { size, slice } from './bytes.mjs'
import {
  batch7579, callArray, erc6900, erc7579, execute, EXECUTE_USER_OP, execute7579, executeBatch, MODE_BATCH, MODE_SINGLE,
  single7579,
} from './outer.mjs'

const MAX_CALLS = 16

const call = ({ target, value, data }) => ({ target: target.toLowerCase(), value: String(value), data })

function decode6900(callData) {
  const inner = callData.startsWith(EXECUTE_USER_OP) ? `0x${callData.slice(10)}` : callData
  const { functionName, args } = decodeFunctionData({ abi: erc6900, data: inner })
  if (functionName === 'execute') {
    const calls = [call({ target: args[0], value: args[1], data: args[2] })]
    return { calls, same: execute(calls[0]) === inner }
  }
  const calls = args[0].map(call)
  return { calls, same: executeBatch(calls) === inner }
}

function decode7579(callData) {
  const [mode, content] = decodeFunctionData({ abi: erc7579, data: callData }).args
  if (mode === MODE_SINGLE && size(content) >= 52) {
    const data = size(content) === 52 ? '0x' : slice(content, 52)
    const one = { target: slice(content, 0, 20), value: String(BigInt(slice(content, 20, 52))), data }
    return { calls: [one], same: execute7579(mode, single7579(one)) === callData }
  }
  if (mode !== MODE_BATCH) return { calls: [], same: false }
  const calls = decodeAbiParameters(callArray, content)[0].map(call)
  return { calls, same: execute7579(mode, batch7579(calls)) === callData }
}

/** Empty calldata, or a function: four bytes that are not all zero. */
const namesFunction = ({ data }) => data === '0x' || (size(data) >= 4 && !data.startsWith('0x00000000'))

/** The calls, or undefined when a session may not send this callData. */
export function decodeCanonical(standard, callData) {
  try {
    const { calls, same } = standard === 1 ? decode6900(callData) : decode7579(callData)
    return same && calls.length > 0 && calls.length <= MAX_CALLS && calls.every(namesFunction) ? calls : undefined
  } catch {
    return undefined
  }
}
