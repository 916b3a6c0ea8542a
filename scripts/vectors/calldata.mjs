// tests/vectors/calldata.json
import { calldata6900 } from './cases/calldata-6900.mjs'
import { calldata7579 } from './cases/calldata-7579.mjs'
import { decodeCanonical } from './canonical.mjs'

const cases = [...calldata6900, ...calldata7579]

/** The expectation written in the case must be that of a second way: decode by viem, encode again, compare. */
function vector({ name, standard, callData, refused, calls }) {
  const decoded = decodeCanonical(standard, callData)
  if (JSON.stringify(refused ? undefined : calls) !== JSON.stringify(decoded)) {
    throw new Error(`case "${name}": decoding gives ${JSON.stringify(decoded)}`)
  }
  return { name, standard, callData, refused, callCount: calls.length, calls }
}

export const file = 'calldata.json'

export async function build() {
  if (new Set(cases.map(({ standard, name }) => `${standard} ${name}`)).size !== cases.length) {
    throw new Error('two cases have the same name')
  }
  return {
    about: 'callData of operations and the calls in it. refused: not a canonical call of what a session may use.',
    count: cases.length,
    calldata: cases.map(vector),
  }
}
