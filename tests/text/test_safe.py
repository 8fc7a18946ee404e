"""Nothing that reaches a terminal may act on it or hide anything."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given

from factcheck.text.safe import one_line, original_offset, safe_text, safe_with_offsets
from factcheck.text.suspicious import MAX_FINDINGS, suspicious
from tests.text.strategies import any_text

ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"

# Format characters that have a glyph of their own: signs of Arabic, Syriac and Kaithi.
VISIBLE_FORMAT = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        pytest.param("plain – “text” é 漢字 😀", "plain – “text” é 漢字 😀", id="ordinary"),
        pytest.param("\x1b]52;c;AA\x07", "␛]52;c;AA␇", id="OSC 52"),
        pytest.param("\x1b[2J\x9b2J", "␛[2J⟦U+009B⟧2J", id="CSI, seven and eight bit"),
        pytest.param("a\tb\nc\rd\x7f", "a b␊c␍d␡", id="tab, line ends, DEL"),
        pytest.param("a\u202eb\u2066c\u200fd", "a⟦U+202E⟧b⟦U+2066⟧c⟦U+200F⟧d", id="bidi"),
        pytest.param("a\u200bb\ufeffc\u2060d", "a⟦U+200B⟧b⟦U+FEFF⟧c⟦U+2060⟧d", id="zero width"),
        pytest.param("a\ud800b\udfff", "a⟦U+D800⟧b⟦U+DFFF⟧", id="surrogates"),
        pytest.param("\ufdd0\U0010ffff", "⟦U+FDD0⟧⟦U+10FFFF⟧", id="noncharacters"),
        pytest.param("hi\U000e0041\U000e0042", "hi⟦U+E0041⟧⟦U+E0042⟧", id="hidden tags"),
        pytest.param(ENGLAND, ENGLAND, id="a flag made of tags"),
        pytest.param("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧", id="a joined emoji"),
        pytest.param("❤\ufe0f\u200d🔥", "❤\ufe0f\u200d🔥", id="emoji with a selector"),
        pytest.param("می\u200cخواهم", "می\u200cخواهم", id="Persian non-joiner"),
        pytest.param("क्\u200dष", "क्\u200dष", id="Devanagari joiner"),
        pytest.param("pay\u200dpal\u200c", "pay⟦U+200D⟧pal⟦U+200C⟧", id="joiners in Latin"),
        pytest.param("می\u200c\u200cخ", "می\u200c⟦U+200C⟧خ", id="a second non-joiner"),
        pytest.param("a\ufe0f\ufe01", "a\ufe0f⟦U+FE01⟧", id="a second selector"),
        pytest.param("Donau\u00addampf", "Donau‧dampf", id="soft hyphen"),
        pytest.param("[@click=app.quit] [/]", "[@click=app.quit] [/]", id="markup is not its job"),
    ],
)
def test_shows_what_would_act_or_hide(raw: str, shown: str) -> None:
    """The table says it."""
    assert safe_text(raw) == shown


def test_line_ends_stay_where_the_sink_lays_out_lines() -> None:
    """Only LF does; CR is still shown."""
    assert safe_text("a\nb\r\n", keep_newlines=True) == "a\nb␍\n"


def test_one_line_reads_like_a_sentence() -> None:
    """White space collapses; what is dangerous is shown all the same."""
    assert one_line("  two\n\tlines\r\n\x1b[0m ") == "two lines ␛[0m"


def test_no_control_or_format_character_of_unicode_gets_through() -> None:
    """Every code point is tried alone."""
    leaked = [
        f"U+{code:04X}"
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code)) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
        and code not in VISIBLE_FORMAT
        and chr(code) in safe_text(chr(code))
    ]
    assert leaked == []


@given(any_text)
def test_what_is_shown_is_harmless_and_stable(raw: str) -> None:
    """The result encodes, holds no control character, and is shown as itself."""
    shown = safe_text(raw)
    shown.encode()
    assert not any(unicodedata.category(character) in {"Cc", "Cs"} for character in shown)
    assert safe_text(shown) == shown


@given(any_text)
def test_offsets_lead_from_the_original_to_what_is_shown_and_back(raw: str) -> None:
    """Each code point's piece of the safe text is where the offsets say."""
    shown, offsets = safe_with_offsets(raw)
    assert shown == safe_text(raw)
    assert len(offsets) == len(raw) + 1
    assert offsets[0] == 0
    assert offsets[len(raw)] == len(shown)
    for at in range(len(raw)):
        assert offsets[at] < offsets[at + 1]
        assert original_offset(offsets, offsets[at]) == at
        assert original_offset(offsets, offsets[at + 1] - 1) == at


def test_ordinary_text_costs_no_list() -> None:
    """The offsets of clean text are a range, and the text is the same object."""
    text = "plain “text”"
    shown, offsets = safe_with_offsets(text)
    assert shown is text
    assert offsets == range(len(text) + 1)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        pytest.param("Plain text, “quoted” — with é.", [], id="ordinary"),
        pytest.param("\u202eabc", ["bidi"], id="bidi"),
        pytest.param("a\u200b\u200bb", ["invisible"], id="one finding a run"),
        pytest.param("\x1b[0m", ["control"], id="control"),
        pytest.param("lost \ufffd here", ["damaged"], id="replacement"),
        pytest.param("P\u0430ypal", ["mixed_script"], id="Cyrillic a in a Latin word"),
        pytest.param("\u0391BC", ["mixed_script"], id="Greek Alpha in a Latin word"),
        pytest.param("Путин и NATO", [], id="words of two scripts side by side"),
        pytest.param("5 kΩ, TNFα, IFNγ, NFκB", [], id="units and genes"),
        pytest.param("日本語とEnglish、한국어", [], id="East Asian"),
    ],
)
def test_badges_hidden_and_look_alike_characters(text: str, kinds: list[str]) -> None:
    """The table says it."""
    assert [finding.kind for finding in suspicious(text)] == kinds


def test_a_hostile_text_gets_no_more_findings_than_a_badge_needs() -> None:
    """There is a cap, and findings come in order."""
    found = suspicious("P\u0430y \u200b" * 5_000)
    assert len(found) == MAX_FINDINGS
    assert list(found) == sorted(found, key=lambda finding: finding.start)
