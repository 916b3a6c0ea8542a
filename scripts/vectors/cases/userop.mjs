// UserOperations of many shapes, and rare packed forms that only a chain can say the hash of.
export const entryPointV06 = "0x5FF137D4b0FDCD49DcA30c7CF57E578a026d2789";
export const entryPoints = {
  "0.7": "0x0000000071727De22E5E9d8BAf0edAc6f37da032",
  "0.8": "0x4337084D9E255Ff0702461CF8895CE9E3b5Ff108",
  "0.9": "0x433709009B8330FDa32311DF1C2AFA402eD8D009",
};
const v8 = ["0.8", "0.9"];
const all = ["0.7", ...v8];
const bytes = (count, first = 1) =>
  "0x" + Array.from({ length: count }, (_, i) => ((first + 7 * i) % 256).toString(16).padStart(2, "0")).join("");

export const sender = "0x17f3daeb236A7FCcd862EB958b52B3Db8542d2a5";
const factory = "0x13E9ed32155810FDbd067D4522C492D6f68E5944";
const paymaster = "0x5FbDB2315678afecb367f032d93F642f64180aa3";
export const delegate = "0xe6Cae83BdE06E4c305530e199D7217f42808555B";
export const plain = {
  sender,
  nonce: 0n,
  callData: "0xb61d27f6",
  callGasLimit: 100_000n,
  verificationGasLimit: 200_000n,
  preVerificationGas: 50_000n,
  maxFeePerGas: 2_000_000_000n,
  maxPriorityFeePerGas: 1_000_000_000n,
  signature: "0x",
};
const paid = { ...plain, paymaster, paymasterVerificationGasLimit: 30_000n, paymasterPostOpGasLimit: 15_000n };
const padded7702 = "0x7702000000000000000000000000000000000000";

export const shapes = [
  { name: "plain", versions: all, op: plain },
  { name: "no call data", versions: all, op: { ...plain, callData: "0x" } },
  { name: "call data longer than a block of the hash", versions: all, op: { ...plain, callData: bytes(300) } },
  { name: "signature does not matter", versions: all, op: { ...plain, signature: bytes(65, 9) } },
  { name: "nonce with key", versions: all, op: { ...plain, nonce: (0xabcdef0123456789n << 64n) | 7n } },
  { name: "largest nonce", versions: all, op: { ...plain, nonce: (1n << 256n) - 1n } },
  { name: "largest gas and fees", versions: all, op: {
    ...plain, callGasLimit: (1n << 128n) - 1n, verificationGasLimit: (1n << 128n) - 2n,
    preVerificationGas: (1n << 256n) - 1n, maxFeePerGas: (1n << 128n) - 3n, maxPriorityFeePerGas: (1n << 128n) - 4n,
  } },
  { name: "all numbers zero", versions: all, op: {
    ...plain, callGasLimit: 0n, verificationGasLimit: 0n, preVerificationGas: 0n, maxFeePerGas: 0n,
    maxPriorityFeePerGas: 0n,
  } },
  { name: "factory with data", versions: all, op: { ...plain, factory, factoryData: bytes(68, 3) } },
  { name: "factory without data", versions: all, op: { ...plain, factory, factoryData: "0x" } },
  { name: "paymaster without data", versions: all, op: { ...paid, paymasterData: "0x" } },
  { name: "paymaster with data", versions: all, op: { ...paid, paymasterData: bytes(77, 5) } },
  { name: "factory and paymaster", versions: all, op: {
    ...paid, factory, factoryData: bytes(4), paymasterData: bytes(65),
  } },
  { name: "other chain", versions: all, chainId: 8453, op: plain },
  { name: "EIP-7702 mark of 2 bytes", versions: v8, delegate, op: { ...plain, factory: "0x7702", factoryData: "0x" } },
  { name: "EIP-7702 mark of 20 bytes", versions: v8, delegate, op: {
    ...plain, factory: padded7702, factoryData: "0x",
  } },
  { name: "EIP-7702 mark with data", versions: v8, delegate, op: {
    ...plain, factory: padded7702, factoryData: bytes(36),
  } },
  { name: "paymaster signature of 65 bytes", versions: ["0.9"], op: {
    ...paid, paymasterData: bytes(20), paymasterSignature: bytes(65, 11),
  } },
  { name: "paymaster signature of 30 bytes", versions: ["0.9"], op: {
    ...paid, paymasterData: bytes(20), paymasterSignature: bytes(30, 12),
  } },
  { name: "paymaster signature without data", versions: ["0.9"], op: {
    ...paid, paymasterData: "0x", paymasterSignature: bytes(65, 13),
  } },
  { name: "EIP-7702 and paymaster signature", versions: ["0.9"], delegate, op: {
    ...paid, factory: padded7702, factoryData: bytes(5), paymasterData: bytes(9), paymasterSignature: bytes(65, 14),
  } },
];

const zeros = (count) => "00".repeat(count);
const mark = "22e325a297439656";
const paymasterHead = paymaster + zeros(32);
export const packedShapes = [
  { name: "initCode of 1 byte", initCode: "0x77" },
  { name: "EIP-7702 mark of 2 bytes", initCode: "0x7702" },
  { name: "EIP-7702 mark of 3 bytes", initCode: "0x770200" },
  { name: "EIP-7702 mark of 19 bytes", initCode: `0x7702${zeros(17)}` },
  { name: "EIP-7702 mark of 20 bytes and a byte of data", initCode: `0x7702${zeros(18)}05` },
  { name: "no mark: third byte is set", initCode: "0x770201" },
  { name: "no mark: twentieth byte is set", initCode: `0x7702${zeros(17)}01` },
  { name: "paymaster signature of 3 bytes", paymasterAndData: `${paymasterHead}aabb0102030003${mark}` },
  { name: "paymaster signature of all data", paymasterAndData: `${paymasterHead}0102030003${mark}` },
  { name: "paymaster signature of 0 bytes", paymasterAndData: `${paymasterHead}aabb0000${mark}` },
  { name: "paymaster signature of 0 bytes and no data", paymasterAndData: `${paymasterHead}0000${mark}` },
  { name: "paymaster signature longer than the data", paymasterAndData: `${paymasterHead}0102030004${mark}` },
  { name: "mark without length", paymasterAndData: paymasterHead + mark },
  { name: "mark with half a length", paymasterAndData: `${paymasterHead}00${mark}` },
];
