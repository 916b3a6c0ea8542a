// What viem makes of typed data: reads a JSON array of arguments of eth_signTypedData_v4, writes a JSON array of
// { digest } in the same order.
import { text } from 'node:stream/consumers';
import { hashTypedData } from 'viem';
import { toViem } from './typed-values.mjs';

const requests = JSON.parse(await text(process.stdin));
process.stdout.write(JSON.stringify(requests.map((request) => ({ digest: hashTypedData(toViem(request)) }))));
