// Fails when a contract's runtime code is over the limit. EIP-170 allows 24,576 bytes; the rest is room for a fix.
import { productionArtifacts } from "./artifacts.mjs";

const limit = 24_000;
let isOver = false;

for (const { name, source, artifact } of productionArtifacts()) {
  const size = (artifact.deployedBytecode.object.length - 2) / 2;
  if (size === 0) continue;
  const usage = `${name} ${size.toLocaleString("en")} of ${limit.toLocaleString("en")} bytes`;
  if (size > limit) {
    isOver = true;
    console.error(`too large: ${usage} (${source}); move code into a helper contract`);
  } else if (size > 1_000) {
    console.log(`    ${usage}`);
  }
}

process.exit(isOver ? 1 : 0);
