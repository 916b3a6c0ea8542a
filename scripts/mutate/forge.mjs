// Runs tests of the tree under mutants.
import { spawn } from "node:child_process";
import { cpSync, rmSync } from "node:fs";
import { driverFile } from "./driver.mjs";
import { environment, tree } from "./tree.mjs";

const cache = "artifacts/forge/cache-lite";
/** What is said of a mutant that killed no test by itself. */
export const doubtful = "expected call";

/** Each worker has its own cache: forge writes it after every run, and who reads half of one compiles everything. */
export function prepareWorker(worker) {
  cpSync(`${tree}/${cache}`, `${tree}/${cache}-${worker}`, { recursive: true });
}

/**
 * Runs the suites without a mutant.
 * @returns { failed: ["<suite:call>"], late }
 */
export async function runBaseline(forge, suites, limit) {
  const options = { match: ["--match-test", "^test_baseline\\("], suites, ids: [0], limit };
  const { results, late } = await runDriver(forge, options);
  return { failed: results.get("test_baseline")?.match(/<[^>]*>/g) ?? [], late };
}

/**
 * Runs the suites for each mutant until one of them fails.
 * @returns { failed: for each id the "<suite:call>" that fails, else undefined; late }
 */
export async function runMutants(forge, suites, ids, limit, worker) {
  const numbers = ids.map((_, i) => `m${i}_`).join("|");
  const options = { match: ["--match-test", `^test_(${numbers})\\(`], suites, ids, limit, worker };
  const { results, late } = await runDriver(forge, options);
  if (!late && results.size !== ids.length) throw new Error(`${results.size} results for ${ids.length} mutants`);
  return { failed: ids.map((_, i) => results.get(`test_m${i}_`)), late };
}

async function runDriver(forge, { match, suites, ids, limit, worker }) {
  const env = { MUTANT_IDS: ids.join(","), MUTANT_SUITES: suites.map(({ artifact }) => artifact).join(",") };
  for (const [i, { hasSetUp, calls }] of suites.entries()) {
    env[`MUTANT_CALLS_${i}`] = [hasSetUp ? "0x01" : "0x00", ...calls.map(({ data }) => data)].join(",");
  }
  const parts = ["--match-path", driverFile, ...match];
  const { tests, late } = await run(forge, parts, env, limit, worker);
  const results = new Map(tests.map(({ name, status, reason }) => [name, status === "Failure" ? reason : undefined]));
  // Calls that one test expects are counted until all have run: only forge itself can tell those apart.
  const isOdd = (reason) => reason !== undefined && !reason.includes("<") && !reason.includes(doubtful);
  const odd = [...results.values()].find(isOdd);
  if (odd !== undefined) throw new Error(`the driver fails by itself: ${odd}`);
  return { results, late };
}

/**
 * Runs tests as forge does, each in a transaction of its own, until one fails.
 * @param left Names of tests that do not run.
 * @returns { passed: how many, failed: [names], late }
 */
export async function runIsolated(forge, id, { paths, left, limit, failFast, worker }) {
  const parts = ["--isolate", "--match-path", paths.length === 1 ? paths[0] : `{${paths.join(",")}}`];
  parts.push("--block-prevrandao", `0x${id.toString(16).padStart(64, "0")}`);
  if (left.length > 0) parts.push("--no-match-test", `^(${left.join("|")})\\(`);
  if (failFast) parts.push("--fail-fast");
  const { tests, late } = await run(forge, parts, {}, limit, worker);
  const failed = tests.filter(({ status }) => status === "Failure").map(({ file, name }) => `${file} ${name}`);
  return { passed: tests.length - failed.length, failed: failed.sort(), late };
}

/** @param worker Whose cache; without one, forge may compile. */
function run(forge, parts, more, limit, worker) {
  const fuzz = `artifacts/fuzz-${worker}`;
  rmSync(`${tree}/${fuzz}`, { recursive: true, force: true });
  const env = {
    ...environment(),
    ...more,
    FOUNDRY_CACHE_PATH: worker === undefined ? cache : `${cache}-${worker}`,
    MUTANT_IS_COMPILED: String(worker !== undefined),
    FOUNDRY_GAS_LIMIT: "18446744073709551615",
    FOUNDRY_FUZZ_RUNS: "8",
    FOUNDRY_FUZZ_FAILURE_PERSIST_DIR: fuzz,
    FOUNDRY_TEST_FAILURES_FILE: `${fuzz}-failures`,
  };
  return new Promise((resolve, reject) => {
    const child = spawn(forge, ["test", "--json", "--threads", "1", ...parts], { cwd: tree, env });
    const [output, errors] = [[], []];
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      child.kill("SIGKILL");
    }, limit * 1_000);
    child.stdout.on("data", (data) => output.push(data));
    child.stderr.on("data", (data) => errors.push(data));
    child.on("error", reject);
    child.on("close", () => {
      clearTimeout(timer);
      if (late) return resolve({ tests: [], late });
      const text = Buffer.concat(output).toString();
      try {
        resolve({ tests: testsIn(JSON.parse(text)), late });
      } catch {
        reject(new Error(`forge gave no results: ${text.slice(-2_000)}${Buffer.concat(errors)}`.slice(0, 4_000)));
      }
    });
  });
}

function testsIn(results) {
  return Object.entries(results).flatMap(([suite, { test_results: tests }]) =>
    Object.entries(tests).map(([name, { status, reason }]) => ({
      file: suite.split("/").at(-1).split(":")[0],
      name: name.split("(")[0],
      status,
      reason,
    })),
  );
}
