// tests/vectors/controls.json
import { hashMessage } from 'viem'
import { controlCases, renewalCases } from './cases/controls.mjs'
import { approver, renewer } from './parties.mjs'
import { controlText, displayLines } from './text.mjs'
import { controlMessage, hashes } from './typed.mjs'

/** Fields that a kind of message does not have are zero, so that every entry has the same ones. */
async function control({ kind, ...message }) {
  const data = controlMessage(kind, message)
  const text = controlText[kind](message)
  return {
    kind,
    ...message,
    ...hashes(data),
    typedSignature: await approver.signTypedData(data),
    text,
    displayLines: displayLines(text),
    textDigest: hashMessage(text),
    textSignature: await approver.signMessage(text),
  }
}

async function renewal(message) {
  const data = controlMessage('SessionRenewal', message)
  return { ...message, ...hashes(data), typedSignature: await renewer.signTypedData(data) }
}

const identity = ({ name, privateKey, address }) => ({ name, privateKey, address })

export const file = 'controls.json'

export async function build() {
  return {
    about: 'Pause, resume, mode and re-attestation in both forms, renewals typed; docs/encoding.md §2 and §4.',
    approver: identity(approver),
    renewer: identity(renewer),
    count: controlCases.length,
    controls: await Promise.all(controlCases.map(control)),
    renewalCount: renewalCases.length,
    renewals: await Promise.all(renewalCases.map(renewal)),
  }
}
