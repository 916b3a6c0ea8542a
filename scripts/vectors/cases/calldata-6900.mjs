// ERC-6900: execute(address,uint256,bytes) and executeBatch((address,uint256,bytes)[]), built word by word.
import { concat, slice, uint } from '../bytes.mjs'
import { behindExecuteUserOp, EXECUTE_USER_OP, execute, executeBatch } from '../outer.mjs'
import { accepted, call, calls, dirty, padded, refused, replaceWord, word, zeros } from '../abi.mjs'

const EXECUTE = '0xb61d27f6'
const EXECUTE_BATCH = '0x34fcd5be'
const one = call(0)
const [first, second, third] = calls(3)

const single = (...parts) => concat([EXECUTE, ...parts])
const head = concat([word(one.target), word(one.value), word(0x60)])
const canonical = execute(one)

const singles = [
  accepted('execute, empty calldata', execute({ ...one, data: '0x' }), [{ ...one, data: '0x' }]),
  accepted('execute, a selector alone', execute({ ...one, data: '0x12345678' }), [{ ...one, data: '0x12345678' }]),
  accepted('execute, calldata of 68 bytes', canonical, [one]),
  accepted('execute, calldata of 64 bytes, no padding', execute(call(0, 64)), [call(0, 64)]),
  accepted('execute, the greatest value', execute(call(0, 4, 2n ** 256n - 1n)), [call(0, 4, 2n ** 256n - 1n)]),
  accepted('execute behind executeUserOp', behindExecuteUserOp(canonical), [one]),
  refused('execute, one byte of calldata', execute({ ...one, data: '0x12' })),
  refused('execute, three bytes of calldata', execute({ ...one, data: '0x123456' })),
  refused('execute, a selector of zeros', execute({ ...one, data: '0x00000000' })),
  refused('execute, a selector of zeros and an argument', execute({ ...one, data: zeros(36) })),
  refused('no callData', '0x'),
  refused('three bytes of callData', '0xb61d27'),
  refused('execute without arguments', EXECUTE),
  refused('executeUserOp alone', EXECUTE_USER_OP),
  refused('executeUserOp twice', behindExecuteUserOp(behindExecuteUserOp(canonical))),
  refused('executeUserOp before three bytes', concat([EXECUTE_USER_OP, '0xb61d27'])),
  refused('another function of the account', concat(['0xdeadbeef', slice(canonical, 4)])),
  refused('execute(bytes32,bytes) of ERC-7579', concat(['0xe9ae5c53', slice(canonical, 4)])),
  refused('execute, dirty bits above the target', replaceWord(canonical, 0, dirty(one.target))),
  refused('execute, the highest bit above the target', replaceWord(canonical, 0, BigInt(one.target) | (1n << 255n))),
  refused('execute, offset back to the value', replaceWord(canonical, 2, 0x20)),
  refused('execute, offset to itself', replaceWord(canonical, 2, 0x40)),
  refused('execute, offset not a multiple of 32', replaceWord(canonical, 2, 0x61)),
  refused('execute, a gap before the bytes',
    single(word(one.target), word(one.value), word(0x80), zeros(32), padded(one.data))),
  refused('execute, offset 2^64 + 0x60', replaceWord(canonical, 2, 2n ** 64n + 0x60n)),
  refused('execute, offset 2^256 - 1', replaceWord(canonical, 2, 2n ** 256n - 1n)),
  refused('execute, length one above the end', single(head, word(65), `0x${'ab'.repeat(64)}`)),
  refused('execute, length 2^64', replaceWord(canonical, 3, 2n ** 64n)),
  refused('execute, length 2^64 + 68', replaceWord(canonical, 3, 2n ** 64n + 68n)),
  refused('execute, length 2^256 - 1', replaceWord(canonical, 3, 2n ** 256n - 1n)),
  refused('execute, length 2^256 - 32', replaceWord(canonical, 3, 2n ** 256n - 32n)),
  refused('execute, length of less than is there', replaceWord(canonical, 3, 64)),
  refused('execute, padding missing', single(head, word(68), one.data)),
  refused('execute, padding one byte short', slice(canonical, 0, 4 + 7 * 32 - 1)),
  refused('execute, first byte of padding not zero', single(head, word(68), one.data, '0x01', zeros(27))),
  refused('execute, last byte of padding not zero', single(head, word(68), one.data, zeros(27), '0x01')),
  refused('execute, one byte behind the end', concat([canonical, '0x00'])),
  refused('execute, a zero word behind the end', concat([canonical, zeros(32)])),
  refused('execute, length missing', slice(canonical, 0, 4 + 3 * 32)),
  refused('execute, dirty target behind executeUserOp',
    behindExecuteUserOp(replaceWord(canonical, 0, dirty(one.target)))),
]

const tuple = (c, { offset = 0x60, length, data } = {}) =>
  concat([word(c.target), word(c.value), word(offset), data ?? padded(c.data, length)])
const batch = (count, offsets, ...tuples) =>
  concat([EXECUTE_BATCH, word(0x20), word(count), ...offsets.map(word), ...tuples])

