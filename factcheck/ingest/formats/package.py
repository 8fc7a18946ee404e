"""What a ZIP file is: a Word document, an OpenDocument text, a book, or a web archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.ingest.formats import docx, epub, odt, warc
from factcheck.ingest.formats.unzip import Package
from factcheck.ingest.refusals import refusal

if TYPE_CHECKING:
    from factcheck.ingest.protocol import Part, Reading, Request
    from factcheck.ingest.spill import Spill


def read(data: bytes, request: Request, spill: Spill) -> list[Part] | Reading:
    """Read a ZIP file by what is in it.

    Raises:
        IngestError: It is none of the kinds above, or damaged.
    """
    package = Package(data, request.name)
    names = set(package.names)
    mime = package.read("mimetype", 1000).strip().decode("ascii", "replace")
    if "word/document.xml" in names:
        return [docx.read(package, request.name)]
    if mime.startswith("application/vnd.oasis.opendocument.text"):
        return [odt.read(package, request.name, mime)]
    if mime == "application/epub+zip" or "META-INF/container.xml" in names:
        return [epub.read(package, request.name)]
    archives = sorted(n for n in names if n.startswith("archive/") and ".warc" in n)
    if archives:
        return warc.read_wacz(package, archives, request, spill)
    raise refusal(
        request.name,
        "is a ZIP file, but no Word, OpenDocument text or EPUB document, and no web archive",
        "Unpack it, and ingest the files in it.",
    )
