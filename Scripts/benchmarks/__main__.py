"""Measures swtox beside other programs; started by Scripts/bench, which builds and installs what it needs."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from pathlib import Path

import history
import inside
import output
import planning
import reading
import report
import running
import screen
import tools
from benchmark import Benchmark, Setting
from figures import Sheet
from measure import race

BENCHMARKS = [
    Benchmark("scheduling", "10,000 environments that do nothing: time beyond the bare spawn, and memory", running.scheduling),
    Benchmark("spawning", "5,000 commands that do nothing in one environment", running.spawning),
    Benchmark("output", "64 commands that write 1 GB in all, compared by hash; memory", output.output),
    Benchmark("planning", "a plan of 10,000 environments with 20 package definitions", planning.planning),
    Benchmark("reading", "files of 1 and 10 MB of every sort of content", reading.reading),
    Benchmark("history", "1,000 runs of 200 environments: the database made anew, and asked", history.history),
    Benchmark("listing", "lists of 756, 1,000, 10,000 and 100,000 environments", planning.listing),
    Benchmark("inside", "the dashboard from within: frames of 10,000 cells, a log of 1 GB", inside.inside),
    Benchmark("screen", "the dashboard and other programs on terminals: frames, keys, rest, logs, ends", screen.screen,
              screen.PROGRAMS),
]


def arguments() -> argparse.Namespace:
    names = "\n".join(f"  {benchmark.name:<12} {benchmark.summary}" for benchmark in BENCHMARKS)
    parser = argparse.ArgumentParser(
        prog="Scripts/bench", formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Builds swtox for release and measures it beside tox, nox and GNU parallel where they do the same work.",
        epilog=f"benchmarks:\n{names}\n\n"
        "Contenders take turns, so that what else the machine does hits all alike. Times are of one unit of work: the\n"
        "least, the median and the greatest; ratios are of medians, swtox being 1. CPU is what a contender and its children used\n"
        "of all processors for one unit, which other load changes less. Figures say little on a machine that is busy.")
    known = [benchmark.name for benchmark in BENCHMARKS]
    parser.add_argument("names", nargs="*", metavar="NAME", help="which benchmarks; all without a name")
    parser.add_argument("--quick", action="store_true", help="less work, for a first look: figures say little")
    parser.add_argument("--repeat", type=int, default=3, metavar="N", help="runs of each contender (default: 3)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all samples to a file too")
    parser.add_argument("--keep", action="store_true", help="leave the folders that were worked in")
    parser.add_argument("--program", type=Path, help="a swtox-tui that is built already")
    parser.add_argument("--meter", type=Path, help="a ScreenMeter that is built already")
    parser.add_argument("--bare", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--peers", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if unknown := [name for name in options.names if name not in known]:
        parser.error(f"no benchmark '{unknown[0]}'; there are {', '.join(known)}")
    if options.repeat < 1:
        parser.error("--repeat: use a number from 1 on")
    return options


def measure(benchmark: Benchmark, setting: Setting, repeat: int) -> list[dict[str, object]]:
    print(f"\n== {benchmark.name}: {benchmark.summary}", flush=True)
    found = []
    for table in benchmark.tables(setting):
        if isinstance(table, Sheet):
            print(report.sheet_text(table), flush=True)
            found.append(report.sheet_object(benchmark.name, table))
            continue
        results = race(
            table.contenders, table.repeat or repeat, setting.tools.bare,
            lambda line: print(line, file=sys.stderr, flush=True))
        goals = table.goals({result.contender.name: result for result in results})
        print(report.table_text(table, results, goals), flush=True)
        found.append(report.table_object(benchmark.name, table, results, goals))
    return found


def main() -> int:
    options = arguments()
    chosen = [benchmark for benchmark in BENCHMARKS if not options.names or benchmark.name in options.names]
    others = [name for benchmark in chosen for name in benchmark.programs]
    programs = tools.find(options.program, options.bare, options.peers, others)
    programs.meter = options.meter
    print(report.heading(programs))
    for name in programs.missing:
        print(f"MISSING: {name} is not here and takes no part", flush=True)
    setting = Setting(programs, options.folder, options.quick, os.cpu_count() or 1)
    tables = []
    try:
        for benchmark in chosen:
            tables += measure(benchmark, setting, options.repeat)
    finally:
        if not options.keep:
            shutil.rmtree(options.folder, ignore_errors=True)
    if options.json:
        options.json.write_text(json.dumps(report.document(programs, tables), indent=2) + "\n")
    is_wrong = any(
        result["problem"] for table in tables for result in table["results"]
        if result["name"].split(":")[0] == "swtox")
    return 1 if is_wrong else 0


if __name__ == "__main__":
    sys.exit(main())
