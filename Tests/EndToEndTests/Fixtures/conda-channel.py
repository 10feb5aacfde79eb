#!/usr/bin/env python3
"""conda-channel.py CHANNEL INTERPRETER...: makes a channel of conda from what a machine has, with nothing fetched.

It holds a package `python` for each interpreter, with the standard library and no more, and packages of one small file
each: `greeter`, which depends on python, and `act-NAME`, whose activations do what activations should not.
Packages are .tar.bz2, and each index is there plain and compressed, so that clients of all ages read them."""

import bz2, hashlib, io, json, os, shutil, subprocess, sys, tarfile, tempfile
from pathlib import Path

LEFT_OUT = {"site-packages", "dist-packages", "__pycache__", "test", "tests", "idlelib", "tkinter", "turtledemo", "ensurepip"}

ACTIVATIONS = {
    "vars": 'export GREETING="hello from $CONDA_PREFIX"\nexport LINES="one\ntwo"\nexport PATH="$CONDA_PREFIX/extra:$PATH"\nPRIVATE=1\n',
    "exit": "exit 3\n",
    "unset": 'echo "${NOBODY_SETS_THIS?is missing}"\n',
    "return": "export BEFORE=1\nreturn 7\n",
    "syntax": "export BEFORE=1\nif true; then\n",
    "strict": "set -e\nexport STRICT=1\n",
    "strict-fails": "set -e\nfalse\nexport NEVER=1\n",
    "output": 'echo "noise on output"\necho "noise on errors" >&2\n',
    "daemon": "sleep 7931 &\nexport SERVICE=started\n",
    "hangs": "sleep 7932\n",
    "zero": "exit 0\n",
}


class Channel:
    def __init__(self, root):
        self.root = Path(root)
        self.index = {"noarch": {}, "linux-64": {}}

    def add(self, name, version, subdir, files, depends=(), placeholder=None):
        """`files`: {path in the environment: bytes, or a Path of a file, or ("link", target)}."""
        file_name = f"{name}-{version}-0.tar.bz2"
        index = {"name": name, "version": version, "build": "0", "build_number": 0, "depends": list(depends),
                 "subdir": subdir, "arch": None, "platform": None}
        index.update({"noarch": "generic"} if subdir == "noarch" else {"arch": "x86_64", "platform": "linux"})
        path = self.root / subdir / file_name
        path.parent.mkdir(parents=True, exist_ok=True)
        prefixes, entries = [], []
        with tarfile.open(path, "w:bz2", compresslevel=1) as archive:
            def put(member, content):
                item = tarfile.TarInfo(member)
                item.size = len(content)
                item.mode = 0o755 if member.startswith(("bin/", "extra/")) else 0o644
                archive.addfile(item, io.BytesIO(content))
            members = {}
            for member, content in sorted(files.items()):
                entry = {"_path": member, "path_type": "hardlink"}
                if isinstance(content, tuple):
                    entry["path_type"] = "softlink"
                    data = content[1].encode()
                else:
                    data = content.read_bytes() if isinstance(content, Path) else content
                    if placeholder and placeholder.encode() in data and b"\0" not in data:
                        entry.update(file_mode="text", prefix_placeholder=placeholder)
                        prefixes.append(f"{placeholder} text {member}\n")
                entry.update(sha256=hashlib.sha256(data).hexdigest(), size_in_bytes=len(data))
                entries.append(entry)
                members[member] = data
            put("info/index.json", json.dumps(index).encode())
            put("info/files", "".join(f"{member}\n" for member in members).encode())
            put("info/paths.json", json.dumps({"paths": entries, "paths_version": 1}).encode())
            put("info/about.json", b"{}")
            if prefixes:
                put("info/has_prefix", "".join(prefixes).encode())
            for member, data in members.items():
                if isinstance(files[member], tuple):
                    item = tarfile.TarInfo(member)
                    item.type, item.linkname = tarfile.SYMTYPE, files[member][1]
                    archive.addfile(item)
                else:
                    put(member, data)
        content = path.read_bytes()
        self.index[subdir][file_name] = {
            **index, "md5": hashlib.md5(content).hexdigest(), "sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}

    def close(self):
        for subdir, packages in self.index.items():
            (self.root / subdir).mkdir(parents=True, exist_ok=True)
            text = json.dumps({"info": {"subdir": subdir}, "packages": packages, "packages.conda": {}, "repodata_version": 1})
            (self.root / subdir / "repodata.json").write_text(text)
            (self.root / subdir / "repodata.json.bz2").write_bytes(bz2.compress(text.encode()))


def add_python(channel, interpreter):
    question = "import json,sys,sysconfig as s; print(json.dumps([s.get_config_var('VERSION'), '%d.%d.%d' % sys.version_info[:3], sys.base_prefix, s.get_path('stdlib')]))"
    short, version, prefix, library = json.loads(subprocess.check_output([interpreter, "-I", "-c", question]))
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        (root / "bin").mkdir()
        program = root / f"bin/python{short}"
        shutil.copy2(Path(prefix, "bin", f"python{short}").resolve(), program)
        shared = list(Path(prefix, "lib").glob(f"libpython{short}*.so.1.0"))
        (root / "lib").mkdir()
        for path in shared:
            shutil.copy2(path, root / "lib")
        home = root / f"lib/python{short}"
        shutil.copytree(library, home, ignore=lambda _, names: [n for n in names if n in LEFT_OUT or n.startswith("config-")],
                        ignore_dangling_symlinks=True)
        (home / "site-packages").mkdir()
        (home / "site-packages/README.txt").write_text("packages\n")
        if prefix == "/usr":  # Debian's Python looks for packages in other places
            (home / "sitecustomize.py").unlink(missing_ok=True)
            (home / "sitecustomize.py").write_text("import site, sys\nsite.addsitedir(f'{sys.prefix}/lib/python%d.%d/site-packages' % sys.version_info[:2])\n")
        subprocess.run(["strip", "--strip-unneeded", str(program), *map(str, (root / "lib").glob("*.so.1.0"))], check=False)
        if shared:
            subprocess.run(["patchelf", "--set-rpath", "$ORIGIN/../lib", str(program)], check=True)
        files = {str(path.relative_to(root)): path for path in root.rglob("*") if path.is_file()}
        files.update({f"bin/{name}": ("link", f"python{short}") for name in ("python", "python3")})
        channel.add("python", version, "linux-64", files, placeholder=None if prefix == "/usr" else prefix)


def main():
    channel = Channel(sys.argv[1])
    for interpreter in sys.argv[2:]:
        add_python(channel, interpreter)
    for name, script in ACTIVATIONS.items():
        files = {f"etc/conda/activate.d/act-{name}.sh": script.encode()}
        if name == "vars":
            files["etc/conda/deactivate.d/act-vars.sh"] = b'echo "goodbye from $CONDA_PREFIX"\n'
            files["etc/conda/env_vars.d/act-vars.json"] = json.dumps({"FROM_JSON": "it's \"there\""}).encode()
            files["extra/greet"] = b"#!/bin/sh\necho greet\n"
        channel.add(f"act-{name}", "1.0", "noarch", files)
    channel.add("greeter", "2.0", "noarch", {"share/greeter.txt": b"greeter 2.0\n"}, depends=["python"])
    channel.close()


main()
