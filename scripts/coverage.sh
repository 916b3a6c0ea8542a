#!/usr/bin/env bash
# Measures what the tests of the contracts reach, and fails below the limits of coverage.mjs. About 5 minutes.
# usage: scripts/coverage.sh [--update]
#   --update  writes contracts/snapshots/coverage.json, to be committed
# Needs scripts/build.sh once before: P256Verifier does not compile without the optimizer and comes from there.
set -euo pipefail
source "$(dirname "$0")/lib.sh"
case ${1:-} in
  "" | --update) ;;
  *) die "unknown option '$1': allowed is --update" ;;
esac

reports=$root/artifacts/coverage
forge=$(foundry forge)
export FOUNDRY_PROFILE=coverage P256_VERIFIER=artifacts/forge/out/P256Verifier.sol/P256Verifier.json
rm -rf "$reports"
mkdir -p "$reports"

# cover NAME FOLDER...: the tests without those folders. In parts: without the optimizer all of the tests are more than
# the compiler can write in one text.
cover() {
  local name=$1 skipped=()
  for folder in "${@:2}" erc7562 gas; do skipped+=(--skip "contracts/test/$folder/**"); done
  say "coverage: all tests but those of ${*:2} erc7562 gas"
  "$forge" coverage --isolate --report lcov --report-file "$reports/$name.lcov" \
    --skip contracts/src/P256Verifier.sol "${skipped[@]}" >"$reports/$name.log" 2>&1 ||
    die "the tests of part '$name' failed: $(grep -m 3 -e '^\[FAIL' -e '^Error' "$reports/$name.log" || tail -n 3 "$reports/$name.log")"
}

cover unit attack invariant
cover attack unit vectors proofs invariant erc6900
node scripts/coverage.mjs "$@" "$reports"/*.lcov
