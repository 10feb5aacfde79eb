import os
import unittest

from leapyears import is_leap_year

CALENDAR = os.environ.get("CALENDAR", "gregorian")


class LeapYearsTests(unittest.TestCase):
    def test_every_fourth_year(self):
        self.assertTrue(is_leap_year(1996, CALENDAR))
        self.assertFalse(is_leap_year(1997, CALENDAR))

    def test_full_centuries(self):
        self.assertTrue(is_leap_year(1600, CALENDAR))
        self.assertEqual(is_leap_year(1500, CALENDAR), CALENDAR == "julian")


if __name__ == "__main__":
    unittest.main()
