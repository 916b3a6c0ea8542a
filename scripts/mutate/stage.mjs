// One stage of the tests of a file, without a mutant and with one.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { doubtful, runBaseline, runIsolated, runMutants } from "./forge.mjs";
import { compileSuites, suitesOf } from "./suites.mjs";
import { tree } from "./tree.mjs";

const baselineFile = `${tree}/baseline.json`;
const baselineLimit = 1_200;
/**
 * The guard keeps what it watches in transient storage: there a test must not be one transaction. Tests of P-256 ask for
 * another EVM. What tests of token names mock outlives what the driver takes back.
 */
const isolated = /SessionExecutionGuard|attack\/guard|p256|tokenNames/;

/** What fails without a mutant, since instrumented code takes more gas, is left out; and how long all takes. */
export async function openStage(forge, paths, say) {
  const stamp = readFileSync(`${tree}/stamp.json`, "utf8");
  const all = existsSync(baselineFile) ? JSON.parse(readFileSync(baselineFile, "utf8")) : {};
  const known = all.stamp === stamp ? all.stages : {};
  compileSuites(forge, paths);
  const suites = suitesOf(paths);
  if (suites.length === 0) throw new Error(`no tests in ${paths}`);
  const callCount = suites.reduce((total, { calls }) => total + calls.length, 0);
  const name = `${paths.join(" ")} (${callCount})`;
  const isIsolated = paths.some((path) => isolated.test(path));
  if (known[name] === undefined) {
    const started = process.hrtime.bigint();
    const failed = await driverBaseline(forge, suites, name);
    const apart = isIsolated ? await isolatedBaseline(forge, paths) : failed.map((test) => test.split(" ").at(-1));
    const out = isIsolated ? apart : failed;
    if (out.length > 0) say(`without a mutant these fail, and are left out: ${out.join(", ")}`);
    known[name] = { failed, apart, seconds: Math.ceil(Number(process.hrtime.bigint() - started) / 1e9) };
    writeFileSync(baselineFile, JSON.stringify({ stamp, stages: known }));
  }
  const { failed, apart, seconds } = known[name];
  const left = new Set(failed);
  const kept = suites
    .filter(({ contract }) => !left.has(contract))
    .map((suite) => ({ ...suite, calls: suite.calls.filter((call) => !left.has(`${suite.contract} ${call.name}`)) }))
    .filter(({ calls }) => calls.length > 0);
  return { paths, isIsolated, suites: kept, apart, seconds };
}

async function isolatedBaseline(forge, paths) {
  const { passed, failed, late } = await runIsolated(forge, 0, { paths, left: [], limit: baselineLimit });
  if (passed === 0 || late) throw new Error(`no test of ${paths} passes without a mutant`);
  return [...new Set(failed.map((test) => test.split(" ")[1]))];
}

async function driverBaseline(forge, suites, name) {
  const { failed, late } = await runBaseline(forge, suites, baselineLimit);
  if (late) throw new Error(`the tests of ${name} do not end without a mutant`);
  const names = failed.map((item) => {
    const [suite, call] = item.slice(1, -1).split(":");
    const { contract, calls } = suites[Number(suite)];
    return /^\d+$/.test(call) ? `${contract} ${calls[Number(call)].name}` : contract;
  });
  return [...new Set(names)];
}

/**
 * Of each mutant what kills it here, else undefined.
 * @param kills Test → how many mutants of the file it killed: neighbours die of the same tests, so those run first.
 */
export async function judgeIn(forge, stage, ids, kills, worker) {
  const isEmpty = stage.suites.length === 0;
  const found = isEmpty ? ids.map(() => undefined) : await judgeTogether(forge, stage, ids, kills, worker);
  if (!stage.isIsolated) return found;

  const all = [];
  for (const [i, id] of ids.entries()) all.push(found[i] ?? (await judgeIsolated(forge, stage, id, worker)));
  return all;
}

async function judgeTogether(forge, stage, ids, kills, worker) {
  const suites = killersFirst(stage.suites, kills);
  const { failed, late } = await runMutants(forge, suites, ids, 120 + 2 * stage.seconds * (1 + ids.length / 4), worker);
  if (late && ids.length === 1) return ["does not end"];
  if (late) {
    const each = [];
    for (const id of ids) each.push(...(await judgeTogether(forge, stage, [id], kills, worker)));
    return each;
  }
  const all = [];
  for (const [i, reason] of failed.entries()) {
    if (reason?.includes(doubtful)) all.push(await judgeIsolated(forge, stage, ids[i], worker));
    else all.push(reason && nameOf(suites, reason.match(/<([^>]*)>/)[1]));
  }
  return all;
}

function killersFirst(suites, kills) {
  const countOf = (suite, call) => kills.get(nameOfCall(suite, call)) ?? 0;
  const sum = (suite) => suite.calls.reduce((total, call) => total + countOf(suite, call), 0);
  const first = suites
    .map((suite) => ({ ...suite, calls: suite.calls.filter((call) => countOf(suite, call) > 0) }))
    .filter(({ calls }) => calls.length > 0)
    .map((suite) => ({ ...suite, calls: suite.calls.sort((a, b) => countOf(suite, b) - countOf(suite, a)) }))
    .sort((a, b) => sum(b) - sum(a));
  const others = suites
    .map((suite) => ({ ...suite, calls: suite.calls.filter((call) => countOf(suite, call) === 0) }))
    .filter(({ calls }) => calls.length > 0);
  return [...first, ...others];
}

function nameOfCall({ file }, { name }) {
  return `${file.split("/").at(-1)} ${name}`;
}

async function judgeIsolated(forge, { paths, apart, seconds }, id, worker) {
  const options = { paths, left: apart, limit: 60 + 5 * seconds, failFast: true, worker };
  const { failed, late } = await runIsolated(forge, id, options);
  return late ? "does not end" : failed[0];
}

function nameOf(suites, failure) {
  const [number, call] = failure.split(":");
  const suite = suites[Number(number)];
  return nameOfCall(suite, /^\d+$/.test(call) ? suite.calls[Number(call)] : { name: call });
}
