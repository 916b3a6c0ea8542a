// Messages that stop a session or an account, let them go on, or say that a session is alive.
import { ascii, keccak, zero32 } from '../bytes.mjs'
import { accounts, modules } from '../parties.mjs'
import { maxUint, START } from './build.mjs'

const contexts = [
  { chainId: 31337, module: modules[0], account: accounts[0] },
  { chainId: 1, module: modules[1], account: accounts[1] },
  { chainId: Number.MAX_SAFE_INTEGER, module: modules[2], account: `0x${'ff'.repeat(20)}` },
]
const usual = { epoch: 1, sessionId: keccak(ascii('a session')), tightenings: 1, sequence: '1', deadline: START }
const least = { epoch: 0, sessionId: zero32, tightenings: 0, sequence: '0', deadline: 0 }
const greatest = {
  epoch: 2 ** 32 - 1,
  sessionId: `0x${'ff'.repeat(32)}`,
  tightenings: 2 ** 32 - 1,
  sequence: maxUint(64),
  deadline: 2 ** 48 - 1,
}
/** 9999-12-31 23:59:59 UTC, the last second of four-digit years. */
const LAST_OF_FOUR_DIGITS = 253_402_300_799
const lastDate = { ...greatest, deadline: LAST_OF_FOUR_DIGITS }
const leapDay = { ...usual, epoch: 2, sequence: '1700000000', deadline: Date.UTC(2028, 1, 29, 23, 59, 59) / 1000 }

const zero = {
  epoch: 0, sessionId: zero32, mode: 0, tightenings: 0, sequence: '0', deadline: 0, aliveAt: 0,
}
const only = (fields, names) => Object.fromEntries(names.map((name) => [name, fields[name]]))

/** The usual values in every context, the edges in one. */
function cases(kind, names, more = {}) {
  const entry = (context, fields) => ({ kind, ...context, ...zero, ...only(fields, names), ...more })
  return [
    ...contexts.map((context) => entry(context, usual)),
    ...[least, greatest, lastDate, leapDay].map((fields) => entry(contexts[0], fields)),
  ]
}

const order = ['epoch', 'sequence', 'deadline']
const loosening = [...order, 'tightenings']

const attestations = cases('SessionReattestation', ['sessionId', 'deadline'])
  .map((entry) => ({ ...entry, aliveAt: entry.deadline, deadline: 0 }))

export const controlCases = [
  ...cases('SessionPause', [...order, 'sessionId']),
  ...cases('SessionResumption', [...loosening, 'sessionId']),
  ...[1, 2].flatMap((mode) => cases('ModeTightening', order, { mode })),
  ...[0, 1].flatMap((mode) => cases('ModeLoosening', loosening, { mode })),
  ...attestations,
]

export const renewalCases = contexts.flatMap((context) =>
  [
    { sessionId: usual.sessionId, renewal: 1, deadline: START },
    { sessionId: zero32, renewal: 0, deadline: 0 },
    { sessionId: greatest.sessionId, renewal: 65_535, deadline: greatest.deadline },
    { sessionId: usual.sessionId, renewal: 2, deadline: LAST_OF_FOUR_DIGITS },
  ].map((fields) => ({ ...context, ...fields })),
)
