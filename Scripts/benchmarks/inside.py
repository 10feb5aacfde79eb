"""The dashboard from within: frames of ten thousand cells, and logs without a terminal's share in the time."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import termios
from collections.abc import Iterable
from pathlib import Path

from benchmark import Setting
from figures import Sheet

LINE = b"line %07d of a log that goes on and on with the words of some program: ok, fine, done and so on\n"
OWN = "swtox"


def inside(setting: Setting) -> Iterable[Sheet]:
    """Frames, then a log of a gigabyte, if the meter was built."""
    meter = setting.tools.meter
    if meter is None:
        sheet = Sheet("the dashboard from within", [OWN])
        sheet.problems[OWN] = "ScreenMeter is not built; name it with --meter"
        yield sheet
        return
    yield frames(setting, meter)
    yield log(setting, meter)


def frames(setting: Setting, meter: Path) -> Sheet:
    found = run(setting, meter, "frames", str(setting.sized(300, 50)), (122, 130))
    sheet = Sheet("frames of a matrix of 100 by 100 environments, drawn and written", [OWN])
    sheet.add("cells that are seen", "{:,.0f}", OWN, found["cells"], "at least 10,000", lambda number: number >= 10_000)
    sheet.at_most("all cells changed, p99", "{:.2f} ms", OWN, found["all-frame-p99"], 12)
    sheet.at_most("one cell in a hundred changed, p99", "{:.2f} ms", OWN, found["few-frame-p99"], 1)
    sheet.add("of that drawn, p50", "{:.2f} ms", OWN, found["few-view-p50"])
    sheet.add("of that compared and written, p50", "{:.2f} ms", OWN, found["few-show-p50"])
    sheet.add("nothing changed, p99", "{:.3f} ms", OWN, found["none-show-p99"])
    sheet.add("peak of memory", "{:.0f} MB", OWN, found["peak-mb"])
    return sheet


def log(setting: Setting, meter: Path) -> Sheet:
    path = setting.folder / "inside/big.log"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        block = b"".join(LINE % number for number in range(100_000))
        for _ in range(setting.sized(100, 10)):
            file.write(block)
    found = run(setting, meter, "log", str(path), (24, 80))
    sheet = Sheet(f"a log of {found['bytes'] / 1e6:,.0f} MB, {found['lines']:,.0f} lines", [OWN])
    sheet.add("taken in", "{:,.0f} MB/s", OWN, found["index-mb-per-s"], "at least 200 MB/s", lambda rate: rate >= 200)
    sheet.at_most("its end shown", "{:.2f} ms", OWN, found["end-ms"], 20)
    sheet.at_most("a jump to any line, p99", "{:.2f} ms", OWN, found["jump-p99"], 5)
    sheet.at_most("memory that it takes", "{:.1f} MB", OWN, found["grown-mb"], 16)
    for name, words, least in [("literal", "text", 400), ("regex", "regular expression", 100)]:
        sheet.add(
            f"search for a {words}", "{:,.0f} MB/s", OWN, found[f"{name}-mb-per-s"], f"at least {least} MB/s",
            lambda rate, least=least: rate >= least)
        sheet.at_most(f"first match of a {words}", "{:.1f} ms", OWN, found[f"{name}-first-ms"], 100)
        sheet.at_most(f"longest step, after which a search for a {words} can be left", "{:.1f} ms", OWN,
                      found[f"{name}-step-ms"], 20)
    path.unlink()
    return sheet


def run(setting: Setting, meter: Path, *words: str | tuple[int, int]) -> dict[str, float]:
    """What the meter finds on a pseudo-terminal of a size."""
    *arguments, size = words
    report = setting.folder / "inside-report"
    report.parent.mkdir(parents=True, exist_ok=True)
    child, terminal = pty.fork()
    if child == 0:
        os.execv(meter, [str(meter), *arguments, str(report)])
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
    while True:
        try:
            if not os.read(terminal, 1 << 16):
                break
        except OSError:
            break
    os.waitpid(child, 0)
    os.close(terminal)
    return {name: float(value) for name, value in (line.split() for line in report.read_text().splitlines())}
