// The work of OwnerLoad.cs with viem and permissionless: reads its input as JSON and writes a LoadSample.
import { text } from "node:stream/consumers";
import { createSmartAccountClient } from "permissionless";
import { toSimpleSmartAccount } from "permissionless/accounts";
import { createPimlicoClient } from "permissionless/clients/pimlico";
import { createPublicClient, encodeFunctionData, http, parseAbi } from "viem";
import { entryPoint07Address } from "viem/account-abstraction";
import { privateKeyToAccount } from "viem/accounts";
import { anvil } from "viem/chains";

const input = JSON.parse(await text(process.stdin));
const entryPoint = { address: entryPoint07Address, version: "0.7" };
const tokenAbi = parseAbi(["function transfer(address to, uint256 amount)"]);
const node = createPublicClient({ chain: anvil, transport: http(input.node) });
const bundlerTransport = http(input.bundler, { timeout: 180_000 });
const pimlico = createPimlicoClient({ chain: anvil, transport: bundlerTransport, entryPoint });

async function createClient({ address, secret }, nonceKey) {
  const account = await toSimpleSmartAccount({
    client: node,
    owner: privateKeyToAccount(secret),
    entryPoint,
    address,
    nonceKey: BigInt(nonceKey),
  });
  const estimateFeesPerGas = async () => (await pimlico.getUserOperationGasPrice()).standard;
  return createSmartAccountClient({
    account,
    chain: anvil,
    client: node,
    bundlerTransport,
    userOperation: { estimateFeesPerGas },
  });
}

const workers = await Promise.all(
  input.accounts.flatMap((account) =>
    Array.from({ length: input.keysPerAccount }, (_, key) => createClient(account, key)),
  ),
);
const hashes = [];
const errors = [];
let milliseconds = [];

async function send(client) {
  const start = performance.now();
  const data = encodeFunctionData({ abi: tokenAbi, args: [input.receiver, 1n] });
  try {
    const hash = await client.sendUserOperation({ calls: [{ to: input.token, value: 0n, data }] });
    await client.waitForUserOperationReceipt({ hash, pollingInterval: input.pollMilliseconds, timeout: 300_000 });
    milliseconds.push(performance.now() - start);
    hashes.push(hash);
  } catch (error) {
    errors.push(String(error.message ?? error));
  }
}

async function run(operations) {
  let left = operations;
  await Promise.all(
    workers.map(async (client) => {
      while (left-- > 0) await send(client);
    }),
  );
}

await run(workers.length);
milliseconds = [];
const cpu = process.cpuUsage();
const start = performance.now();
await run(input.operations);
const seconds = (performance.now() - start) / 1000;
const { user, system } = process.cpuUsage(cpu);
process.stdout.write(JSON.stringify({ hashes, milliseconds, seconds, cpuSeconds: (user + system) / 1e6, errors }));
