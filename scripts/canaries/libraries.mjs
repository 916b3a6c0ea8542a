// One canary for each core contract: of its generated mutants that tests kill (contracts/test/mutation) the first that
// can be written into the source as it stands, and the test that kills it.
import { existsSync, readFileSync, readdirSync } from "node:fs";

const results = "contracts/test/mutation/results";
/** What needs no brackets wherever it stands; in assembly none are allowed. */
const atom = /^\w+(\([\w\s,().]*\))?$/;
/** The most telling first: a check that is gone. */
const operators = ["condition", "boundary", "relation", "operator", "remove", "literal"];

/** As in list.mjs, but for `at`: where in the file `replace` stands. */
export function libraryCanaries(gate) {
  return readdirSync(results).sort().flatMap((name) => {
    const { file, mutants } = JSON.parse(readFileSync(`${results}/${name}`, "utf8"));
    if (!existsSync(file)) return [];
    const source = readFileSync(file, "utf8");
    const chosen = mutants
      .map((mutant) => read(mutant, source))
      .filter((mutant) => mutant !== undefined)
      .sort((a, b) => rank(a) - rank(b) || a.at - b.at)[0];
    return [{ gate, file, isLibrary: true, ...(chosen ? command(chosen) : {}) }];
  });
}

/** Undefined for a mutant that lives, is abbreviated, or is killed by something else than one test. */
function read({ at, operator, mutant, by, verdict }, source) {
  const [, suite, test] = /^(\S+\.t\.sol) (test\w+)$/.exec(by ?? "") ?? [];
  const [replace, after] = mutant.split(" → ");
  if (verdict !== "killed" || test === undefined || mutant.includes("…") || after === undefined) return undefined;

  const [line, column] = at.split(":").map(Number);
  const offset = source.split("\n").slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0) + column - 1;
  if (!source.startsWith(replace, offset)) return undefined;
  return { at: offset, operator, replace, by: written(after), suite, test };
}

function written(after) {
  if (after === "(removed)") return "";
  return atom.test(after) ? after : `(${after})`;
}

function rank({ operator }) {
  const index = operators.indexOf(operator);
  return index < 0 ? operators.length : index;
}

function command({ at, replace, by, suite, test }) {
  return {
    at,
    replace,
    by,
    command: `FOUNDRY_PROFILE=lite "$FORGE" test --isolate --match-path 'contracts/test/**/${suite}' --match-test '^${test}\\('`,
    says: new RegExp(`\\[FAIL[^]*${test}`),
  };
}
