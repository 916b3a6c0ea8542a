// The work of SessionOperations.cs and SpeedWork.cs with viem, on one thread: reads its input as JSON, checks that the
// request and the hashes have the same bytes, measures, and writes the figures of each.
import assert from "node:assert/strict";
import { text } from "node:stream/consumers";
import { concatHex, encodeFunctionData, hashTypedData, keccak256, numberToHex, parseAbi } from "viem";
import {
  entryPoint07Address,
  entryPoint08Address,
  formatUserOperationRequest,
  getUserOperationHash,
} from "viem/account-abstraction";
import { privateKeyToAccount } from "viem/accounts";

const input = JSON.parse(await text(process.stdin));
const owner = privateKeyToAccount(input.secret);
const tokenAbi = parseAbi(["function transfer(address to, uint256 amount)"]);
const accountAbi = parseAbi(["function execute(address target, uint256 value, bytes data)"]);
const domain = { name: "SessionKeys", version: "1", chainId: input.chainId, verifyingContract: input.module };
const types = {
  SessionOperation: [
    { name: "userOpHash", type: "bytes32" },
    { name: "segmentHash", type: "bytes32" },
  ],
};
const nonceKey = BigInt(input.nonceKey) << 64n;

function build(sequence) {
  const transfer = encodeFunctionData({ abi: tokenAbi, args: [input.recipient, BigInt(sequence)] });
  return {
    sender: input.account,
    nonce: nonceKey | BigInt(sequence),
    callData: encodeFunctionData({ abi: accountAbi, args: [input.token, 0n, transfer] }),
    callGasLimit: BigInt(input.callGasLimit),
    verificationGasLimit: BigInt(input.verificationGasLimit),
    preVerificationGas: BigInt(input.preVerificationGas),
    maxFeePerGas: BigInt(input.maxFeePerGas),
    maxPriorityFeePerGas: BigInt(input.maxPriorityFeePerGas),
    signature: "0x",
  };
}

const hash = (userOperation) =>
  getUserOperationHash({
    chainId: input.chainId,
    entryPointAddress: entryPoint07Address,
    entryPointVersion: "0.7",
    userOperation,
  });

const serialize = (userOperation) =>
  JSON.stringify({
    jsonrpc: "2.0",
    id: 1,
    method: "eth_sendUserOperation",
    params: [formatUserOperationRequest(userOperation), entryPoint07Address],
  });

const hashV08 = (userOperation) =>
  getUserOperationHash({
    chainId: input.chainId,
    entryPointAddress: entryPoint08Address,
    entryPointVersion: "0.8",
    userOperation,
  });

async function signSession(sequence) {
  const operation = build(sequence);
  const segment = concatHex([
    numberToHex(input.claimedAt, { size: 6 }),
    numberToHex(input.notAfter, { size: 6 }),
    input.segmentRest,
  ]);
  const message = { userOpHash: hash(operation), segmentHash: keccak256(segment) };
  const digest = hashTypedData({ domain, types, primaryType: "SessionOperation", message });
  const signature = await owner.sign({ hash: digest });
  const length = numberToHex(segment.length / 2 - 1 + 65, { size: 2 });
  return { ...operation, signature: concatHex(["0xff", segment, signature, length]) };
}

const makeSession = async (sequence) => serialize(await signSession(sequence));

async function makePlain(sequence) {
  const operation = build(sequence);
  return serialize({ ...operation, signature: await owner.signMessage({ message: { raw: hash(operation) } }) });
}

async function run(make, first, seconds) {
  const start = performance.now();
  let next = first;
  while (performance.now() - start < seconds * 1000) {
    for (let i = 0; i < 20; i++) {
      const made = make(next++);
      if (made instanceof Promise) await made;
    }
  }
  return next - first;
}

async function measure(make) {
  const warm = await run(make, 1, input.seconds / 3);
  const cpu = process.cpuUsage();
  const start = performance.now();
  const operations = await run(make, warm, input.seconds);
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { operations, perSecond: operations / seconds, perCpuSecond: operations / ((user + system) / 1e6) };
}

// Names of members and addresses are the same but for upper and lower case.
const normal = (json) => JSON.parse(json.toLowerCase());
assert.deepEqual(normal(await makeSession(input.sequence)), normal(input.expected));
const operation = build(input.sequence);
const block = new Uint8Array(136);
assert.equal(hashV08(operation), input.hashV08);
assert.equal(keccak256(block), input.keccak136);
const figures = {
  session: await measure(makeSession),
  plain: await measure(makePlain),
  signed: await measure(signSession),
  userOpHashV08: await measure(() => hashV08(operation)),
  keccak136: await measure(() => keccak256(block, "bytes")),
  node: process.version,
};
process.stdout.write(JSON.stringify(figures));
