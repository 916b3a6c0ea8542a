#!/usr/bin/env bash
# Measures this library and viem with permissionless in one run, and writes benchmarks/results/*.json, to be committed.
# Takes about ten minutes on two idle cores. Not part of the tests: they run a tiny load only.
# usage: scripts/bench.sh [--cost | --load] [OPERATIONS]
#   --cost      only what an operation costs the client
#   --load      only the load on a chain and a bundler; OPERATIONS by durable submission of each kind, 1000 by default,
#               and half as many by each client on plain accounts
set -euo pipefail
"$(dirname "$0")/setup.sh"
source "$(dirname "$0")/lib.sh"
part=${1:---all}
operations=${2:-1000}
case $part in
  --all | --cost | --load) ;;
  *) die "unknown option '$part': allowed are --cost and --load" ;;
esac

say "dotnet: building the benchmarks"
dotnet msbuild benchmarks/SessionKeys.Benchmarks -p:Configuration=Release -v:quiet -nologo
say "other programs on this machine disturb the figures:$(uptime)"

if [[ $part != --load ]]; then
  say "client-side cost of an operation"
  dotnet artifacts/dotnet/bin/SessionKeys.Benchmarks/release/SessionKeys.Benchmarks.dll
fi
if [[ $part != --cost ]]; then
  say "load: $operations operations of each kind by durable submission"
  dotnet artifacts/dotnet/bin/Load/release/SessionKeys.Load.dll --operations "$operations"
fi
