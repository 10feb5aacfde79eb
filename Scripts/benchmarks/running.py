"""What it costs to run very many environments, and very many commands, that do nothing."""

from __future__ import annotations

import re
from pathlib import Path

import projects
from benchmark import Goal, Setting, Table
from measure import Contender, Failed, Measured
from projects import TRUE


def scheduling(setting: Setting) -> list[Table]:
    """Many environments of one command each."""
    count = setting.sized(10_000, 500)
    one = projects.system_environments(count, TRUE)
    sessions = (
        f"import nox\nfor number in range({count}):\n"
        f"    @nox.session(name=f'e{{number}}', venv_backend='none')\n"
        f"    def work(session):\n        session.run({TRUE!r}, external=True)\n")
    shared_count = setting.sized(200, 20)
    shared = (
        f"[tox]\nno_package = true\nenv_list = {', '.join(f'e{number}' for number in range(shared_count))}\n"
        f"[testenv]\nenv_dir = {{work_dir}}/one\nallowlist_externals = *\ncommands = {TRUE}\n")
    first = projects.swtox(setting, "scheduling/swtox", one, "--headless", "--jobs", "1", count=count)
    first.check = passed(count)
    serial = [
        first, bare(setting, "scheduling/bare", count),
        *projects.nox(setting, "scheduling/nox", sessions, count=count),
        *projects.parallel(setting, "scheduling/parallel", "-j1", f"{TRUE} #{{}}", inputs=count, count=count),
        *projects.tox(setting, "scheduling/tox", shared, "run", "-q", count=shared_count),
    ]
    jobs = str(setting.jobs)
    second = projects.swtox(setting, "scheduling/swtox-jobs", one, "--headless", "--jobs", jobs, count=count)
    second.check = passed(count)
    together = [
        second,
        *projects.parallel(setting, "scheduling/parallel-jobs", f"-j{jobs}", f"{TRUE} #{{}}", inputs=count, count=count),
    ]
    notes = [
        f"tox runs {shared_count} environments that share one virtual environment: {count} of its own are out of question",
        "swtox writes a journal and a log for each environment; bare, nox and GNU parallel keep nothing of a command",
    ]
    return [
        Table(f"{count:,} environments of 'true', one after the other", "ms each", 1000, serial, overhead_goals, notes),
        Table(f"{count:,} environments of 'true', {jobs} at once", "ms each", 1000, together, memory_goal, [
            "tox runs environments at once only with a virtual environment each, nox never"]),
    ]


def spawning(setting: Setting) -> list[Table]:
    """Many commands in one environment."""
    count = setting.sized(5_000, 300)
    lines = "\n".join([TRUE] * count)
    session = (
        f"import nox\n@nox.session(venv_backend='none')\ndef work(session):\n"
        f"    for _ in range({count}):\n        session.run({TRUE!r}, external=True)\n")
    plain = "[tox]\nno_package = true\nenv_list = e\n[testenv]\nallowlist_externals = *\ncommands =\n"
    own = plain + "".join(f"    {TRUE}\n" for _ in range(count))
    first = projects.swtox(setting, "spawning/swtox", projects.system_environments(1, lines), "--headless", count=count)
    first.check = passed(1)
    contenders = [
        first, bare(setting, "spawning/bare", count), *projects.nox(setting, "spawning/nox", session, count=count),
        *projects.tox(setting, "spawning/tox", own, "run", "-q", count=count),
    ]
    notes = ["GNU parallel has no environments: its cost of a command is in 'scheduling'"]
    return [Table(f"{count:,} commands 'true' in one environment", "ms each", 1000, contenders, spawn_goals, notes)]


def bare(setting: Setting, name: str, count: int) -> Contender:
    command = [setting.tools.bare, str(count), TRUE]
    return Contender("posix_spawn and wait", command, projects.folder(setting, name), count)


def passed(count: int):
    """A check that swtox says that so many environments passed."""

    def check(output: Path) -> None:
        tail = output.read_bytes()[-4000:].decode(errors="replace")
        words = re.search(r"([\d,]+) environments?: ([\d,]+) passed", tail)
        if words is None or int(words[2].replace(",", "")) != count:
            raise Failed(f"{count} environments should have passed: {tail[-200:]}")

    return check


def beyond_bare(measured: dict[str, Measured]) -> float | None:
    """Milliseconds of swtox for one command beyond those that every program needs."""
    own, bare = measured.get("swtox"), measured.get("posix_spawn and wait")
    if own is None or bare is None or not own.samples or not bare.samples:
        return None
    return (own.unit - bare.unit) * 1000


def overhead_goals(measured: dict[str, Measured]) -> list[Goal]:
    extra = beyond_bare(measured)
    goals = [] if extra is None else [Goal("beyond the bare spawn under 2.5 ms each", extra, "{:.2f} ms", extra < 2.5)]
    return goals + memory_goal(measured)


def memory_goal(measured: dict[str, Measured]) -> list[Goal]:
    own = measured.get("swtox")
    if own is None or not own.samples:
        return []
    peak = own.peak_bytes / 1e6
    return [Goal("memory under 200 MB", peak, "{:.0f} MB", peak < 200)]


def spawn_goals(measured: dict[str, Measured]) -> list[Goal]:
    extra = beyond_bare(measured)
    return [] if extra is None else [Goal("beyond the bare spawn under 2.5 ms each", extra, "{:.2f} ms", extra < 2.5)]
