// Terms that have their place in the format and are not enforced by this version of the module.
import { guard, passkey, paymaster, renewer, router, secondToken, token } from '../parties.mjs'
import { ascii, keccak } from '../bytes.mjs'
import { NATIVE } from '../terms.mjs'
import {
  atLeastRatio, calendar, capability, DAY, equalsAccount, gasBudget, grant, inSet, lifetime, maxUint, rolling,
  signedRule, spendFixed, spendWord, transfer,
} from './build.mjs'

const feedsHash = keccak(ascii('feeds'))
const usd = { guard, usdLimit: '25000000000', usdPeriod: DAY, feedsHash }
const replaces = keccak(ascii('an earlier session'))

const everything = {
  keyType: 1,
  sessionKey: passkey.address,
  ttl: 3_600,
  maxRenewals: 24,
  renewer: renewer.address,
  idleTimeout: 1_800,
  scheduleFrom: 28_800,
  scheduleTo: 64_800,
  weekdays: 31,
  ...usd,
  budgets: [lifetime(NATIVE, 10n ** 18n), gasBudget, rolling(token, 4_000_000, 7_200), calendar(secondToken, 9, DAY)],
  capabilities: [
    transfer({ rules: [inSet(0, [5, 6, 7]), equalsAccount(2)], essential: true }),
    capability('swap.execute', router, 'swap(address,address,uint256,uint256)', {
      maxValue: 10n ** 15n,
      essential: true,
      rules: [signedRule(0, 'atMostSigned', -5), signedRule(1, 'atLeastSigned', -6), atLeastRatio(3, 2, 99, 100)],
      spends: [spendWord(token, 2), spendFixed(secondToken, 1)],
    }),
  ],
  replaces,
  label: 'everything',
  tokenNames: true,
}

const allTerms = [
  'keyType', 'ttl', 'renewer', 'idleTimeout', 'schedule', 'guard', 'budgetKind', 'comparison', 'essential',
  'tokenNames', 'replaces',
]

export const laterCases = [
  grant('a P-256 session key', { terms: ['keyType'], keyType: 1, sessionKey: passkey.address }),
  grant('ttl without renewals', { terms: ['ttl'], ttl: 1 }),
  grant('the longest ttl, the most renewals', { terms: ['ttl'], ttl: 2 ** 32 - 1, maxRenewals: 65_535 }),
  grant('renewals by a policy server', {
    terms: ['ttl', 'renewer'], ttl: 3_600, maxRenewals: 1, renewer: renewer.address,
  }),
  grant('an idle timeout', { terms: ['idleTimeout'], idleTimeout: 900 }),
  grant('the longest idle timeout', { terms: ['idleTimeout'], idleTimeout: 2 ** 32 - 1 }),
  grant('working hours', { terms: ['schedule'], scheduleFrom: 28_800, scheduleTo: 64_800, weekdays: 31 }),
  grant('the shortest schedule', { terms: ['schedule'], scheduleFrom: 0, scheduleTo: 1, weekdays: 64 }),
  grant('the whole day, every day', { terms: ['schedule'], scheduleFrom: 0, scheduleTo: DAY, weekdays: 127 }),
  grant('a guard with a limit in USD', { terms: ['guard'], ...usd }),
  grant('a guard with the greatest limit in USD', {
    terms: ['guard'], ...usd, usdLimit: maxUint(128), usdPeriod: 2 ** 32 - 1,
  }),
  grant('an essential capability', { terms: ['essential'], capabilities: [transfer({ essential: true })] }),
  grant('token names', { terms: ['tokenNames'], tokenNames: true }),
  grant('a grant that replaces a session', { terms: ['replaces'], replaces }),
  grant('token names in a grant that replaces a session', {
    terms: ['tokenNames', 'replaces'], tokenNames: true, replaces,
  }),
  grant('every optional group with one paymaster', { terms: allTerms, ...everything, paymaster }),
  grant('every optional group with any paymaster, fees not limited', {
    terms: allTerms,
    ...everything,
    anyPaymaster: true,
    feesUnlimited: true,
    budgets: everything.budgets.filter((b) => b !== gasBudget),
    standard: 2,
  }),
]
