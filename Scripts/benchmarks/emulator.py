"""A screen for the bytes that terminal programs write: what of xterm's language ncurses uses, and no more."""

from __future__ import annotations

import re
import unicodedata
from codecs import getincrementaldecoder

#: A run of characters without controls; a control sequence; a string up to its end; an escape of two or three bytes.
TOKEN = re.compile(
    r"([^\x00-\x1f\x7f]+)|\x1b\[([<-?]?)([\d;:]*)([ -/]*)([@-~])|\x1b[]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)"
    r"|\x1b([()*+].|[0-~])|([\x00-\x1a\x1c-\x1f\x7f])", re.DOTALL)
#: What may still become one of these with more bytes.
UNFINISHED = re.compile(r"\x1b(?:\[[<-?]?[\d;:]*[ -/]*|[]PX^_][^\x07\x1b]*\x1b?|[()*+])?\Z", re.DOTALL)
#: The line drawing set, from `_` to `~`.
LINES = dict(zip("`afgjklmnopqrstuvwxyz{|}~", "◆▒°±┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·"))
PLAIN: tuple[str, ...] = ()
BLANK = (" ", PLAIN)


class Screen:
    """A grid of characters with their looks, a cursor, and the modes that were turned on."""

    def __init__(self, rows: int, columns: int) -> None:
        self.decoder = getincrementaldecoder("utf-8")("replace")
        self.rest = ""
        self.rows, self.columns = rows, columns
        self.modes: set[int] = {7, 25}
        #: What could not be understood, for those who doubt the picture.
        self.unknown: set[str] = set()
        self.reset()

    def reset(self) -> None:
        self.grid = [[BLANK] * self.columns for _ in range(self.rows)]
        self.row = self.column = 0
        self.is_wrapping = False
        self.look = PLAIN
        self.top, self.bottom = 0, self.rows
        self.drawn = False
        self.saved = (0, 0, PLAIN)
        self.last = " "

    def resize(self, rows: int, columns: int) -> None:
        """Keeps what fits at the upper left."""
        self.grid = [(line + [BLANK] * columns)[:columns] for line in self.grid[:rows]]
        self.grid += [[BLANK] * columns for _ in range(rows - len(self.grid))]
        self.rows, self.columns = rows, columns
        self.top, self.bottom = 0, rows
        self.move(self.row, self.column)

    @property
    def text(self) -> list[str]:
        return ["".join(character for character, _ in line).rstrip() for line in self.grid]

    @property
    def visible(self) -> list[list[tuple[str, tuple[str, ...]]]]:
        """The grid without what cannot be seen: the colour of what is blank."""

        def seen(cell: tuple[str, tuple[str, ...]]) -> tuple[str, tuple[str, ...]]:
            return (" ", tuple(part for part in cell[1] if part in "47" or part[0] == "b")) if cell[0] == " " else cell

        return [[seen(cell) for cell in line] for line in self.grid]

    def looks(self, row: int, column: int, count: int) -> list[tuple[str, ...]]:
        return [look for _, look in self.grid[row][column : column + count]]

    def feed(self, data: bytes) -> None:
        text = self.rest + self.decoder.decode(data)
        unfinished = UNFINISHED.search(text)
        end = unfinished.start() if unfinished else len(text)
        self.rest = text[end:]
        position = 0
        while position < end:
            token = TOKEN.match(text, position, end)
            if token is None:
                self.unknown.add(text[position : position + 8])
                position += 1
                continue
            position = token.end()
            words, prefix, numbers, between, final, escape, control = token.groups()
            if words:
                self.write(words)
            elif final:
                self.control(prefix + between, numbers, final)
            elif escape:
                self.escape(escape)
            elif control:
                self.steer(control)

    def write(self, words: str) -> None:
        for character in words:
            if self.drawn:
                character = LINES.get(character, character)
            width = 1 if "\x20" <= character < "\u0300" else width_of(character)
            if width == 0:
                continue
            if self.is_wrapping or self.column + width > self.columns:
                self.column = 0
                self.feed_line()
            self.put(character, width)

    def put(self, character: str, width: int) -> None:
        line = self.grid[self.row]
        line[self.column] = (character, self.look)
        if width == 2 and self.column + 1 < self.columns:
            line[self.column + 1] = ("", self.look)
        self.last = character
        self.column += width
        self.is_wrapping = self.column >= self.columns
        if self.is_wrapping:
            self.column = self.columns - 1

    def steer(self, control: str) -> None:
        match control:
            case "\r": self.move(self.row, 0)
            case "\n" | "\v" | "\f": self.feed_line()
            case "\b": self.move(self.row, self.column - 1)
            case "\t": self.move(self.row, (self.column // 8 + 1) * 8)
            case "\x0e": self.drawn = True
            case "\x0f": self.drawn = False

    def escape(self, code: str) -> None:
        match code:
            case "(0": self.drawn = True
            case "(B": self.drawn = False
            case "7": self.saved = (self.row, self.column, self.look)
            case "8":
                self.move(*self.saved[:2])
                self.look = self.saved[2]
            case "M":
                if self.row == self.top:
                    self.scroll(-1)
                else:
                    self.move(self.row - 1, self.column)
            case "D": self.feed_line()
            case "E":
                self.feed_line()
                self.move(self.row, 0)
            case "c": self.reset()
            case "=" | ">" | "\\": pass
            case _: self.unknown.add("ESC " + code)

    def control(self, prefix: str, words: str, final: str) -> None:
        numbers = [int(word) if word.isdigit() else 0 for word in re.split("[;:]", words)]
        count = max(1, numbers[0])
        second = max(1, numbers[1]) if len(numbers) > 1 else 1
        if prefix:
            if prefix == "?" and final in "hl":
                self.set_modes(numbers, final == "h")
            return
        line = self.grid[self.row]
        blank = (" ", self.background)
        match final:
            case "H" | "f": self.move(count - 1, second - 1)
            case "A": self.move(self.row - count, self.column)
            case "B" | "e": self.move(self.row + count, self.column)
            case "C" | "a": self.move(self.row, self.column + count)
            case "D": self.move(self.row, self.column - count)
            case "G" | "`": self.move(self.row, count - 1)
            case "d": self.move(count - 1, self.column)
            case "J": self.erase_display(numbers[0], blank)
            case "K": self.erase_line(numbers[0], blank)
            case "X":
                end = min(self.columns, self.column + count)
                line[self.column : end] = [blank] * (end - self.column)
            case "@": line[self.column :] = ([blank] * count + line[self.column :])[: self.columns - self.column]
            case "P": line[self.column :] = (line[self.column + count :] + [blank] * count)[: self.columns - self.column]
            case "L": self.shift(self.row, count)
            case "M": self.shift(self.row, -count)
            case "S": self.scroll(count)
            case "T": self.scroll(-count)
            case "Z": self.move(self.row, (self.column - 1) // 8 * 8)
            case "b": self.write(self.last * count)
            case "m": self.set_look(numbers)
            case "r":
                self.top = count - 1
                self.bottom = min(self.rows, second) if len(numbers) > 1 and numbers[1] else self.rows
                self.move(0, 0)
            case "s": self.saved = (self.row, self.column, self.look)
            case "u": self.move(*self.saved[:2])
            case "h" | "l" | "n" | "c" | "t" | "q" | "p": pass
            case _: self.unknown.add("CSI " + final)

    @property
    def background(self) -> tuple[str, ...]:
        """What erased cells look like: the background and nothing else."""
        return tuple(part for part in self.look if part.startswith("b"))

    def set_modes(self, numbers: list[int], is_on: bool) -> None:
        for number in numbers:
            (self.modes.add if is_on else self.modes.discard)(number)
            if number in (47, 1047, 1049) and is_on:
                self.erase_display(2, BLANK)

    def set_look(self, numbers: list[int]) -> None:
        """A look is a tuple of words: `1` to `9`, `f` and `b` with a colour."""
        look = set(self.look)
        index = 0
        while index < len(numbers):
            number = numbers[index]
            if number in (38, 48):
                size = 3 if numbers[index + 1 : index + 2] == [5] else 5
                kind = "f" if number == 38 else "b"
                look = {part for part in look if part[0] != kind}
                look.add(kind + ".".join(map(str, numbers[index + 1 : index + size])))
                index += size
                continue
            if number == 0:
                look = set()
            elif number < 10:
                look.add(str(number))
            elif 20 < number < 30:
                look -= {"1", "2"} if number == 22 else {str(number - 20)}
            elif 30 <= number < 50 or 90 <= number < 108:
                kind = "f" if number < 40 or 90 <= number < 98 else "b"
                look = {part for part in look if part[0] != kind}
                if number not in (39, 49):
                    look.add(f"{kind}{number % 10 + (8 if number >= 90 else 0)}")
            index += 1
        self.look = tuple(sorted(look))

    def move(self, row: int, column: int) -> None:
        self.row = min(max(0, row), self.rows - 1)
        self.column = min(max(0, column), self.columns - 1)
        self.is_wrapping = False

    def feed_line(self) -> None:
        self.is_wrapping = False
        if self.row == self.bottom - 1:
            self.scroll(1)
        elif self.row < self.rows - 1:
            self.row += 1

    def scroll(self, count: int) -> None:
        """Moves the scrolling region up, or down by less than nothing."""
        self.shift_lines(self.top, -count)

    def shift(self, row: int, count: int) -> None:
        if self.top <= row < self.bottom:
            self.shift_lines(row, count)
            self.move(self.row, 0)

    def shift_lines(self, start: int, count: int) -> None:
        lines = self.grid[start : self.bottom]
        size = len(lines)
        new = [[(" ", self.background)] * self.columns for _ in range(min(abs(count), size))]
        self.grid[start : self.bottom] = (new + lines)[:size] if count > 0 else (lines[len(new) :] + new)

    def erase_display(self, how: int, blank: tuple[str, tuple[str, ...]]) -> None:
        if how in (0, 1):
            self.erase_line(how, blank)
        rows = {0: range(self.row + 1, self.rows), 1: range(self.row)}.get(how, range(self.rows))
        for row in rows:
            self.grid[row] = [blank] * self.columns

    def erase_line(self, how: int, blank: tuple[str, tuple[str, ...]]) -> None:
        start = self.column if how == 0 else 0
        end = self.column + 1 if how == 1 else self.columns
        self.grid[self.row][start:end] = [blank] * (end - start)


def width_of(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
