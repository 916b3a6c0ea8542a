// Called by scripts/canaries.sh, which says what it does.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { libraryCanaries } from "./libraries.mjs";
import { canaries as ofGates } from "./list.mjs";

const [tree, ...wanted] = process.argv.slice(2);
const canaries = [...ofGates, ...libraryCanaries("forge test, without optimizer and intermediate representation")];
let passed = 0;
let failed = 0;

const gates = [...gatesOf("scripts/build.sh"), ...gatesOf("scripts/test.sh")];
for (const gate of gates) {
  if (!canaries.some((canary) => canary.gate === gate)) report(false, `no canary for the gate "${gate}"`);
}
for (const canary of canaries) {
  if (!gates.includes(canary.gate)) report(false, `no script says "${canary.gate}", which a canary is for`);
  else if (wanted.length === 0 || wanted.some((word) => isMeant(canary, word))) sing(canary);
}
console.log(`${passed} passed, ${failed} failed, 0 skipped`);
process.exit(failed > 0 ? 1 : 0);

function isMeant({ gate, file }, word) {
  return `${gate}: ${file}`.includes(word);
}

/** The gate must let through what is whole (for a library another run has shown that), and notice what is broken. */
function sing({ gate, file, at, replace, by, command, says, isLibrary }) {
  const name = `${gate}: ${file}`;
  const path = join(tree, file);
  const before = existsSync(path) ? readFileSync(path, "utf8") : undefined;
  if (command === undefined) return report(false, `${name}: no test kills a mutant that can be written there`);
  if (replace === undefined ? before !== undefined : !before?.startsWith(replace, at ?? before.indexOf(replace))) {
    return report(false, `${name}: cannot be broken that way any more`);
  }
  const whole = isLibrary ? { code: 0 } : run(command);
  if (whole.code !== 0) return report(false, `${name}: the gate fails before anything is broken:\n${end(whole)}`);

  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, replace === undefined ? by : change(before, at ?? before.indexOf(replace), replace, by));
  const broken = run(command);
  if (before === undefined) rmSync(path);
  else writeFileSync(path, before);

  if (broken.code === 0) return report(false, `${name}: the gate does not notice`);
  if (!says.test(broken.text)) return report(false, `${name}: the gate fails for another reason:\n${end(broken)}`);
  report(true, name);
}

function run(command) {
  const forge = execFileSync("bash", ["-c", "source scripts/lib.sh; foundry forge"]).toString().trim();
  const options = { cwd: tree, env: { ...process.env, FORGE: forge, FOUNDRY_DISABLE_NIGHTLY_WARNING: "1" } };
  const { status, stdout, stderr } = spawnSync("bash", ["-c", command], { ...options, maxBuffer: 2 ** 28 });
  return { code: status ?? 1, text: `${stdout}${stderr}` };
}

function change(text, at, replace, by) {
  return text.slice(0, at) + by + text.slice(at + replace.length);
}

function end({ text }) {
  return text.slice(-4_000);
}

/** What a script says before each of its gates, except about its own canaries and set-up. */
function gatesOf(script) {
  const said = [...readFileSync(script, "utf8").matchAll(/^ *say "([^"]*)"$/gm)].map(([, words]) => words);
  return said.filter((words) => !/canar|: \$\{count/.test(words));
}

function report(good, text) {
  if (good) passed++;
  else failed++;
  console.log(`${good ? "ok  " : "FAIL"} ${text}`);
}
