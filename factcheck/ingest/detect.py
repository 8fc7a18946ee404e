"""What kind of document some bytes are: by their first bytes, never by the name alone.

Nothing is parsed here. A format whose first bytes could as well be prose (CSV, subtitles, an
e-mail) needs plain signs, and fewer of them where the file's name says the same.
"""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from factcheck.ingest.protocol import Kind

HEAD: Final = 1 << 16
"""Bytes that are looked at."""

_SIGNATURES: Final[tuple[tuple[bytes, Kind], ...]] = (
    (b"PK\x03\x04", "zip"),
    (b"\x1f\x8b", "gzip"),
    (b"WARC/", "warc"),
)
_PDF_WITHIN: Final = 1024
_PROLOG: Final = re.compile(r"\s*<(?:\?xml|!)", re.IGNORECASE)
_ROOT: Final = re.compile(
    r"<(?:[A-Za-z_][\w.-]{0,30}:)?(?P<root>[A-Za-z][A-Za-z0-9]{0,30})(?=[\s>/])", re.IGNORECASE
)
_DOCTYPE_HTML: Final = re.compile(r"<!doctype\s+html", re.IGNORECASE)
_FEED_ROOTS: Final = frozenset({"feed", "rdf", "rss"})
_HTML_ROOTS: Final = frozenset(
    "article body div h1 h2 head html main meta p section title".split()  # noqa: SIM905
)
_MANY_TAGS: Final = re.compile(r"<(?:p|div|br|h[1-6]|span|a|li)[\s>/]", re.IGNORECASE)
_HTML_NAMES: Final = frozenset({".htm", ".html", ".shtml", ".xht", ".xhtml"})
_JSON: Final = re.compile(r"""\s*(?:\{\s*["}]|\[\s*(?:\{|\]\s*$))""")
_SRT: Final = re.compile(
    r"\s*(?:\d{1,6}\s*\n)?\s*\d{1,3}:\d\d:\d\d[,.]\d{1,3} --> \d{1,3}:\d\d:\d\d[,.]\d{1,3}"
)
_HEADER: Final = re.compile(
    r"(?:From [^\n]{1,200}\r?\n)?((?:[!-9;-~]{1,60}:[^\n]*\n|[ \t][^\n]*\n)+)"
)
_HEADER_NAME: Final = re.compile(r"^([!-9;-~]{1,60}):", re.MULTILINE)
_MAIL_SIGNS: Final = frozenset(
    "delivered-to message-id mime-version received return-path".split()  # noqa: SIM905
)
_MAIL_NAMES: Final = frozenset({".eml", ".mht", ".mhtml"})
_TABLE_NAMES: Final = frozenset({".csv", ".tab", ".tsv"})
_TEXT_COLUMNS: Final = frozenset("articlebody body content html maintext text".split())  # noqa: SIM905
_OTHER_COLUMNS: Final = frozenset(
    """
    author authors byline date headline id lang language link published published_on publisher
    source title url
    """.split()  # noqa: SIM905
)
_CELL: Final = re.compile(r"[,;\t|]")


def detect(data: bytes, name: str) -> Kind:
    """Return the kind of document that `data` is; `text` where nothing says otherwise.

    Args:
        data: The bytes.
        name: The file's name; its ending counts only where the content leaves room.
    """
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return "pdf"
    head = _head(data)
    ending = PurePath(name).suffix.lower()
    return _markup(head, ending) or _records(head, ending) or _transcript(head) or "text"


def _head(data: bytes) -> str:
    """Return the first characters, as far as they are ASCII; the rest does not matter here."""
    head = data[:HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace").lstrip("\ufeff")
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")


def _markup(head: str, ending: str) -> Kind | None:
    """Tell HTML and feeds."""
    start = head.lstrip()
    if _PROLOG.match(start) and _DOCTYPE_HTML.search(start):
        return "html"
    # What stands before the root element may be long and odd; its first name tells enough.
    match = _ROOT.search(start) if _PROLOG.match(start) else _ROOT.match(start)
    root = match["root"].lower() if match else ""
    if root in _FEED_ROOTS:
        return "feed"
    if root in _HTML_ROOTS:
        return "html"
    # A fragment, or a page that begins with words: the name has to agree.
    return "html" if ending in _HTML_NAMES and _MANY_TAGS.search(head) else None


def _records(head: str, ending: str) -> Kind | None:
    """Tell JSON, e-mail and tables."""
    if _JSON.match(head):
        return "json"
    if _is_mail(head, ending):
        return "mail"
    first = head.lstrip().split("\n", 1)[0]
    columns = {cell.strip(" \t\r\"'").lower() for cell in _CELL.split(first)}
    if ending in _TABLE_NAMES and len(columns) > 1:
        return "csv"
    known = columns & _OTHER_COLUMNS
    return "csv" if columns & _TEXT_COLUMNS and known and len(columns) > len(known) else None


def _is_mail(head: str, ending: str) -> bool:
    """Say whether the text begins with the header of an e-mail."""
    header = _HEADER.match(head)
    if header is None:
        return False
    names = {name.lower() for name in _HEADER_NAME.findall(header[1])}
    if ending in _MAIL_NAMES:
        return bool(names & {"from", "subject", "date", *_MAIL_SIGNS})
    return "from" in names and len(names) > 2 and bool(names & _MAIL_SIGNS)  # noqa: PLR2004


def _transcript(head: str) -> Kind | None:
    """Tell SubRip and WebVTT."""
    is_one = re.match(r"WEBVTT[ \t\r\n]", head) or _SRT.match(head)
    return "subtitles" if is_one else None
