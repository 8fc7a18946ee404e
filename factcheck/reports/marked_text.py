"""An article's text cut where its sentences and claims begin and end, so that it can be shown.

Nothing of the text is lost: the pieces of all segments of all paragraphs, joined, are the text but
for the white space between paragraphs.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from factcheck.domain.views import ArticleView, ClaimView, shorten
from factcheck.domain.vocabulary import Mark, SentenceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from factcheck.domain.rows import Sentence

_BEGINNING: Final = 80
"""Code points of a sentence that tell it from others."""

ParagraphKind = Literal["paragraph", "heading", "furniture"]


class Piece(NamedTuple):
    """A run of text that lies in the same claims throughout.

    Attributes:
        text: The characters.
        claim: The claim it is shown as part of: the shortest of those it lies in.
        begins: Claims that begin with this piece.
        ends: Claims that end with this piece.
    """

    text: str
    claim: ClaimView | None
    begins: tuple[ClaimView, ...]
    ends: tuple[ClaimView, ...]


class Segment(NamedTuple):
    """A sentence, or the text between two (`sentence` and `number` are None there)."""

    sentence: Sentence | None
    number: int | None
    pieces: tuple[Piece, ...]


class Paragraph(NamedTuple):
    """What stands together."""

    kind: ParagraphKind
    segments: tuple[Segment, ...]


class Hole(NamedTuple):
    """A sentence that nobody has decided of, or that is an open question."""

    number: int
    sentence: Sentence
    beginning: str


def numbered_sentences(sentences: Iterable[Sentence]) -> dict[int, Sentence]:
    """Number the sentences that count, from 1; furniture has no number."""
    return dict(enumerate((sentence for sentence in sentences if sentence.counted), start=1))


def holes(view: ArticleView) -> tuple[Hole, ...]:
    """Return what is missing from full coverage, in order of the text."""
    return tuple(
        Hole(number, sentence, shorten(view.text[sentence.start : sentence.end], _BEGINNING))
        for number, sentence in numbered_sentences(view.sentences).items()
        if sentence.mark in {Mark.UNTOUCHED, Mark.QUERY}
    )


def paragraphs(view: ArticleView) -> tuple[Paragraph, ...]:
    """Cut an article's text into paragraphs of sentences of pieces."""
    # In a hard-wrapped text a single line end only fills the line.
    wrapped = any("\n" in view.text[s.start : s.end] for s in view.sentences)
    break_at = "\n\n" if wrapped else "\n"
    done: list[Paragraph] = []
    current: list[Segment] = []
    for segment in _segments(view):
        text = "".join(piece.text for piece in segment.pieces)
        head, broken, tail = text.partition(break_at)
        if segment.sentence is not None:
            if current and _kind_of(segment) != _kind_of(current[0]):
                _close(done, current)
            current.append(segment)
        elif head.strip() or (current and not broken):
            current.append(segment)
        if broken and segment.sentence is None:
            _close(done, current)
            if tail.strip() and not head.strip():
                current.append(segment)
    _close(done, current)
    return tuple(done)


def _kind_of(segment: Segment) -> ParagraphKind:
    if segment.sentence is None or segment.sentence.kind is SentenceKind.SENTENCE:
        return "paragraph"
    return "heading" if segment.sentence.kind is SentenceKind.HEADING else "furniture"


def _close(done: list[Paragraph], current: list[Segment]) -> None:
    if any(piece.text.strip() for segment in current for piece in segment.pieces):
        done.append(Paragraph(_kind_of(current[0]), tuple(current)))
    current.clear()


def _segments(view: ArticleView) -> Iterator[Segment]:
    pieces = list(_pieces(view))
    numbers = {s.start: number for number, s in numbered_sentences(view.sentences).items()}
    at = 0
    place = 0
    for start, end, sentence in _spans(view):
        inside = []
        while at < len(pieces) and place < end:
            inside.append(pieces[at])
            place += len(pieces[at].text)
            at += 1
        yield Segment(sentence, numbers.get(start) if sentence else None, tuple(inside))


def _spans(view: ArticleView) -> Iterator[tuple[int, int, Sentence | None]]:
    """Yield the sentences and, between them, what lies between them."""
    place = 0
    for sentence in view.sentences:
        if sentence.start > place:
            yield place, sentence.start, None
        yield sentence.start, sentence.end, sentence
        place = sentence.end
    if place < len(view.text):
        yield place, len(view.text), None


def _pieces(view: ArticleView) -> Iterator[Piece]:
    beginning: dict[int, list[ClaimView]] = {}
    ending: dict[int, list[ClaimView]] = {}
    for claim in view.claims:
        beginning.setdefault(claim.claim.start, []).append(claim)
        ending.setdefault(claim.claim.end, []).append(claim)
    cuts = {0, len(view.text), *beginning, *ending}
    for sentence in view.sentences:
        cuts |= {sentence.start, sentence.end}
    places = sorted(cuts)
    active: list[ClaimView] = []
    for start, end in pairwise(places):
        begins = beginning.get(start, [])
        active = [claim for claim in active if claim.claim.end > start] + begins
        yield Piece(
            text=view.text[start:end],
            claim=min(active, key=_length, default=None),
            begins=tuple(begins),
            ends=tuple(ending.get(end, ())),
        )


def _length(view: ClaimView) -> tuple[int, int]:
    return view.claim.end - view.claim.start, view.claim.number
