// docs/encoding.md §2: the EIP-712 messages. viem does the hashing.
import { hashDomain, hashStruct, hashTypedData } from 'viem'

const fields = (text) =>
  text.split(',').map((field) => ({ type: field.split(' ')[0], name: field.split(' ')[1] }))

const types = {
  EIP712Domain: fields('string name,string version,uint256 chainId,address verifyingContract'),
  SessionGrant: fields(
    'address account,uint32 epoch,uint40 route,address sessionKey,uint8 keyType,uint48 validAfter,uint48 expiresAt,' +
      'uint32 ttl,uint16 maxRenewals,address renewer,uint32 idleTimeout,uint24 scheduleFrom,uint24 scheduleTo,' +
      'uint8 weekdays,string nonceDomain,uint8 laneBits,bool anyPaymaster,address paymaster,bool feesUnlimited,' +
      'address guard,uint128 usdLimit,uint32 usdPeriod,bytes32 feedsHash,uint8 budgetCount,Budget[] budgets,' +
      'uint16 capabilityCount,Capability[] capabilities,bytes32 replaces,string label,bool tokenNames,' +
      'uint48 grantDeadline,uint64 salt',
  ),
  Budget: fields('uint8 budget,address budgetAsset,uint128 budgetLimit,uint8 budgetKind,uint32 budgetPeriod'),
  Capability: fields(
    'uint16 capability,string capabilityId,address target,bytes4 selector,uint8 ruleCount,Rule[] rules,' +
      'uint8 spendCount,Spend[] spends,uint128 maxValue,bool essential',
  ),
  Rule: fields('uint8 rule,uint8 ruleWord,uint8 comparison,uint8 printForm,bytes32 ruleValue'),
  Spend: fields('uint8 spend,address spendAsset,bool fixedAmount,uint8 spendWord,uint128 spendAmount'),
  SessionRevocation: fields('address account,bytes32 sessionId'),
  AllSessionsRevocation: fields('address account,uint32 epoch'),
  SessionPause: fields('address account,uint32 epoch,bytes32 sessionId,uint64 sequence,uint48 deadline'),
  SessionResumption: fields(
    'address account,uint32 epoch,bytes32 sessionId,uint32 tightenings,uint64 sequence,uint48 deadline',
  ),
  ModeTightening: fields('address account,uint32 epoch,uint8 mode,uint64 sequence,uint48 deadline'),
  ModeLoosening: fields(
    'address account,uint32 epoch,uint8 mode,uint32 tightenings,uint64 sequence,uint48 deadline',
  ),
  SessionReattestation: fields('address account,bytes32 sessionId,uint48 aliveAt'),
  SessionRenewal: fields('address account,bytes32 sessionId,uint16 renewal,uint48 deadline'),
  SessionOperation: fields('bytes32 userOpHash,bytes32 segmentHash'),
}

const typedData = (context, primaryType, message) => ({
  domain: { name: 'SessionKeys', version: '1', chainId: context.chainId, verifyingContract: context.module },
  types,
  primaryType,
  message,
})

const ordinal = (index) => index + 1

const capability = (c, i) => ({
  ...c,
  capability: ordinal(i),
  capabilityId: c.id,
  ruleCount: c.rules.length,
  rules: c.rules.map((r, j) => ({ ...r, rule: ordinal(j), ruleWord: r.word, ruleValue: r.value })),
  spendCount: c.spends.length,
  spends: c.spends.map((s, j) => ({
    spend: ordinal(j),
    spendAsset: s.asset,
    fixedAmount: s.fixedAmount,
    spendWord: s.word,
    spendAmount: s.amount,
  })),
})

export const sessionGrant = (g) =>
  typedData(g, 'SessionGrant', {
    ...g,
    budgetCount: g.budgets.length,
    budgets: g.budgets.map((b, i) => ({
      budget: ordinal(i),
      budgetAsset: b.asset,
      budgetLimit: b.limit,
      budgetKind: b.kind,
      budgetPeriod: b.period,
    })),
    capabilityCount: g.capabilities.length,
    capabilities: g.capabilities.map(capability),
  })

export const sessionRevocation = (context, sessionId) =>
  typedData(context, 'SessionRevocation', { account: context.account, sessionId })

export const allSessionsRevocation = (context, epoch) =>
  typedData(context, 'AllSessionsRevocation', { account: context.account, epoch })

/** Pause, resumption, mode, re-attestation or renewal: every field of `message` that the type has is signed. */
export const controlMessage = (primaryType, message) => typedData(message, primaryType, message)

export const sessionOperation = (context, userOpHash, segmentHash) =>
  typedData(context, 'SessionOperation', { userOpHash, segmentHash })

export const hashes = (data) => ({
  domainSeparator: hashDomain(data),
  messageHash: hashStruct({ data: data.message, primaryType: data.primaryType, types }),
  digest: hashTypedData(data),
})
