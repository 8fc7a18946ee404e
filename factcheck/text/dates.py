"""Dates as people type them, at the precision in which they typed them.

`2013` is a year, not the first of January: a partial date keeps ISO 8601 reduced precision. The
parser behind it is python-dateutil, which is generous and fills what is missing from today, so that
each text is parsed against two defaults that differ in every part: what differs in the results was
not in the text. What dateutil would make of "may" or "10" is not a date here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal

from dateutil import parser as dateutil_parser

Precision = Literal["year", "month", "day"]

MAX_LENGTH: Final = 64
"""Code points of a typed date; longer text is none."""
MIN_YEAR: Final = 1000
MAX_YEAR: Final = 2999


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as precise as the text that gave it.

    Attributes:
        iso: ISO 8601 with reduced precision: `2013`, `2013-11` or `2013-11-12`.
        start: Offset of the first code point of the date in the text.
        end: Offset after its last code point.
        original: The characters themselves: `text[start:end]`.
        ambiguous: Day and month could change places (`12/11/2013`); it was read day first.
        relative: It was counted from today (`yesterday`), so that it means another day tomorrow.
    """

    iso: str
    start: int
    end: int
    original: str
    ambiguous: bool = False
    relative: bool = False

    @property
    def precision(self) -> Precision:
        """Return how much of the date is known."""
        return _PRECISIONS[self.iso.count("-")]

    @property
    def first_day(self) -> date:
        """Return the first day that the date can mean."""
        year, month, day = (*map(int, self.iso.split("-")), 1, 1)[:3]
        return date(year, month, day)

    @property
    def last_day(self) -> date:
        """Return the last day that the date can mean."""
        first = self.first_day
        if self.precision == "day":
            return first
        if self.precision == "year":
            return date(first.year, 12, 31)
        following = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
        return following - timedelta(days=1)


_PRECISIONS: Final[tuple[Precision, ...]] = ("year", "month", "day")

# English names first, since dateutil is given them; then what other languages add.
_MONTHS: Final[dict[str, tuple[str, ...]]] = {
    "en": (
        "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
        "august aug", "september sep sept", "october oct", "november nov", "december dec",
    ),
    "id": (
        "januari jan", "februari pebruari feb peb", "maret mar", "april apr", "mei", "juni jun",
        "juli jul", "agustus agt agu ags", "september sep sept", "oktober okt",
        "november nopember nov nop", "desember des",
    ),
}  # fmt: skip
_WEEKDAYS: Final[dict[str, str]] = {
    "en": "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur "
    "thurs fri sat sun",
    "id": "senin selasa rabu kamis jumat jum'at sabtu minggu ahad",
}
_DAYS_FROM_TODAY: Final[dict[str, dict[str, int]]] = {
    "en": {"today": 0, "yesterday": -1, "tomorrow": 1, "the day before yesterday": -2},
    "id": {"hari ini": 0, "kemarin": -1, "besok": 1, "kemarin dulu": -2, "lusa": 2},
}

_ISO: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_NUMERIC: Final = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})")
_MONTH_YEAR: Final = re.compile(r"(\d{1,2})[/.-](\d{4})")
_TOKEN: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|\d+(?:st|nd|rd|th)?\b|[^\w\s]", re.IGNORECASE)
_DAY_OR_YEAR: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?|\d{4}")
_DEFAULTS: Final = (datetime(2000, 1, 1), datetime(2004, 2, 2))  # noqa: DTZ001 - only dates are read


def parse_date(
    text: str, *, today: date, languages: tuple[str, ...] = ("en", "id")
) -> PartialDate | None:
    """Read a date that a person typed: the whole text must be one date.

    Args:
        text: What was typed: `2013`, `Nov 2013`, `12 November 2013`, `12/11/2013`, `2013-11-12`,
            `kemarin`, `Selasa, 12 Nop. 2013`.
        today: The day from which relative words count.
        languages: Primary subtags of the languages whose names are understood.

    Returns:
        The date, or None where the text is not plainly one. It never raises.
    """
    stripped = text.strip()
    if not stripped or len(stripped) > MAX_LENGTH:
        return None
    start = text.index(stripped)
    read = (
        _from_words(stripped, today, languages)
        or _from_digits(stripped)
        or _from_names(stripped, languages)
    )
    if read is None:
        return None
    iso, ambiguous, relative = read
    return PartialDate(iso, start, start + len(stripped), stripped, ambiguous, relative)


_Read = tuple[str, bool, bool]


def _from_words(text: str, today: date, languages: tuple[str, ...]) -> _Read | None:
    """Read `yesterday` and its like."""
    words = " ".join(text.casefold().split())
    for language in languages:
        days = _DAYS_FROM_TODAY.get(language, {}).get(words)
        if days is not None:
            try:
                return (today + timedelta(days=days)).isoformat(), False, True
            except OverflowError:
                return None
    return None


