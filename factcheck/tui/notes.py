"""The notes under a paragraph: what was decided of its sentences, in their order. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from factcheck.domain.vocabulary import Mark
from factcheck.text.safe import one_line
from factcheck.tui.phrases import MARK_SYMBOLS, MARK_WORDS, verdict_words

if TYPE_CHECKING:
    from factcheck.tui.page import Page, Paragraph


class Note(NamedTuple):
    """A note, safe to show, and the sentence and claim it is about."""

    text: str
    sentence: int
    claim: int | None = None


def notes_of(page: Page, paragraph: Paragraph) -> list[Note]:
    """Return the notes of a paragraph; sentences nobody decided of have none."""
    alone = paragraph.last - paragraph.first == 1
    notes: list[Note] = []
    told: set[int] = set()
    for index in range(paragraph.first, paragraph.last):
        sentence = page.sentences[index]
        claims = [at for at in page.claims_of(index) if at not in told]
        told.update(claims)
        for at in claims:
            view = page.claims[at]
            notes.append(Note(one_line(f"◆ {view.claim.ref} {verdict_words(view)}"), index, at))
        if sentence.mark in {Mark.NOT_A_CLAIM, Mark.QUERY}:
            symbol = MARK_SYMBOLS[sentence.mark]
            word = MARK_WORDS[sentence.mark].removeprefix("a ")
            short = sentence.mark is Mark.NOT_A_CLAIM and not alone
            notes.append(Note(symbol if short else f"{symbol} {word}", index))
    return notes
