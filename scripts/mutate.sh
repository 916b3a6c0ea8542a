#!/usr/bin/env bash
# Judges generated mutants of the core contracts (contracts/src without account, interfaces and periphery): does a test
# fail? What it finds out stands in contracts/test/mutation, whose README.md says how to read it.
# usage: scripts/mutate.sh FILE... | --all | --check [FILE...] | --control | --totals
#   FILE      path or name of a contract: judges its mutants without a verdict, and again those that survived
#             without a written reason. It may be stopped at any time and goes on where it was.
#   --all     every file
#   --check   runs nothing: fails if a verdict does not belong to the sources of today, or if a mutant survives without
#             a reason in contracts/test/mutation/reasons.json; names what has no verdict yet
#   --control proves that it can say both: that what no test looks at is reported as survived, that the tests of a file
#             kill, and that --check notices a foreign key, a missing verdict and a survivor without a reason
#   --totals  a table of all files
# MUTANT_WORKERS: how many processes, by default one. MUTANT_STAGES: only the first stages of tests; what survives them
# stays open.
set -euo pipefail
source "$(dirname "$0")/lib.sh"
# Others work on this machine.
exec nice -n 10 node scripts/mutate/main.mjs "$(foundry forge)" "$@"
