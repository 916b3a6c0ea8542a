#!/usr/bin/env bash
# Prepares a fresh clone: system libraries, npm tools, NuGet packages, contracts. Does only what is missing.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

check_tools() {
  command -v git >/dev/null || die "git is missing: install it"
  command -v dotnet >/dev/null || die "the .NET 10 SDK is missing: install it (https://dot.net) and put dotnet on the PATH"
  dotnet --version >/dev/null 2>&1 ||
    die "no .NET SDK that fits global.json (10.0.100 or a later 10.0): found [$(cd / && dotnet --list-sdks | tr '\n' ' ')]"
  command -v node >/dev/null || die "Node 20 is missing: install it (https://nodejs.org) and put node on the PATH"
  local major
  major=$(node -p 'process.versions.node.split(".")[0]')
  ((major >= 20)) || die "Node $(node --version) is too old: Node 20 or later is needed"
  command -v npm >/dev/null || die "npm is missing: it comes with Node 20; install it"
}

# No pipe into 'grep -q' here and below: it ends at the first match, and the writer then fails with a broken pipe.
has_library() {
  [[ $(PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null || true) == *"$1"* ]]
}

can_be_root() { [[ $(id -u) == 0 ]] || command -v sudo >/dev/null; }

as_root() {
  if [[ $(id -u) == 0 ]]; then
    "$@"
  else
    sudo "$@"
  fi
}

install_package() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$1"
}

# first_available PACKAGE...: the first one that apt can install; nothing if none.
first_available() {
  local package
  for package in "$@"; do
    if [[ $(apt-cache policy "$package" 2>/dev/null) =~ Candidate:\ [0-9] ]]; then
      printf '%s\n' "$package"
      return
    fi
  done
}

# install_any PACKAGE...: installs the first one that apt knows; fails if it knows none.
install_any() {
  local package
  package=$(first_available "$@")
  if [[ -z $package ]]; then
    say "apt: updating the package lists"
    as_root apt-get update -q
    package=$(first_available "$@")
  fi
  [[ -n $package ]] || return 1
  say "apt: installing $package"
  # A package list that is older than the mirror names files that are gone.
  install_package "$package" || { as_root apt-get update -q && install_package "$package"; }
}

install_secp256k1() {
  if has_library libsecp256k1.so; then return; fi
  if ! command -v apt-get >/dev/null; then
    say "libsecp256k1 is not installed and there is no apt: going on with the slower fallback of .NET"
    return
  fi
  can_be_root ||
    die "the package libsecp256k1-1 (Debian 12) or libsecp256k1-2 (Debian 13) is missing and this user cannot" \
      "install it: have root run 'apt-get install libsecp256k1-1' (or -2), then start again"
  # Debian 13 names the package after version 2 of the library's interface, Debian 12 after version 1.
  install_any libsecp256k1-2 libsecp256k1-1 ||
    die "apt installed neither libsecp256k1-1 nor libsecp256k1-2: install bitcoin-core's libsecp256k1"
}

# Only a Ledger on USB needs it, so nothing here stops the set-up.
install_hidapi() {
  if has_library libhidapi-hidraw.so || has_library libhidapi-libusb.so || [[ $(uname -s) != Linux ]]; then return; fi
  if ! command -v apt-get >/dev/null || ! can_be_root || ! install_any libhidapi-hidraw0; then
    say "hidapi could not be installed: going on without a Ledger on USB (docs/ledger.md says how to install it)"
  fi
}

install_npm_packages() {
  local want
  want=$(hash_of package.json package-lock.json .npmrc)
  if is_stamped node_modules/.setup-stamp "$want"; then return; fi
  [[ ! -L node_modules ]] ||
    die "node_modules is a link to $(readlink node_modules) and does not fit package.json: run scripts/setup.sh there"
  say "npm: installing the pinned chain tools, compiler and Solidity libraries (about 420 MB)"
  # Not 'npm ci': it refuses a lock file that lacks the optional packages of this platform.
  npm install --no-save --no-progress --loglevel=error
  stamp node_modules/.setup-stamp "$want"
}

restore_nuget_packages() {
  local inputs want
  mapfile -t inputs < <(git ls-files -co --exclude-standard -- '*.csproj' '*.props' '*.sln' global.json)
  want=$(hash_of "${inputs[@]}")
  if is_stamped artifacts/setup/restore "$want"; then return; fi
  say "dotnet: restoring the NuGet packages"
  dotnet restore SessionKeys.sln -v quiet
  stamp artifacts/setup/restore "$want"
}

build_contracts() {
  say "forge: building the contracts (unchanged ones come from the cache)"
  "$(foundry forge)" build --quiet
}

check_tools
install_secp256k1
install_hidapi
install_npm_packages
restore_nuget_packages
build_contracts
say "set-up is complete"
