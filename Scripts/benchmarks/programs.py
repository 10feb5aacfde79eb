"""The programs whose screens are measured, and what each is given to show."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from benchmark import Setting
from emulator import Screen
from measure import Failed
from projects import TRUE, folder
from terminal import Terminal

#: Beside swtox, where they are on PATH.
PEERS = ["less", "tig", "htop", "tmux", "lnav"]
SYSTEM = "[envdef:here]\nkind = system\nmatch = *\n[testenv]\nskip_install = true\nallowlist_externals = *\n"
#: Writes so many bytes a second for so many seconds, in lines.
WRITER = """
import os, sys, time
rate, seconds = float(sys.argv[1]), float(sys.argv[2])
block = b"".join(b"%06d tests/test_models.py::test_%04d PASSED in 0.01s\\n" % (n, n % 9999) for n in range(1200))
begin = time.monotonic()
count = 0
while (now := time.monotonic() - begin) < seconds:
    if count < rate * now:
        count += os.write(1, block)
    else:
        time.sleep(0.005)
"""
#: Lines of 116 bytes that all differ; 2,000 before the end stands the only 'needle'.
LINES = """
import os, sys
total = int(sys.argv[1])
form = "@@@@@@%03d 12:00:00 PASSED tests/test_models.py::test_save_of_a_record_that_is_there_already in 0.01s [ok] aaa b\\n"
block = "".join(form % number for number in range(1000)).encode()
for number in range(max(3, total // len(block))):
    data = block.replace(b"@@@@@@", b"%06d" % number)
    if number == max(3, total // len(block)) - 3:
        data = data.replace(b"PASSED", b"needle", 1)
    while data:
        data = data[os.write(1, data):]
"""


@dataclass
class Program:
    """A program on a terminal, with keys that move its cursor down and up."""

    name: str
    command: list[str]
    folder: Path
    down: bytes = b"j"
    up: bytes = b"k"
    leave: bytes = b"q"
    variables: dict[str, str | None] = field(default_factory=dict)

    def on(self, size: tuple[int, int], **variables: str | None) -> Terminal:
        return Terminal(self.command, size, self.folder, {**self.variables, **variables})

    @property
    def keys(self) -> list[bytes]:
        """A walk down and up again, eight keys of it."""
        return [self.down] * 4 + [self.up] * 4


def dashboard(setting: Setting, place: Path, *words: str, name: str = "swtox") -> Program:
    return Program(name, [setting.tools.swtox, *words, "-c", str(place)], place)


def matrix(setting: Setting, count: int, has_results: bool = True) -> Path:
    """A project of so many environments of three factors, and one run of them all."""
    place = setting.folder / f"screen/matrix-{count}{'' if has_results else '-new'}"
    if place.exists():
        return place
    outer = [5, 20] if count <= 1_000 else [5, 50]
    inner = max(1, count // (outer[0] * outer[1]))
    axes = ["py{39,310,311,312,313}", axis("a", outer[1]), axis("b", inner)]
    place = project(setting, place, f"env_list = {'-'.join(axes)}", f"commands = {TRUE}")
    if has_results:
        run(setting, place)
    return place


def axis(letter: str, count: int) -> str:
    return f"{letter}{{{','.join(str(number) for number in range(1, count + 1))}}}"


def parallel(setting: Setting, name: str, command: str, count: int = 16) -> Path:
    """A project of sixteen environments in one list of two factors."""
    axes = f"py{{311,312}}-{axis('e', count // 2)}"
    return project(setting, setting.folder / "screen" / name, f"env_list = {axes}", f"commands = {command}")


def project(setting: Setting, place: Path, names: str, settings: str) -> Path:
    place = folder(setting, str(place.relative_to(setting.folder)))
    (place / "tox.ini").write_text(f"[tox]\nno_package = true\n{names}\n{SYSTEM}{settings}\n")
    return place


def script(place: Path, name: str, text: str, *words: object) -> str:
    """A command that carries out a Python program of its own."""
    (place.parent / name).write_text(text)
    return " ".join([sys.executable, "-S", str(place.parent / name), *map(str, words)])


def run(setting: Setting, place: Path) -> None:
    """Runs everything without a dashboard."""
    jobs = str(setting.jobs)
    command = [
        setting.tools.swtox, "-c", str(place), "--headless", "--output", "none", "--jobs", jobs, "--no-back-pressure"]
    done = subprocess.run(command, cwd=place, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Failed(f"{' '.join(command)} ended with {done.returncode}: {(done.stdout + done.stderr)[-400:]}")


def peers(setting: Setting, log: Path | None = None, repository: Path | None = None) -> list[Program]:
    """Those that are there, each with something to show: a log for pagers, and a repository for tig."""
    place = setting.folder / "screen"
    found = setting.tools.screens
    programs = []
    if log and (path := found.get("less")):
        programs.append(Program("less", [path, str(log)], place))
    if log and (path := found.get("lnav")):
        programs.append(Program("lnav", [path, str(log)], place))
    if repository and (path := found.get("tig")):
        programs.append(Program("tig", [path], repository))
    if repository and (path := found.get("htop")):
        programs.append(Program("htop", [path], place, b"\x1bOB", b"\x1bOA"))
    if repository and (path := found.get("tmux")):
        # A server of its own, which ends with its only session, and that with its only client.
        words = [path, "-S", str(place / "tmux"), "-f", "/dev/null", "new-session", "cat"]
        words += [";", "set-option", "-g", "destroy-unattached", "on"]
        programs.append(Program("tmux", words, place, b"x", b"y", b"\x04"))
    return programs


def small_log(setting: Setting) -> Path:
    path = setting.folder / "screen/small.log"
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        size = setting.sized(93_000_000, 9_000_000)
        with path.open("wb") as file:
            subprocess.run([sys.executable, "-S", "-c", LINES, str(size)], stdout=file, check=True)
    return path


def repository(setting: Setting) -> Path:
    """300 commits."""
    place = setting.folder / "screen/repository"
    if place.exists():
        return place
    place = folder(setting, "screen/repository")
    lines = []
    for number in range(300):
        words = f"Change number {number} of a file"
        lines.append(
            f"commit refs/heads/main\ncommitter A <a@b.example> {1_700_000_000 + number} +0000\n"
            f"data {len(words)}\n{words}\nM 644 inline file\ndata 4\n{number:03}\n\n")
    for words, text in [("init -q -b main", ""), ("fast-import --quiet", "".join(lines)), ("reset -q --hard", "")]:
        subprocess.run(["git", *words.split()], cwd=place, input=text, text=True, check=True, capture_output=True)
    return place


def selection(screen: Screen) -> object:
    """What the dashboard has selected: pane titles name it."""
    for line in screen.text[1:]:
        if line.startswith("┌─ ") and not line.startswith("┌─ Matrix"):
            return line[3:].split("  ")[0]
    return None


def shows_dashboard(screen: Screen) -> bool:
    return any("Matrix" in line for line in screen.text)


def is_whole(screen: Screen) -> bool:
    """Whether all of the dashboard is there: the matrix above, the keys below."""
    return shows_dashboard(screen) and any("? help" in line or "q quit" in line for line in screen.text[-3:])
