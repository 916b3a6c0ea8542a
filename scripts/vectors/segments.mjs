// tests/vectors/segments.json
import { getUserOperationHash } from 'viem/account-abstraction'
import { concat, keccak, size, uint } from './bytes.mjs'
import { cases as grants } from './grants.mjs'
import { pack } from './hashes.mjs'
import { proof } from './merkle.mjs'
import { accountNonce, layouts } from './nonce.mjs'
import { behindExecuteUserOp, outerCall } from './outer.mjs'
import { agent, approver, passkey, renewer, secondAgent } from './parties.mjs'
import { callParts, complete, flags, needsConsent, signedPart, usedCapabilities } from './segment.mjs'
import { grantText } from './text.mjs'
import { controlMessage, hashes, sessionGrant, sessionOperation } from './typed.mjs'
import { segmentCases } from './cases/segments.mjs'

const ENTRY_POINT = '0x0000000071727de22e5e9d8baf0edac6f37da032'
const keys = [agent, secondAgent, passkey]
const gas = {
  callGasLimit: 200_000n, verificationGasLimit: 400_000n, preVerificationGas: 60_000n,
  maxFeePerGas: 2_000_000_000n, maxPriorityFeePerGas: 1_000_000_000n,
}

/** The operation without its signature, packed, and its hash by EntryPoint v0.7. */
function operation(s) {
  const callData = outerCall(s.grant.standard, s.calls)
  const op = {
    sender: s.grant.account,
    nonce: accountNonce(s.grant, s.lane),
    callData: s.executeUserOp ? behindExecuteUserOp(callData) : callData,
  }
  const userOpHash = getUserOperationHash({
    chainId: s.grant.chainId,
    entryPointAddress: ENTRY_POINT,
    entryPointVersion: '0.7',
    userOperation: { ...op, ...gas, nonce: BigInt(op.nonce), signature: '0x' },
  })
  return {
    ...op,
    initCode: '0x',
    accountGasLimits: concat([uint(gas.verificationGasLimit, 16), uint(gas.callGasLimit, 16)]),
    preVerificationGas: String(gas.preVerificationGas),
    gasFees: concat([uint(gas.maxPriorityFeePerGas, 16), uint(gas.maxFeePerGas, 16)]),
    paymasterAndData: '0x',
    userOpHash,
  }
}

const approverSignature = (s) =>
  s.form === 0 ? approver.signMessage(grantText(s.grant)) : approver.signTypedData(sessionGrant(s.grant))

/** The first renewal of a session. */
const renewal = ({ grant, renewalDeadline }, sessionId) =>
  controlMessage('SessionRenewal', { ...grant, sessionId, renewal: 1, deadline: renewalDeadline })

async function vector(input) {
  const enabled = (input.flags & flags.enable) !== 0
  const packed = pack(input.grant)
  const s = {
    ...input,
    approverSignature: enabled ? await approverSignature(input) : '0x',
    renewalSignature: needsConsent(input) ? await renewer.signTypedData(renewal(input, packed.sessionId)) : '0x',
    publicKey: input.grant.keyType === 1 ? passkey.publicKey : '0x',
  }
  const used = usedCapabilities(s)
  const parts = callParts(s)
  const op = operation(s)
  const key = keys.find(({ address }) => address === s.grant.sessionKey)
  const signed = signedPart(s)
  const segmentHash = keccak(signed)
  const { digest } = hashes(sessionOperation(s.grant, op.userOpHash, segmentHash))
  const signature = await key.sign(digest)
  const segment = complete(signed, signature)
  return {
    name: s.name,
    grant: s.grant.name,
    grantIndex: grants.indexOf(s.grant),
    chainId: s.grant.chainId,
    module: s.grant.module,
    account: s.grant.account,
    standard: s.grant.standard,
    entityId: s.grant.entityId,
    ...(s.grant.standard === 1 ? layouts.modularAccount : layouts.openZeppelin),
    lane: s.lane,
    sessionId: packed.sessionId,
    sessionKey: key.name,
    claimedAt: s.claimedAt,
    notAfter: s.notAfter,
    flags: s.flags,
    form: s.form,
    approverSignature: s.approverSignature,
    renewalDeadline: s.renewalDeadline,
    renewalSignature: s.renewalSignature,
    publicKey: s.publicKey,
    leafCount: enabled ? 0 : used.length,
    leaves: enabled ? [] : used.map((i) => ({ leaf: packed.leaves[i], proof: proof(packed.leafHashes, i) })),
    callCount: s.calls.length,
    calls: s.calls.map(({ target, value, data }, i) => ({ target, value, data, ...parts[i] })),
    operation: op,
    signed,
    segmentHash,
    operationDigest: digest,
    signature,
    segment,
    segmentLength: size(segment),
  }
}

export const file = 'segments.json'

export async function build() {
  return {
    about: 'Segments, docs/encoding.md §3; their grants are in grants.json. signed: all before the signature.',
    entryPoint: ENTRY_POINT,
    approver: approver.address,
    renewer: { name: renewer.name, privateKey: renewer.privateKey, address: renewer.address },
    keys: keys.map(({ name, privateKey, address }) => ({ name, privateKey, address })),
    count: segmentCases.length,
    segments: await Promise.all(segmentCases.map(vector)),
  }
}
