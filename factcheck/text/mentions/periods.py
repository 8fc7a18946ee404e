"""Arithmetic of whole days: weeks begin on Monday (ISO 8601), quarters and halves in January."""

from __future__ import annotations

from dataclasses import replace
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Final

from factcheck.text.mentions.model import Period, Precision

_MONTHS: Final[dict[Precision, int]] = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_DECEMBER: Final = 12


def unresolved(precision: Precision) -> Period:
    """Return a period of which only the precision is known."""
    return Period(None, None, precision)


def months(year: int, month: int, precision: Precision) -> Period:
    """Return the month, quarter, half or year that begins with a month.

    Args:
        year: The year.
        month: Its first month; may lie outside 1 to 12, which then is in another year.
        precision: How long it is.
    """
    first_index = year * 12 + month - 1
    after = first_index + _MONTHS[precision]
    first_year, last_year = first_index // 12, after // 12
    if not MINYEAR <= first_year <= last_year < MAXYEAR:
        return unresolved(precision)
    last = date(last_year, after % 12 + 1, 1) - timedelta(days=1)
    return Period(date(first_year, first_index % 12 + 1, 1), last, precision)


def year(number: int) -> Period:
    """Return a calendar year."""
    return months(number, 1, "year")


def years(first: int, last: int, precision: Precision) -> Period:
    """Return several calendar years, or one."""
    if not MINYEAR <= first <= last < MAXYEAR:
        return unresolved(precision)
    return Period(date(first, 1, 1), date(last, _DECEMBER, 31), precision)


def day(year_number: int, month: int, number: int) -> Period | None:
    """Return one day; None where there is no such day."""
    try:
        one = date(year_number, month, number)
    except ValueError:
        return None
    return Period(one, one, "day")


def shifted(published: date | None, unit: str, offset: int) -> Period:
    """Return the unit of the calendar that lies `offset` units from the article's date.

    Args:
        published: The article's date, or None.
        unit: `day`, `week`, `month`, `quarter` or `year`.
        offset: -1 for the last one, 0 for this one, 1 for the next one.
    """
    precision = _PRECISIONS[unit]
    if published is None or abs(offset) > MAXYEAR:
        return unresolved(precision)
    if unit in {"day", "week"}:
        return _days_away(published, unit, offset)
    length = _MONTHS[precision]
    start = (published.month - 1) // length * length + 1
    return months(published.year, start + offset * length, precision)


_PRECISIONS: Final[dict[str, Precision]] = {
    "day": "day",
    "week": "week",
    "month": "month",
    "quarter": "quarter",
    "year": "year",
}


def _days_away(published: date, unit: str, offset: int) -> Period:
    """Return a day or a week that lies `offset` of them away."""
    try:
        if unit == "day":
            one = published + timedelta(days=offset)
            return Period(one, one, "day")
        monday = published - timedelta(days=published.weekday()) + timedelta(weeks=offset)
        return Period(monday, monday + timedelta(days=6), "week")
    except OverflowError:
        return unresolved(_PRECISIONS[unit])


def weekday(published: date | None, number: int, step: int, *, week: bool = False) -> Period:
    """Return a day of the week near the article's date.

    Args:
        published: The article's date, or None.
        number: 0 for Monday to 6 for Sunday.
        step: -1 for the latest one before it, 0 for the latest one up to it, 1 for the next one.
        week: Count calendar weeks instead: the day in last, this or next week.
    """
    if published is None:
        return unresolved("day")
    offset = number - published.weekday()
    if week:
        offset += 7 * step
    elif step > 0:
        offset = offset % 7 or 7
    elif step < 0:
        offset = -(-offset % 7 or 7)
    else:
        offset = -(-offset % 7)
    return _days_away(published, "day", offset)


def past_span(published: date | None, unit: str, count: int) -> Period:
    """Return the `count` units that end with the article's date: `the past three years`."""
    precision = _PRECISIONS[unit]
    if published is None or not 0 < count < MAXYEAR:
        return unresolved(precision)
    if unit in {"day", "week"}:
        away = _days_away(published, "day", -count * (7 if unit == "week" else 1))
    else:
        index = published.year * 12 + published.month - 1 - count * _MONTHS[precision]
        start = months(index // 12, index % 12 + 1, "month")
        away = start
        if start.first is not None and start.last is not None:
            one = start.first + timedelta(days=min(published.day, start.last.day) - 1)
            away = replace(start, first=one)
    return Period(away.first, published if away.first else None, precision)


def nearest_year(published: date | None, month: int, number: int | None) -> Period | None:
    """Return the day or the month without a year that is nearest to the article's date.

    Args:
        published: The article's date, or None.
        month: 1 to 12.
        number: The day, or None for the whole month.

    Returns:
        The period, not certain; unresolved without a date; None where there is no such day.
    """
    if published is None:
        return unresolved("month" if number is None else "day")
    choices = []
    for shift in (-1, 0, 1):
        at = published.year + shift
        one = months(at, month, "month") if number is None else day(at, month, number)
        if one is not None and one.first is not None and one.last is not None:
            gap = max((one.first - published).days, (published - one.last).days, 0)
            choices.append((gap, one))
    if not choices:
        return None
    best = min(choices, key=lambda choice: choice[0])[1]
    return replace(best, certain=False)


def joined(one: Period, other: Period) -> Period | None:
    """Return the stretch from one period to another; None where the second ends earlier."""
    if one.first is None or other.last is None:
        return Period(None, None, other.precision) if one.first is other.last else None
    if one.first >= other.last:
        return None
    return Period(one.first, other.last, other.precision, certain=one.certain and other.certain)
