"""What the stored form of a text keeps and what it changes."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given

from factcheck.text.normalise import MAX_COMBINING_RUN, normalise
from tests.text.strategies import any_text


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param("a\r\nb\rc\nd", "a\nb\nc\nd", id="CR and CR LF"),
        pytest.param("a\x85b\u2028c\u2029d", "a\nb\nc\nd", id="NEL, LS, PS"),
        pytest.param("page 1\x0cpage 2\x0bline", "page 1\npage 2\nline", id="FF and VT"),
        pytest.param("\r\r\n\n", "\n\n\n", id="each line end once"),
        pytest.param("\ufefftext\ufeff", "text\ufeff", id="only a leading BOM goes"),
        pytest.param("a\x00b", "a\ufffdb", id="NUL"),
        pytest.param("é\x00", "é\ufffd", id="NUL beside a letter beyond ASCII"),
        pytest.param("a\ud800b\udfffc", "a\ufffdb\ufffdc", id="surrogates"),
        pytest.param("e\u0301", "é", id="NFC"),
        pytest.param("\x1b]52;c;AAAA\x07\x9b2J\x7f", "\x1b]52;c;AAAA\x07\x9b2J\x7f", id="controls"),
        pytest.param("a\u202eb\u200bc\u00adX \xa0\t", "a\u202eb\u200bc\u00adX \xa0\t", id="hidden"),
        pytest.param("", "", id="empty"),
    ],
)
def test_keeps_everything_but_line_ends_and_what_no_database_stores(
    raw: str, expected: str
) -> None:
    """The table says it."""
    assert normalise(raw) == expected


@given(any_text)
def test_doing_it_twice_changes_nothing_more(raw: str) -> None:
    """Normalising is idempotent."""
    once = normalise(raw)
    assert normalise(once) == once


@given(any_text)
def test_the_result_can_be_stored_anywhere(raw: str) -> None:
    """It encodes as UTF-8, holds no NUL, ends lines with LF only and is NFC."""
    text = normalise(raw)
    text.encode()
    assert "\x00" not in text
    assert not set("\r\x0b\x0c\x85\u2028\u2029") & set(text)
    assert unicodedata.is_normalized("NFC", text)


@pytest.mark.timeout(20)
def test_a_long_run_of_combining_marks_does_not_stall() -> None:
    """Canonical ordering of 400,000 marks would take minutes; such a run is left as it is."""
    run = "e" + "\u0301\u0316" * 200_000
    text = normalise("e\u0301 " + run + " e\u0301")
    assert text == "é " + run + " é"
    assert normalise(text) == text


def test_a_run_that_real_text_could_have_is_put_in_order() -> None:
    """Up to the limit of Annex #15 marks are ordered as NFC asks."""
    raw = "a" + "\u0301\u0316" * (MAX_COMBINING_RUN // 2)
    assert normalise(raw) == unicodedata.normalize("NFC", raw)
