// Keys, lives, schedules, and the other terms that a grant may have and most do not.
import { passkey, paymaster, renewer, router, secondToken, thirdToken, token } from '../parties.mjs'
import { ascii, keccak } from '../bytes.mjs'
import { NATIVE } from '../terms.mjs'
import {
  atLeastRatio, calendar, capability, DAY, equalsAccount, gasBudget, grant, inSet, lifetime, rolling, signedRule,
  spendFixed, spendWord, START, transfer,
} from './build.mjs'

const replaces = keccak(ascii('an earlier session'))

/** Every term but a guard and who pays. */
export const everything = {
  keyType: 1,
  sessionKey: passkey.address,
  ttl: 3_600,
  maxRenewals: 24,
  renewer: renewer.address,
  idleTimeout: 1_800,
  scheduleFrom: 28_800,
  scheduleTo: 64_800,
  weekdays: 31,
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

/** Who pays: any paymaster, without a limit. */
export const unlimited = {
  anyPaymaster: true,
  feesUnlimited: true,
  budgets: everything.budgets.filter((b) => b !== gasBudget),
}

export const lifeCases = [
  grant('a P-256 session key', { keyType: 1, sessionKey: passkey.address }),
  grant('ttl without renewals', { ttl: 1 }),
  grant('the longest ttl, the most renewals', { ttl: 2 ** 32 - 1, maxRenewals: 65_535 }),
  grant('renewals by a policy server', { ttl: 3_600, maxRenewals: 1, renewer: renewer.address }),
  grant('a ttl that ends with the session', { expiresAt: START + 2 * DAY, ttl: DAY }),
  grant('an idle timeout', { idleTimeout: 900 }),
  grant('the shortest idle timeout', { idleTimeout: 1 }),
  grant('the longest idle timeout', { idleTimeout: 2 ** 32 - 1 }),
  grant('working hours', { scheduleFrom: 28_800, scheduleTo: 64_800, weekdays: 31 }),
  grant('the shortest schedule', { scheduleFrom: 0, scheduleTo: 1, weekdays: 64 }),
  grant('the last second of the day', { scheduleFrom: DAY - 1, scheduleTo: DAY, weekdays: 1 }),
  grant('the whole day, every day', { scheduleFrom: 0, scheduleTo: DAY, weekdays: 127 }),
  grant('an essential capability', { capabilities: [transfer({ essential: true })] }),
  grant('token names', { tokenNames: true }),
  grant('token names without a budget on a token', {
    tokenNames: true, budgets: [gasBudget], capabilities: [capability('ping', router, 'ping()')],
  }),
  grant('names of three tokens, one with two budgets', {
    tokenNames: true,
    budgets: [
      calendar(thirdToken, 7, DAY), lifetime(NATIVE, 1), gasBudget, rolling(secondToken, 3, 3_600),
      calendar(token, 1, DAY), lifetime(thirdToken, 9),
    ],
  }),
  grant('a grant that replaces a session', { replaces }),
  grant('token names in a grant that replaces a session', { tokenNames: true, replaces }),
  grant('every term with one paymaster', { ...everything, paymaster }),
  grant('every term with any paymaster, fees not limited', { ...everything, ...unlimited, standard: 2 }),
]
