// Web3 Secret Storage version 3 by node's own cryptography and viem's Keccak-256: reads a JSON array of files under the
// password "für ünïcode", writes { opened: [secret], made: [{ keystore, password, secret }] }.
import { createCipheriv, createDecipheriv, pbkdf2Sync, randomBytes, scryptSync } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { keccak256 } from 'viem';
import { privateKeyToAddress } from 'viem/accounts';

const derive = (kdf, { n, r, p, c, dklen, salt }, password) => {
  const bytes = Buffer.from(salt, 'hex');
  return kdf === 'scrypt'
    ? scryptSync(password, bytes, dklen, { N: n, r, p, maxmem: 2 ** 30 })
    : pbkdf2Sync(password, bytes, c, dklen, 'sha256');
};

const authenticate = (key, ciphertext) => keccak256(Buffer.concat([key.subarray(16, 32), ciphertext])).slice(2);

const open = ({ crypto }, password) => {
  const key = derive(crypto.kdf, crypto.kdfparams, password);
  const ciphertext = Buffer.from(crypto.ciphertext, 'hex');
  if (authenticate(key, ciphertext) !== crypto.mac) throw new Error('the MAC is another');
  const cipher = createDecipheriv(crypto.cipher, key.subarray(0, 16), Buffer.from(crypto.cipherparams.iv, 'hex'));
  return `0x${Buffer.concat([cipher.update(ciphertext), cipher.final()]).toString('hex')}`;
};

const make = (kdf, parameters, password, iv, change) => {
  const secret = randomBytes(32);
  secret[0] &= 0x7f;
  const kdfparams = { ...parameters, dklen: 32, salt: randomBytes(32).toString('hex') };
  const key = derive(kdf, kdfparams, password);
  const cipher = createCipheriv('aes-128-ctr', key.subarray(0, 16), Buffer.from(iv, 'hex'));
  const ciphertext = Buffer.concat([cipher.update(secret), cipher.final()]);
  const crypto = {
    cipher: 'aes-128-ctr',
    ciphertext: ciphertext.toString('hex'),
    cipherparams: { iv },
    kdf,
    kdfparams,
    mac: authenticate(key, ciphertext),
  };
  const address = privateKeyToAddress(`0x${secret.toString('hex')}`);
  return { keystore: change(crypto, address), password, secret: `0x${secret.toString('hex')}` };
};

const id = 'e13b209c-3b2f-4327-bab0-3bef2e51630d';
const shapes = [
  (crypto, address) => ({ address: address.slice(2).toLowerCase(), crypto, id, version: 3 }),
  (crypto, address) => ({ version: 3, id, address: address.slice(2).toUpperCase(), Crypto: crypto, 'x-ethers': {} }),
  (crypto) => ({ crypto, version: 3 }),
];
const derivations = [
  ['scrypt', { n: 4096, r: 8, p: 6 }],
  ['scrypt', { n: 8, r: 1, p: 1 }],
  ['scrypt', { n: 1024, r: 16, p: 3 }],
  ['pbkdf2', { c: 1000, prf: 'hmac-sha256' }],
];
const passwords = ['p', 'für ünïcode', '長い密码 🔑 '.repeat(20)];
// The highest iv, whose successor is 0, and random ones.
const ivs = derivations.map((_, i) => (i ? randomBytes(16).toString('hex') : 'f'.repeat(32)));
const made = derivations.flatMap(([kdf, parameters], i) =>
  shapes.map((shape, j) => make(kdf, parameters, passwords[j], ivs[i], shape)),
);
const files = JSON.parse(await text(process.stdin));
process.stdout.write(JSON.stringify({ opened: files.map((file) => open(file, 'für ünïcode')), made }));
