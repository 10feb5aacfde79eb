"""What is measured of a program on a terminal: how it starts, rests, answers keys and writes."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import processes
from emulator import Screen
from figures import Sheet, percentile
from programs import Program
from terminal import FRAME_BEGIN, FRAME_END, Terminal

#: So often a key that is held down repeats, by and large, in seconds.
PACE = 0.045


@dataclass
class Start:
    """From the start of the program, in seconds."""

    first_byte: float
    #: The last byte of the first burst.
    settled: float
    byte_count: int


def start(terminal: Terminal, limit: float = 15) -> Start | None:
    """Waits for the first burst; none from a program that writes nothing."""
    if not terminal.read(limit):
        return None
    terminal.settle(limit=limit)
    first = terminal.chunks[0][0] - terminal.began
    return Start(first, terminal.chunks[-1][0] - terminal.began, sum(len(data) for _, data in terminal.chunks))


def painted(sheet: Sheet, everybody: list[Program], size: tuple[int, int]) -> Iterator[tuple[Program, Terminal]]:
    """Each program on a terminal of its own, once it has painted something; it is left by its key afterwards."""
    for program in everybody:
        with program.on(size) as terminal:
            if start(terminal) is None:
                sheet.problems[program.name] = "nothing was painted"
                continue
            yield program, terminal
            terminal.type(program.leave)
            terminal.wait(2)


@dataclass
class Rest:
    """A second of a program that is left alone."""

    byte_rate: float
    processor_percent: float
    wakeups: float
    preemptions: float
    frames: float


def rest(terminal: Terminal, seconds: float) -> Rest:
    before = processes.usage(terminal.pid)
    written = terminal.collect(seconds)
    percent, wakeups, preemptions = processes.usage(terminal.pid).since(before)
    return Rest(len(written) / seconds, percent, wakeups, preemptions, written.count(FRAME_BEGIN) / seconds)


@dataclass
class Answers:
    """What came of many keys; seconds, and bytes a key."""

    delays: list[float]
    byte_counts: list[int]
    #: Keys after which nothing came before the next.
    silent: int = 0

    @property
    def p50(self) -> float | None:
        return percentile(self.delays, 50)

    @property
    def p99(self) -> float | None:
        return percentile(self.delays, 99)

    @property
    def longest(self) -> float | None:
        return max(self.delays, default=None)

    @property
    def bytes_each(self) -> float | None:
        return percentile([float(count) for count in self.byte_counts], 50)


def answers(
    terminal: Terminal, keys: list[bytes], pace: float = PACE, seen: Callable[[Screen], object] | None = None
) -> Answers:
    """Types keys one after the other and looks when something comes back.

    Where programs write without being asked, `seen` tells a part of the screen that the keys change: an answer is then
    the first piece after which it is another. The screen is worked out afterwards, so that it takes no time meanwhile.
    """
    before = terminal.screen
    first = len(terminal.chunks)
    moments = []
    for key in keys:
        moments.append(terminal.type(key))
        terminal.collect(pace)
    terminal.collect(0.3)
    pieces = terminal.chunks[first:]
    found = Answers([], [])
    shown = seen(before) if seen else None
    index = 0
    for number, moment in enumerate(moments):
        end = moments[number + 1] if number + 1 < len(moments) else float("inf")
        answer, count = None, 0
        while index < len(pieces) and pieces[index][0] < end:
            at, data = pieces[index]
            index += 1
            count += len(data)
            if seen:
                before.feed(data)
                terminal._fed += 1
                if (now := seen(before)) != shown:
                    shown, answer = now, answer or at
            elif answer is None:
                answer = at
        if answer is None:
            found.silent += 1
        else:
            found.delays.append(answer - moment)
            found.byte_counts.append(count)
    return found


def frames(data: bytes) -> list[int]:
    """The sizes of frames that are written in one piece, with what marks them as such."""
    pieces = data.split(FRAME_BEGIN)[1:]
    return [len(FRAME_BEGIN) + piece.index(FRAME_END) + len(FRAME_END) for piece in pieces if FRAME_END in piece]


class Calls:
    """Counts calls of write() to a terminal by strace, while the program is used in the `with` block."""

    is_available = shutil.which("strace") is not None

    def __init__(self, terminal: Terminal, file: Path) -> None:
        self.file = file
        self.tracer = subprocess.Popen(
            ["strace", "-f", "-y", "-s", "0", "-e", "trace=write,writev", "-o", str(file), "-p", str(terminal.pid)],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self.is_attached = bool(self.tracer.stderr and b"attached" in self.tracer.stderr.readline())
        time.sleep(0.1)

    def __enter__(self) -> Calls:
        return self

    def __exit__(self, *_: object) -> None:
        self.tracer.send_signal(signal.SIGINT)
        self.tracer.communicate()

    @property
    def sizes(self) -> list[tuple[int, int]] | None:
        """After the block: what each call was given and took; none where the kernel does not let anybody look."""
        # A call during which another thread has its say is told in two lines, the first without what it took.
        pattern = r"writev?\(\d+<(?:/dev/tty|/dev/pts/\d+)[^,]*, .*?, (\d+)(?:\) += (\d+)| <unfinished)"
        found = re.findall(pattern, self.file.read_text())
        return [(int(given), int(taken or given)) for given, taken in found] if self.is_attached and found else None
