// usage: node scripts/abi.mjs [--check]. Called by abi.sh after a build.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { productionArtifacts } from "./artifacts.mjs";

const folder = "contracts/abi";
const check = process.argv.includes("--check");

/** The module's address answers with the code of two contracts; what both together offer is in its manual. */
const manual = "ISessionKeyModule";
const moduleCode = ["SessionKeyModule", "SessionControl"];

/** What others program against: the manual of the module, and every contract that is called by its own address. */
function isPublic({ name, source, artifact }) {
  if (name === manual) return true;
  if (moduleCode.includes(name)) return false;
  const isTopLevel = /^contracts\/src\/((account|periphery)\/)?[^/]+\.sol$/.test(source);
  const isCallable = artifact.abi.some(({ type }) => type === "function");
  return isTopLevel && isCallable && artifact.deployedBytecode.object !== "0x";
}

const signature = ({ name, inputs }) => `${name}(${inputs.map(typeOf).join(",")})`;
const typeOf = ({ type, components }) =>
  components === undefined ? type : type.replace("tuple", `(${components.map(typeOf).join(",")})`);
const functionsOf = (names) =>
  artifacts
    .filter(({ name }) => names.includes(name))
    .flatMap(({ artifact }) => artifact.abi)
    .filter(({ type }) => type === "function")
    .map(signature);

/** The manual and the code say the same. */
function checkManual() {
  const [written, served] = [new Set(functionsOf([manual])), new Set(functionsOf(moduleCode))];
  const differences = [
    ...[...written].filter((text) => !served.has(text)).map((text) => `${text}: in ${manual}, but in no code`),
    ...[...served].filter((text) => !written.has(text)).map((text) => `${text}: in the code, but not in ${manual}`),
  ];
  if (differences.length === 0) return;
  for (const difference of differences) console.error(difference);
  process.exit(1);
}

const artifacts = productionArtifacts();
checkManual();
const wanted = new Map(
  artifacts
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
