"""A program on a pseudo-terminal of its own, with everything it writes and when."""

from __future__ import annotations

import fcntl
import os
import select
import signal
import struct
import termios
import time
from collections.abc import Callable
from pathlib import Path

from emulator import Screen
from holder import STOPPED, close_all_but, hold

#: What terminals are asked, and what this one answers.
ANSWERS = {b"\x1b[?2026$p": b"\x1b[?2026;2$y", b"\x1b[c": b"\x1b[?62;22c", b"\x1b[6n": b"\x1b[1;1R"}
FRAME_BEGIN, FRAME_END = b"\x1b[?2026h", b"\x1b[?2026l"
SIZES = ((24, 80), (60, 200))


def named(size: tuple[int, int]) -> str:
    return f"{size[1]}x{size[0]}"


class Terminal:
    """Starts the program at once; to be left by `with`, which ends it whatever it does."""

    def __init__(
        self, command: list[str], size: tuple[int, int], folder: Path, variables: dict[str, str | None] | None = None
    ) -> None:
        self.size = size
        #: What was written, each piece with the time at which it was there, in seconds.
        self.chunks: list[tuple[float, bytes]] = []
        #: How it ended: a code, or less than nothing for a signal.
        self.status: int | None = None
        self.is_stopped = False
        self.is_closed = False
        self._screen = Screen(*size)
        self._fed = 0
        self.master, slave = os.openpty()
        self.resize(size)
        self.settings = termios.tcgetattr(self.master)
        reports, told = os.pipe()
        commands, self.orders = os.pipe()
        self.holder = os.fork()
        if self.holder == 0:
            try:
                close_all_but(slave, told, commands)
                hold(command, slave, told, commands, folder, environment(folder, variables or {}))
            finally:
                os._exit(127)
        for file in (slave, told, commands):
            os.close(file)
        self.reports = reports
        self.pid, began = struct.unpack("=qq", os.read(reports, 16))
        #: The moment before the program took the place of its forked parent.
        self.began = began / 1e9

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self.orders)  # the holder then kills what is left of the program itself
        if self.status is None:
            self.kill(signal.SIGKILL)
        self.close()
        os.waitpid(self.holder, 0)
        os.close(self.reports)

    def close(self) -> None:
        """The terminal goes away, as when its window is closed."""
        if not self.is_closed:
            self.is_closed = True
            os.close(self.master)

    def resize(self, size: tuple[int, int]) -> None:
        """Sets the window's size; the kernel tells the program."""
        self.size = size
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))

    def kill(self, number: int) -> None:
        try:
            os.kill(self.pid, number)
        except ProcessLookupError:
            pass  # it has ended by itself

    def resume(self) -> None:
        """What the shell does for `fg`."""
        self.is_stopped = False
        os.write(self.orders, b"c")

    def type(self, keys: bytes) -> float:
        """Types, and tells when that was."""
        moment = time.monotonic()
        os.write(self.master, keys)
        return moment

    def read(self, seconds: float) -> bytes:
        """What is written next, if anything is within so many seconds; questions are answered."""
        files = [self.reports] if self.status is None else []
        if not self.is_closed:
            files.append(self.master)
        ready = select.select(files, [], [], max(0.0, seconds))[0]
        moment = time.monotonic()
        data = b""
        if self.master in ready and not self.is_closed:
            try:
                data = os.read(self.master, 1 << 16)
            except OSError:
                data = b""  # nobody holds the other end any more
            if not data:
                self.close()
        elif self.reports in ready:
            self.note(os.read(self.reports, 8))
        if data:
            self.chunks.append((moment, data))
            tail = self.chunks[-2][1][-16:] if len(self.chunks) > 1 else b""
            for question, answer in ANSWERS.items():
                if question in data or (question in tail + data[:16] and question not in tail):
                    self.type(answer)
        return data

    def note(self, report: bytes) -> None:
        if len(report) == 8:
            (word,) = struct.unpack("=q", report)
            if word == STOPPED:
                self.is_stopped = True
                return
            self.status = word
        else:
            self.status = self.status if self.status is not None else 127

    def collect(self, seconds: float) -> bytes:
        """All that is written within so many seconds."""
        end = time.monotonic() + seconds
        parts = []
        while (left := end - time.monotonic()) > 0 and not (self.is_closed and self.status is not None):
            parts.append(self.read(left))
        return b"".join(parts)

    def settle(self, silence: float = 0.12, limit: float = 10) -> bytes:
        """All that is written until nothing comes for a while."""
        end = time.monotonic() + limit
        parts = []
        while time.monotonic() < end and (data := self.read(silence)):
            parts.append(data)
        return b"".join(parts)

    def wait(self, seconds: float) -> int | None:
        """How the program ended, if it does so in time; reads on meanwhile."""
        end = time.monotonic() + seconds
        while self.status is None and (left := end - time.monotonic()) > 0:
            self.read(left)
        while not self.is_closed and self.read(0.05):
            pass
        return self.status

    def until(self, holds: Callable[[Screen], bool], seconds: float, since: float | None = None) -> float | None:
        """The moment from which on something holds of the screen; pieces are looked at when none is there to be read.

        With `since` only what is written after that counts, though it held before.
        """
        end = time.monotonic() + seconds
        if since is None and self._fed and holds(self._screen):
            return self.chunks[self._fed - 1][0]
        while True:
            while self._fed < len(self.chunks):
                moment, data = self.chunks[self._fed]
                self._screen.feed(data)
                self._fed += 1
                if moment > (since or 0) and holds(self._screen):
                    return moment
            left = end - time.monotonic()
            if left <= 0 or (self.is_closed and self.status is not None):
                return None
            if self.read(left):
                while self.read(0.002):
                    pass

    @property
    def screen(self) -> Screen:
        """The screen as all that was written leaves it."""
        for _, data in self.chunks[self._fed :]:
            self._screen.feed(data)
        self._fed = len(self.chunks)
        return self._screen

    @property
    def output(self) -> bytes:
        return b"".join(data for _, data in self.chunks)


def environment(folder: Path, changes: dict[str, str | None]) -> dict[str, str]:
    """Variables that say nothing of who measures; `None` leaves one out."""
    usual = {
        "PATH": os.environ["PATH"], "HOME": str(folder), "SHELL": "/bin/sh", "LC_ALL": "C.UTF-8",
        "TERM": "xterm-256color",
    }
    return {name: value for name, value in {**usual, **changes}.items() if value is not None}
