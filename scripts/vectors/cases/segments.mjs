// Operations of sessions: which grant, which calls, and how the segment carries the grant.
import { concat, uint } from '../bytes.mjs'
import { passkey, recipient, renewer, router, secondAgent, secondRecipient, secondToken, token } from '../parties.mjs'
import { random } from '../random.mjs'
import { flags } from '../segment.mjs'
import { GAS, NATIVE } from '../terms.mjs'
import {
  atLeastRatio, calendar, capability, DAY, equalsAccount, gasBudget, grant, inSet, lifetime, rolling, rule, signedRule,
  spendWord, START, tokenBudget, transfer,
} from './build.mjs'
import { hundredValues, sevenRecipients } from './rules.mjs'

const SWAP = 'swap(address,address,uint256,uint256)'

const single = grant('segments: one capability')

const three = grant('segments: three capabilities and native value', {
  budgets: [lifetime(NATIVE, 10n ** 18n), lifetime(GAS, 10n ** 16n), tokenBudget],
  nonceDomain: 'session:desk:quotes',
  capabilities: [
    transfer(),
    capability('swap.execute', router, SWAP, {
      rules: [rule(0, 'equal', token, 'address'), rule(1, 'equal', secondToken, 'address'), rule(2, 'atMost', 500)],
      spends: [spendWord(token, 2)],
    }),
    capability('native.send', router, '', { maxValue: 10n ** 15n }),
  ],
})

const sets = grant('segments: sets', {
  capabilities: [
    transfer({ rules: [inSet(0, [recipient, secondRecipient, ...sevenRecipients]), inSet(1, [1, 2, 3, 5, 8])] }),
    capability('quotes.accept', router, 'accept(bytes32,address)', {
      rules: [inSet(0, hundredValues), equalsAccount(1)],
    }),
    capability('quotes.reject', router, 'reject(uint256)', { rules: [inSet(0, [7])] }),
  ],
})

const numbers = random('targets of the wide grant')
const wide = grant('segments: forty capabilities', {
  capabilities: Array.from({ length: 40 }, (_, i) =>
    capability(`c${i + 1}`, numbers.address(), 'ping(uint256)', { rules: [rule(0, 'atMost', 1_000 + i)] }),
  ),
})

const modular = grant('segments: ERC-7579', {
  standard: 2,
  sessionKey: secondAgent.address,
  laneBits: 0,
  budgets: [gasBudget, calendar(token, 1_000_000, DAY)],
})

const p256 = grant('segments: a P-256 session key', { keyType: 1, sessionKey: passkey.address })
const renewable = grant('segments: renewable', { ttl: 3_600, maxRenewals: 2 })
const consented = grant('segments: renewable with consent', {
  ttl: 3_600, maxRenewals: 65_535, renewer: renewer.address,
})

/** Everything that validation can be asked for at once. */
const full = grant('segments: every term', {
  keyType: 1,
  sessionKey: passkey.address,
  ttl: 7_200,
  maxRenewals: 3,
  renewer: renewer.address,
  idleTimeout: 3_600,
  scheduleFrom: 28_800,
  scheduleTo: 64_800,
  weekdays: 127,
  budgets: [gasBudget, rolling(token, 1_000, 3_600), calendar(token, 10_000, DAY), lifetime(token, 100_000)],
  capabilities: [
    transfer({ essential: true }),
    capability('swap.execute', router, SWAP, {
      rules: [
        signedRule(0, 'atMostSigned', -5), signedRule(1, 'atLeastSigned', -6), atLeastRatio(3, 2, 995, 1_000),
      ],
      spends: [spendWord(token, 2)],
    }),
  ],
})

export const segmentGrants = [single, three, sets, wide, modular, p256, renewable, consented, full]

/** A call by the id of its capability; `words` are the arguments. */
const call = (g, id, words, value = 0) => {
  const index = g.capabilities.findIndex((c) => c.id === id)
  const { target, selector } = g.capabilities[index]
  const data = selector === '0x00000000' ? '0x' : concat([selector, ...words.map((word) => uint(word, 32))])
  return { capability: index, target, value: String(value), data }
}

const segment = (name, g, calls, options = {}) => ({
  name,
  grant: g,
  calls,
  claimedAt: START + 60,
  notAfter: START + 660,
  flags: 0,
  form: 0,
  lane: 0,
  renewalDeadline: 0,
  executeUserOp: false,
  ...options,
})

