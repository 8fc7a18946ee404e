"""Days and months: with names (`12 November 2013`), in digits (`12/11/2013`), with marks (`年`)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from factcheck.text.mentions import date_relative, myriads, numerals, periods
from factcheck.text.mentions.tokens import CHARACTER, NUMERAL, WORD

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from factcheck.text.mentions.date_words import DateWords
    from factcheck.text.mentions.model import Period
    from factcheck.text.mentions.tokens import Tokens

Read = tuple["Period", int]

MIN_YEAR: Final = 1000
MAX_YEAR: Final = 2999
_YEAR_DIGITS: Final = 4
_LAST_DAY: Final = 31
_MONTHS: Final = 12
_DAY_SUFFIXES: Final = frozenset({"st", "nd", "rd", "th", "er", "º", "ª", "°", "."})
_DASHES: Final = frozenset("-–—")
_MAX_CONNECTORS: Final = 2


def number(tokens: Tokens, index: int) -> int | None:
    """Return the whole number at `index` in digits, or None."""
    if tokens.type_at(index) != NUMERAL:
        return None
    word = tokens.words[index]
    return int(word) if len(word) <= numerals.MAX_LENGTH and word.isdecimal() else None


def year_at(tokens: Tokens, index: int, words: DateWords) -> tuple[int, int] | None:
    """Return the year of four digits at `index`, and the index after it and its word."""
    value = number(tokens, index)
    if (
        value is None
        or len(tokens.words[index]) != _YEAR_DIGITS
        or not MIN_YEAR <= value <= MAX_YEAR
    ):
        return None
    if words.buddhist_after is not None and value > words.buddhist_after:
        value -= 543
    end = index + 1
    if tokens.glued(end) and tokens.types[end] == WORD:
        return None
    after = words.lists["year_after"].at(tokens, end) if tokens.same_line(end) else None
    if after is not None and "year_after_out" not in words.flags:
        end = after[1]
    return value, end


def read(tokens: Tokens, index: int, words: DateWords, published: date | None) -> Read | None:
    """Return the day or the month with its year at `index`, and the index after it."""
    start = index
    weekday = words.weekdays.at(tokens, index)
    if weekday is not None:
        index = weekday[1] + (tokens.fold_at(weekday[1]) in {",", "(", "،"})
        index = _skip(tokens, index, words)
        index = _after(tokens, index, words, "before_month_day")
    found = (
        _named(tokens, index, words, published)
        or _marked(tokens, index, words, published)
        or _prefixed(tokens, index, words, published)
        or _numeric(tokens, index, words, published, weekday=weekday is not None)
    )
    if found is None or (weekday is not None and found[0].precision != "day"):
        return None
    closes = weekday is not None and tokens.fold_at(index - 1) == "(" and index > start
    end = found[1] + (closes and tokens.fold_at(found[1]) == ")")
    return found[0], _weekday_after(tokens, end, words) if found[0].precision == "day" else end


def _weekday_after(tokens: Tokens, end: int, words: DateWords) -> int:
    """Return the end with the weekday that some languages write after the date."""
    at = _skip(tokens, end, words)
    at += tokens.fold_at(at) == "("
    found = words.weekdays.at(tokens, at) if tokens.same_line(at) else None
    if found is None:
        return end
    return found[1] + (tokens.fold_at(at - 1) == "(" and tokens.fold_at(found[1]) == ")")


def _after(tokens: Tokens, index: int, words: DateWords, name: str) -> int:
    """Return the index after a word of a list at `index`, or `index`."""
    found = words.lists[name].at(tokens, index)
    return index if found is None else found[1]


def _skip(tokens: Tokens, index: int, words: DateWords) -> int:
    """Return the index after at most two connectors (`de`, `,`) at `index`."""
    for _ in range(_MAX_CONNECTORS):
        found = words.connectors.at(tokens, index)
        if found is None or not tokens.same_line(found[1]):
            break
        index = found[1]
    return index


def day_at(tokens: Tokens, index: int) -> tuple[int, int] | None:
    """Return the day at `index` (`12`, `12th`, `1er`), and the index after it."""
    value = number(tokens, index)
    if (
        value is None
        or not 1 <= value <= _LAST_DAY
        or (tokens.glued(index) and _coded(tokens, index))
    ):
        return None
    end = index + 1
    if tokens.glued(end) and tokens.fold_at(end) in _DAY_SUFFIXES:
        end += 1
    return value, end


def _coded(tokens: Tokens, index: int) -> bool:
    """Say whether the numeral goes on from a word."""
    return tokens.types[index - 1] in {WORD, NUMERAL}


def month_at(tokens: Tokens, index: int, words: DateWords) -> tuple[int, int] | None:
    """Return the month by name or abbreviation at `index`, and the index after it."""
    if not tokens.same_line(index) and index:
        return None
    return words.months.at(tokens, index) or words.short_months.at(tokens, index)


def _named(tokens: Tokens, index: int, words: DateWords, published: date | None) -> Read | None:
    """Read a date with the name of its month, in any order."""
    first = day_at(tokens, index)
    if first is not None:
        return _day_first(tokens, first, words, published)
    year = year_at(tokens, index, words)
    if year is not None:
        return _year_first(tokens, year, words)
    month = words.months.at(tokens, index) or words.short_months.at(tokens, index)
    return None if month is None else _month_first(tokens, month, words, published)


def _day_first(
    tokens: Tokens, first: tuple[int, int], words: DateWords, published: date | None
) -> Read | None:
    """Read `12 November 2013`, `12-15 November 2013` and `12 de noviembre`."""
    day, at = first
    last = day
    if tokens.fold_at(at) in _DASHES:
        until = day_at(tokens, at + 1)
        if until is not None and until[0] <= day:
            return None
        last, at = (day, at + 1) if until is None else until
    month = month_at(tokens, _skip(tokens, at, words), words)
    if month is None:
        return None
    return _with_year(tokens, (day, last, month[0]), month[1], words, published)


def _month_first(
    tokens: Tokens, month: tuple[int, int], words: DateWords, published: date | None
) -> Read | None:
    """Read `November 12, 2013` and `November 2013`."""
    at = _skip(tokens, month[1], words)
    if not tokens.same_line(at):
        return None
    year = year_at(tokens, at, words)
    if year is not None:
        return periods.months(year[0], month[0], "month"), year[1]
    day = day_at(tokens, at)
    if day is None or at != month[1] + (tokens.fold_at(month[1]) == "."):
        return None
    return _with_year(tokens, (day[0], day[0], month[0]), day[1], words, published)


def _year_first(tokens: Tokens, year: tuple[int, int], words: DateWords) -> Read | None:
    """Read `2013. november 12.` and `2013. gada 12. novembris`, as Hungarian and Latvian do."""
    at = _skip(tokens, year[1], words)
    month = month_at(tokens, at, words)
    day = day_at(tokens, at if month is None else _skip(tokens, month[1], words))
    if month is None and day is not None:
        month = month_at(tokens, _skip(tokens, day[1], words), words)
    if month is None or day is None:
        return None
    period = periods.day(year[0], month[0], day[0])
    return None if period is None else (period, max(day[1], month[1]))


def _with_year(
    tokens: Tokens,
    days: tuple[int, int, int],
    end: int,
    words: DateWords,
    published: date | None,
) -> Read | None:
    """Return the days with the year that follows, or the nearest one."""
    day, last, month = days
    at = _skip(tokens, end, words)
    year = year_at(tokens, at, words) if tokens.same_line(at) else None
    if year is None:
        found = [periods.nearest_year(published, month, one) for one in (day, last)]
    else:
        found = [periods.day(year[0], month, one) for one in (day, last)]
    one, other = found
    if one is None or other is None:
        return None
    after = end if year is None else year[1]
    if day == last:
        return one, after
    whole = periods.joined(one, other)
    return None if whole is None else (whole, after)


def _numeric(
    tokens: Tokens, index: int, words: DateWords, published: date | None, *, weekday: bool
) -> Read | None:
    """Read `2024-11-12`, `12/11/2013`, `12.11.2013` and, after a weekday, `12/11`."""
    parts, end = _parts(tokens, index)
    if len(parts) < 3:  # noqa: PLR2004 - day, month and year
        parts, end = _spaced_parts(tokens, index) or (parts, end)
    if len(parts) == 2 and weekday:  # noqa: PLR2004 - day and month
        month, day = int(parts[1]), int(parts[0])
        if not 1 <= month <= _MONTHS:
            return None
        period = periods.nearest_year(published, month, day)
        return None if period is None else (period, end)
    if len(parts) != 3 or not tokens.words[index].isprintable():  # noqa: PLR2004 - and the year
        return None
    period = _of_three(parts, words)
    return None if period is None else (period, end)


def _parts(tokens: Tokens, index: int) -> tuple[list[str], int]:
    """Return the numbers that single signs tie together at `index`, and the index after them."""
    if tokens.type_at(index) != NUMERAL or (tokens.glued(index) and _coded(tokens, index)):
        return [], index
    parts = tokens.words[index].split(".")
    end = index + 1
    sign = tokens.fold_at(end)
    while sign in {"-", "/"} and tokens.fold_at(end) == sign and tokens.glued(end):
        if not tokens.glued(end + 1) or tokens.type_at(end + 1) != NUMERAL:
            break
        parts.append(tokens.words[end + 1])
        end += 2
    good = all(part.isdecimal() and len(part) <= _YEAR_DIGITS for part in parts)
    tied = tokens.glued(end) and tokens.type_at(end) == WORD
    return (parts, end) if good and not tied else ([], index)


def _spaced_parts(tokens: Tokens, index: int) -> tuple[list[str], int] | None:
    """Return the numbers of `12. 11. 2013` and `2013. 11. 12.`, as Czech and Korean write."""
    parts = []
    at = index
    for place in range(3):
        if number(tokens, at) is None or not (place == 0 or tokens.same_line(at)):
            return None
        parts.append(tokens.words[at])
        dot = tokens.fold_at(at + 1) == "." and tokens.glued(at + 1)
        if not dot and place < 2:  # noqa: PLR2004 - the last one needs none
            return None
        at += 1 + (dot and (place < 2 or len(parts[0]) == _YEAR_DIGITS))  # noqa: PLR2004
    lengths = [len(part) for part in parts]
    return (parts, at) if sorted(lengths)[1] < 3 and max(lengths) == _YEAR_DIGITS else None  # noqa: PLR2004


def _of_three(parts: list[str], words: DateWords) -> Period | None:
    """Return the day of three numbers: the year by its four digits, the rest by the locale."""
    if len(parts[0]) == _YEAR_DIGITS:
        return periods.day(int(parts[0]), int(parts[1]), int(parts[2]))
    if len(parts[2]) != _YEAR_DIGITS or not MIN_YEAR <= int(parts[2]) <= MAX_YEAR:
        return None
    one, two, year = map(int, parts)
    day, month = (two, one) if words.month_first else (one, two)
    period = periods.day(year, month, day) or periods.day(year, day, month)
    if period is None:
        return None
    return replace(period, certain=one == two or max(one, two) > _MONTHS)


def _marked(tokens: Tokens, index: int, words: DateWords, published: date | None) -> Read | None:
    """Read `2013年11月12日`, `11月12日`, `2013年` and years of Japanese eras."""
    marks = [words.lists[name] for name in ("year_mark", "month_mark", "day_mark")]
    if not marks[1]:
        return None
    values: list[int | None] = [None, None, None]
    at = index
    for slot, mark in enumerate(marks):
        found = _marked_number(tokens, at, words, era=slot == 0)
        after = mark.at(tokens, found[1]) if found is not None else None
        if found is not None and after is not None:
            values[slot], at = found[0], after[1]
    year, month, day = values
    if year is not None and month is None and (day is not None or not MIN_YEAR <= year <= MAX_YEAR):
        return None
    if month is None:
        plain = year is not None and tokens.type_at(at) != CHARACTER
        plain = plain or (year is not None and tokens.fold_at(at) != "間")
        return (periods.year(year), at) if plain and year is not None else None
    return _of_values((year, month, day), at, published)


def _of_values(
    values: tuple[int | None, int, int | None], at: int, published: date | None
) -> Read | None:
    """Return the period of a month with a year and a day, or without."""
    year, month, day = values
    if not 1 <= month <= _MONTHS:
        return None
    if year is None:
        period = periods.nearest_year(published, month, day)
    else:
        period = (
            periods.months(year, month, "month") if day is None else periods.day(year, month, day)
        )
    return None if period is None else (period, at)


def _marked_number(
    tokens: Tokens, index: int, words: DateWords, *, era: bool
) -> tuple[int, int] | None:
    """Return the number before a mark, in digits or characters, with an era or without."""
    if era and words.eras:
        for name, first in words.eras.items():
            after = index + len(name)
            found = number(tokens, after)
            if found is not None and "".join(tokens.words[index:after]) == name:
                return first + found - 1, after + 1
    value = number(tokens, index)
    if value is not None:
        return value, index + 1
    if tokens.type_at(index) != CHARACTER:
        return None
    read_value = myriads.read(tokens, index)
    return None if read_value is None else (int(read_value[0]), read_value[1])


def _prefixed(tokens: Tokens, index: int, words: DateWords, published: date | None) -> Read | None:
    """Read Vietnamese `ngày 12 tháng 11 năm 2013`, and `ngày 12/11/2013`."""
    day_word = words.lists["day_before"].at(tokens, index)
    month_word = words.lists["month_before"]
    if not month_word:
        return None
    at = index if day_word is None else day_word[1]
    if day_word is not None:
        numeric = _numeric(tokens, at, words, published, weekday=True)
        if numeric is not None:
            return numeric
    day = number(tokens, at)
    at += day is not None
    mark = month_word.at(tokens, at)
    month = number(tokens, mark[1]) if mark is not None else None
    if mark is None or month is None:
        return None
    year_word = words.lists["year_before_mark"].at(tokens, _skip(tokens, mark[1] + 1, words))
    after = _skip(tokens, mark[1] + 1, words) if year_word is None else year_word[1]
    year = year_at(tokens, after, words) if after > mark[1] + 1 else None
    end = mark[1] + 1 if year is None else year[1]
    return _of_values((None if year is None else year[0], month, day), end, published)


def month(tokens: Tokens, index: int, words: DateWords, published: date | None) -> Read | None:
    """Read a month without its year: `in November`, `November lalu`, `last November`."""
    for sign, name in ((-1, "last_before"), (1, "next_before")):
        before = words.lists[name].at(tokens, index)
        found = words.months.at(tokens, before[1]) if before is not None else None
        if found is not None:
            return date_relative.beside(published, found[0], sign), found[1]
    found = words.months.at(tokens, index)
    if found is None or not tokens.words[index][:1].isupper():
        return None
    for sign, name in ((-1, "last_after"), (1, "next_after")):
        after = words.lists[name].at(tokens, found[1])
        if after is not None:
            return date_relative.beside(published, found[0], sign), after[1]
    if not any(_cues(tokens, index, words)):
        return None
    period = periods.nearest_year(published, found[0], None)
    return None if period is None else (period, found[1])


def _cues(tokens: Tokens, index: int, words: DateWords) -> Iterator[bool]:
    """Yield whether a word before a month shows that it is one: `in May`, `bulan Mei`."""
    yield words.lists["year_cues"].before(tokens, index) is not None
    yield words.bounds.before(tokens, index) is not None
    yield words.parts.before(tokens, index) is not None
    yield tokens.fold_at(index - 1) in {"bulan", "mes", "mois", "mês", "monat"}
