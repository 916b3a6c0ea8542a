// The core contracts and their syntax trees.
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const folder = "contracts/src";
const left = /^contracts\/src\/(account|interfaces|periphery)\//;

export function list(path) {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

/** Every file that is mutated. */
export function coreFiles() {
  return list(folder).filter((file) => file.endsWith(".sol") && !left.test(file));
}

/** One character for each byte: the compiler's positions count bytes. */
export function readBytes(path) {
  return readFileSync(path, "latin1");
}

/** The standard JSON input for everything in contracts/src below a root. */
export function inputOf(root, output) {
  const sources = {};
  for (const path of list(join(root, folder)).filter((file) => file.endsWith(".sol"))) {
    sources[path.slice(join(root, "x").length - 1)] = { content: readFileSync(path, "utf8") };
  }
  const settings = {
    remappings: ["@openzeppelin/contracts/=node_modules/@openzeppelin/contracts/"],
    evmVersion: "prague",
    outputSelection: { "*": { "": output } },
  };
  return { language: "Solidity", sources, settings };
}

/** Compiles without generating code. */
export function analyse(input) {
  const solc = createRequire(join(process.cwd(), "package.json"))("solc");
  const read = (path) => ({ contents: readFileSync(path, "utf8") });
  return JSON.parse(solc.compile(JSON.stringify(input), { import: read }));
}

/** The syntax tree of every core file, by path. */
export function parse() {
  const { sources, errors = [] } = analyse(inputOf(".", ["ast"]));
  const error = errors.find(({ severity }) => severity === "error");
  if (error !== undefined) throw new Error(error.formattedMessage);
  return new Map(coreFiles().map((path) => [path, sources[path].ast]));
}
