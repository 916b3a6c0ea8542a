// A copy of the contracts in which every core file holds all its mutants.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { driverFile, driverText } from "./driver.mjs";
import { instrument, switchFile, switchText } from "./instrument.mjs";
import { Points } from "./points.mjs";
import { collect } from "./solidity.mjs";
import { analyse, inputOf, list, parse, readBytes } from "./sources.mjs";

export const tree = process.env.MUTANT_TREE ?? "artifacts/mutate/tree";
const copied = ["foundry.toml", "scripts/solc", "scripts/mutate/solc"];
copied.push("contracts/src", "contracts/test", "tests/vectors");
// They measure gas, read traces or prove models, or are told to fail: nothing here is about that.
const left = ["gas", "erc7562", "proofs", "canary", "mutants", "mutation", "invariant"];
/** What decides what stands in the tree. */
const writers = /(driver|points|solidity|yul|instrument|tree)\.mjs$/;
const parts = ["contracts/src", "contracts/test/unit", driverFile];

/** The mutants of every core file: path → its Points. */
export function collectAll() {
  const files = new Map();
  for (const [path, ast] of parse()) {
    const points = new Points(readBytes(path));
    collect(ast, points);
    files.set(path, points);
  }
  return files;
}

/**
 * Writes and compiles the tree, unless it stands already.
 * @returns Of each file, the numbers of the mutants that do not compile.
 */
export function prepare(forge, files, say) {
  const stampFile = `${tree}/stamp.json`;
  const hash = hashOfInputs();
  const stamp = existsSync(stampFile) ? JSON.parse(readFileSync(stampFile, "utf8")) : {};
  const asMap = (broken) => new Map(Object.entries(broken).map(([path, numbers]) => [path, new Set(numbers)]));
  if (stamp.hash === hash) return asMap(stamp.broken);

  copy();
  rmSync(stampFile, { force: true });
  const broken = new Map([...files.keys()].map((path) => [path, new Set()]));
  say("leave out the mutants that do not compile");
  while (true) {
    write(files, broken);
    const input = inputOf(tree, []);
    const errors = (analyse(input).errors ?? []).filter(({ severity }) => severity === "error");
    if (errors.length === 0) break;
    for (const error of errors) drop(error, broken);
  }
  say("compile all mutants");
  for (const part of parts) compile(forge, part);
  const plain = Object.fromEntries([...broken].map(([path, numbers]) => [path, [...numbers]]));
  writeFileSync(stampFile, JSON.stringify({ hash, broken: plain }));
  return asMap(plain);
}

export function hashOfInputs() {
  const hash = createHash("sha256");
  const tools = list("scripts/mutate").filter((file) => writers.test(file));
  const isLeft = (path) => left.some((folder) => path.startsWith(`contracts/test/${folder}/`));
  const paths = copied.flatMap((path) => (/\.|solc$/.test(path) ? [path] : list(path)));
  const inputs = paths.filter((path) => !isLeft(path));
  for (const path of [...inputs, ...tools]) {
    hash.update(`${path}\0`).update(readFileSync(path)).update("\0");
  }
  return hash.digest("hex");
}

function copy() {
  for (const part of ["contracts", "scripts", "tests", "node_modules", "answers"]) {
    rmSync(join(tree, part), { recursive: true, force: true });
  }
  for (const path of copied) cpSync(path, join(tree, path), { recursive: true });
  for (const folder of left) rmSync(join(tree, "contracts/test", folder), { recursive: true, force: true });
  // The driver reads the tests that it runs from here.
  const settings = readFileSync(join(tree, "foundry.toml"), "utf8");
  const [before, after] = ['path = "artifacts/forge/out"', 'path = "artifacts/forge"'];
  writeFileSync(join(tree, "foundry.toml"), settings.replace(before, after));
  mkdirSync(join(tree, "answers"));
  symlinkSync(join(process.cwd(), "node_modules"), join(tree, "node_modules"));
  mkdirSync(dirname(join(tree, switchFile)));
  writeFileSync(join(tree, switchFile), switchText);
  writeFileSync(join(tree, driverFile), driverText());
}

function write(files, broken) {
  for (const [path, points] of files) {
    writeFileSync(join(tree, path), instrument(path, points, broken.get(path)), "latin1");
  }
}

/**
 * Leaves out the mutant at an error: the first one inside what the compiler names, else the one that stands before.
 * What is not assigned any more is named where it is declared: then it is the next removal of a statement.
 */
function drop({ sourceLocation: { file, start, end }, message }, broken) {
  const text = readBytes(join(tree, file));
  const isUnassigned = /without prior assignment|prior assignment/.test(message);
  const any = /(?:mutantIs\(|mutant_, |case )(\d{4,})/g;
  const found = isUnassigned
    ? text.slice(end).match(/(?:if iszero\(eq\(mutant_, |\{ if \(mutantIs\()\d{4,}/)?.[0]
    : (text.slice(start, end).match(any)?.[0] ?? text.slice(0, start).match(any)?.at(-1));
  if (found === undefined) throw new Error(`${file}: no mutant at "${text.slice(start, end)}": ${message}`);
  broken.get(file).add(Number(BigInt(found.match(/\d+$/)[0]) % 65536n));
}

/** Compiles some of the tree, with what it needs. */
export function compile(forge, ...paths) {
  try {
    const options = { cwd: tree, env: environment(), stdio: "pipe", maxBuffer: 2 ** 28 };
    execFileSync(forge, ["build", "--quiet", ...paths], options);
  } catch (error) {
    throw new Error(`${paths} with all its mutants: ${String(error.stderr).slice(0, 4_000)}`);
  }
}

export function environment() {
  return { ...process.env, FOUNDRY_PROFILE: "lite", FOUNDRY_SOLC: "scripts/mutate/solc" };
}
