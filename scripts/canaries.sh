#!/usr/bin/env bash
# Breaks one thing after another in a copy of the repository, and demands that its gate lets through what is whole and
# notices what is broken: each gate of build.sh and test.sh, and each library of the contracts and of C#.
# usage: scripts/canaries.sh [WORD]...   only the gates or files with one of these words in their name
# Needs scripts/build.sh once before. Last line "N passed, N failed, 0 skipped".
set -euo pipefail
source "$(dirname "$0")/lib.sh"
tree=artifacts/canaries/tree

say "canaries: a copy of the repository"
rm -rf "$tree"
mkdir -p "$tree/artifacts"
git ls-files -z | xargs -0 cp --parents -t "$tree" --
git -C "$tree" init -q
ln -s "$root/node_modules" "$tree/node_modules"
cp -a artifacts/forge "$tree/artifacts/forge"
dotnet restore "$tree/SessionKeys.sln" -v quiet -nologo

say "canaries: the failures that follow are wanted"
node scripts/canaries/main.mjs "$tree" "$@"
