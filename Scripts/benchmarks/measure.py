"""Starts commands and measures what they take; repetitions of several contenders take turns."""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path


class Failed(Exception):
    """A contender did not do the work; the text says how it ended."""


@dataclass
class Sample:
    """One run of one contender."""

    seconds: float
    #: What it and its children used of all processors, in seconds: hardly more on a machine that does other things too.
    processor_seconds: float
    #: The largest resident set of the program itself or of one of its children, in bytes.
    peak_bytes: int


@dataclass
class Contender:
    """A program that does the work of a benchmark."""

    name: str
    command: list[str]
    folder: Path
    #: How many units of work the command does; contenders are compared by the time of one.
    count: int = 1
    #: Puts everything as it was before the first run; its time does not count.
    prepare: Callable[[], None] = lambda: None
    #: Raises Failed when the work was not done.
    check: Callable[[Path], None] = lambda _: None
    #: Seconds after which it is ended; the result then says so.
    limit: float = 600
    variables: dict[str, str] = field(default_factory=dict)
    #: How the command may end.
    statuses: set[int] = field(default_factory=lambda: {0})


@dataclass
class Measured:
    """All samples of one contender."""

    contender: Contender
    samples: list[Sample] = field(default_factory=list)
    #: Why there is none, or no more.
    problem: str = ""

    @property
    def seconds(self) -> list[float]:
        return sorted(sample.seconds for sample in self.samples)

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    @property
    def unit(self) -> float:
        """The median time of one unit of work."""
        return self.median / self.contender.count

    @property
    def processor_median(self) -> float:
        return statistics.median(sample.processor_seconds for sample in self.samples)

    @property
    def peak_bytes(self) -> int:
        return max(sample.peak_bytes for sample in self.samples)


def environment(home: Path, more: dict[str, str]) -> dict[str, str]:
    """Variables that say nothing of who measures."""
    return {"PATH": os.environ["PATH"], "HOME": str(home), "LC_ALL": "C.UTF-8", "TERM": "dumb", **more}


def run(contender: Contender, launcher: str) -> Sample:
    """One run, its output in the file `output` of the contender's folder.

    The launcher is a small program: a process starts with the peak memory of the one that starts it.
    """
    contender.prepare()
    output, figures = contender.folder / "output", contender.folder / "figures"
    with output.open("wb") as file:
        child = subprocess.Popen(
            [launcher, "--measure", str(figures), *contender.command], cwd=contender.folder,
            env=environment(contender.folder, contender.variables), stdin=subprocess.DEVNULL, stdout=file,
            stderr=subprocess.STDOUT, start_new_session=True)
        try:
            status = child.wait(contender.limit)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
            raise Failed(f"it took more than {contender.limit:.0f} s and was ended") from None
    if status not in contender.statuses:
        tail = output.read_bytes()[-600:].decode(errors="replace").strip()
        raise Failed(f"it ended with {status}: {tail}")
    contender.check(output)
    passed, used, kilobytes = map(int, figures.read_text().split())
    return Sample(passed / 1e9, used / 1e9, kilobytes * 1024)


def race(contenders: list[Contender], repeat: int, launcher: str, say: Callable[[str], None]) -> list[Measured]:
    """Runs each contender so often, in turns, so that what else the machine does hits all of them alike."""
    results = [Measured(contender) for contender in contenders]
    for turn in range(repeat):
        for result in results:
            if result.problem:
                continue
            say(f"  {turn + 1}/{repeat} {result.contender.name}")
            try:
                result.samples.append(run(result.contender, launcher))
            except Failed as failure:
                result.problem = str(failure)
    return results
