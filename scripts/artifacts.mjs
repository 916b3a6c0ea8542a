// Reads what forge compiled in the production profile.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

const out = "artifacts/forge/out";

/** Contracts, interfaces and libraries whose source file stands under contracts/src: [{ name, source, artifact }]. */
export function productionArtifacts() {
  const sources = filesBelow("contracts/src", ".sol");
  const compiled = filesBelow(out, ".json");

  // Forge names the folder after the source file, and puts it deeper when two sources share a name.
  return sources.flatMap((source) =>
    compiled
      .filter((file) => basename(dirname(file)) === basename(source))
      .map((file) => JSON.parse(readFileSync(file, "utf8")))
      .map((artifact) => ({ name: artifact.metadata?.settings?.compilationTarget?.[source], source, artifact }))
      .filter(({ name }) => name !== undefined)
      // What tests deploy for themselves may be compiled a second time, in the profile "plain".
      .filter(({ artifact }) => artifact.metadata.settings.optimizer.enabled),
  );
}

function filesBelow(folder, extension) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true })
    .filter((path) => path.endsWith(extension) && !path.startsWith("build-info"))
    .map((path) => join(folder, path))
    .sort();
}
