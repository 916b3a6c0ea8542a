// What was found out, one small file for each source: contracts/test/mutation/results.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { stagesOf } from "./tests.mjs";

const folder = "contracts/test/mutation";
const longest = 80;

/** The mutants of a file in the form in which they are written, without a verdict. */
export function describe(points) {
  const text = points.text;
  const seen = new Map();
  return points.all().flatMap((point) =>
    point.mutants.map(({ number, operator, before, after }) => {
      const lines = text.slice(0, point.start).split("\n");
      const [line, column] = [lines.length, lines.at(-1).length + 1];
      const name = `${shorten(before)} → ${after === "" ? "(removed)" : shorten(after)}`;
      const count = (seen.get(name) ?? 0) + 1;
      seen.set(name, count);
      return { number, at: `${line}:${column}`, operator, mutant: count === 1 ? name : `${name} (${count})` };
    }),
  );
}

/** One line, as text again; the middle of what is long is left out. */
function shorten(bytes) {
  const text = Buffer.from(bytes, "latin1").toString("utf8").replace(/\s+/g, " ");
  return text.length <= longest ? text : `${text.slice(0, longest / 2)} … ${text.slice(-longest / 2)}`;
}

/** Changes with the source, its mutants or its list of tests: then the verdicts belong to something else. */
export function keyOf(path, points) {
  const parts = [points.text, describe(points), stagesOf(path)];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
}

export function resultFile(path) {
  return join(folder, "results", `${basename(path, ".sol")}.json`);
}

/** What is written for a file; undefined without it. */
export function readResults(path) {
  const file = resultFile(path);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

/** A line for each mutant, so that a change shows what changed. */
export function writeResults(path, key, mutants) {
  const file = resultFile(path);
  mkdirSync(dirname(file), { recursive: true });
  const lines = mutants.map((mutant) => `    ${JSON.stringify(mutant)}`).join(",\n");
  writeFileSync(file, `{\n  "file": ${JSON.stringify(path)},\n  "key": "${key}",\n  "mutants": [\n${lines}\n  ]\n}\n`);
}

/** Path → mutant → why it survives. A reason begins with "equivalent: " or "accepted: ". */
export function readReasons() {
  return JSON.parse(readFileSync(join(folder, "reasons.json"), "utf8"));
}
