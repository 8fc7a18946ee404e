"""Documents of every kind, made byte by byte: no test needs a file that somebody else wrote."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

STORY: Final = (
    (
        "Kementerian Perdagangan menyatakan ekspor naik 26 persen pada tahun lalu. "
        "Nilainya mencapai 4,6 miliar dolar Amerika Serikat."
    ),
    (
        "Menteri mengatakan kenaikan itu didorong oleh harga batu bara. "
        "Ia tidak menyebutkan angka untuk tahun ini."
    ),
    (
        "Para ekonom di Jakarta meragukan angka tersebut. Mereka menunggu data resmi dari "
        "kantor statistik yang akan terbit bulan depan."
    ),
)
"""Three paragraphs of two sentences each."""


def html_page(body: str, head: str = "<title>Judul</title>", language: str = "id") -> bytes:
    """Return a page."""
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8">{head}</head>'
        f"<body>{body}</body></html>"
    ).encode()


def story_html() -> str:
    """Return the story as an article element."""
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
    return f"<article><h1>Ekspor naik</h1>{paragraphs}</article>"


def zipped(members: Mapping[str, bytes | str], *, stored: Sequence[str] = ()) -> bytes:
    """Return a ZIP file of the members in order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            how = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            package.writestr(zipfile.ZipInfo(name), content, how)
    return out.getvalue()


# ---------------------------------------------------------------------------------- office, books

_W: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_STYLES: Final = f"""<w:styles {_W}>
<w:style w:styleId="Judul1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="Kutipan"><w:name w:val="Intense Quote"/></w:style>
<w:style w:styleId="Keterangan"><w:name w:val="caption"/></w:style></w:styles>"""
_CORE: Final = """<cp:coreProperties
xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">
<dc:title>Ekspor naik</dc:title><dc:creator>Siti Aminah</dc:creator>
<dcterms:created>2023-05-05T10:00:00Z</dcterms:created></cp:coreProperties>"""


def docx(body: str, extra: Mapping[str, bytes | str] | None = None) -> bytes:
    """Return a Word document with `body` as the content of `w:body`."""
    document = f"<w:document {_W}><w:body>{body}</w:body></w:document>"
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": document,
            "word/styles.xml": _STYLES,
            "docProps/core.xml": _CORE,
            **(extra or {}),
        }
    )


def word_paragraph(text: str, style: str = "", properties: str = "") -> str:
    """Return one paragraph of a Word document."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


_ODF: Final = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"'
)
ODT_MIME: Final = "application/vnd.oasis.opendocument.text"


def odt(body: str, extra: Mapping[str, bytes | str] | None = None) -> bytes:
    """Return an OpenDocument text with `body` as the content of `office:text`."""
    content = (
        f"<office:document-content {_ODF}><office:body><office:text>{body}</office:text>"
        "</office:body></office:document-content>"
    )
    meta = (
        f"<office:document-meta {_ODF}><office:meta><dc:title>Ekspor naik</dc:title>"
        "<meta:initial-creator>Siti Aminah</meta:initial-creator>"
        "<meta:creation-date>2023-05-05T10:00:00</meta:creation-date></office:meta>"
        "</office:document-meta>"
    )
    members = {"mimetype": ODT_MIME, "content.xml": content, "meta.xml": meta, **(extra or {})}
    return zipped(members, stored=["mimetype"])


def epub(chapters: Sequence[str], extra: Mapping[str, bytes | str] | None = None) -> bytes:
    """Return a book with one page a chapter, each the content of `body`."""
    items = "".join(
        f'<item id="c{i}" href="text/c{i}.xhtml" media-type="application/xhtml+xml"/>'
        for i in range(len(chapters))
    )
    spine = "".join(f'<itemref idref="c{i}"/>' for i in range(len(chapters)))
    book = (
        '<package xmlns="http://www.idpf.org/2007/opf" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>Ekspor</dc:title>'
        "<dc:creator>Siti Aminah</dc:creator><dc:creator>Budi Santoso</dc:creator>"
        "<dc:publisher>Balai Kota</dc:publisher><dc:language>id</dc:language>"
        f"<dc:date>2023-05-05</dc:date></metadata><manifest>{items}</manifest>"
        f"<spine>{spine}</spine></package>"
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
    )
    pages = {
        f"OEBPS/text/c{i}.xhtml": f"<html><head><title>x</title></head><body>{text}</body></html>"
        for i, text in enumerate(chapters)
    }
    members = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": container,
        "OEBPS/book.opf": book,
        **pages,
        **(extra or {}),
    }
    return zipped(members, stored=["mimetype"])


# -------------------------------------------------------------------------------------------- PDF


class Text(NamedTuple):
    """One line of a PDF page; lengths in points from the lower left corner."""

    text: str
    x: float = 72
    y: float = 700
    size: float = 11


def pdf(pages: Sequence[Sequence[Text]], info: str = "") -> bytes:
    """Return a PDF document in Helvetica.

    Args:
        pages: The lines of each page.
        info: The content of its information dictionary.
    """
    streams = []
    for page in pages:
        lines = "".join(
            f"BT /F1 {line.size} Tf {line.x} {line.y} Td ({_escaped(line.text)}) Tj ET\n"
            for line in page
        )
        streams.append(lines.encode("cp1252"))
    count = len(streams)
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for i, stream in enumerate(streams):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * i} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(pdf_stream(stream))
    return pdf_file([*objects, f"<< {info} >>".encode()], info=len(objects) + 1)


def pdf_stream(data: bytes, *, filters: int = 1) -> bytes:
    """Return a stream object, deflated `filters` times."""
    for _ in range(filters):
        data = zlib.compress(data, 9)
    names = "/FlateDecode " * filters
    head = f"<< /Length {len(data)} /Filter [{names}] >>\nstream\n"
    return head.encode() + data + b"\nendstream"


def pdf_file(objects: Sequence[bytes], info: int = 0, trailer: str = "") -> bytes:
    """Return a PDF file of numbered objects, the first of them its catalogue."""
    out = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    about = f"/Info {info} 0 R" if info else ""
    out += (
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {about} {trailer} >>\n"
        f"startxref\n{start}\n%%EOF\n"
    ).encode()
    return bytes(out)


def _escaped(text: str) -> str:
    """Return a text as a PDF literal has it."""
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


# ------------------------------------------------------------------------------------ web archive


def warc_record(
    url: str,
    body: bytes,
    *,
    headers: str = "Content-Type: text/html; charset=utf-8",
    status: str = "200 OK",
) -> bytes:
    """Return one response record of a WARC file."""
    http = f"HTTP/1.1 {status}\r\n{headers}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        "WARC/1.1\r\nWARC-Type: response\r\n"
        f"WARC-Target-URI: {url}\r\nWARC-Date: 2023-05-05T10:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789abc>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def warc_gz(records: Sequence[bytes]) -> bytes:
    """Return a gzipped WARC file, one gzip member a record."""
    return b"".join(gzip.compress(record, mtime=0) for record in records)
