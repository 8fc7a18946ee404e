"""Articles as records: the fields of JSON Lines, JSON and CSV files.

| field | also called | what it is |
|---|---|---|
| `text` | `body`, `content`, `articleBody`, `maintext` | the article; HTML if full of tags |
| `html` | | the article as HTML, where there is no `text` |
| `title` | `headline` | |
| `url` | `link` | |
| `authors` | `author`, `byline` | a text, or a list of texts or of objects with a `name` |
| `publisher` | `source`, `site` | a text, or an object with a `name` |
| `published_on` | `published`, `published_at`, `date`, `date_publish`, `datePublished` | a day |
| `updated_on` | `updated`, `dateModified` | a day |
| `language` | `lang`, `inLanguage` | BCP 47 |
| `id` | | names the record in messages |

A day is in ISO 8601 or RFC 5322. Case does not matter. One of `text` and `html` has to be there;
other fields are left alone.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from factcheck.ingest.formats.flow import clean
from factcheck.ingest.formats.html_facts import iso_day
from factcheck.ingest.formats.html_text import all_pieces
from factcheck.ingest.protocol import Part, Refused, Said
from factcheck.text.dates import parse_date
from factcheck.text.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Mapping

TEXT: Final = ("text", "body", "content", "articlebody", "maintext")
HTML: Final = "html"
FACTS: Final[dict[str, tuple[str, ...]]] = {
    "title": ("title", "headline"),
    "url": ("url", "link"),
    "authors": ("authors", "author", "byline"),
    "publisher": ("publisher", "source", "site"),
    "published_on": (
        "published_on", "published", "published_at", "date", "date_publish", "datepublished",
    ),
    "updated_on": ("updated_on", "updated", "datemodified"),
    "language": ("language", "lang", "inlanguage"),
}  # fmt: skip
WANTED: Final = "Each record needs its text in a field called “text” or “html”."

_MANY_TAGS: Final = re.compile(
    r"</?(?:p|div|br|h[1-6]|li|span)(?:\s[^<>]{0,500})?/?>", re.IGNORECASE
)
_MIN_TAGS: Final = 3
_MAX_PEOPLE: Final = 50


def record_part(record: Mapping[str, Any], media_type: str, name: str, number: int) -> Part:
    """Return the document of one record; one that has no text says so in `refused`.

    Args:
        record: Its fields.
        media_type: Of the file.
        name: The file, for messages.
        number: Which record of the file it is, from 1.

    Raises:
        IngestError: Its HTML is built to stall a parser.
    """
    fields = {key.strip().lower(): value for key, value in record.items()}
    label = _words(fields.get("id")) or _words(_first(fields, FACTS["url"]))
    part = Part(media_type=media_type, name=f"{number}" + (f" ({label})" if label else ""))
    text = next((str(fields[key]) for key in TEXT if isinstance(fields.get(key), str)), "")
    html = fields.get(HTML)
    if not text.strip() and isinstance(html, str):
        part.pieces = all_pieces(html, name)
    elif len(_MANY_TAGS.findall(text[:100_000])) >= _MIN_TAGS:
        part.pieces = all_pieces(text, name)
    else:
        part.text = normalise(text)
    if not part.pieces and not part.text.strip():
        part.refused = Refused(f"Record {part.name} holds no text.", WANTED)
    part.facts = _facts(fields)
    return part


def _facts(fields: Mapping[str, Any]) -> dict[str, Said]:
    """Return what a record says of its article."""
    facts = {}
    for field, names in FACTS.items():
        name = next((name for name in names if fields.get(name)), "")
        value = _words(fields.get(name))
        if field in {"published_on", "updated_on"}:
            value = iso_day(value) or _typed_day(value)
        if value:
            facts[field] = Said(value, f"the record's field {name}")
    return facts


def _typed_day(text: str) -> str:
    """Return a date as people write it; empty where day and month could change places."""
    read = parse_date(text, today=datetime.now(UTC).date())
    return read.iso if read is not None and not read.ambiguous and not read.relative else ""


def _first(fields: Mapping[str, Any], names: tuple[str, ...]) -> object:
    """Return the first of several fields that has a value."""
    return next((fields[name] for name in names if fields.get(name)), None)


def _words(value: object) -> str:
    """Return a text, a number, the `name` of an object, or the parts of a list joined by `; `."""
    if isinstance(value, list):
        return "; ".join(word for item in value[:_MAX_PEOPLE] if (word := _word(item)))
    return _word(value)


def _word(value: object) -> str:
    """Return a text, a number, or the `name` of an object."""
    if isinstance(value, dict):
        value = value.get("name")
    return clean(str(value)[:5000]) if isinstance(value, str | int) else ""
