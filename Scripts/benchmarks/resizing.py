"""A window whose size changes a hundred times in a second, and windows of very odd sizes."""

from __future__ import annotations

import random
import time

import programs
from benchmark import Setting
from emulator import Screen
from figures import Sheet
from meter import start
from programs import Program
from terminal import Terminal

CHANGES = 100
LAST = (31, 97)
ODD = [(1, 1), (1, 200), (200, 1), (2, 2), (5, 20), (4, 19), (12, 60), (200, 500), (1, 1), (24, 80)]
#: What erases everything, with which a picture begins.
ERASURES = (b"\x1b[2J", b"\x1b[H\x1b[J")


def storm(setting: Setting, rivals: list[Program]) -> Sheet:
    own = programs.dashboard(setting, programs.matrix(setting, 1_000))
    everybody = [own, *rivals]
    title = f"{CHANGES} changes of size in a second, from 1x1 to 500x200"
    sheet = Sheet(title, [program.name for program in everybody], notes=[
        "the last picture is compared with that of a dashboard which is started at the same size",
        "pictures are counted by what erases the screen: some programs draw over what is there",
    ])
    for program in everybody:
        with program.on((24, 80)) as terminal:
            start(terminal)
            is_own = program is own
            written, late = blow(terminal)
            sheet.add("whole pictures", "{:.0f}", program.name, float(sum(map(written.count, ERASURES))),
                      "at most 20" if is_own else "", lambda count: count <= 20)
            sheet.add("bytes", "{:,.0f}", program.name, float(len(written)))
            sheet.add("last byte after the last change", "{:.0f} ms", program.name, late)
            if is_own:
                sheet.add("the last picture is exact", "{}", program.name, exactness(terminal, program), "yes")
            for size in ODD:
                terminal.resize(size)
                terminal.collect(0.15)
            end = "yes" if terminal.status is None else f"ended with {terminal.status}"
            sheet.add("lives through odd sizes", "{}", program.name, end, "yes" if is_own else "")
            terminal.type(program.leave)
            terminal.wait(2)
    return sheet


def blow(terminal: Terminal) -> tuple[bytes, float | None]:
    """What is written during the storm and after it, and how many milliseconds after it the last of that."""
    chance = random.Random(20)
    first = len(terminal.chunks)
    begin = time.monotonic()
    for number in range(CHANGES):
        terminal.resize(LAST if number == CHANGES - 1 else (chance.randint(1, 200), chance.randint(1, 500)))
        moment = time.monotonic()
        terminal.collect(begin + (number + 1) / CHANGES - moment)
    terminal.settle(0.5)
    pieces = terminal.chunks[first:]
    late = (pieces[-1][0] - moment) * 1000 if pieces else None
    return b"".join(data for _, data in pieces), late


def exactness(terminal: Terminal, program: Program) -> str:
    """The screen after the last erasure against that of a new program; several sizes may lie before."""
    output = terminal.output
    begin = max(output.rfind(erasure) for erasure in ERASURES)
    screen = Screen(*LAST)
    screen.feed(output[max(0, begin - 40) :])
    with program.on(LAST) as other:
        start(other)
        other.collect(0.3)
        expected = other.screen.text
        other.type(program.leave)
        other.wait(2)
    wrong = sum(one != two for one, two in zip(screen.text, expected))
    return "yes" if wrong == 0 else f"{wrong} lines differ"
