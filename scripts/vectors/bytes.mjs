// Byte strings are viem hex strings throughout; integers are numbers, bigints or decimal strings.
import { concat, keccak256, numberToHex, size, slice, stringToHex } from 'viem'

export { concat, keccak256 as keccak, size, slice }

/** A big-endian unsigned integer of `length` bytes; throws when the value does not fit. */
export const uint = (value, length) => numberToHex(BigInt(value), { size: length })

/** A byte string of exactly `length` bytes. */
export function fixed(hex, length) {
  if (size(hex) !== length) throw new Error(`${hex} has ${size(hex)} bytes, ${length} are required`)
  return hex.toLowerCase()
}

/** ASCII text as bytes. */
export function ascii(text) {
  if (!/^[\x20-\x7e\n]*$/.test(text)) throw new Error(`not ASCII: ${JSON.stringify(text)}`)
  return stringToHex(text)
}

/** ASCII text behind its length in one byte. */
export const shortText = (text) => concat([uint(text.length, 1), ascii(text)])

export const zero32 = uint(0, 32)
export const zeroAddress = uint(0, 20)
