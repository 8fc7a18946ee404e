"""Words for people: dates, languages, marks, stances. Pure functions."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final

from factcheck.domain.vocabulary import HowKnown, Mark, Stance

if TYPE_CHECKING:
    from factcheck.domain.rows import Article, Source
    from factcheck.domain.views import ClaimView

_MONTHS: Final = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
)
_LANGUAGES: Final = {
    "ar": "Arabic",
    "bg": "Bulgarian",
    "bn": "Bengali",
    "ca": "Catalan",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "et": "Estonian",
    "fa": "Persian",
    "fi": "Finnish",
    "fil": "Filipino",
    "fr": "French",
    "he": "Hebrew",
    "hi": "Hindi",
    "hr": "Croatian",
    "hu": "Hungarian",
    "id": "Indonesian",
    "it": "Italian",
    "ja": "Japanese",
    "jv": "Javanese",
    "km": "Khmer",
    "ko": "Korean",
    "lo": "Lao",
    "lt": "Lithuanian",
    "lv": "Latvian",
    "ms": "Malay",
    "my": "Burmese",
    "nl": "Dutch",
    "no": "Norwegian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sk": "Slovak",
    "sl": "Slovenian",
    "sr": "Serbian",
    "su": "Sundanese",
    "sv": "Swedish",
    "sw": "Swahili",
    "ta": "Tamil",
    "th": "Thai",
    "tl": "Tagalog",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "ur": "Urdu",
    "vi": "Vietnamese",
    "zh": "Chinese",
}
MARK_WORDS: Final = {
    Mark.UNTOUCHED: "undecided",
    Mark.CLAIM: "a claim",
    Mark.NOT_A_CLAIM: "not a claim",
    Mark.QUERY: "a query",
}
MARK_SYMBOLS: Final = {
    Mark.UNTOUCHED: "○",
    Mark.CLAIM: "◆",
    Mark.NOT_A_CLAIM: "✓",
    Mark.QUERY: "⚑",
}
STANCE_SYMBOLS: Final = {Stance.SUPPORTS: "+", Stance.REFUTES: "\u2212", Stance.CONTEXT: "·"}
NEXT_STANCE: Final = {
    Stance.SUPPORTS: Stance.REFUTES,
    Stance.REFUTES: Stance.CONTEXT,
    Stance.CONTEXT: Stance.SUPPORTS,
}


def date_words(iso: str) -> str:
    """Return an ISO date of reduced precision as people write it: `12 Nov 2013`, `Nov 2013`."""
    parts = iso.split("-")
    if len(parts) == 1:
        return iso
    month = _MONTHS[int(parts[1]) - 1]
    return f"{int(parts[2])} {month} {parts[0]}" if len(parts) > 2 else f"{month} {parts[0]}"  # noqa: PLR2004 - with a day


def language_name(code: str) -> str:
    """Return the English name of a language, or its code where it is not a common one."""
    if not code or code == "und":
        return "language not known"
    return _LANGUAGES.get(code.split("-", maxsplit=1)[0], code)


def article_facts(article: Article) -> list[str]:
    """Return what is known of an article for its metadata line, and what is not."""
    published = date_words(article.published_on) if article.published_on else "date not known"
    basis = article.basis.get("published_on")
    if article.published_on and basis is not None and basis.how is HowKnown.INFERRED:
        published += " (inferred)"
    facts = [published, article.publisher or "publisher not known", article.authors]
    return [fact for fact in (*facts, language_name(article.language)) if fact]


def source_facts(source: Source) -> str:
    """Return a source's name with its publisher and date, as a reader would cite it."""
    known = (source.title, source.publisher, date_words(source.published_on))
    return ", ".join(fact for fact in known if fact)


def when(moment: datetime, now: datetime | None = None) -> str:
    """Return a moment in local time: the hour for today, the day for this year, else the date."""
    local = moment.astimezone()
    today = (now or datetime.now(UTC)).astimezone().date()
    if local.date() == today:
        return f"{local:%H:%M}"
    day = f"{local.day} {_MONTHS[local.month - 1]}"
    return f"{day} {local:%H:%M}" if local.year == today.year else f"{day} {local.year}"


def today() -> date:
    """Return today's date where the person is."""
    return datetime.now().astimezone().date()


def count(number: int, one: str, many: str = "") -> str:
    """Return `1 claim`, `2 claims`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def verdict_words(view: ClaimView) -> str:
    """Return a claim's standing verdict with its symbol, or that it is open."""
    standing = view.standing
    return f"{standing.rating.symbol} {standing.rating.label}" if standing else "◦ open"
