// Pieces of ABI-encoded calls, so that a case can put each one in the wrong place.
import { concat, size, uint } from './bytes.mjs'
import { random } from './random.mjs'

export const word = (value) => uint(value, 32)
export const zeros = (length) => (length === 0 ? '0x' : uint(0, length))

/** A bytes argument: its length (or another one), its bytes, zeros up to the next word. */
export const padded = (data, length = size(data)) => concat([word(length), data, zeros((32 - (size(data) % 32)) % 32)])

/** An address word with one bit above the address. */
export const dirty = (target) => BigInt(target) | (1n << 160n)

/** The same callData with another word behind its selector. */
export function replaceWord(callData, index, value) {
  const at = 10 + 64 * index
  return callData.slice(0, at) + word(value).slice(2) + callData.slice(at + 64)
}

/** Call number `index`: target, value, and calldata of `length` bytes without a zero selector. */
export function call(index, length = 68, value = index) {
  const numbers = random(`call ${index}`)
  const target = numbers.address()
  const data = `0x${Array.from({ length: Math.ceil(length / 32) }, () => numbers.word().slice(2)).join('')}`
  return { target, value: String(value), data: data.slice(0, 2 + 2 * length) }
}

/** `count` calls whose calldata ends in every position of a word. */
export const calls = (count) => Array.from({ length: count }, (_, index) => call(index, 4 + 13 * index))

export const accepted = (name, callData, decoded) => ({ name, callData, refused: false, calls: decoded })
export const refused = (name, callData) => ({ name, callData, refused: true, calls: [] })
