// A browser wallet with viem's account: reads { secret, requests }, the requests as a page would pass them to
// ethereum.request; writes a JSON array of { digest, answer }. It takes the parameters only in their exact order and
// form.
import { text } from 'node:stream/consumers';
import { hashMessage, hashTypedData, isHex } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { toViem } from './typed-values.mjs';

const { secret, requests } = JSON.parse(await text(process.stdin));
const account = privateKeyToAccount(secret);

const requireAddress = (address) => {
  if (address !== account.address) throw new Error(`${address} is not the account of the wallet`);
};

const methods = {
  async personal_sign(message, address) {
    requireAddress(address);
    if (!isHex(message)) throw new Error('the message is not hexadecimal');
    return { digest: hashMessage({ raw: message }), answer: await account.signMessage({ message: { raw: message } }) };
  },
  async eth_signTypedData_v4(address, json) {
    requireAddress(address);
    if (typeof json !== 'string') throw new Error('the typed data is not JSON in a string');
    const data = JSON.parse(json);
    if (!data.types.EIP712Domain) throw new Error('the type of the domain is missing');
    const typedData = toViem(data);
    return { digest: hashTypedData(typedData), answer: await account.signTypedData(typedData) };
  },
};

const results = [];
for (const request of requests) {
  if (Object.keys(request).join() !== 'method,params' || request.params.length !== 2) throw new Error('not two params');
  results.push(await methods[request.method](...request.params));
}
process.stdout.write(JSON.stringify(results));
