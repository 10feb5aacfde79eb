"""The programs that take part, and what is missing of them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Tools:
    """Where the programs are; those that are missing are None."""

    swtox: str
    bare: str
    tox: str | None
    nox: str | None
    parallel: str | None
    #: Programs on PATH that some benchmarks look for, by name.
    screens: dict[str, str | None] = field(default_factory=dict)
    #: Measures the dashboard from within; None where nobody built it.
    meter: Path | None = None
    #: By name.
    versions: dict[str, str] = field(default_factory=dict)

    @property
    def missing(self) -> list[str]:
        wanted = {"tox": self.tox, "nox": self.nox, "GNU parallel": self.parallel}
        return [name for name, path in {**wanted, **self.screens}.items() if path is None]


def find(swtox: Path, bare: Path, peers: Path, others: list[str]) -> Tools:
    """Looks for the programs and asks each for its version; `others` are looked for on PATH."""

    def peer(name: str) -> str | None:
        path = peers / "bin" / name
        return str(path) if os.access(path, os.X_OK) else None

    tools = Tools(str(swtox), str(bare), peer("tox"), peer("nox"), gnu_parallel())
    tools.screens = {name: shutil.which(name) for name in others}
    known = {"swtox": tools.swtox, "tox": tools.tox, "nox": tools.nox, "GNU parallel": tools.parallel, **tools.screens}
    for name, path in known.items():
        if path:
            tools.versions[name] = version(path)
    return tools


def version(path: str) -> str:
    word = "-V" if Path(path).name == "tmux" else "--version"
    answer = subprocess.run([path, word], capture_output=True, text=True, check=False, cwd="/")
    found = re.search(r"\d+(\.\d+)+|\b\d{8}\b|(?<=less )\d+", answer.stdout + answer.stderr)
    return found[0] if found else "unknown"


def gnu_parallel() -> str | None:
    """Another program of the same name is in moreutils."""
    path = shutil.which("parallel")
    if path is None:
        return None
    answer = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)
    return path if answer.stdout.startswith("GNU parallel") else None
