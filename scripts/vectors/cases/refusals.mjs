// Terms that the module refuses, each for one reason: what is not said is as in a grant that is accepted.
import { concat, fixed, size, slice, uint, zero32, zeroAddress } from '../bytes.mjs'
import { bytes32Text, refusal } from '../errors.mjs'
import { pack } from '../hashes.mjs'
import {
  accounts, agent, approver, guard, modules, passkey, paymaster, renewer, router, secondToken, token,
} from '../parties.mjs'
import { GAS, NATIVE, OPERATIONS } from '../terms.mjs'
import {
  atLeastRatio, calendar, capability, DAY, equalsAccount, gasBudget, grant, lifetime, maxUint, rolling, rule,
  signedRule, spendFixed, spendWord, START, tokenBudget, transfer,
} from './build.mjs'

const NONCE_SHIFT = 104
const NONCE_WIDTH = 152
const YEAR = 366 * DAY
const entryPointV07 = '0x0000000071727de22e5e9d8baf0edac6f37da032'

/**
 * A vector. `fields` differ from an accepted grant, `edit` changes the packed terms, `time` is the block's; `error` and
 * `values` are the revert that must follow.
 */
function refused(name, error, values, fields = {}, { edit = (terms) => terms, time = START } = {}) {
  const g = grant(name, fields)
  const { core, details, capabilities } = pack(g)
  return {
    name,
    chainId: g.chainId,
    module: g.module,
    account: g.account,
    approver: approver.address,
    epoch: 1,
    nonceShift: NONCE_SHIFT,
    nonceWidth: NONCE_WIDTH,
    time,
    route: g.route,
    terms: edit(concat([core, details, capabilities]), { core, details }),
    ...refusal(error, values),
  }
}

const invalid = (term, actual, allowed, fields, options) =>
  refused(`${term} ${actual}`, 'TermInvalid', [bytes32Text(term), actual, allowed], fields, options)

/** Puts other bytes at a position. */
const overwrite = (terms, at, bytes) =>
  `${terms.slice(0, 2 + 2 * at)}${bytes.slice(2)}${terms.slice(2 + 2 * (at + size(bytes)))}`

/** The position of the first leaf. */
const leafAt = ({ core, details }) => size(core) + size(details)
/** The position of the number of capabilities, when there is one whose id is `token.transfer`. */
const countAt = (parts) => leafAt(parts) - (1 + 'token.transfer'.length) - 2

const oneRule = (r) => ({ capabilities: [capability('call', router, '0x12345678', { rules: [r] })] })
const oneSpend = (s, budgets = [gasBudget, tokenBudget]) => ({
  budgets,
  capabilities: [capability('call', router, '0x12345678', { spends: [s] })],
})
const call = (target, selector = '0x12345678', options = {}) => ({
  capabilities: [capability('call', target, selector, options)],
})
const spends = (count) => Array.from({ length: count }, (_, i) => spendWord(token, i))
const rules = (count) => Array.from({ length: count }, (_, i) => rule(i, 'equal', i))
const accepted = pack(grant('accepted'))
const length = leafAt(accepted) + size(accepted.capabilities)

const malformed = [
  refused('a byte missing at the end', 'TermsLengthMismatch', [length, length - 1], {}, {
    edit: (terms) => slice(terms, 0, length - 1),
  }),
  refused('a byte too many at the end', 'TermsLengthMismatch', [length, length + 1], {}, {
    edit: (terms) => concat([terms, '0x00']),
  }),
  invalid('capabilityCount', 0, 1000, {}, {
    edit: (terms, parts) => concat([slice(terms, 0, countAt(parts)), uint(0, 2)]),
  }),
  invalid('capabilityCount', 1001, 1000, {}, {
    edit: (terms, parts) => overwrite(terms, countAt(parts), uint(1001, 2)),
  }),
  invalid('detailFlags', 4, 3, {}, { edit: (terms, { core }) => overwrite(terms, size(core) + 6, '0x04') }),
  invalid('replaces', 0, 1, { replaces: `0x${'11'.repeat(32)}` }, {
    edit: (terms, { core }) => overwrite(terms, size(core) + 15, uint(0, 32)),
  }),
  invalid('capabilityFlags', 4, 3, {}, {
    edit: (terms, parts) => overwrite(terms, leafAt(parts) + 24, '0x04'),
  }),
  invalid('maxValue', 0, 1, {
    budgets: [gasBudget, lifetime(NATIVE, 1)], ...call(router, '0x12345678', { maxValue: 1 }),
  }, {
    edit: (terms, parts) => overwrite(terms, leafAt(parts) + 26, uint(0, 16)),
  }),
  invalid('budgetCount', 9, 8, { budgets: [gasBudget, tokenBudget, ...Array(7).fill(lifetime(OPERATIONS, 1))] }),
  invalid('budgetKind', 3, 2, { budgets: [gasBudget, tokenBudget, { ...lifetime(OPERATIONS, 1), kind: 3 }] }),
  invalid('ruleCount', 9, 8, call(router, '0x12345678', { rules: rules(9) })),
  invalid('spendCount', 5, 4, call(router, '0x12345678', { spends: spends(5) })),
  invalid('comparison', 9, 8, oneRule({ ...rule(0, 'equal', 1), comparison: 9 })),
  invalid('printForm', 3, 2, oneRule({ ...rule(0, 'equal', 1), printForm: 3 })),
  invalid('route', 3 * 2 ** 32, 2 * 2 ** 32, { standard: 3, entityId: 0 }),
  invalid('route', 2 * 2 ** 32 + 1, 2 * 2 ** 32, { standard: 2, entityId: 1 }),
]

