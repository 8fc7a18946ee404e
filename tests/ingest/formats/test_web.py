"""Pages, e-mails, archives, feeds, records and transcripts give their text, blocks and facts."""

from __future__ import annotations

import gzip
import json
from datetime import date
from typing import TYPE_CHECKING, Final

import pytest

from factcheck.domain.errors import IngestError
from factcheck.ingest.detect import detect
from factcheck.ingest.formats.html_scan import scan
from factcheck.ingest.formats.html_tokens import tokens
from factcheck.ingest.read import read_document, read_documents
from tests.ingest.formats.test_office import blocks
from tests.support.documents import (
    STORY,
    docx,
    html_page,
    pdf,
    story_html,
    warc_gz,
    warc_record,
    word_paragraph,
    zipped,
)

if TYPE_CHECKING:
    from factcheck.ingest.document import Document
    from factcheck.ingest.read import Member

TODAY: Final = date(2025, 1, 15)
LD: Final = {
    "@graph": [
        {"@type": "WebSite", "name": "Situs"},
        {
            "@type": "NewsArticle",
            "headline": "Ekspor naik",
            "author": [{"@type": "Person", "name": "Siti Aminah"}, {"name": "Budi Santoso"}],
            "publisher": {"name": "Harian Kota"},
            "datePublished": "2023-05-05T10:00:00+07:00",
        },
    ]
}


def read(data: bytes, name: str = "a.html") -> Document:
    """Read a document on a known day."""
    return read_document(data, name, today=TODAY)


def members(data: bytes, name: str) -> list[Member]:
    """Read every document of a file."""
    return list(read_documents(data, name, today=TODAY).members)


def facts(document: Document) -> dict[str, str]:
    """Return the facts without where they come from."""
    return {field: fact.value for field, fact in document.metadata.items()}


# ------------------------------------------------------------------------------------------- pages


def test_page_with_blocks_and_facts() -> None:
    """Text without what stands around it; each fact with where it was found."""
    head = (
        "<title>Ekspor naik - Harian Kota</title><link rel=canonical href='/a/1'>"
        f"<script type='application/ld+json'>{json.dumps(LD)}</script>"
    )
    body = (
        "<nav><ul><li><a href='/'>Beranda</a></ul></nav>"
        f"<article><h1>Ekspor naik</h1><p>{STORY[0]}</p><figure><img src=a.png><figcaption>"
        "Pelabuhan Tanjung Priok</figcaption></figure><ul><li>Batu bara naik</ul>"
        f"<blockquote><p>{STORY[1]}</blockquote><p>{STORY[2]}</article><footer>Hak cipta</footer>"
    )
    document = read_document(html_page(body, head), "a", today=TODAY, url="https://example.org/x?y")
    assert blocks(document) == [
        ("heading", "Ekspor naik"),
        ("paragraph", STORY[0]),
        ("caption", "Pelabuhan Tanjung Priok"),
        ("list_item", "Batu bara naik"),
        ("quote", STORY[1]),
        ("paragraph", STORY[2]),
    ]
    assert facts(document) == {
        "title": "Ekspor naik",
        "authors": "Siti Aminah; Budi Santoso",
        "publisher": "Harian Kota",
        "published_on": "2023-05-05",
        "url": "https://example.org/a/1",
        "language": "id",
    }
    assert document.metadata["url"].note == "the page's canonical link"
    assert document.metadata["authors"].note == "the page's JSON-LD"
    assert document.warnings == ()


def test_text_that_the_first_extractor_misses_is_found_by_the_second() -> None:
    """Deeper than libxml2 follows: it returns nothing, and nothing is lost."""
    deep = "<div>" * 400 + "".join(f"<p>{text}</p>" for text in STORY) + "</div>" * 400
    document = read(html_page(deep))
    assert [text for _, text in blocks(document)] == list(STORY)
    assert "a plainer one was used" in document.warnings[0]


def test_page_in_its_own_encoding() -> None:
    """The server's word, the page's word, or the bytes' own."""
    body = "<p>Café à Genève, où l’été dure. " + "Le ministère a dit que cela suffit. " * 5 + "</p>"
    page = f"<html lang=fr><head><meta charset=windows-1252></head><body>{body}</body></html>"
    assert "l’été" in read(page.encode("cp1252")).text
    bare = page.replace("<meta charset=windows-1252>", "")
    assert "l’été" in read_document(bare.encode("cp1252"), "a", charset="iso-8859-1").text
    assert "l’été" in read(bare.encode("utf-16")).text


