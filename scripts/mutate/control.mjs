// The negative controls of the tool itself.
import { strict as assert } from "node:assert";
import { check, unjudged } from "./check.mjs";
import { prepareWorker } from "./forge.mjs";
import { idOf } from "./instrument.mjs";
import { judge } from "./judge.mjs";
import { describe, keyOf } from "./results.mjs";
import { stagesOf } from "./tests.mjs";
import { openStage } from "./stage.mjs";

const path = "contracts/src/types/CalendarWindow.sol";
const foreign = [["contracts/test/unit/types/Words.t.sol"]];

/** @throws If one of them does not come out as it must. */
export async function control(forge, files, broken, say) {
  const points = files.get(path);
  const mutants = describe(points).filter(({ number }) => !broken.get(path).has(number));
  const worker = "control";
  prepareWorker(worker);

  const isKilled = async (number, paths) => {
    const stages = [];
    for (const stage of paths) stages.push(await openStage(forge, stage, say));
    const [killer] = await judge(forge, [number === 0 ? 0 : idOf(path, number)], stages, new Map(), worker);
    return killer !== undefined;
  };
  const [first] = mutants;
  assert.equal(await isKilled(first.number, foreign), false, "no test looks at it, but it is not reported as alive");
  assert.equal(await isKilled(first.number, stagesOf(path)), true, "the tests of the file do not kill");
  assert.equal(await isKilled(0, stagesOf(path)), false, "without a mutant a test fails");
  say("a mutant that no test looks at survives, the tests of its file kill it, and none is none");

  const only = new Map([[path, points]]);
  const killed = describe(points).map((mutant) => ({ ...mutant, verdict: "killed" }));
  const good = { key: keyOf(path, points), mutants: killed };
  const faultsOf = (change, reasons = {}) => check(only, only, reasons, () => ({ ...good, ...change }));
  const alive = good.mutants.map((mutant, i) => (i === 0 ? { ...mutant, verdict: "survived" } : mutant));
  assert.deepEqual(faultsOf({}), [], "results that are right are refused");
  assert.match(faultsOf({ key: "0" })[0], /changed since/);
  assert.match(unjudged(only, () => ({ ...good, mutants: killed.slice(1) }))[0], /1 mutants have no verdict/);
  assert.match(faultsOf({ mutants: alive })[0], /survives without a reason/);
  assert.deepEqual(faultsOf({ mutants: alive }, { [path]: { [first.mutant]: "accepted: told so" } }), []);
  assert.match(faultsOf({}, { [path]: { [first.mutant]: "accepted: told so" } })[0], /no such mutant survives/);
  say("--check names a missing verdict; it refuses a foreign key, and survivors and reasons without each other");
}
