"""Roman numerals from 1 to 3999."""

SYMBOLS = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)


def to_roman(number):
    """The numeral of a whole number; ValueError outside 1...3999."""
    if not 1 <= number <= 3999:
        raise ValueError(f"no Roman numeral for {number}")
    numeral = ""
    for value, symbol in SYMBOLS:
        count, number = divmod(number, value)
        numeral += symbol * count
    return numeral


def from_roman(numeral):
    """The number of a numeral in its usual form; ValueError for anything else."""
    number, rest = 0, numeral
    for value, symbol in SYMBOLS:
        while rest.startswith(symbol):
            number, rest = number + value, rest[len(symbol):]
    if rest or not 1 <= number <= 3999 or to_roman(number) != numeral:
        raise ValueError(f"'{numeral}' is no Roman numeral")
    return number
