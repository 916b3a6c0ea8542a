// Which test contracts stand in some files, and how each of their tests is called.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { list } from "./sources.mjs";
import { compile, tree } from "./tree.mjs";

const out = "artifacts/forge/out-lite";
const cache = `${tree}/artifacts/forge/cache-lite/solidity-files-cache.json`;
/** A library's fuzz tests are fast. */
const fuzzCases = (file) => (/unit\/(types|libraries)\//.test(file) ? 16 : 4);

/** The files that match paths, in order. */
export function filesOf(paths) {
  const names = list(`${tree}/contracts/test`).map((path) => path.slice(tree.length + 1));
  return [...new Set(paths.flatMap((path) => names.filter((name) => matches(name, path))))];
}

/** Compiles what is not compiled yet of the files that match paths. */
export function compileSuites(forge, paths) {
  const { files } = JSON.parse(readFileSync(cache, "utf8"));
  const missing = filesOf(paths).filter((file) => Object.keys(files[file]?.artifacts ?? {}).length === 0);
  if (missing.length > 0) compile(forge, ...missing);
}

/** Suites of the files that match paths, in order: { artifact, contract, file, hasSetUp, calls: [{ name, data }] }. */
export function suitesOf(paths) {
  const { files } = JSON.parse(readFileSync(cache, "utf8"));
  return filesOf(paths).flatMap((file) => suitesIn(file, files[file]?.artifacts ?? {}));
}

function matches(name, pattern) {
  const escaped = pattern.replace(/[.+^$]/g, "\\$&").replaceAll("*", "[^/]*").replaceAll("[!", "[^");
  return new RegExp(`^${escaped.replaceAll("[^/]\\*", "[^/]*")}$`).test(name);
}

function suitesIn(file, artifacts) {
  const suites = [];
  for (const [contract, versions] of Object.entries(artifacts)) {
    const { path } = Object.values(Object.values(versions)[0])[0];
    const { abi, bytecode, methodIdentifiers } = JSON.parse(readFileSync(`${tree}/${out}/${path}`, "utf8"));
    const tests = abi.filter(({ type, name }) => type === "function" && /^test/.test(name));
    if (bytecode.object === "0x" || tests.length === 0) continue;
    const calls = tests.flatMap(({ name, inputs }) => {
      const selector = methodIdentifiers[`${name}(${inputs.map(signatureOf).join(",")})`];
      const types = inputs.flatMap(flat);
      if (!types.every((type) => words[kindOf(type)])) return [];
      const count = types.length === 0 ? 1 : fuzzCases(file);
      return Array.from({ length: count }, (_, i) => ({ name, data: `0x${selector}${encode(name, types, i)}` }));
    });
    // Plain tests first: they are faster, and tell more.
    calls.sort((a, b) => a.data.length - b.data.length);
    const hasSetUp = "setUp()" in methodIdentifiers;
    suites.push({ artifact: `${out}/${path}`, contract: `${file}:${contract}`, file, hasSetUp, calls });
  }
  return suites;
}

/* ARGUMENTS */

const signatureOf = ({ type, components }) =>
  type.startsWith("tuple") ? `(${components.map(signatureOf).join(",")})${type.slice("tuple".length)}` : type;
/** A struct of words stands like its members; none of another kind is written. */
const flat = ({ type, components }) =>
  type === "tuple" && components.every((item) => !/^(bytes|string)$/.test(item.type))
    ? components.flatMap(flat)
    : [type];
const kindOf = (type) => type.replace(/\d+$/, "");
const sizeOf = (type) => Number(type.match(/\d+$/)?.[0] ?? 0);
const mask = (value, bits) => value & ((1n << BigInt(bits)) - 1n);
const hex = (value) => mask(value, 256).toString(16).padStart(64, "0");

/** The head of each, and what stands behind all heads. */
const words = {
  uint: (value, size) => [hex(mask(value, size || 256))],
  int: (value, size) => [hex(BigInt.asIntN(size || 256, value))],
  address: (value) => [hex(mask(value, 160))],
  bool: (value) => [hex(value & 1n)],
  bytes: (value, size) => {
    if (size > 0) return [hex(value >> BigInt(256 - 8 * size) << BigInt(256 - 8 * size))];
    const length = Number(value % 100n);
    const content = hex(value).repeat(4).slice(0, 2 * length);
    return [undefined, hex(BigInt(length)) + content.padEnd(64 * Math.ceil(length / 32), "0")];
  },
};

/** Small and large values, always the same for one name and turn. */
function encode(name, types, turn) {
  let tail = "";
  const heads = types.map((type, i) => {
    const random = BigInt(`0x${createHash("sha256").update(`${name} ${i} ${turn}`).digest("hex")}`);
    const value = turn % 2 === 0 ? random : random >> BigInt((16 * Number(random % 14n)) + 16);
    const [head, behind] = words[kindOf(type)](value, sizeOf(type));
    if (head !== undefined) return head;
    const offset = 32 * types.length + tail.length / 2;
    tail += behind;
    return hex(BigInt(offset));
  });
  return heads.join("") + tail;
}
