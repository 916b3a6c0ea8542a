// Judges the mutants of one file, and writes what it found out as it goes.
import { driverSize } from "./driver.mjs";
import { prepareWorker } from "./forge.mjs";
import { idOf } from "./instrument.mjs";
import { describe, keyOf, readReasons, readResults, writeResults } from "./results.mjs";
import { judgeIn, openStage } from "./stage.mjs";
import { stagesOf } from "./tests.mjs";

const batchSize = Math.min(driverSize, 16);

/**
 * Runs what has no verdict yet, and again what survived without a written reason.
 * @param deepest Number of stages after which a mutant stays open: the others run another time.
 */
export async function judgeFile(forge, path, points, broken, say, deepest) {
  const key = keyOf(path, points);
  const known = readResults(path);
  const verdicts = new Map(known?.key === key ? known.mutants.map((mutant) => [mutant.number, mutant]) : []);
  const reasons = readReasons()[path] ?? {};
  const mutants = describe(points);
  if (mutants.length === 0) return;

  const save = () => writeResults(path, key, mutants.filter(({ number }) => verdicts.has(number)).map(settled));
  const settled = ({ number, mutant }) => {
    const { verdict, ...rest } = verdicts.get(number);
    const isEquivalent = reasons[mutant]?.startsWith("equivalent: ");
    if (verdict === "killed" || verdict === "broken" || verdict === "open") return { ...rest, verdict };
    return { ...rest, verdict: isEquivalent ? "equivalent" : "survived" };
  };
  for (const mutant of mutants.filter(({ number }) => broken.has(number))) {
    verdicts.set(mutant.number, { ...mutant, verdict: "broken" });
  }
  for (const { number, mutant } of mutants) {
    const known = verdicts.get(number);
    if (known?.verdict !== "open" || !reasons[mutant]?.startsWith("equivalent: ")) continue;
    const { passed, ...rest } = known;
    verdicts.set(number, { ...rest, verdict: "equivalent" });
  }
  const waiting = mutants.filter(({ number, mutant }) => {
    const verdict = verdicts.get(number)?.verdict;
    if (verdict === "open") return verdicts.get(number).passed < deepest;
    return verdict === undefined || (["survived", "equivalent"].includes(verdict) && reasons[mutant] === undefined);
  });
  say(`${path}: ${mutants.length} mutants, ${waiting.length} to judge`);
  const stages = [];
  const all = stagesOf(path);
  if (waiting.length > 0) for (const paths of all.slice(0, deepest)) stages.push(await openStage(forge, paths, say));

  const kills = new Map();
  const count = (by) => kills.set(by, (kills.get(by) ?? 0) + 1);
  for (const { by } of verdicts.values()) if (by !== undefined) count(by);
  const work = async (worker) => {
    prepareWorker(worker);
    while (waiting.length > 0) {
      const batch = waiting.splice(0, batchSize);
      const passed = Math.min(...batch.map(({ number }) => verdicts.get(number)?.passed ?? 0));
      const ids = batch.map(({ number }) => idOf(path, number));
      const killers = await judge(forge, ids, stages.slice(passed), kills, worker);
      const alive = stages.length < all.length ? { passed: stages.length, verdict: "open" } : { verdict: "survived" };
      for (const [i, mutant] of batch.entries()) {
        verdicts.set(mutant.number, { ...mutant, ...(killers[i] ? { by: killers[i], verdict: "killed" } : alive) });
        if (killers[i]) count(killers[i]);
        else if (alive.verdict === "survived") {
          console.log(`survived ${path}:${mutant.at} ${mutant.operator}: ${mutant.mutant}`);
        }
      }
      save();
    }
  };
  const workers = Number(process.env.MUTANT_WORKERS ?? 1);
  await Promise.all(Array.from({ length: workers }, (_, worker) => work(worker)));
  save();
}

/** Of each mutant the test that kills it, in the first stage in which one does; undefined for one that survives all. */
export async function judge(forge, ids, stages, kills, worker) {
  const killers = new Map();
  for (const stage of stages) {
    const alive = ids.filter((id) => killers.get(id) === undefined);
    if (alive.length === 0) break;
    const found = await judgeIn(forge, stage, alive, kills, worker);
    for (const [i, id] of alive.entries()) killers.set(id, found[i]);
  }
  return ids.map((id) => killers.get(id));
}
