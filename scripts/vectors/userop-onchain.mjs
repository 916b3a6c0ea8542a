// node scripts/vectors/userop-onchain.mjs <rpc url of an anvil node>
//   Puts the EntryPoints and the account on the node, fails if an EntryPoint hashes an operation of
//   tests/vectors/userop-hash.json differently, and writes tests/vectors/userop-hash-packed.json: rare packed forms, as
//   the EntryPoints hash them. Not a part of scripts/vectors.sh, because it needs a chain.
import { readFileSync, writeFileSync } from "node:fs";
import { concat, createPublicClient, getAddress, http, parseAbi } from "viem";
import { toPackedUserOperation } from "viem/account-abstraction";
import { delegate, entryPoints, packedShapes, plain, sender } from "./cases/userop.mjs";
import { inHex, vectors } from "./userop.mjs";

const predeploys = new URL("../../node_modules/hardhat-predeploy/bin/", import.meta.url);
const packedFile = new URL("../../tests/vectors/userop-hash-packed.json", import.meta.url);
const abi = parseAbi([
  "struct Op { address sender; uint256 nonce; bytes initCode; bytes callData; bytes32 accountGasLimits; " +
    "uint256 preVerificationGas; bytes32 gasFees; bytes paymasterAndData; bytes signature; }",
  "function getUserOpHash(Op op) view returns (bytes32)",
  "error InvalidPaymasterSignatureLength(uint256 dataLength, uint256 signatureLength)",
]);
const client = createPublicClient({ transport: http(process.argv[2]) });

const hashOf = (address, packed) =>
  client.readContract({ address, abi, functionName: "getUserOpHash", args: [packed] });

for (const address of Object.values(entryPoints)) {
  const code = "0x" + readFileSync(new URL(`${getAddress(address)}.bytecode`, predeploys)).toString("hex");
  await client.request({ method: "anvil_setCode", params: [address, code] });
}
await client.request({ method: "anvil_setCode", params: [sender, concat(["0xef0100", delegate])] });

const onChain = vectors.filter(({ chainId }) => chainId === 31337);
for (const { name, version, entryPoint, op, hash } of onChain) {
  const actual = await hashOf(entryPoint, toPackedUserOperation(op));
  if (actual !== hash) {
    throw new Error(`${name} (v${version}): viem says ${hash}, the EntryPoint ${actual}`);
  }
}
console.log(`${onChain.length} vectors compared with the EntryPoints: equal`);

const packedVectors = [];
for (const { name, ...fields } of packedShapes) {
  for (const [version, entryPoint] of Object.entries(entryPoints)) {
    const op = { ...toPackedUserOperation(plain), ...fields };
    const isTooLong = (error) => error.cause?.data?.errorName === "InvalidPaymasterSignatureLength";
    const hash = await hashOf(entryPoint, op).catch((error) => {
      if (isTooLong(error)) return null;
      throw error;
    });
    const { initCode, paymasterAndData } = op;
    const reverts = hash === null;
    packedVectors.push({
      name, version, entryPoint, chainId: 31337, delegate, initCode, paymasterAndData, reverts, hash,
    });
  }
}
const document = {
  about: "EntryPoint.getUserOpHash on anvil for packed forms; reverts: InvalidPaymasterSignatureLength, no hash.",
  base: inHex(toPackedUserOperation(plain)),
  count: packedVectors.length,
  vectors: packedVectors,
};
writeFileSync(packedFile, `${JSON.stringify(document, null, 1)}\n`);
console.log(`${packedVectors.length} packed vectors written`);