/** Half an hour after a relayed session began: a renewal moves its end. */
const LATE = START + DAY + 1_800
const late = { claimedAt: LATE, notAfter: LATE + 600 }
const MIDNIGHT = START + 16 * 3_600

const enable = { flags: flags.enable }
const send = (g, amount) => call(g, 'token.transfer', [recipient, amount])
const swap = (g, amount) => call(g, 'swap.execute', [token, secondToken, amount, 1])
/** Words that the signed rules and the ratio of `full` just allow. */
const exchange = (g) => {
  const words = [BigInt.asUintN(256, -5n), BigInt.asUintN(256, -6n), 200, 199]
  return call(g, 'swap.execute', words)
}
const accept = (g, value) => call(g, 'quotes.accept', [value, g.account])

export const segmentCases = [
  segment('enable by the text form, one transfer', single, [send(single, 1)], enable),
  segment('enable by the typed form, one transfer', single, [send(single, 2)], { ...enable, form: 1 }),
  segment('one leaf, empty proof', single, [send(single, 3)]),
  segment('without notAfter, in the last lane', single, [send(single, 4)], { notAfter: 0, lane: 7 }),
  segment('notAfter one second after the claim, behind executeUserOp', single, [send(single, 5)], {
    notAfter: START + 61, executeUserOp: true,
  }),
  segment('claimed in the first second of the session', single, [send(single, 6)], { claimedAt: START }),
  segment('claimed one second before the last of the session', single, [send(single, 7)], {
    claimedAt: START + 30 * DAY - 1, notAfter: 0,
  }),
  segment('a batch of two calls of one capability', single, [send(single, 8), send(single, 9)]),
  segment('enable of three capabilities, a batch that uses two', three, [swap(three, 500), send(three, 10)], enable),
  segment('one leaf of three, with its proof', three, [send(three, 11)]),
  segment('native value with empty calldata', three, [call(three, 'native.send', [], 10n ** 15n)]),
  segment('a batch of three capabilities', three, [
    send(three, 12), call(three, 'native.send', [], 1), swap(three, 13),
  ]),
  segment('two sets in one capability', sets, [send(sets, 5)]),
  segment('a set of one: an empty proof', sets, [call(sets, 'quotes.reject', [7])]),
  segment('a set of one hundred, twice in a batch', sets, [
    accept(sets, hundredValues[0]), accept(sets, hundredValues[99]),
  ]),
  segment('enable by the typed form with proofs of sets', sets, [accept(sets, hundredValues[42]), send(sets, 8)], {
    ...enable, form: 1,
  }),
  segment('sixteen calls of sixteen capabilities of forty', wide,
    Array.from({ length: 16 }, (_, i) => call(wide, `c${40 - i}`, [i]))),
  segment('ERC-7579, enable by the text form', modular, [send(modular, 1)], enable),
  segment('ERC-7579, a batch', modular, [send(modular, 2), send(modular, 3)]),
  segment('a P-256 session key, enable', p256, [send(p256, 1)], enable),
  segment('a P-256 session key by the Solidity verifier', p256, [send(p256, 2)], { flags: flags.solidityP256 }),
  segment('a renewal by the session key', renewable, [send(renewable, 1)], { flags: flags.renew, ...late }),
  segment('no renewal of a renewable session', renewable, [send(renewable, 2)]),
  segment('a renewal with the consent of a policy server', consented, [send(consented, 1)], {
    flags: flags.renew, ...late, renewalDeadline: LATE + 600,
  }),
  segment('a renewal on the last second of the consent', consented, [send(consented, 2)], {
    flags: flags.renew, claimedAt: LATE, notAfter: LATE + 60, renewalDeadline: LATE + 60,
  }),
  segment('with grace, far from an edge', single, [send(single, 14)], { flags: flags.grace }),
  segment('with grace, behind the end of a day', single, [send(single, 15)], {
    flags: flags.grace, claimedAt: MIDNIGHT - 30, notAfter: MIDNIGHT + 119,
  }),
  segment('every term, enable with grace by the Solidity verifier', full, [send(full, 16)], {
    flags: flags.enable | flags.grace | flags.solidityP256, notAfter: START + 600,
  }),
  segment('every term, a batch that renews', full, [exchange(full), send(full, 17)], {
    flags: flags.renew | flags.solidityP256, ...late, renewalDeadline: LATE + 600,
  }),
]
