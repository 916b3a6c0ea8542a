// Proves the models of contracts/proofs with the compiler's own model checker (engine CHC, solver Z3), and shows for each
// that it can fail: controls.json names a wrong rule and the text that makes it.
// usage: node scripts/prove.mjs [MODEL]…     one line for each proof; exit code 1 if one does not hold.
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";

const solc = createRequire(import.meta.url)("solc");
const folder = new URL("../contracts/proofs/", import.meta.url);
const PROVED = "9576";
const models = readdirSync(folder)
  .filter((file) => file.endsWith(".sol"))
  .map((file) => file.slice(0, -".sol".length));
const controls = JSON.parse(readFileSync(new URL("controls.json", folder), "utf8"));
const wanted = process.argv.length > 2 ? process.argv.slice(2) : models;
let passed = 0;
let failed = 0;

function check(model, source) {
  const input = {
    language: "Solidity",
    sources: { [`${model}.sol`]: { content: source } },
    settings: {
      // Without a timeout: with one, the answers depend on how busy the machine is.
      modelChecker: {
        engine: "chc",
        showProvedSafe: true,
        showUnproved: true,
        solvers: ["z3"],
        targets: ["assert"],
      },
      outputSelection: { "*": { "": ["ast"] } },
    },
  };
  const messages = JSON.parse(solc.compile(JSON.stringify(input))).errors ?? [];
  const errors = messages.filter((message) => message.severity === "error");
  if (errors.length > 0) throw new Error(`${model} does not compile: ${errors[0].formattedMessage}`);
  const proved = messages.filter((message) => message.errorCode === PROVED).length;
  return { proved, asserts: source.match(/\bassert\(/g)?.length ?? 0 };
}

function report(holds, text) {
  if (holds) passed++;
  else failed++;
  console.log(`${holds ? "ok  " : "FAIL"} ${text}`);
}

for (const model of wanted) {
  if (!models.includes(model)) throw new Error(`unknown model '${model}': allowed are ${models.join(", ")}`);
  const source = readFileSync(new URL(`${model}.sol`, folder), "utf8");
  const { proved, asserts } = check(model, source);
  report(asserts > 0 && proved === asserts, `${model}: ${proved} of ${asserts} assertions proved`);

  const own = controls.filter((control) => control.model === model);
  if (own.length === 0) report(false, `${model}: no control in controls.json`);
  for (const { wrong, replace, by } of own) {
    if (source.split(replace).length !== 2) {
      report(false, `${model}, control: the text of "${wrong}" stands there not exactly once`);
      continue;
    }
    const control = check(model, source.replace(replace, by));
    report(control.proved < asserts, `${model}, control: ${wrong}: ${asserts - control.proved} no longer proved`);
  }
}

console.log(`${passed} passed, ${failed} failed, 0 skipped`);
process.exit(failed > 0 ? 1 : 0);
