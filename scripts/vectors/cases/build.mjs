// Short ways to write a grant; every field that a case does not name has its off value or the default below.
import { concat, uint, zero32, zeroAddress } from '../bytes.mjs'
import { routeOf } from '../hashes.mjs'
import { setRoot, sortedSet } from '../merkle.mjs'
import { accounts, agent, modules, recipient, token, tokens } from '../parties.mjs'
import { comparisons, forms, GAS, kinds } from '../terms.mjs'
import { selectorOf } from '../text.mjs'

/** 2027-01-15 08:00:00 UTC. */
export const START = 1_800_000_000
export const DAY = 86_400
export const MAX_TIME = 2 ** 47 - 1
export const maxUint = (bits) => String(2n ** BigInt(bits) - 1n)

export const lifetime = (asset, limit) => ({ asset, limit: String(limit), kind: kinds.lifetime, period: 0 })
export const calendar = (asset, limit, period) => ({ asset, limit: String(limit), kind: kinds.calendar, period })
export const rolling = (asset, limit, period) => ({ asset, limit: String(limit), kind: kinds.rolling, period })

/** A rule that compares word `word`; its value is printed in decimal unless another form is named. */
export const rule = (word, comparison, value, printForm = 'decimal') => ({
  word,
  comparison: comparisons[comparison],
  printForm: forms[printForm],
  value: uint(value, 32),
})

export const signedRule = (word, comparison, value) =>
  rule(word, comparison, BigInt.asUintN(256, BigInt(value)))

export const equalsAccount = (word) => rule(word, 'equalsAccount', 0, 'address')

export const inSet = (word, values) => ({
  ...rule(word, 'inSet', setRoot(values), 'hex'),
  set: sortedSet(values),
})

export const atLeastRatio = (word, otherWord, numerator, denominator) => {
  const packed = (BigInt(otherWord) << 248n) | (BigInt(numerator) << 124n) | BigInt(denominator)
  return {
    ...rule(word, 'atLeastRatio', packed),
    otherWord,
    numerator: String(numerator),
    denominator: String(denominator),
  }
}

export const spendWord = (asset, word) => ({ asset, fixedAmount: false, word, amount: '0' })
export const spendFixed = (asset, amount) => ({ asset, fixedAmount: true, word: 0, amount: String(amount) })

/** A capability; `call` is a function signature, a selector or `''` for empty calldata. */
export function capability(id, target, call, { rules = [], spends = [], maxValue = '0', essential = false } = {}) {
  const selector = call === '' ? '0x00000000' : call.startsWith('0x') ? call : selectorOf(call)
  return { id, target, selector, maxValue: String(maxValue), essential, rules, spends }
}

export const transfer = (options = {}) =>
  capability('token.transfer', token, 'transfer(address,uint256)', {
    rules: [rule(0, 'equal', recipient, 'address')],
    spends: [spendWord(token, 1)],
    ...options,
  })

export const gasBudget = lifetime(GAS, 10n ** 16n)
export const tokenBudget = calendar(token, 100_000_000, DAY)

const byTargetAndSelector = (a, b) =>
  concat([a.target, a.selector]) < concat([b.target, b.selector]) ? -1 : 1

/** A grant. */
export function grant(name, fields = {}) {
  const { standard = 1, entityId = standard === 1 ? 1 : 0, ...rest } = fields
  const g = {
    name,
    chainId: 31337,
    module: modules[0],
    account: accounts[0],
    standard,
    entityId,
    route: routeOf(standard, entityId),
    epoch: 1,
    sessionKey: agent.address,
    keyType: 0,
    validAfter: START,
    expiresAt: START + 30 * DAY,
    ttl: 0,
    maxRenewals: 0,
    renewer: zeroAddress,
    idleTimeout: 0,
    scheduleFrom: 0,
    scheduleTo: 0,
    weekdays: 0,
    nonceDomain: 'session:agent',
    laneBits: 3,
    anyPaymaster: false,
    paymaster: zeroAddress,
    feesUnlimited: false,
    guard: zeroAddress,
    usdLimit: '0',
    usdPeriod: 0,
    feedsHash: zero32,
    budgets: [gasBudget, tokenBudget],
    capabilities: [transfer()],
    replaces: zero32,
    label: '',
    tokenNames: false,
    grantDeadline: START + DAY,
    salt: '1',
    ...rest,
  }
  const named = tokens.filter((t) => g.tokenNames && g.budgets.some((b) => b.asset === t.token))
  return { ...g, tokens: named, capabilities: [...g.capabilities].sort(byTargetAndSelector) }
}
