// The C# of the README is the region `readme` of samples/01-session-transfer/Program.cs, which the build compiles.
// usage: node scripts/check-readme.mjs [--write]
import { readFileSync, writeFileSync } from "node:fs";

const sample = readFileSync("samples/01-session-transfer/Program.cs", "utf8");
const readme = readFileSync("README.md", "utf8");
const region = /#region readme\n([\s\S]*?)#endregion/.exec(sample)[1];
const block = /```csharp\n[\s\S]*?```/;
const wanted = readme.replace(block, () => "```csharp\n" + region + "```");

if (process.argv.includes("--write")) {
  writeFileSync("README.md", wanted);
} else if (wanted !== readme) {
  console.error("error: the C# of README.md is not that of samples/01-session-transfer: run node scripts/check-readme.mjs --write");
  process.exit(1);
}
