// Where a grant belongs, when it is valid, who signs, in which nonces.
import { accounts, modules, secondAgent } from '../parties.mjs'
import { DAY, grant, MAX_TIME, maxUint, START } from './build.mjs'

export const contextCases = [
  grant('one token transfer, a daily budget'),
  grant('the same terms on another chain', { chainId: 1 }),
  grant('the same terms in another module', { module: modules[1] }),
  grant('the same terms for another account', { account: accounts[1] }),
  grant('the same terms by ERC-7579', { standard: 2 }),
  grant('the same terms in entity 0', { entityId: 0 }),
  grant('the same terms in the last entity', { entityId: 2 ** 32 - 1 }),
  grant('the same terms in a later epoch', { epoch: 2 }),
  grant('the same terms with another salt', { salt: '2' }),
  grant('salt 0', { salt: '0' }),
  grant('the greatest numbers of the context', {
    chainId: Number.MAX_SAFE_INTEGER,
    module: modules[2],
    account: `0x${'ff'.repeat(20)}`,
    epoch: 2 ** 32 - 1,
    salt: maxUint(64),
  }),
  grant('another session key, Base', { chainId: 8453, sessionKey: secondAgent.address }),
  grant('valid from the first second of unix time', { validAfter: 0, expiresAt: 1, grantDeadline: 1 }),
  grant('valid until the last second that has a place', {
    validAfter: MAX_TIME - 1,
    expiresAt: MAX_TIME,
    grantDeadline: MAX_TIME,
  }),
  grant('29 February of a leap year', {
    validAfter: Date.UTC(2028, 1, 29) / 1000,
    expiresAt: Date.UTC(2028, 1, 29, 23, 59, 59) / 1000,
    grantDeadline: Date.UTC(2028, 2, 1) / 1000,
  }),
  grant('28 February and 1 March 2100, not a leap year', {
    validAfter: Date.UTC(2100, 1, 28, 23, 59, 59) / 1000,
    expiresAt: Date.UTC(2100, 2, 1) / 1000,
    grantDeadline: Date.UTC(2099, 11, 31, 23, 59, 59) / 1000,
  }),
  grant('valid for 366 days', { expiresAt: START + 366 * DAY }),
  grant('nonce domain of one character, one lane', { nonceDomain: 'a', laneBits: 0 }),
  grant('nonce domain of 32 characters, every punctuation', {
    nonceDomain: 'session.mobile_quotes-eu:0123456',
    laneBits: 8,
  }),
  grant('as many lanes as the widest layout has room for', { laneBits: 144 }),
  grant('a label of one character', { label: 'A' }),
  grant('a label of 32 characters, every punctuation', { label: 'Trading.Bot_2027-Q1.Zurich-09azZ' }),
]
