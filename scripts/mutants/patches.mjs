// The mutants: contracts/test/mutants/*.patch.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname } from "node:path";

const folder = "contracts/test/mutants";
export const attacks = "contracts/test/attack";

/** All of them, by name. */
export function readPatches() {
  return readdirSync(folder).filter((file) => file.endsWith(".patch")).sort().map(readPatch);
}

function readPatch(file) {
  const path = `${folder}/${file}`;
  const text = readFileSync(path, "utf8");
  const tests = [...text.matchAll(/^Test: (\S+) (\S+)(?: (\S+))?(?: (\S+))?$/gm)].map(
    ([, path, name, contracts = "", reason = ""]) => ({ path, name, contracts, reason }),
  );
  if (!/^Mutant: \S/.test(text) || tests.length === 0) {
    die(`${path} does not begin with a line "Mutant: WORDS" and lines "Test: PATH FUNCTION"`);
  }
  const missing = tests.find(({ path }) => !existsSync(path));
  if (missing !== undefined) die(`${path} names a test in ${missing.path}, which does not exist`);

  const files = [...text.matchAll(/^\+\+\+ b\/(\S+)/gm)].map(([, path]) => path);
  return { name: basename(file, ".patch"), path, tests, files, classes: classesOf(tests) };
}

/** The folders of attacks in which it has tests. */
function classesOf(tests) {
  const folders = tests.map(({ path }) => dirname(path)).filter((path) => dirname(path) === attacks);
  return [...new Set(folders)];
}

/** What --ci runs. */
export function chooseForCi(patches, base = mergeBase()) {
  // Another one of each class with each commit.
  const turn = Number.parseInt((git("rev-parse", "HEAD") ?? "0").slice(0, 8), 16);
  const classes = [...new Set(patches.flatMap((patch) => patch.classes))].sort();
  const ofClasses = classes.map((name) => {
    const some = patches.filter((patch) => patch.classes.includes(name));
    const { tests, ...rest } = some[turn % some.length];
    return { ...rest, tests: tests.filter(({ path }) => dirname(path) === name) };
  });

  const changed = base === undefined ? [] : changedSince(base);
  // Tests of attacks are inherited from the files beside them.
  const isTouched = ({ path, files, tests, classes }) =>
    [path, ...files, ...tests.map((test) => test.path)].some((file) => changed.includes(file)) ||
    changed.some((file) => file.endsWith(".sol") && classes.includes(dirname(file)));
  const touched = patches.filter(isTouched);
  say(`mutants: one of each of ${classes.length} classes; ${touched.length} touched since ${base ?? "(unknown)"}`);
  return [...touched, ...ofClasses.filter(({ name }) => !touched.some((patch) => patch.name === name))];
}

/** With main; on main itself, what is not committed. Unknown in a clone without it. */
function mergeBase() {
  return git("merge-base", "HEAD", "origin/main") ?? git("merge-base", "HEAD", "main");
}

function changedSince(base) {
  const tracked = git("diff", "--name-only", base) ?? die(`"${base}" is no commit to compare with`);
  const others = git("ls-files", "--others", "--exclude-standard") ?? "";
  return `${tracked}\n${others}`.split("\n").filter((path) => path !== "");
}

/** What git prints; undefined if it fails. */
export function git(...parts) {
  try {
    return execFileSync("git", parts, { stdio: ["ignore", "pipe", "ignore"] }).toString().trim();
  } catch {
    return undefined;
  }
}

export function say(text) {
  console.log(`==> ${text}`);
}

export function die(text) {
  console.error(`error: ${text}`);
  process.exit(1);
}
