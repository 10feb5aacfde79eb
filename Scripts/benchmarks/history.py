"""What it costs to ask a long history, and to make it anew from the journals."""

from __future__ import annotations

import json
from pathlib import Path

import projects
from benchmark import Goal, Setting, Table
from measure import Contender, Failed, Measured

ENVIRONMENTS = 200
SECOND = 1_000_000


def history(setting: Setting) -> list[Table]:
    """1,000 runs of 200 environments."""
    runs = setting.sized(1_000, 50)
    place = projects.folder(setting, "history")
    names = [f"py3{9 + number % 5}-k{number:03}" for number in range(ENVIRONMENTS)]
    (place / "tox.ini").write_text(
        f"[tox]\nno_package = true\nenv_list = {', '.join(names)}\n[testenv]\nkind = system\ncommands = true\n")
    for run in range(1, runs + 1):
        record(place / f".swtox/runs/{run}", run, names)
    program = setting.tools.swtox
    rebuild = Contender(f"history rebuild from {runs:,} journals", [program, "history", "rebuild"], place, limit=900)
    rebuild.check = small(place / ".swtox/history.db")
    asked = {
        "history": [], "history show": ["show"], "history env": ["env", names[7]], "history broke": ["broke"],
        "history broke ENV": ["broke", names[7]], "history slowest": ["slowest"], "history --json": ["--json"],
    }
    questions = [Contender(name, [program, "history", *words], place) for name, words in asked.items()]
    return [
        Table(f"{runs:,} runs × {ENVIRONMENTS} environments: the database made anew", "s", 1, [rebuild],
              lambda _: size_goals(place), ["no other program keeps results"], repeat=1),
        Table("the same: what it is asked", "ms", 1000, questions, question_goals,
              ["ratios are to the first line and mean little"]),
    ]


def record(folder: Path, run: int, names: list[str]) -> None:
    """A journal in the first form of the format, which has no checksums."""
    folder.mkdir(parents=True)
    start = 1_700_000_000 * SECOND + run * 3_600 * SECOND
    lines = [{
        "swtox-journal": 1, "run": run, "project": "/p", "started": start, "version": "1",
        "revision": {"commit": f"{run // 3:040x}", "branch": "main"}}]
    events: list[dict] = [{
        "e": "run-started", "environments": names,
        "steps": [{"env": name, "step": "commands", "needs": [], "reason": "1 command"} for name in names]}]
    packages = [{"name": f"package{number}", "version": f"{run // 10}.{number}"} for number in range(40)]
    for number, name in enumerate(names):
        step = {"env": name, "step": "commands"}
        # Some fail by chance, and some for a while.
        code = int((number * 7 + run * 13) % 97 == 0 or (number == 7 and run % 100 > 90))
        told = {"packages": packages} if number == 0 else {}
        events += [
            {"e": "step-started", **step},
            {"e": "environment-noted", **step, "interpreter": "CPython 3.12.1", "tool": "uv 0.9",
             "packages-mark": f"m{run // 10}", **told},
            {"e": "command-started", **step, "index": 0, "phase": "commands", "arguments": ["pytest", "-q", name],
             "directory": "/p", "pid": 7},
            {"e": "command-ended", **step, "index": 0, "code": code, "wall": 2_000_000 + number, "cpu": 1_000_000,
             "peak": 1 << 20},
            {"e": "step-finished", **step, "outcome": "failed" if code else "succeeded", **({"code": 1} if code else {})},
        ]
    events.append({"e": "run-finished"})
    lines += [{"n": number, "t": start + number * 1_000, **event} for number, event in enumerate(events, 1)]
    (folder / "journal.jsonl").write_text("".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines))
    (folder / "settings").write_text("".join(f"{name}\tcommands=1 deps={run // 20}\n" for name in names))


def small(path: Path):
    def check(_: Path) -> None:
        if not path.exists():
            raise Failed(f"there is no {path}")

    return check


def size_goals(place: Path) -> list[Goal]:
    size = sum(path.stat().st_size for path in (place / ".swtox").glob("history.db*")) / 1e6
    return [Goal("the database under 200 MB", size, "{:.0f} MB", size < 200)] if size else []


def question_goals(measured: dict[str, Measured]) -> list[Goal]:
    times = {name: result.median for name, result in measured.items() if result.samples}
    if not times:
        return []
    slowest = max(times, key=lambda name: times[name])
    return [Goal(f"every answer under 100 ms; the slowest is '{slowest}'", times[slowest] * 1000, "{:.0f} ms",
                 times[slowest] < 0.1)]
