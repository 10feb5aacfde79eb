"""What a benchmark is, and the sizes that it is run with."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from measure import Contender, Measured
from tools import Tools

if TYPE_CHECKING:
    from figures import Sheet


@dataclass
class Goal:
    """A figure that a benchmark should reach."""

    words: str
    #: A number, or a word where something either is so or not.
    value: float | str
    #: `{}` stands for the figure.
    form: str
    is_met: bool


@dataclass
class Table:
    """One comparison: the same work by several contenders, the first of them swtox unless it says otherwise."""

    title: str
    #: What one unit of work is, for the column of times: `ms each`.
    unit: str
    #: What the time of one unit in seconds is multiplied with.
    scale: float
    contenders: list[Contender]
    goals: Callable[[dict[str, Measured]], list[Goal]] = lambda _: []
    #: What readers have to know to compare fairly, and who is not there and why.
    notes: list[str] = field(default_factory=list)
    #: Runs of each contender; None for as many as are asked for.
    repeat: int | None = None


@dataclass
class Setting:
    """What all benchmarks of a session share."""

    tools: Tools
    #: A folder of the benchmark's own.
    folder: Path
    is_quick: bool
    jobs: int

    def sized(self, full: int, quick: int) -> int:
        return quick if self.is_quick else full


@dataclass
class Benchmark:
    name: str
    summary: str
    #: The tables one after the other; a table's folders are made when it is asked for. Sheets are measured by then.
    tables: Callable[[Setting], Iterable[Table | Sheet]]
    #: Programs on PATH that it measures beside swtox, or by.
    programs: list[str] = field(default_factory=list)
