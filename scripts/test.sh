#!/usr/bin/env bash
# Runs every test, Solidity and C#, after set-up and the gate.
# usage: scripts/test.sh [--canaries] [--deep]
#   --canaries  only prove that a failing test is noticed, and that each gate notices what it is for (canaries.sh)
#   --deep      more fuzz runs (forge profile "ci"), every mutant of the contracts instead of a selection, the proofs,
#               the coverage of the contracts, and whether the verdicts on generated mutants belong to the sources
# Last line: "N passed, N failed, N skipped". Exit code 0 only if every step succeeded, no test failed and no suite
# was empty.
set -euo pipefail
passed=0 failed=0 skipped=0
trap 'code=$?; finish "$code"' EXIT
trap 'exit 130' INT TERM

finish() {
  if (($1 != 0 && failed == 0)); then failed=1; fi
  printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
  exit $((failed > 0))
}

source "$(dirname "$0")/lib.sh"
results=$root/artifacts/test-results
only_canaries=false
deep=false
mutants=--ci

for argument in "$@"; do
  case $argument in
    --canaries) only_canaries=true ;;
    --deep)
      export FOUNDRY_PROFILE=ci SESSION_KEYS_DEEP=1
      mutants=--deep
      deep=true
      ;;
    *) die "unknown option '$argument': allowed are --canaries and --deep" ;;
  esac
done

# The tests that read traces of instructions: forge records them with -vvv only, which makes every other test slow.
traced='contracts/test/erc7562/*'

# run_forge REPORT ARGUMENT..., run_traced REPORT, run_mutants REPORT, run_checks REPORT COMMAND... and run_dotnet REPORT
# PROJECT ARGUMENT...: set 'code' and 'count' (passed failed skipped).
run_forge() {
  local report=$results/$1.json
  rm -f "$report"
  code=0
  "$(foundry forge)" test --isolate --json "${@:2}" >"$report" || code=$?
  read -ra count < <(node scripts/count-tests.mjs forge "$report")
}

# Not as JSON, which holds the traces.
run_traced() {
  local report=$results/$1.xml
  rm -f "$report"
  code=0
  "$(foundry forge)" test --isolate --junit -vvv --match-path "$traced" >"$report" || code=$?
  read -ra count < <(node scripts/count-tests.mjs junit "$report")
}

# A mutant that is killed counts as a passed test.
run_mutants() {
  local report=$results/$1.log
  rm -f "$report"
  code=0
  scripts/mutants.sh "$mutants" | tee "$report" || code=$?
  read -ra count < <(node scripts/count-tests.mjs mutants "$report")
}

# A command that counts its checks itself.
run_checks() {
  local report=$results/$1.log
  rm -f "$report"
  code=0
  "${@:2}" | tee "$report" || code=$?
  read -ra count < <(node scripts/count-tests.mjs checks "$report")
}

run_dotnet() {
  local report=$results/$1.trx
  rm -f "$report"
  code=0
  dotnet test "artifacts/dotnet/bin/$2/debug/SessionKeys.${2#SessionKeys.}.dll" --nologo -v quiet \
    --results-directory "$results" --logger "trx;LogFileName=$1.trx" "${@:3}" || code=$?
  read -ra count < <(node scripts/count-tests.mjs trx "$report")
}

# A canary was told to fail. Unless its runner reports exactly that, no result of that runner means anything.
expect_canary_to_fail() {
  if ((code == 0)) || [[ ${count[*]} != "0 1 0" ]]; then
    die "the $1 canary was told to fail, but its runner exited $code and counted ${count[*]} (passed failed skipped)"
  fi
}

run_canaries() {
  say "canaries: the failures that follow are wanted"
  CANARY=true run_forge canary-forge --match-path 'contracts/test/canary/*'
  expect_canary_to_fail Solidity
  CANARY=true run_dotnet canary-dotnet SessionKeys.Tests --filter FullyQualifiedName~.CanaryTests.
  expect_canary_to_fail "C#"
  say "canaries: both failures were noticed"
}

# Adds the last run to the totals. An empty suite, or an error without a failed test, is a failure.
add_suite() {
  if ((code != 0 && count[1] == 0)); then
    printf '%s: exited with %d without a failed test\n' "$1" "$code" >&2
    failed=$((failed + 1))
  elif ((count[0] + count[1] == 0)); then
    printf '%s: ran no test\n' "$1" >&2
    failed=$((failed + 1))
  fi
  passed=$((passed + count[0])) failed=$((failed + count[1])) skipped=$((skipped + count[2]))
  say "$1: ${count[0]} passed, ${count[1]} failed, ${count[2]} skipped"
}

scripts/setup.sh
scripts/build.sh
mkdir -p "$results"
run_canaries
if $only_canaries; then
  run_checks canaries scripts/canaries.sh
  add_suite "canaries"
  exit 0
fi

say "forge test"
FORGE_SNAPSHOT_CHECK=true run_forge forge --no-match-path "$traced"
add_suite "forge"

say "forge test, without optimizer and intermediate representation"
FOUNDRY_PROFILE=lite run_forge forge-lite --no-match-path 'contracts/test/{erc7562,gas}/*'
add_suite "forge, second pipeline"

say "forge test, ERC-7562"
run_traced erc7562
add_suite "erc7562"

say "mutants of the contracts ($mutants)"
run_mutants mutants
add_suite "mutants"

if $deep; then
  say "verdicts on the generated mutants"
  scripts/mutate.sh --check
  say "proofs"
  run_checks proofs node scripts/prove.mjs
  add_suite "proofs"

  say "coverage of the contracts"
  run_checks coverage scripts/coverage.sh
  add_suite "coverage"
fi

for folder in tests/*.Tests; do
  project=$(basename "$folder")
  say "dotnet test $project"
  run_dotnet "$project" "$project"
  add_suite "$project"
done
