// docs/encoding.md §2: the nonce domain and the lane inside a nonce.
import { ascii, keccak, uint } from './bytes.mjs'

export const layouts = {
  modularAccount: { nonceShift: 104, nonceWidth: 152 },
  openZeppelin: { nonceShift: 64, nonceWidth: 32 },
}

/** The top bits of the hash of a domain's name. */
export const topBits = (nonceDomain, count) => BigInt(keccak(ascii(nonceDomain))) >> BigInt(256 - count)

/** The number that stands above the lanes: the top bits, 0 maps to 1. */
export const domainValue = (nonceDomain, nonceWidth, laneBits) =>
  topBits(nonceDomain, nonceWidth - laneBits) || 1n

/** The bits of a nonce that belong to the session: domain and lane, everything else 0. */
export function nonceBits(nonceDomain, { nonceShift, nonceWidth }, laneBits, lane) {
  if (BigInt(lane) >> BigInt(laneBits) !== 0n) throw new Error(`lane ${lane} needs more than ${laneBits} bits`)
  const domain = domainValue(nonceDomain, nonceWidth, laneBits)
  return (domain << BigInt(nonceShift + laneBits)) | (BigInt(lane) << BigInt(nonceShift))
}

/** A whole nonce of a supported account: what selects the validation stands in the bits that the session leaves. */
export function accountNonce(g, lane, sequence = 0) {
  const layout = g.standard === 1 ? layouts.modularAccount : layouts.openZeppelin
  const selects = g.standard === 1 ? (BigInt(g.entityId) << 72n) : BigInt(g.module) << 96n
  return uint(nonceBits(g.nonceDomain, layout, g.laneBits, lane) | selects | BigInt(sequence), 32)
}
