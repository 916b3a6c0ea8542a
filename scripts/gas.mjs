// usage: node scripts/gas.mjs [--check]. The table of contracts/snapshots beside the peers' figures; with --check only
// what is over its must, or missing, and then fails. See gas.sh.
import { readFileSync } from "node:fs";

const folder = "contracts/snapshots";
const accounts = ["ReferenceAccount", "OpenZeppelinAccount"];

/** [key, what it is, must at most, aim]: gas; nothing: for information. */
const rows = [
  ["W0", "owner: ERC-20 transfer"],
  ["W1", "session: the same"],
  ["W1-W0", "what the session costs", 17_000, 13_000],
  ["W0n", "owner: native transfer"],
  ["W2", "session: the same"],
  ["W2-W0n", "what the session costs", 16_000, 12_500],
  ["W0b", "owner: batch of 3 ERC-20 transfers"],
  ["W7", "session: the same"],
  ["W7-W0b", "what the session costs", 24_000, 18_000],
  ["W6", "typed grant and first use, 1 capability, fresh nonce key", 200_000, 180_000],
  ["W6text", "the same with the text form", 320_000, 270_000],
  ["relayedGrant", "grant of 1 capability by a relayer, whole transaction", 120_000, 90_000],
  ["P256-W1", "W1 by a P-256 key through the precompile, over W1", 9_000, 7_500],
  ["perCapability", "each further capability in a grant", 6_500, 4_500],
  ["textGrant-typedGrant", "text form over typed, 2 capabilities, 1 budget", 95_000, 60_000],
  ["revokeOne", "by the owner's operation", 97_000, 92_000],
  ["revokeAll", "by the owner's operation, any number of sessions", 97_000, 92_000],
  ["perBudget", "each further budget used", 6_500, 5_500],
  ["W0guard", "owner, on an account with the guard: ERC-20 transfer"],
  ["W1unguarded", "session without a guard, on such an account: the same"],
  ["W1guard", "session that names the guard: the same"],
  ["W1guardUsd", "with a limit in USD, one feed, sequencer uptime: the same"],
  ["worstValidation", "dearest validation that fits into 8,192 bytes", 300_000],
  ["worstValidationModule", "the module's part of it"],
  ["worstValidationFresh", "the same with budgets never used before", 480_000],
  ["worstValidationP256", "the dearest with the P-256 verifier in Solidity", 480_000],
  ["worstValidationFreshP256", "both at once, in the first charge of eight budgets"],
];

/** What the columns of the peers are called here. */
const peerColumns = { grant: "relayedGrant" };

const read = (name) => JSON.parse(readFileSync(`${folder}/${name}.json`, "utf8"));
const measured = new Map(accounts.map((account) => [account, read(account)]));
const gasOf = (account, key) => Number(measured.get(account)[key]);
const known = new Set(rows.map(([key]) => key));

const faults = accounts.flatMap((account) => [
  ...rows.filter(([key]) => !(key in measured.get(account))).map(([key]) => `${account}: ${key} is missing`),
  ...Object.keys(measured.get(account)).filter((key) => !known.has(key)).map((key) => `${account}: what is ${key}?`),
  ...rows
    .filter(([key, , must]) => gasOf(account, key) > must)
    .map(([key, , must]) => `${account}: ${key} is ${figure(gasOf(account, key))} gas, must be at most ${figure(must)}`),
]);

if (!process.argv.includes("--check")) print();
for (const fault of faults) console.error(`error: ${fault}`);
process.exit(faults.length > 0 ? 1 : 0);

function print() {
  table(
    ["gas", ...accounts, "must", "aim", "", "what"],
    rows.map(([key, what, must, aim]) => {
      const figures = accounts.map((account) => gasOf(account, key));
      return [key, ...figures.map(figure), figure(must), figure(aim), verdict(Math.max(...figures), must, aim), what];
    }),
  );

  const { source, columns, systems } = read("peers");
  const keys = Object.keys(columns);
  const ours = accounts.map((account) => [
    `SessionKeys on ${account}`,
    ...keys.map((key) => figure(gasOf(account, peerColumns[key] ?? key))),
    "grant: by a relayer, whole transaction",
  ]);
  const theirs = systems.map((system) => [system.name, ...keys.map((key) => figure(system[key])), system.note ?? ""]);
  table(["beside the peers", ...keys, ""], [...ours, ...theirs]);
  for (const key of keys) console.log(`${key}: ${columns[key]}`);
  console.log(`\n${source}\n`);

  table(["what a term adds to an operation", "gas"], Object.entries(read("Terms")).map(([key, gas]) => [key, figure(gas)]));
  table(["runtime code", "bytes"], Object.entries(read("sizes")).map(([name, size]) => [name, figure(size)]));
}

function verdict(gas, must, aim) {
  if (must === undefined) return "";
  if (gas > must) return "ABOVE MUST";
  return gas > aim ? "ok, above aim" : "ok";
}

function figure(number) {
  return number === undefined ? "" : Number(number).toLocaleString("en");
}

/** Names to the left, figures to the right, as wide as needed. */
function table(head, lines) {
  const isFigure = head.map((_, column) => lines.some((line) => /^[\d,]+$/.test(line[column])));
  const widths = head.map((title, column) => Math.max(title.length, ...lines.map((line) => line[column].length)));
  for (const line of [head, ...lines]) {
    const cells = line.map((cell, column) =>
      isFigure[column] ? cell.padStart(widths[column]) : cell.padEnd(widths[column]),
    );
    console.log(cells.join("  ").trimEnd());
  }
  console.log();
}
