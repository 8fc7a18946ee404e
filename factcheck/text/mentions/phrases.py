"""Phrases of one or more tokens, found at a place by their first or last token."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from factcheck.text.mentions.tokens import Tokens, fold

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")

_SHORT = 4
"""An abbreviation in capitals of at most this length is not found in small letters (`AS`, `US`)."""


class Phrases(Generic[T]):
    """A dictionary from phrases to values, looked up in tokens; the longest phrase wins.

    A phrase without white space must stand without white space in the text. A short phrase of
    capitals only is compared with its case, any other without.
    """

    __slots__ = ("_first", "_last")

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._first: dict[str, list[_Entry[T]]] = {}
        self._last: dict[str, list[_Entry[T]]] = {}
        for phrase, value in entries:
            parts = tuple(Tokens(phrase).words)
            if not parts:
                continue
            entry = _Entry(phrase, parts, value)
            self._first.setdefault(entry.folds[0], []).append(entry)
            self._last.setdefault(entry.folds[-1], []).append(entry)
        for table in (self._first, self._last):
            for found in table.values():
                found.sort(key=lambda entry: -len(entry.folds))

    def __bool__(self) -> bool:
        """Say whether there is any phrase."""
        return bool(self._first)

    @property
    def triggers(self) -> frozenset[str]:
        """Return the folded first tokens."""
        return frozenset(self._first)

    def seconds(self, first: str) -> frozenset[str]:
        """Return the folded tokens that go on a phrase after `first`; empty for its end."""
        entries = self._first.get(first, ())
        return frozenset(entry.folds[1] if len(entry.folds) > 1 else "" for entry in entries)

    def at(self, tokens: Tokens, index: int) -> tuple[T, int] | None:
        """Return the value of the longest phrase that begins at `index`, and the index after it."""
        if not self._first or not 0 <= index < tokens.count:
            return None
        for entry in self._first.get(tokens.folds[index], ()):
            end = index + len(entry.folds)
            if entry.stands(tokens, index, end):
                return entry.value, end
        return None

    def before(self, tokens: Tokens, index: int) -> tuple[T, int] | None:
        """Return the value of the longest phrase that ends before `index`, and its own index."""
        if not self._last or not 0 < index <= tokens.count:
            return None
        for entry in self._last.get(tokens.folds[index - 1], ()):
            start = index - len(entry.folds)
            if start >= 0 and entry.stands(tokens, start, index):
                return entry.value, start
        return None


class _Entry(Generic[T]):
    """One phrase."""

    __slots__ = ("compact", "folds", "value", "words")

    def __init__(self, phrase: str, parts: tuple[str, ...], value: T) -> None:
        self.folds = tuple(map(fold, parts))
        self.value = value
        self.compact = not any(map(str.isspace, phrase))
        letters = "".join(filter(str.isalpha, phrase))
        cased = letters.isupper() and len(letters) <= _SHORT and letters.isascii()
        self.words = parts if cased else None

    def stands(self, tokens: Tokens, start: int, end: int) -> bool:
        """Say whether the phrase covers the tokens `[start, end)`."""
        if end - start == 1:
            return self.words is None or tokens.words[start] == self.words[0]
        if tuple(tokens.folds[start:end]) != self.folds:
            return False
        if self.words is not None and tuple(tokens.words[start:end]) != self.words:
            return False
        return not self.compact or all(map(tokens.glued, range(start + 1, end)))
