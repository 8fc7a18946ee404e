"""Files that are built to stall, to fill the memory or to lose text in silence.

Each is read by the real worker under its real limits. Whatever comes back has to come within 30
seconds, leave the host's memory alone, and be the text or one plain sentence.
"""

from __future__ import annotations

import contextlib
import gzip
import resource
import struct
import time
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from factcheck.domain.errors import IngestError
from factcheck.ingest.protocol import Limits
from factcheck.ingest.read import read_documents
from tests.support.documents import (
    ODT_MIME,
    STORY,
    docx,
    epub,
    html_page,
    odt,
    pdf_file,
    pdf_stream,
    warc_gz,
    warc_record,
    word_paragraph,
    zipped,
)

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_SECONDS: Final = 30.0
MAX_HOST_GROWTH: Final = 200 << 20
LIMITS: Final = Limits(cpu=8, wall=15.0)
"""Less time than in use, so that what has to be given up is so sooner; the same memory."""
LAUGHS: Final = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 12}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)


def peak_memory(*, anew: bool = False) -> int:
    """Return the most memory that this process ever had, in bytes; `anew` counts from now on."""
    if anew:
        with contextlib.suppress(OSError):
            Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
        return int(status.split("VmHWM:")[1].split()[0]) << 10
    except (OSError, IndexError):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10


def nested_html() -> bytes:
    """Elements within elements, deeper than libxml2 follows, the text at the bottom."""
    return html_page("<div>" * 3000 + f"<p>{' '.join(STORY)}</p>" + "</div>" * 3000)


def long_text_node() -> bytes:
    """One run of text that libxml2 cuts off."""
    return html_page(f"<p>{'Kalimat yang panjang sekali. ' * 450_000}</p>")


def attributes() -> bytes:
    """Sixty thousand attributes on one element."""
    return html_page("<p " + " ".join(f"a{i}=1" for i in range(60_000)) + ">Teks.</p>")


def unclosed() -> bytes:
    """Tags, comments and sections that never end."""
    return b"<!DOCTYPE html><html><body>" + b"<!--<a <![CDATA[<?x " * 100_000


def half_tags() -> bytes:
    """A hundred thousand tags that all lack their end."""
    return b"<!DOCTYPE html><html><body>" + b"<a " * 100_000


def unclosed_ends() -> bytes:
    """End tags that never end."""
    return b"<!DOCTYPE html><html><body>" + b"</a " * 200_000 + b"<![CDATA[" * 100_000


def open_elements() -> bytes:
    """Six hundred thousand elements that are never closed, and end tags of others."""
    return b"<!DOCTYPE html><html><body>" + b"<b></i>" * 600_000


def pdf_stream_bomb() -> bytes:
    """A content stream of 300 MB, deflated twice."""
    layer = zlib.compressobj(9)
    data = b"".join(layer.compress(bytes(1 << 20)) for _ in range(300)) + layer.flush()
    inner = zlib.compress(data, 9)
    head = f"<< /Length {len(inner)} /Filter [/FlateDecode /FlateDecode] >>\nstream\n".encode()
    return pdf_file(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>",
            head + inner + b"\nendstream",
        ]
    )


def pdf_loop() -> bytes:
    """A page tree that is its own child."""
    return pdf_file(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1000000 /Parent 2 0 R >>",
        ]
    )


def pdf_form_bomb() -> bytes:
    """Forms that each draw the next one ten times, twelve deep."""
    forms = [
        f"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 60 /Resources << /XObject "
        f"<< /F {i + 5} 0 R >> >> >>\nstream\n{'/F Do ' * 10}\nendstream".encode()
        for i in range(12)
    ]
    return pdf_file(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            (
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 16 0 R "
                b"/Resources << /XObject << /F 4 0 R >> >> >>"
            ),
            *forms,
            pdf_stream(b"/F Do"),
        ]
    )


def docx_bomb() -> bytes:
    """A Word document of 80 MB."""
    return docx(word_paragraph("A" * 80_000_000))


def forged_docx() -> bytes:
    """The same with a directory that claims 100 bytes."""
    data = bytearray(docx(word_paragraph("A" * 30_000_000)))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        name = data.index(b"word/document.xml", data.index(signature))
        at = data.rindex(signature, 0, name)
        struct.pack_into("<I", data, at + offset, 100)
    return bytes(data)


def odt_bomb() -> bytes:
    """An OpenDocument text of 80 MB."""
    return odt(f"<text:p>{'A' * 80_000_000}</text:p>")


def epub_bomb() -> bytes:
    """A book whose chapters are 20 MB each."""
    return epub([f"<p>{'kata ' * 4_000_000}</p>"] * 2)


def docx_laughs() -> bytes:
    """Entities of entities in a Word document."""
    body = (
        '<w:document xmlns:w="x"><w:body><w:p><w:r><w:t>&i;</w:t></w:r></w:p></w:body></w:document>'
    )
    return zipped({"word/document.xml": LAUGHS + body})


def epub_laughs() -> bytes:
    """Entities of entities in a book's package document."""
    return epub(["<p>x</p>"], {"OEBPS/book.opf": f"{LAUGHS}<package>&i;</package>"})


def feed_laughs() -> bytes:
    """Entities of entities in a feed."""
    item = "<item><title>x</title><description>&i;</description></item>"
    return f'<?xml version="1.0"?>{LAUGHS}<rss><channel>{item}</channel></rss>'.encode()


