"""Numbers in words, by CLDR's spell-out rules (RBNF) and our own tables.

The extract of CLDR holds 0 to 99 and the hundreds of each language; hundreds and magnitudes are put
together here. Fractions (`sepertiga`, `two-thirds`) and vague numbers (`belasan`, `dozens`) are our
own: KBBI gives `belasan` as 11 to 19, and each larger word as the range of its number of digits.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Final

from factcheck.text.mentions import tables
from factcheck.text.mentions.phrases import Phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.text.mentions.tokens import Tokens

_HUNDRED: Final = 100
_THOUSAND: Final = 1000


@dataclass(frozen=True)
class Spelled:
    """The number words of a language.

    Attributes:
        cardinals: Words of 0 to 99, of the hundreds, and of what our tables add.
        ordinals: Words of first to ninety-ninth.
        denominators: Words that make a fraction of the number before (`thirds`).
        vague: Words that stand for some number of a size.
        joiners: Words within a number (`one hundred and twenty`).
        alone: Words of a number that say it also when no unit follows.
    """

    cardinals: Phrases[Fraction]
    ordinals: Phrases[int]
    denominators: Phrases[int]
    vague: Phrases[tuple[Fraction, Fraction]]
    joiners: frozenset[str]
    ambiguous: frozenset[str]


@cache
def load(language: str) -> Spelled:
    """Return the number words of a language."""
    own = tables.mapping(language, "numbers")
    return Spelled(
        cardinals=Phrases(_cardinals(language)),
        ordinals=Phrases(_cldr(language, "ordinal")),
        denominators=Phrases(own.get("denominators", {}).items()),
        vague=Phrases(
            (word, (Fraction(low), Fraction(high)))
            for word, (low, high) in own.get("vague", {}).items()
        ),
        joiners=frozenset(own.get("joiners", ())),
        ambiguous=frozenset(map(str.casefold, own.get("ambiguous", ()))),
    )


def _cldr(language: str, sort: str) -> Iterator[tuple[str, int]]:
    """Yield CLDR's words."""
    found = tables.cldr("spelled").get(tables.primary(language), {})
    yield from found.get(sort, {}).items()


def _cardinals(language: str) -> Iterator[tuple[str, Fraction]]:
    """Yield the words of whole numbers and our own."""
    for word, value in tables.mapping(language, "numbers", "words").items():
        yield word, Fraction(value)
    for word, number in _cldr(language, "cardinal"):
        yield word, Fraction(number)
        if "-" in word:
            yield word.replace("-", " "), Fraction(number)


def read(tokens: Tokens, index: int, words: Spelled) -> tuple[Fraction, int] | None:
    """Read a number below a thousand, or one word of our tables.

    Args:
        tokens: The text.
        index: Where it begins.
        words: The language's words.

    Returns:
        The value and the index after it, or None.
    """
    first = words.cardinals.at(tokens, index)
    if first is None:
        return None
    value, end = first
    fraction = _denominator(tokens, end, words) if 0 < value < _HUNDRED else None
    if fraction is not None:
        return value / fraction[0], fraction[1]
    if value.denominator == 1 and _HUNDRED <= value < _THOUSAND and value % _HUNDRED == 0:
        joined = end + (tokens.fold_at(end) in words.joiners)
        rest = words.cardinals.at(tokens, joined)
        if rest is not None and rest[0].denominator == 1 and 0 < rest[0] < _HUNDRED:
            return value + rest[0], rest[1]
    return value, end


def _denominator(tokens: Tokens, index: int, words: Spelled) -> tuple[int, int] | None:
    """Return the denominator that stands at `index`, after a hyphen or a space."""
    at = index + (tokens.fold_at(index) == "-" and tokens.glued(index))
    return words.denominators.at(tokens, at)


def small_range(
    words: Spelled, tokens: Tokens, index: int
) -> tuple[Fraction, Fraction, int] | None:
    """Return the bounds of a vague number at `index` and the index after it, or None."""
    found = words.vague.at(tokens, index)
    return None if found is None else (*found[0], found[1])
