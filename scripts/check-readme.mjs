// The C# of the pages is that of regions of the samples, which the build compiles. In a page with several blocks, a
// comment in front of each names its region.
// usage: node scripts/check-readme.mjs [--write]
import { readFileSync, writeFileSync } from "node:fs";

const pages = [
  { page: "README.md", sample: "samples/01-session-transfer/Program.cs", only: "readme" },
  { page: "docs/approvers.md", sample: "samples/02-approvers/Program.cs" },
  { page: "docs/bundler.md", sample: "samples/03-bundlers/Program.cs" },
  { page: "docs/submission.md", sample: "samples/03-bundlers/Program.cs" },
  { page: "docs/failover.md", sample: "samples/03-bundlers/Program.cs" },
  { page: "docs/envelope.md", sample: "samples/04-envelopes/Program.cs" },
  { page: "docs/erc7715.md", sample: "samples/04-envelopes/Program.cs" },
  { page: "docs/security.md", sample: "samples/04-envelopes/Program.cs" },
];
let isBad = false;

for (const { page, sample, only } of pages) {
  const code = readFileSync(sample, "utf8");
  const region = (name) => {
    const found = new RegExp(`#region ${name}\\n([\\s\\S]*?)#endregion`).exec(code);
    if (!found) throw new Error(`${page} names the region '${name}', which ${sample} does not have`);
    return found[1];
  };
  const text = readFileSync(page, "utf8");
  const blocks = text.match(/```csharp\n/g)?.length ?? 0;
  let written = 0;
  const block = only ? /()```csharp\n[\s\S]*?```/g : /<!-- ([\w-]+) -->\n```csharp\n[\s\S]*?```/g;
  const wanted = text.replace(block, (_, name) => {
    written++;
    return `${name ? `<!-- ${name} -->\n` : ""}\`\`\`csharp\n${region(name || only)}\`\`\``;
  });
  if (blocks === 0 || written !== blocks) throw new Error(`${page}: ${blocks} blocks of C#, ${written} with a region`);

  if (process.argv.includes("--write")) {
    writeFileSync(page, wanted);
  } else if (wanted !== text) {
    console.error(`error: the C# of ${page} is not that of ${sample}: run node scripts/check-readme.mjs --write`);
    isBad = true;
  }
}

process.exit(isBad ? 1 : 0);
