"""Dates and periods in a text, resolved against the article's date.

Order of trial at a place: days with names or marks, ISO 8601 and numeric days, quarters and halves,
decades and centuries, relative words, weekdays, months, years. A year without a month is one only
where a word before it, brackets, a range, or a capitalised neighbour makes that plain.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from factcheck.text.mentions import date_days, date_relative, date_years
from factcheck.text.mentions.model import Found, Kind, Period

if TYPE_CHECKING:
    from datetime import date

    from factcheck.text.mentions import amounts
    from factcheck.text.mentions.date_words import DateWords
    from factcheck.text.mentions.tokens import Tokens


class Context(NamedTuple):
    """What dates are read with.

    Attributes:
        words: The language's words of dates.
        numbers: Its numbers, for `three years ago`.
        published: The article's date, or None.
    """

    words: DateWords
    numbers: amounts.Grammar
    published: date | None


def find(tokens: Tokens, index: int, context: Context) -> Found | None:
    """Return the date or the period that begins at `index`, or None."""
    read = _read(tokens, index, context)
    if read is None:
        return None
    period, end = read
    return Found(Kind.DATE, index, end, _bounded(tokens, index, period, context))


def _read(tokens: Tokens, index: int, context: Context) -> tuple[Period, int] | None:
    """Read a date, with the part of it that is meant (`late 2025`)."""
    part = context.words.parts.at(tokens, index)
    if part is not None:
        inner = _plain(tokens, part[1], context, after_part=True)
        if inner is not None and inner[0].precision != "day":
            return replace(inner[0], part=part[0]), inner[1]
    return _plain(tokens, index, context)


def _plain(
    tokens: Tokens, index: int, context: Context, *, after_part: bool = False
) -> tuple[Period, int] | None:
    """Read a date."""
    if index >= len(tokens):
        return None
    words, published = context.words, context.published
    return (
        date_days.read(tokens, index, words, published)
        or date_years.quarter(tokens, index, words, published)
        or date_years.decade(tokens, index, words)
        or date_relative.read(tokens, index, words, context.numbers, published)
        or date_days.month(tokens, index, words, published)
        or date_years.years(tokens, index, words, plausible=after_part)
    )


def _bounded(tokens: Tokens, index: int, period: Period, context: Context) -> Period:
    """Return the period with the side that a word before it means (`since`, `by`)."""
    found = context.words.bounds.before(tokens, index)
    at = index
    while found is None and at > 0 and context.words.lists["article"].before(tokens, at):
        at -= 1
        found = context.words.bounds.before(tokens, at)
    if found is None or (found[0] == "since" and _is_a_range(period)):
        return period
    return replace(period, bound=found[0])


def _is_a_range(period: Period) -> bool:
    """Say whether `from` opens a range that is the period itself: `from 1990 to 1995`."""
    if period.first is None or period.last is None:
        return False
    return period.precision in {"year", "day"} and (period.last - period.first).days > (
        0 if period.precision == "day" else 366
    )
