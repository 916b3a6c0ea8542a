// usage: node scripts/check-sizes.mjs [--write]. Fails when a contract's runtime code is over the limit, or has another
// size than contracts/snapshots/sizes.json says; with --write it writes that file instead of comparing.
// EIP-170 allows 24,576 bytes; the rest is room for a fix.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { productionArtifacts } from "./artifacts.mjs";

const limit = 24_000;
const file = "contracts/snapshots/sizes.json";
const bytes = (size) => `${size.toLocaleString("en")} bytes`;

/** What is deployed: libraries of internal functions have code, too, but nobody can call it. */
const contracts = productionArtifacts()
  .filter(({ artifact }) => artifact.abi.some(({ type }) => type === "function"))
  .map(({ name, source, artifact }) => ({ name, source, size: (artifact.deployedBytecode.object.length - 2) / 2 }))
  .filter(({ size }) => size > 0)
  .sort((a, b) => (a.name < b.name ? -1 : 1));

const faults = contracts
  .filter(({ size }) => size > limit)
  .map(({ name, source, size }) =>
    `${name} (${source}) is too large: ${bytes(size)} of ${bytes(limit)}; move code into a helper contract`,
  );

const sizes = Object.fromEntries(contracts.map(({ name, size }) => [name, size]));
if (process.argv.includes("--write")) {
  writeFileSync(file, `${JSON.stringify(sizes, null, 2)}\n`);
} else {
  const committed = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  const names = [...new Set([...Object.keys(sizes), ...Object.keys(committed)])];
  const changed = names.filter((name) => sizes[name] !== committed[name]);
  faults.push(
    ...changed.map((name) => `${file} says ${committed[name] ?? "no"} bytes for ${name}, compiled are ${sizes[name] ?? "none"}`),
  );
  if (changed.length > 0) faults.push("run scripts/gas.sh --update and commit the result");
}

for (const { name, size } of contracts) console.log(`    ${name} ${size.toLocaleString("en")} of ${bytes(limit)}`);
for (const fault of faults) console.error(`error: ${fault}`);
process.exit(faults.length > 0 ? 1 : 0);
