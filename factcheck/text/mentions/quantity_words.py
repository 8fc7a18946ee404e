"""The words of quantities: what stands before, after and between amounts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from factcheck.text.mentions import amounts, locales, not_numbers, ordinals, tables
from factcheck.text.mentions.phrases import Phrases

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class Grammar:
    """What the quantities of a language are made of."""

    language: str
    amounts: amounts.Grammar
    signals: not_numbers.Signals
    ordinals: ordinals.Ordinals
    ranges: Phrases[None]
    between: Phrases[None]
    between_and: Phrases[None]
    out_of: Phrases[None]
    percent_prefix: Phrases[None]
    points: Phrases[None]
    minor: Phrases[str]
    if_large: Phrases[str]
    tails: dict[str, Phrases[None]]
    qualifiers: Phrases[str]
    during: Phrases[None]


def _plain(language: str, *keys: str) -> Phrases[None]:
    """Return a list of words as phrases."""
    return Phrases((word, None) for word in tables.words(language, *keys))


def _keyed(language: str, *keys: str) -> Phrases[str]:
    """Return a table of lists as phrases whose value is the key."""
    table = tables.mapping(language, *keys)
    return Phrases((word, key) for key, words in table.items() for word in words)


@cache
def load(language: str) -> Grammar:
    """Return the grammar of a language's quantities."""
    tails = tables.mapping(language, "unit_tails")
    return Grammar(
        language=language,
        amounts=amounts.load(language),
        signals=not_numbers.load(language),
        ordinals=ordinals.load(language),
        ranges=_plain(language, "numbers", "range"),
        between=_plain(language, "numbers", "between"),
        between_and=_plain(language, "numbers", "between_and"),
        out_of=_plain(language, "numbers", "out_of"),
        percent_prefix=Phrases((word, None) for word in _percent_prefixes(language)),
        points=_plain(language, "percent", "point"),
        minor=_keyed(language, "minor_currencies"),
        if_large=_keyed(language, "currency_if_large"),
        tails={unit: Phrases((word, None) for word in words) for unit, words in tails.items()},
        qualifiers=_keyed(language, "qualifiers"),
        during=_plain(language, "during"),
    )


def _percent_prefixes(language: str) -> Iterator[str]:
    """Yield what stands before the number of a percentage, as in Turkish and Basque."""
    yield from tables.words(language, "percent", "prefix")
    locale = locales.babel_locale(language)
    pattern = "" if locale is None else locale.percent_formats[None].pattern
    if pattern.startswith("%"):
        yield "%"


def triggers(grammar: Grammar) -> frozenset[str]:
    """Return the folded tokens, besides numerals, at which a quantity can begin."""
    signs = frozenset("-−–½⅓⅔¼¾⅕⅛+")
    own = grammar.amounts.triggers | grammar.ordinals.triggers | grammar.percent_prefix.triggers
    return own | signs | grammar.amounts.locale.currencies.triggers
