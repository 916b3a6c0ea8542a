// The table of contracts/test/attack/README.md: for each case its tests, and the mutants that they notice.
import { readFileSync, readdirSync } from "node:fs";
import { attacks, git } from "./patches.mjs";

const readme = `${attacks}/README.md`;

/** Everything that is wrong with table and patches; nothing is run. */
export function findFaults(patches) {
  const tests = readTests();
  const { cases, others } = readTable();
  const faults = patches
    .filter(({ path }) => git("apply", "--check", "-C1", path) === undefined)
    .map(({ path }) => `${path} does not apply`);

  for (const row of cases) faults.push(...faultsOfRow(row, tests, patches));
  for (const { id, file, name } of tests) {
    if (!cases.some((row) => row.id === id)) faults.push(`${file}: ${name} has no row ${id}`);
  }
  for (const { name } of patches) {
    const rows = [...cases, ...others].filter(({ mutants }) => mutants.includes(name));
    if (rows.length === 0) faults.push(`no row names the mutant ${name}`);
  }
  for (const { mutants } of others) {
    const unknown = mutants.filter((mutant) => !patches.some(({ name }) => name === mutant));
    faults.push(...unknown.map((mutant) => `there is no mutant ${mutant}`));
  }
  return faults;
}

function faultsOfRow({ id, files, mutants, note }, tests, patches) {
  const own = tests.filter((test) => test.id === id);
  const elsewhere = files.filter((file) => file.startsWith("../"));
  const here = [...new Set(own.map(({ file }) => file))].sort();
  const isOwn = ({ path, name }) =>
    idsOf(name).includes(id) || elsewhere.includes(path.replace("contracts/test/", "../"));
  const expected = patches.filter((patch) => patch.tests.some(isOwn)).map(({ name }) => name);
  const named = new Set(patches.flatMap((patch) => patch.tests.map(({ name }) => name)));

  const faults = [];
  if (`${here}` !== `${files.filter((file) => !elsewhere.includes(file)).sort()}`) faults.push(`tests are in ${here}`);
  if (`${expected.sort()}` !== `${[...mutants].sort()}`) faults.push(`mutants are ${expected.join(", ") || "none"}`);
  if (mutants.length === 0 && note === "") faults.push("neither a mutant nor a reason why not");
  for (const { name } of own) {
    if (!named.has(name) && !note.includes(name)) faults.push(`no mutant names ${name}, and no reason why not`);
  }
  return faults.map((fault) => `${readme}, ${id}: ${fault}`);
}

/** Every test of an attack, once for each case in its name. */
function readTests() {
  return readdirSync(attacks, { recursive: true })
    .filter((file) => file.endsWith(".sol"))
    .sort()
    .flatMap((file) =>
      [...readFileSync(`${attacks}/${file}`, "utf8").matchAll(/function (test\w+)\(/g)].flatMap(([, name]) =>
        idsOf(name).map((id) => ({ id, file, name })),
      ),
    );
}

/** AC-16 and AC-18 of test_AC16_AC18_Words; a test without a case gives an id that no row has. */
function idsOf(name) {
  const cases = /^test((?:_AC\d+)+)_/.exec(name)?.[1] ?? "_AC?";
  return cases.slice(1).split("_").map((part) => part.replace("AC", "AC-"));
}

/** Rows "| AC-01 | files | mutants | note |", and rows "| mutant | words |" of those beside the attacks. */
function readTable() {
  const rows = readFileSync(readme, "utf8")
    .split("\n")
    .filter((line) => line.startsWith("| "))
    .map((line) => line.split("|").slice(1, -1).map((cell) => cell.trim()));
  const cases = rows
    .filter(([id]) => id.startsWith("AC-"))
    .map(([id, files, mutants, note]) => ({ id, files: items(files), mutants: items(mutants), note }));
  const others = rows.filter(([first]) => first.startsWith("`")).map(([first]) => ({ mutants: items(first) }));
  return { cases, others };
}

function items(cell) {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, item]) => item);
}
