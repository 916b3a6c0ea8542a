// A vector must be a grant that the format allows: a slip in a case is found here, not in somebody else's test.
import { comparisons, forms, GAS, kinds, NATIVE, OPERATIONS } from './terms.mjs'
import { zeroAddress } from './bytes.mjs'
import { selectorOf } from './text.mjs'

const reserved = [NATIVE, OPERATIONS, GAS]
const requiredSpend = new Map(
  [['transfer(address,uint256)', 1], ['approve(address,uint256)', 1], ['increaseAllowance(address,uint256)', 1],
    ['transferFrom(address,address,uint256)', 2]].map(([signature, word]) => [selectorOf(signature), word]),
)

function* budgetFaults(b) {
  if (!reserved.includes(b.asset) && BigInt(b.asset) <= 0xffffn) yield 'reserved asset'
  if (b.kind === kinds.lifetime && b.period !== 0) yield 'period of a lifetime budget'
  if (b.kind === kinds.calendar && b.period < 600) yield 'calendar period below 600 s'
  if (b.kind === kinds.calendar && BigInt(b.limit) >= 2n ** 108n) yield 'calendar limit of 2^108 or more'
  if (b.kind === kinds.rolling && (b.period < 3_600 || b.period % 4 !== 0)) yield 'rolling period'
}

const onlyForm = {
  [comparisons.atMostSigned]: forms.decimal,
  [comparisons.atLeastSigned]: forms.decimal,
  [comparisons.inSet]: forms.hex,
  [comparisons.equalsAccount]: forms.address,
  [comparisons.atLeastRatio]: forms.decimal,
}

function* ruleFaults(r) {
  if (r.comparison in onlyForm && r.printForm !== onlyForm[r.comparison]) yield 'print form'
  if (r.printForm === forms.address && BigInt(r.value) >= 2n ** 160n) yield 'value wider than an address'
  if (r.comparison === comparisons.atLeastRatio && r.denominator === '0') yield 'denominator 0'
}

function* capabilityFaults(g, c) {
  if (!/^[a-z0-9._-]{1,32}$/.test(c.id)) yield `id ${c.id}`
  if (BigInt(c.target) <= 0xffffn || [g.account, g.module].includes(c.target)) yield 'target'
  if (c.rules.length > 8 || c.spends.length > 4) yield 'too many rules or spends'
  if (BigInt(c.maxValue) > 0n && !g.budgets.some((b) => b.asset === NATIVE)) yield 'value without a native budget'
  for (const r of c.rules) yield* ruleFaults(r)
  for (const s of c.spends) if (s.fixedAmount && s.amount === '0') yield 'a fixed spend of 0'
  const word = requiredSpend.get(c.selector)
  const counted = c.spends.some((s) => s.asset === c.target && !s.fixedAmount && s.word === word)
  const budgeted = g.budgets.some((b) => b.asset === c.target)
  if (word !== undefined && budgeted && !counted) yield 'a token function without its spend'
}

function* grantFaults(g) {
  if (g.epoch < 1) yield 'epoch 0'
  if (!(g.validAfter < g.expiresAt && g.expiresAt < 2 ** 47 && g.grantDeadline < 2 ** 47)) yield 'times'
  if (!/^[a-z0-9._:-]{1,32}$/.test(g.nonceDomain)) yield 'nonceDomain'
  if (!/^[A-Za-z0-9._-]{0,32}$/.test(g.label)) yield 'label'
  if (g.standard === 2 && g.entityId !== 0) yield 'an entity in ERC-7579'
  if (g.maxRenewals > 0 && g.ttl === 0) yield 'renewals without a ttl'
  if (g.renewer !== zeroAddress && g.maxRenewals === 0) yield 'a renewer without renewals'
  if ([g.account, g.module, g.sessionKey].includes(g.renewer)) yield 'renewer'
  if ((g.scheduleTo > 0) !== (g.weekdays > 0) || g.weekdays > 127) yield 'weekdays'
  if (g.scheduleTo > 86_400 || (g.scheduleTo > 0 && g.scheduleFrom >= g.scheduleTo)) yield 'schedule'
  const gasBudget = g.budgets.some((b) => b.asset === GAS)
  if (g.paymaster !== zeroAddress && g.anyPaymaster) yield 'one paymaster and any'
  if (g.feesUnlimited && gasBudget) yield 'fees not limited with a gas budget'
  if (g.paymaster === zeroAddress && !g.feesUnlimited && !gasBudget) yield 'fees'
  if (g.budgets.length > 8) yield 'too many budgets'
  for (const b of g.budgets) yield* budgetFaults(b)
  for (const c of g.capabilities) yield* capabilityFaults(g, c)
  const keys = g.capabilities.map((c) => c.target + c.selector.slice(2))
  if (keys.some((key, i) => i > 0 && keys[i - 1] >= key)) yield 'capabilities not strictly increasing'
}

export function assertValid(g) {
  const faults = [...grantFaults(g)]
  if (faults.length > 0) throw new Error(`case "${g.name}": ${faults.join(', ')}`)
}