const keysAndTimes = [
  ...[
    ['zero', zeroAddress], ['the account', accounts[0]], ['the approver', approver.address], ['the module', modules[0]],
  ].map(([who, sessionKey]) =>
    refused(`the session key is ${who}`, 'SessionKeyForbidden', [sessionKey], { sessionKey })),
  refused('an epoch that has passed', 'EpochPassed', [0, 1], { epoch: 0 }),
  refused('an epoch to come', 'EpochPassed', [2, 1], { epoch: 2 }),
  invalid('expiresAt', START + 60, START + 61, { validAfter: START + 60, expiresAt: START + 60 }),
  invalid('expiresAt', START + YEAR + 1, START + YEAR, { expiresAt: START + YEAR + 1 }),
  invalid('expiresAt', 2 ** 47, 2 ** 47 - 1, { expiresAt: 2 ** 47 }),
  refused('expired', 'SessionExpired', [START + 60, START + 61], { expiresAt: START + 60 }, { time: START + 61 }),
  refused('granted too late', 'GrantDeadlinePassed', [START + 60, START + 61], { grantDeadline: START + 60 }, {
    time: START + 61,
  }),
  invalid('grantDeadline', 2 ** 47, 2 ** 47 - 1, { grantDeadline: 2 ** 47 }),
  invalid('laneBits', NONCE_WIDTH - 7, NONCE_WIDTH - 8, { laneBits: NONCE_WIDTH - 7 }),
]

const character = (term, position, text, fields) =>
  refused(`a character of ${term}`, 'CharacterInvalid', [bytes32Text(term), position, text], fields)

const strings = [
  invalid('nonceDomain', 0, 1, { nonceDomain: '' }),
  invalid('nonceDomain', 33, 32, { nonceDomain: 'n'.repeat(33) }),
  character('nonceDomain', 7, '0x41', { nonceDomain: 'sessionAgent' }),
  invalid('label', 33, 32, { label: 'L'.repeat(33) }),
  character('label', 2, '0x3b', { label: 'no;line' }),
  invalid('id', 0, 1, { capabilities: [{ ...transfer(), id: '' }] }),
  invalid('id', 33, 32, { capabilities: [{ ...transfer(), id: 'i'.repeat(33) }] }),
  character('id', 0, '0x20', { capabilities: [{ ...transfer(), id: ' token' }] }),
]

const fees = [
  refused('neither paymaster nor gas budget', 'FeesNotLimited', [], { budgets: [tokenBudget] }),
  invalid('feesUnlimited', 1, 0, { feesUnlimited: true }),
  invalid('paymaster', BigInt(paymaster), 1, { paymaster, anyPaymaster: true }),
  invalid('paymaster', 0, 1, { paymaster, budgets: [], ...call(router) }, {
    edit: (terms, { core }) => overwrite(terms, size(core) - 20, fixed(zeroAddress, 20)),
  }),
]

