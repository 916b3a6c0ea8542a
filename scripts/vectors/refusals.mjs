// tests/vectors/refusals.json
import { bytes32Text, errors, refusal } from './errors.mjs'
import { random } from './random.mjs'
import { refusedGrants } from './cases/refusals.mjs'

/** Short names stand in these arguments. */
const names = { term: 'expiresAt', lower: 'claimedAt', upper: 'grantDeadline' }

function usual(numbers, { name, type }) {
  if (name in names) return bytes32Text(names[name])
  if (type === 'address') return numbers.address()
  if (type.startsWith('bytes')) return numbers.word().slice(0, 2 + 2 * Number(type.slice(5)))
  return String(BigInt(numbers.word()) >> BigInt(256 - Math.min(bitsOf(type), 100)))
}

function greatest({ type }) {
  if (type === 'address') return `0x${'ff'.repeat(20)}`
  if (type.startsWith('bytes')) return `0x${'ff'.repeat(Number(type.slice(5)))}`
  return String(2n ** BigInt(bitsOf(type) - (type.startsWith('int') ? 1 : 0)) - 1n)
}

/** Of uint256 and int256: 256. */
function bitsOf(type) {
  return Number(/\d+$/.exec(type)[0])
}

/** One sample with usual values, one with the greatest; a single one of an error without arguments. */
function samples({ name, inputs }) {
  const numbers = random(`error ${name}`)
  const first = refusal(name, inputs.map((input) => usual(numbers, input)))
  return inputs.length === 0 ? [first] : [first, refusal(name, inputs.map(greatest))]
}

export const file = 'refusals.json'

export function build() {
  const list = errors.flatMap(samples)
  return {
    about: 'Every custom error with its arguments, and terms that may not be granted with the error that says so.',
    errorCount: list.length,
    errors: list,
    grantCount: refusedGrants.length,
    grants: refusedGrants,
  }
}
