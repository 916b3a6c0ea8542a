#!/usr/bin/env bash
# Proves that tests can fail: applies each contracts/test/mutants/*.patch to a copy of the contracts and demands that the
# test which it names fails. Slow (a compilation each), so no part of scripts/test.sh.
# usage: scripts/mutants.sh [NAME...]   (default: all; NAME is a patch without its ending)
# Last line: "N killed, N survived, N broken". Exit code 0 only if all were killed.
set -euo pipefail
source "$(dirname "$0")/lib.sh"
forge=$(foundry forge)
folder=artifacts/mutants
tree=$folder/tree
export FOUNDRY_PROFILE=lite
killed=0 survived=0 broken=0

# A copy of what forge needs; what it compiled before stays.
copy_tree() {
  mkdir -p "$tree"
  rm -rf "$tree/contracts" "$tree/scripts" "$tree/tests" "$tree/node_modules"
  mkdir -p "$tree/scripts" "$tree/tests"
  cp -r contracts foundry.toml "$tree/"
  cp scripts/solc "$tree/scripts/"
  cp -r tests/vectors "$tree/tests/"
  ln -s "$root/node_modules" "$tree/node_modules"
}

# run_test PATH NAME: sets 'count' (passed failed skipped). With -vvv for the tests that read traces.
run_test() {
  (cd "$tree" && "$forge" test --junit -vvv --match-path "$1" --match-test "^$2\(") >"$folder/report.xml" 2>"$folder/log" || true
  read -ra count < <(node scripts/count-tests.mjs junit "$folder/report.xml" 2>/dev/null)
}

# Sets 'path' and 'name' to the test that a patch names.
read_test() {
  read -r path name < <(sed -n 's/^Test: //p' "$1")
  [[ -n ${path:-} && -n ${name:-} ]] || die "$1 names no test: a line 'Test: PATH FUNCTION' is required"
}

# Unchanged, every named test must pass: else its failure says nothing about the mutant.
check_baseline() {
  local patch
  for patch in "$@"; do
    read_test "$patch"
    run_test "$path" "$name"
    [[ ${count[*]} == "1 0 0" ]] ||
      die "$name of $path does not pass without the mutant: forge counted ${count[*]} (passed failed skipped)"
  done
}

# One mutant: it must apply and compile, and its test must fail.
judge() {
  local patch=$1 title
  title=$(basename "$patch" .patch)
  read_test "$patch"
  if ! git apply --directory="$tree" "$patch" 2>"$folder/log"; then
    report broken "$title" "the patch does not apply"
    return
  fi
  run_test "$path" "$name"
  git apply -R --directory="$tree" "$patch"
  case ${count[*]} in
    "0 1 0") report killed "$title" "$name" ;;
    "1 0 0") report survived "$title" "$name passes" ;;
    *) report broken "$title" "forge counted ${count[*]} (passed failed skipped)" ;;
  esac
}

report() {
  printf '%-8s %s: %s\n' "$1" "$2" "$3"
  case $1 in
    killed) killed=$((killed + 1)) ;;
    survived) survived=$((survived + 1)) ;;
    broken) broken=$((broken + 1)) ;;
  esac
}

patches=()
if (($# == 0)); then
  patches=(contracts/test/mutants/*.patch)
fi
for name in "$@"; do
  [[ -f contracts/test/mutants/$name.patch ]] || die "no mutant '$name': see contracts/test/mutants"
  patches+=("contracts/test/mutants/$name.patch")
done

copy_tree
say "the named tests without mutants"
check_baseline "${patches[@]}"
say "mutants"
for patch in "${patches[@]}"; do
  judge "$patch"
done
printf '%d killed, %d survived, %d broken\n' "$killed" "$survived" "$broken"
((survived == 0 && broken == 0))
