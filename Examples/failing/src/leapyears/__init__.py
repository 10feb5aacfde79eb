"""Leap years in the Gregorian and, wrongly, in the Julian calendar."""


def is_leap_year(year, calendar="gregorian"):
    """Whether the year has 366 days in the calendar of that name."""
    # On purpose: every fourth year is a leap year in the Julian calendar, 1500 too.
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