def feed_laughs_wide() -> bytes:
    """The same in UTF-16."""
    return feed_laughs().decode().encode("utf-16")


def warc_bomb() -> bytes:
    """A gzipped page of 50 MB in a gzipped archive."""
    page = gzip.compress(bytes(50_000_000), 9)
    headers = "Content-Type: text/html\r\nContent-Encoding: gzip"
    return warc_gz([warc_record("https://example.org/", page, headers=headers)])


def warc_record_bomb() -> bytes:
    """An archived page of 50 MB, gzipped only as a record."""
    return warc_gz([warc_record("https://example.org/", bytes(50_000_000))])


def deep_json() -> bytes:
    """A hundred thousand arrays in one another."""
    return b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"


def huge_csv_field() -> bytes:
    """A cell of 20 MB."""
    return b'title,text\nT,"' + b"kata " * 4_000_000 + b'"\n'


def open_csv_field() -> bytes:
    """A quotation mark that is never closed, over a hundred thousand lines."""
    return b'title,text\nT,"' + b"kata,kata\n" * 100_000


def many_mail_parts() -> bytes:
    """An e-mail of ten thousand parts."""
    part = b"--x\nContent-Type: text/plain\n\nkata\n"
    head = b"From: a@b.c\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n"
    return head + part * 10_000 + b"--x--\n"


def nested_mail() -> bytes:
    """An e-mail whose parts lie two thousand deep in one another."""
    head = b"From: a@b.c\nMIME-Version: 1.0\n"
    parts = (
        f"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n".encode() for i in range(2000)
    )
    return head + b"".join(parts) + b"Content-Type: text/plain\n\nkata\n"


def mail_headers() -> bytes:
    """An e-mail whose header is what header parsers choke on."""
    return (
        b"From: "
        + b"(" * 200_000
        + b"\nMIME-Version: 1.0\nDate: "
        + b"1 " * 50_000
        + b"\n\nKata kata.\n"
    )


def regex_blanks() -> bytes:
    """A page of blanks, half tags and half words, for patterns that go back and forth."""
    return html_page("<p>" + " " * 500_000 + "x " * 200_000 + "</p>" + "< " * 100_000)


def regex_subtitles() -> bytes:
    """A transcript of almost-times and almost-names."""
    line = b"A" * 300 + b" " * 300 + b"(" * 300 + b"\n"
    return b"WEBVTT\n\n" + (b"00:00:01.000 --> 00:00:02.000 " + b" " * 100 + b"\n" + line) * 1000


def pdf_sized_zip() -> bytes:
    """A ZIP file of twenty-five thousand empty files."""
    return zipped({"mimetype": ODT_MIME, **{f"a{i}": "" for i in range(25_000)}})


# What each comes to: words that its refusal has, or None where its text is read.
BOMBS: Final[list[tuple[Callable[[], bytes], str, str | None]]] = [
    (nested_html, "a.html", None),
    (long_text_node, "a.html", "8 million characters"),
    (attributes, "a.html", "more than 1000 attributes"),
    (unclosed, "a.html", "holds no text"),
    (half_tags, "a.html", "more than 1000 attributes"),
    (unclosed_ends, "a.html", "holds no text"),
    (open_elements, "a.html", "more than 500000 elements"),
    (pdf_stream_bomb, "a.pdf", "“a.pdf”"),
    (pdf_loop, "a.pdf", "“a.pdf”"),
    (pdf_form_bomb, "a.pdf", "“a.pdf”"),
    (docx_bomb, "a.docx", "unpacks to more than 64 MiB"),
    (forged_docx, "a.docx", "damaged"),
    (odt_bomb, "a.odt", "unpacks to more than 64 MiB"),
    (epub_bomb, "a.epub", "unpacks to more than 16 MiB"),
    (docx_laughs, "a.docx", "entities"),
    (epub_laughs, "a.epub", "entities"),
    (feed_laughs, "a.xml", "entities"),
    (feed_laughs_wide, "a.xml", "entities"),
    (warc_bomb, "a.warc.gz", "more than 20 MiB"),
    (warc_record_bomb, "a.warc.gz", "more than 20 MiB"),
    (deep_json, "a.json", "cannot be read"),
    (huge_csv_field, "a.csv", "field larger than"),
    (open_csv_field, "a.csv", "cannot be read as a table"),
    (many_mail_parts, "a.eml", "more than 500 parts"),
    (nested_mail, "a.eml", "“a.eml”"),
    (mail_headers, "a.eml", None),
    (regex_blanks, "a.html", None),
    (regex_subtitles, "a.vtt", None),
    (pdf_sized_zip, "a.odt", "more than 20000 files"),
]


@pytest.mark.parametrize(("build", "name", "says"), BOMBS, ids=[b[0].__name__ for b in BOMBS])
def test_a_bomb_is_survived(build: Callable[[], bytes], name: str, says: str | None) -> None:
    """Within 30 s, within the host's memory, and with the text or a plain sentence."""
    data = build()
    before = peak_memory(anew=True)
    begun = time.monotonic()
    error = None
    try:
        members = list(read_documents(data, name, limits=LIMITS).members)
        error = members[0].error
    except IngestError as refused:
        error = refused
    assert time.monotonic() - begun < MAX_SECONDS
    grown = peak_memory() - before
    assert grown < MAX_HOST_GROWTH
    if says is None:
        assert error is None
    else:
        assert error is not None
        assert says in error.message
        assert error.hint
        assert "Traceback" not in error.message
