"""Word documents, OpenDocument texts, books and PDFs give their text, blocks and facts."""

from __future__ import annotations

import textwrap
from datetime import date
from typing import TYPE_CHECKING, Final

import pytest

from factcheck.domain.errors import IngestError
from factcheck.ingest.read import read_document
from tests.support.documents import STORY, Text, docx, epub, odt, pdf, word_paragraph, zipped

if TYPE_CHECKING:
    from factcheck.ingest.document import Document

TODAY: Final = date(2025, 1, 15)


def read(data: bytes, name: str) -> Document:
    """Read a document on a known day."""
    return read_document(data, name, today=TODAY)


def blocks(document: Document) -> list[tuple[str, str]]:
    """Return kind and text of each block."""
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def test_word_document() -> None:
    """Styles by their names, whatever a language calls them; lists, cells, captions, quotations."""
    table = f"<w:tbl><w:tr><w:tc>{word_paragraph('26%')}</w:tc></w:tr></w:tbl>"
    document = read(
        docx(
            word_paragraph("Ekspor naik", "Judul1")
            + word_paragraph(STORY[0])
            + word_paragraph("Batu bara", properties="<w:numPr/>")
            + word_paragraph("Itu benar.", "Kutipan")
            + word_paragraph("Gambar 1", "Keterangan")
            + table
        ),
        "a.bin",
    )
    assert blocks(document) == [
        ("heading", "Ekspor naik"),
        ("paragraph", STORY[0]),
        ("list_item", "Batu bara"),
        ("quote", "Itu benar."),
        ("caption", "Gambar 1"),
        ("table", "26%"),
    ]
    assert document.sentences[0].kind == "heading"
    assert {key: fact.value for key, fact in document.metadata.items()} == {
        "title": "Ekspor naik",
        "authors": "Siti Aminah",
        "published_on": "2023-05-05",
    }
    assert document.metadata["title"].note == "the document's properties"


def test_word_document_with_tracked_changes_notes_and_comments() -> None:
    """Read as if the changes were accepted; what is left out or moved is said."""
    body = (
        "<w:p><w:r><w:t>Ekspor naik </w:t></w:r><w:del><w:r><w:delText>5</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>26</w:t></w:r></w:ins><w:r><w:t> persen.</w:t></w:r></w:p>"
    )
    note = word_paragraph("Catatan kaki.")
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    notes = f"<w:footnotes {space}><w:footnote>{note}</w:footnote></w:footnotes>"
    document = read(
        docx(body, {"word/footnotes.xml": notes, "word/comments.xml": "<x/>"}), "a.docx"
    )
    assert [text for _, text in blocks(document)] == ["Ekspor naik 26 persen.", "Catatan kaki."]
    assert [word in " ".join(document.warnings) for word in ("tracked", "comments", "Footnotes")]


def test_open_document() -> None:
    """Headings, lists, several blanks, line breaks; deleted text and comments stay out."""
    document = read(
        odt(
            "<text:tracked-changes><text:changed-region><text:p>dihapus</text:p>"
            "</text:changed-region></text:tracked-changes><text:h>Ekspor naik</text:h>"
            f"<text:p>{STORY[0]}<office:annotation><text:p>hm</text:p></office:annotation></text:p>"
            '<text:list><text:list-item><text:p>Batu<text:s text:c="3"/>bara</text:p>'
            "</text:list-item></text:list><text:p>satu<text:line-break/>dua</text:p>"
        ),
        "a.odt",
    )
    assert blocks(document) == [
        ("heading", "Ekspor naik"),
        ("paragraph", STORY[0]),
        ("list_item", "Batu bara"),
        ("paragraph", "satu"),
        ("paragraph", "dua"),
    ]
    assert document.metadata["authors"].value == "Siti Aminah"
    assert len(document.warnings) == 2


