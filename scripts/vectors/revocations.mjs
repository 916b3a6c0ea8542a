// tests/vectors/revocations.json
import { hashMessage } from 'viem'
import { ascii, keccak, zero32 } from './bytes.mjs'
import { accounts, approver, modules } from './parties.mjs'
import { allSessionsRevocationText, displayLines, sessionRevocationText } from './text.mjs'
import { allSessionsRevocation, hashes, sessionRevocation } from './typed.mjs'

const contexts = [
  { chainId: 31337, module: modules[0], account: accounts[0] },
  { chainId: 1, module: modules[1], account: accounts[1] },
  { chainId: Number.MAX_SAFE_INTEGER, module: modules[2], account: `0x${'ff'.repeat(20)}` },
]
const sessionIds = [keccak(ascii('a session')), zero32, `0x${'ff'.repeat(32)}`]
const epochs = [1, 2, 2 ** 32 - 1]

async function signed(data, text) {
  return {
    ...hashes(data),
    typedSignature: await approver.signTypedData(data),
    text,
    displayLines: displayLines(text),
    textDigest: hashMessage(text),
    textSignature: await approver.signMessage(text),
  }
}

const pairs = (subjects) => contexts.flatMap((context) => subjects.map((subject) => [context, subject]))

const one = async ([context, sessionId]) => ({
  ...context,
  sessionId,
  ...(await signed(sessionRevocation(context, sessionId), sessionRevocationText(context, sessionId))),
})

const all = async ([context, epoch]) => ({
  ...context,
  epoch,
  ...(await signed(allSessionsRevocation(context, epoch), allSessionsRevocationText(context, epoch))),
})

export const file = 'revocations.json'

export async function build() {
  const sessions = await Promise.all(pairs(sessionIds).map(one))
  const allSessions = await Promise.all(pairs(epochs).map(all))
  return {
    about: 'Revoke one session and revoke all sessions, docs/encoding.md §2 and §4.',
    approver: { name: approver.name, privateKey: approver.privateKey, address: approver.address },
    sessionCount: sessions.length,
    sessions,
    allSessionsCount: allSessions.length,
    allSessions,
  }
}
