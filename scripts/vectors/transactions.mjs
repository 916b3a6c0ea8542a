// tests/vectors/transactions.json: transactions of type 2 (EIP-1559), signed by viem.
import { keccak256, parseTransaction, serializeTransaction } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { agent, modules } from './parties.mjs'

const account = privateKeyToAccount(agent.privateKey)
const max128 = 2n ** 128n - 1n
const usual = {
  chainId: 31337,
  nonce: 7,
  maxPriorityFeePerGas: 1_500_000_000n,
  maxFeePerGas: 30_000_000_000n,
  gas: 90_000n,
  to: modules[0],
  value: 0n,
  data: '0x20965255',
}

/** Every field at the edges of its encoding: nothing, one byte below and above 0x80, the longest. */
const shapes = [
  usual,
  { ...usual, chainId: 1, nonce: 0, maxPriorityFeePerGas: 0n, maxFeePerGas: 0n, gas: 0n, data: '0x' },
  { ...usual, nonce: 127, gas: 128n, value: 1n, data: '0x00' },
  { ...usual, nonce: 128, gas: 255n, value: 256n, data: '0x7f' },
  { ...usual, chainId: Number.MAX_SAFE_INTEGER, nonce: 2 ** 32, data: '0x80' },
  { ...usual, maxPriorityFeePerGas: max128, maxFeePerGas: max128, value: 2n ** 256n - 1n, gas: 2n ** 53n - 1n },
  ...[55, 56, 255, 256, 1000].map((length) => ({ ...usual, nonce: length, data: `0x${'5a'.repeat(length)}` })),
  // Nonces until r or s has a leading zero, which RLP leaves out.
  ...(await shortScalars()),
]

async function shortScalars() {
  const found = []
  for (let nonce = 1000; found.length < 2; nonce++) {
    const { r, s } = parseTransaction(await account.signTransaction({ ...usual, nonce, type: 'eip1559' }))
    const isShort = [r, s].map((scalar) => BigInt(scalar) < 2n ** 248n)
    if (isShort[found.length]) found.push({ ...usual, nonce })
  }
  return found
}

export const file = 'transactions.json'

export async function build() {
  const vectors = await Promise.all(shapes.map(async (shape) => {
    const transaction = { ...shape, type: 'eip1559' }
    const raw = await account.signTransaction(transaction)
    return {
      chainId: shape.chainId,
      nonce: shape.nonce,
      maxPriorityFeePerGas: shape.maxPriorityFeePerGas.toString(),
      maxFeePerGas: shape.maxFeePerGas.toString(),
      gas: shape.gas.toString(),
      to: shape.to,
      value: shape.value.toString(),
      data: shape.data,
      signingHash: keccak256(serializeTransaction(transaction)),
      raw,
      hash: keccak256(raw),
    }
  }))
  return {
    about: 'Transactions of type 2 (EIP-1559) without access list: what is signed, and what a node takes.',
    sender: { name: agent.name, privateKey: agent.privateKey, address: agent.address },
    count: vectors.length,
    vectors,
  }
}
