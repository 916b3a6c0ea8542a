// tests/vectors/nonce-domains.json
import { uint } from './bytes.mjs'
import { domainValue, layouts, nonceBits, topBits } from './nonce.mjs'

const names = ['session:mobile:quotes', 'a', 'session.mobile_quotes-eu:0123456']

const all = [
  { layout: 'Modular Account v2', ...layouts.modularAccount, laneBits: [0, 1, 8, 144] },
  { layout: 'OpenZeppelin AccountERC7579', ...layouts.openZeppelin, laneBits: [0, 4, 24] },
  { layout: 'Kernel v3', nonceShift: 64, nonceWidth: 16, laneBits: [0, 8] },
  { layout: 'Nexus', nonceShift: 232, nonceWidth: 24, laneBits: [0, 16] },
  { layout: 'the whole nonce key', nonceShift: 64, nonceWidth: 192, laneBits: [0, 3, 184] },
  { layout: 'the highest bits', nonceShift: 240, nonceWidth: 16, laneBits: [8] },
]

/** The first name whose top bits are all 0, so that its value maps to 1. */
function nameOfZero(bits) {
  for (let i = 0; ; i++) if (topBits(`zero:${i}`, bits) === 0n) return `zero:${i}`
}

/** Such a name is found quickly only where the domain has few bits. */
const namesFor = (bits) => (bits <= 16 ? [...names, nameOfZero(bits)] : names)

function vector({ layout, nonceShift, nonceWidth }, nonceDomain, laneBits, lane) {
  const nonce = nonceBits(nonceDomain, { nonceShift, nonceWidth }, laneBits, lane)
  return {
    layout,
    nonceShift,
    nonceWidth,
    nonceDomain,
    laneBits,
    lane: String(lane),
    domainValue: uint(domainValue(nonceDomain, nonceWidth, laneBits), 32),
    nonceBits: uint(nonce, 32),
    nonceKeyBits: uint(nonce >> 64n, 24),
  }
}

/** The first lane, the last one, and one between. */
const lanes = (laneBits) => {
  const last = 2n ** BigInt(laneBits) - 1n
  return [...new Set([0n, last / 3n, last])]
}

export const file = 'nonce-domains.json'

export async function build() {
  const domains = all.flatMap((layout) =>
    layout.laneBits.flatMap((laneBits) =>
      namesFor(layout.nonceWidth - laneBits).flatMap((name) =>
        lanes(laneBits).map((lane) => vector(layout, name, laneBits, lane)),
      ),
    ),
  )
  return {
    about: 'Nonce domain and lane in the bits of a nonce, docs/encoding.md §2. nonceKeyBits = nonceBits >> 64.',
    count: domains.length,
    domains,
  }
}
