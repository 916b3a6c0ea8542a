#!/usr/bin/env bash
# Writes the shared vectors tests/vectors/*.json anew; with --check it only compares and fails on a difference.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

node scripts/vectors/main.mjs "$@"
