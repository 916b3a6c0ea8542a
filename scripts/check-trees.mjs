// Fails unless every unit test file has a .tree beside it that names its test functions one to one: the tree is the
// readable specification, so it may neither promise a test that is not there nor leave one out.
//
// A scenario is a line with "it …" lines right below it. Its test has the scenario's words as its name, behind those of
// as many of the lines above it as it takes to tell it from others: "when signed" below "given session revoked" is
// `test_WhenSigned`, `test_RevertWhen_Signed`, `testFuzz_WhenSigned` or `test_RevertGiven_SessionRevoked_WhenSigned`.
import { existsSync, readdirSync, readFileSync } from "node:fs";

const folder = "contracts/test/unit";
const faults = [];

const files = readdirSync(folder, { recursive: true }).sort();
for (const file of files.filter((name) => name.endsWith(".t.sol"))) {
  const path = `${folder}/${file}`;
  const treePath = path.replace(/\.t\.sol$/, ".tree");
  if (!existsSync(treePath)) {
    faults.push(`${path}: has no .tree beside it`);
    continue;
  }

  const tests = functionsOf(readFileSync(path, "utf8"));
  const scenarios = scenariosOf(readFileSync(treePath, "utf8"), treePath);
  for (const { key, text } of tests) {
    const found = scenarios.findIndex(({ keys }) => keys.includes(key));
    if (found < 0) faults.push(`${treePath}: says nothing of "${text}"`);
    else scenarios.splice(found, 1);
  }
  for (const { text } of scenarios) faults.push(`${path}: does not test "${text}"`);
}
for (const file of files.filter((name) => name.endsWith(".tree"))) {
  const testPath = `${folder}/${file.replace(/\.tree$/, ".t.sol")}`;
  if (!existsSync(testPath)) faults.push(`${folder}/${file}: has no .t.sol beside it`);
}

for (const fault of faults) console.error(fault);
process.exit(faults.length > 0 ? 1 : 0);

/** The test functions of a file, by their names without what is not part of the scenario. */
function functionsOf(source) {
  return [...source.matchAll(/^\s*function (test\w*)\(/gm)].map(([, name]) => ({
    key: keyOf(name.replace(/^test(Fuzz)?_/, "").replace(/^Revert(When|Given)_/, "$1")),
    text: name,
  }));
}

function scenariosOf(tree, path) {
  const lines = tree.split("\n").slice(1).filter(Boolean).map(readLine);
  const scenarios = [];
  const ancestors = [];
  for (const [index, { depth, text }] of lines.entries()) {
    ancestors.length = depth;
    ancestors[depth] = text;
    const next = lines[index + 1];
    if (text.startsWith("it ")) {
      if (depth === 0) faults.push(`${path}: "${text}" stands below nothing`);
      continue;
    }
    if (next === undefined || next.depth <= depth) {
      faults.push(`${path}: "${text}" does not say what happens`);
      continue;
    }
    if (!next.text.startsWith("it ")) continue;

    const keys = ancestors.map((_, from) => keyOf(ancestors.slice(from).join("")));
    scenarios.push({ keys, text: ancestors.join(", ") });
  }
  return scenarios;
}

/** Each level takes four columns. */
function readLine(line) {
  const [, indent, text] = line.match(/^((?:[│ ] {3})*[├└]── )(.*)$/u) ?? [undefined, "    ", line];
  return { depth: indent.length / 4 - 1, text };
}

function keyOf(words) {
  return words.toLowerCase().replace(/[^a-z0-9]/g, "");
}
