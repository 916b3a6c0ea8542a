// usage: node scripts/check-envelope-gas.mjs. Every figure of contracts/snapshots/Terms.json stands in docs/envelope.md.
import { readFileSync } from "node:fs";

const page = readFileSync("docs/envelope.md", "utf8");
const terms = JSON.parse(readFileSync("contracts/snapshots/Terms.json", "utf8"));
const missing = Object.entries(terms).filter(([term, gas]) => {
  const figure = Number(gas).toLocaleString("en-US");
  return !page.split("\n").some((line) => line.includes(figure)) || !page.includes(`\`${term}\``);
});

for (const [term, gas] of missing) {
  console.error(`error: docs/envelope.md does not say that \`${term}\` costs ${Number(gas).toLocaleString("en-US")}`);
}
if (missing.length > 0) process.exit(1);
