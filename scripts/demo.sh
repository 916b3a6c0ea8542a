#!/usr/bin/env bash
# Shows the main job end to end on a local chain. All arguments go to the demo; --help lists them.
set -euo pipefail
"$(dirname "$0")/setup.sh"
source "$(dirname "$0")/lib.sh"

say "dotnet: building the demo (unchanged projects are kept)"
# Not "dotnet build", which adds a summary even where nothing was built.
dotnet msbuild samples/Demo -p:Configuration=Release -v:quiet -nologo
exec dotnet artifacts/dotnet/bin/Demo/release/SessionKeys.Demo.dll "$@"
