"""Bytes become characters exactly, or the file says what was lost, or it is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.domain.errors import IngestError
from factcheck.ingest.decode import decode
from factcheck.text.normalise import normalise

TEXT = "Nilai perdagangan “naik” 26% – US$4,6 miliar. Ещё раз: 漢字 😀\n"
LATIN = "Le café coûte 3 €. L’été dernier, la société a déjà payé. Noël à la plage, où ça ?\n" * 3
SPANISH = "El comercio entre los dos países creció el año pasado, según el señor ministro.\n" * 3
TURKISH = "İki ülke arasındaki ticaret geçen yıl arttı. Başkan bunu söyledi, değil mi?\n" * 3
POLISH = "Handel między oboma krajami wzrósł w zeszłym roku, powiedział rzecznik rządu.\n" * 3
JAPANESE = (
    "両国間の貿易は昨年増加した。大統領はハノイを訪問し、首相と会談しました。\n"
    "ロシアはベトナムにとって重要なパートナーである、と新聞は伝えている。\n"
    "これは三年ぶりのことで、多くの企業がエネルギー分野への投資を考えています。\n"
)
CHINESE = "两国之间的贸易去年有所增长。总统访问了河内，并签署了协议。\n" * 5
RUSSIAN = "Торговля между двумя странами выросла в прошлом году. Это хорошая новость.\n" * 3


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        pytest.param(TEXT.encode(), "utf-8", id="UTF-8"),
        pytest.param(TEXT.encode("utf-8-sig"), "utf-8", id="UTF-8 with mark"),
        pytest.param(b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16-le", id="UTF-16 LE"),
        pytest.param(b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be", id="UTF-16 BE"),
        pytest.param(b"\xff\xfe\0\0" + TEXT.encode("utf-32-le"), "utf-32-le", id="UTF-32 LE"),
        pytest.param(b"\0\0\xfe\xff" + TEXT.encode("utf-32-be"), "utf-32-be", id="UTF-32 BE"),
    ],
)
def test_what_says_its_encoding_is_read_without_a_word(data: bytes, encoding: str) -> None:
    """No guess, no warning."""
    assert decode(data, "a.txt") == (TEXT, encoding, ())


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (LATIN, "cp1252"),
        (SPANISH, "cp1252"),
        (TURKISH, "cp1254"),
        (POLISH, "cp1250"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (JAPANESE, "shift-jis"),
        (CHINESE, "gb18030"),
    ],
)
def test_an_older_encoding_is_guessed_and_said_to_be_guessed(text: str, encoding: str) -> None:
    """The characters come out right; the warning asks a person to look."""
    decoded = decode(text.encode(encoding), "a.txt")
    assert decoded.text == text
    assert "guessed" in decoded.warnings[0]


def test_utf_16_without_a_mark_is_read() -> None:
    """Windows writes it; every second byte is NUL."""
    text = "Trade rose by 26% last year.\n"
    decoded = decode(text.encode("utf-16-le"), "a.txt")
    assert (decoded.text, decoded.encoding) == (text, "utf-16-le")
    assert decoded.warnings


def test_a_few_damaged_bytes_are_counted_and_placed() -> None:
    """The rest is exact."""
    data = "“Perdagangan” naik — 26%".encode().replace("—".encode(), b"\xe2\x80\x20\xff")
    decoded = decode(data, "a.txt")
    assert decoded.text == "“Perdagangan” naik \ufffd \ufffd 26%"
    assert decoded.warnings == (
        "2 damaged places in the utf-8 text replaced by U+FFFD, the first at byte 23.",
    )


def test_a_character_cut_off_at_the_end_is_told() -> None:
    """The file was cut in the middle of a letter."""
    decoded = decode("Trade rose — it".encode()[:13], "a.txt")
    assert decoded.text == "Trade rose \ufffd"
    assert "1 damaged place" in decoded.warnings[0]


def test_lone_surrogates_are_counted() -> None:
    """They become U+FFFD in the stored text."""
    decoded = decode(b"Trade \xed\xa0\x80 rose \xed\xbf\xbf.", "a.txt")
    assert normalise(decoded.text) == "Trade \ufffd rose \ufffd."
    assert decoded.warnings == ("2 lone surrogates replaced by U+FFFD.",)


def test_surrogate_pairs_in_utf_8_are_put_together() -> None:
    """CESU-8, as some databases write it."""
    decoded = decode(b"Trade \xed\xa0\xbd\xed\xb8\x80 rose.", "a.txt")
    assert decoded.text == "Trade 😀 rose."
    assert "CESU-8" in decoded.warnings[0]


def test_a_stray_nul_does_not_cut_the_text() -> None:
    """What stands behind it is read too."""
    text = "Trade rose by 26%.\0 And exports fell." + " More." * 40
    assert decode(text.encode(), "a.txt").text == text


def test_a_text_of_terminal_escapes_is_text() -> None:
    """It is made safe where it is shown, not refused."""
    text = "\x1b]52;c;AAAA\x07 [@click=app.quit] \x1b[2J\x9b31m done.\n"
    assert decode(text.encode(), "a.txt").text == text


@pytest.mark.parametrize(
    ("data", "what"),
    [
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(50), "PNG", id="PNG"),
        pytest.param(b"\xff\xd8\xff\xe0" + bytes(50), "JPEG", id="JPEG"),
        pytest.param(b"%PDF-1.7\n%abc", "PDF", id="PDF"),
        pytest.param(b"PK\x03\x04" + b"word/document.xml", "ZIP", id="ZIP"),
        pytest.param(b"\x7fELF\x02\x01\x01", "ELF", id="ELF"),
        pytest.param(b"MZ\x90\x00\x03", "Windows", id="PE"),
        pytest.param(b"SQLite format 3\x00", "SQLite", id="SQLite"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word", id="old Word"),
        pytest.param(b"\x1f\x8b\x08", "gzip", id="gzip"),
        pytest.param(b"\0\0\0 ftypisom", "MP4", id="MP4"),
        pytest.param(b"{\\rtf1 text}", "RTF", id="RTF"),
        pytest.param(bytes(range(256)) * 8, "binary", id="every byte"),
        pytest.param(b"text\0\0\0\0\0\0\0text", "binary", id="many NULs"),
        pytest.param(b"\x01\x02\x03\x04\x05\x06ab", "binary", id="controls"),
    ],
)
def test_what_is_not_text_is_refused_by_its_name(data: bytes, what: str) -> None:
    """The message names the file and what it seems to be."""
    with pytest.raises(IngestError) as refused:
        decode(data, "photo\x1b[2J.txt")
    assert what in refused.value.message
    assert "photo␛[2J.txt" in refused.value.message
    assert refused.value.path == "photo\x1b[2J.txt"
    assert refused.value.hint


@given(st.text())
def test_any_text_in_utf_8_comes_back_or_is_refused(text: str) -> None:
    """Never altered in silence."""
    try:
        decoded = decode(text.encode(), "a.txt")
    except IngestError:
        return
    if not decoded.warnings:
        assert decoded.text == text.removeprefix("\ufeff")


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_an_ingest_error(data: bytes) -> None:
    """No other error comes out, and what is read can be stored."""
    try:
        decoded = decode(data, "a.bin")
    except IngestError:
        return
    normalise(decoded.text).encode()
