"""Small good files of every kind, and ways to spoil them."""

from __future__ import annotations

import io
import json
import zipfile
from functools import cache
from typing import TYPE_CHECKING, Final

import orjson

from factcheck.ingest.protocol import Part, Piece, PieceCue, Reading, Said
from tests.support.documents import (
    STORY,
    Text,
    docx,
    epub,
    html_page,
    odt,
    pdf,
    story_html,
    warc_gz,
    warc_record,
    word_paragraph,
    zipped,
)

if TYPE_CHECKING:
    import random

    from factcheck.ingest.protocol import Kind

KINDS: Final = (
    "html", "pdf", "docx", "odt", "epub", "wacz", "warc", "mail", "subtitles", "json", "csv",
    "feed",
)  # fmt: skip
_OF_THE_WORKER: Final[dict[str, Kind]] = {
    "html": "html", "pdf": "pdf", "docx": "zip", "odt": "zip", "epub": "zip", "wacz": "zip",
    "warc": "warc", "mail": "mail", "subtitles": "subtitles", "json": "json", "csv": "csv",
    "feed": "feed",
}  # fmt: skip
_TOKENS: Final = (
    b"<", b">", b"</p>", b"<p>", b"&#0;", b"&lt;", b"<![CDATA[", b"<!DOCTYPE", b"<!--", b'"', b"'",
    b"\x00", b"\xff", b"\xf0\x9f\x98\x80", b"\xed\xa0\x80", b"\r\n\r\n", b"-->", b"00:00:01,000",
    b"99999999999999999999", b"-1", b"{", b"}", b"[", b"]", b"\\ud800", b"null", b"1 0 R",
    b"stream",
    b"endobj", b"/Length", b"Content-Type: ", b"boundary=", b"charset=", b"utf-7", b"base64",
    b"=?utf-8?b?", b"WARC/1.0\r\n", b"Content-Length: 0", b"\xe2\x80\xae", b"\x1f\x8b",
    b"PK\x03\x04",
)  # fmt: skip


MAIL: Final = f"""From: Siti <s@example.org>
Subject: =?utf-8?q?a?=
MIME-Version: 1.0
Date: Fri, 05 May 2023 10:00:00 +0700
Content-Type: multipart/alternative; boundary=x

--x
Content-Type: text/plain; charset=utf-8

{STORY[0]}
--x
Content-Type: text/html

<p>a</p>
--x--
"""


def worker_kind(kind: str) -> Kind:
    """Return what a worker is asked to read a kind as."""
    return _OF_THE_WORKER[kind]


@cache
def seeds(kind: str) -> tuple[bytes, ...]:
    """Return good files of one kind."""
    records = "\n".join(json.dumps({"id": i, "text": text}) for i, text in enumerate(STORY))
    page = html_page(story_html())
    made: dict[str, tuple[bytes, ...]] = {
        "html": (page, html_page("<ul><li>a<li>b</ul><table><tr><td>c")),
        "pdf": (pdf([[Text(text, y=700 - 20 * i) for i, text in enumerate(STORY)]] * 2),),
        "docx": (docx("".join(map(word_paragraph, STORY))),),
        "odt": (odt("".join(f"<text:p>{text}</text:p>" for text in STORY)),),
        "epub": (epub([story_html()] * 2),),
        "warc": (warc_record("https://example.org/", page) * 2, warc_gz([warc_record("x:", page)])),
        "wacz": (zipped({"archive/a.warc.gz": warc_gz([warc_record("https://a.org/", page)])}),),
        "mail": (MAIL.encode(),),
        "subtitles": (
            b"1\n00:00:01,0 --> 00:00:03,0\nANA: Pagi.\n\n2\n00:00:03,1 --> 00:00:05,0\n- Ya.\n",
            b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>Hi <i>all</i>\n",
        ),
        "json": (records.encode(), f"[{records.splitlines()[0]}]".encode()),
        "csv": (f'title,text\nT,"{STORY[0]}"\nU,"{STORY[1]}"\n'.encode(),),
        "feed": (_feed("rss"), _feed("atom")),
        "answer": (_answer(),),
    }
    return made[kind]


def _feed(kind: str) -> bytes:
    """Return a feed of one entry."""
    if kind == "rss":
        item = f"<item><title>T</title><link>https://a.org/</link><description>{STORY[0]}"
        return f"<rss version='2.0'><channel>{item}</description></item></channel></rss>".encode()
    entry = f"<entry><title>T</title><content type='html'>&lt;p>{STORY[0]}&lt;/p></content></entry>"
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>F</title>{entry}</feed>".encode()


def _answer() -> bytes:
    """Return a worker's answer with every field."""
    part = Part(
        "text/vtt",
        name="a",
        encoding="utf-8",
        pieces=[Piece("heading", "Ekspor"), Piece("paragraph", STORY[0])],
        facts={"title": Said("T", "n"), "published_on": Said("2023-05-05", "n", "inferred")},
        warnings=["w"],
        cues=[PieceCue(1, 0, 5, 0, 1000, "A")],
    )
    return orjson.dumps(Reading([part, Part("x", text="Kata kata.")], notes=["n"]))


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return `data` spoilt; of a ZIP file mostly one of its members."""
    if data.startswith(b"PK\x03\x04") and chance.random() < 0.8:
        return _mutated_member(data, chance)
    out = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        _spoil(out, chance)
    return bytes(out)


def _spoil(out: bytearray, chance: random.Random) -> None:
    """Spoil one place."""
    at = chance.randrange(len(out) + 1)
    size = min(chance.randint(1, 200), len(out) - at)
    how = chance.randrange(5)
    if how == 0 and at < len(out):
        out[at] ^= 1 << chance.randrange(8)
    elif how == 1:
        out[at:at] = chance.choice(_TOKENS) * chance.choice((1, 1, 1, 300))
    elif how == 2:
        del out[at : at + size]
    elif how == 3:
        out[at:at] = out[at : at + size] * chance.randint(1, 50)
    else:
        out[at : at + size] = chance.randbytes(size)


def _mutated_member(data: bytes, chance: random.Random) -> bytes:
    """Spoil one member of a ZIP file, and pack it again."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members: dict[str, bytes | str] = {n: package.read(n) for n in package.namelist()}
    except Exception:  # noqa: BLE001 - it is spoilt already
        return data
    name = chance.choice(sorted(members)) if members else ""
    content = members.get(name, b"")
    if isinstance(content, bytes) and content:
        members[name] = mutated(content, chance)
    return zipped(members, stored=["mimetype"])
