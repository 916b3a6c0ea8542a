// docs/encoding.md §1: terms = core ‖ details ‖ capabilities.
import { concat, fixed, shortText, uint, zero32, zeroAddress } from './bytes.mjs'

export const NATIVE = uint(0, 20)
export const OPERATIONS = uint(1, 20)
export const GAS = uint(2, 20)

export const kinds = { lifetime: 0, calendar: 1, rolling: 2 }
export const forms = { decimal: 0, address: 1, hex: 2 }
export const comparisons = {
  equal: 0, notEqual: 1, atMost: 2, atLeast: 3, atMostSigned: 4, atLeastSigned: 5, inSet: 6, equalsAccount: 7,
  atLeastRatio: 8,
}

const feature = {
  ttl: 0x01, renewer: 0x02, idleTimeout: 0x04, schedule: 0x08, paymaster: 0x10, anyPaymaster: 0x20,
  feesUnlimited: 0x40, guard: 0x80,
}

/** The feature groups of a grant: bit, whether it is on, and the bytes that follow. */
const groups = (g) => [
  [feature.ttl, g.ttl > 0, () => concat([uint(g.ttl, 4), uint(g.maxRenewals, 2)])],
  [feature.renewer, g.renewer !== zeroAddress, () => fixed(g.renewer, 20)],
  [feature.idleTimeout, g.idleTimeout > 0, () => uint(g.idleTimeout, 4)],
  [feature.schedule, g.scheduleTo > 0, () =>
    concat([uint(g.scheduleFrom, 3), uint(g.scheduleTo, 3), uint(g.weekdays, 1)])],
  [feature.paymaster, g.paymaster !== zeroAddress, () => fixed(g.paymaster, 20)],
  [feature.anyPaymaster, g.anyPaymaster, () => '0x'],
  [feature.feesUnlimited, g.feesUnlimited, () => '0x'],
  [feature.guard, g.guard !== zeroAddress, () =>
    concat([fixed(g.guard, 20), uint(g.usdLimit, 16), uint(g.usdPeriod, 4), fixed(g.feedsHash, 32)])],
]

export const features = (g) => groups(g).reduce((bits, [bit, on]) => (on ? bits | bit : bits), 0)

const budget = (b) => concat([uint(b.kind, 1), fixed(b.asset, 20), uint(b.limit, 16), uint(b.period, 4)])

export const core = (g) =>
  concat([
    uint(g.epoch, 4),
    uint(features(g), 1),
    uint(g.keyType, 1),
    fixed(g.sessionKey, 20),
    uint(g.validAfter, 6),
    uint(g.expiresAt, 6),
    uint(g.laneBits, 1),
    uint(g.budgets.length, 1),
    shortText(g.nonceDomain),
    ...g.budgets.map(budget),
    ...groups(g).filter(([, on]) => on).map(([, , bytes]) => bytes()),
  ])

export function details(g) {
  const replaces = g.replaces !== zero32
  return concat([
    uint(g.grantDeadline, 6),
    uint((g.tokenNames ? 0x01 : 0) | (replaces ? 0x02 : 0), 1),
    uint(g.salt, 8),
    replaces ? fixed(g.replaces, 32) : '0x',
    shortText(g.label),
    uint(g.capabilities.length, 2),
    ...g.capabilities.map((capability) => shortText(capability.id)),
  ])
}

const rule = (r) =>
  concat([
    uint(r.comparison | (r.printForm << 4), 1),
    uint(r.word, 1),
    r.comparison === comparisons.equalsAccount ? '0x' : fixed(r.value, 32),
  ])

/** The index of the first budget on the asset of a spend. */
export function budgetIndex(g, asset) {
  const index = g.budgets.findIndex((b) => b.asset === asset)
  if (index < 0) throw new Error(`${g.name}: no budget on ${asset}`)
  return index
}

const spend = (g, s) =>
  concat([
    uint(budgetIndex(g, s.asset) | (s.fixedAmount ? 0x80 : 0), 1),
    s.fixedAmount ? uint(s.amount, 16) : uint(s.word, 1),
  ])

/** The bytes of one leaf. */
export const capability = (g, c) =>
  concat([
    fixed(c.target, 20),
    fixed(c.selector, 4),
    uint((c.essential ? 0x01 : 0) | (BigInt(c.maxValue) > 0n ? 0x02 : 0), 1),
    uint(c.rules.length | (c.spends.length << 4), 1),
    BigInt(c.maxValue) > 0n ? uint(c.maxValue, 16) : '0x',
    ...c.rules.map(rule),
    ...c.spends.map((s) => spend(g, s)),
  ])
