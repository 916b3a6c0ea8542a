// docs/encoding.md §4: the text form.
import { keccak256, stringToHex } from 'viem'
import { comparisons, forms, GAS, kinds, NATIVE, OPERATIONS } from './terms.mjs'
import { zero32, zeroAddress } from './bytes.mjs'

const KNOWN_FUNCTIONS = [
  'transfer(address,uint256)', 'approve(address,uint256)', 'transferFrom(address,address,uint256)',
  'increaseAllowance(address,uint256)', 'deposit()', 'withdraw(uint256)',
  'safeTransferFrom(address,address,uint256)', 'setApprovalForAll(address,bool)', 'mint(address,uint256)',
]

export const selectorOf = (signature) => keccak256(stringToHex(signature)).slice(0, 10)

const functionNames = new Map(KNOWN_FUNCTIONS.map((signature) => [selectorOf(signature), signature]))

const two = (number) => String(number).padStart(2, '0')

/** Unix seconds as a UTC date; counts the days itself, because the language's dates end long before 2^47 seconds. */
export function date(seconds) {
  const days = Math.floor(seconds / 86400)
  const ofDay = seconds % 86400
  const leap = (year) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  let year = 1970 + 400 * Math.floor(days / 146097)
  let day = days % 146097
  for (; day >= (leap(year) ? 366 : 365); year++) day -= leap(year) ? 366 : 365
  const months = [31, leap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  let month = 0
  for (; day >= months[month]; month++) day -= months[month]
  const time = [Math.floor(ofDay / 3600), Math.floor(ofDay / 60) % 60, ofDay % 60].map(two).join(':')
  return `${year}-${two(month + 1)}-${two(day + 1)} ${time} UTC`
}

const assetName = (asset) => ({ [NATIVE]: 'native', [OPERATIONS]: 'operations', [GAS]: 'gas' })[asset] ?? asset

function ttl(g) {
  if (g.ttl === 0) return 'none'
  const by = g.renewer === zeroAddress ? 'session key' : g.renewer
  return `${g.ttl} s, ${g.maxRenewals} renewals by ${by}`
}

function schedule(g) {
  if (g.scheduleTo === 0) return 'any time'
  const weekdays = [0, 1, 2, 3, 4, 5, 6].map((bit) => (g.weekdays >> bit) & 1).join('')
  return `${g.scheduleFrom} to ${g.scheduleTo} s of the UTC day, weekdays ${weekdays}`
}

function paymaster(g) {
  if (g.anyPaymaster) return 'any'
  return g.paymaster === zeroAddress ? 'none' : g.paymaster
}

function fees(g) {
  if (g.feesUnlimited) return 'NOT LIMITED'
  return g.budgets.some((b) => b.asset === GAS) ? 'within the gas budget' : 'paid by the paymaster'
}

const guard = (g) =>
  g.guard === zeroAddress ? 'none' : `${g.guard}, USD ${g.usdLimit} per ${g.usdPeriod} s, feeds ${g.feedsHash}`

function budgetLine(b, i, g) {
  const window =
    b.kind === kinds.lifetime ? 'lifetime' : `per ${b.period} s ${b.kind === kinds.calendar ? 'calendar' : 'rolling'}`
  return `Budget ${i + 1} of ${g.budgets.length}: ${assetName(b.asset)} limit ${b.limit} ${window}${named(b, g)}`
}

/** What a token says of itself, on the lines of its budgets. */
function named(b, g) {
  const name = g.tokens.find(({ token }) => token === b.asset)
  return name === undefined ? '' : `, ${name.symbol} with ${name.decimals} decimals`
}

const signed = [comparisons.atMostSigned, comparisons.atLeastSigned]

function ruleValue(r) {
  if (r.printForm === forms.address) return `0x${r.value.slice(26)}`
  if (r.printForm === forms.hex) return r.value
  return String(signed.includes(r.comparison) ? BigInt.asIntN(256, BigInt(r.value)) : BigInt(r.value))
}

const ruleWords = {
  [comparisons.equal]: (r) => `equals ${ruleValue(r)}`,
  [comparisons.notEqual]: (r) => `differs from ${ruleValue(r)}`,
  [comparisons.atMost]: (r) => `at most ${ruleValue(r)}`,
  [comparisons.atLeast]: (r) => `at least ${ruleValue(r)}`,
  [comparisons.atMostSigned]: (r) => `signed at most ${ruleValue(r)}`,
  [comparisons.atLeastSigned]: (r) => `signed at least ${ruleValue(r)}`,
  [comparisons.inSet]: (r) => `in set ${ruleValue(r)}`,
  [comparisons.equalsAccount]: () => 'equals the account',
  [comparisons.atLeastRatio]: (r) => `at least word ${r.otherWord} times ${r.numerator} / ${r.denominator}`,
}

function functionName(selector) {
  if (selector === '0x00000000') return 'none, empty calldata'
  return functionNames.get(selector) ?? `selector ${selector}`
}

const capabilityLines = (c, i, g) => [
  `Capability ${i + 1} of ${g.capabilities.length}: label ${c.id}`,
  `Target: ${c.target}`,
  `Function: ${functionName(c.selector)}`,
  `Rules: ${c.rules.length}`,
  ...c.rules.map((r, j) => `Rule ${j + 1} of ${c.rules.length}: word ${r.word} ${ruleWords[r.comparison](r)}`),
  `Spends: ${c.spends.length === 0 ? 'none, NOT COUNTED' : c.spends.length}`,
  ...c.spends.map((s, j) => {
    const what = s.fixedAmount ? `fixed ${s.amount}` : `word ${s.word}`
    return `Spend ${j + 1} of ${c.spends.length}: ${what} of ${s.asset}`
  }),
  `Value: ${BigInt(c.maxValue) === 0n ? 'none' : `at most ${c.maxValue} wei per call`}`,
  `Essential: ${c.essential ? 'yes' : 'no'}`,
]

const lines = (all, end) => [...all.map((line) => `${line};\n`), `${end}.`].join('')

export const grantText = (g) =>
  lines(
    [
      'SessionKeys v1: session grant',
      `Account: ${g.account}`,
      `Chain: ${g.chainId}`,
      `Module: ${g.module}`,
      `Route: ${g.standard === 1 ? `ERC-6900, entity ${g.entityId}` : 'ERC-7579'}`,
      `Epoch: ${g.epoch}`,
      `Session key: ${g.sessionKey}, ${g.keyType === 0 ? 'secp256k1' : 'P-256'}`,
      `Valid after: ${date(g.validAfter)}`,
      `Expires at: ${date(g.expiresAt)}`,
      `Ttl: ${ttl(g)}`,
      `Idle timeout: ${g.idleTimeout === 0 ? 'none' : `${g.idleTimeout} s`}`,
      `Schedule: ${schedule(g)}`,
      `Nonce domain: ${2n ** BigInt(g.laneBits)} lanes of ${g.nonceDomain}`,
      `Paymaster: ${paymaster(g)}`,
      `Fees: ${fees(g)}`,
      `Guard: ${guard(g)}`,
      `Budgets: ${g.budgets.length}`,
      ...g.budgets.map((b, i) => budgetLine(b, i, g)),
      `Capabilities: ${g.capabilities.length}`,
      ...g.capabilities.flatMap((c, i) => capabilityLines(c, i, g)),
      `Replaces: ${g.replaces === zero32 ? 'none' : g.replaces}`,
      `Label: ${g.label === '' ? 'none' : `label ${g.label}`}`,
      `Token names: ${g.tokenNames ? 'yes' : 'no'}`,
      `Grant until: ${date(g.grantDeadline)}`,
      `Salt: ${g.salt}`,
    ],
    'End of grant',
  )

/** Any message but a grant: its kind, where it counts, what it says. */
const message = (context, kind, subject, end) =>
  lines(
    [
      `SessionKeys v1: ${kind}`,
      `Account: ${context.account}`,
      `Chain: ${context.chainId}`,
      `Module: ${context.module}`,
      ...subject,
    ],
    `End of ${end}`,
  )

export const sessionRevocationText = (context, sessionId) =>
  message(context, 'revoke session', [`Session: ${sessionId}`], 'revocation')

export const allSessionsRevocationText = (context, epoch) =>
  message(context, 'revoke all sessions', [`Epoch: ${epoch}`], 'revocation')

const modes = ['normal', 'restricted', 'halted']
const order = (m) => [`Sequence: ${m.sequence}`, `Deadline: ${date(m.deadline)}`]
const epochAndSession = (m) => [`Epoch: ${m.epoch}`, `Session: ${m.sessionId}`]
const epochAndMode = (m) => [`Epoch: ${m.epoch}`, `Mode: ${modes[m.mode]}`]
const tightenings = (m) => `Tightenings: ${m.tightenings}`

/** The texts of the control messages by the names of their types. */
export const controlText = {
  SessionPause: (m) => message(m, 'pause session', [...epochAndSession(m), ...order(m)], 'pause'),
  SessionResumption: (m) =>
    message(m, 'resume session', [...epochAndSession(m), tightenings(m), ...order(m)], 'resumption'),
  ModeTightening: (m) => message(m, 'tighten mode', [...epochAndMode(m), ...order(m)], 'tightening'),
  ModeLoosening: (m) => message(m, 'loosen mode', [...epochAndMode(m), tightenings(m), ...order(m)], 'loosening'),
  SessionReattestation: (m) =>
    message(m, 'attest session', [`Session: ${m.sessionId}`, `Alive at: ${date(m.aliveAt)}`], 'attestation'),
}

/** Screens of 17 characters that a small device needs. */
export const displayLines = (text) =>
  text.split('\n').reduce((sum, line) => sum + Math.ceil(line.length / 17), 0)

export const fits = (text) => text.length <= 4000 && displayLines(text) <= 240
