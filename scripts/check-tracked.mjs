// Fails when a tracked file names a package registry or an absolute path of a developer's machine.
import { execFileSync } from "node:child_process";
import { lstatSync, readFileSync } from "node:fs";

const rules = [
  [/registry[.](npmjs|yarnpkg)[.]|api[.]nuget[.]org|(deb|security)[.]debian[.]org/, "a package registry host"],
  [/"resolved": *"https?:/, "a download address (.npmrc omits it: run npm install again)"],
  [/(^|[\s"'`=:(])[/](work|root|home|Users)[/][A-Za-z0-9_.-]+/, "an absolute path of a machine"],
  [/[A-Z]:\\Users\\/, "an absolute path of a machine"],
];
const clone = `${process.cwd()}/`;
const clonePath = clone.split("/").length > 3 ? clone : undefined;
let isBad = false;

for (const file of execFileSync("git", ["ls-files", "-z"], { encoding: "utf8" }).split("\0").filter(Boolean)) {
  if (!lstatSync(file, { throwIfNoEntry: false })?.isFile()) continue;
  const text = readFileSync(file, "utf8");
  if (text.includes("\0")) continue;
  for (const [index, line] of text.split("\n").entries()) {
    const hit = rules.find(([pattern]) => pattern.test(line))?.[1];
    const what = hit ?? (clonePath && line.includes(clonePath) ? "the path of this clone" : undefined);
    if (what === undefined) continue;
    isBad = true;
    console.error(`${file}:${index + 1}: names ${what}`);
  }
}

process.exit(isBad ? 1 : 0);
