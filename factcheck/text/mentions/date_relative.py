"""Periods that count from the article's date: `tahun lalu`, `two days ago`, `on Wednesday`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from factcheck.text.mentions import amounts, periods
from factcheck.text.mentions.date_words import WEEKDAYS
from factcheck.text.mentions.tokens import CHARACTER

if TYPE_CHECKING:
    from datetime import date

    from factcheck.text.mentions.date_words import DateWords
    from factcheck.text.mentions.model import Period
    from factcheck.text.mentions.tokens import Tokens

Read = tuple["Period", int]

_MAX_COUNT: Final = 5000
_CUE_DISTANCE: Final = 14
_SENTENCE_ENDS: Final = frozenset(".!?。！？")


def read(
    tokens: Tokens,
    index: int,
    words: DateWords,
    numbers: amounts.Grammar,
    published: date | None,
) -> Read | None:
    """Return the relative period at `index`, and the index after it."""
    return (
        _weekday_of_a_week(tokens, index, words, published)
        or _phrase(tokens, index, words, published)
        or _ago(tokens, index, words, numbers, published)
        or _past_span(tokens, index, words, numbers, published)
        or _weekday(tokens, index, words, published)
    )


def beside(published: date | None, month: int, sign: int) -> Period:
    """Return the latest such month that is over, or the next that has not begun."""
    if published is None:
        return periods.unresolved("month")
    step = (sign > 0 and month <= published.month) - (sign < 0 and month >= published.month)
    return periods.months(published.year + step, month, "month")


def _phrase(tokens: Tokens, index: int, words: DateWords, published: date | None) -> Read | None:
    """Read `last year`, `kemarin`, and CLDR's `last Friday`."""
    found = words.relative.at(tokens, index)
    if found is None:
        return None
    (unit, offset), end = found
    if unit in WEEKDAYS:
        step = {-1: -1, 0: 0, 1: 1}[max(-1, min(1, offset))]
        period = periods.weekday(published, WEEKDAYS.index(unit), step, week=offset == 0)
        return replace(period, certain=offset <= 0), end
    return periods.shifted(published, unit, offset), end


def _ago(
    tokens: Tokens,
    index: int,
    words: DateWords,
    numbers: amounts.Grammar,
    published: date | None,
) -> Read | None:
    """Read `two days ago`, `vor zwei Tagen`."""
    prefix = words.ago_prefixes.at(tokens, index)
    at = index if prefix is None else prefix[1]
    if at >= len(tokens):
        return None
    amount = amounts.read(tokens, at, numbers)
    if amount is None or amount.low != amount.high or amount.low.denominator != 1:
        return None
    found = words.ago.at(tokens, amount.last)
    if found is None or not 0 < amount.low <= _MAX_COUNT:
        return None
    (unit, before), end = found
    if bool(before) != (prefix is not None) or _goes_on(tokens, end):
        return None
    return periods.shifted(published, unit, -int(amount.low)), end


def _goes_on(tokens: Tokens, end: int) -> bool:
    """Say whether the last word goes on in the next token."""
    return tokens.glued(end) and tokens.types[end] == tokens.types[end - 1] != CHARACTER


def _past_span(
    tokens: Tokens,
    index: int,
    words: DateWords,
    numbers: amounts.Grammar,
    published: date | None,
) -> Read | None:
    """Read `the past three years` and `tiga tahun terakhir`."""
    prefix = words.lists["past_span_before"].at(tokens, index)
    at = index if prefix is None else prefix[1]
    if at >= len(tokens) or (prefix is None and not words.lists["past_span_after"]):
        return None
    amount = amounts.read(tokens, at, numbers)
    if amount is None or amount.low != amount.high or amount.low.denominator != 1:
        return None
    unit = numbers.locale.units.at(tokens, amount.last)
    if unit is None or unit[0] not in {"year", "month", "week", "day"}:
        return None
    end = unit[1]
    if prefix is None:
        after = words.lists["past_span_after"].at(tokens, end)
        if after is None:
            return None
        end = after[1]
    return periods.past_span(published, unit[0], int(amount.low)), end


def _weekday_of_a_week(
    tokens: Tokens, index: int, words: DateWords, published: date | None
) -> Read | None:
    """Read `Jumat pekan depan`: the day in a calendar week, or the last or next such day."""
    day = words.weekdays.at(tokens, index)
    if day is None or not _is_weekday(tokens, index, words):
        return None
    for name, step, week in (
        ("last_week_after", -1, True),
        ("next_week_after", 1, True),
        ("last_after", -1, False),
        ("next_after", 1, False),
    ):
        after = words.lists[name].at(tokens, day[1])
        if after is not None:
            return periods.weekday(published, day[0], step, week=week), after[1]
    return None


def _weekday(tokens: Tokens, index: int, words: DateWords, published: date | None) -> Read | None:
    """Read a bare weekday: the next one after a word of the future, else the latest one."""
    day = words.weekdays.at(tokens, index)
    if day is None or not _is_weekday(tokens, index, words):
        return None
    step = 1 if _in_the_future(tokens, index, words) else 0
    period = periods.weekday(published, day[0], step)
    return replace(period, certain=False), day[1]


def _is_weekday(tokens: Tokens, index: int, words: DateWords) -> bool:
    """Say whether the spelling is that of a weekday: `Minggu` is Sunday, `minggu` a week."""
    return "weekday_capital" not in words.flags or tokens.words[index][:1].isupper()


def _in_the_future(tokens: Tokens, index: int, words: DateWords) -> bool:
    """Say whether a word of the future stands before it in the sentence."""
    for at in range(index - 1, max(-1, index - _CUE_DISTANCE), -1):
        if tokens.folds[at] in _SENTENCE_ENDS or not tokens.same_line(at + 1):
            return False
        if words.lists["future_cues"].at(tokens, at) is not None:
            return True
    return False