def test_hidden_text_is_not_taken_and_is_told_of() -> None:
    """What a reader of the page does not see is no part of the article."""
    hidden = f"<p style='display: none'>{'Rahasia. ' * 50}</p>"
    document = read(html_page(hidden + story_html()))
    assert any("does not show" in warning for warning in document.warnings)


@pytest.mark.parametrize(
    "body",
    ["<div id=app></div><script>x</script>", "<nav><a href=/>Kota</a></nav>", "<img src=a>"],
)
def test_a_page_without_text_is_refused(body: str) -> None:
    """No text is never a success."""
    with pytest.raises(IngestError, match="holds no text") as refused:
        read(html_page(body))
    assert "browser" in refused.value.hint


def test_a_date_that_has_not_come_is_not_taken() -> None:
    """A page can say anything; what cannot be is a warning."""
    head = "<meta property='article:published_time' content='2031-01-01'>"
    document = read(html_page(story_html(), head))
    assert "published_on" not in document.metadata
    assert any("2031-01-01" in warning for warning in document.warnings)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("a<b>c</b>d", ["a", "b", "c", "/b", "d"]),
        ("1 < 2 <3", ["1 < 2 <3"]),
        ("<a title='x > y' b=c d>e", ["a", "e"]),
        ("<script>if (a</b>) {}</script>x", ["script", "if (a</b>) {}", "/script", "x"]),
        ("<title>a &amp; <b></title>", ["title", "a & <b>", "/title"]),
        ("a<!-- <p> -->b<!-- c", ["a", "b"]),
        ("a<?x ?>b<!y>c</ >d", ["a", "b", "c", "d"]),
        ("a<p", ["a"]),
        ("<p/>&lt;&eacute;", ["p", "<é"]),
    ],
)
def test_tokens(page: str, expected: list[str]) -> None:
    """As the HTML standard's tokenizer, as far as text needs it."""
    found = [
        token
        if isinstance(token, str)
        else ("/" if type(token).__name__ == "End" else "") + token.name
        for token in tokens(page)
    ]
    assert found == expected


def test_scan_sees_links_places_and_depth() -> None:
    """What the choice of the extractor rests on."""
    page = scan("<nav><p>a</p></nav><main><div><p>b <a href=x>cd</a></p></div></main>", "a")
    first, second = page.lines
    assert (first.around, first.article) == (True, False)
    assert (second.piece.text, second.links, second.article) == ("b cd", 2, True)
    assert page.depth == 4


# -------------------------------------------------------------------------------- mail, transcripts

MAIL: Final = (
    b"From: =?utf-8?q?Siti_Amin=C3=A1h?= <s@example.org>\nTo: Budi <b@example.org>\n"
    b"Subject: Ekspor\nDate: Fri, 05 May 2023 10:00:00 +0700\nMessage-ID: <1@example.org>\n"
    b"MIME-Version: 1.0\n"
)


def test_mail() -> None:
    """The text part; headers as facts; attachments named."""
    parts = (
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\n"
        + STORY[0].encode()
        + b"\n--x\nContent-Type: application/pdf; name=a.pdf\n\nzz\n--x--\n"
    )
    document = read(MAIL + parts, "a.bin")
    assert document.text.strip() == STORY[0]
    assert facts(document) == {
        "title": "Ekspor",
        "authors": "Siti Amináh",
        "recipients": "Budi",
        "message_id": "<1@example.org>",
        "published_on": "2023-05-05",
    }
    assert document.warnings == ("Not read: 1 attachments (a.pdf).",)


def test_mail_whose_text_part_is_a_stub() -> None:
    """“See the HTML part” is not the e-mail."""
    parts = (
        "Content-Type: multipart/alternative; boundary=x\n\n--x\nContent-Type: text/plain\n\nSee."
        f"\n--x\nContent-Type: text/html\n\n{story_html()}\n--x--\n"
    )
    assert blocks(read(MAIL + parts.encode(), "a"))[0] == ("heading", "Ekspor naik")


