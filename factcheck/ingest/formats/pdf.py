"""PDF documents, by PDFium.

PDFium is native code and dies of some files; that is one of the reasons why this runs in a worker.
Of the libraries measured it alone reads a book within the worker's time.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import pypdfium2
import pypdfium2.raw as pdfium

from factcheck.ingest.formats.flow import clean
from factcheck.ingest.formats.pdf_lines import PdfLine, lay_out, plain
from factcheck.ingest.protocol import Part, Said
from factcheck.ingest.refusals import no_text, refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.ingest.protocol import Request
    from factcheck.ingest.spill import Spill

MAX_PAGES: Final = 3_000
MAX_CHARACTERS: Final = 8 << 20

_BREAKS: Final = "\r\n"
_LINE_HYPHENS: Final = "\x02\ufffe"
_DATE: Final = re.compile(r"(?:D:)?(\d{4})(\d{2})(\d{2})")
_FIELDS: Final = {"title": "Title", "authors": "Author"}
_DATES: Final = {"published_on": "CreationDate", "updated_on": "ModDate"}
_OCR: Final = "Its pages are pictures: read them with an OCR program (such as ocrmypdf) first."


def read(data: bytes, request: Request, _spill: Spill) -> list[Part]:
    """Read a PDF document.

    Raises:
        IngestError: It is locked, damaged, or holds no text.
    """
    document = _opened(data, request.name)
    count = len(document)
    if count > MAX_PAGES:
        raise refusal(request.name, f"has more than {MAX_PAGES} pages", "Split it.")
    pages = []
    left = MAX_CHARACTERS
    for number in range(count):
        lines = list(_lines(document, number))
        left -= sum(len(line.text) for line in lines)
        if left < 0:
            raise refusal(request.name, "holds more text than any book", "Split it.")
        pages.append(lines)
    layout = lay_out(pages)
    if not layout.pieces:
        raise no_text(request.name, f"none of its {count} pages has any letters", _OCR)
    warnings = []
    empty = [str(number) for number, page in enumerate(pages, start=1) if not page]
    if empty:
        shown = ", ".join(empty[:20]) + (" …" if empty[20:] else "")
        warnings.append(
            f"No text on {len(empty)} of {count} pages ({shown}); they may be pictures."
        )
    if layout.joined:
        warnings.append(
            f"Words divided at the end of a line were put together: {layout.joined}. Where a "
            "word's spelling matters, look at the original."
        )
    if layout.dropped:
        shown = "; ".join(f"“{clean(line)[:60]}”" for line in layout.dropped[:5])
        warnings.append(f"Lines that stand on many pages were left out: {shown}.")
    return [
        Part(
            media_type="application/pdf",
            pieces=layout.pieces,
            facts=_facts(document),
            warnings=warnings,
        )
    ]


def _opened(data: bytes, name: str) -> pypdfium2.PdfDocument:
    """Open a document."""
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            hint = "Open it with its password, save it without one, and ingest that."
            raise refusal(name, "is locked with a password", hint) from None
        raise refusal(name, "is damaged: it cannot be opened as a PDF") from None


def _lines(document: pypdfium2.PdfDocument, number: int) -> Iterator[PdfLine]:
    """Yield the lines of a page in the order of its content."""
    try:
        page = document[number]
        text = page.get_textpage()
    except pypdfium2.PdfiumError:
        return
    first = 0
    characters: list[str] = []
    for at in range(text.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(text.raw, at) & 0x1FFFFF or 0xFFFD)
        if character not in _BREAKS and character not in _LINE_HYPHENS:
            characters.append(character)
            continue
        if character in _LINE_HYPHENS:
            # PDFium takes the line's end away with the hyphen; here both count.
            characters.append(character)
        if line := _line(text, first, "".join(characters)):
            yield line
        first, characters = at + 1, []
    if line := _line(text, first, "".join(characters)):
        yield line
    text.close()
    page.close()


def _line(text: Any, first: int, characters: str) -> PdfLine | None:  # noqa: ANN401 - untyped library
    """Return one line, or None where nothing can be seen on it."""
    hyphenated = characters.rstrip()[-1:] in _LINE_HYPHENS and bool(characters.strip())
    shown = plain("".join(c for c in characters if c not in _LINE_HYPHENS))
    if not shown:
        return None
    seen = [i for i, character in enumerate(characters) if not character.isspace()]
    left, bottom, _, _ = text.get_charbox(first + seen[0], loose=True)
    _, _, right, _ = text.get_charbox(first + seen[-1], loose=True)
    size = pdfium.FPDFText_GetFontSize(text.raw, first + seen[0]) or 1.0
    return PdfLine(shown, left, right, bottom, size, hyphenated)


def _facts(document: pypdfium2.PdfDocument) -> dict[str, Said]:
    """Return what the document's properties say."""
    given = document.get_metadata_dict(skip_empty=True)
    facts = {}
    for field, key in _FIELDS.items():
        if value := clean(given.get(key, "")):
            facts[field] = Said(value, f"the PDF's own {key} field")
    for field, key in _DATES.items():
        if match := _DATE.match(given.get(key, "")):
            day = "-".join(match.groups())
            facts[field] = Said(day, f"the PDF's own {key} field", "inferred")
    return facts
