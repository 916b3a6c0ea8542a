// Numbers that look random and are the same on every machine: a keccak256 chain over a counter.
import { ascii, concat, keccak, uint } from './bytes.mjs'

export function random(seed) {
  let counter = 0
  const word = () => keccak(concat([ascii(seed), uint(counter++, 32)]))
  return {
    word,
    /** An integer from 0 (inclusive) to `limit` (exclusive). */
    below: (limit) => Number(BigInt(word()) % BigInt(limit)),
    address: () => `0x${word().slice(26)}`,
  }
}
