"""Books (EPUB 2 and 3): the pages of the spine in order."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from factcheck.ingest.formats.html_facts import iso_day
from factcheck.ingest.formats.html_page import decode_page
from factcheck.ingest.formats.html_text import all_pieces
from factcheck.ingest.formats.xml import DC, parse_xml, stated
from factcheck.ingest.protocol import Part, Piece, Said
from factcheck.ingest.refusals import no_text, refusal

if TYPE_CHECKING:
    from lxml.etree import _Element

    from factcheck.ingest.formats.unzip import Package

MEDIA_TYPE: Final = "application/epub+zip"

MAX_CHAPTER: Final = 16 << 20
"""Bytes of one chapter; the longest novel has a tenth of it."""

_FONTS: Final = (b"http://www.idpf.org/2008/embedding", b"http://ns.adobe.com/pdf/enc#RC")


def read(package: Package, name: str) -> Part:
    """Read a book.

    Raises:
        IngestError: It is damaged, locked, or holds no text.
    """
    _refuse_locked(package, name)
    container = parse_xml(package.read("META-INF/container.xml"), name)
    rootfile = container.find(".//{*}rootfile")
    path = rootfile.get("full-path") or "" if rootfile is not None else ""
    book = parse_xml(package.read(path), name)
    pieces: list[Piece] = []
    missing = 0
    for chapter in _spine(book, posixpath.dirname(path)):
        data = package.read(chapter, MAX_CHAPTER)
        missing += not data
        if data:
            pieces += all_pieces(decode_page(data, "", name).text, name)
    if not pieces:
        hint = "Its pages may be pictures: read them with an OCR program, and ingest that."
        raise no_text(name, "there are no words in its chapters", hint)
    warnings = [f"{missing} of the book's chapters are missing in the file."] if missing else []
    return Part(media_type=MEDIA_TYPE, pieces=pieces, facts=_facts(book), warnings=warnings)


def _refuse_locked(package: Package, name: str) -> None:
    """Refuse a book whose chapters are encrypted; fonts alone do not matter."""
    encryption = package.read("META-INF/encryption.xml")
    methods = encryption.count(b"EncryptionMethod Algorithm")
    if methods > sum(encryption.count(font) for font in _FONTS):
        hint = "Get a copy without copy protection, or ingest the passages that count as text."
        raise refusal(name, "is locked by copy protection", hint)


def _spine(book: _Element, folder: str) -> list[str]:
    """Return the names of the chapters in reading order."""
    items = {
        item.get("id"): posixpath.normpath(
            posixpath.join(folder, unquote((item.get("href") or "").split("#")[0]))
        )
        for item in book.iter("{*}item")
        if "html" in (item.get("media-type") or "")
    }
    order = [
        items[ref.get("idref")] for ref in book.iter("{*}itemref") if ref.get("idref") in items
    ]
    return list(dict.fromkeys(order))


def _facts(book: _Element) -> dict[str, Said]:
    """Return what the book's package document says."""
    note = "the book's package document"

    def all_of(tag: str) -> list[str | None]:
        return [element.text for element in book.iter(f"{DC}{tag}")]

    found = {
        "title": stated(all_of("title")[:1], note),
        "authors": stated(all_of("creator"), note),
        "publisher": stated(all_of("publisher")[:1], note),
        "language": stated(all_of("language")[:1], note),
        "published_on": stated([iso_day((all_of("date") or [""])[0] or "")], note),
    }
    return {field: said for field, said in found.items() if said is not None}
