// Typed data as viem takes it: the JSON of eth_signTypedData_v4 holds integers as decimal text, viem wants numbers.
const convert = (types, type, value) => {
  const array = /^(.*)\[\d*\]$/.exec(type);
  if (array) return value.map((item) => convert(types, array[1], item));
  if (types[type]) {
    return Object.fromEntries(types[type].map((field) => [field.name, convert(types, field.type, value[field.name])]));
  }
  return /^u?int\d*$/.test(type) ? BigInt(value) : value;
};

export const toViem = ({ types, primaryType, domain, message }) => ({
  types,
  primaryType,
  domain: convert(types, 'EIP712Domain', domain),
  message: convert(types, primaryType, message),
});
