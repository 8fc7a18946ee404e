"""Digits that count nothing: telephone and house numbers, versions, times, articles of a law."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from factcheck.text.mentions import tables
from factcheck.text.mentions.phrases import Phrases
from factcheck.text.mentions.tokens import CHARACTER, MASKED, NUMERAL, WORD

if TYPE_CHECKING:
    from factcheck.text.mentions.amounts import Amount
    from factcheck.text.mentions.tokens import Tokens

_DASHES: Final = frozenset("-–—")
_TIES_BEFORE: Final = frozenset("+@#_/\\=&^§№")
_TIES_AFTER: Final = frozenset(":@_/\\=&^")
_PHONE_GROUP: Final = 2
_STREET_WORDS: Final = 3
_SHORT: Final = 9999


@dataclass(frozen=True)
class Signals:
    """The words by which a language shows that a number counts nothing.

    Attributes:
        before: Words before it (`Pasal`, `page`).
        before_word: Words before a number in words (`the two`).
        after: Words after it (`WIB`, `Uhr`).
        streets: Last words of the name of a street after a house number.
        capitals: A capitalised word before a bare number is a name (`Windows 11`).
    """

    before: Phrases[None]
    before_word: Phrases[None]
    after: Phrases[None]
    streets: frozenset[str]
    capitals: bool


@cache
def load(language: str) -> Signals:
    """Return the signals of a language."""

    def phrases(key: str) -> Phrases[None]:
        return Phrases((word, None) for word in tables.words(language, "not_numbers", key))

    return Signals(
        before=phrases("before"),
        before_word=phrases("before_spelled_only"),
        after=phrases("after"),
        streets=frozenset(tables.words(language, "not_numbers", "street")),
        capitals=not tables.flag(language, "names", "nouns_are_capitalised"),
    )


def part_of_a_code(tokens: Tokens, amount: Amount) -> bool:
    """Say whether the digits belong to something larger: `F-16`, `+62 21 …`, `10:30`, `3G`.

    Args:
        tokens: The text.
        amount: The number, its magnitudes included.
    """
    first, last = amount.first, amount.last
    if not amount.digits or tokens.types[first] == CHARACTER:
        return False
    if tokens.glued(first) and _tied_before(tokens, first, last):
        return True
    if tokens.glued(last) and (
        tokens.types[last] in {WORD, MASKED} or tokens.folds[last] in _TIES_AFTER
    ):
        return True
    return _leading_zero(tokens.words[first]) or _listed(tokens, first, last)


def _tied_before(tokens: Tokens, first: int, last: int) -> bool:
    """Say whether what touches a number from the left makes it part of a code."""
    before, glued = tokens.folds[first - 1], tokens.glued(first - 1)
    if tokens.types[first - 1] in {WORD, NUMERAL, MASKED} or before in _TIES_BEFORE:
        return True
    if glued and (before in ":." or (before in _DASHES and tokens.types[first - 2] == WORD)):
        return True
    item = before == "(" and tokens.fold_at(last) == ")" and tokens.type_at(first - 2) == NUMERAL
    return before == "[" or item


def _leading_zero(word: str) -> bool:
    """Say whether digits begin with a zero that is not the whole part of a decimal."""
    return len(word) > 1 and word[0] == "0" and word[1].isdecimal()


def _listed(tokens: Tokens, first: int, last: int) -> bool:
    """Say whether the number begins a line as that of an item: `1. …`, `2) …`."""
    begins = first == 0 or not tokens.same_line(first)
    ends = tokens.glued(last) and tokens.fold_at(last) in {".", ")"}
    return (
        begins and ends and tokens.same_line(last + 1) and len(tokens.words[first]) <= _PHONE_GROUP
    )


def chain_end(tokens: Tokens, index: int) -> int | None:
    """Return the index after a telephone number or another chain of digits at `index`, or None.

    Three groups of digits or more that dashes tie together, or what follows a plus sign and more
    than three digits or further groups.
    """
    plus = tokens.fold_at(index) == "+" and tokens.glued(index + 1)
    at = index + plus
    if tokens.type_at(at) != NUMERAL:
        return None
    groups = 1
    end = at + 1
    while end < len(tokens):
        dash = tokens.words[end] in "-–.)(" and tokens.glued(end) and tokens.glued(end + 1)
        step = 1 if dash else 0
        tied = dash or (plus and tokens.same_line(end))
        if not tied or tokens.type_at(end + step) != NUMERAL:
            break
        end, groups = end + step + 1, groups + 1
    if plus and groups > 1:
        return end
    return end if groups > _PHONE_GROUP else None


def announced(tokens: Tokens, amount: Amount, signals: Signals) -> bool:
    """Say whether a word beside a bare number shows that it counts nothing."""
    first, last = amount.first, amount.last
    if signals.after.at(tokens, last) is not None:
        return True
    at = first
    while at > 0 and tokens.fold_at(at - 1) in {".", ":", "("}:
        at -= 1
    if not amount.digits:
        return signals.before_word.before(tokens, first) is not None
    if (signals.before.before(tokens, first) or signals.before.before(tokens, at)) is not None:
        return True
    return _in_a_street(tokens, last, signals) or _in_a_name(tokens, amount, signals)


def _in_a_street(tokens: Tokens, last: int, signals: Signals) -> bool:
    """Say whether capitalised words and `Street` follow."""
    for at in range(last, min(last + _STREET_WORDS, len(tokens))):
        if not tokens.words[at][:1].isupper():
            return False
        if at > last and tokens.folds[at] in signals.streets:
            return True
    return False


def _in_a_name(tokens: Tokens, amount: Amount, signals: Signals) -> bool:
    """Say whether a capitalised word within the sentence stands before a small bare number."""
    first = amount.first
    if not signals.capitals or amount.scaled or first < 2 or amount.low > _SHORT:  # noqa: PLR2004
        return False
    word = tokens.words[first - 1]
    begins = tokens.fold_at(first - 2) in {".", "!", "?", ":", '"', "“", "("}
    if begins or tokens.types[first - 1] != WORD or not tokens.same_line(first - 1):
        return False
    return word[0].isupper() and not (word.isupper() and len(word) > 5)  # noqa: PLR2004 - headlines
