// Rules: every comparison with every print form that it may have.
import { random } from '../random.mjs'
import { recipient, router, secondRecipient, secondToken, token } from '../parties.mjs'
import {
  atLeastRatio, capability, equalsAccount, grant, inSet, maxUint, rule, signedRule, spendWord, transfer,
} from './build.mjs'

const SWAP = 'swap(address,address,uint256,uint256)'
const swap = (...rules) => capability('swap.execute', router, SWAP, { rules, spends: [spendWord(token, 2)] })

const numbers = random('set of one hundred')
export const hundredValues = Array.from({ length: 100 }, () => numbers.word())
export const sevenRecipients = Array.from({ length: 7 }, () => numbers.address())

const unsigned = (comparison) => [
  rule(0, comparison, 0),
  rule(1, comparison, maxUint(256)),
  rule(2, comparison, recipient, 'address'),
  rule(3, comparison, `0x${'a5'.repeat(32)}`, 'hex'),
]

const signedBounds = (comparison) => [
  signedRule(0, comparison, 0),
  signedRule(1, comparison, -1),
  signedRule(2, comparison, 2n ** 255n - 1n),
  signedRule(3, comparison, -(2n ** 255n)),
]

export const ruleCases = [
  grant('equal and differs, every print form', {
    capabilities: [swap(...unsigned('equal'), ...unsigned('notEqual'))],
  }),
  grant('at most and at least, every print form', {
    capabilities: [swap(...unsigned('atMost'), ...unsigned('atLeast'))],
  }),
  grant('the smallest and the greatest address, the last word', {
    capabilities: [
      swap(
        rule(0, 'equal', 0, 'address'),
        rule(1, 'equal', maxUint(160), 'address'),
        rule(2, 'equal', 0, 'hex'),
        rule(255, 'equal', 32),
      ),
    ],
  }),
  grant('a swap whose output comes back to the account', {
    capabilities: [
      swap(rule(0, 'equal', token, 'address'), rule(1, 'equal', secondToken, 'address'), equalsAccount(3)),
    ],
  }),
  grant('a recipient of a set of one', {
    capabilities: [transfer({ rules: [inSet(0, [recipient])] })],
  }),
  grant('a recipient of a set of two, an amount of a set of seven', {
    capabilities: [
      transfer({ rules: [inSet(0, [recipient, secondRecipient]), inSet(1, [1, 2, 3, 5, 8, 13, 21])] }),
    ],
  }),
  grant('a set of one hundred values', {
    capabilities: [swap(inSet(3, hundredValues), equalsAccount(0))],
  }),
  grant('a set with the smallest and the greatest value', {
    capabilities: [swap(inSet(0, [0, maxUint(256), 1]), inSet(1, sevenRecipients))],
  }),
  grant('signed at most', { capabilities: [swap(...signedBounds('atMostSigned'))] }),
  grant('signed at least', { capabilities: [swap(...signedBounds('atLeastSigned'))] }),
  grant('an output of at least a ratio of the input', {
    capabilities: [
      swap(
        atLeastRatio(3, 2, 995, 1_000),
        atLeastRatio(0, 255, 2n ** 124n - 1n, 2n ** 124n - 1n),
        atLeastRatio(255, 0, 0, 1),
      ),
    ],
  }),
]
