// tests/vectors/userop-hash.json: the hashes of UserOperations of many shapes, by viem.
import { numberToHex } from "viem";
import { getUserOperationHash, toPackedUserOperation } from "viem/account-abstraction";
import { entryPoints, shapes } from "./cases/userop.mjs";

export const inHex = (op) => Object.fromEntries(
  Object.entries(op).map(([key, value]) => [key, typeof value === "bigint" ? numberToHex(value) : value]));

export const vectors = shapes.flatMap(({ name, versions, op, delegate, chainId = 31337 }) =>
  versions.map((version) => {
    const userOperation = delegate ? { ...op, authorization: { address: delegate } } : op;
    const hash = getUserOperationHash({
      chainId, entryPointAddress: entryPoints[version], entryPointVersion: version, userOperation,
    });
    return { name, version, entryPoint: entryPoints[version], chainId, delegate, op, hash };
  }),
);

export const file = "userop-hash.json";

export async function build() {
  return {
    about: "UserOperations and their hashes. packed: as the EntryPoint is given it. delegate: the sender's, EIP-7702.",
    count: vectors.length,
    vectors: vectors.map(({ op, ...rest }) => ({
      ...rest, userOperation: inHex(op), packed: inHex(toPackedUserOperation(op)),
    })),
  };
}
