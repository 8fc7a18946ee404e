"""Dates, times and words as a reader expects them. Pure functions."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from factcheck.domain.vocabulary import ClaimType, Mark, SourceKind, Stance

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_YEAR, _MONTH = 4, 7

STANCE_LABELS: Final = {
    Stance.SUPPORTS: "Supports",
    Stance.REFUTES: "Refutes",
    Stance.CONTEXT: "Context",
}
STANCE_SYMBOLS: Final = {Stance.SUPPORTS: "+", Stance.REFUTES: "−", Stance.CONTEXT: "·"}  # noqa: RUF001 - a minus sign, as wide as the plus
CLAIM_TYPE_LABELS: Final = {
    ClaimType.EVENT: "event or property",
    ClaimType.NUMERICAL: "numerical",
    ClaimType.QUOTE: "quotation",
    ClaimType.CAUSAL: "cause and effect",
    ClaimType.POSITION: "position",
    ClaimType.FORECAST: "forecast",
}
SOURCE_KIND_LABELS: Final = {
    SourceKind.PRIMARY: "primary source",
    SourceKind.STATISTIC: "statistics",
    SourceKind.NEWS: "news report",
    SourceKind.EXPERT: "expert",
    SourceKind.DATASET: "data set",
    SourceKind.SOCIAL: "social media",
    SourceKind.INTERVIEW: "interview",
    SourceKind.OTHER: "",
}
MARK_LABELS: Final = {
    Mark.UNTOUCHED: "not checked yet",
    Mark.CLAIM: "claim",
    Mark.NOT_A_CLAIM: "not a claim",
    Mark.QUERY: "open question",
}
MARK_COUNTED: Final = {
    Mark.UNTOUCHED: "not checked yet",
    Mark.CLAIM: "with a claim",
    Mark.NOT_A_CLAIM: "without a claim",
    Mark.QUERY: "with an open question",
}
"""After a number of sentences."""
_LANGUAGES: Final = {
    "ar": "Arabic", "bn": "Bengali", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek",
    "en": "English", "es": "Spanish", "fa": "Persian", "fi": "Finnish", "fr": "French",
    "he": "Hebrew", "hi": "Hindi", "hu": "Hungarian", "id": "Indonesian", "it": "Italian",
    "ja": "Japanese", "jv": "Javanese", "ko": "Korean", "ms": "Malay", "nl": "Dutch",
    "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "su": "Sundanese", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "th": "Thai",
    "tl": "Tagalog", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese",
    "zh": "Chinese",
}  # fmt: skip


def iso_utc(at: datetime) -> str:
    """Return a time as `2025-01-14T09:30:00Z`."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def written_time(at: datetime) -> str:
    """Return a time as `14 January 2025, 09:30 UTC`."""
    utc = at.astimezone(UTC)
    return f"{utc.day} {_MONTHS[utc.month - 1]} {utc.year}, {utc:%H:%M} UTC"


def written_date(iso: str) -> str:
    """Return `2013-11-12` as `12 November 2013`, `2013-11` as `November 2013`, others as given."""
    if not is_iso_date(iso) or len(iso) == _YEAR:
        return iso
    year, month, *day = (int(part) for part in iso.split("-"))
    return " ".join([*map(str, day), _MONTHS[month - 1], str(year)])


def preposition(iso: str) -> str:
    """Return `on` before a day, `in` before a month or a year."""
    return "on" if len(iso) > _MONTH else "in"


def is_iso_date(iso: str) -> bool:
    """Return whether this is a date of reduced precision that `<time datetime>` takes."""
    formats = {_YEAR: "%Y", _MONTH: "%Y-%m", len("2013-11-12"): "%Y-%m-%d"}
    if not iso.isascii() or len(iso) not in formats:
        return False
    try:
        datetime.strptime(iso, formats[len(iso)]).replace(tzinfo=UTC)
    except ValueError:
        return False
    return True


def language_name(code: str) -> str:
    """Return a language's English name, or the code where it is a rare one, or nothing."""
    if code in {"", "und"}:
        return ""
    return _LANGUAGES.get(code.split("-", maxsplit=1)[0].lower(), code)


def counted(number: int, one: str, many: str = "") -> str:
    """Return `1 claim`, `3 claims`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
