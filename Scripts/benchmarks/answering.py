"""How soon keys are answered, at rest and under load."""

from __future__ import annotations

import shutil
import subprocess

import processes
import programs
from benchmark import Setting
from figures import Sheet, scaled
from meter import Answers, answers, painted, start
from programs import Program
from terminal import SIZES, Terminal, named

RATE = 100_000_000


def idle(setting: Setting, size: tuple[int, int], rivals: list[Program]) -> Sheet:
    """A cursor that goes down and up, as fast as a key that is held down."""
    own = programs.dashboard(setting, programs.matrix(setting, 1_000))
    everybody = [own, *rivals]
    count = setting.sized(200, 40)
    sheet = Sheet(f"{count} keys that move the cursor, {named(size)}", [program.name for program in everybody], notes=[
        "from the key to the first byte that comes back; in tmux it is a letter that is typed"] if rivals else [])
    for program, terminal in painted(sheet, everybody, size):
        terminal.collect(0.5)
        before = processes.usage(terminal.pid).processor_seconds
        tell(sheet, program.name, answers(terminal, walk(program, count)))
        used = processes.usage(terminal.pid).processor_seconds - before
        sheet.add("processor time for a key", "{:.2f} ms", program.name, used / count * 1000)
        if program is own:
            sheet.add("the picture is that of a repaint", "{}", program.name, is_exact(terminal), "yes")
        sheet.add("memory", "{:.1f} MB", program.name, processes.resident_bytes(terminal.pid) / 1e6)
    return sheet


def walk(program: Program, count: int) -> list[bytes]:
    return (program.keys * (count // len(program.keys) + 1))[:count]


def tell(sheet: Sheet, name: str, found: Answers) -> None:
    sheet.at_most("median", "{:.2f} ms", name, scaled(found.p50, 1000), 2)
    sheet.at_most("99 of 100", "{:.2f} ms", name, scaled(found.p99, 1000), 16)
    sheet.add("longest", "{:.2f} ms", name, scaled(found.longest, 1000))
    sheet.at_most("bytes for a key", "{:,.0f}", name, found.bytes_each, 120)
    sheet.add("keys without an answer", "{:.0f}", name, float(found.silent))


def is_exact(terminal: Terminal) -> str:
    """Whether many small changes led to the same screen as a repaint."""
    terminal.settle()
    before = terminal.screen.visible
    terminal.type(b"\x0c")
    terminal.settle()
    return "yes" if before == terminal.screen.visible else "no"


def loaded(setting: Setting) -> Sheet:
    """While sixteen environments write 100 MB a second in all."""
    count = setting.sized(200, 40)
    seconds = count * 0.05 + 6
    place = setting.folder / "screen/writing"
    writer = programs.script(place, "writer.py", programs.WRITER, RATE // 16, int(seconds))
    # The last two write nothing, so that their logs cost nothing.
    place = programs.parallel(setting, "writing", f"\n    !e9: {writer}\n    e9: sleep {seconds:.0f}", 18)
    words = ["run", "--jobs", "18", "--no-back-pressure"]
    program = programs.dashboard(setting, place, *words)
    rivals = programs.peers(setting, programs.small_log(setting), programs.repository(setting))
    rivals = [rival for rival in rivals if rival.name in ("less", "tmux")]
    own = [(size, is_quiet) for is_quiet in (False, True) for size in SIZES]
    columns = [f"swtox {named(size)}{', quiet' if is_quiet else ''}" for size, is_quiet in own]
    columns += [f"{rival.name} 80x24" for rival in rivals]
    title = f"{count} keys while 16 environments write {RATE // 1_000_000} MB a second in all"
    sheet = Sheet(title, columns, judged=columns[: len(own)], notes=[
        "the others answer beside a run without a dashboard", "of swtox until what is selected is another on the screen",
        "quiet: the cursor goes between two environments that write nothing, beside the sixteen that do"])
    for (size, is_quiet), name in zip(own, columns):
        with program.on(size) as terminal:
            if terminal.until(lambda screen: any("►18" in line for line in screen.text), 10) is None:
                sheet.problems[name] = "the environments did not run at once"
                continue
            keys = quiet_keys(terminal) if is_quiet else [program.down, program.up]
            before = processes.usage(terminal.pid)
            written = len(terminal.output)
            tell(sheet, name, answers(terminal, keys * (count // 2), seen=programs.selection))
            used = processes.usage(terminal.pid)
            sheet.add("written to the terminal", "{:,.0f} B/s", name,
                      (len(terminal.output) - written) / (used.moment - before.moment))
            sheet.add("processor", "{:.1f} %", name, used.since(before)[0])
            sheet.add("memory", "{:.1f} MB", name, processes.resident_bytes(terminal.pid) / 1e6)
            terminal.type(b"qs")
            terminal.wait(10)
        shutil.rmtree(place / ".swtox")
    for figure in sheet.figures:
        if figure.words == "bytes for a key":
            figure.goal = ""  # what the run writes meanwhile is among them
    for rival, name in zip(rivals, columns[len(own):]):
        load = subprocess.Popen(
            [setting.tools.swtox, "-c", str(place), "--headless", "--output", "none", *words[1:]], cwd=place,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            with rival.on(SIZES[0]) as terminal:
                start(terminal)
                terminal.collect(2)
                tell(sheet, name, answers(terminal, walk(rival, count)))
                terminal.type(rival.leave)
                terminal.wait(2)
        finally:
            load.terminate()
            load.wait()
            shutil.rmtree(place / ".swtox")
    return sheet


def quiet_keys(terminal: Terminal) -> list[bytes]:
    """Goes to the last environment, and tells the keys that lead to the other that is as quiet, and back."""
    terminal.type(b"G")
    terminal.collect(0.3)
    for keys in ([b"h", b"l"], [b"k", b"j"]):
        terminal.type(keys[0])
        terminal.collect(0.3)
        chosen = str(programs.selection(terminal.screen))
        terminal.type(keys[1])
        terminal.collect(0.3)
        if chosen.endswith("e9"):
            return keys
    return [b"k", b"j"]
