"""Results as text for people and as JSON for programs."""

from __future__ import annotations

import os
import platform
from datetime import datetime, timezone

from benchmark import Goal, Table
from figures import Sheet
from measure import Measured
from tools import Tools


def machine() -> dict[str, object]:
    """What the figures depend on beside the programs."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "kernel": platform.release(), "machine": platform.machine(), "cores": os.cpu_count(), "memory": memory,
        "load": os.getloadavg()[0],
    }


def heading(tools: Tools) -> str:
    about = machine()
    words = [f"{about['cores']} cores, {about['memory'] / 1e9:.0f} GB, Linux {about['kernel']}"]
    words.append(f"load before the start {about['load']:.1f}")
    return "; ".join(words) + "\n" + "\n".join(f"  {name}: {text}" for name, text in tools.versions.items())


def table_text(table: Table, results: list[Measured], goals: list[Goal]) -> str:
    """A line for each contender: its times, how often the first one's time that is, and its memory."""
    lines = ["", table.title]
    width = max(len(result.contender.name) for result in results)
    first = results[0]
    lines.append(f"  {'':{width}}  {'min':>9} {'median':>9} {'max':>9} {table.unit:<14} {'ratio':>8} {'CPU':>9} {'peak':>9}")
    for result in results:
        name = f"  {result.contender.name:{width}}  "
        if result.samples:
            scale = table.scale / result.contender.count
            times = " ".join(
                figure(value * scale) for value in (result.seconds[0], result.median, result.seconds[-1]))
            ratio = f"{result.unit / first.unit:6.2f}x" if first.samples else ""
            lines.append(f"{name}{times} {'':14} {ratio:>8} {figure(result.processor_median * scale)} {result.peak_bytes / 1e6:6.0f} MB")
        if result.problem:
            lines.append(f"{name}NO RESULT: {result.problem}")
    lines += [f"  goal: {goal.words}: {goal.form.format(goal.value)}, {'met' if goal.is_met else 'MISSED'}" for goal in goals]
    return "\n".join(lines + [f"  ({note})" for note in table.notes])


def figure(value: float) -> str:
    return f"{value:9.2f}" if value >= 0.1 else f"{value:9.4f}"


def table_object(name: str, table: Table, results: list[Measured], goals: list[Goal]) -> dict[str, object]:
    return {
        "benchmark": name, "title": table.title, "notes": table.notes,
        "results": [
            {
                "name": result.contender.name, "count": result.contender.count, "problem": result.problem or None,
                "seconds": [sample.seconds for sample in result.samples],
                "processorSeconds": [sample.processor_seconds for sample in result.samples],
                "peakBytes": [sample.peak_bytes for sample in result.samples],
            }
            for result in results
        ],
        "goals": [{"goal": goal.words, "value": goal.value, "met": goal.is_met} for goal in goals],
    }


def sheet_text(sheet: Sheet) -> str:
    """A line for each figure: what it is in each program, the goal, and whether swtox reached it."""
    head = ["", *sheet.programs, "goal", ""]
    rows = [head]
    for figure in sheet.figures:
        values = [figure.told(name) for name in sheet.programs]
        rows.append([figure.words, *values, figure.goal, sheet.verdict(figure)])
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    lines = ["", sheet.title]
    for words, *values, goal, verdict in rows:
        cells = [f"{value:>{width}}" for value, width in zip(values, widths[1:])]
        lines.append(f"  {words:{widths[0]}}  {'  '.join(cells)}   {goal:{widths[-2]}}  {verdict}".rstrip())
    lines += [f"  {name}: NO RESULT: {problem}" for name, problem in sheet.problems.items()]
    return "\n".join(lines + [f"  ({note})" for note in sheet.notes])


def sheet_object(name: str, sheet: Sheet) -> dict[str, object]:
    return {
        "benchmark": name, "title": sheet.title, "notes": sheet.notes,
        "results": [
            {"name": program, "problem": sheet.problems.get(program)} for program in sheet.programs
        ],
        "figures": [
            {"name": figure.words, "form": figure.form, "values": figure.values, "goal": figure.goal or None}
            for figure in sheet.figures
        ],
        "goals": [{"goal": goal.words, "value": goal.value, "met": goal.is_met} for goal in sheet.goals],
    }


def document(tools: Tools, tables: list[dict[str, object]]) -> dict[str, object]:
    return {
        "swtox-bench": 1, "when": datetime.now(timezone.utc).isoformat(timespec="seconds"), "machine": machine(),
        "versions": tools.versions, "missing": tools.missing, "tables": tables,
    }
