"""Everything in a text that a checker has to check.

Where findings overlap, the first of this order that covers a place wins:

1. quantities and dates, read from left to right; at one place a date goes before a quantity, and
   of quantities money goes before percentages, measures, ordinals and plain numbers;
2. names: an organisation, a place, a person after a title, a name;
3. superlatives and comparisons (`lebih dari 1.000` is the number's qualifier, not a comparison).

Quotations contain the other mentions and never compete with them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from factcheck.text.mentions import (
    comparisons,
    date_words,
    dates,
    names,
    not_numbers,
    quantities,
    quantity_words,
    quotations,
    tables,
)
from factcheck.text.mentions.model import Found, Kind, Mention
from factcheck.text.mentions.tokens import MASKED, NUMERAL, Tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date


@dataclass(frozen=True)
class Grammar:
    """All that one language needs, and the folded tokens at which it is worth looking."""

    quantities: quantity_words.Grammar
    dates: date_words.DateWords
    names: names.NameWords
    speech: quotations.SpeechWords
    comparisons: comparisons.ComparisonWords
    triggers: frozenset[str]
    articles: dict[str, frozenset[str]]


@cache
def load(language: str) -> Grammar:
    """Return the grammar of a language."""
    of_quantities = quantity_words.load(language)
    of_dates = date_words.load(language)
    triggers = quantity_words.triggers(of_quantities) | date_words.triggers(of_dates)
    return Grammar(
        quantities=of_quantities,
        dates=of_dates,
        names=names.load(language),
        speech=quotations.load(language),
        comparisons=comparisons.load(language),
        triggers=triggers,
        articles={
            word: _after_article(word, of_quantities, of_dates, triggers) for word in _ARTICLES
        },
    )


_ARTICLES: Final = ("a", "the")


def _after_article(
    article: str,
    of_quantities: quantity_words.Grammar,
    of_dates: date_words.DateWords,
    triggers: frozenset[str],
) -> frozenset[str]:
    """Return the tokens after an article at which it is worth looking: articles are many."""
    phrases = [*date_words.phrases(of_dates), of_quantities.amounts.spelled.cardinals]
    return triggers.union(*(one.seconds(article) for one in phrases))


def mentions(
    text: str, language: str, *, published: date | None, start: int = 0, end: int | None = None
) -> tuple[Mention, ...]:
    """Find what a checker has to check in a text or a part of it.

    Args:
        text: The text, normalised.
        language: BCP-47 tag; `und` where it is not known.
        published: The article's date, from which relative dates count; None leaves them open.
        start: Offset of the first code point to look at.
        end: Offset after the last one; None for the end of the text.

    Returns:
        The mentions by their start, the longer first; spans are offsets in `text`. It never raises.
    """
    start, end, _ = slice(start, end).indices(len(text))
    if start >= end:
        return ()
    grammar = load(_canonical(language))
    tokens = Tokens(text, start, end)
    taken = bytearray(len(tokens))
    found = _checked(tokens, grammar, published, taken)
    found += _free(names.find(tokens, grammar.names), taken)
    found += _free(_comparisons(tokens, grammar), taken)
    done = [
        Mention(one.kind, tokens.starts[one.first], tokens.ends[one.last - 1],
                tokens.slice(one.first, one.last), one.value)
        for one in found
    ]  # fmt: skip
    done += _quotations(text, start, end, tokens, grammar)
    return tuple(sorted(done, key=lambda one: (one.start, -one.end)))


def tick_list(found: Iterable[Mention]) -> Mapping[Kind, int]:
    """Count mentions by kind, for "this sentence holds 2 numbers, 1 date, 1 name"."""
    return Counter(mention.kind for mention in found)


def _canonical(language: str) -> str:
    """Return the tag without what makes no difference, so that few grammars are kept."""
    parts = language.replace("_", "-").split("-")[:3]
    known = all(part.isalnum() and len(part) <= 8 for part in parts)  # noqa: PLR2004 - BCP-47
    return "-".join(parts) if known and tables.primary(language) != "und" else "und"


def _checked(
    tokens: Tokens, grammar: Grammar, published: date | None, taken: bytearray
) -> list[Found]:
    """Return the dates and quantities."""
    context = dates.Context(grammar.dates, grammar.quantities.amounts, published)
    done: list[Found] = []
    index = 0
    while index < len(tokens):
        kind = tokens.types[index]
        if kind == MASKED or (kind != NUMERAL and not _worth_looking(tokens, index, grammar)):
            index += 1
            continue
        one = dates.find(tokens, index, context)
        if one is None:
            after = not_numbers.chain_end(tokens, index)
            if after is not None:
                index = after
                continue
            one = quantities.find(tokens, index, grammar.quantities)
        if one is None:
            index = quantities.skip(tokens, index, grammar.quantities)
            continue
        done.append(one)
        taken[one.first : one.last] = b"\x01" * (one.last - one.first)
        index = one.last
    _qualifiers_taken(tokens, grammar, done, taken)
    return done


def _worth_looking(tokens: Tokens, index: int, grammar: Grammar) -> bool:
    """Say whether a date or a quantity can begin at a token that is no numeral."""
    word = tokens.folds[index]
    if word not in grammar.triggers:
        return False
    if word not in grammar.articles or tokens.type_at(index + 1) == NUMERAL:
        return True
    return tokens.fold_at(index + 1) in grammar.articles[word]


def _qualifiers_taken(
    tokens: Tokens, grammar: Grammar, found: list[Found], taken: bytearray
) -> None:
    """Mark the words that limit a quantity, so that they are no comparison besides."""
    for one in found:
        before = grammar.quantities.qualifiers.before(tokens, one.first)
        if one.kind is not Kind.DATE and before is not None:
            taken[before[1] : one.first] = b"\x01" * (one.first - before[1])


def _comparisons(tokens: Tokens, grammar: Grammar) -> Iterable[Found]:
    """Yield the comparisons, in order, not overlapping."""
    triggers = grammar.comparisons.triggers
    everywhere = bool(grammar.comparisons.superlative_after)
    index = 0
    while index < len(tokens):
        one = None
        if everywhere or tokens.folds[index] in triggers:
            one = comparisons.find(tokens, index, grammar.comparisons)
        if one is not None:
            yield one
        index = index + 1 if one is None else one.last


def _free(found: Iterable[Found], taken: bytearray) -> list[Found]:
    """Return what covers no place that is taken, and take its places."""
    kept = []
    for one in found:
        if not any(taken[one.first : one.last]):
            taken[one.first : one.last] = b"\x01" * (one.last - one.first)
            kept.append(one)
    return kept


def _quotations(text: str, start: int, end: int, tokens: Tokens, grammar: Grammar) -> list[Mention]:
    """Return the quotations with their speakers."""
    quoted = list(quotations.spans(text, start, end, grammar.speech))
    values = quotations.attributed(tokens, text, quoted, grammar.speech)
    return [
        Mention(Kind.QUOTATION, one.start, one.end, text[one.start : one.end], value)
        for one, value in zip(quoted, values, strict=True)
    ]
