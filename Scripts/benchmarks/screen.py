"""The dashboard on terminals, beside other programs on the same."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from functools import partial

import answering
import browsing
import ending
import leaving
import painting
import processes
import programs
import resizing
import resting
from benchmark import Setting
from figures import Sheet
from terminal import SIZES

PROGRAMS = [*programs.PEERS, "strace"]


def screen(setting: Setting) -> Iterable[Sheet]:
    """One sheet after the other, as they are measured."""
    rivals = programs.peers(setting, programs.small_log(setting), programs.repository(setting))
    parts = [
        *(partial(painting.starts, setting, size, rivals) for size in SIZES),
        partial(painting.repaints, setting, rivals),
        partial(painting.changes, setting),
        *(partial(resting.idle, setting, size, rivals) for size in SIZES),
        partial(resting.running, setting),
        *(partial(answering.idle, setting, size, rivals) for size in SIZES),
        partial(answering.loaded, setting),
        partial(browsing.log, setting),
        partial(ending.restored, setting, rivals),
        partial(leaving.orphans, setting),
        partial(ending.strangers, setting, rivals),
        partial(resizing.storm, setting, rivals),
    ]
    for part in parts:
        yield crowded(part)


def crowded(part: Callable[[], Sheet]) -> Sheet:
    """Measures, and tells how much of the time somebody had to wait for a processor."""
    began, before = time.monotonic(), processes.waiting_seconds()
    sheet = part()
    after = processes.waiting_seconds()
    if before is not None and after is not None:
        percent = (after - before) / (time.monotonic() - began) * 100
        sheet.notes.append(f"somebody had to wait for a processor during {percent:.0f} % of the time")
    return sheet
