"""How soon programs paint, how much they write for it, and in how many pieces."""

from __future__ import annotations

import os
import time
from pathlib import Path

import processes
import programs
from benchmark import Setting
from figures import Sheet, median
from meter import Calls, frames, start
from programs import Program
from terminal import SIZES, Terminal, named

#: Keys that paint everything again.
REPAINT = {"tmux": b"\x02r"}


def starts(setting: Setting, size: tuple[int, int], rivals: list[Program]) -> Sheet:
    """From the start of the program to the first byte, the whole picture, and silence; all take turns."""
    sizes = [1_000] if setting.is_quick else [1_000, 10_000]
    columns = ["swtox", *(rival.name for rival in rivals)]
    sheet = Sheet(f"start at {named(size)}: medians", columns, notes=[
        "swtox shows environments with their last results; 'painted' is a picture with all panes, 'settled' the last byte "
        "before 120 ms of silence",
    ])
    own = [(f"{count:,} environments: ", programs.dashboard(setting, programs.matrix(setting, count))) for count in sizes]
    new = programs.dashboard(setting, programs.matrix(setting, sizes[-1], has_results=False))
    own.append((f"{sizes[-1]:,} that never ran: ", new))
    found: dict[tuple[str, str], list[list[float]]] = {}
    for _ in range(setting.sized(7, 3)):
        for prefix, program in [*own, *(("1,000 environments: ", rival) for rival in rivals)]:
            with program.on(size) as terminal:
                if figures := start_figures(terminal, program.name == "swtox"):
                    found.setdefault((prefix, program.name), []).append(figures)
                else:
                    sheet.problems[program.name] = f"nothing was painted; it ended with {terminal.status}"
                terminal.type(program.leave)
                terminal.wait(2)
    limits = {"1,000 environments: ": 50, "10,000 environments: ": 100, "10,000 that never ran: ": 100}
    words = ["first byte", "painted", "settled", "bytes", "processor time", "memory", "peak of memory", "threads"]
    forms = ["{:,.1f} ms", "{:,.1f} ms", "{:,.1f} ms", "{:,.0f}", "{:.1f} ms", "{:.1f} MB", "{:.1f} MB", "{:.0f}"]
    for (prefix, name), samples in found.items():
        for index, (word, form) in enumerate(zip(words, forms)):
            values = [sample[index] for sample in samples if sample[index] >= 0]
            sheet.add(prefix + word, form, name, median(values))
        if name == "swtox" and prefix in limits:
            limit = limits[prefix]
            sheet.add(prefix + "painted", "", name, median([sample[1] for sample in samples]), f"at most {limit} ms",
                      lambda value, limit=limit: value <= limit)
    return sheet


def start_figures(terminal: Terminal, is_dashboard: bool) -> list[float] | None:
    """First byte, picture and silence in milliseconds, bytes, processor time, megabytes now and at most, threads.

    What is not known is -1.
    """
    painted = terminal.until(programs.is_whole, 15) if is_dashboard else None
    found = start(terminal) if not terminal.chunks else None
    if is_dashboard and painted is None or not is_dashboard and found is None:
        return None
    if found is None:
        terminal.settle()
    first, last = terminal.chunks[0][0] - terminal.began, terminal.chunks[-1][0] - terminal.began
    picture = -1 if painted is None else (painted - terminal.began) * 1000
    return [
        first * 1000, picture, last * 1000, float(len(terminal.output)),
        processes.usage(terminal.pid).processor_seconds * 1000, processes.resident_bytes(terminal.pid) / 1e6,
        processes.peak_bytes(terminal.pid) / 1e6, float(processes.thread_count(terminal.pid)),
    ]


