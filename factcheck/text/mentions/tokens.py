"""A text as tokens: numerals, words, single characters.

Words are runs of letters and marks. Scripts written without spaces (and Hangul, whose endings
stick to words) give one token a character, so that a phrase can be found anywhere in a run.
Numerals keep the separators between their digits: `1.234,5` and `12.11.2013` are one token each.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import cache
from typing import Final

NUMERAL: Final = 1
WORD: Final = 2
CHARACTER: Final = 3
SIGN: Final = 4
MASKED: Final = 5
"""Part of an address of the web or of mail: it holds nothing to check."""

# Unicode blocks of scripts that put no space between words.
_NO_SPACE: Final = (
    "\u0e00-\u0e4f\u0e5a-\u0ecf\u0ede-\u0eff\u1000-\u103f\u104a-\u109f\u1100-\u11ff\u1780-\u17df"
    "\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f"
)
_JOINERS: Final = "\u200c\u200d"
_SEPARATORS: Final = ".,٫٬'’．，"
_INVISIBLE: Final = "\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u2060\u2066\u2067\u2068\u2069\ufeff"
"""Marks of direction and of line breaks: they stand between tokens as if nothing stood there."""
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[^\s@]{1,64}@[^\s@]{1,255}")
_SAME: Final = str.maketrans({"’": "'", "ʼ": "'", "‐": "-", "‑": "-", "−": "-", "\u0307": None})


@cache
def _pattern() -> re.Pattern[str]:
    """Compile the tokeniser; the letters and marks are those of this Python's Unicode tables."""
    no_space = re.compile(f"[{_NO_SPACE}]")
    letters = "".join(
        char
        for char in map(chr, range(0x10000))
        if (char.isalpha() or unicodedata.category(char)[0] == "M" or char in _JOINERS)
        and not no_space.match(char)
    )
    return re.compile(
        rf"(\d+(?:[{_SEPARATORS}]\d+)*)|([{_ranges(letters)}]+)|([{_NO_SPACE}])|([^\s{_INVISIBLE}])"
    )


def _ranges(characters: str) -> str:
    """Return the body of a character class for characters in order."""
    pieces: list[str] = []
    first = last = ord(characters[0])
    for code in [*map(ord, characters[1:]), sys.maxunicode + 2]:
        if code != last + 1:
            pieces.append(f"{re.escape(chr(first))}-{re.escape(chr(last))}")
            first = code
        last = code
    return "".join(pieces)


def fold(word: str) -> str:
    """Return the form in which words are compared."""
    return word.casefold().translate(_SAME)


class Tokens:
    """The tokens of `text[start:end]`, as parallel lists.

    Attributes:
        text: The whole text.
        starts: Offset of the first code point of each token.
        ends: Offset after the last one.
        words: The characters of each.
        folds: The same, folded for comparison.
        types: NUMERAL, WORD, CHARACTER, SIGN or MASKED.
        count: How many there are.
    """

    __slots__ = ("count", "ends", "folds", "starts", "text", "types", "words")

    def __init__(self, text: str, start: int = 0, end: int | None = None) -> None:
        self.text = text
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.words: list[str] = []
        self.types: list[int] = []
        for match in _pattern().finditer(text, start, len(text) if end is None else end):
            self.starts.append(match.start())
            self.ends.append(match.end())
            self.words.append(match.group())
            self.types.append(match.lastindex or SIGN)
        self.count = len(self.words)
        self.folds = fold("\n".join(self.words)).split("\n")
        if "@" in text or "://" in text or "www." in text:
            self._mask(start, len(text) if end is None else end)

    def __len__(self) -> int:
        """Return the number of tokens."""
        return self.count

    def glued(self, index: int) -> bool:
        """Say whether nothing stands between the token at `index` and the one before it."""
        if not 0 < index < self.count:
            return False
        before, after = self.ends[index - 1], self.starts[index]
        return before == after or not self.text[before:after].strip(_INVISIBLE)

    def same_line(self, index: int) -> bool:
        """Say whether no line ends between the token at `index` and the one before it."""
        if not 0 < index < self.count:
            return False
        return self.text.find("\n", self.ends[index - 1], self.starts[index]) < 0

    def fold_at(self, index: int) -> str:
        """Return the folded token at `index`; empty outside the text."""
        return self.folds[index] if 0 <= index < self.count else ""

    def type_at(self, index: int) -> int:
        """Return the type of the token at `index`; 0 outside the text."""
        return self.types[index] if 0 <= index < self.count else 0

    def slice(self, first: int, last: int) -> str:
        """Return the characters of the tokens `[first, last)`."""
        return self.text[self.starts[first] : self.ends[last - 1]] if first < last else ""

    def _mask(self, start: int, end: int) -> None:
        """Mark the tokens of addresses."""
        index = 0
        for match in _ADDRESS.finditer(self.text, start, end):
            while index < len(self.starts) and self.ends[index] <= match.start():
                index += 1
            while index < len(self.starts) and self.starts[index] < match.end():
                self.types[index] = MASKED
                self.folds[index] = ""
                index += 1
