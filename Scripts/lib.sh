# shellcheck shell=bash
# Functions shared by Scripts/run and Scripts/test; sourced, never started.
# Order of use: require_toolchain, need ..., install_missing, verify_toolchain, probe_linking.

set -euo pipefail
user_locale=${LC_ALL:-}
export LC_ALL=C.UTF-8

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=$root/.build
missing=()         # Debian packages to install
missing_things=()  # the same needs in words, for systems without apt

say() { printf '%s\n' "swtox: $*" >&2; }
die() {
  printf '%s\n' "swtox: error: $1" >&2
  shift
  local line
  for line in "$@"; do printf '%s\n' "  $line" >&2; done
  exit 1
}

is_debian() { command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; }

# Fills the set of packages that dpkg holds as installed, with the names they provide.
declare -A installed=()
read_installed_packages() {
  installed=()
  if ! is_debian; then return 0; fi
  local name
  while IFS= read -r name; do installed[$name]=yes; done < <(
    # shellcheck disable=SC2016 # the braces are dpkg-query's
    dpkg-query -W -f '${db:Status-Status}\t${Package},${Provides}\n' |
      sed -n 's/^installed\t//p' | tr ',' '\n' | sed 's/^ *//; s/ *(.*//; /^$/d'
  )
}

has_package() { [ -n "${installed[$1]:-}" ]; }
has_command() { command -v "$1" >/dev/null 2>&1; }
has_venv() { python3 -c 'import ensurepip, venv' >/dev/null 2>&1; }

# need DEBIAN_PACKAGE WORDS PROBE [ARGUMENT...]: notes the package as missing when the probe fails.
need() {
  local package=$1 words=$2
  shift 2
  if ! "$@"; then
    missing+=("$package")
    missing_things+=("$words ($package on Debian)")
  fi
}

# need_package DEBIAN_PACKAGE: for libraries and headers; elsewhere than on Debian, probe_linking finds them or not.
need_package() {
  if is_debian; then need "$1" "$1" has_package "$1"; fi
}

# The C++ library's headers carry the compiler's version in their package's name.
cxx_package() {
  local version package
  for package in "${!installed[@]}"; do
    if [[ $package =~ ^libstdc\+\+-[0-9]+-dev$ ]]; then echo "$package" && return; fi
  done
  version=$(apt-cache depends g++ 2>/dev/null | sed -n 's/.*Depends: g++-\([0-9][0-9]*\).*/\1/p' | head -n 1)
  if [ -n "$version" ]; then echo "libstdc++-$version-dev"; else echo g++; fi
}

# Newer Debian and Ubuntu releases keep the gold linker, which the Swift toolchain calls, in a package of its own.
gold_package() {
  if [ -n "$(apt-cache madison binutils-gold 2>/dev/null)" ]; then echo binutils-gold; else echo binutils; fi
}

# The shared libraries that the toolchain's own programs lack, by the package that has each.
need_toolchain_libraries() {
  local programs=() name library absent
  for name in swift swift-build swift-package swift-test swift-frontend swift-format clang lld; do
    if [ -x "$toolchain/$name" ]; then programs+=("$toolchain/$name"); fi
  done
  # ldd's exit code says no more than that one of them is no dynamic program.
  absent=$({ ldd "${programs[@]}" 2>/dev/null || true; } |
    sed -n 's/^[[:space:]]*\([^ ]*\) => not found.*/\1/p' | sort -u)
  for library in $absent; do
    case $library in
      libncurses.so.6) need libncurses6 "$library" false ;;
      libsqlite3.so.0) need libsqlite3-0 "$library" false ;;
      libcurl.so.4) need libcurl4 "$library" false ;;
      libxml2.so.2) need libxml2 "$library" false ;;
      libedit.so.2) need libedit2 "$library" false ;;
      libz3.so.4) need libz3-4 "$library" false ;;
      libz.so.1) need zlib1g "$library" false ;;
      libstdc++.so.6) need libstdc++6 "$library" false ;;
      *) say "the Swift toolchain wants $library, which no package known here has" ;;
    esac
  done
}

# What both scripts need: to start the toolchain, to link statically against ncursesw, and to drive Python projects.
need_build() {
  read_installed_packages
  if is_debian; then
    need_package libc6-dev
    need_package libncurses-dev
    need_package libsqlite3-dev
    need_package ca-certificates
    local cxx
    cxx=$(cxx_package)
    need_package "$cxx"
    if ! has_command ld.gold; then need "$(gold_package)" "the gold linker" has_command ld.gold; fi
  fi
  need_toolchain_libraries
  need git git has_command git
  need python3 "Python 3" has_command python3
  if ! has_venv; then need python3-venv "Python's venv module" has_venv; fi
}

# as_root COMMAND...: as it is when root, through sudo when that asks nothing.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@" </dev/null; else sudo -n "$@" </dev/null; fi
}

