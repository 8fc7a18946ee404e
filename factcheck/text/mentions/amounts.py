"""The number itself: digits or words, sign, magnitudes; no unit yet."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from typing import Final

from factcheck.text.mentions import locales, myriads, numerals, spelled, tables
from factcheck.text.mentions.phrases import Phrases
from factcheck.text.mentions.tokens import CHARACTER, NUMERAL, SIGN, WORD, Tokens

_MYRIAD_LANGUAGES: Final = frozenset({"ja", "zh", "yue", "und"})
_MAX_GROUPS: Final = 8
_HUNDREDS: Final = 1000
_MINUS: Final = frozenset("-−–")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as it stands in a text.

    Attributes:
        low: The value, or the lower bound of a vague one.
        high: The value, or the upper bound of a vague one.
        first: Index of its first token.
        last: Index after its last token.
        digits: It is written in digits.
        scaled: A word of a magnitude stands with it.
        vague: It is a word such as `dozens`.
        weak: A word that is a number only where a unit follows (`one`, `neuf`).
    """

    low: Fraction
    high: Fraction
    first: int
    last: int
    digits: bool = False
    scaled: bool = False
    vague: bool = False
    weak: bool = False


@dataclass(frozen=True)
class Grammar:
    """What the numbers of a language are made of."""

    language: str
    locale: locales.Locales
    spelled: spelled.Spelled
    minus: Phrases[None]
    half_after: Phrases[None]
    metres: Phrases[None]
    of: Phrases[None]
    money_magnitudes: Phrases[Fraction]
    myriads: bool

    @property
    def triggers(self) -> frozenset[str]:
        """Return the folded tokens that can begin an amount in words."""
        own = self.spelled.cardinals.triggers | self.spelled.vague.triggers | self.minus.triggers
        return own | (myriads.CHARACTERS if self.myriads else frozenset())


def _plain(language: str, *keys: str) -> Phrases[None]:
    """Return a list of words as phrases."""
    return Phrases((word, None) for word in tables.words(language, *keys))


@cache
def load(language: str) -> Grammar:
    """Return the grammar of a language's numbers."""
    money = tables.mapping(language, "money_magnitudes")
    return Grammar(
        language=language,
        locale=locales.load(language),
        spelled=spelled.load(language),
        minus=_plain(language, "numbers", "minus"),
        metres=_plain(language, "numbers", "metres_before"),
        half_after=_plain(language, "numbers", "half_after"),
        of=_plain(language, "numbers", "of"),
        money_magnitudes=Phrases(
            (word, Fraction(10 ** int(power[2:])))
            for power, words in money.items()
            for word in words
        ),
        myriads=tables.primary(language) in _MYRIAD_LANGUAGES,
    )


def read(tokens: Tokens, index: int, grammar: Grammar, *, money: bool = False) -> Amount | None:
    """Read the amount that begins at `index`.

    Args:
        tokens: The text.
        index: Index of its first token: a sign, a digit, or a word of a number.
        grammar: The language's numbers.
        money: A currency stands before it, so that `M` after it is a magnitude.

    Returns:
        The amount, or None.
    """
    signed = _sign(tokens, index, grammar)
    core = _core(tokens, signed if signed is not None else index, grammar)
    if core is None:
        return None
    amount = _scaled(tokens, core, grammar, money=money)
    half = grammar.half_after.at(tokens, amount.last)
    if half is not None and amount.low.denominator == 1 and not amount.scaled and not amount.vague:
        more = Fraction(1, 2)
        amount = replace(amount, low=amount.low + more, high=amount.high + more, last=half[1])
        amount = _scaled(tokens, replace(amount, weak=False), grammar, money=money)
    if signed is None:
        return amount
    return replace(amount, low=-amount.low, high=-amount.high, first=index)


def _sign(tokens: Tokens, index: int, grammar: Grammar) -> int | None:
    """Return the index after a minus at `index`; None where there is none."""
    if tokens.words[index] in _MINUS:
        number = tokens.glued(index + 1) and tokens.type_at(index + 1) == NUMERAL
        free = index == 0 or not tokens.glued(index) or tokens.words[index - 1] in "(["
        return index + 1 if number and free else None
    found = grammar.minus.at(tokens, index)
    return None if found is None or tokens.type_at(found[1]) != NUMERAL else found[1]


def _core(tokens: Tokens, index: int, grammar: Grammar) -> Amount | None:
    """Read the number without magnitudes."""
    kind = tokens.type_at(index)
    if grammar.myriads and (kind == NUMERAL or tokens.fold_at(index) in myriads.CHARACTERS):
        found = myriads.read(tokens, index)
        if found is not None and (kind != NUMERAL or found[1] > index + 1):
            weak = kind != NUMERAL and found[1] == index + 1
            return Amount(found[0], found[0], index, found[1], digits=not weak, weak=weak)
    if kind == NUMERAL:
        return _in_digits(tokens, index, grammar)
    if kind == SIGN:
        return _vulgar(tokens, index)
    return _in_words(tokens, index, grammar) if kind in {WORD, CHARACTER} else None


def _in_digits(tokens: Tokens, index: int, grammar: Grammar) -> Amount | None:
    """Read a number in digits, with a vulgar fraction after it or without."""
    text, end = tokens.words[index], index + 1
    spaces = grammar.locale.space_groups and tokens.type_at(end) == NUMERAL
    if spaces or _hard_space(tokens, end):
        text, end = numerals.spaced(tokens, index)
    value = numerals.read(text, grammar.locale.decimal, sure=grammar.locale.sure)
    if value is None:
        return None
    if (
        end < len(tokens)
        and tokens.glued(end)
        and unicodedata.category(tokens.words[end][0]) == "No"
    ):
        part = _vulgar(tokens, end)
        if part is not None and part.low < 1:
            value, end = value + part.low, part.last
    return Amount(value, value, index, end, digits=True)


