import os
import unittest

from romans import from_roman, to_roman

STEP = 1 if os.environ.get("ROMANS_EVERY_NUMBER") else 37


class RomansTests(unittest.TestCase):
    def test_known_numerals(self):
        for number, numeral in ((1, "I"), (4, "IV"), (1987, "MCMLXXXVII"), (3999, "MMMCMXCIX")):
            with self.subTest(number=number):
                self.assertEqual(to_roman(number), numeral)

    def test_numbers_outside_the_range_are_refused(self):
        for number in (0, -1, 4000):
            with self.subTest(number=number), self.assertRaises(ValueError):
                to_roman(number)

    def test_malformed_numerals_are_refused(self):
        for numeral in ("", "IIII", "VX", "IC", "i", "MMMM"):
            with self.subTest(numeral=numeral), self.assertRaises(ValueError):
                from_roman(numeral)

    def test_there_and_back(self):
        for number in range(1, 4000, STEP):
            self.assertEqual(from_roman(to_roman(number)), number)


if __name__ == "__main__":
    unittest.main()
