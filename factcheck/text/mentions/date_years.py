"""Years, and what is longer or shorter by whole months: quarters, halves, decades, centuries."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from factcheck.text.mentions import ordinals, periods
from factcheck.text.mentions.date_days import MAX_YEAR, MIN_YEAR, number, year_at
from factcheck.text.mentions.model import Period, Precision, Quantity
from factcheck.text.mentions.tokens import NUMERAL, WORD

if TYPE_CHECKING:
    from datetime import date

    from factcheck.text.mentions.date_words import DateWords
    from factcheck.text.mentions.tokens import Tokens

Read = tuple[Period, int]

_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_QUARTERS: Final = 4
_HALVES: Final = 2
_CENTURIES: Final = 21
_LIKELY: Final = range(1900, 2100)
_SHORT_YEAR: Final = 2
_DASHES: Final = frozenset("-–—")


def quarter(tokens: Tokens, index: int, words: DateWords, published: date | None) -> Read | None:
    """Read `kuartal II 2023`, `Q2 2023`, `the second quarter of 2023`, `semester I 2024`."""
    for name, count in (("quarter", _QUARTERS), ("half", _HALVES)):
        found = _counted(tokens, index, words, name) or _lettered(tokens, index, words, name)
        if found is None or not 1 <= found[0] <= count:
            continue
        length = 12 // count
        precision: Precision = "quarter" if name == "quarter" else "half"
        stretch = ((found[0] - 1) * length + 1, precision)
        return _in_its_year(tokens, found[1], words, published, stretch)
    return None


def _counted(tokens: Tokens, index: int, words: DateWords, name: str) -> tuple[int, int] | None:
    """Return the number of a quarter or half with its word before or after it."""
    before = words.lists[f"{name}_before"].at(tokens, index)
    if before is not None:
        at = before[1]
        at += 2 if tokens.fold_at(at) == "ke" and tokens.fold_at(at + 1) == "-" else 0
        return _small(tokens, at, words)
    at = index
    article = words.lists["article"].at(tokens, index)
    if article is not None:
        at = article[1]
    small = _small(tokens, at, words)
    after = words.lists[f"{name}_after"].at(tokens, small[1]) if small is not None else None
    return None if small is None or after is None else (small[0], after[1])


def _small(tokens: Tokens, index: int, words: DateWords) -> tuple[int, int] | None:
    """Return a number of one to four in digits, in Roman numerals or as an ordinal."""
    if tokens.fold_at(index) in _ROMAN and tokens.words[index].isupper():
        return _ROMAN[tokens.folds[index]], index + 1
    value = number(tokens, index)
    if value is not None:
        suffixed = tokens.glued(index + 1) and tokens.fold_at(index + 1) in {"st", "nd", "rd", "th"}
        return value, index + 1 + suffixed
    return words.ordinals.at(tokens, index)


def _lettered(tokens: Tokens, index: int, words: DateWords, name: str) -> tuple[int, int] | None:
    """Return the number of `Q2`, which the tokeniser gives as a letter and a numeral."""
    letters = words.lists.get(f"{name}_letters")
    found = letters.at(tokens, index) if letters else None
    if found is None or not tokens.glued(found[1]):
        return None
    value = number(tokens, found[1])
    return None if value is None else (value, found[1] + 1)


def _in_its_year(
    tokens: Tokens,
    at: int,
    words: DateWords,
    published: date | None,
    stretch: tuple[int, Precision],
) -> Read:
    """Return the quarter or half in the year that follows, or else in the article's own."""
    start, length = stretch
    skipped = at + (tokens.fold_at(at) in {"/", "-", ",", "'", "of"})
    before = words.lists["year_before"].at(tokens, skipped)
    skipped = skipped if before is None else before[1]
    year = year_at(tokens, skipped, words) if tokens.same_line(skipped) else None
    if year is not None:
        return periods.months(year[0], start, length), year[1]
    relative = words.relative.at(tokens, skipped)
    if relative is not None and relative[0][0] == "year" and published is not None:
        return periods.months(published.year + relative[0][1], start, length), relative[1]
    end = at - (tokens.fold_at(at - 1) in {"of", "in"})
    if published is None:
        return periods.unresolved(length), end
    return replace(periods.months(published.year, start, length), certain=False), end


def decade(tokens: Tokens, index: int, words: DateWords) -> Read | None:
    """Read `1990-an`, `the 1990s`, and centuries."""
    at = index
    for name in ("decade_before", "century_before"):
        before = words.lists[name].at(tokens, index)
        if name == "century_before" and before is not None:
            return _century_after_word(tokens, before[1])
    article = words.lists["article"].at(tokens, index)
    at = index if article is None else article[1]
    return _decade(tokens, at, words) or _century_before_word(tokens, at, words)


