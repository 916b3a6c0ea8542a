// ERC-7579: execute(bytes32 mode, bytes executionCalldata), single and batch.
import { concat, slice, uint } from '../bytes.mjs'
import {
  batch7579, behindExecuteUserOp, execute, execute7579, executeBatch, MODE_BATCH, MODE_SINGLE, single7579,
} from '../outer.mjs'
import { accepted, call, calls, dirty, padded, refused, replaceWord, word, zeros } from '../abi.mjs'

const EXECUTE = '0xe9ae5c53'
const one = call(0)
const packed = single7579(one)
const canonical = execute7579(MODE_SINGLE, packed)
const mode = (hex) => `0x${hex.padEnd(64, '0')}`
const raw = (...parts) => concat([EXECUTE, MODE_SINGLE, ...parts])
const withMode = (hex) => execute7579(mode(hex), packed)

const singles = [
  accepted('single, empty calldata', execute7579(MODE_SINGLE, slice(packed, 0, 52)), [{ ...one, data: '0x' }]),
  accepted('single, calldata of 68 bytes', canonical, [one]),
  accepted('single, no padding', execute7579(MODE_SINGLE, single7579(call(0, 44))), [call(0, 44)]),
  accepted('single, the greatest value', execute7579(MODE_SINGLE, single7579(call(0, 4, 2n ** 256n - 1n))), [
    call(0, 4, 2n ** 256n - 1n),
  ]),
  refused('single, one byte of calldata', execute7579(MODE_SINGLE, concat([slice(packed, 0, 52), '0x12']))),
  refused('single, a selector of zeros', execute7579(MODE_SINGLE, concat([slice(packed, 0, 52), zeros(68)]))),
  refused('ERC-6900 execute', execute(one)),
  refused('ERC-6900 executeBatch', executeBatch([one])),
  refused('single behind executeUserOp', behindExecuteUserOp(canonical)),
  refused('execute without arguments', EXECUTE),
  refused('executeFromExecutor', concat(['0xd691c964', slice(canonical, 4)])),
  refused('mode: try', withMode('0001')),
  refused('mode: batch and try', execute7579(mode('0101'), batch7579([one]))),
  refused('mode: unknown execution type', withMode('0002')),
  refused('mode: delegatecall', withMode('ff')),
  refused('mode: static call', withMode('fe')),
  refused('mode: unknown call type', withMode('02')),
  refused('mode: first unused byte', withMode('000001')),
  refused('mode: last unused byte', withMode('000000000001')),
  refused('mode: a selector', withMode('00000000000011223344')),
  refused('mode: a payload', withMode(`${'00'.repeat(10)}01`)),
  refused('mode: the last bit of the payload', withMode(`${'00'.repeat(31)}01`)),
  refused('single, shorter than target and value', execute7579(MODE_SINGLE, slice(packed, 0, 51))),
  refused('single, nothing', execute7579(MODE_SINGLE, '0x')),
  refused('single, offset 0x20', replaceWord(canonical, 1, 0x20)),
  refused('single, offset 0x60 with a gap', raw(word(0x60), zeros(32), padded(packed))),
  refused('single, offset 2^256 - 1', replaceWord(canonical, 1, 2n ** 256n - 1n)),
  refused('single, length one above the end', raw(word(0x40), word(65), `0x${'ab'.repeat(64)}`)),
  refused('single, length 2^64', replaceWord(canonical, 2, 2n ** 64n)),
  refused('single, length 2^256 - 1', replaceWord(canonical, 2, 2n ** 256n - 1n)),
  refused('single, padding missing', raw(word(0x40), word(120), packed)),
  refused('single, padding not zero', raw(word(0x40), word(120), packed, zeros(7), '0x01')),
  refused('single, one byte behind the end', concat([canonical, '0x00'])),
  refused('single, a zero word behind the end', concat([canonical, uint(0, 32)])),
]

const [first, second, third] = calls(3)
const a = { ...first, data: '0xaaaaaaaa' }
const b = { ...second, data: '0xbbbbbbbb' }

const inBatch = (executionCalldata) => execute7579(MODE_BATCH, executionCalldata)
const tuple = (c, { offset = 0x60, length, data } = {}) =>
  concat([word(c.target), word(c.value), word(offset), data ?? padded(c.data, length)])
const array = (count, offsets, ...tuples) =>
  inBatch(concat([word(0x20), word(count), ...offsets.map(word), ...tuples]))
/** A batch of one whose call has these bytes in place of its calldata. */
const oneWith = (...data) => array(1, [0x20], tuple(a, { data: concat(data) }))

const two = batch7579([a, b])
const sixteen = calls(16)

const batches = [
  accepted('batch of one', inBatch(batch7579([one])), [one]),
  accepted('batch of two', inBatch(two), [a, b]),
  accepted('batch of three, one with empty calldata', inBatch(batch7579([first, { ...second, data: '0x' }, third])), [
    first, { ...second, data: '0x' }, third,
  ]),
  accepted('batch of sixteen', inBatch(batch7579(sixteen)), sixteen),
  refused('batch, three bytes of calldata in the second call', inBatch(batch7579([a, { ...b, data: '0xbbbbbb' }]))),
  refused('batch of none', inBatch(batch7579([]))),
  refused('batch of seventeen', inBatch(batch7579(calls(17)))),
  refused('batch without calldata', inBatch('0x')),
  refused('batch, packed like a single call', inBatch(packed)),
  refused('batch, a gap before the array', inBatch(concat([word(0x40), zeros(32), slice(two, 32)]))),
  refused('batch, a count of three, two calls there', array(3, [0x40, 0xe0], tuple(a), tuple(b))),
  refused('batch, a count of one, two calls there', array(1, [0x40, 0xe0], tuple(a), tuple(b))),
  refused('batch, a count of 2^256 - 1', array(2n ** 256n - 1n, [0x40, 0xe0], tuple(a), tuple(b))),
  refused('batch, calls stored in reverse', array(2, [0xe0, 0x40], tuple(b), tuple(a))),
  refused('batch, both offsets to the first call', array(2, [0x40, 0x40], tuple(a), tuple(b))),
  refused('batch, the second call inside the first', array(2, [0x40, 0xc0], tuple(a), tuple(b))),
  refused('batch, an offset of 2^256 - 32', array(2, [0x40, 2n ** 256n - 32n], tuple(a), tuple(b))),
  refused('batch, a gap between the calls', array(2, [0x40, 0x100], tuple(a), zeros(32), tuple(b))),
  refused('batch, dirty bits above the first target',
    array(2, [0x40, 0xe0], tuple({ ...a, target: dirty(a.target) }), tuple(b))),
  refused('batch, first length reaches into the second call',
    array(2, [0x40, 0xe0], tuple(a, { length: 64 }), tuple(b))),
  refused('batch, last length one above the end', array(1, [0x20], tuple(a, { length: 33 }))),
  refused('batch, last length 2^64', array(1, [0x20], tuple(a, { length: 2n ** 64n }))),
  refused('batch, a call runs past the batch into the padding behind it', oneWith(word(4), a.data)),
  refused('batch, padding of a call not zero', oneWith(word(4), a.data, zeros(27), '0x01')),
  refused('batch, one byte behind the array', inBatch(concat([two, '0x00']))),
  refused('batch, a zero word behind the array', inBatch(concat([two, zeros(32)]))),
  refused('batch, a zero word behind the end', concat([inBatch(two), zeros(32)])),
]

export const calldata7579 = [...singles, ...batches].map((vector) => ({ ...vector, standard: 2 }))
