"""The process between a meter and the program on a terminal, in the place of a shell.

It owns the session, so that job control works, and the terminal's settings can be read after the program's end.
"""

from __future__ import annotations

import os
import resource
import signal
import struct
import time
from contextlib import suppress
from pathlib import Path

#: What is told when the program stops; else it is how it ended.
STOPPED = 1 << 20
#: What shells do not listen to, and their children do.
QUIET = (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP, signal.SIGTTOU, signal.SIGTTIN, signal.SIGHUP)


def close_all_but(*files: int) -> None:
    """Other terminals among them, which would not be hung up otherwise."""
    for name in os.listdir("/proc/self/fd"):
        if int(name) > 2 and int(name) not in files:
            with suppress(OSError):
                os.close(int(name))


def hold(command: list[str], slave: int, told: int, commands: int, folder: Path, variables: dict[str, str]) -> None:
    """The holder: starts the program in the foreground, tells when it stops and ends, and lets it go on when told."""
    os.login_tty(slave)
    for number in QUIET:
        signal.signal(number, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    pid = os.fork()
    if pid == 0:
        os.setpgid(0, 0)
        os.tcsetpgrp(0, os.getpid())
        for number in QUIET:
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        os.chdir(folder)
        os.write(told, struct.pack("=qq", os.getpid(), time.monotonic_ns()))
        os.execvpe(command[0], command, variables)
    while True:
        status = os.waitpid(pid, os.WUNTRACED)[1]
        if not os.WIFSTOPPED(status):
            break
        os.tcsetpgrp(0, os.getpgrp())
        os.write(told, struct.pack("=q", STOPPED))
        if os.read(commands, 1):
            os.tcsetpgrp(0, pid)
            os.killpg(pid, signal.SIGCONT)
        else:
            os.kill(pid, signal.SIGKILL)
    os.write(told, struct.pack("=q", os.waitstatus_to_exitcode(status)))
    # The settings are the terminal's as long as somebody holds it.
    os.read(commands, 1)
