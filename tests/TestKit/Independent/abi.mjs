// ABI encodings by viem: reads a JSON array of { type, values }, type a tuple in canonical text, integers as decimal
// text; writes a JSON array of the encodings in the same order.
import { text } from 'node:stream/consumers';
import { encodeAbiParameters, parseAbiParameters } from 'viem';

const toViem = (parameter, value) => {
  const array = /^(.*)\[[0-9]*\]$/.exec(parameter.type);
  if (array) return value.map((item) => toViem({ ...parameter, type: array[1] }, item));
  if (parameter.type === 'tuple') return parameter.components.map((each, i) => toViem(each, value[i]));
  return /^u?int/.test(parameter.type) ? BigInt(value) : value;
};

// abitype wants tuples named only inside of a struct: without names viem takes the components as a list.
const requests = JSON.parse(await text(process.stdin));
process.stdout.write(JSON.stringify(requests.map(({ type, values }) => {
  const parameters = parseAbiParameters(type.slice(1, -1));
  return encodeAbiParameters(parameters, parameters.map((each, i) => toViem(each, values[i])));
})));
