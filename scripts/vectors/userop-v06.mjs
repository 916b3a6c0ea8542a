// tests/vectors/userop-hash-v06.json: the hashes of UserOperations for EntryPoint v0.6, by viem.
import { concatHex, numberToHex } from "viem";
import { getUserOperationHash } from "viem/account-abstraction";
import { entryPointV06, shapes } from "./cases/userop.mjs";

/** The eleven fields that v0.6 has: what later versions keep apart is joined, and the paymaster has no gas. */
const fieldsOf = ({ factory, factoryData, paymaster, paymasterData, ...op }) => ({
  sender: op.sender,
  nonce: op.nonce,
  initCode: factory ? concatHex([factory, factoryData]) : "0x",
  callData: op.callData,
  callGasLimit: op.callGasLimit,
  verificationGasLimit: op.verificationGasLimit,
  preVerificationGas: op.preVerificationGas,
  maxFeePerGas: op.maxFeePerGas,
  maxPriorityFeePerGas: op.maxPriorityFeePerGas,
  paymasterAndData: paymaster ? concatHex([paymaster, paymasterData]) : "0x",
  signature: op.signature,
});

const inHex = (op) => Object.fromEntries(
  Object.entries(op).map(([key, value]) => [key, typeof value === "bigint" ? numberToHex(value) : value]));

const vectors = shapes.filter(({ versions }) => versions.includes("0.7")).map(({ name, op, chainId = 31337 }) => {
  const userOperation = fieldsOf(op);
  const hash = getUserOperationHash({
    chainId, entryPointAddress: entryPointV06, entryPointVersion: "0.6", userOperation,
  });
  return { name, chainId, hash, operation: inHex(userOperation) };
});

export const file = "userop-hash-v06.json";

export async function build() {
  return {
    about: "UserOperations for EntryPoint v0.6 and their hashes.",
    entryPoint: entryPointV06,
    count: vectors.length,
    vectors,
  };
}
