"""What the kernel tells about processes."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass
class Usage:
    """What all threads of a process have used so far."""

    moment: float
    #: By the number of the thread: nanoseconds of processor time; how often it gave the processor away to wait, and as
    #: often was woken; how often it lost the processor to another.
    threads: dict[int, tuple[int, int, int]]

    @property
    def processor_seconds(self) -> float:
        """Of all threads that are there."""
        return sum(nanoseconds for nanoseconds, _, _ in self.threads.values()) / 1e9

    def since(self, before: Usage) -> tuple[float, float, float]:
        """Processor time in percent of one, wakeups and preemptions a second; without threads that ended meanwhile."""
        seconds = self.moment - before.moment
        totals = [
            sum(now[index] - before.threads.get(thread, (0, 0, 0))[index] for thread, now in self.threads.items())
            for index in range(3)
        ]
        return totals[0] / seconds / 1e7, totals[1] / seconds, totals[2] / seconds


def usage(pid: int) -> Usage:
    """Of the threads that are there."""
    threads = {}
    for task in Path(f"/proc/{pid}/task").iterdir():
        with suppress(OSError):
            lines = dict(line.split(":", 1) for line in (task / "status").read_text().splitlines() if ":" in line)
            threads[int(task.name)] = (
                running_time(task), int(lines["voluntary_ctxt_switches"]), int(lines["nonvoluntary_ctxt_switches"]))
    return Usage(time.monotonic(), threads)


def running_time(task: Path) -> int:
    """In nanoseconds; by the clock's ticks of 10 ms where there is nothing better."""
    with suppress(OSError, ValueError):
        return int((task / "schedstat").read_text().split()[0])
    fields = (task / "stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) * 1_000_000_000 // os.sysconf("SC_CLK_TCK")


def waiting_seconds() -> float | None:
    """How long somebody on the machine has had to wait for a processor so far; nothing where the kernel does not tell."""
    with suppress(OSError, ValueError):
        return int(Path("/proc/pressure/cpu").read_text().split("total=")[1].split()[0]) / 1e6
    return None


def resident_bytes(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE


def peak_bytes(pid: int) -> int:
    """The largest resident set so far."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return 0


def thread_count(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/task").iterdir()))


def marked(mark: str) -> dict[int, str]:
    """The processes with a text among their environment variables, wherever they went; with their command lines.

    Those that have ended and are waited for do not count.
    """
    found = {}
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        with suppress(OSError):
            if mark.encode() in (folder / "environ").read_bytes():
                words = (folder / "cmdline").read_bytes().replace(b"\0", b" ")
                found[int(folder.name)] = words.decode(errors="replace").strip()
    return found
