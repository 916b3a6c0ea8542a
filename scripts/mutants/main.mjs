// Called by scripts/mutants.sh, which says what it does.
import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { chooseForCi, die, readPatches, say } from "./patches.mjs";
import { findFaults } from "./table.mjs";

const folder = "artifacts/mutants";
const cacheFile = "cache-lite/solidity-files-cache.json";
const usage = "usage: scripts/mutants.sh --deep | --ci [BASE] | --list | NAME...";

const [forge, ...choice] = process.argv.slice(2);
const counts = { killed: 0, survived: 0, broken: 0 };
const mutants = choose(readPatches()).sort((a, b) => (a.files[0] < b.files[0] ? -1 : 1));
const workers = Math.min(mutants.length, Number(process.env.MUTANT_WORKERS ?? Math.min(2, availableParallelism())));
const trees = Array.from({ length: workers }, (_, i) => `${folder}/tree${i}`);

say(`${mutants.length} mutants: the tests that they name must pass without them`);
mkdirSync(folder, { recursive: true });
trees.forEach(copyTree);
await checkBaseline(trees[0]);
// What one tree compiled, the others need not compile again.
for (const tree of trees.slice(1)) cpSync(`${trees[0]}/artifacts`, `${tree}/artifacts`, { recursive: true });

say("mutants");
await Promise.all(trees.map((tree, i) => work(tree, mutants.slice(share(i), share(i + 1)))));
console.log(`${counts.killed} killed, ${counts.survived} survived, ${counts.broken} broken`);
process.exit(counts.survived + counts.broken === 0 ? 0 : 1);

function choose(patches) {
  const [mode, base] = choice;
  if (mode === undefined) die(usage);
  if (!mode.startsWith("--")) {
    return choice.map((name) => patches.find((patch) => patch.name === name) ?? die(`no mutant "${name}"`));
  }
  if (!["--deep", "--ci", "--list"].includes(mode)) die(`unknown option "${mode}"; ${usage}`);

  const faults = findFaults(patches);
  if (faults.length > 0) die(`the mutants and their table:\n${faults.join("\n")}`);
  if (mode === "--list") {
    for (const { name, tests } of patches) console.log(`${name}: ${tests.map((test) => test.name).join(" ")}`);
    process.exit(0);
  }
  return mode === "--deep" ? patches : chooseForCi(patches, base);
}

/* TREES */

/** A copy of what forge needs; what it compiled before stays, unless the repository itself was compiled later. */
function copyTree(tree) {
  for (const part of ["contracts", "scripts", "tests", "node_modules"]) {
    rmSync(`${tree}/${part}`, { recursive: true, force: true });
  }
  const parts = ["foundry.toml", "scripts/solc", "contracts/src", "contracts/proofs", "contracts/test", "tests/vectors"];
  for (const path of parts) {
    cpSync(path, `${tree}/${path}`, { recursive: true });
  }
  symlinkSync(join(process.cwd(), "node_modules"), `${tree}/node_modules`);
  if (age("artifacts/forge") <= age(`${tree}/artifacts/forge`)) return;

  for (const part of ["out-lite", "cache-lite"]) {
    rmSync(`${tree}/artifacts/forge/${part}`, { recursive: true, force: true });
    cpSync(`artifacts/forge/${part}`, `${tree}/artifacts/forge/${part}`, { recursive: true });
  }
}

/** When it was compiled; 0 = never. */
function age(artifacts) {
  return statSync(`${artifacts}/${cacheFile}`, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/* RUNS */

async function checkBaseline(tree) {
  const tests = mutants.flatMap((mutant) => mutant.tests);
  const { results, log } = await run(tree, tests);
  if (results === undefined) die(`the contracts do not compile without a mutant:\n${log}`);
  for (const test of tests) {
    const found = resultsOf(test, results);
    const failed = found.find(({ status }) => status !== "Success");
    if (found.length === 0 || failed !== undefined) {
      die(`${test.name} of ${test.path} does not pass without the mutant: ${failed?.reason ?? "no such test"}`);
    }
  }
}

async function work(tree, queue) {
  for (const mutant of queue) await judge(tree, mutant);
}

/** It must apply and compile, and its tests must fail. */
async function judge(tree, mutant) {
  const sources = mutant.files.map((file) => ({ path: `${tree}/${file}`, text: readFileSync(`${tree}/${file}`) }));
  try {
    execFileSync("git", ["apply", "-C1", `--directory=${tree}`, mutant.path], { stdio: "pipe" });
  } catch (error) {
    return report("broken", mutant, `the patch does not apply: ${error.stderr}`);
  }
  const { results, log } = await run(tree, mutant.tests);
  for (const { path, text } of sources) writeFileSync(path, text);
  if (results === undefined) return report("broken", mutant, `does not compile:\n${log}`);

  for (const test of mutant.tests) {
    const found = resultsOf(test, results);
    const passed = found.filter(({ status }) => status !== "Failure").length;
    if (found.length === 0) return report("broken", mutant, `${test.name} did not run: ${setUpFailure(results)}`);
    if (passed > 0) return report("survived", mutant, `${test.name} passes in ${passed} of ${found.length} contracts`);
    const other = found.find(({ reason }) => !`${reason}`.startsWith(test.reason));
    if (other !== undefined) return report("broken", mutant, `${test.name} fails with "${other.reason}"`);
  }
  report("killed", mutant, mutant.tests.map(({ name }) => name).join(" "));
}

/** Runs some tests. No results: it did not compile, and the log says why. */
function run(tree, tests) {
  const paths = [...new Set(tests.map(({ path }) => path))];
  const names = [...new Set(tests.map(({ name }) => name))];
  const path = paths.length === 1 ? paths[0] : `{${paths.join(",")}}`;
  const options = { cwd: tree, env: { ...process.env, FOUNDRY_PROFILE: "lite" } };
  // A sequence of calls that broke an invariant of one mutant would be tried first with the next one.
  rmSync(`${tree}/artifacts/forge/cache/invariant`, { recursive: true, force: true });
  const parts = ["test", "--isolate", "--json", "--match-path", path, "--match-test", `^(${names.join("|")})\\(`];
  return new Promise((resolve) => {
    const child = spawn(forge, parts, options);
    const [output, errors] = [[], []];
    child.stdout.on("data", (data) => output.push(data));
    child.stderr.on("data", (data) => errors.push(data));
    child.on("close", () => {
      const text = Buffer.concat(output).toString();
      try {
        resolve({ results: JSON.parse(text) });
      } catch {
        resolve({ log: `${text}${Buffer.concat(errors)}`.slice(-4_000) });
      }
    });
  });
}

function resultsOf({ path, name, contracts }, results) {
  return Object.entries(results)
    .filter(([suite]) => suite.startsWith(`${path}:${contracts}`))
    .flatMap(([, suite]) => Object.entries(suite.test_results))
    .filter(([test]) => test.startsWith(`${name}(`))
    .map(([, result]) => result);
}

function setUpFailure(results) {
  const tests = Object.values(results).flatMap((suite) => Object.values(suite.test_results));
  return tests.find(({ reason }) => reason)?.reason ?? "no such test";
}

function report(verdict, { name }, text) {
  counts[verdict]++;
  console.log(`${verdict.padEnd(8)} ${name}: ${text}`);
}

/** Where the share of a worker begins: neighbours, which change the same file, stay together. */
function share(worker) {
  return Math.round((worker * mutants.length) / trees.length);
}
