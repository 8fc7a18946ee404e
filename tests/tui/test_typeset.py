"""Typesetting: lines tile the text, never exceed the measure, and break where a reader expects."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from factcheck.text.safe import safe_text
from factcheck.tui.typeset import clip, wrap


def lines_of(text: str, width: int) -> list[str]:
    """Return what is visible of each line."""
    return [text[line.start : line.visible] for line in wrap(text, width)]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        pytest.param("", 10, [""], id="empty"),
        pytest.param("one two three", 7, ["one two", "three"], id="words"),
        pytest.param("one two", 3, ["one", "two"], id="blank hangs"),
        pytest.param("ab\ncd", 10, ["ab", "cd"], id="line feed"),
        pytest.param("ab\n", 10, ["ab", ""], id="last line feed"),
        pytest.param("ab\n\ncd", 10, ["ab", "", "cd"], id="empty line"),
        pytest.param("abcdefgh", 3, ["abc", "def", "gh"], id="long word"),
        pytest.param("x abcdefgh", 4, ["x", "abcd", "efgh"], id="long word after a short one"),
        pytest.param("Asia-Pacific region", 8, ["Asia-", "Pacific", "region"], id="hyphen"),
        pytest.param("-5 to -7", 5, ["-5 to", "-7"], id="minus sign"),
        pytest.param("10\u00a0kg net", 6, ["10\u00a0kg", "net"], id="no-break space"),
        pytest.param("漢字仮名交じり", 6, ["漢字仮", "名交じ", "り"], id="wide"),
        pytest.param("漢字、仮名", 4, ["漢", "字、", "仮名"], id="kinsoku"),
        pytest.param("東京で Tokyo", 6, ["東京で", "Tokyo"], id="mixed"),
        pytest.param("か\u3099き\u3099", 2, ["か\u3099", "き\u3099"], id="combining kana"),
        pytest.param("é" * 4, 2, ["éé", "éé"], id="combining marks"),
        pytest.param("👩‍👩‍👧 x", 2, ["👩‍👩‍👧", "x"], id="family emoji"),
    ],
)
def test_breaks(text: str, width: int, expected: list[str]) -> None:
    """Lines break at blanks, after hyphens, between wide characters, and inside only long words."""
    assert lines_of(text, width) == expected


ANYTHING = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from(
            list(" \n\t-—漢字、。「」か\u3099e\u0301\u200d\ufe0f👩👧❤️\u00a0\u202e\x1b")
        ),
    ),
    max_size=120,
)


@given(ANYTHING, st.integers(2, 40))
@example("\u200d漢", 2)
@example("❤\ufe0f" * 3, 3)
def test_lines_tile_the_text_within_the_measure(raw: str, width: int) -> None:
    """Every code point stands in exactly one line, and what is visible fits."""
    text = safe_text(raw, keep_newlines=True)
    lines = wrap(text, width)
    assert "".join(text[line.start : line.end] for line in lines) == text
    assert [line.start for line in lines[1:]] == [line.end for line in lines[:-1]]
    for line in lines:
        assert line.cells == cell_len(text[line.start : line.visible]) <= width
        assert text[line.visible : line.end].strip() == ""


@given(ANYTHING, st.integers(0, 20))
def test_clip_never_exceeds_its_width(raw: str, width: int) -> None:
    """A clipped text fits, and a text that fits is not touched."""
    text = safe_text(raw)
    clipped = clip(text, width)
    assert cell_len(clipped) <= max(width, 0)
    if cell_len(text) <= width:
        assert clipped == text


@pytest.mark.parametrize("text", ["word " * 40_000, "x" * 200_000, "漢" * 100_000, "-" * 200_000])
def test_long_text_is_set_whole(text: str) -> None:
    """No shape of a long text is lost, runs over, or is set in more lines than it needs."""
    lines = wrap(text, 72)
    assert "".join(text[line.start : line.end] for line in lines) == text
    assert max(line.cells for line in lines) <= 72
    assert len(lines) <= cell_len(text) // 68 + 1
