"""What is left of commands that go into the background when the program that started them ends."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress

import processes
import programs
from benchmark import Setting
from figures import Sheet
from terminal import SIZES, Terminal

#: Forks twice into a session of its own, and waits; neither listens to polite signals.
DAEMON = """
import os, signal, sys, time
for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
    signal.signal(number, signal.SIG_IGN)
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.chdir("/")
        os.closerange(0, 256)
        time.sleep(300)
    os._exit(0)
time.sleep(300)
"""
WAYS: dict[str, Callable[[Terminal], object]] = {
    "q, then s": lambda terminal: (terminal.type(b"q"), terminal.collect(0.3), terminal.type(b"s")),
    "Ctrl-C twice": lambda terminal: (terminal.type(b"\x03"), terminal.collect(0.5), terminal.type(b"\x03")),
    "TERM": lambda terminal: terminal.kill(signal.SIGTERM),
    "HUP": lambda terminal: terminal.kill(signal.SIGHUP),
    "the terminal goes away": lambda terminal: terminal.close(),
    "KILL": lambda terminal: terminal.kill(signal.SIGKILL),
    "SEGV": lambda terminal: terminal.kill(signal.SIGSEGV),
}


def orphans(setting: Setting) -> Sheet:
    """Eight environments, each with a command that leaves a daemon behind; counted some seconds after."""
    mark = f"SWTOX_SCREEN_BENCHMARK={os.getpid()}"
    place = setting.folder / "screen/daemons"
    command = programs.script(place, "daemon.py", DAEMON)
    name, value = mark.split("=")
    place = programs.parallel(setting, "daemons", f"{command}\nset_env = {name}={value}", 8)
    program = programs.dashboard(setting, place, "run", "--jobs", "8", "--no-back-pressure")
    sheet = Sheet("processes of commands left 5 s after the end", ["swtox"], notes=[
        "eight environments with a command and its daemon each, which forked twice into a session of its own and ignore "
        "INT, HUP and TERM",
    ])
    for words, end in WAYS.items():
        with program.on(SIZES[0]) as terminal:
            began = time.monotonic()
            while len(processes.marked(mark)) < 16 and time.monotonic() < began + 15:
                terminal.collect(0.2)
            running = len(processes.marked(mark))
            moment = time.monotonic()
            end(terminal)
            gone = None
            while time.monotonic() < moment + 5:
                terminal.collect(0.1)
                time.sleep(0.1 if terminal.status is not None else 0)
                if gone is None and not processes.marked(mark):
                    gone = time.monotonic() - moment
            left = processes.marked(mark)
            sheet.add(words, "{:.0f}", "swtox", float(len(left)), "0", lambda count: count == 0)
            after = f"all gone after {gone:.1f} s" if gone is not None else f"left: {sorted(set(left.values()))}"
            sheet.notes.append(f"{words}: {running} processes ran; {after}; swtox ended with {terminal.status}")
            for pid in left:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
    return sheet
