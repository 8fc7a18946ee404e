"""Feed files: RSS and Atom, as feedparser reads them; each entry is a document.

An entry has no bytes of its own, so a JSON record of what the feed says of it stands for it in the
archive, with the fields of `factcheck.ingest.formats.records`.
"""

from __future__ import annotations

import calendar
import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import feedparser
import orjson

from factcheck.ingest.formats.flow import clean, length
from factcheck.ingest.formats.html_text import all_pieces
from factcheck.ingest.formats.xml import declares_entities
from factcheck.ingest.protocol import Part, Piece, Reading, Refused, Said
from factcheck.ingest.refusals import no_text, refusal
from factcheck.text.normalise import normalise

if TYPE_CHECKING:
    from factcheck.ingest.protocol import Request
    from factcheck.ingest.spill import Spill

MEDIA_TYPE: Final = "application/feed+json"
MAX_ENTRIES: Final = 5_000

_HINT: Final = "Fetch the article's page by its address, and ingest that."
_HTML: Final = frozenset({"text/html", "application/xhtml+xml"})


def read(data: bytes, request: Request, spill: Spill) -> Reading:
    """Read the entries of a feed.

    Raises:
        IngestError: It is no feed, has no entries, or declares entities.
    """
    if declares_entities(data):
        raise refusal(request.name, "declares XML entities of its own, which no feed does")
    parsed: Any = feedparser.parse(io.BytesIO(data), sanitize_html=False)
    if not parsed.entries:
        raise no_text(request.name, "it looks like a feed, but has no entries", "Look at the file.")
    if len(parsed.entries) > MAX_ENTRIES:
        raise refusal(request.name, f"has more than {MAX_ENTRIES} entries", "Split it.")
    reading = Reading()
    if parsed.bozo:
        reading.notes.append("The feed is damaged; it was read as far as it goes.")
    for number, entry in enumerate(parsed.entries, start=1):
        part = _part(entry, parsed.feed, request.name, number)
        part.spilled = spill.put(_record(part), request.name)
        reading.parts.append(part)
    return reading


def _part(entry: Any, feed: Any, name: str, number: int) -> Part:  # noqa: ANN401 - feedparser's own
    """Return the document of one entry."""
    link = _word(entry.get("link"))
    part = Part(media_type=MEDIA_TYPE, name=link or f"{number}", facts=_facts(entry, feed))
    contents = [_content(item, name) for item in entry.get("content", [])[:10]]
    summary = _content(entry.get("summary_detail") or {}, name)
    part.pieces = max(contents, key=length, default=[])
    if length(part.pieces) < length(summary):
        part.pieces = summary
        part.warnings.append(f"The feed has only this summary of the article. {_HINT}")
    if not part.pieces:
        part.refused = Refused(f"The feed's entry “{part.name}” has a title and no text.", _HINT)
    return part


def _content(item: Any, name: str) -> list[Piece]:  # noqa: ANN401 - feedparser's own
    """Return the blocks of an entry's content."""
    value = item.get("value") or ""
    if not isinstance(value, str):
        return []
    if item.get("type") in _HTML or ("<" in value and ">" in value):
        return all_pieces(value, name)
    lines = (clean(line) for line in normalise(value).split("\n"))
    return [Piece("paragraph", line) for line in lines if line]


def _facts(entry: Any, feed: Any) -> dict[str, Said]:  # noqa: ANN401 - feedparser's own
    """Return what the feed says of an entry."""
    authors = [_word(author.get("name")) for author in entry.get("authors", [])[:50]]
    found = {
        "title": (_word(entry.get("title")), "the entry's title"),
        "url": (_word(entry.get("link")), "the entry's link"),
        "authors": (
            "; ".join(dict.fromkeys(filter(None, authors))) or _word(entry.get("author")),
            "the entry's author",
        ),
        "publisher": (_word(feed.get("title")), "the feed's title"),
        "published_on": (_day(entry.get("published_parsed")), "the entry's date"),
        "updated_on": (_day(entry.get("updated_parsed")), "the entry's date of change"),
        "language": (_word(entry.get("language") or feed.get("language")), "the feed's language"),
    }
    if found["updated_on"][0] == found["published_on"][0]:
        del found["updated_on"]  # feedparser gives one for the other
    return {field: Said(value, note) for field, (value, note) in found.items() if value}


def _word(value: object) -> str:
    """Return a text on one line, or empty."""
    return clean(value[:5000]) if isinstance(value, str) else ""


def _day(moment: Any) -> str:  # noqa: ANN401 - a struct_time in UTC
    """Return the day of a time."""
    try:
        return datetime.fromtimestamp(calendar.timegm(moment), UTC).date().isoformat()
    except (TypeError, ValueError, OverflowError, OSError):
        return ""


def _record(part: Part) -> bytes:
    """Return the record that stands for an entry in the archive."""
    text = "\n\n".join(piece.text for piece in part.pieces)
    fields = {field: said.value for field, said in part.facts.items()}
    return orjson.dumps({**fields, "text": text}, option=orjson.OPT_SORT_KEYS)
