"""Superlatives and comparisons, which claim more than a number does: `terbesar`, `more than`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from factcheck.text.mentions import tables
from factcheck.text.mentions.model import Comparison, ComparisonSort, Found, Kind
from factcheck.text.mentions.phrases import Phrases
from factcheck.text.mentions.tokens import WORD, fold

if TYPE_CHECKING:
    from factcheck.text.mentions.tokens import Tokens

_REACH: Final = 4


@dataclass(frozen=True)
class ComparisonWords:
    """How a language compares; see section `comparisons` of words/*.toml."""

    simple: Phrases[ComparisonSort]
    superlative_before: Phrases[None]
    superlative_after: Phrases[None]
    superlative_not: frozenset[str]
    endings: tuple[str, ...]
    adjectives: frozenset[str]
    any_adjective: bool
    comparatives: frozenset[str]
    before: dict[str, ComparisonSort]
    than: Phrases[None]
    equal: tuple[tuple[str, str], ...]
    less_before: Phrases[None]
    equal_not: frozenset[str]
    rank_before: dict[str, int]
    rank_after: dict[str, int]
    rank_followers: frozenset[str]
    record_not_after: frozenset[str]

    @property
    def triggers(self) -> frozenset[str]:
        """Return the folded tokens that can begin a comparison."""
        phrases = (self.simple, self.superlative_before, self.less_before)
        words = frozenset().union(*(one.triggers for one in phrases))
        own = {*self.comparatives, *self.before, *(first for first, _ in self.equal)}
        ranks = frozenset(self.rank_before)
        return words | own | ranks | (self.adjectives if self.superlative_after else frozenset())


@cache
def load(language: str) -> ComparisonWords:
    """Return the words of a language."""
    own = tables.mapping(language, "comparisons")
    adjectives = own.get("adjectives", [])
    simple: dict[str, ComparisonSort] = {}
    for prefix in own.get("superlative_prefix", ()):
        simple |= {prefix + word: "superlative" for word in adjectives}
    for key in ("superlative_words", "superlative_phrases"):
        simple |= dict.fromkeys(own.get(key, ()), "superlative")
    for sort in _SIMPLE:
        simple |= dict.fromkeys(own.get(sort, ()), sort)
    before: dict[str, ComparisonSort] = dict.fromkeys(own.get("more_before", ()), "more")
    before |= dict.fromkeys(own.get("less_before", ()), "less")
    less = [f"{prefix}{word}" for prefix in own.get("less_prefix", ()) for word in adjectives]
    return ComparisonWords(
        simple=Phrases(simple.items()),
        superlative_before=Phrases((word, None) for word in own.get("superlative_before", ())),
        superlative_after=Phrases((word, None) for word in own.get("superlative_after", ())),
        superlative_not=frozenset(own.get("superlative_not", ())),
        endings=tuple(own.get("adjective_endings", ())),
        adjectives=frozenset(adjectives),
        any_adjective=own.get("any_adjective") is True,
        comparatives=frozenset(map(fold, own.get("comparative_words", ()))),
        before=before,
        than=Phrases((word, None) for word in own.get("than", ())),
        equal=tuple((first, last) for first, last in own.get("equal_around", ())),
        less_before=Phrases((word, None) for word in less),
        equal_not=frozenset(own.get("equal_not", ())),
        rank_before=own.get("rank_before", {}),
        rank_after=own.get("rank_after", {}),
        record_not_after=frozenset(own.get("record_not_after", ())),
        rank_followers=frozenset(own.get("rank_followers", ())),
    )


_SIMPLE: Final[tuple[ComparisonSort, ...]] = ("first", "only", "record")


def find(tokens: Tokens, index: int, words: ComparisonWords) -> Found | None:
    """Return the comparison that begins at `index`, or None."""
    if tokens.types[index] == WORD and tokens.glued(index) and tokens.words[index - 1] in "-'’":
        return None
    return (
        _ranked(tokens, index, words)
        or _superlative(tokens, index, words)
        or _simple(tokens, index, words)
        or _than(tokens, index, words)
        or _equal(tokens, index, words)
    )


def _found(sort: ComparisonSort, first: int, last: int, rank: int | None = None) -> Found:
    """Return the finding."""
    return Found(Kind.COMPARISON, first, last, Comparison(sort, rank))


def _ranked(tokens: Tokens, index: int, words: ComparisonWords) -> Found | None:
    """Read `second-largest`."""
    rank = words.rank_before.get(tokens.folds[index])
    if rank is None:
        return None
    at = index + 1
    at += tokens.fold_at(at) == "-"
    inner = words.simple.at(tokens, at)
    if inner is not None and inner[0] == "superlative":
        return _found("superlative", index, inner[1], rank)
    most = _superlative(tokens, at, words) if at < len(tokens) else None
    return None if most is None else _found("superlative", index, most.last, rank)


def _superlative(tokens: Tokens, index: int, words: ComparisonWords) -> Found | None:
    """Read `paling mahal`, `most expensive`."""
    found = words.superlative_before.at(tokens, index)
    if found is None or tokens.type_at(found[1]) != WORD or not tokens.same_line(found[1]):
        return None
    word = tokens.folds[found[1]]
    if word in words.superlative_not:
        return None
    fits = words.any_adjective or word in words.adjectives
    fits = fits or (bool(words.endings) and word.endswith(words.endings))
    fits = fits or bool(words.adjectives)
    return _found("superlative", index, found[1] + 1) if fits else None


def _simple(tokens: Tokens, index: int, words: ComparisonWords) -> Found | None:
    """Read `terbesar`, `largest`, `first`, `only`; `terbesar kedua` has a rank."""
    found = words.simple.at(tokens, index)
    if found is None:
        return _nhat(tokens, index, words)
    sort, end = found
    if sort == "record" and tokens.fold_at(index - 1) in words.record_not_after:
        return None
    rank = _rank_after(tokens, end, words) if sort == "superlative" else None
    return _found(sort, index, end + (rank is not None), rank)


def _rank_after(tokens: Tokens, end: int, words: ComparisonWords) -> int | None:
    """Return the rank after a superlative; `tertinggi kedua negara` is of both countries."""
    rank = words.rank_after.get(tokens.fold_at(end))
    if rank is None or tokens.fold_at(end + 1) in words.rank_followers:
        return rank
    return None if tokens.type_at(end + 1) == WORD and tokens.same_line(end + 1) else rank


def _nhat(tokens: Tokens, index: int, words: ComparisonWords) -> Found | None:
    """Read a superlative whose word follows the adjective: Vietnamese `lớn nhất`."""
    after = words.superlative_after.at(tokens, index + 1) if words.superlative_after else None
    return None if after is None else _found("superlative", index, after[1])


def _than(tokens: Tokens, index: int, words: ComparisonWords) -> Found | None:
    """Read `lebih mahal daripada`, `smaller than`, `less popular than`, `tidak sebaik`."""
    less = words.less_before.at(tokens, index)
    if less is not None:
        return _found("less", index, less[1])
    word = tokens.folds[index]
    if word in words.comparatives:
        end = words.than.at(tokens, index + 1)
        return None if end is None else _found("more", index, end[1])
    sort = words.before.get(word)
    if sort is None:
        return None
    for at in range(index + 1, min(index + _REACH, len(tokens))):
        if tokens.types[at] != WORD or not tokens.same_line(at):
            return None
        end = words.than.at(tokens, at)
        if end is not None:
            return _found(sort, index, end[1])
    return None


def _equal(tokens: Tokens, index: int, words: ComparisonWords) -> Found | None:
    """Read `as high as`, `sama besar dengan`."""
    for first, last in words.equal:
        middle = tokens.fold_at(index + 1)
        fits = tokens.type_at(index + 1) == WORD and middle not in words.equal_not
        ends = tokens.fold_at(index + 2) == last and tokens.same_line(index + 2)
        if tokens.folds[index] == first and fits and ends:
            return _found("equal", index, index + 3)
    return None
