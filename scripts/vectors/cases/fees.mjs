// Who pays, and the budgets.
import { paymaster, router, secondToken, token } from '../parties.mjs'
import { GAS, NATIVE, OPERATIONS } from '../terms.mjs'
import {
  calendar, capability, DAY, gasBudget, grant, lifetime, maxUint, rolling, spendFixed, spendWord, tokenBudget, transfer,
} from './build.mjs'

const swap = (options) => capability('swap.execute', router, 'swap(address,address,uint256,uint256)', options)

export const feeCases = [
  grant('fees not limited, no budgets at all', { feesUnlimited: true, budgets: [], capabilities: [swap()] }),
  grant('fees paid by one paymaster', { paymaster, budgets: [tokenBudget] }),
  grant('one paymaster and a gas budget', { paymaster }),
  grant('one paymaster and fees not limited', { paymaster, feesUnlimited: true, budgets: [tokenBudget] }),
  grant('any paymaster, within the gas budget', { anyPaymaster: true }),
  grant('any paymaster, fees not limited', { anyPaymaster: true, feesUnlimited: true, budgets: [tokenBudget] }),
  grant('gas limit by the day', { budgets: [calendar(GAS, 10n ** 15n, DAY), tokenBudget] }),
  grant('gas limit of the greatest number', { budgets: [lifetime(GAS, maxUint(128)), tokenBudget] }),
  grant('budgets of limit 0', { budgets: [lifetime(GAS, 0), calendar(token, 0, DAY)] }),
  grant('the shortest calendar window and the greatest limit', {
    budgets: [gasBudget, calendar(token, maxUint(108), 600)],
  }),
  grant('the longest calendar window', { budgets: [gasBudget, calendar(token, 1, 2 ** 32 - 1)] }),
  grant('daily and lifetime budget on one token', {
    budgets: [gasBudget, calendar(token, 1_000_000, DAY), lifetime(token, 5_000_000)],
  }),
  grant('native value within a native budget', {
    budgets: [lifetime(NATIVE, 10n ** 18n), gasBudget],
    capabilities: [capability('native.send', router, '', { maxValue: 10n ** 17n })],
  }),
  grant('the greatest native value per call', {
    budgets: [calendar(NATIVE, maxUint(108), 7 * DAY), gasBudget],
    capabilities: [swap({ maxValue: maxUint(128) })],
  }),
  grant('a number of operations', { budgets: [lifetime(OPERATIONS, 25), gasBudget, tokenBudget] }),
  grant('eight budgets of every asset', {
    budgets: [
      lifetime(NATIVE, 10n ** 18n),
      calendar(NATIVE, 10n ** 17n, DAY),
      lifetime(OPERATIONS, 1_000),
      calendar(OPERATIONS, 10, 3_600),
      gasBudget,
      tokenBudget,
      lifetime(token, maxUint(128)),
      calendar(secondToken, 5n * 10n ** 18n, 7 * DAY),
    ],
    capabilities: [
      transfer(),
      transfer({ spends: [spendWord(secondToken, 1)] }),
      swap({ maxValue: 1, spends: [spendWord(token, 2), spendWord(secondToken, 3)] }),
    ].map((c, i) => (i === 1 ? { ...c, id: 'second.transfer', target: secondToken } : c)),
  }),
  grant('fixed spends beside spends by word', {
    capabilities: [
      transfer(),
      swap({
        spends: [spendFixed(token, 1), spendFixed(token, maxUint(128)), spendWord(token, 0), spendWord(token, 255)],
      }),
    ],
  }),
  grant('a rolling budget', {
    budgets: [gasBudget, rolling(token, 1_000_000, 3_600)],
  }),
  grant('a rolling budget of the longest period', {
    budgets: [gasBudget, rolling(token, maxUint(128), 2 ** 32 - 4)],
  }),
]
