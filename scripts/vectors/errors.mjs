// The custom errors of the module and of its guard, by their committed ABIs.
import { readFileSync } from 'node:fs'
import { encodeErrorResult } from 'viem'
import { ascii } from './bytes.mjs'
import { selectorOf } from './text.mjs'

const errorsOf = (name) =>
  JSON.parse(readFileSync(new URL(`../../contracts/abi/${name}.json`, import.meta.url), 'utf8'))
    .filter((item) => item.type === 'error')

const ofModule = errorsOf('ISessionKeyModule')
const isOfModule = ({ name }) => ofModule.some((error) => error.name === name)

/** The errors of the module, then those that only the guard has: [{ type: 'error', name, inputs }]. */
export const errors = [...ofModule, ...errorsOf('SessionExecutionGuard').filter((error) => !isOfModule(error))]

const signatureOf = ({ name, inputs }) => `${name}(${inputs.map(({ type }) => type).join(',')})`

/** A short name as Solidity puts a string into a bytes32. */
export const bytes32Text = (text) => ascii(text).padEnd(66, '0')

/** A revert: its error, what the arguments are, and the bytes. Values are decimal or hex strings. */
export function refusal(name, values) {
  const error = errors.find((candidate) => candidate.name === name)
  if (error === undefined) throw new Error(`${name} is no error of module or guard`)
  const args = error.inputs.map(({ type }, i) => (/^u?int/.test(type) ? BigInt(values[i]) : values[i]))
  return {
    errorName: name,
    signature: signatureOf(error),
    selector: selectorOf(signatureOf(error)),
    argumentCount: error.inputs.length,
    arguments: error.inputs.map((input, i) => ({ name: input.name, type: input.type, value: String(values[i]) })),
    data: encodeErrorResult({ abi: [error], errorName: name, args }),
  }
}