def _hard_space(tokens: Tokens, index: int) -> bool:
    """Say whether a no-break space divides the numerals before and at `index`."""
    if tokens.type_at(index) != NUMERAL:
        return False
    return tokens.text[tokens.ends[index - 1] : tokens.starts[index]] in {
        "\u00a0",
        "\u202f",
        "\u2009",
    }


def _vulgar(tokens: Tokens, index: int) -> Amount | None:
    """Read `½` and its like."""
    char = tokens.words[index]
    if len(char) != 1 or not unicodedata.decomposition(char).startswith("<fraction>"):
        return None
    value = Fraction(unicodedata.numeric(char)).limit_denominator(_HUNDREDS)
    return Amount(value, value, index, index + 1)


def _in_words(tokens: Tokens, index: int, grammar: Grammar) -> Amount | None:
    """Read a number in words, or a vague one."""
    vague = spelled.small_range(grammar.spelled, tokens, index)
    if vague is not None:
        return Amount(vague[0], vague[1], index, vague[2], vague=True)
    found = spelled.read(tokens, index, grammar.spelled)
    if found is None:
        return None
    value, end = found
    weak = end == index + 1 and tokens.folds[index] in grammar.spelled.ambiguous
    return Amount(value, value, index, end, weak=weak)


def _scaled(tokens: Tokens, amount: Amount, grammar: Grammar, *, money: bool) -> Amount:
    """Multiply by the magnitudes that follow, and add smaller groups (`tiga ribu lima ratus`)."""
    total_low, total_high = Fraction(0), Fraction(0)
    limit = None
    for _ in range(_MAX_GROUPS):
        power, amount = _magnitudes(tokens, amount, grammar, money=money)
        if power is None:
            break
        more = _next_group(tokens, amount, grammar, power if limit is None else min(limit, power))
        if more is None:
            break
        limit = power
        total_low, total_high = total_low + amount.low, total_high + amount.high
        amount = replace(more, first=amount.first, scaled=True, digits=amount.digits, weak=False)
    return replace(amount, low=total_low + amount.low, high=total_high + amount.high)


def _magnitudes(
    tokens: Tokens, amount: Amount, grammar: Grammar, *, money: bool
) -> tuple[Fraction | None, Amount]:
    """Multiply by all magnitudes in a row; return their product, None where there is none."""
    product: Fraction | None = None
    for _ in range(_MAX_GROUPS):
        at = amount.last
        if not tokens.same_line(at):
            break
        if amount.vague or product is not None:
            skipped = _of(tokens, at, grammar)
        else:
            skipped = at + (tokens.fold_at(at) == "-" and tokens.glued(at) and tokens.glued(at + 1))
        found = grammar.locale.magnitudes.at(tokens, skipped)
        money_only = grammar.money_magnitudes.at(tokens, at) if money else None
        joined = found is not None and _fits(tokens, (at, found[1]), amount, grammar, money=money)
        found = (found if joined else None) or money_only
        if found is None:
            vague = _vague_power(tokens, at, grammar) if amount.vague else None
            if vague is None:
                break
            found = vague
        power, end = found
        product = power * (product or 1)
        amount = replace(
            amount,
            low=amount.low * power,
            high=amount.high * power,
            last=end,
            scaled=True,
            weak=False,
        )
    return product, amount


def _vague_power(tokens: Tokens, index: int, grammar: Grammar) -> tuple[Fraction, int] | None:
    """Return the size of a vague word after `of`: `tens of thousands`."""
    if tokens.fold_at(index) != "of":
        return None
    found = spelled.small_range(grammar.spelled, tokens, index + 1)
    return None if found is None else (found[0], found[2])


def _of(tokens: Tokens, index: int, grammar: Grammar) -> int:
    """Return the index after a linking `de` or `of` at `index`, or `index`."""
    found = grammar.of.at(tokens, index)
    return index if found is None else found[1]


def _fits(
    tokens: Tokens, span: tuple[int, int], amount: Amount, grammar: Grammar, *, money: bool
) -> bool:
    """Say whether a magnitude belongs to the number: a single letter must touch the digits.

    `2.5m` is 2.5 million in English, `2.5m tall` and `5 m` are metres; with a currency before it
    (`Rp2,5 M`, `$5 m`) a space is right too.
    """
    at, end = span
    word = tokens.slice(at, end)
    if len(word) > 1 or tokens.types[at] == CHARACTER:
        return True
    sign = tokens.glued(end) and grammar.locale.currencies.at(tokens, end) is not None
    metres = word == "m" and (not grammar.metres or grammar.metres.at(tokens, end) is not None)
    return amount.digits and (money or sign or (tokens.glued(at) and not metres))


def _next_group(tokens: Tokens, amount: Amount, grammar: Grammar, power: Fraction) -> Amount | None:
    """Return the smaller group that goes on with a number in words: `… ribu lima ratus`."""
    at = amount.last
    joiner = tokens.fold_at(at) in grammar.spelled.joiners
    at += joiner
    if amount.vague or not tokens.same_line(at):
        return None
    if amount.digits and not (tokens.types[at] == NUMERAL and tokens.type_at(at - 1) == CHARACTER):
        return None
    if not amount.digits and tokens.types[at] == NUMERAL:
        return None
    group = _core(tokens, at, grammar)
    if group is None or group.vague or group.low.denominator != 1 or group.low >= power:
        return None
    if tokens.type_at(at - 1) == CHARACTER and not tokens.glued(at) and amount.digits:
        after = grammar.locale.magnitudes.at(tokens, group.last)
        return group if after is not None and after[0] < power else None
    return group