def test_subrip_keeps_speakers_and_times() -> None:
    """Cues are joined to sentences; each cue is a span with its times."""
    data = (
        b"1\r\n00:00:01,000 --> 00:00:03,500\r\nANA: <i>Ekspor naik</i>\r\n\r\n"
        b"2\r\n00:00:03,600 --> 00:00:05,000\r\n26 persen.\r\n\r\n"
        b"3\r\n00:00:06,000 --> 00:00:08,000\r\n- Benarkah?\r\n- Ya.\r\n"
    )
    document = read(data, "a.txt")
    assert [text for _, text in blocks(document)] == [
        "ANA: Ekspor naik 26 persen.",
        "Benarkah?",
        "Ya.",
    ]
    assert [
        (document.text[cue.start : cue.end], cue.speaker, cue.from_ms, cue.to_ms)
        for cue in document.cues
    ] == [
        ("Ekspor naik", "ANA", 1000, 3500),
        ("26 persen.", "ANA", 3600, 5000),
        ("Benarkah?", "", 6000, 8000),
        ("Ya.", "", 6000, 8000),
    ]


def test_webvtt_voices_and_rolling_lines() -> None:
    """Voices of `<v>`; a line that rolls on counts once."""
    data = (
        b"WEBVTT - x\n\nNOTE no\n\n00:01.000 --> 00:03.000\n<v Ana Kwa>Exports &amp; imports\n\n"
        b"00:03.000 --> 00:05.000\nExports &amp; imports\nrose.\n"
    )
    document = read(data, "a.vtt")
    assert document.text == "Ana Kwa: Exports & imports rose."
    assert {cue.speaker for cue in document.cues} == {"Ana Kwa"}


# ----------------------------------------------------------------------------------- containers


def test_web_archive() -> None:
    """Each page is a document with its address; what is no page is counted."""
    page = html_page(story_html())
    packed = "Content-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip"
    records = [
        warc_record("https://example.org/a", page),
        warc_record("https://example.org/b", gzip.compress(page), headers=packed),
        warc_record("https://example.org/c", pdf([[]]), headers="Content-Type: application/pdf"),
        warc_record("https://example.org/d", b"x", headers="Content-Type: image/png"),
        warc_record("https://example.org/e", b"x", status="404 Not Found"),
    ]
    for data, name in (
        (warc_gz(records), "a"),
        (zipped({"archive/a.warc.gz": warc_gz(records)}), "b"),
    ):
        batch = read_documents(data, name, today=TODAY)
        first, second, third = batch.members
        assert first.document is not None
        assert second.document is not None
        assert (first.data, second.data) == (page, page)
        assert first.document.metadata["url"].value == "https://example.org/a"
        assert first.name == f"{name} › https://example.org/a"
        assert third.error is not None
        assert "no letters" in third.error.message or "letters" in third.error.message
        assert batch.notes == (
            "Records that are no pages were left out: 1 × image/png, 1 × status 404.",
        )


def test_json_lines() -> None:
    """Every record is a document; a bad one keeps no other out."""
    lines = [
        json.dumps({"headline": "Ekspor", "articleBody": STORY[0], "author": [{"name": "Siti"}],
                    "datePublished": "2023-05-05T10:00:00Z", "url": "https://example.org/a"}),
        json.dumps({"title": "Dua", "html": story_html(), "lang": "id"}),
        '{"title": "kosong"}',
        "{broken",
    ]  # fmt: skip
    first, second, third, fourth = members("\n".join(lines).encode(), "a.txt")
    assert first.document is not None
    assert second.document is not None
    assert facts(first.document) == {
        "title": "Ekspor",
        "authors": "Siti",
        "published_on": "2023-05-05",
        "url": "https://example.org/a",
    }
    assert first.data.decode() == lines[0]
    assert read(first.data, "member").text == first.document.text
    assert blocks(second.document)[0] == ("heading", "Ekspor naik")
    assert [bool(member.error) for member in (third, fourth)] == [True, True]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_table(delimiter: str) -> None:
    """A row is a document, and its own table in the archive."""
    rows = [
        ["judul", "title", "text"],
        *([f"x{i}", "T", f'"{text}"'] for i, text in enumerate(STORY)),
    ]
    data = "\n".join(delimiter.join(row) for row in rows).encode()
    found = members(data, "a.csv")
    assert [member.document.text for member in found if member.document] == list(STORY)
    assert read(found[1].data, "row.csv").text == STORY[1]


