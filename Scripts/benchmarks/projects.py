"""Projects that ask the same of each program."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from benchmark import Setting
from measure import Contender

TRUE = shutil.which("true") or "/bin/true"


def folder(setting: Setting, name: str) -> Path:
    """A new, empty folder."""
    path = setting.folder / name
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    return path


def remover(path: Path):
    """A preparation that removes what runs leave in a folder."""
    return lambda: shutil.rmtree(path, ignore_errors=True)


def swtox(setting: Setting, name: str, text: str, *words: str, count: int = 1, label: str = "swtox") -> Contender:
    """swtox on a configuration, without what a run before has left."""
    place = folder(setting, name)
    (place / "tox.ini").write_text(text)
    # The others start all that they are told to, however hard the machine has to work.
    plain = ["--no-back-pressure"] if "--headless" in words else []
    return Contender(label, [setting.tools.swtox, *words, *plain], place, count, prepare=remover(place / ".swtox"))


def tox(setting: Setting, name: str, text: str, *words: str, count: int = 1) -> list[Contender]:
    """tox on a configuration, with the virtual environments that a run before has left; none without tox."""
    if setting.tools.tox is None:
        return []
    place = folder(setting, name)
    (place / "tox.ini").write_text(text)
    return [Contender("tox", [setting.tools.tox, *words], place, count)]


def nox(setting: Setting, name: str, text: str, *words: str, count: int = 1) -> list[Contender]:
    """nox on a file of sessions; none without nox."""
    if setting.tools.nox is None:
        return []
    place = folder(setting, name)
    (place / "noxfile.py").write_text(text)
    return [Contender("nox", [setting.tools.nox, *words], place, count)]


def parallel(setting: Setting, name: str, *words: str, inputs: int, count: int, label: str = "GNU parallel"):
    """GNU parallel over the numbers from one; none without it."""
    if setting.tools.parallel is None:
        return []
    place = folder(setting, name)
    (place / "numbers").write_text("".join(f"{number}\n" for number in range(1, inputs + 1)))
    command = [setting.tools.parallel, "--will-cite", "-a", "numbers", *words]
    return [Contender(label, command, place, count)]


def system_environments(count: int, commands: str) -> str:
    """A configuration of environments that need nothing to be made; `commands` are lines."""
    names = ", ".join(f"e{number}" for number in range(count))
    lines = "".join(f"\n    {line}" for line in commands.splitlines())
    return (
        f"[tox]\nno_package = true\nenv_list = {names}\n[envdef:here]\nkind = system\nmatch = *\n"
        f"[testenv]\nallowlist_externals = *\ncommands ={lines}\n")


def python_tag() -> str:
    """The name of an environment with the interpreter that runs this."""
    return f"py{sys.version_info.major}{sys.version_info.minor}"