def _from_digits(text: str) -> _Read | None:
    """Read dates without names: ISO 8601, and day, month, year in digits."""
    if match := _ISO.fullmatch(text):
        return _checked(match[1], match[2], match[3])
    if match := _NUMERIC.fullmatch(text):
        first, second, year = match[1], match[3], match[4]
        return _checked(year, second, first, swapped=True) or _checked(year, first, second)
    if match := _MONTH_YEAR.fullmatch(text):
        return _checked(match[2], match[1], None)
    return None


def _checked(
    year: str, month: str | None, day: str | None, *, swapped: bool = False
) -> _Read | None:
    """Return the ISO form of the parts where such a day exists.

    Args:
        year: Four digits.
        month: Digits, or None.
        day: Digits, or None.
        swapped: Day and month might have been meant the other way round.
    """
    try:
        known = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    if not MIN_YEAR <= known.year <= MAX_YEAR:
        return None
    parts = known.isoformat().split("-")[: 1 + (month is not None) + (day is not None)]
    other_way = swapped and known.day <= 12 and known.day != known.month  # noqa: PLR2004 - months
    return "-".join(parts), other_way, False


def _from_names(text: str, languages: tuple[str, ...]) -> _Read | None:
    """Read dates with the name of a month, in any order that dateutil knows."""
    english = _in_english(text, languages)
    if english is None:
        return None
    try:
        one, other = (
            dateutil_parser.parse(english, dayfirst=True, default=default, ignoretz=True)
            for default in _DEFAULTS
        )
    except (ValueError, OverflowError, TypeError, AttributeError):
        return None
    if one.year != other.year or one.month != other.month:
        return None
    month, day = f"{one.month}", f"{one.day}" if one.day == other.day else None
    return _checked(f"{one.year:04d}", month, day)


def _in_english(text: str, languages: tuple[str, ...]) -> str | None:
    """Return the tokens of a date with English names, or None where anything else stands there."""
    months = {
        name: english.split()[0]
        for language in languages
        for english, names in zip(_MONTHS["en"], _MONTHS.get(language, ()), strict=False)
        for name in names.split()
    }
    weekdays = {name for language in languages for name in _WEEKDAYS.get(language, "").split()}
    tokens: list[str] = []
    named = 0
    for token in _TOKEN.findall(text.casefold()):
        if token in months:
            named += 1
            tokens.append(months[token])
        elif _DAY_OR_YEAR.fullmatch(token):
            tokens.append(token)
        elif token not in weekdays and token not in {",", ".", "-", "/", "of", "tanggal", "tgl"}:
            return None
    return " ".join(tokens) if named == 1 else None


# A line that says when the text was published, and nothing else.
_LABELLED: Final = re.compile(
    r"(?:first published|published|publication date|date|last updated|updated|posted|diterbitkan|"
    r"dipublikasikan|terbit|tayang|tanggal terbit|diperbarui|diunggah|tanggal)"
    r"(?: on| at| pada)?\s{0,3}:?\s{0,3}(?P<date>\S[^\n|]{3,48})",
    re.IGNORECASE,
)
_CLOCK: Final = re.compile(
    r"[\s,|-]{1,4}(?:at |pukul |jam )?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s?(?:am|pm|a\.m\.|p\.m\.)?"
    r"\s?(?:wib|wita|wit|gmt|utc|est|edt|bst|cet)?\.?$",
    re.IGNORECASE,
)
HEAD_LINES: Final = 8


def find_publication_date(
    text: str, *, today: date, languages: tuple[str, ...] = ("en", "id")
) -> PartialDate | None:
    """Find the date on which a text was published, where its head plainly says so.

    Only whole lines near the beginning count: a label and a day (`Published 12 Nov 2013`), or a
    line that is nothing but a day (`Selasa, 12 November 2013 10:30 WIB`). A date within a sentence
    says when something happened, not when it was published.

    Args:
        text: The text, normalised.
        today: For reading dates; a date after it is not taken, nor is a relative one.
        languages: As in `parse_date`.

    Returns:
        The date with its offsets in `text`, or None. Less than a month is never returned.
    """
    offset = lines = 0
    for line in text.split("\n", 64)[:64]:
        lines += bool(line.strip())
        if lines > HEAD_LINES:
            break
        found = _published(line, today, languages)
        if found is not None:
            start, end = offset + found.start, offset + found.end
            return PartialDate(found.iso, start, end, found.original, found.ambiguous)
        offset += len(line) + 1
    return None


def _published(line: str, today: date, languages: tuple[str, ...]) -> PartialDate | None:
    """Return the date that a line gives as that of publication, with its offsets in the line."""
    labelled = _LABELLED.fullmatch(line.strip()) if len(line) < 2 * MAX_LENGTH else None
    typed = labelled["date"] if labelled else line.strip()
    read = parse_date(_CLOCK.sub("", typed), today=today, languages=languages)
    if read is None or read.relative or read.first_day > today or read.precision == "year":
        return None
    if not labelled and read.precision != "day":
        return None
    start = line.index(read.original)
    return PartialDate(read.iso, start, start + len(read.original), read.original, read.ambiguous)
