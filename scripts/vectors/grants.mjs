// tests/vectors/grants.json
import { size } from './bytes.mjs'
import { pack } from './hashes.mjs'
import { proof } from './merkle.mjs'
import { approver } from './parties.mjs'
import { hashes, sessionGrant } from './typed.mjs'
import { displayLines, fits, grantText } from './text.mjs'
import { assertValid } from './validity.mjs'
import { contextCases } from './cases/context.mjs'
import { countCases } from './cases/counts.mjs'
import { feeCases } from './cases/fees.mjs'
import { guardCases } from './cases/guard.mjs'
import { lifeCases } from './cases/life.mjs'
import { ruleCases } from './cases/rules.mjs'
import { segmentGrants } from './cases/segments.mjs'
import { hashMessage } from 'viem'

export const cases = [
  ...contextCases, ...feeCases, ...ruleCases, ...countCases, ...lifeCases, ...guardCases, ...segmentGrants,
]

/** Grants up to this many capabilities list every proof, larger ones the first, the middle and the last. */
const ALL_PROOFS_UP_TO = 8

function proofs(leafHashes) {
  const count = leafHashes.length
  const all = leafHashes.map((_, index) => index)
  const indexes = count <= ALL_PROOFS_UP_TO ? all : [0, count >> 1, count - 1]
  return indexes.map((index) => ({ index, proof: proof(leafHashes, index) }))
}

const withCounts = ({ name, tokens, ...g }) => ({
  ...g,
  budgetCount: g.budgets.length,
  capabilityCount: g.capabilities.length,
  capabilities: g.capabilities.map((c) => ({ ...c, ruleCount: c.rules.length, spendCount: c.spends.length })),
})

async function vector(g) {
  assertValid(g)
  const packed = pack(g)
  const data = sessionGrant(g)
  const text = grantText(g)
  const listed = proofs(packed.leafHashes)
  return {
    name: g.name,
    input: withCounts(g),
    core: packed.core,
    coreLength: size(packed.core),
    details: packed.details,
    capabilities: packed.capabilities,
    leafCount: packed.leaves.length,
    leaves: packed.leaves.map((leaf, i) => ({ leaf, hash: packed.leafHashes[i] })),
    proofCount: listed.length,
    proofs: listed,
    capabilityRoot: packed.capabilityRoot,
    grantHash: packed.grantHash,
    sessionId: packed.sessionId,
    ...hashes(data),
    typedSignature: await approver.signTypedData(data),
    tokenCount: g.tokens.length,
    tokens: g.tokens,
    text,
    textFits: fits(text),
    displayLines: displayLines(text),
    textDigest: hashMessage(text),
    textSignature: await approver.signMessage(text),
  }
}

export const file = 'grants.json'

export async function build() {
  const names = new Set(cases.map((g) => g.name))
  if (names.size !== cases.length) throw new Error('two grants have the same name')
  return {
    about: 'Grants in every form of docs/encoding.md.',
    approver: { name: approver.name, privateKey: approver.privateKey, address: approver.address },
    count: cases.length,
    grants: await Promise.all(cases.map(vector)),
  }
}
