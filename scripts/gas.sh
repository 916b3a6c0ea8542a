#!/usr/bin/env bash
# Prints the gas of defined work, what it must and shall not exceed, and the peers' figures for the same work.
# usage: scripts/gas.sh [--check | --update]
#   --check   prints nothing; fails if a figure is over its must
#   --update  measures anew first and writes contracts/snapshots, to be committed
set -euo pipefail
source "$(dirname "$0")/lib.sh"

case ${1:-} in
  "") node scripts/gas.mjs ;;
  --check) node scripts/gas.mjs --check ;;
  --update)
    "$(foundry forge)" build --quiet
    "$(foundry forge)" test --isolate --quiet --match-path 'contracts/test/gas/*'
    node scripts/check-sizes.mjs --write
    node scripts/gas.mjs
    ;;
  *) die "unknown option '$1': allowed are --check and --update" ;;
esac
