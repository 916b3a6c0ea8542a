#!/usr/bin/env bash
# Writes contracts/abi/<Name>.json for every public contract; with --check it only compares and fails on a difference.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

"$(foundry forge)" build --quiet
node scripts/abi.mjs "$@"
