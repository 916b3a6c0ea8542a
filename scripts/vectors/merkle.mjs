// docs/encoding.md §2: the tree over capabilities, and the tree over the values of an inSet rule.
import { concat, keccak, uint } from './bytes.mjs'

export const capabilityLeaf = (bytes) => keccak(concat(['0x00', keccak(bytes)]))
export const setLeaf = (value) => keccak(concat(['0x01', keccak(uint(value, 32))]))

const inner = (a, b) => keccak(a < b ? concat([a, b]) : concat([b, a]))

/** All levels of the tree, the leaves first; an odd node at the end of a level is promoted unchanged. */
function levels(leaves) {
  const all = [leaves]
  while (all.at(-1).length > 1) {
    const below = all.at(-1)
    const level = []
    for (let i = 0; i + 1 < below.length; i += 2) level.push(inner(below[i], below[i + 1]))
    if (below.length % 2 === 1) level.push(below.at(-1))
    all.push(level)
  }
  return all
}

export const root = (leaves) => levels(leaves).at(-1)[0]

/** The siblings on the way from leaf `index` to the root; a level where the node is promoted adds none. */
export function proof(leaves, index) {
  const siblings = []
  for (const level of levels(leaves)) {
    const sibling = level[index ^ 1]
    if (sibling !== undefined) siblings.push(sibling)
    index >>= 1
  }
  return siblings
}

/** The values of a set in increasing order, without repetition. */
export const sortedSet = (values) =>
  [...new Set(values.map(BigInt))].sort((a, b) => (a < b ? -1 : 1)).map((value) => uint(value, 32))

export const setRoot = (values) => root(sortedSet(values).map(setLeaf))

export function setProof(values, value) {
  const sorted = sortedSet(values)
  const index = sorted.indexOf(uint(value, 32))
  if (index < 0) throw new Error(`${value} is not in the set`)
  return proof(sorted.map(setLeaf), index)
}