def _decade(tokens: Tokens, index: int, words: DateWords) -> Read | None:
    """Read the digits of a decade and their suffix."""
    value = number(tokens, index)
    if value is None or value % 10 or not words.lists["decade_suffix"]:
        return None
    at = index + 1
    at += tokens.fold_at(at) == "-" and tokens.glued(at)
    suffix = words.lists["decade_suffix"].at(tokens, at) if tokens.glued(at) else None
    if suffix is None:
        return None
    if len(tokens.words[index]) == _SHORT_YEAR:
        first = 1900 + value if value >= 30 else 2000 + value  # noqa: PLR2004 - the 30s to the 90s
        return replace(periods.years(first, first + 9, "decade"), certain=False), suffix[1]
    if not MIN_YEAR <= value <= MAX_YEAR:
        return None
    return periods.years(value, value + 9, "decade"), suffix[1]


def _century(value: int) -> Period | None:
    """Return a century by its number."""
    if not 1 <= value <= _CENTURIES:
        return None
    return periods.years(value * 100 - 99, value * 100, "century")


def _century_after_word(tokens: Tokens, at: int) -> Read | None:
    """Read `abad ke-21`."""
    at += tokens.fold_at(at) == "-"
    value = number(tokens, at)
    period = None if value is None else _century(value)
    return None if period is None else (period, at + 1)


def _century_before_word(tokens: Tokens, at: int, words: DateWords) -> Read | None:
    """Read `19th century` and `nineteenth century`."""
    if not words.lists["century_after"] or at >= len(tokens):
        return None
    found = ordinals.find(tokens, at, ordinals.load("en"))
    if found is None:
        return None
    after = words.lists["century_after"].at(tokens, found.last)
    if after is None or not isinstance(found.value, Quantity):
        return None
    period = _century(int(found.value.low))
    return None if period is None else (period, after[1])


def years(tokens: Tokens, index: int, words: DateWords, *, plausible: bool) -> Read | None:
    """Read a year or a range of years, where the context makes it one.

    Args:
        tokens: The text.
        index: Where it begins.
        words: The language's words.
        plausible: A word such as `late` before it has shown it.
    """
    fiscal = words.lists["fiscal_before"].at(tokens, index)
    if fiscal is not None:
        return _fiscal(tokens, fiscal[1], words)
    before = words.lists["year_before"].at(tokens, index)
    at = index if before is None else before[1]
    one = year_at(tokens, at, words)
    if one is None or (tokens.glued(at) and not _opens(tokens, at)):
        return None
    other = _second_year(tokens, one, words)
    if other is not None:
        return other
    if before is None and not plausible and not _plausible(tokens, at, one[1], words):
        return None
    return periods.year(one[0]), one[1]


def _opens(tokens: Tokens, at: int) -> bool:
    """Say whether what touches a year from the left leaves it one."""
    return tokens.types[at - 1] not in {WORD, NUMERAL} and tokens.words[at - 1] in "(-–—/\"'“‘«"


def _fiscal(tokens: Tokens, at: int, words: DateWords) -> Read | None:
    """Read a fiscal year; only where it is the calendar year are its days certain."""
    at += tokens.fold_at(at) in {"-", "'"}
    year = year_at(tokens, at, words)
    if year is None:
        return None
    period = periods.years(year[0], year[0], "fiscal-year")
    return replace(period, certain="fiscal_is_calendar" in words.flags), year[1]


def _second_year(tokens: Tokens, one: tuple[int, int], words: DateWords) -> Read | None:
    """Read the second year of `2015-2019`, `2014/15`, `1990 to 1995`."""
    at = one[1]
    sign = tokens.fold_at(at)
    if sign in _DASHES or sign == "/" or sign in {"to", "hingga", "sampai", "bis", "à", "a"}:
        other = year_at(tokens, at + 1, words)
        if other is not None and other[0] > one[0]:
            return periods.years(one[0], other[0], "year"), other[1]
        short = number(tokens, at + 1) if sign == "/" and tokens.glued(at) else None
        if short is not None and short == (one[0] + 1) % 100 and tokens.glued(at + 1):
            return periods.years(one[0], one[0] + 1, "year"), at + 2
    return None


def _plausible(tokens: Tokens, at: int, end: int, words: DateWords) -> bool:
    """Say whether the context makes four digits a year."""
    value = number(tokens, at) or 0
    if end > at + 1:
        return True
    if tokens.fold_at(at - 1) == "(" and tokens.fold_at(end) == ")":
        return value in _LIKELY
    cue = words.lists["year_cues"].before(tokens, at) or words.bounds.before(tokens, at)
    following = tokens.words[end] if end < len(tokens) and tokens.same_line(end) else ""
    if cue is not None:
        return value in _LIKELY or not following[:1].islower()
    capital = following[:1].isupper() and tokens.types[end] == WORD
    previous = tokens.words[at - 1] if at > 0 and tokens.same_line(at) else ""
    named = previous[:1].isupper() and at > 1 and tokens.fold_at(at - 2) not in {".", ""}
    return value in _LIKELY and (capital or named)
