"""The page that is read: an article's text as paragraphs of sentences, with its claims in place.

Built off the screen's thread and never changed; a decision gives a new page that shares the rest.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from factcheck.domain.rows import Sentence
from factcheck.domain.vocabulary import Mark, SentenceKind
from factcheck.text.blocks import blocks
from factcheck.text.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from factcheck.domain.views import ArticleView, ClaimView

MAX_PARAGRAPH_SENTENCES: Final = 120
MAX_PARAGRAPH_CHARACTERS: Final = 20_000
"""Longer paragraphs are drawn as several, so that none takes long to set."""


class Paragraph(NamedTuple):
    """A block of the text: the sentences `[first, last)` and the span they fill."""

    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True)
class Page:
    """A text to step through.

    Attributes:
        text: The text itself, raw.
        sentences: Its sentences in order.
        paragraphs: Its paragraphs in order.
        claims: Its claims by their place.
    """

    text: str
    sentences: tuple[Sentence, ...]
    paragraphs: tuple[Paragraph, ...]
    claims: tuple[ClaimView, ...] = ()

    def sentence_text(self, index: int) -> str:
        """Return the words of a sentence."""
        sentence = self.sentences[index]
        return self.text[sentence.start : sentence.end]

    def paragraph_of(self, sentence: int) -> int:
        """Return which paragraph a sentence stands in."""
        firsts = self._firsts
        return max(0, bisect_right(firsts, sentence) - 1)

    def sentence_at(self, offset: int) -> int:
        """Return the sentence at an offset of the text, or the one before it."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def claims_in(self, start: int, end: int) -> list[int]:
        """Return the claims that touch `[start, end)`, by their place in `claims`."""
        # A claim may run over several sentences, so those that begin earlier are looked at too.
        stop = bisect_right(self._claim_starts, end - 1)
        return [at for at in range(stop) if self.claims[at].claim.end > start]

    def claims_of(self, sentence: int) -> list[int]:
        """Return the claims of a sentence, by their place in `claims`."""
        found = self.sentences[sentence]
        return self.claims_in(found.start, found.end)

    def step(self, sentence: int, direction: int) -> int:
        """Return the next sentence in a direction that is no furniture, or the same one."""
        at = sentence + direction
        while 0 <= at < len(self.sentences):
            if self.sentences[at].counted:
                return at
            at += direction
        return sentence

    def step_paragraph(self, sentence: int, direction: int) -> int:
        """Return the first sentence of the next paragraph in a direction that holds one."""
        at = self.paragraph_of(sentence) + direction
        while 0 <= at < len(self.paragraphs):
            paragraph = self.paragraphs[at]
            for index in range(paragraph.first, paragraph.last):
                if self.sentences[index].counted:
                    return index
            at += direction
        return self.first if direction < 0 else sentence

    def step_unreviewed(self, sentence: int, direction: int) -> int | None:
        """Return the next undecided sentence in a direction, going round at the end, or None."""
        total = len(self.sentences)
        for distance in range(1, total + 1):
            at = (sentence + direction * distance) % total
            if self.sentences[at].counted and self.sentences[at].mark is Mark.UNTOUCHED:
                return at
        return None

    @property
    def first(self) -> int:
        """The first sentence that is no furniture."""
        return next((at for at, row in enumerate(self.sentences) if row.counted), 0)

    @property
    def last(self) -> int:
        """The last sentence that is no furniture."""
        total = len(self.sentences)
        return next((at for at in reversed(range(total)) if self.sentences[at].counted), 0)

    def with_sentence(self, sentence: Sentence) -> Page:
        """Return the page with one sentence decided otherwise."""
        at = self.sentence_at(sentence.start)
        return replace(self, sentences=(*self.sentences[:at], sentence, *self.sentences[at + 1 :]))

    @cached_property
    def counted(self) -> int:
        """How many sentences are to be decided of."""
        return self._ordinals[-1] if self._ordinals else 0

    def ordinal(self, sentence: int) -> int:
        """Return the how many-eth of them a sentence is; furniture has that of the one before."""
        return self._ordinals[sentence]

    @cached_property
    def _ordinals(self) -> list[int]:
        return list(accumulate(int(sentence.counted) for sentence in self.sentences))

    @cached_property
    def _firsts(self) -> list[int]:
        return [paragraph.first for paragraph in self.paragraphs]

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    @cached_property
    def _claim_starts(self) -> list[int]:
        return [view.claim.start for view in self.claims]


def page_of_article(view: ArticleView) -> Page:
    """Build the page of an article."""
    paragraphs = tuple(_paragraphs(view.text, view.sentences))
    return Page(view.text, view.sentences, paragraphs, view.claims)


def page_of_text(text: str, language: str) -> Page:
    """Build the page of a source's text, which nobody marks."""
    sentences = tuple(
        Sentence.model_construct(
            article_id="",
            start=span.start,
            end=span.end,
            kind=SentenceKind.SENTENCE,
            rule="",
            mark=Mark.UNTOUCHED,
            version=0,
        )
        for span in split_sentences(text, language or "und")
    )
    return Page(text, sentences, tuple(_paragraphs(text, sentences)))


def _paragraphs(text: str, sentences: Sequence[Sentence]) -> Iterator[Paragraph]:
    """Yield the paragraphs that the sentences form."""
    block_starts = [block.start for block in blocks(text)]
    begin = 0
    for at, (one, other) in enumerate(pairwise(sentences)):
        block_ends = bisect_right(block_starts, one.start) != bisect_right(
            block_starts, other.start
        )
        long = (
            at + 1 - begin >= MAX_PARAGRAPH_SENTENCES
            or other.end - sentences[begin].start > MAX_PARAGRAPH_CHARACTERS
        )
        if block_ends or long:
            yield Paragraph(sentences[begin].start, one.end, begin, at + 1)
            begin = at + 1
    if begin < len(sentences):
        yield Paragraph(sentences[begin].start, sentences[-1].end, begin, len(sentences))
