"""Sentences as exact spans: the traps of news text, one by one, and what always holds."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.text.normalise import normalise
from factcheck.text.sentences import blocks, split_block, split_sentences
from tests.text.strategies import any_text, prose

# Language and text; ¶ stands before every sentence but the first.
CASES: tuple[tuple[str, str], ...] = (
    ("en", "“A is at a high level,” said Putin in Hanoi."),
    ("en", "“Trade can grow. ¶Talks are underway,” said Putin. ¶He left."),
    ("en", "‘Trade can grow. ¶Talks are underway,’ said Putin."),
    ("en", '"One is here. ¶Two is here." ¶Three.'),
    ("en", "“Is it true?” Putin asked. ¶He left."),
    ("en", "“It is true.” ¶Putin left."),
    ("en", "He called it “our very close friend.” ¶Then he left."),
    ("en", "A partner for Russia…and political dialogue grew."),
    ("en", "He met J. R. Smith in Washington D.C. on Monday."),
    ("en", "He left (this was in 2013. really) and came back. ¶(This is one.) ¶Two."),
    ("en", "The workers’ rights matter. ¶They said so."),
    ("en", "1. First item. ¶2. Second item."),
    ("en", "See www.example.com/a.b?c=d for more. ¶Next."),
    ("en", "It cost $4.6 billion. ¶It rose 3.5%."),
    ("id", "Nilainya US$4,6 miliar. ¶Impor naik."),
    ("id", "Kemitraan komprehensif—tingkat tertinggi—pada 2012. ¶Selain itu."),
    ("id", "Menurut Ir. Joko, Jl. Sudirman No. 5 macet. ¶Tn. Budi setuju."),
    ("id", "PT Sampoerna Tbk. (HMSP) naik. ¶Bank itu untung."),
    ("id", "“Kami siap. ¶Tidak ada masalah,” kata Putin. ¶“Benar?” tanya wartawan."),
    ("id", "Gas alam cair (LNG) di Vietnam. ¶(bbn)"),
    ("de", "Er sagte: „Ich gehe. ¶Du bleibst.“ ¶Dann ging er."),
    ("fr", "« Je pars. ¶Tu restes », a-t-il dit. ¶Il part."),
    ("es", "¿Qué pasa? ¶¡Nada! ¶Dijo que no."),
    ("ru", "В 2010 г. Путин сказал: «Да». ¶Он ушёл."),
    ("zh", "贸易增长了。¶1990年开始。¶他说：“好。”¶然后走了。"),
    ("ja", "貿易は増加した。¶「行きます。」と言った。"),
    ("hi", "यह एक वाक्य है। ¶यह दूसरा है।"),
    ("und", "One is here. ¶Two is here."),
    ("xx-none", "One is here. ¶Two is here."),
    ("en", "."),
)


@pytest.mark.parametrize(("language", "marked"), CASES)
def test_splits_where_a_reader_would(language: str, marked: str) -> None:
    """The table says it."""
    text = marked.replace("¶", "")
    expected = [piece.strip() for piece in marked.split("¶")]
    assert [span.of(text) for span in split_sentences(text, language)] == expected


@pytest.mark.parametrize("text", ["", " ", "\n\n \n"])
def test_a_text_of_nothing_has_no_sentences(text: str) -> None:
    """Nor blocks."""
    assert split_sentences(text, "en") == []
    assert blocks(text) == []


@given(
    st.one_of(any_text, prose).map(normalise),
    st.sampled_from(["en", "id", "de", "el", "ru", "zh", "ja", "ar", "und"]),
)
def test_every_visible_character_lies_in_exactly_one_span(text: str, language: str) -> None:
    """In order, without overlap, without white space at the ends, nothing left out."""
    at = 0
    for span in split_sentences(text, language):
        assert text[at : span.start].strip() == ""
        assert span.start < span.end
        assert span.of(text) == span.of(text).strip()
        at = span.end
    assert text[at:].strip() == ""


@given(any_text)
def test_text_that_was_not_normalised_is_split_too(text: str) -> None:
    """Lone surrogates and foreign line ends are no error."""
    split_sentences(text, "en")


@given(st.one_of(any_text, prose).map(normalise))
def test_blocks_hold_every_visible_character(text: str) -> None:
    """As for sentences."""
    at = 0
    for block in blocks(text):
        assert text[at : block.start].strip() == ""
        assert block.start < block.end
        at = block.end
    assert text[at:].strip() == ""


WRAPPED = """\
MOSCOW -- The two countries are eyeing a bilateral trade of ten billion
dollars by the end of the decade, and Russia has said that Vietnam is a
priority partner in the region. Nobody disagreed
with that.