const budgets = [
  invalid('asset', 3, 0x10000, { budgets: [gasBudget, tokenBudget, lifetime(uint(3, 20), 1)] }),
  invalid('asset', 0xffff, 0x10000, { budgets: [gasBudget, tokenBudget, lifetime(uint(0xffff, 20), 1)] }),
  invalid('period', 1, 0, { budgets: [gasBudget, tokenBudget, { ...lifetime(OPERATIONS, 1), period: 1 }] }),
  invalid('period', 599, 600, { budgets: [gasBudget, calendar(token, 1, 599)] }),
  invalid('period', 3_599, 3_600, { budgets: [gasBudget, rolling(token, 1, 3_599)] }),
  invalid('period', 3_602, 3_600, { budgets: [gasBudget, rolling(token, 1, 3_602)] }),
  invalid('limit', 2n ** 108n, maxUint(108), { budgets: [gasBudget, calendar(token, 2n ** 108n, DAY)] }),
]

const targets = [
  ['zero', zeroAddress], ['a precompile', uint(1, 20)], ['the last reserved address', uint(0xffff, 20)],
  ['the account', accounts[0]], ['the module', modules[0]], ['an EntryPoint', entryPointV07],
].map(([what, target]) => refused(`the target is ${what}`, 'TargetForbidden', [0, target], call(target)))

const swapped = (first, second) => (terms, parts) => {
  const at = leafAt(parts)
  return concat([slice(terms, 0, at), second, first])
}
const twoCalls = ['0x00000001', '0x00000002'].map((selector) => capability('call', router, selector))
const [firstLeaf, secondLeaf] = pack(grant('two calls', { capabilities: twoCalls })).leaves

const capabilities = [
  ...targets,
  refused('capabilities in the wrong order', 'CapabilitiesUnsorted', [1], { capabilities: twoCalls }, {
    edit: swapped(firstLeaf, secondLeaf),
  }),
  refused('a capability twice', 'CapabilitiesUnsorted', [1], { capabilities: twoCalls }, {
    edit: swapped(firstLeaf, firstLeaf),
  }),
  refused('native value without a budget', 'NativeBudgetMissing', [0], call(router, '0x12345678', { maxValue: 1 })),
  invalid('printForm', 0, 2, oneRule({ ...rule(0, 'inSet', 1) })),
  invalid('printForm', 2, 1, oneRule({ ...equalsAccount(0), printForm: 2 })),
  invalid('ruleValue', 2n ** 160n, maxUint(160), oneRule(rule(0, 'atMost', 2n ** 160n, 'address'))),
]

const spendCases = [
  refused('a spend without a budget', 'SpendBudgetInvalid', [0, 2], oneSpend(spendWord(token, 0)), {
    edit: (terms) => overwrite(terms, size(terms) - 2, '0x02'),
  }),
  refused('a spend of gas', 'SpendBudgetInvalid', [0, 0], oneSpend(spendWord(GAS, 0))),
  refused('a spend by the second budget on the asset', 'SpendBudgetInvalid', [0, 2],
    oneSpend(spendWord(token, 0), [gasBudget, tokenBudget, lifetime(token, 1)]), {
      edit: (terms) => overwrite(terms, size(terms) - 2, '0x02'),
    }),
  invalid('amount', 0, 1, oneSpend(spendFixed(token, 0))),
  refused('a transfer that is not counted', 'SpendRequired', [0, '0xa9059cbb', 1], call(token, '0xa9059cbb')),
  refused('an approval counted by a fixed amount', 'SpendRequired', [0, '0x095ea7b3', 1],
    call(token, '0x095ea7b3', { spends: [spendFixed(token, 1)] })),
  refused('a transfer from somebody counted by the wrong word', 'SpendRequired', [0, '0x23b872dd', 2],
    call(token, '0x23b872dd', { spends: [spendWord(token, 1)] })),
  refused('a transfer counted as another token', 'SpendRequired', [0, '0xa9059cbb', 1], {
    budgets: [gasBudget, tokenBudget, lifetime(secondToken, 1)],
    ...call(token, '0xa9059cbb', { spends: [spendWord(secondToken, 1)] }),
  }),
  refused('a permit of a budgeted token', 'SelectorForbidden', [0, '0xd505accf'],
    call(token, '0xd505accf', { spends: [spendWord(token, 2)] })),
]

/** Other bytes at the end of the core, where the optional groups stand. */
const groupEnd = (bytes) => ({
  edit: (terms, { core }) => overwrite(terms, size(core) - size(bytes), bytes),
})
const renewable = { ttl: 3_600, maxRenewals: 1 }
const schedule = { scheduleFrom: 0, scheduleTo: DAY, weekdays: 127 }
const replaced = `0x${'11'.repeat(32)}`