can_be_root() { [ "$(id -u)" = 0 ] || sudo -n true >/dev/null 2>&1; }

# Installs what need noted, and nothing when it noted nothing. Stops with one command to type where it may not.
install_missing() {
  if [ ${#missing[@]} = 0 ]; then return 0; fi
  if ! is_debian; then
    die "this system lacks what swtox is built with; install these and start again:" "${missing_things[@]}"
  fi
  if ! can_be_root; then
    die "system packages are missing; install them with this command and start again:" \
      "sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing[*]}"
  fi
  local log
  log=$(mktemp)
  say "reading the lists of packages"
  apt_get update >"$log" 2>&1 || say "apt-get update reported errors; trying with the lists that are there"
  refresh_names
  say "installing ${missing[*]}"
  if ! apt_get install -y --no-install-recommends "${missing[@]}" >>"$log" 2>&1; then
    tail -n 15 "$log" >&2
    rm -f "$log"
    die "apt-get could not install: ${missing[*]}"
  fi
  rm -f "$log"
  hash -r
}

apt_get() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=600 "$@"
}

# Before the first apt-get update the lists may be empty, and names taken from them were guesses.
refresh_names() {
  local index
  for index in "${!missing[@]}"; do
    case ${missing[index]} in
      g++) missing[index]=$(cxx_package) ;;
      binutils) missing[index]=$(gold_package) ;;
    esac
  done
}

toolchain_help=(
  "swtox is built with Swift 6.2 or newer."
  "Get it from https://www.swift.org/install/linux/ and put its usr/bin folder on PATH."
)

# Finds the toolchain without starting it: its programs may lack libraries that are still to be installed.
require_toolchain() {
  local swiftly=${SWIFTLY_BIN_DIR:-$HOME/.local/share/swiftly/bin}
  if ! has_command swift && [ -x "$swiftly/swift" ]; then PATH=$swiftly:$PATH; fi
  if ! has_command swift; then die "no Swift toolchain on PATH" "${toolchain_help[@]}"; fi
  local program
  program=$(readlink -f "$(command -v swift)")
  toolchain=$(dirname "$program")
  # swiftly puts itself in the place of the programs it chooses from.
  if [ "$(basename "$program")" = swiftly ]; then toolchain=$(swiftly use --print-location)/usr/bin; fi
}

verify_toolchain() {
  local text version major minor
  text=$(swift --version 2>&1) || die "'swift --version' fails: $text" "${toolchain_help[@]}"
  version=$(sed -n 's/.*Swift version \([0-9][0-9]*\.[0-9][0-9]*\).*/\1/p' <<<"$text" | head -n 1)
  major=${version%%.*} minor=${version##*.}
  if [ -z "$version" ] || [ "$major" -lt 6 ] || { [ "$major" = 6 ] && [ "$minor" -lt 2 ]; }; then
    die "Swift ${version:-of an unknown version} is too old" "${toolchain_help[@]}"
  fi
}

# Compiles, links and starts a program like swtox: static Swift library, shared ncursesw. Once for each toolchain.
probe_linking() {
  local stamp=$build/tools/linking-probed scratch signature
  signature="$toolchain $(swift --version 2>/dev/null | head -n 1) $(uname -m)"
  if [ "$(cat "$stamp" 2>/dev/null)" = "$signature" ]; then return 0; fi
  scratch=$(mktemp -d)
  mkdir "$scratch/CProbe"
  cat >"$scratch/CProbe/probe.h" <<'HEADER'
#define _XOPEN_SOURCE 700
#define NCURSES_WIDECHAR 1
#include <ncursesw/curses.h>
HEADER
  echo 'module CProbe { header "probe.h" export * }' >"$scratch/CProbe/module.modulemap"
  printf '%s\n' 'import CProbe' 'import FoundationEssentials' 'import Glibc' 'if curses_version() == nil { exit(1) }' \
    >"$scratch/probe.swift"
  if ! { swiftc -static-stdlib -I "$scratch/CProbe" -module-cache-path "$scratch/cache" "$scratch/probe.swift" \
    -o "$scratch/probe" -lncursesw -ltinfo && "$scratch/probe"; } >"$scratch/log" 2>&1; then
    tail -n 15 "$scratch/log" >&2
    rm -rf "$scratch"
    die "a Swift program that uses ncursesw does not build here; it needs" \
      "the headers and libraries of ncursesw and tinfo (Debian: libncurses-dev, Fedora: ncurses-devel)," \
      "a C library and a C++ library to link with (Debian: libc6-dev, libstdc++-N-dev; Fedora: gcc-c++)," \
      "and the gold linker (Debian: binutils; Fedora: binutils-gold)"
  fi
  rm -rf "$scratch"
  mkdir -p "$build/tools"
  echo "$signature" >"$stamp"
}
