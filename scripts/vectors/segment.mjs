// docs/encoding.md §3: the segment, from its first byte up to the session key's signature.
import { concat, fixed, size, uint, zeroAddress } from './bytes.mjs'
import { pack } from './hashes.mjs'
import { proof, setProof } from './merkle.mjs'
import { comparisons } from './terms.mjs'

export const flags = { enable: 0x01, renew: 0x02, grace: 0x04, solidityP256: 0x08 }

const withProof = (siblings) => concat([uint(siblings.length, 1), ...siblings])

/** The leaves that an operation carries: those its calls use, in the order of the grant, each once. */
export const usedCapabilities = (s) => [...new Set(s.calls.map((call) => call.capability))].sort((a, b) => a - b)

const wordOf = (data, word) => `0x${data.slice(10 + 64 * word, 74 + 64 * word)}`

/** For each call: which leaf, and a proof for each inSet rule of that leaf. */
export function callParts(s) {
  const enabled = (s.flags & flags.enable) !== 0
  const used = usedCapabilities(s)
  return s.calls.map((call) => ({
    leafIndex: enabled ? call.capability : used.indexOf(call.capability),
    setProofs: s.grant.capabilities[call.capability].rules
      .filter((r) => r.comparison === comparisons.inSet)
      .map((r) => setProof(r.set, wordOf(call.data, r.word))),
  }))
}

const enablePart = (s, packed) =>
  concat([
    packed.details,
    packed.capabilities,
    uint(s.form, 1),
    uint(size(s.approverSignature), 2),
    s.approverSignature,
  ])

function usePart(s, packed) {
  const used = usedCapabilities(s)
  return concat([
    packed.capabilityRoot,
    packed.grantHash,
    uint(used.length, 1),
    ...used.flatMap((index) => [packed.leaves[index], withProof(proof(packed.leafHashes, index))]),
  ])
}

/** Whether somebody else than the session key must agree to what the operation does: to its renewal. */
export const needsConsent = (s) => (s.flags & flags.renew) !== 0 && s.grant.renewer !== zeroAddress

/** What `segmentHash` is taken of. */
export function signedPart(s) {
  const packed = pack(s.grant)
  return concat([
    uint(s.claimedAt, 6),
    uint(s.notAfter, 6),
    uint(s.flags, 1),
    packed.core,
    s.flags & flags.enable ? enablePart(s, packed) : usePart(s, packed),
    ...callParts(s).flatMap((part) => [uint(part.leafIndex, 1), ...part.setProofs.map(withProof)]),
    needsConsent(s) ? concat([uint(s.renewalDeadline, 6), fixed(s.renewalSignature, 65)]) : '0x',
    s.grant.keyType === 1 ? fixed(s.publicKey, 64) : '0x',
  ])
}

/** The whole segment: the signed part, the signature, and the length of both. */
export function complete(signed, signature) {
  const body = concat([signed, signature])
  return concat([body, uint(size(body), 2)])
}
