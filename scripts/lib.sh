# Shared by the scripts beside it: source it, do not run it. Leaves the working directory at the repository root.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# The command-line tools need no ICU; a fresh machine has none.
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=${DOTNET_SYSTEM_GLOBALIZATION_INVARIANT:-1}
# No build server outlives a script: it would keep the script's output open.
export MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false

say() { printf '==> %s\n' "$*"; }

die() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# foundry forge|anvil|cast: path of the native program. The npm wrappers of that name always exit 0, so they are not used.
foundry() {
  local system machine path
  case $(uname -s) in
    Linux) system=linux ;;
    Darwin) system=darwin ;;
    *) die "no $1 for $(uname -s): the chain tools exist for Linux and macOS; use one of them (or WSL)" ;;
  esac
  case $(uname -m) in
    x86_64 | amd64) machine=amd64 ;;
    aarch64 | arm64) machine=arm64 ;;
    *) die "no $1 for $(uname -m): the chain tools exist for amd64 and arm64" ;;
  esac
  path=$root/node_modules/@foundry-rs/$1-$system-$machine/bin/$1
  [[ -x $path ]] || die "$1 is not installed at $path: run scripts/setup.sh"
  printf '%s\n' "$path"
}

# hash_of FILE...: one hash over the contents.
hash_of() { cat -- "$@" | git hash-object --stdin; }

# is_stamped FILE HASH / stamp FILE HASH: remembers what a finished step was done for.
is_stamped() { [[ -f $1 && $(cat "$1") == "$2" ]]; }

stamp() {
  mkdir -p "$(dirname "$1")"
  printf '%s\n' "$2" >"$1"
}
