"""Quantities: amounts with their currency, percent sign or unit; ranges and qualifiers.

Precedence within a place: money, percentage, measure, ordinal, plain number. The span is the
amount and its unit; words that limit it (`about`, `sekitar`) become the qualifier.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from factcheck.text.mentions import amounts, not_numbers, ordinals
from factcheck.text.mentions.exact import exact
from factcheck.text.mentions.model import Found, Kind, Qualifier, Quantity
from factcheck.text.mentions.tokens import CHARACTER, NUMERAL, WORD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.text.mentions.amounts import Amount
    from factcheck.text.mentions.quantity_words import Grammar
    from factcheck.text.mentions.tokens import Tokens

_LARGE: Final = 10**6
_LONGEST_SIGN: Final = 2
"""Letters of `Rp` or `Rs`; codes are in capitals."""
_SCORES: Final = 10
"""A bare range below it may be the score of a game."""
_DURATIONS: Final = frozenset({"year", "month", "week", "day", "hour", "minute"})
_HYPHENS: Final = frozenset("-–—")
_PERCENT_UNIT: Final = Fraction(1, 100)


@dataclass(frozen=True, slots=True)
class Measured:
    """An amount with what it counts."""

    amount: Amount
    kind: Kind
    unit: str | None
    factor: Fraction
    first: int
    last: int


def find(tokens: Tokens, index: int, grammar: Grammar) -> Found | None:
    """Return the quantity that begins at `index`, or None."""
    ordinal = ordinals.find(tokens, index, grammar.ordinals)
    if ordinal is not None:
        return ordinal
    measured = _measured(tokens, index, grammar)
    if measured is None:
        return None
    ranged = _ranged(tokens, measured, grammar)
    if ranged is not None:
        return ranged
    amount = measured.amount
    if measured.kind is Kind.NUMBER:
        if _counts_nothing(tokens, amount, grammar) or _tied(tokens, amount.last):
            return None
    elif amount.weak and grammar.signals.before_word.before(tokens, amount.first):
        return None
    return _made(tokens, measured, amount.low, amount.high, grammar)


def _measured(
    tokens: Tokens, index: int, grammar: Grammar, *, money: bool = False
) -> Measured | None:
    """Read a currency or a percent sign, an amount, and a unit."""
    currency = grammar.amounts.locale.currencies.at(tokens, index)
    if currency is not None:
        return _with_currency_before(tokens, index, currency, grammar)
    percent = grammar.percent_prefix.at(tokens, index)
    if percent is not None:
        amount = (
            amounts.read(tokens, percent[1], grammar.amounts) if percent[1] < len(tokens) else None
        )
        if amount is None or not tokens.same_line(percent[1]):
            return None
        return Measured(amount, Kind.PERCENT, None, _PERCENT_UNIT, index, amount.last)
    amount = amounts.read(tokens, index, grammar.amounts, money=money)
    return None if amount is None else _with_unit_after(tokens, amount, grammar)


def _with_currency_before(
    tokens: Tokens, index: int, currency: tuple[str, int], grammar: Grammar
) -> Measured | None:
    """Read the amount after a currency."""
    code, at = currency
    free = index == 0 or not tokens.glued(index) or tokens.types[index - 1] not in {WORD, NUMERAL}
    if not free or at >= len(tokens) or not tokens.same_line(at) or _is_a_name(tokens, index, at):
        return None
    amount = amounts.read(tokens, at, grammar.amounts, money=True)
    if amount is None or not (amount.digits or tokens.type_at(index) == WORD):
        return None
    if tokens.glued(amount.last) and tokens.type_at(amount.last) == WORD and amount.digits:
        return None
    return Measured(amount, Kind.MONEY, code, Fraction(1), index, amount.last)


def _is_a_name(tokens: Tokens, index: int, at: int) -> bool:
    """Say whether the tokens spell the name of a currency, which never stands before: `won 312`."""
    word = tokens.slice(index, at)
    plain = word.isascii() and word.isalpha() and not word.isupper()
    return plain and (word.islower() or len(word) > _LONGEST_SIGN)


def _with_unit_after(tokens: Tokens, amount: Amount, grammar: Grammar) -> Measured:
    """Read what an amount counts."""
    at = amount.last
    if at < len(tokens) and tokens.same_line(at):
        for place in _unit_places(tokens, at, grammar):
            found = _unit(tokens, place, amount, grammar)
            if found is not None:
                return found
    return Measured(amount, Kind.NUMBER, None, Fraction(1), amount.first, amount.last)


def _unit_places(tokens: Tokens, at: int, grammar: Grammar) -> Iterator[int]:
    """Yield where a unit may begin: at once, after a hyphen, after `de`."""
    yield at
    if tokens.fold_at(at) == "-" and tokens.glued(at) and tokens.glued(at + 1):
        yield at + 1
    of = grammar.amounts.of.at(tokens, at)
    if of is not None:
        yield of[1]
    if tokens.fold_at(at) == "of" and at + 1 < len(tokens):
        yield at + 1


def _unit(tokens: Tokens, at: int, amount: Amount, grammar: Grammar) -> Measured | None:
    """Return the amount with the unit that stands at `at`, or None."""
    first = amount.first
    locale = grammar.amounts.locale
    if point := grammar.points.at(tokens, at):
        return Measured(amount, Kind.PERCENT, "percentage-point", _PERCENT_UNIT, first, point[1])
    if percent := locale.percents.at(tokens, at):
        return Measured(amount, Kind.PERCENT, None, _PERCENT_UNIT, first, percent[1])
    if currency := _currency_after(tokens, at, amount, grammar):
        return Measured(amount, Kind.MONEY, currency[0], Fraction(1), first, currency[1])
    if minor := grammar.minor.at(tokens, at):
        return Measured(amount, Kind.MONEY, minor[0], _PERCENT_UNIT, first, minor[1])
    return _measure(tokens, at, amount, grammar)


def _currency_after(
    tokens: Tokens, at: int, amount: Amount, grammar: Grammar
) -> tuple[str, int] | None:
    """Return the currency after an amount; a name such as `pounds` only after a large one."""
    large = grammar.if_large.at(tokens, at)
    if large is not None:
        return large if amount.low >= _LARGE else None
    found = grammar.amounts.locale.currencies.at(tokens, at)
    if found is None or not _ends_a_word(tokens, found[1]):
        return None
    return None if _begins_another(tokens, at, found[1]) else found


def _begins_another(tokens: Tokens, at: int, end: int) -> bool:
    """Say whether a sign of money belongs to a number after it: `5 $3`."""
    if tokens.words[at].isalnum() or tokens.type_at(end) != NUMERAL:
        return False
    return tokens.glued(end) and not tokens.glued(at)


def _measure(tokens: Tokens, at: int, amount: Amount, grammar: Grammar) -> Measured | None:
    """Return the amount with a unit of measure."""
    found = grammar.amounts.locale.units.at(tokens, at)
    if found is None or not _ends_a_word(tokens, found[1]):
        return None
    unit, end = found
    if unit == "person" and not amount.vague and (amount.low < 1 or amount.low.denominator != 1):
        return None
    tail = grammar.tails[unit].at(tokens, end) if unit in grammar.tails else None
    return Measured(amount, Kind.MEASURE, unit, Fraction(1), amount.first, tail[1] if tail else end)


def _ends_a_word(tokens: Tokens, end: int) -> bool:
    """Say whether the token before `end` does not go on in a glued word or number."""
    if not tokens.glued(end) or tokens.types[end - 1] == CHARACTER:
        return True
    return tokens.types[end] not in {WORD, NUMERAL} or tokens.types[end - 1] != WORD


def _ranged(tokens: Tokens, one: Measured, grammar: Grammar) -> Found | None:
    """Return a range that begins with `one`, or None."""
    connector = grammar.ranges.at(tokens, one.last)
    if connector is None and grammar.between.before(tokens, one.first) is not None:
        connector = grammar.between_and.at(tokens, one.last)
    if connector is None:
        return _proportion(tokens, one, grammar)
    if connector[1] >= len(tokens) or not tokens.same_line(connector[1]):
        return None
    other = _measured(tokens, connector[1], grammar, money=one.kind is Kind.MONEY)
    if other is None or not _agree(one, other):
        return None
    hyphen = tokens.words[one.last] in _HYPHENS
    low, high = _bounds(one, other)
    bare = one.kind is other.kind is Kind.NUMBER
    if low >= high or (bare and _counts_nothing(tokens, one.amount, grammar)):
        return None
    if bare and hyphen and not _counted_after(tokens, other.last, high):
        return None
    whole = one if other.kind is Kind.NUMBER else other
    return _made(
        tokens,
        replace(whole, first=one.first, last=other.last, factor=Fraction(1)),
        low,
        high,
        grammar,
    )


def _counted_after(tokens: Tokens, end: int, high: Fraction) -> bool:
    """Say whether a bare `10-15` counts what the next word names, and is no score."""
    word = tokens.fold_at(end) if tokens.same_line(end) else ""
    return high >= _SCORES and word.isalpha() and tokens.words[end].islower()


def _tied(tokens: Tokens, end: int) -> bool:
    """Say whether a dash ties the number to another one, as in a score."""
    dash = tokens.fold_at(end) in _HYPHENS and tokens.glued(end) and tokens.glued(end + 1)
    return dash and tokens.type_at(end + 1) == NUMERAL


def _agree(one: Measured, other: Measured) -> bool:
    """Say whether two amounts may be the ends of one range."""
    if one.amount.vague or other.amount.vague:
        return False
    if Kind.NUMBER in {one.kind, other.kind}:
        return one.kind is Kind.NUMBER or (one.kind is Kind.MONEY and one.first < one.amount.first)
    return (one.kind, one.unit) == (other.kind, other.unit)


def _bounds(one: Measured, other: Measured) -> tuple[Fraction, Fraction]:
    """Return the two values; a magnitude after the second holds for the first too."""
    unit = other.factor if one.kind is Kind.NUMBER else one.factor
    high = other.amount.high * (other.factor if other.kind is not Kind.NUMBER else unit)
    low = one.amount.low
    if other.amount.scaled and not one.amount.scaled:
        mantissa = _power(other.amount.high)
        if low < other.amount.high / mantissa or low < 1000:  # noqa: PLR2004 - `500 to 2 thousand`
            low *= mantissa
    return low * unit, high


def _power(value: Fraction) -> int:
    """Return the largest power of a thousand that is not above a value."""
    power = 1
    while value >= power * 1000:
        power *= 1000
    return power


def _proportion(tokens: Tokens, one: Measured, grammar: Grammar) -> Found | None:
    """Return `one in five` as a fraction, or None."""
    link = grammar.out_of.at(tokens, one.last) if one.kind is Kind.NUMBER else None
    if link is None or link[1] >= len(tokens) or one.amount.scaled or one.amount.vague:
        return None
    other = amounts.read(tokens, link[1], grammar.amounts)
    if other is None or other.digits != one.amount.digits or other.scaled:
        return None
    whole = one.amount.low.denominator == other.low.denominator == 1
    if not whole or not 0 < one.amount.low < other.low or tokens.fold_at(other.last) in _HYPHENS:
        return None
    unit = grammar.amounts.locale.units.at(tokens, other.last)
    if unit is not None and unit[0] != "person":
        return None
    value = one.amount.low / other.low
    if value * 100 < 1 and one.amount.low != 1:
        return None
    return _made(tokens, replace(one, last=other.last), value, value, grammar)


def _counts_nothing(tokens: Tokens, amount: Amount, grammar: Grammar) -> bool:
    """Say whether a bare number is none that a person would check."""
    if amount.weak or not_numbers.part_of_a_code(tokens, amount):
        return True
    return not_numbers.announced(tokens, amount, grammar.signals)


def _made(
    tokens: Tokens, measured: Measured, low: Fraction, high: Fraction, grammar: Grammar
) -> Found | None:
    """Return the finding, with its qualifier."""
    amount = measured.amount
    if (
        amount.digits
        and measured.kind is not Kind.NUMBER
        and _glued_to_a_word(tokens, measured.first)
    ):
        return None
    qualifier = grammar.qualifiers.before(tokens, measured.first)
    name: Qualifier | None = None
    if qualifier is not None and not _during(tokens, qualifier[1], measured, grammar):
        name = _QUALIFIERS.get(qualifier[0])
    elif amount.vague:
        name = "vague"
    value = Quantity(
        exact(low * measured.factor), exact(high * measured.factor), measured.unit, name
    )
    return Found(measured.kind, measured.first, measured.last, value)


def _during(tokens: Tokens, index: int, measured: Measured, grammar: Grammar) -> bool:
    """Say whether the word before a length of time may mean `during`: `over 10 years`."""
    found = grammar.during.at(tokens, index)
    return measured.unit in _DURATIONS and found is not None and found[1] == measured.first


def _glued_to_a_word(tokens: Tokens, first: int) -> bool:
    """Say whether letters or a longer code touch the amount from the left."""
    if not tokens.glued(first) or tokens.types[first] == CHARACTER:
        return False
    if tokens.types[first - 1] in {WORD, NUMERAL}:
        return True
    dashed = tokens.words[first - 1] in _HYPHENS and tokens.glued(first - 1)
    return dashed and tokens.types[first - 2] in {WORD, NUMERAL}


_QUALIFIERS: Final[dict[str, Qualifier]] = {
    "about": "about",
    "nearly": "nearly",
    "over": "over",
    "under": "under",
    "at-least": "at-least",
    "at-most": "at-most",
}


def skip(tokens: Tokens, index: int, grammar: Grammar) -> int:
    """Return the index after a number that was refused, so that no part of it is read again."""
    if tokens.type_at(index) != NUMERAL:
        return index + 1
    amount = amounts.read(tokens, index, grammar.amounts)
    if amount is None:
        return index + 1
    return amount.last + 2 if _tied(tokens, amount.last) else amount.last
