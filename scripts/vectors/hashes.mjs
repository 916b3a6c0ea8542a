// docs/encoding.md §2: the hashes of a grant.
import { concat, fixed, keccak, uint } from './bytes.mjs'
import { capabilityLeaf, root } from './merkle.mjs'
import { capability, core, details } from './terms.mjs'

export const routeOf = (standard, entityId) => standard * 2 ** 32 + entityId

/** The packed parts of a grant and every hash that follows from them. */
export function pack(g) {
  const leaves = g.capabilities.map((c) => capability(g, c))
  const leafHashes = leaves.map(capabilityLeaf)
  const packed = { core: core(g), details: details(g), capabilities: concat(leaves) }
  const capabilityRoot = root(leafHashes)
  const grantHash = keccak(packed.details)
  const sessionId = keccak(
    concat([
      uint(g.chainId, 32),
      fixed(g.module, 20),
      fixed(g.account, 20),
      uint(g.route, 5),
      packed.core,
      capabilityRoot,
      grantHash,
    ]),
  )
  return { ...packed, leaves, leafHashes, capabilityRoot, grantHash, sessionId }
}
