"""What programs do while nobody does anything, and while environments run."""

from __future__ import annotations

import programs
from benchmark import Setting
from figures import Sheet
from meter import Rest, painted, rest
from programs import Program
from terminal import SIZES, named


def idle(setting: Setting, size: tuple[int, int], rivals: list[Program]) -> Sheet:
    """Some seconds after everything is painted."""
    own = programs.dashboard(setting, programs.matrix(setting, 1_000))
    everybody = [own, *rivals]
    sheet = Sheet(f"at rest, {named(size)}", [program.name for program in everybody], notes=[
        "of tmux the client is looked at, whose server is a process of its own"] if rivals else [])
    for program, terminal in painted(sheet, everybody, size):
        terminal.collect(1.5)
        tell(sheet, program.name, rest(terminal, setting.sized(5, 2)), (0, 0, 0.005))
    return sheet


def running(setting: Setting) -> Sheet:
    """Sixteen environments that sleep."""
    place = programs.parallel(setting, "sleeping", "sleep 60")
    program = programs.dashboard(setting, place, "run", "--jobs", "16", "--no-back-pressure")
    columns = [named(size) for size in SIZES]
    sheet = Sheet("16 environments that sleep", columns, judged=columns)
    for size in SIZES:
        with program.on(size) as terminal:
            if terminal.until(lambda screen: any("►16" in line for line in screen.text), 10) is None:
                sheet.problems[named(size)] = "sixteen environments did not run at once"
                continue
            terminal.collect(2)
            found = rest(terminal, setting.sized(8, 3))
            tell(sheet, named(size), found, None)
            for words, value, limit, form in [
                ("bytes a second", found.byte_rate, 600, "{:,.1f}"),
                ("processor", found.processor_percent, 1, "{:.2f} %"),
                ("frames a second", found.frames, 30, "{:.1f}"),
            ]:
                sheet.add(words, form, named(size), value, f"at most {limit}", lambda n, limit=limit: n <= limit)
            terminal.type(b"qs")
            terminal.wait(5)
    return sheet


def tell(sheet: Sheet, name: str, found: Rest, limits: tuple[float, float, float] | None) -> None:
    lines = [
        ("bytes a second", "{:,.1f}", found.byte_rate), ("wakeups a second", "{:.1f}", found.wakeups),
        ("processor", "{:.2f} %", found.processor_percent),
    ]
    for index, (words, form, value) in enumerate(lines):
        if limits and name == sheet.programs[0]:
            limit = limits[index]
            sheet.add(words, form, name, value, form.format(0), lambda n, limit=limit: n <= limit)
        else:
            sheet.add(words, form, name, value)
    sheet.add("preemptions a second", "{:.1f}", name, found.preemptions)
    sheet.add("frames a second", "{:.1f}", name, found.frames)