const lives = [
  invalid('keyType', 2, 1, { keyType: 2 }),
  invalid('ttl', 0, 1, { ttl: 1 }, groupEnd(uint(0, 6))),
  invalid('idleTimeout', 0, 1, { idleTimeout: 1 }, groupEnd(uint(0, 4))),
  ...[['zero', zeroAddress], ['the account', accounts[0]], ['the module', modules[0]]].map(([who, forbidden]) =>
    refused(`the renewer is ${who}`, 'RenewerForbidden', [forbidden], { ...renewable, renewer: renewer.address },
      groupEnd(forbidden))),
  refused('the session key is the renewer', 'SessionKeyForbidden', [agent.address], {
    ...renewable, renewer: agent.address,
  }),
  refused('a P-256 session key is the renewer', 'SessionKeyForbidden', [passkey.address], {
    ...renewable, keyType: 1, sessionKey: passkey.address, renewer: passkey.address,
  }),
  refused('a renewer without renewals', 'TermInvalid', [bytes32Text('renewer'), 0, 1], {
    ttl: 3_600, renewer: renewer.address,
  }),
  refused('a renewer without a ttl', 'TermInvalid', [bytes32Text('renewer'), 0, 1], { renewer: renewer.address }),
  invalid('scheduleTo', 0, DAY, { ...schedule, scheduleTo: 1 }, groupEnd(concat([uint(0, 6), uint(127, 1)]))),
  invalid('scheduleTo', DAY + 1, DAY, { ...schedule, scheduleTo: DAY + 1 }),
  invalid('scheduleFrom', 3_600, 3_599, { ...schedule, scheduleFrom: 3_600, scheduleTo: 3_600 }),
  invalid('scheduleFrom', 3_601, 3_599, { ...schedule, scheduleFrom: 3_601, scheduleTo: 3_600 }),
  invalid('weekdays', 0, 127, { ...schedule, weekdays: 0 }),
  invalid('weekdays', 128, 127, { ...schedule, weekdays: 128 }),
  refused('the replaced session was never granted', 'ReplacedNotLive', [replaced], { replaces: replaced }),
]

const comparisons = [
  invalid('printForm', 1, 0, oneRule({ ...signedRule(0, 'atMostSigned', 1), printForm: 1 })),
  invalid('printForm', 2, 0, oneRule({ ...signedRule(0, 'atLeastSigned', -1), printForm: 2 })),
  refused('a ratio in hex', 'TermInvalid', [bytes32Text('printForm'), 2, 0],
    oneRule({ ...atLeastRatio(0, 1, 1, 1), printForm: 2 })),
  invalid('denominator', 0, 1, oneRule(atLeastRatio(0, 1, 1, 0))),
]

const usd = { guard, usdLimit: '1', usdPeriod: DAY, feedsHash: replaced }
const noGuard = (name) => (terms, { core }) => overwrite(terms, size(core) - 72, fixed(name, 20))
const guarded = [
  invalid('guard', 0, 65_536, usd, { edit: noGuard(zeroAddress) }),
  invalid('guard', 65_535, 65_536, usd, { edit: noGuard(`0x${'ffff'.padStart(40, '0')}`) }),
  invalid('usdPeriod', 0, 600, { ...usd, usdPeriod: 0 }),
  invalid('usdPeriod', 599, 600, { ...usd, usdPeriod: 599 }),
  refused('a limit in USD without feeds', 'TermInvalid', [bytes32Text('feedsHash'), 0, 1], { ...usd, feedsHash: zero32 }),
  refused('a limit in USD on nothing', 'TermInvalid', [bytes32Text('usdLimit'), 1, 0], {
    ...usd, budgets: [gasBudget], ...call(router),
  }),
  invalid('usdPeriod', DAY, 0, { ...usd, usdLimit: '0' }),
  refused('feeds without a limit in USD', 'TermInvalid', [bytes32Text('feedsHash'), BigInt(replaced), 0], {
    ...usd, usdLimit: '0', usdPeriod: 0,
  }),
  refused('the guard as a target', 'TargetForbidden', [0, guard], { ...usd, ...call(guard) }),
]

export const refusedGrants = [
  ...malformed, ...keysAndTimes, ...strings, ...fees, ...budgets, ...capabilities, ...spendCases, ...lives,
  ...comparisons, ...guarded,
]