// The tuple of a call with 4 bytes of calldata has five words: 0xa0 bytes.
const a = { ...first, data: '0xaaaaaaaa' }
const b = { ...second, data: '0xbbbbbbbb' }
const two = executeBatch([a, b])
/** A batch of one whose bytes are these, with the offset that points to them or does not. */
const oneAt = (offset, ...data) => batch(1, [0x20], tuple(a, { offset, data: concat(data) }))
const sixteen = calls(16)

const batches = [
  accepted('executeBatch of one', executeBatch([one]), [one]),
  accepted('executeBatch of two', two, [a, b]),
  accepted('executeBatch of three, one with empty calldata', executeBatch([first, { ...second, data: '0x' }, third]), [
    first, { ...second, data: '0x' }, third,
  ]),
  accepted('executeBatch of two equal calls', executeBatch([a, a]), [a, a]),
  accepted('executeBatch of sixteen', executeBatch(sixteen), sixteen),
  accepted('executeBatch behind executeUserOp', behindExecuteUserOp(two), [a, b]),
  refused('executeBatch, three bytes of calldata in the second call', executeBatch([a, { ...b, data: '0xbbbbbb' }])),
  refused('executeBatch, a selector of zeros in the first call', executeBatch([{ ...a, data: zeros(4) }, b])),
  refused('executeBatch of none', executeBatch([])),
  refused('executeBatch of seventeen', executeBatch(calls(17))),
  refused('executeBatch without arguments', EXECUTE_BATCH),
  refused('executeBatch, a gap before the array', concat([EXECUTE_BATCH, word(0x40), zeros(32), slice(two, 36)])),
  refused('executeBatch, offset of the array 0', replaceWord(two, 0, 0)),
  refused('executeBatch, offset of the array 2^256 - 32', replaceWord(two, 0, 2n ** 256n - 32n)),
  refused('executeBatch, a count of one, two calls there', replaceWord(two, 1, 1)),
  refused('executeBatch, a count of three, two calls there', replaceWord(two, 1, 3)),
  refused('executeBatch, a count of 2^64', replaceWord(two, 1, 2n ** 64n)),
  refused('executeBatch, a count of 2^64 + 2', replaceWord(two, 1, 2n ** 64n + 2n)),
  refused('executeBatch, a count of 2^256 - 1', replaceWord(two, 1, 2n ** 256n - 1n)),
  refused('executeBatch, calls stored in reverse', batch(2, [0xe0, 0x40], tuple(b), tuple(a))),
  refused('executeBatch, both offsets to the first call', batch(2, [0x40, 0x40], tuple(a), tuple(b))),
  refused('executeBatch, both offsets to one call, nothing else', batch(2, [0x40, 0x40], tuple(a))),
  refused('executeBatch, the second call inside the first', batch(2, [0x40, 0xc0], tuple(a), tuple(b))),
  refused('executeBatch, an offset back into the heads', batch(2, [0x40, 0x20], tuple(a), tuple(b))),
  refused('executeBatch, an offset of 0', batch(2, [0, 0xe0], tuple(a), tuple(b))),
  refused('executeBatch, an offset of 2^256 - 32', batch(2, [0x40, 2n ** 256n - 32n], tuple(a), tuple(b))),
  refused('executeBatch, a gap between the calls', batch(2, [0x40, 0x100], tuple(a), zeros(32), tuple(b))),
  refused('executeBatch, a gap before the calls', batch(1, [0x40], zeros(32), tuple(a))),
  refused('executeBatch, dirty bits above the second target',
    batch(2, [0x40, 0xe0], tuple(a), tuple({ ...b, target: dirty(b.target) }))),
  refused('executeBatch, a gap before the bytes of a call', oneAt(0x80, zeros(32), padded(a.data))),
  refused('executeBatch, offset of the bytes back to the value', oneAt(0x20, padded(a.data))),
  refused('executeBatch, bytes of the first call shared with the second',
    batch(2, [0x40, 0xa0], tuple(a, { offset: 0xc0, data: '0x' }), tuple(b))),
  refused('executeBatch, first length reaches into the second call',
    batch(2, [0x40, 0xe0], tuple(a, { length: 64 }), tuple(b))),
  refused('executeBatch, last length one above the end', batch(1, [0x20], tuple(a, { length: 33 }))),
  refused('executeBatch, last length 2^64', batch(1, [0x20], tuple(a, { length: 2n ** 64n }))),
  refused('executeBatch, last length 2^256 - 1', batch(1, [0x20], tuple(a, { length: 2n ** 256n - 1n }))),
  refused('executeBatch, padding of the first call not zero',
    batch(2, [0x40, 0xe0], tuple(a, { data: concat([word(4), a.data, zeros(27), '0x80']) }), tuple(b))),
  refused('executeBatch, padding of the last call missing', oneAt(0x60, word(4), a.data)),
  refused('executeBatch, one byte behind the end', concat([two, '0x00'])),
  refused('executeBatch, a zero word behind the end', concat([two, uint(0, 32)])),
]

export const calldata6900 = [...singles, ...batches].map((vector) => ({ ...vector, standard: 1 }))
