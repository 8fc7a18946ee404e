"""Quotes that can be found again: a passage with its context and where it stood.

The three parts (exact, prefix, suffix) are those of the W3C Web Annotation Data Model's
TextQuoteSelector; start and end are its TextPositionSelector. A quote is never silently put in
another place: where the text does not decide, a person must.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from factcheck.text.normalise import normalise
from factcheck.text.spans import Span

DEFAULT_CONTEXT: Final = 32
MAX_CANDIDATES: Final = 1_000
"""Places that are looked at; a passage found more often than that is ambiguous anyhow."""

AnchorState = Literal["exact", "moved", "ambiguous", "gone"]


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage of a text with what stands around it.

    Attributes:
        exact: The passage itself.
        prefix: The characters before it; shorter at the beginning of the text.
        suffix: The characters after it; shorter at the end of the text.
        start: Offset of its first code point in the text that it was taken from.
        end: Offset after its last code point.
    """

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Anchoring:
    """Where a quote stands in a text, and how sure that is.

    Attributes:
        state: `exact` (where it was), `moved` (elsewhere, without doubt), `ambiguous` (a person
            must choose among the candidates) or `gone`.
        start: Offset of the first code point; None where the state is `ambiguous` or `gone`.
        end: Offset after the last code point; None as above.
        candidates: Every place where the passage stands, at most `MAX_CANDIDATES`.
    """

    state: AnchorState
    start: int | None
    end: int | None
    candidates: tuple[Span, ...]


def make_quote(text: str, start: int, end: int, context: int = DEFAULT_CONTEXT) -> Quote:
    """Return the quote of `text[start:end]`.

    Args:
        text: The whole text.
        start: Offset of the first code point.
        end: Offset after the last code point.
        context: How many code points to keep on each side.

    Returns:
        The quote.

    Raises:
        ValueError: The span is empty or lies outside the text, or the context is negative.
    """
    if not 0 <= start < end <= len(text):
        message = f"no passage at [{start}, {end}) in a text of {len(text)} code points"
        raise ValueError(message)
    if context < 0:
        message = "the context cannot be negative"
        raise ValueError(message)
    return Quote(
        exact=text[start:end],
        prefix=text[max(0, start - context) : start],
        suffix=text[end : end + context],
        start=start,
        end=end,
    )


def locate(quote: Quote, text: str) -> Anchoring:
    """Find `quote` in `text`, which may be another version of the document it came from.

    It is `exact` at its old position when it is the only such passage or its context there agrees
    at least as well as anywhere else; `moved` when it stands in one other place only, or in several
    of which exactly one has both contexts; else `ambiguous`.

    Args:
        quote: What to look for.
        text: The text to look in, normalised.

    Returns:
        The anchoring.
    """
    candidates = _occurrences(text, quote.exact)
    if not candidates:
        return Anchoring("gone", None, None, ())
    here = Span(quote.start, quote.end)
    agreement = {span: _agreement(quote, text, span) for span in candidates}
    if here in agreement and _holds_its_place(here, agreement):
        return Anchoring("exact", here.start, here.end, candidates)
    certain = [span for span, sides in agreement.items() if sides == _BOTH]
    if len(candidates) == 1:
        certain = list(candidates)
    if len(certain) == 1 and len(candidates) < MAX_CANDIDATES:
        return Anchoring("moved", certain[0].start, certain[0].end, candidates)
    return Anchoring("ambiguous", None, None, candidates)


_BOTH: Final = 2


def _holds_its_place(here: Span, agreement: dict[Span, int]) -> bool:
    """Say whether the passage at its old position is the one that was meant.

    Two equal passages can change places when text is cut before them, so the position alone decides
    only where no other candidate fits the context as well.
    """
    if agreement[here] == _BOTH:
        return True
    return all(sides < agreement[here] for span, sides in agreement.items() if span != here)


def _agreement(quote: Quote, text: str, span: Span) -> int:
    """Return on how many sides (0 to 2) the context of the quote stands around `span`."""
    before = text[max(0, span.start - len(quote.prefix)) : span.start]
    after = text[span.end : span.end + len(quote.suffix)]
    return (before == quote.prefix) + (after == quote.suffix)


def _occurrences(text: str, exact: str) -> tuple[Span, ...]:
    """Return every place of `exact`, overlapping ones too, up to the cap."""
    found: list[Span] = []
    at = text.find(exact) if exact else -1
    while at >= 0 and len(found) < MAX_CANDIDATES:
        found.append(Span(at, at + len(exact)))
        at = text.find(exact, at + 1)
    return tuple(found)


# What a person types for what a page prints. Each key may become several characters.
_SAME: Final[dict[str, str]] = {
    **dict.fromkeys("“”„‟«»〝〞″＂", '"'),
    **dict.fromkeys("‘’‚‛‹›′＇ʼ`´", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "…": "...",
    "\u00ad": "",
    "\u200b": "",
    "\ufeff": "",
}
_RUN = re.compile(r"\s+|\S")


def find_passage(text: str, typed: str) -> list[Span]:
    """Find a passage that a person typed or pasted, as the text really spells it.

    Differences of white space, of case, of the style of quotation marks, dashes and the ellipsis do
    not count, nor do soft hyphens. Letters, digits and other punctuation must agree.

    Args:
        text: The source's text, normalised.
        typed: What was typed.

    Returns:
        The spans in `text`, in order, not overlapping; empty where it is not there or where nothing
        but white space was typed.
    """
    wanted, _ = _folded(normalise(typed).strip())
    wanted = wanted.strip()
    if not wanted:
        return []
    folded, origin = _folded(text)
    found: list[Span] = []
    at = folded.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        span = Span(origin[at].start, origin[end - 1].end)
        # A match may not begin or end inside what one character became ("ß" is "ss" in folded
        # text).
        whole = (at == 0 or origin[at - 1] != origin[at]) and (
            end == len(folded) or origin[end] != origin[end - 1]
        )
        found += [span] if whole else []
        at = folded.find(wanted, end if whole else at + 1)
    return found


def _folded(text: str) -> tuple[str, list[Span]]:
    """Return the text without differences that do not count, and where each character is from."""
    characters: list[str] = []
    origin: list[Span] = []
    for match in _RUN.finditer(text):
        piece = match.group()
        folded = " " if piece[0].isspace() else _SAME.get(piece, piece).casefold()
        characters.append(folded)
        origin.extend([Span(match.start(), match.end())] * len(folded))
    return "".join(characters), origin
