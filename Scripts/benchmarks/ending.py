"""Whether the terminal is given back however a program ends, and what programs do on terminals that are no good."""

from __future__ import annotations

import signal
import termios

import programs
from benchmark import Setting
from figures import Sheet
from meter import start
from programs import Program
from terminal import SIZES, Terminal

SIGNALS = ["INT", "TERM", "HUP", "QUIT", "SEGV", "ABRT", "BUS", "ILL", "TRAP", "FPE"]
#: Modes that have to be off: other screens, mouse, focus, pastes, frames in one piece.
BORROWED = {47, 1047, 1049, 1000, 1002, 1003, 1004, 1006, 1015, 2004, 2026}
#: What has to be among the last bytes.
SAID = [b"?1049l", b"?25h", b"?1000l", b"?2004l"]
#: What is wanted of terminals that can show one, and of those that cannot.
PICTURE = "a picture"
LINES = "a reason, then plain lines"
NAMES = {"unset": None, "dumb": "dumb", "nosuchterm": "nosuchterm", "xterm-ghostty": "xterm-ghostty", "vt100": "vt100"}


def restored(setting: Setting, rivals: list[Program]) -> Sheet:
    """After each way to end: settings of the terminal, its modes, and that the program is gone."""
    own = programs.dashboard(setting, programs.matrix(setting, 1_000))
    everybody = [own, *(rival for rival in rivals if rival.name != "tmux")]
    sheet = Sheet("the terminal after the end", [program.name for program in everybody], notes=[
        "'yes' is: the settings are those from before, no mode is left on, the cursor is seen; of swtox also that it "
        "says so: 1049l, 25h, 1000l, 2004l",
    ])
    for program in everybody:
        statuses = []
        for words in ["its key", *SIGNALS, "Ctrl-Z and fg"]:
            with program.on(SIZES[0]) as terminal:
                before = terminal.settings
                start(terminal)
                terminal.collect(0.1)
                verdict = suspended(terminal, program) if words == "Ctrl-Z and fg" else "yes"
                if words in SIGNALS:
                    terminal.kill(getattr(signal, f"SIG{words}"))
                else:
                    terminal.type(program.leave)
                status = terminal.wait(3)
                statuses.append(f"{words} {status}")
                if verdict == "yes":
                    verdict = state(terminal, before, program is own)
                sheet.add(words, "{}", program.name, verdict, "yes" if program is own else "")
        if program is own:
            sheet.notes.append(f"how swtox ended (less than nothing: by the signal): {', '.join(statuses)}")
    for program in everybody:
        with program.on(SIZES[0]) as terminal:
            start(terminal)
            terminal.close()
            verdict = "lives on" if terminal.wait(3) is None else "yes"
            sheet.add("ends with its terminal", "{}", program.name, verdict, "yes" if program is own else "")
    return sheet


def state(terminal: Terminal, before: list, has_to_say: bool) -> str:
    """`yes`, or what is wrong."""
    faults = []
    if terminal.status is None and not terminal.is_stopped:
        return "lives on"
    if settings(terminal) != before:
        faults.append("settings")
    modes = terminal.screen.modes
    faults += [str(mode) for mode in sorted(modes & BORROWED)]
    if 25 not in modes:
        faults.append("cursor")
    if has_to_say:
        end = terminal.output[-400:]
        faults += [f"no {word.decode()[1:]}" for word in SAID if word not in end]
    return ", ".join(faults) or "yes"


def settings(terminal: Terminal) -> list:
    return termios.tcgetattr(terminal.master)


def suspended(terminal: Terminal, program: Program) -> str:
    """Ctrl-Z, a look at the terminal, `fg`, and whether the picture is back."""
    before = terminal.settings
    shown = terminal.screen.text
    at_work = settings(terminal)
    terminal.type(b"\x1a")
    for _ in range(20):
        if terminal.is_stopped:
            break
        terminal.read(0.1)
    if not terminal.is_stopped:
        return "does not stop"
    terminal.settle()
    if (verdict := state(terminal, before, False)) != "yes":
        return f"stopped: {verdict}"
    terminal.resume()
    terminal.settle(0.3)
    if settings(terminal) != at_work:
        return "settings after fg"
    if program.name != "htop" and terminal.screen.text != shown:
        return "picture after fg"
    return "yes"


def strangers(setting: Setting, rivals: list[Program]) -> Sheet:
    """Terminals without a name, without abilities, and with a name that nobody knows."""
    own = programs.dashboard(setting, programs.matrix(setting, 1_000))
    everybody = [own, *rivals]
    sheet = Sheet("unusual values of TERM", [program.name for program in everybody])
    goals = {"xterm-ghostty": PICTURE, "vt100": PICTURE}
    for words, name in NAMES.items():
        goal = goals.get(words, LINES)
        for program in everybody:
            with program.on(SIZES[0], TERM=name) as terminal:
                start(terminal, 3)
                status = terminal.wait(0.5)
                value = "picture" if status is None else f"exit {status}"
                if program is own:
                    sheet.add(
                        f"TERM {words}", "{}", program.name, shown(terminal, status), goal,
                        lambda value, goal=goal: value == goal)
                    said = " ".join(terminal.output.decode(errors="replace").split())
                    if goal == LINES:
                        sheet.notes.append(f"TERM {words}: swtox says '{said[:200]}'")
                else:
                    sheet.add(f"TERM {words}", "{}", program.name, value)
                if terminal.status is None:
                    terminal.type(program.leave)
                    terminal.wait(2)
    return sheet


def shown(terminal: Terminal, status: int | None) -> str:
    """What swtox makes of a terminal: a whole picture, or what it says and a prompt that answers."""
    if status is not None:
        return f"exit {status}"
    if b"swtox>" not in terminal.output:
        return PICTURE if terminal.until(programs.is_whole, 1) else "no whole picture"
    terminal.type(b"help\nquit\n")
    ending = terminal.wait(2)
    is_told = b"TERM" in terminal.output and b"quit" in terminal.output
    return LINES if is_told and ending is not None else f"lines, told: {is_told}, exit {ending}"

