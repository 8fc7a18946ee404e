"""The words of dates: CLDR's months, weekdays and relative days of every locale, and our own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, cast

from factcheck.text.mentions import tables
from factcheck.text.mentions.locales import babel_locale
from factcheck.text.mentions.phrases import Phrases

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from factcheck.text.mentions.model import Bound, Part

Relative = tuple[str, int]
"""A unit (`year`, `mon`) and how many of them away."""

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
AGO_UNITS: Final = ("year", "month", "week", "day")
_RELATIVE: Final = re.compile(r"([a-z]+)([+-]\d+)")
_FIELD: Final = re.compile(r"'[^']*'|[A-Za-z]+")
_LITERAL: Final = re.compile(r"'([^']*)'")
_HOLE: Final = "{0}"


@dataclass(frozen=True)
class DateWords:
    """The words of one language; each list as in words/*.toml, section `dates`."""

    months: Phrases[int]
    short_months: Phrases[int]
    weekdays: Phrases[int]
    relative: Phrases[Relative]
    ago: Phrases[tuple[str, str]]
    ago_prefixes: Phrases[None]
    connectors: Phrases[None]
    ordinals: Phrases[int]
    lists: dict[str, Phrases[None]]
    bounds: Phrases[Bound]
    parts: Phrases[Part]
    eras: dict[str, int]
    flags: frozenset[str]
    month_first: bool
    buddhist_after: int | None


_LISTS: Final = (
    "year_before", "year_after", "year_cues", "last_before", "next_before", "last_after",
    "next_after", "last_week_after", "next_week_after", "future_cues", "decade_suffix",
    "decade_before", "century_before", "century_after", "fiscal_before", "past_span_before",
    "past_span_after", "quarter_before", "quarter_after", "half_before", "half_after",
    "quarter_letters", "half_letters", "article", "year_mark", "month_mark", "day_mark",
    "day_before", "month_before", "year_before_mark", "before_month_day",
)  # fmt: skip
_FLAGS: Final = ("weekday_capital", "fiscal_is_calendar", "year_after_out")


@cache
def load(language: str) -> DateWords:
    """Return the words of a language."""
    data: Any = getattr(babel_locale(language), "_data", {})
    long_months, short_months = _months(language, data)
    own = tables.mapping(language, "dates")
    short_pattern = _pattern(data, "short")
    return DateWords(
        months=Phrases(long_months.items()),
        short_months=Phrases(short_months.items()),
        weekdays=Phrases(_weekdays(language, data)),
        relative=Phrases(_relative(language)),
        ago=Phrases(_ago(language, data)),
        ago_prefixes=Phrases({(prefix, None) for prefix in _ago_prefixes(data)}),
        connectors=_plain({*_literals(data), *own.get("connectors", ()), ",", ".", "،"}),
        ordinals=Phrases(own.get("ordinals", {}).items()),
        lists={name: _plain(own.get(name, ())) for name in _LISTS},
        bounds=cast("Phrases[Bound]", _keyed(language, "bound")),
        parts=cast("Phrases[Part]", _keyed(language, "part")),
        eras=own.get("eras", {}),
        flags=frozenset(name for name in _FLAGS if own.get(name) is True),
        month_first=short_pattern.find("M") < short_pattern.find("d"),
        buddhist_after=own.get("buddhist_after"),
    )


def _plain(words: Iterable[str]) -> Phrases[None]:
    """Return words as phrases."""
    return Phrases((word, None) for word in words)


def _keyed(language: str, key: str) -> Phrases[str]:
    """Return a table of lists as phrases whose value is the key."""
    table = tables.mapping(language, "dates", key)
    return Phrases((word, name) for name, words in table.items() for word in words)


def _get(data: Any, *keys: Any) -> Any:  # noqa: ANN401 - Babel's tables have no types
    """Return a part of Babel's table, or an empty one."""
    for key in keys:
        try:
            data = data[key]
        except (KeyError, TypeError):
            return {}
    return data


def _months(language: str, data: Any) -> tuple[dict[str, int], dict[str, int]]:  # noqa: ANN401
    """Return the names of months, and their abbreviations, which count only beside a number."""
    long: dict[str, int] = {}
    short: dict[str, int] = {}
    for number, names in tables.mapping(language, "dates", "months").items():
        long |= dict.fromkeys(names, int(number))
    for context in ("format", "stand-alone"):
        for width, table in (("wide", long), ("abbreviated", short)):
            for number, name in _get(data, "months", context, width).items():
                if not any(map(str.isdigit, name)) and len(name) > 1:
                    table.setdefault(name, number)
                    table.setdefault(name.rstrip("."), number)
    return long, {name: number for name, number in short.items() if name not in long} | {
        name: number for name, number in long.items() if name.endswith(".")
    }


def _weekdays(language: str, data: Any) -> Iterator[tuple[str, int]]:  # noqa: ANN401
    """Yield the names of weekdays; 0 is Monday."""
    for number, names in tables.mapping(language, "dates", "weekdays").items():
        yield from ((name, int(number)) for name in names)
    for context in ("format", "stand-alone"):
        for number, name in _get(data, "days", context, "wide").items():
            yield name, number


def _relative(language: str) -> Iterator[tuple[str, Relative]]:
    """Yield the phrases that count from the article's date."""
    for meaning, phrases in tables.mapping(language, "dates", "relative").items():
        yield from ((phrase, _parsed(meaning)) for phrase in phrases)
    code = tables.primary(language)
    known = tables.cldr("relative")
    for phrase, meaning in known.get(code, known.get({"ms": "id"}.get(code, ""), {})).items():
        yield phrase, _parsed(meaning)


def _parsed(meaning: str) -> Relative:
    """Return the parts of `year-1`."""
    match = _RELATIVE.fullmatch(meaning)
    if match is None:
        raise ValueError(meaning)
    return match[1], int(match[2])


def _ago(language: str, data: Any) -> Iterator[tuple[str, tuple[str, str]]]:  # noqa: ANN401
    """Yield what stands after the number (`years ago`) with its unit and what stands before it."""
    afters = tables.words(language, "dates", "ago_after", "all")
    for unit, words in tables.mapping(language, "dates", "ago_units").items():
        yield from ((f"{word} {after}", (unit, "")) for word in words for after in afters)
    for unit, prefix, suffix in _past_patterns(data):
        if suffix:
            yield suffix, (unit, prefix)


def _ago_prefixes(data: Any) -> Iterator[str]:  # noqa: ANN401
    """Yield what stands before the number: `vor`, `il y a`."""
    yield from (prefix for _, prefix, _ in _past_patterns(data) if prefix)


def _past_patterns(data: Any) -> Iterator[tuple[str, str, str]]:  # noqa: ANN401
    """Yield unit, words before and words after the number of CLDR's patterns of the past."""
    for unit in AGO_UNITS:
        for pattern in _get(data, "date_fields", unit, "past").values():
            before, hole, after = str(pattern).partition(_HOLE)
            if hole:
                yield unit, before.strip(), after.strip()


def _pattern(data: Any, width: str) -> str:  # noqa: ANN401
    """Return a date pattern of the locale."""
    return str(getattr(_get(data, "date_formats", width), "pattern", "") or "")


def _literals(data: Any) -> set[str]:  # noqa: ANN401
    """Return the words between the fields of the locale's date patterns: `de`, `г.`."""
    found: set[str] = set()
    for width in ("full", "long", "medium"):
        quoted = _LITERAL.findall(_pattern(data, width))
        plain = _FIELD.sub(" ", _pattern(data, width)).split()
        found |= {piece.strip() for piece in (*quoted, *plain) if piece.strip(" ,.-/")}
    return found


def phrases(words: DateWords) -> list[Phrases[Any]]:
    """Return the phrases with which a date can begin."""
    found: list[Phrases[Any]] = [words.months, words.short_months, words.weekdays, words.relative]
    found += [words.parts, words.ago_prefixes, words.ordinals]
    names = (
        "year_before", "last_before", "next_before", "decade_before", "century_before",
        "fiscal_before", "past_span_before", "quarter_before", "half_before", "quarter_letters",
        "half_letters", "article", "day_before", "month_before",
    )  # fmt: skip
    return found + [words.lists[name] for name in names]


def triggers(words: DateWords) -> frozenset[str]:
    """Return the folded tokens, besides numerals, at which a date can begin."""
    found: frozenset[str] = frozenset(era[0] for era in words.eras)
    return found.union(*(one.triggers for one in phrases(words)))
