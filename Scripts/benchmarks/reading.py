"""What it costs to read configurations of any content, however large."""

from __future__ import annotations

import math

from benchmark import Goal, Setting, Table
from contents import INI, TOML, Content
from measure import Contender, Measured
from projects import folder

#: Megabytes; the second size is so many times the first.
SIZES = (1, 10)
#: Times of small files are those of the program's start.
START = 0.1


def reading(setting: Setting) -> list[Table]:
    """The names of all environments, for which the whole file is read."""
    sizes = (0.1, 1) if setting.is_quick else SIZES
    contenders = [
        contender(setting, file, name, content, size)
        for file, contents in [("tox.ini", INI), ("tox.toml", TOML)] for name, content in contents.items()
        for size in sizes
    ]
    return [Table(
        "'list --no-desc' of files of one sort of content each, as they are or refused", "s", 1, contenders, goals(sizes),
        notes=["ratios are to the first line and mean little"], repeat=1)]


def contender(setting: Setting, file: str, name: str, content: Content, size: float) -> Contender:
    place = folder(setting, f"reading/{name}-{size}".replace(" ", "-"))
    (place / file).write_text(content(int(size * 1e6)), encoding="utf-8", newline="")
    return Contender(
        f"swtox: {name}, {size} MB", [setting.tools.swtox, "list", "--no-desc"], place, limit=60, statuses={0, 2})


def goals(sizes: tuple[float, float]):
    def made(measured: dict[str, Measured]) -> list[Goal]:
        def times(size: float) -> dict[str, float]:
            end = f", {size} MB"
            return {
                name.removesuffix(end): result.median if result.samples else math.inf
                for name, result in measured.items() if name.endswith(end)
            }

        small, large = times(sizes[0]), times(sizes[1])
        if not small or not large:
            return []
        slowest = max(large, key=lambda name: large[name])
        growth = {name: large[name] / max(START, small[name]) for name in large if name in small}
        steepest = max(growth, key=lambda name: growth[name])
        factor = sizes[1] / sizes[0]
        return [
            Goal(f"{sizes[1]} MB of anything under 1 s; the slowest is {slowest}", large[slowest], "{:.2f} s",
                 large[slowest] < 1),
            Goal(f"{factor:.0f} times the bytes in less than {2 * factor:.0f} times the time; the steepest is {steepest}",
                 growth[steepest], "{:.1f} times", growth[steepest] < 2 * factor),
        ]

    return made