def test_book() -> None:
    """The chapters of the spine in order, and what the book says of itself."""
    document = read(epub([f"<h1>Bab</h1><p>{text}</p>" for text in STORY]), "a.epub")
    assert [text for kind, text in blocks(document) if kind == "paragraph"] == list(STORY)
    assert document.metadata["authors"].value == "Siti Aminah; Budi Santoso"
    assert document.metadata["publisher"].value == "Balai Kota"
    assert document.metadata["language"].value == "id"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (docx("<w:p/>"), "holds no text"),
        (odt("<text:p/>"), "holds no text"),
        (odt("", {"META-INF/manifest.xml": "<encryption-data/>"}), "locked with a password"),
        (epub(["<img src='a.png'/>"]), "holds no text"),
        (
            epub(["<p>x</p>"], {"META-INF/encryption.xml": '<EncryptionMethod Algorithm="aes"/>'}),
            "copy protection",
        ),
        (zipped({"a.txt": "x"}), "is a ZIP file, but no"),
        (b"PK\x03\x04" + bytes(100), "damaged or locked"),
        (docx(word_paragraph("a & b")), "XML cannot be read"),
        (pdf([[]]), "none of its 1 pages has any letters"),
        (b"%PDF-1.5\nnonsense", "cannot be opened as a PDF"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(data: bytes, says: str) -> None:
    """No text is never a success."""
    with pytest.raises(IngestError, match=says) as refused:
        read(data, "a.bin")
    assert refused.value.hint


def pages(*texts: str, head: str = "", width: int = 60) -> bytes:
    """Return a PDF with one page a text, lines broken at `width`, a running head and numbers."""
    made = []
    for number, text in enumerate(texts, start=1):
        lines = [Text(f"{head} {number}", y=800)] if head else []
        for i, line in enumerate(textwrap.wrap(text, width)):
            lines.append(Text(line, y=740 - 14 * i))
        made.append(lines)
    return pdf(made, "/Title (Ekspor) /CreationDate (D:20230505)")


def test_pdf_paragraphs_heading_and_list() -> None:
    """Lines become blocks by size, space and markers."""
    lines = [Text("Ekspor naik", y=760, size=18)]
    at = 720.0
    for text in STORY:
        for line in textwrap.wrap(text, 60):
            lines.append(Text(line, y=at))
            at -= 14
        at -= 12
    lines.append(Text("1. Batu bara", y=at))
    document = read(pdf([lines]), "a.pdf")
    assert blocks(document) == [
        ("heading", "Ekspor naik"),
        *(("paragraph", text) for text in STORY),
        ("list_item", "1. Batu bara"),
    ]


def test_pdf_words_divided_at_a_lines_end() -> None:
    """Put together, unless the hyphen is the word's own; and it is said."""
    lines = [
        "Ekspor naik karena anak-",
        "anak bangsa beker-",
        "ja dengan anti-",
        "korupsi yang",
        "anti-korupsi.",
    ]
    document = read(pdf([[Text(line, y=700 - 14 * i) for i, line in enumerate(lines)]]), "a.pdf")
    assert "anak-anak bangsa bekerja dengan anti-korupsi" in document.text
    assert any("divided" in warning for warning in document.warnings)


def test_pdf_running_heads_go_and_are_named() -> None:
    """What stands on every page is no part of a sentence that runs over the page's end."""
    words = " ".join(STORY).split()
    document = read(
        pages(*(" ".join(words[i : i + 12]) for i in range(0, 48, 12)), head="Laporan Tahunan"),
        "a.pdf",
    )
    assert "Laporan" not in document.text
    assert any("Laporan Tahunan" in warning for warning in document.warnings)
    assert document.metadata["published_on"].how == "inferred"


def test_pdf_pages_without_text_are_named() -> None:
    """A scanned page among others is not lost in silence."""
    document = read(pdf([[Text(STORY[0][:70])], []]), "a.pdf")
    assert any("No text on 1 of 2 pages (2)" in warning for warning in document.warnings)
