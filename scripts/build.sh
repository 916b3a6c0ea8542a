#!/usr/bin/env bash
# The gate in front of the tests: everything compiles without a warning, is formatted, small enough and up to date.
# Needs scripts/setup.sh once before.
set -euo pipefail
source "$(dirname "$0")/lib.sh"
forge=$(foundry forge)

say "tracked files name no package registry and no path of this machine"
node scripts/check-tracked.mjs

say "trees say what the unit tests of the contracts test"
node scripts/check-trees.mjs

say "dotnet build (warnings are errors)"
dotnet build SessionKeys.sln --no-restore -warnaserror -v quiet -nologo -clp:NoSummary

# Only the layout: code style and analyzers are part of the build.
say "dotnet format"
dotnet format whitespace . --folder --include src/ tests/ samples/ benchmarks/ --verify-no-changes

say "forge fmt"
"$forge" fmt --check contracts

say "forge build (production profile), contract sizes and gas"
"$forge" build --quiet
node scripts/check-sizes.mjs
scripts/gas.sh --check

say "forge build without the optimizer"
# In parts: what is not optimized is long, and all of it at once is more than the compiler can write in one text.
for part in contracts/src contracts/test/unit contracts/test/attack contracts/test; do
  FOUNDRY_PROFILE=lite "$forge" build --quiet "$part"
done

say "committed ABIs"
scripts/abi.sh --check

say "the module's errors in the C# library"
node scripts/generate-errors.mjs --check

say "the shared vectors and the README's code"
scripts/vectors.sh --check
node scripts/check-readme.mjs

say "the gas of docs/envelope.md"
node scripts/check-envelope-gas.mjs
