// Called by scripts/mutate.sh, which says what it does.
import { basename } from "node:path";
import { check, summary, unjudged } from "./check.mjs";
import { control } from "./control.mjs";
import { judgeFile } from "./judge.mjs";
import { collectAll, prepare } from "./tree.mjs";

const usage = "usage: scripts/mutate.sh FILE... | --all | --check [FILE...] | --control | --totals";
const [forge, ...choice] = process.argv.slice(2);
const say = (text) => console.log(`==> ${text}`);
if (choice.length === 0) die(usage);

const files = collectAll();
if (choice[0] === "--check") {
  const some = new Map(choice.slice(1).map(find).map((path) => [path, files.get(path)]));
  const chosen = some.size === 0 ? files : some;
  const faults = check(chosen, files);
  for (const line of unjudged(chosen)) console.log(line);
  for (const fault of faults) console.error(fault);
  say(faults.length === 0 ? summary(chosen) : `${faults.length} faults`);
  process.exit(faults.length === 0 ? 0 : 1);
}
if (choice[0] === "--totals") {
  console.log(summary(files, true));
  process.exit(0);
}

if (choice[0] === "--control") {
  await control(forge, files, prepare(forge, files, say), say);
  process.exit(0);
}
const deepest = Number(process.env.MUTANT_STAGES ?? Infinity);
const chosen = choice[0] === "--all" ? [...files.keys()] : choice.map(find);
const broken = prepare(forge, files, say);
for (const path of chosen) await judgeFile(forge, path, files.get(path), broken.get(path), say, deepest);
say(summary(files));

function find(name) {
  const found = [...files.keys()].find((path) => path === name || basename(path, ".sol") === basename(name, ".sol"));
  return found ?? die(`"${name}" is none of the core contracts; ${usage}`);
}

function die(text) {
  console.error(`error: ${text}`);
  process.exit(2);
}
