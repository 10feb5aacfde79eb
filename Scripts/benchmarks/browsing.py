"""A log of a gigabyte: to open it, to go to its ends, to search it, and what that takes in memory."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import processes
import programs
from benchmark import Setting
from emulator import Screen
from figures import Sheet, scaled
from meter import start
from programs import Program
from terminal import SIZES, Terminal

LIMIT = 60
KEYS = {"less": (b"g", b"G"), "lnav": (b"g", b"G"), "swtox": (b"g", b"G")}


def log(setting: Setting) -> Sheet:
    """The dashboard on the log of an environment, pagers on the same file."""
    total = setting.sized(1_000_000_000, 100_000_000)
    place = setting.folder / "screen/log"
    command = programs.script(place, "lines.py", programs.LINES, total)
    commands = f"commands =\n    py311-a1: {command}\n    py311-a2: true"
    place = programs.project(setting, place, "env_list = py311-a1, py311-a2", commands)
    programs.run(setting, place)
    (path,) = (place / ".swtox/runs/1").glob("py311-a1.commands.log")
    last, first = ends(path)
    own = programs.dashboard(setting, place)
    rivals = [program for program in programs.peers(setting, path) if program.name in KEYS]
    sheet = Sheet(
        f"a log of {path.stat().st_size / 1e6:,.0f} MB, {count_lines(path):,} lines, at 80x24",
        [own.name, *(rival.name for rival in rivals)], notes=[
            "'needle' stands in one line, 2,000 before the end, and is sought from the first line on",
            "memory of swtox above that of the same dashboard on a log of one line; peaks of a process",
        ])
    base = base_memory(own)
    for program in [own, *rivals]:
        with program.on(SIZES[0]) as terminal:
            measure(sheet, terminal, program, first, last, path.stat().st_size, base if program is own else 0)
            terminal.type(b"\x1b" + program.leave * 2)
            terminal.wait(3)
    path.unlink()
    return sheet


def ends(path: Path) -> tuple[str, str]:
    """What tells the last line and the first."""
    with path.open("rb") as file:
        first = file.readline()[:20].decode()
        file.seek(-4096, 2)
        return file.read().splitlines()[-1][:20].decode(), first


def count_lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))


def base_memory(own: Program) -> float:
    """Of the dashboard when the other environment is selected, in bytes."""
    with own.on(SIZES[0]) as terminal:
        start(terminal)
        terminal.type(b"l")
        terminal.collect(1)
        return processes.resident_bytes(terminal.pid)


def has(text: str) -> Callable[[Screen], bool]:
    return lambda screen: any(text in line for line in screen.text)


def measure(
    sheet: Sheet, terminal: Terminal, program: Program, first: str, last: str, size: int, base: float
) -> None:
    name, is_own = program.name, program.name == "swtox"
    shown = terminal.until(lambda screen: has(first)(screen) or has(last)(screen), LIMIT)
    tell(sheet, "first lines, from the start of the program", name, shown, terminal.began, None)
    if is_own:
        # The log of what is selected is followed at once.
        seen = terminal.until(has(last), LIMIT)
        tell(sheet, "its end, from the start of the program", name, seen, terminal.began, None)
        terminal.collect(1)
        # One of two environments, beside or below it; its log is empty.
        terminal.type(b"lj")
        terminal.collect(0.5)
        jump(sheet, terminal, "its end, from the key that selects it", name, b"hk", has(last), 20)
        terminal.collect(1)
        jump(sheet, terminal, "the end on the whole screen, from Enter", name, b"\r", has(last), 20)
    else:
        jump(sheet, terminal, "the first jump to the end", name, b"G", has(last), None)
    terminal.collect(1)
    went = has(first)
    jump(sheet, terminal, "to the start (g)", name, b"g", went, 5)
    terminal.collect(0.5)
    jump(sheet, terminal, "to the end (G)", name, b"G", has(last), 5)
    terminal.collect(0.5)
    resident = processes.resident_bytes(terminal.pid)
    sheet.at_most("memory", "{:.1f} MB", name, resident / 1e6, 64)
    if is_own:
        above = (resident - base) / 1e6
        sheet.at_most("memory above base", "{:.1f} MB", name, above, 16)
    moment = terminal.type(b"g")
    terminal.until(went, LIMIT, moment)
    terminal.collect(0.5)
    search(sheet, terminal, name, size)
    sheet.add("peak of memory", "{:.1f} MB", name, processes.peak_bytes(terminal.pid) / 1e6)


def search(sheet: Sheet, terminal: Terminal, name: str, size: int) -> None:
    """For what is near and for what is far away; keys are typed while the latter is looked for."""
    is_own = name == "swtox"

    def marked(word: str) -> Callable[[Screen], bool]:
        """Whether a word is there in another look than what stands before it."""
        def holds(screen: Screen) -> bool:
            for row, line in enumerate(screen.text[:-1]):
                column = line.find(word)
                if column > 0 and "/" not in line[:column][-2:] and line[0] != "/":
                    looks = screen.looks(row, column - 1, 2)
                    if looks[0] != looks[1]:
                        return True
            return False
        return holds

    terminal.type(b"/test_save")
    terminal.collect(0.4)
    jump(sheet, terminal, "first hit nearby marked, from Enter", name, b"\r", marked("test_save"), 100)
    terminal.collect(0.2)
    terminal.type(b"\x1bg" if name == "lnav" else b"g")
    terminal.collect(3 if is_own else 0.5)
    terminal.type(b"/needle")
    terminal.collect(0.4)
    moment = terminal.type(b"\r")
    delays = key_delays(terminal) if is_own else []
    seen = terminal.until(marked("needle"), LIMIT, moment)
    tell(sheet, "the only hit, near the end, marked", name, seen, moment, None)
    rate = None if seen is None else size / (seen - moment) / 1e6
    goal = "at least 400 MB/s" if is_own else ""
    sheet.add("searched a second", "{:,.0f} MB/s", name, rate, goal, lambda n: n >= 400)
    if is_own:
        longest = max(delays, default=None)
        sheet.at_most("longest answer to a key while it searches", "{:.1f} ms", name, scaled(longest, 1000), 20)


def key_delays(terminal: Terminal, count: int = 8) -> list[float]:
    """Of arrow keys that scroll the log while a search goes on; afterwards it stands where it stood."""
    delays = []
    for number in range(count):
        terminal.settle(0.02, 0.2)
        moment = terminal.type(b"\x1b[C" if number % 2 == 0 else b"\x1b[D")
        if terminal.read(1):
            delays.append(terminal.chunks[-1][0] - moment)
    return delays


def jump(sheet: Sheet, terminal: Terminal, words: str, name: str, key: bytes, holds, limit: float | None) -> None:
    moment = terminal.type(key)
    tell(sheet, words, name, terminal.until(holds, LIMIT, moment), moment, limit)


def tell(sheet: Sheet, words: str, name: str, seen: float | None, since: float, limit: float | None) -> None:
    value = f"not in {LIMIT} s" if seen is None else (seen - since) * 1000
    if limit is None:
        sheet.add(words, "{:,.1f} ms", name, value)
    else:
        goal = f"at most {limit:.0f} ms" if name == sheet.programs[0] else ""
        sheet.add(words, "{:,.1f} ms", name, value, goal, lambda number: isinstance(number, float) and number <= limit)
