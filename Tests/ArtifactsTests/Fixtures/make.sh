#!/bin/sh
# Makes the artefacts of this folder again with the real tools, each a few KB.
#
# Needs python3 (3.8 or later, with headers and a C compiler), dpkg-deb, rpmbuild, npm, gzip, bzip2, xz and zstd; the
# rest (build, setuptools, wheel, conda-package-handling) comes from PyPI into a folder that is removed at the end.
set -eu
fixtures=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export SOURCE_DATE_EPOCH=1700000000
umask 022

python3 -m venv "$work/venv"
PATH="$work/venv/bin:$PATH"
pip --quiet install --upgrade build setuptools wheel conda-package-handling conda-package-streaming

# Python: a pure project with a requirement and an extra, as wheel and as both kinds of sdist.
mkdir -p "$work/demo/src/demo_package"
cd "$work/demo"
echo 'VALUE = 1' > src/demo_package/__init__.py
echo 'A demonstration.' > README.md
cat > pyproject.toml <<'EOF'
[build-system]
requires = ["setuptools", "wheel"]
build-backend = "setuptools.build_meta"
[project]
name = "Demo.Package"
version = "1.2.3"
description = "A demonstration"
readme = "README.md"
requires-python = ">=3.9, <4"
dependencies = ["attrs>=23", "tomli; python_version < '3.11'"]
[project.optional-dependencies]
test = ["pytest>=8"]
EOF
python -m build --no-isolation --wheel --outdir "$fixtures" . > /dev/null
python -m build --no-isolation --sdist --outdir "$fixtures" . > /dev/null
python -c 'from setuptools import setup; setup()' --quiet sdist --formats=zip --dist-dir "$fixtures"

# Python: a module in C, for this interpreter and for the stable interface.
mkdir -p "$work/spam"
cd "$work/spam"
cat > spam.c <<'EOF'
#include <Python.h>
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "spam", NULL, -1, NULL};
PyMODINIT_FUNC PyInit_spam(void) { return PyModule_Create(&module); }
EOF
cat > pyproject.toml <<'EOF'
[build-system]
requires = ["setuptools", "wheel"]
build-backend = "setuptools.build_meta"
EOF
cat > setup.py <<'EOF'
from setuptools import Extension, setup
flags = dict(extra_compile_args=["-g0", "-Os"], extra_link_args=["-s"])
setup(name="spam", version="0.1", ext_modules=[Extension("spam", ["spam.c"], **flags)])
EOF
pip --quiet wheel --no-build-isolation --no-deps --wheel-dir "$fixtures" .
cat > setup.cfg <<'EOF'
[bdist_wheel]
py_limited_api = cp38
build_number = 2
EOF
sed -i 's/\*\*flags/py_limited_api=True, define_macros=[("Py_LIMITED_API", "0x03080000")], **flags/' setup.py
rm -rf build
pip --quiet wheel --no-build-isolation --no-deps --wheel-dir "$fixtures" .

# conda: a package without a platform and one for a platform, in both formats.
conda_package() {
  mkdir -p "$work/$1/info" "$work/$1/site-packages/demo"
  cd "$work/$1"
  echo "$2" > info/index.json
  printf 'site-packages/demo/__init__.py\n' > info/files
  echo '{"files": [], "paths_version": 1}' > info/paths.json
  echo 'VALUE = 1' > site-packages/demo/__init__.py
  find . -exec touch --date="@$SOURCE_DATE_EPOCH" {} +
  cph create "$work/$1" "$1.$3" --out-folder "$fixtures" > /dev/null
}
conda_package demo-1.2.3-py_0 '{
  "arch": null, "build": "py_0", "build_number": 0, "depends": ["python >=3.9,<4", "attrs"], "license": "MIT",
  "name": "demo", "noarch": "python", "platform": null, "subdir": "noarch", "timestamp": 1700000000000,
  "version": "1.2.3"
}' conda
conda_package spam-0.1-py311h1234567_3 '{
  "arch": "x86_64", "build": "py311h1234567_3", "build_number": 3,
  "depends": ["libgcc >=13", "python >=3.11,<3.12.0a0", "python_abi 3.11.* *_cp311"],
  "name": "spam", "platform": "linux", "subdir": "linux-64", "version": "0.1"
}' tar.bz2

# Debian: the control archive compressed in each way that is in use.
deb_package() {
  mkdir -p "$work/deb-$1/DEBIAN" "$work/deb-$1/usr/share/demo"
  echo 'value' > "$work/deb-$1/usr/share/demo/value"
  cat > "$work/deb-$1/DEBIAN/control" <<EOF
Package: demo-$1
Version: 1:1.2.3-4
Architecture: $2
Maintainer: Somebody <somebody@example.org>
Pre-Depends: dpkg (>= 1.17)
Depends: python3:any (>= 3.9~), libc6 (>= 2.36) | libc6-compat,
 python3-attr
Description: a demonstration
 In more words.
 .
 In a second paragraph.
EOF
  dpkg-deb --root-owner-group -Z"$1" --uniform-compression --build "$work/deb-$1" "$fixtures" > /dev/null
}
deb_package gzip all
deb_package xz amd64
deb_package zstd arm64

# RPM: a package, and what the query says of it. Its text is RPMQuery.format.
mkdir -p "$work/rpm"
cat > "$work/rpm/demo.spec" <<'EOF'
Name: demo
Epoch: 2
Version: 1.2.3
Release: 4
Summary: A demonstration
License: MIT
BuildArch: noarch
Requires: python3 >= 3.9, bash
Requires(post): coreutils
%description
A demonstration.
%install
mkdir -p %{buildroot}/usr/share/demo
echo value > %{buildroot}/usr/share/demo/value
%files
/usr/share/demo
EOF
rpmbuild --quiet --define "_topdir $work/rpm" --define "_buildhost localhost" -bb "$work/rpm/demo.spec"
cp "$work"/rpm/RPMS/noarch/demo-1.2.3-4.noarch.rpm "$fixtures"
rpm -qp --queryformat "$(cat "$fixtures/rpm-query-format.txt")" "$fixtures/demo-1.2.3-4.noarch.rpm" \
  > "$fixtures/rpm-query-output.txt"

# npm
mkdir -p "$work/npm"
cd "$work/npm"
cat > package.json <<'EOF'
{
  "name": "@scope/demo",
  "version": "1.2.3",
  "engines": {"node": "^18.17.0 || >=20.5.0", "npm": ">=9"},
  "os": ["linux", "!win32"],
  "cpu": ["x64", "arm64"],
  "main": "index.js"
}
EOF
echo 'module.exports = 1' > index.js
npm pack --silent --pack-destination "$fixtures" > /dev/null

# tar: names longer than a header has room for, in the two ways there are.
python - "$fixtures" <<'EOF'
import io, sys, tarfile
for label, form in (("pax", tarfile.PAX_FORMAT), ("gnu", tarfile.GNU_FORMAT)):
    with tarfile.open(f"{sys.argv[1]}/long-names-{label}.tar.gz", "w:gz", format=form) as archive:
        for name in ("short", "folder-" + "n" * 150 + "/file", "last"):
            content = name.encode()
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
EOF

# Streams: a MiB of zeros, which is little when compressed.
head --bytes=1M /dev/zero > "$work/zeros"
gzip -9 --no-name --stdout "$work/zeros" > "$fixtures/zeros.gz"
bzip2 -9 --stdout "$work/zeros" > "$fixtures/zeros.bz2"
xz -9 --stdout "$work/zeros" > "$fixtures/zeros.xz"
zstd -19 --quiet --stdout "$work/zeros" > "$fixtures/zeros.zst"
