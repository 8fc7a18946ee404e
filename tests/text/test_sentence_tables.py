"""Sentences of news style, written from the grammars and no treebank: `sentences/*.txt`.

One case a line; ¶ stands before every sentence but the first. A line in `others.txt` begins with
its language.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from factcheck.text.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

TABLES: Final = Path(__file__).parent / "sentences"
LEAST: Final = 150


def _cases() -> Iterator[tuple[str, str]]:
    """Yield language and marked text of every case."""
    for language in ("id", "en"):
        for line in _lines(f"{language}.txt"):
            yield language, line
    for line in _lines("others.txt"):
        language, text = line.split(": ", maxsplit=1)
        yield language, text


def _lines(name: str) -> list[str]:
    """Return the lines of a table without its headings."""
    lines = (TABLES / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("# ")]


@pytest.mark.parametrize(("language", "marked"), list(_cases()))
def test_splits_where_a_reader_would(language: str, marked: str) -> None:
    """The table says it."""
    text = marked.replace("¶", "")
    expected = [piece.strip() for piece in marked.split("¶")]
    assert [span.of(text) for span in split_sentences(text, language)] == expected


def test_the_tables_are_large_enough_to_mean_something() -> None:
    """Issue 3 asks for this many in Indonesian and English."""
    assert len(_lines("id.txt")) + len(_lines("en.txt")) >= LEAST
