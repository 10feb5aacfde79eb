"""What it costs to keep very much output, and whether all of it is kept."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

import projects
from benchmark import Goal, Setting, Table
from measure import Contender, Failed, Measured

COMMANDS = 64


def output(setting: Setting) -> list[Table]:
    """64 commands that write 1 GB in all, each its own bytes."""
    total = setting.sized(1_000_000_000, 64_000_000)
    each = total // COMMANDS
    hashes = [expected(setting, each, seed) for seed in range(1, COMMANDS + 1)]
    jobs = str(setting.jobs)
    contenders = [
        own(setting, each, hashes, jobs, total), *peer(setting, each, hashes, jobs, total),
        redirected(setting, each, hashes, jobs, total),
    ]
    notes = [
        "the SHA-256 of what each of the 64 commands wrote is compared with that of what it should write, after every run",
        "tox keeps output of commands at once only with a virtual environment for each; nox keeps none",
    ]
    return [Table(
        f"{COMMANDS} commands writing {total / 1e9:g} GB in all, {jobs} at once", "ms for each MB", 1e9, contenders, goals,
        notes)]


def expected(setting: Setting, size: int, seed: int) -> str:
    return hashed(subprocess.Popen([setting.tools.bare, "--write", str(size), str(seed)], stdout=subprocess.PIPE).stdout)


def hashed(stream) -> str:
    with stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def compare(paths: dict[int, Path], hashes: list[str]) -> None:
    """Raises Failed for the first file whose content is not what was written."""
    for number, path in paths.items():
        if not path.exists() or hashed(path.open("rb")) != hashes[number]:
            raise Failed(f"output of command {number + 1} is not what it wrote: {path}")


def own(setting: Setting, each: int, hashes: list[str], jobs: str, total: int) -> Contender:
    names = [f"e{seed}" for seed in range(1, COMMANDS + 1)]
    text = (
        f"[tox]\nno_package = true\nenv_list = {', '.join(names)}\n[envdef:here]\nkind = system\nmatch = *\n"
        "[testenv]\nallowlist_externals = *\n")
    text += "".join(
        f"[testenv:e{seed}]\ncommands = {setting.tools.bare} --write {each} {seed}\n" for seed in range(1, COMMANDS + 1))
    contender = projects.swtox(
        setting, "output/swtox", text, "--headless", "--output", "none", "--jobs", jobs, count=total)
    run = contender.folder / ".swtox/runs/1"

    def check(_: Path) -> None:
        compare({number: run / f"{name}.commands.log" for number, name in enumerate(names)}, hashes)

    contender.check = check
    return contender


def peer(setting: Setting, each: int, hashes: list[str], jobs: str, total: int) -> list[Contender]:
    found = projects.parallel(
        setting, "output/parallel", f"-j{jobs}", "--results", "results", f"{setting.tools.bare} --write {each} {{}}",
        inputs=COMMANDS, count=total)
    for contender in found:
        results = contender.folder / "results"
        contender.prepare = projects.remover(results)
        contender.check = lambda _: compare(
            {number: results / "1" / str(number + 1) / "stdout" for number in range(COMMANDS)}, hashes)
    return found


def redirected(setting: Setting, each: int, hashes: list[str], jobs: str, total: int) -> Contender:
    """The shell alone: each command writes to a file itself."""
    place = projects.folder(setting, "output/bare")
    script = f"seq {COMMANDS} | xargs -P {jobs} -I N sh -c '{setting.tools.bare} --write {each} N > out.N'"
    contender = Contender("xargs, into files", ["sh", "-c", script], place, total)

    def prepare() -> None:
        for path in place.glob("out.*"):
            path.unlink()

    contender.prepare = prepare
    contender.check = lambda _: compare(
        {number: place / f"out.{number + 1}" for number in range(COMMANDS)}, hashes)
    return contender


def goals(measured: dict[str, Measured]) -> list[Goal]:
    result = measured.get("swtox")
    if result is None or not result.samples:
        return []
    rate = 1 / result.unit / 1e6
    peak = result.peak_bytes / 1e6
    return [
        Goal("at least 200 MB/s to disk", rate, "{:.0f} MB/s", rate >= 200),
        Goal("memory under 200 MB", peak, "{:.0f} MB", peak < 200),
    ]