def repaints(setting: Setting, rivals: list[Program]) -> Sheet:
    """What one whole picture of 200x60 and one move of the cursor take in bytes and in calls."""
    own = programs.dashboard(setting, programs.matrix(setting, 1_000))
    everybody = [own, *rivals]
    sheet = Sheet("one picture of 200x60", [program.name for program in everybody], notes=[
        "write() calls are counted by strace" if Calls.is_available else
        "there is no strace: what counts as write() calls are the pieces in which the terminal gave the bytes",
        "a picture is what Ctrl-L brings; a server writes for tmux, whose calls are not counted",
    ])
    for program in everybody:
        with program.on(SIZES[1]) as terminal:
            if start(terminal) is None:
                sheet.problems[program.name] = "nothing was painted"
                continue
            key = REPAINT.get(program.name, b"\x0c")
            sizes = []
            for _ in range(5):
                terminal.type(key)
                sizes.append(float(len(terminal.settle(0.15))))
            is_own = program is own
            sheet.at_most("bytes", "{:,.0f}", program.name, median(sizes), 75_000)
            for words, typed in [("a picture", key), ("a move of the cursor", program.down)]:
                calls, count = counted(setting, terminal, typed)
                if calls is None:
                    continue
                sheet.add(f"write() calls for {words}", "{:.1f}", program.name, len(calls) / count,
                          "1" if is_own else "", lambda n: n == 1)
                cut = sum(taken < given for given, taken in calls) / count
                sheet.add(f"  cut short by the terminal, for {words}", "{:.1f}", program.name, cut)
            terminal.type(program.leave)
            terminal.wait(2)
    return sheet


def counted(
    setting: Setting, terminal: Terminal, key: bytes, times: int = 5
) -> tuple[list[tuple[int, int]] | None, int]:
    """Calls of write() or what stands for them, and for how many frames; as many as keys where frames are not marked."""
    first = len(terminal.chunks)
    if Calls.is_available:
        with Calls(terminal, Path(setting.folder) / "screen/calls") as calls:
            press(terminal, key, times)
        sizes = calls.sizes
    else:
        press(terminal, key, times)
        sizes = [(len(data), len(data)) for _, data in terminal.chunks[first:]]
    written = b"".join(data for _, data in terminal.chunks[first:])
    return sizes, len(frames(written)) or times


def press(terminal: Terminal, key: bytes, times: int) -> None:
    for _ in range(times):
        terminal.type(key)
        terminal.settle(0.2)


def changes(setting: Setting) -> Sheet:
    """What is written when one environment of eight that run comes to its end, between two ticks of the clock shown."""
    place = programs.parallel(setting, "changes", "sh -c 'read word < {tox_root}/gate-{env_name}'", 8)
    names = [f"py{version}-e{number}" for version in (311, 312) for number in range(1, 5)]
    for name in names:
        os.mkfifo(place / f"gate-{name}")
    program = programs.dashboard(setting, place, "run", "--jobs", "8", "--no-back-pressure")
    sheet = Sheet("one environment that passes while others run", ["80x24", "200x60"], judged=["80x24", "200x60"])
    for size in SIZES:
        with program.on(size) as terminal:
            if terminal.until(lambda screen: any("►8" in line for line in screen.text), 10) is None:
                sheet.problems[named(size)] = "eight environments did not run at once"
                continue
            terminal.type(b"G")
            terminal.collect(1)
            sizes, counts = [], []
            for name in names[:6]:
                terminal.collect(1.3 - time.time() % 1)
                gate = os.open(place / f"gate-{name}", os.O_WRONLY)
                os.write(gate, b"go\n")
                os.close(gate)
                found = frames(terminal.collect(0.9 - time.time() % 1))
                sizes.append(float(sum(found)))
                counts.append(float(len(found)))
            sheet.add("bytes", "{:,.0f}", named(size), median(sizes), "at most 60", lambda n: n <= 60)
            sheet.add("frames", "{:.0f}", named(size), median(counts))
            sheet.notes.append(f"{named(size)}: bytes of the six {', '.join(f'{value:.0f}' for value in sizes)}")
            terminal.type(b"\x03")
            terminal.collect(0.2)
            terminal.type(b"\x03")
            terminal.collect(1)
            terminal.type(b"q")
            terminal.wait(5)
    return sheet
