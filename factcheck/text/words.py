"""Words of a text: how many, and which changed between two versions.

A word is a run of letters, digits and marks of one script; in scripts written without spaces
between words (Chinese, Japanese) each character counts as one. Thai, Lao, Khmer and Burmese would
need a dictionary: there a whole phrase counts as one word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAX_DIFF_CELLS: Final = 4_000_000
"""Tokens before times tokens after that are still compared; difflib takes time with the
product."""

_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_TOKEN = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+|\s+|[^\w\s]")
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+(?:['’.,\-‐‑][^\W{_UNSPACED}]+)*")

Change = Literal["same", "removed", "added"]


@dataclass(frozen=True, slots=True)
class DiffPart:
    """A run of text that stands in both versions, or in one of them.

    Attributes:
        kind: `same` (in both), `removed` (only before) or `added` (only after).
        text: The characters themselves.
    """

    kind: Change
    text: str


def word_count(text: str) -> int:
    """Return the number of words of `text`; `4,6`, `well-known` and `country's` are one each."""
    return sum(1 for _ in _WORD.finditer(text))


def word_diff(before: str, after: str) -> list[DiffPart]:
    """Return what changed from `before` to `after`, word by word.

    Joining the parts that are not `added` gives `before`; joining those that are not `removed`
    gives `after`. Neighbouring parts never have the same kind, and no part is empty.

    Args:
        before: The earlier text.
        after: The later text.

    Returns:
        The parts in reading order; a removal stands before the addition that takes its place.
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    head = _common_prefix(old, new)
    tail = _common_prefix(old[head:][::-1], new[head:][::-1])
    old_end, new_end = len(old) - tail, len(new) - tail
    raw: list[tuple[Change, Sequence[str]]] = [("same", old[:head])]
    raw += _middle(old[head:old_end], new[head:new_end])
    raw.append(("same", old[old_end:]))
    return list(_merged(raw))


def _common_prefix(left: Sequence[str], right: Sequence[str]) -> int:
    """Return how many tokens the two sequences begin with in common."""
    count = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        count += 1
    return count


def _middle(old: list[str], new: list[str]) -> Iterator[tuple[Change, Sequence[str]]]:
    """Yield the comparison of what is left once the common beginning and end are taken off."""
    if len(old) * len(new) > MAX_DIFF_CELLS:
        yield "removed", old
        yield "added", new
        return
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield "same", old[i1:i2]
        else:
            yield "removed", old[i1:i2]
            yield "added", new[j1:j2]


def _merged(raw: list[tuple[Change, Sequence[str]]]) -> Iterator[DiffPart]:
    """Join neighbours of one kind and drop empty parts."""
    kind: Change = "same"
    held: list[str] = []
    for next_kind, tokens in raw:
        if not tokens:
            continue
        if next_kind != kind and held:
            yield DiffPart(kind, "".join(held))
            held = []
        kind = next_kind
        held.extend(tokens)
    if held:
        yield DiffPart(kind, "".join(held))
