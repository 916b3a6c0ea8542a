// Compares what is written with the sources of today; runs nothing.
import { describe, keyOf, readReasons, readResults } from "./results.mjs";

const verdicts = ["killed", "survived", "broken", "equivalent"];

/** What is wrong, in words, with some of all files. What is not judged yet is not wrong: see `unjudged`. */
export function check(files, all, reasons = readReasons(), read = readResults) {
  const faults = [];
  for (const [path, points] of files) {
    const mutants = describe(points);
    if (mutants.length === 0) continue;
    const results = read(path);
    if (results === undefined) continue;
    if (results.key !== keyOf(path, points)) {
      faults.push(`${path}: changed since its mutants were judged; run scripts/mutate.sh ${path}`);
      continue;
    }
    faults.push(...checkVerdicts(path, results.mutants, reasons[path] ?? {}));
  }
  const unknown = Object.keys(reasons).filter((path) => !all.has(path));
  return [...faults, ...unknown.map((path) => `reasons.json: ${path} is no core contract`)];
}

/** Which files have mutants without a verdict, and how many. */
export function unjudged(files, read = readResults) {
  const lines = [];
  for (const [path, points] of files) {
    const judged = (read(path)?.mutants ?? []).filter(({ verdict }) => verdict !== "open").length;
    const missing = describe(points).length - judged;
    if (missing > 0) lines.push(`${path}: ${missing} mutants have no verdict; run scripts/mutate.sh ${path}`);
  }
  return lines;
}

function checkVerdicts(path, mutants, reasons) {
  const faults = [];
  const thoseWith = (...some) => mutants.filter(({ verdict }) => some.includes(verdict));
  const named = (...some) => new Set(thoseWith(...some).map(({ mutant }) => mutant));
  const alive = named("survived", "equivalent");
  const known = named("survived", "equivalent", "open");
  for (const { at, mutant, verdict } of mutants) {
    if (verdict !== "open" && !verdicts.includes(verdict)) faults.push(`${path}:${at}: "${verdict}" is no verdict`);
    if (alive.has(mutant) && !/^(equivalent|accepted): \S/.test(reasons[mutant] ?? "")) {
      faults.push(`${path}:${at}: survives without a reason in reasons.json: ${mutant}`);
    }
  }
  const stale = Object.keys(reasons).filter((mutant) => !known.has(mutant));
  return [...faults, ...stale.map((mutant) => `reasons.json: ${path}: no such mutant survives: ${mutant}`)];
}

/** Totals: one line, or one for each file too. */
export function summary(files, isLong = false) {
  const total = { killed: 0, survived: 0, equivalent: 0, broken: 0, open: 0 };
  const lines = [];
  for (const [path, points] of files) {
    const all = describe(points).length;
    if (all === 0) continue;
    const results = readResults(path);
    const isCurrent = results?.key === keyOf(path, points);
    const counts = Object.fromEntries(verdicts.map((verdict) => [verdict, 0]));
    for (const { verdict } of isCurrent ? results.mutants : []) if (verdict in counts) counts[verdict]++;
    counts.open = all - Object.values(counts).reduce((sum, count) => sum + count, 0);
    for (const name of Object.keys(total)) total[name] += counts[name];
    const row = Object.keys(total).map((name) => counts[name]);
    lines.push(`| ${path.replace("contracts/src/", "")} | ${row.join(" | ")} |`);
  }
  const words = Object.entries(total).map(([name, count]) => `${count} ${name}`).join(", ");
  if (!isLong) return words;
  return ["| file | killed | survived | equivalent | broken | not judged |", "| --- | --- | --- | --- | --- | --- |"]
    .concat(lines, `| all | ${Object.values(total).join(" | ")} |`)
    .join("\n");
}
