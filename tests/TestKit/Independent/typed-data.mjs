// What viem makes of typed data: reads a JSON array of arguments of eth_signTypedData_v4, writes a JSON array of
// { digest } in the same order.
import { text } from 'node:stream/consumers';
import { hashTypedData } from 'viem';

// viem takes integers as numbers, and the JSON holds them as decimal text.
const convert = (types, type, value) => {
  const array = /^(.*)\[\d*\]$/.exec(type);
  if (array) return value.map((item) => convert(types, array[1], item));
  if (types[type]) {
    return Object.fromEntries(types[type].map((field) => [field.name, convert(types, field.type, value[field.name])]));
  }
  return /^u?int\d*$/.test(type) ? BigInt(value) : value;
};

const digest = ({ types, primaryType, domain, message }) =>
  hashTypedData({
    types,
    primaryType,
    domain: convert(types, 'EIP712Domain', domain),
    message: convert(types, primaryType, message),
  });

const requests = JSON.parse(await text(process.stdin));
process.stdout.write(JSON.stringify(requests.map((request) => ({ digest: digest(request) }))));
