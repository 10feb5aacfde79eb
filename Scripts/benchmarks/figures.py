"""Figures of several programs side by side, some with a goal."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from benchmark import Goal

#: What was found: a number, a word, or nothing where a program cannot be asked.
Value = float | str | None


@dataclass
class Figure:
    """One thing that was looked at, with what it is in each program."""

    words: str
    #: How a number is told: `{:.1f} ms`.
    form: str = "{:,.0f}"
    values: dict[str, Value] = field(default_factory=dict)
    #: What swtox's should be: `at most 50 ms`; empty for figures that only tell.
    goal: str = ""
    #: Whether a value reaches it.
    holds: Callable[[Any], bool] = lambda value: value == "yes"

    def told(self, name: str) -> str:
        value = self.values.get(name)
        if value is None:
            return "–"
        return value if isinstance(value, str) else self.form.format(value)

    def judged(self, name: str, addition: str = "") -> Goal | None:
        """Whether a program reached the goal."""
        value = self.values.get(name)
        if not self.goal or value is None:
            return None
        return Goal(f"{self.words}{addition}: {self.goal}", value, self.form, self.holds(value))


@dataclass
class Sheet:
    """Figures that belong together: a line each, with a column for every program."""

    title: str
    #: The columns; the first is swtox.
    programs: list[str]
    figures: list[Figure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    #: What went wrong in a program, by its name.
    problems: dict[str, str] = field(default_factory=dict)
    #: The columns that goals are for; else the first.
    judged: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.judged = self.judged or self.programs[:1]

    def add(self, words: str, form: str, name: str, value: Value, goal: str = "", holds=None) -> None:
        """Puts one program's value into the line of these words, which is made at the first."""
        for figure in self.figures:
            if figure.words == words:
                break
        else:
            figure = Figure(words, form)
            self.figures.append(figure)
        figure.values[name] = value
        if goal:
            figure.goal, figure.holds = goal, holds or figure.holds

    def at_most(self, words: str, form: str, name: str, value: Value, limit: float) -> None:
        goal = f"at most {form.format(limit)}" if name in self.judged else ""
        self.add(words, form, name, value, goal, lambda number: number <= limit)

    def verdict(self, figure: Figure) -> str:
        """Whether all columns that count reached the goal; nothing where there is none."""
        goals = [goal for name in self.judged if (goal := figure.judged(name))]
        return "" if not goals else "met" if all(goal.is_met for goal in goals) else "MISSED"

    @property
    def goals(self) -> list[Goal]:
        return [
            goal for figure in self.figures for name in self.judged
            if (goal := figure.judged(name, f" ({name})" if len(self.judged) > 1 else ""))
        ]


def percentile(values: list[float], percent: float) -> float | None:
    """The least value that so many percent of all do not exceed."""
    if not values:
        return None
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -int(-len(ordered) * percent // 100) - 1))]


def median(values: list[float]) -> float | None:
    return statistics.median(values) if values else None


def scaled(value: float | None, factor: float) -> float | None:
    return None if value is None else value * factor
