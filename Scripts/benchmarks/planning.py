"""What it costs to plan a matrix with package definitions, and to list environments."""

from __future__ import annotations

import math
from pathlib import Path

import projects
from benchmark import Goal, Setting, Table
from measure import Contender, Failed, Measured

DEFINITIONS = 20


def planning(setting: Setting) -> list[Table]:
    """A matrix of 10,000 environments with 20 package definitions."""
    count = setting.sized(10_000, 1_000)
    tables = []
    for title, package in [("each with a folder of sources", monorepo), ("all of one folder", single)]:
        name = f"planning/{package.__name__}"
        place = projects.folder(setting, name)
        (place / "tox.ini").write_text(package(place, count))
        contender = Contender("swtox", [setting.tools.swtox, "plan"], place, prepare=projects.remover(place / ".swtox"))
        contender.check = shows(count)
        tables.append(Table(
            f"a plan of {count:,} environments with {DEFINITIONS} package definitions, {title}", "s", 1, [contender],
            plan_goals, ["no other program chooses packages for environments"]))
    return tables


def monorepo(place: Path, count: int) -> str:
    """Each definition builds a folder of its own with eleven files."""
    for number in range(DEFINITIONS):
        root = place / f"packages/p{number:02}"
        (root / f"p{number:02}").mkdir(parents=True)
        (root / "pyproject.toml").write_text(
            '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n'
            f'[project]\nname = "p{number:02}"\nversion = "1"\n')
        for module in range(10):
            (root / f"p{number:02}/m{module}.py").write_text(f"value = {module}\n")
    return matrix(count, lambda number: f"root = packages/p{number:02}\n")


def single(place: Path, count: int) -> str:
    """All definitions build the same folder."""
    (place / "pyproject.toml").write_text('[project]\nname = "p"\nversion = "1"\n')
    (place / "p.py").write_text("value = 1\n")
    return matrix(count, lambda _: "")


def matrix(count: int, keys) -> str:
    """Environments of three factors, one of which chooses the package."""
    rest = math.ceil(count / (DEFINITIONS * 5))
    text = (
        "[tox]\nenv_list = {py310,py311,py312,py313,py314}-"
        f"{{{','.join(f'k{number:02}' for number in range(DEFINITIONS))}}}-"
        f"{{{','.join(f'n{number}' for number in range(rest))}}}\n"
        "[testenv]\nskip_missing_interpreters = true\ndeps =\n    k00: pytest\ncommands = python -m unittest\n")
    for number in range(DEFINITIONS):
        text += f"[packagedef:d{number:02}]\nbuilder = wheel\nmatch = k{number:02}\n{keys(number)}"
    return text


def shows(count: int):
    """A check that a plan has so many environments."""

    def check(output: Path) -> None:
        found = output.read_bytes().count(b"-k")
        if found < count:
            raise Failed(f"the plan should have {count} environments: it has {found}")

    return check


def plan_goals(measured: dict[str, Measured]) -> list[Goal]:
    result = measured["swtox"]
    return [Goal("under 0.5 s", result.median, "{:.2f} s", result.median < 0.5)] if result.samples else []


def listing(setting: Setting) -> list[Table]:
    """The names of all environments."""
    sizes = [756, 1_000] if setting.is_quick else [756, 1_000, 10_000, 100_000]
    return [list_table(setting, size) for size in sizes]


def list_table(setting: Setting, count: int) -> Table:
    factors = {756: (6, 7, 18), 1_000: (10, 10, 10), 10_000: (10, 25, 40), 100_000: (10, 100, 100)}[count]
    first, second, third = (
        ",".join(f"{letter}{number}" for number in range(size)) for letter, size in zip("abc", factors, strict=True))
    ini = (
        f"[tox]\nno_package = true\nenv_list = {{{first}}}-{{{second}}}-{{{third}}}\n"
        "[testenv]\ndescription = a test\ndeps =\n    a0: pytest\n    b1: attrs\ncommands = python -m unittest\n")
    sessions = (
        "import itertools\nimport nox\n"
        f"for names in itertools.product({first.split(',')}, {second.split(',')}, {third.split(',')}):\n"
        "    @nox.session(name='-'.join(names))\n"
        "    def work(session):\n        '''a test'''\n        session.run('python', '-m', 'unittest')\n")
    contenders = [
        projects.swtox(setting, f"listing/swtox-{count}", ini, "list"),
        *projects.tox(setting, f"listing/tox-{count}", ini, "list"),
        *projects.nox(setting, f"listing/nox-{count}", sessions, "--list"),
    ]
    for contender in contenders:
        contender.check = names_all(count)
        contender.limit = 120
    return Table(
        f"a list of {count:,} environments", "s", 1, contenders, notes=["GNU parallel has no environments"],
        repeat=1 if count > 10_000 and not setting.is_quick else None)


def names_all(count: int):
    """A check that a list has a line for each environment."""

    def check(output: Path) -> None:
        lines = sum(1 for line in output.read_bytes().splitlines() if b"-b" in line and b"-c" in line)
        if lines < count:
            raise Failed(f"the list should have {count} environments: it has {lines}")

    return check
