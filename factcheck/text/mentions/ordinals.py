"""Ordinals: `ke-75`, `75th`, `peringkat ketiga`, `twenty-first`, `第3`."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Final

from factcheck.text.mentions import numerals, spelled, tables
from factcheck.text.mentions.exact import exact
from factcheck.text.mentions.model import Found, Kind, Quantity
from factcheck.text.mentions.phrases import Phrases
from factcheck.text.mentions.tokens import NUMERAL, WORD

if TYPE_CHECKING:
    from factcheck.text.mentions.tokens import Tokens

_SMALLEST: Final = 2
"""`first` is a claim of its own sort: see comparisons."""


@dataclass(frozen=True)
class Ordinals:
    """How a language writes ordinals.

    Attributes:
        prefix: Before the digits (`ke-`, `第`).
        suffix: Glued to the digits (`th`, `º`).
        hyphen_suffix: The same, after a hyphen (`-й`).
        words: Ordinals in words.
        anywhere: They are ordinals wherever they stand; otherwise only after a cue.
        cues: Words after which a word is an ordinal (`peringkat ketiga`); else `ketiga negara`
            means all three countries.
        excluded: Words that are not counted (`second`).
    """

    prefix: frozenset[str]
    suffix: frozenset[str]
    hyphen_suffix: frozenset[str]
    words: Phrases[int]
    anywhere: bool
    cues: frozenset[str]
    excluded: Phrases[None]

    @property
    def triggers(self) -> frozenset[str]:
        """Return the folded tokens that can begin an ordinal."""
        words = self.words.triggers if self.anywhere or self.cues else frozenset()
        return self.prefix | words


@cache
def load(language: str) -> Ordinals:
    """Return the ordinals of a language."""
    return Ordinals(
        prefix=frozenset(tables.words(language, "numbers", "ordinal_prefix")),
        suffix=frozenset(tables.words(language, "numbers", "ordinal_suffix")),
        hyphen_suffix=frozenset(tables.words(language, "numbers", "ordinal_hyphen_suffix")),
        words=spelled.load(language).ordinals,
        anywhere=tables.flag(language, "numbers", "ordinals"),
        cues=frozenset(tables.words(language, "numbers", "ordinal_cues")),
        excluded=Phrases(
            (word, None) for word in tables.words(language, "numbers", "ordinals_not")
        ),
    )


def find(tokens: Tokens, index: int, ordinals: Ordinals) -> Found | None:
    """Return the ordinal that begins at `index`, or None."""
    kind = tokens.types[index]
    if kind == NUMERAL:
        return _with_suffix(tokens, index, ordinals)
    if tokens.folds[index] in ordinals.prefix:
        return _with_prefix(tokens, index)
    if kind == WORD and (ordinals.anywhere or tokens.fold_at(index - 1) in ordinals.cues):
        found = ordinals.words.at(tokens, index)
        if found is None or found[0] < _SMALLEST or ordinals.excluded.at(tokens, index):
            return None
        return _made(Fraction(found[0]), index, found[1])
    return None


def _with_suffix(tokens: Tokens, index: int, ordinals: Ordinals) -> Found | None:
    """Read `75th` and `75-й`."""
    value = numerals.read(tokens.words[index], ".")
    if value is None or value.denominator != 1 or (tokens.glued(index) and _coded(tokens, index)):
        return None
    at = index + 1
    if tokens.glued(at) and tokens.fold_at(at) in ordinals.suffix:
        return _made(value, index, at + 1)
    hyphen = tokens.fold_at(at) == "-" and tokens.glued(at) and tokens.glued(at + 1)
    if hyphen and tokens.fold_at(at + 1) in ordinals.hyphen_suffix:
        return _made(value, index, at + 2)
    return None


def _coded(tokens: Tokens, index: int) -> bool:
    """Say whether the numeral at `index` goes on from a word or another numeral."""
    return tokens.types[index - 1] in {WORD, NUMERAL} or tokens.words[index - 1] == "-"


def _with_prefix(tokens: Tokens, index: int) -> Found | None:
    """Read `ke-75` and `第3`."""
    at = index + 1
    at += tokens.fold_at(at) == "-" and tokens.glued(at)
    inside = tokens.glued(index) and tokens.types[index] == WORD
    if tokens.type_at(at) != NUMERAL or not tokens.glued(at) or inside:
        return None
    value = numerals.read(tokens.words[at], ".")
    if value is None or value.denominator != 1:
        return None
    return _made(value, index, at + 1)


def _made(value: Fraction, first: int, last: int) -> Found:
    """Return the finding."""
    return Found(Kind.ORDINAL, first, last, Quantity(exact(value), exact(value)))
