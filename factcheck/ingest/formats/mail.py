"""E-mails (RFC 5322, MIME), and pages saved as MHTML, which are built the same way."""

from __future__ import annotations

from email import policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.parser import BytesParser
from email.utils import getaddresses
from typing import TYPE_CHECKING, Final

from factcheck.ingest.formats.flow import clean, length
from factcheck.ingest.formats.html_facts import iso_day
from factcheck.ingest.formats.html_page import decode_page
from factcheck.ingest.formats.html_page import read as read_page
from factcheck.ingest.formats.html_text import all_pieces
from factcheck.ingest.protocol import Part, Said
from factcheck.ingest.refusals import no_text, refusal
from factcheck.text.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

    from factcheck.ingest.protocol import Request
    from factcheck.ingest.spill import Spill

MAX_PARTS: Final = 500
MAX_DEPTH: Final = 50
STUB: Final = 0.25
"""Share of the HTML part's text below which the text part only says “see the HTML part”."""

_FIELDS: Final = {"title": "subject", "message_id": "message-id"}
_PEOPLE: Final = {"authors": ("from",), "recipients": ("to", "cc")}


def read(data: bytes, request: Request, spill: Spill) -> list[Part]:
    """Read an e-mail: its text part, or else its HTML part.

    Raises:
        IngestError: It has no text, or absurdly many parts.
    """
    if data.startswith(b"From "):
        data = data.partition(b"\n")[2]
    message = BytesParser(policy=policy.compat32).parsebytes(data)
    texts: list[Message] = []
    pages: list[Message] = []
    attached = []
    for part in _leaves(message, request.name):
        kind = part.get_content_type()
        label = part.get_filename()
        if kind == "text/plain" and not label:
            texts.append(part)
        elif kind == "text/html" and not label:
            pages.append(part)
        elif kind.startswith(("image/", "text/css")) and not label:
            continue
        else:
            attached.append(clean(str(label or kind))[:80])
    if _saved_from(message) and pages:
        return _saved_page(message, pages[0], request, spill)
    found = _best(texts, pages, request.name)
    found.facts = _facts(message)
    if attached:
        names = ", ".join(attached[:10]) + (" …" if attached[10:] else "")
        found.warnings.append(f"Not read: {len(attached)} attachments ({names}).")
    return [found]


def _leaves(message: Message, name: str) -> Iterator[Message]:
    """Yield the parts that hold something, in order, without recursion."""
    waiting = [(message, 0)]
    count = 0
    while waiting:
        part, depth = waiting.pop()
        count += 1
        if count > MAX_PARTS or depth > MAX_DEPTH:
            raise refusal(
                name, f"has more than {MAX_PARTS} parts, or parts within parts within parts"
            )
        # Asked first: the payload of a part that is none is decoded, by whatever charset it names.
        payload = part.get_payload() if part.is_multipart() else None
        if isinstance(payload, list):
            children = [child for child in payload if not isinstance(child, str)]
            waiting += [(child, depth + 1) for child in reversed(children)]
        else:
            yield part


def _best(texts: list[Message], pages: list[Message], name: str) -> Part:
    """Return the text of the e-mail in the form that has it whole."""
    plain = "\n\n".join(_characters(part, name) for part in texts)
    pieces = [piece for part in pages for piece in all_pieces(_characters(part, name), name)]
    if plain.strip() and len(plain) >= STUB * length(pieces):
        return Part(media_type="message/rfc822", text=normalise(plain))
    if not pieces:
        hint = "Its text may be in an attachment: save that, and ingest it."
        raise no_text(name, "the e-mail has neither a text nor an HTML part with words", hint)
    return Part(media_type="message/rfc822", pieces=pieces)


def _characters(part: Message, name: str) -> str:
    """Return the characters of a part."""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset() or ""
    return decode_page(data, charset, name).text if data else ""


def _facts(message: Message) -> dict[str, Said]:
    """Return what the header says."""
    facts = {}
    for field, header in _FIELDS.items():
        value = clean(_header(message, header))
        if value:
            facts[field] = Said(value, f"the e-mail's {header.title()} line")
    for field, headers in _PEOPLE.items():
        lines = [line for header in headers for line in _headers(message, header)]
        people = [clean(name or address) for name, address in getaddresses(lines)]
        value = "; ".join(dict.fromkeys(person for person in people if person))
        if value:
            facts[field] = Said(value, f"the e-mail's {' and '.join(headers).title()} line")
    day = iso_day(_header(message, "date"))
    if day:
        facts["published_on"] = Said(day, "the e-mail's Date line")
    return facts


def _header(message: Message, name: str) -> str:
    """Return the first value of a header, or empty."""
    return next(iter(_headers(message, name)), "")


def _headers(message: Message, name: str) -> list[str]:
    """Return the values of a header, their encoded words undone."""
    values = []
    for value in message.get_all(name, [])[:20]:
        try:
            values.append(str(make_header(decode_header(str(value)[:10_000]))))
        except (LookupError, ValueError, MessageError):
            values.append(str(value)[:10_000])
    return values


def _saved_from(message: Message) -> str:
    """Return the address that a page was saved from, if this is a saved page."""
    return _header(message, "snapshot-content-location")


def _saved_page(message: Message, page: Message, request: Request, spill: Spill) -> list[Part]:
    """Read a page that a browser saved with all its parts in one file."""
    payload = page.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    found = read_page(data, request, spill)
    saved = Said(clean(_saved_from(message)), "the address that the page was saved from")
    found[0].facts.setdefault("url", saved)
    found[0].media_type = "multipart/related"
    return found
