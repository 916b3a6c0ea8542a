// How many capabilities, and every function name that the text knows.
import { random } from '../random.mjs'
import { recipient, router, secondToken, token } from '../parties.mjs'
import { capability, equalsAccount, gasBudget, grant, lifetime, rule, spendWord, transfer } from './build.mjs'
import { NATIVE } from '../terms.mjs'

const known = [
  ['transfer(address,uint256)', 1], ['approve(address,uint256)', 1], ['transferFrom(address,address,uint256)', 2],
  ['increaseAllowance(address,uint256)', 1], ['deposit()'], ['withdraw(uint256)'],
  ['safeTransferFrom(address,address,uint256)'], ['setApprovalForAll(address,bool)'], ['mint(address,uint256)'],
]

const many = (count) => {
  const numbers = random(`targets of ${count} capabilities`)
  return Array.from({ length: count }, (_, i) =>
    capability(`c${i + 1}`, numbers.address(), numbers.word().slice(0, 10), {
      rules: i % 5 === 0 ? [rule(numbers.below(256), 'atMost', numbers.word())] : [],
      spends: i % 7 === 0 ? [spendWord(token, numbers.below(256))] : [],
    }),
  )
}

const sized = [2, 3, 4, 5, 6, 7, 8, 9, 16, 17, 32, 33, 64].map((count) =>
  grant(`${count} capabilities`, { capabilities: many(count) }),
)

/** Thirteen plain capabilities beside the transfer; each long id takes two more display lines. */
const lines = (name, longIds, label) => {
  const numbers = random('a long text')
  const plain = Array.from({ length: 13 }, (_, i) =>
    capability(i < longIds ? `${i}`.padStart(32, 'long-id-') : `c${i}`, numbers.address(), 'ping()'),
  )
  return grant(name, { capabilities: [transfer(), ...plain], label })
}

export const countCases = [
  ...sized,
  lines('a text of 240 display lines, the last that fits', 3, 'two-lines.'),
  lines('a text of 241 display lines', 4, ''),
  grant('every function name that the text knows, on a token without a budget', {
    budgets: [gasBudget],
    capabilities: known.map(([signature], i) => capability(`known-${i + 1}`, secondToken, signature)),
  }),
  grant('the functions of a budgeted token, each with its spend', {
    capabilities: known
      .filter(([, word]) => word !== undefined)
      .map(([signature, word], i) =>
        capability(`budgeted.${i + 1}`, token, signature, {
          rules: [rule(0, 'equal', recipient, 'address')],
          spends: [spendWord(token, word)],
        }),
      ),
  }),
  grant('empty calldata beside a function of the same target', {
    budgets: [lifetime(NATIVE, 10), gasBudget],
    capabilities: [
      capability('native.send', router, '', { maxValue: 3 }),
      capability('first', router, '0x00000001'),
      capability('last', router, '0xffffffff', { maxValue: 4 }),
    ],
  }),
  grant('a capability id of 32 characters and one of a single character', {
    capabilities: [
      { ...transfer(), id: 'abcdefghijklmnopqrstuvwxyz_0.9-a' },
      capability('z', router, 'stop()', { rules: [equalsAccount(0)] }),
    ],
  }),
]
