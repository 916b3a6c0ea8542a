// usage: node scripts/abi.mjs [--check]. Called by abi.sh after a build.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { productionArtifacts } from "./artifacts.mjs";

const folder = "contracts/abi";
const check = process.argv.includes("--check");

/** What others program against: the manual of the module, and every contract that is deployed by itself. */
function isPublic({ name, source, artifact }) {
  if (name === "ISessionKeyModule") return true;
  const isTopLevel = /^contracts\/src\/(account\/)?[^/]+\.sol$/.test(source);
  const isCallable = artifact.abi.some(({ type }) => type === "function");
  return isTopLevel && isCallable && artifact.deployedBytecode.object !== "0x";
}

const wanted = new Map(
  productionArtifacts()
    .filter(isPublic)
    .map(({ name, artifact }) => [`${name}.json`, `${JSON.stringify(artifact.abi, null, 2)}\n`]),
);
const present = existsSync(folder) ? readdirSync(folder) : [];
const stale = present.filter((file) => !wanted.has(file));
const changed = [...wanted].filter(
  ([file, text]) => !present.includes(file) || readFileSync(`${folder}/${file}`, "utf8") !== text,
);

if (check) {
  for (const file of stale) console.error(`${folder}/${file}: no such public contract any more`);
  for (const [file] of changed) console.error(`${folder}/${file}: differs from the compiled contract`);
  if (stale.length + changed.length > 0) {
    console.error("run scripts/abi.sh and commit the result");
    process.exit(1);
  }
} else {
  if (wanted.size > 0) mkdirSync(folder, { recursive: true });
  for (const file of stale) rmSync(`${folder}/${file}`);
  for (const [file, text] of changed) writeFileSync(`${folder}/${file}`, text);
  console.log(`${wanted.size} ABIs, ${changed.length} written, ${stale.length} removed`);
}