A second paragraph begins here and is long enough to be wrapped at the
same width as the first.
- a list item
- another list item"""


def test_hard_wrapped_lines_are_joined_to_paragraphs() -> None:
    """A line end inside a paragraph ends nothing; blank lines and list items do."""
    first_words = [WRAPPED[block.start : block.end][:3].strip() for block in blocks(WRAPPED)]
    assert first_words == ["MOS", "A s", "- a", "- a"]
    assert [span.of(WRAPPED)[-9:] for span in split_sentences(WRAPPED, "en")] == [
        "e region.",
        "ith that.",
        "he first.",
        "list item",
        "list item",
    ]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        pytest.param("One line is here.\nAnother line is here.", "PP", id="a line a paragraph"),
        pytest.param(
            "Putin in Hanoi\n\nThe two countries signed an agreement on trade today.",
            "HP",
            id="headline",
        ),
        pytest.param(
            "Putin in Hanoi\nThe two countries signed an agreement on trade today.",
            "HP",
            id="headline without a blank line",
        ),
        pytest.param("Putin in Hanoi", "P", id="nothing follows, so no headline"),
        pytest.param("Putin in Hanoi\n\nShort.", "P" * 2, id="no body follows"),
        pytest.param("# Title\n\nBody", "HP", id="Markdown heading"),
        pytest.param("- one\n* two\n1. three\n(a) four", "LLLL", id="list items"),
        pytest.param("> quoted\ntext", "QP", id="quotation"),
        pytest.param("a\n\n\n  \nb", "PP", id="blank lines"),
    ],
)
def test_knows_the_kind_of_a_block(text: str, kinds: str) -> None:
    """As far as plain text shows."""
    letters = {"P": "paragraph", "H": "heading", "L": "list_item", "Q": "quote"}
    assert [block.kind for block in blocks(text)] == [letters[letter] for letter in kinds]


def test_a_heading_does_not_run_into_the_paragraph_below() -> None:
    """It has no full stop, and needs none."""
    text = "Trade grows\nThe two countries signed an agreement today. It is big."
    assert [span.of(text) for span in split_sentences(text, "en")] == [
        "Trade grows",
        "The two countries signed an agreement today.",
        "It is big.",
    ]


HOSTILE_SECONDS = 4.0
"""Of processor time; each takes about one second or less. What is quadratic takes minutes."""


@pytest.mark.parametrize("language", ["en", "zh", "xx"])
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("(" * 200_000, id="open brackets"),
        pytest.param("a. " * 100_000, id="initials"),
        pytest.param("A." * 200_000 + " B", id="initials without spaces"),
        pytest.param('" ' * 100_000, id="quotation marks"),
        pytest.param(". " * 100_000, id="full stops"),
        pytest.param("." * 400_000 + " A", id="one run of full stops"),
        pytest.param('."' * 200_000, id="one run of closing marks"),
        pytest.param("A (b. " * 40_000, id="unclosed brackets"),
        pytest.param("-\n" * 100_000, id="list markers"),
        pytest.param("word " * 100_000, id="no full stop at all"),
        pytest.param('Yes. " No. ' * 50_000, id="odd quotation marks"),
        pytest.param(" " * 400_000 + "a", id="white space"),
        pytest.param("Foo." + " " * 200_000 + "Bar. " + "\u00a0" * 200_000, id="wide gaps"),
        pytest.param("a\n\n" * 500_000, id="paragraphs of one letter"),
        pytest.param("Mr. " * 100_000, id="abbreviations"),
        pytest.param("; A " * 100_000, id="semicolons"),
        pytest.param("a. " + "&#39;" * 100_000, id="escaped quotation marks"),
        pytest.param("Foo. " + "- " * 100_000, id="dashes"),
        pytest.param("“A?” " + "aa " * 100_000, id="no attribution"),
    ],
)
def test_hostile_text_takes_linear_time(text: str, language: str) -> None:
    """No pattern and no rule looks back over the whole text again and again."""
    began = time.process_time()
    split_sentences(text, language)
    assert time.process_time() - began < HOSTILE_SECONDS


def test_a_block_alone_is_split_as_in_its_text() -> None:
    """Ingest asks block by block; languages without tables of ours ask sentencex for each."""
    text = "One is here. Two is here.\n“Three is here. Four,” he said.\n\nFive. Six is here."
    for language in ("en", "xx", "zh"):
        pieces = [span for block in blocks(text) for span in split_block(text, block, language)]
        assert pieces == split_sentences(text, language)
