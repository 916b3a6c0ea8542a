// Everybody who appears in the vectors. A key is keccak256 of its name, so that it can be made again anywhere.
import { privateKeyToAccount } from 'viem/accounts'
import { p256 } from '@noble/curves/p256'
import { ascii, keccak, slice } from './bytes.mjs'

const party = (name) => {
  const privateKey = keccak(ascii(name))
  const account = privateKeyToAccount(privateKey)
  return {
    name,
    privateKey,
    address: account.address.toLowerCase(),
    sign: (hash) => account.sign({ hash }),
    signMessage: (message) => account.signMessage({ message }),
    signTypedData: (data) => account.signTypedData(data),
  }
}

export const approver = party('approver')
export const agent = party('agent')
export const secondAgent = party('second agent')
export const renewer = party('renewer')

/** A P-256 session key: its address is the end of keccak256(x ‖ y). */
export const passkey = (() => {
  const name = 'passkey'
  const privateKey = keccak(ascii(name))
  const point = p256.getPublicKey(privateKey.slice(2), false)
  const publicKey = `0x${Buffer.from(point.subarray(1)).toString('hex')}`
  const sign = async (hash) => `0x${p256.sign(hash.slice(2), privateKey.slice(2), { lowS: true }).toCompactHex()}`
  return { name, privateKey, publicKey, address: slice(keccak(publicKey), 12), sign }
})()

export const modules = [
  '0x5e55100000000000000000000000000000000001',
  '0x5e55100000000000000000000000000000000002',
  '0x5e551000000000000000000000000000ffffffff',
]

export const accounts = [
  '0xacc0000000000000000000000000000000000001',
  '0xacc0000000000000000000000000000000000002',
]

export const token = '0x70cec00000000000000000000000000000000001'
export const secondToken = '0x70cec00000000000000000000000000000000002'
export const thirdToken = '0x70cec00000000000000000000000000000000003'
/** What the tokens say of themselves: usual, the shortest and the longest that may be shown. */
export const tokens = [
  { token, symbol: 'TUSD', decimals: 6 },
  { token: secondToken, symbol: 'a', decimals: 0 },
  { token: thirdToken, symbol: 'ABC.xyz0189', decimals: 255 },
]
export const router = '0x5a4b000000000000000000000000000000000001'
export const recipient = '0xbeef000000000000000000000000000000000001'
export const secondRecipient = '0xbeef000000000000000000000000000000000002'
export const paymaster = '0xfee0000000000000000000000000000000000001'
export const guard = '0x60a4d00000000000000000000000000000000001'
