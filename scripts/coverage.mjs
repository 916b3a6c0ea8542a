// usage: node scripts/coverage.mjs [--update] REPORT.lcov... Joins the reports, prints what no test reaches, and fails
// below a limit, or if a contract is in no report. Each limit counts as a test. See coverage.sh.
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";

const snapshot = "contracts/snapshots/coverage.json";
const source = "contracts/src/";

/** [name, which files, least share of lines, of branches]: percent. */
const parts = [
  ["without the account", (file) => !file.startsWith(`${source}account/`), 100, 95],
  ["with the account", () => true, 95, 90],
];

/** Not measured: it does not compile without the optimizer. Its one statement runs in vectors/P256Vectors.t.sol. */
const leftOut = [`${source}P256Verifier.sol`];

const update = process.argv[2] === "--update";
const files = join(process.argv.slice(update ? 3 : 2));
const faults = [];
let passed = 0;

for (const [file, { lines, branches }] of [...files].sort()) {
  const missed = [...lines].filter(([, hits]) => hits === 0).map(([line]) => line);
  const untaken = [...branches].filter(([, hits]) => hits === 0).map(([key]) => key.split(",")[0]);
  if (missed.length > 0) console.log(`${file}: no test reaches line ${missed.join(", ")}`);
  if (untaken.length > 0) console.log(`${file}: one way out of line ${untaken.join(", ")} is never taken`);
}

const summary = {};
for (const [name, belongs, leastLines, leastBranches] of parts) {
  const chosen = [...files].filter(([file]) => belongs(file)).map(([, hits]) => hits);
  summary[name] = { lines: share("lines", leastLines), branches: share("branches", leastBranches) };

  function share(kind, least) {
    const all = chosen.flatMap((file) => [...file[kind].values()]);
    const reached = all.filter((hits) => hits > 0).length;
    console.log(`${name}: ${reached} of ${all.length} ${kind} (${((100 * reached) / all.length).toFixed(2)} %)`);
    if (100 * reached >= least * all.length) passed++;
    else faults.push(`${name}: less than ${least} % of the ${kind}`);
    return `${reached} of ${all.length}`;
  }
}

for (const file of withCode()) {
  if (!files.has(file) && !leftOut.includes(file)) faults.push(`${file} is in no report`);
}

const text = `${JSON.stringify(summary, null, 2)}\n`;
if (update) writeFileSync(snapshot, text);
else if (!existsSync(snapshot) || readFileSync(snapshot, "utf8") !== text) {
  faults.push(`${snapshot} has other figures: run scripts/coverage.sh --update and commit it`);
}
for (const fault of faults) console.log(`FAIL ${fault}`);
console.log(`${passed} passed, ${faults.length} failed, 0 skipped`);
process.exit(faults.length > 0 ? 1 : 0);

/** File -> hits of each line and branch, the greatest of all reports. */
function join(reports) {
  const joined = new Map();
  let file;
  for (const line of reports.flatMap((report) => readFileSync(report, "utf8").split("\n"))) {
    const [, kind, rest] = /^(SF|DA|BRDA):(.*)$/.exec(line) ?? [];
    if (kind === "SF") {
      if (!joined.has(rest)) joined.set(rest, { lines: new Map(), branches: new Map() });
      file = joined.get(rest);
    } else if (kind === "DA") {
      const [key, hits] = rest.split(",");
      add(file.lines, key, Number(hits));
    } else if (kind === "BRDA") {
      const fields = rest.split(",");
      add(file.branches, fields.slice(0, 3).join(), fields[3] === "-" ? 0 : Number(fields[3]));
    }
  }
  return new Map([...joined].filter(([path]) => path.startsWith(source)));
}

function add(hits, key, more) {
  hits.set(key, Math.max(hits.get(key) ?? 0, more));
}

/** The sources with statements that forge counts: those with a function, not a free one, that has a body. */
function withCode() {
  return readdirSync(source, { recursive: true })
    .filter((name) => name.endsWith(".sol"))
    .map((name) => source + name)
    .filter((file) => /^ +function\b[^;{]*\{/m.test(readFileSync(file, "utf8").replace(/\/\/.*$/gm, "")));
}