def test_feed() -> None:
    """An entry with its whole text, one with a summary, one with a title alone."""
    data = (
        '<?xml version="1.0"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Harian</title>'
        "<language>id</language><item><title>Satu</title><link>https://example.org/1</link>"
        "<pubDate>Fri, 05 May 2023 10:00:00 GMT</pubDate>"
        f"<content:encoded><![CDATA[<h2>Sub</h2><p>{STORY[0]}</p>]]></content:encoded></item>"
        f"<item><title>Dua</title><description>{STORY[1]}</description></item>"
        "<item><title>Tiga</title></item></channel></rss>"
    ).encode()
    first, second, third = members(data, "a.txt")
    assert first.document is not None
    assert second.document is not None
    assert blocks(first.document) == [("heading", "Sub"), ("paragraph", STORY[0])]
    assert facts(first.document)["publisher"] == "Harian"
    assert facts(first.document)["published_on"] == "2023-05-05"
    assert "summary" in second.document.warnings[0]
    assert third.error is not None


def test_several_documents_are_not_one() -> None:
    """A container of several is refused where one is asked for."""
    lines = "\n".join(json.dumps({"text": text}) for text in STORY)
    with pytest.raises(IngestError, match="several documents"):
        read(lines.encode(), "a.jsonl")


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (STORY[0].encode(), "a.html", "text"),
        (b"<p>" + STORY[0].encode(), "a", "html"),
        (b"\n<!-- x --><!DOCTYPE html>", "a.txt", "html"),
        (b"Judul <b>tebal</b>", "a.txt", "text"),
        (b"Judul <p>tebal</p>", "a.html", "html"),
        (b"%PDF-1.7", "a.txt", "pdf"),
        (docx(word_paragraph("x")), "a.pdf", "zip"),
        (b"WARC/1.0\r\n", "a", "warc"),
        (b"WEBVTT\n", "a", "subtitles"),
        (b"\xef\xbb\xbf1\n00:00:01,000 --> 00:00:02,000\n", "a.txt", "subtitles"),
        (b'{"text": "x"}', "a.txt", "json"),
        (b"[1] Lihat catatan", "a.txt", "text"),
        (b"title,text\n", "a.txt", "csv"),
        (b"Dari: Jakarta, kota\n", "a.txt", "text"),
        (b"From: a@b.c\nDate: x\nMessage-ID: <x>\n\nx", "a.txt", "mail"),
        (b"From: a\nDate: x\nSubject: y\n\nx", "a.txt", "text"),
        (b"From: a\nDate: x\nSubject: y\n\nx", "a.eml", "mail"),
        (b"<?xml version='1.0'?><!-- x --><feed xmlns='x'>", "a", "feed"),
        ("<rss version='2.0'>".encode("utf-16"), "a", "feed"),
        (b"", "a.pdf", "text"),
    ],
)
def test_kinds_are_told_by_content(data: bytes, name: str, kind: str) -> None:
    """A name only breaks ties."""
    assert detect(data, name) == kind


@pytest.mark.parametrize(
    "charset", ["unicode-escape", "utf-7", "punycode", "rot13", "no-such", "a\x00b"]
)
def test_an_encoding_that_no_mail_is_in_is_not_used(charset: str) -> None:
    """Found by fuzzing: characters that no answer can hold, or a codec that takes for ever."""
    text = f"Content-Type: text/plain; charset={charset}\n\nEkspor \\ud800 naik 26 persen.\n"
    assert "naik 26 persen" in read(MAIL + text.encode(), "a").text


def test_a_header_that_cannot_be_decoded_is_kept_as_it_is() -> None:
    """Found by fuzzing: an encoded word whose base64 is damaged."""
    data = (
        b"From: =?utf-8?b?a?= <s@example.org>\nMIME-Version: 1.0\nDate: x\n\n" + STORY[0].encode()
    )
    assert "utf-8" in read(data, "a").metadata["authors"].value


def test_an_encoding_is_guessed_where_nothing_may_be_written() -> None:
    """Found by fuzzing: the language model unpacks itself to a temporary file."""
    data = "title,text\nT,Le café à Genève est fermé depuis l'été dernier.\n".encode("cp1252")
    assert "café" in read(data, "a.csv").text
