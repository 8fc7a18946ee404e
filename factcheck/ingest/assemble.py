"""From what a worker read to a `Document`: the same sentences and facts as for a plain text."""

from __future__ import annotations

import hashlib
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from factcheck.ingest.document import METADATA_FIELDS, BlockSpan, Cue, Document, Fact
from factcheck.ingest.outline import Outline
from factcheck.ingest.refusals import broken, no_text, refusal
from factcheck.text.blocks import Block
from factcheck.text.language import UNDETERMINED, LanguageGuess, detect_language
from factcheck.text.normalise import normalise
from factcheck.text.safe import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factcheck.ingest.protocol import Part, Piece, PieceCue

MAX_TEXT: Final = 8 << 20
"""Code points of one document's text: more than any book."""
MAX_FACT: Final = 2_000
"""Code points of one fact."""

_BETWEEN: Final = "\n\n"
# Neither white space nor anything that can be seen.
_NOTHING: Final = re.compile("[\\s\ufffd\u200b-\u200f\u2060\ufeff]*")
_ISO_DATE: Final = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_LANGUAGE: Final = re.compile(r"([A-Za-z]{2,3})(?:[-_][\w-]{1,32})?")
_DATES: Final = ("published_on", "updated_on")


class _Text(NamedTuple):
    """A document's text and, where the format tells them, its blocks."""

    text: str
    blocks: tuple[Block, ...] | None


def assemble(part: Part, data: bytes, name: str, today: date) -> Document:
    """Return the document of one part of a worker's reading.

    Args:
        part: What was read.
        data: The document's own bytes.
        name: The document, for messages.
        today: A date after the day that follows it is not believed.

    Raises:
        IngestError: There is no text in it, or too much.
    """
    whole = _whole(part)
    if len(whole.text) > MAX_TEXT:
        hint = "Split it, and ingest the parts."
        raise refusal(name, f"holds more than {MAX_TEXT >> 20} million characters of text", hint)
    if _NOTHING.fullmatch(whole.text):
        raise no_text(name, "it is empty", "Look whether it is the right file.")
    warnings = [normalise(warning)[:MAX_FACT] for warning in part.warnings]
    facts = _facts(part, today, warnings)
    guess = _language(whole.text, facts)
    outline = Outline(whole.text, guess.code, whole.blocks)
    return Document(
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        media_type=part.media_type,
        encoding=part.encoding,
        text=whole.text,
        text_sha256=hashlib.sha256(whole.text.encode()).hexdigest(),
        language=guess.code,
        language_confidence=guess.confidence,
        metadata={**outline.metadata(today), **facts},
        sentences=outline.sentences(),
        warnings=tuple(warnings),
        blocks=outline.block_spans(),
        cues=_cues(part.cues, part.pieces, outline.block_spans(), name),
    )


def with_address(document: Document, url: str) -> Document:
    """Return the document with the address that it was fetched from, unless it names its own."""
    if not url or "url" in document.metadata:
        return document
    fact = Fact(value=url, how="found", note="the address that it was fetched from")
    return document.model_copy(update={"metadata": {**document.metadata, "url": fact}})


def _whole(part: Part) -> _Text:
    """Join the pieces, a blank line between two."""
    if not part.pieces:
        return _Text(normalise(part.text), None)
    at = 0
    blocks, texts = [], []
    for piece in part.pieces:
        text = normalise(piece.text).strip()
        if text:
            blocks.append(Block(at, at + len(text), piece.kind))
            texts.append(text)
            at += len(text) + len(_BETWEEN)
    return _Text(_BETWEEN.join(texts), tuple(blocks))


def _facts(part: Part, today: date, warnings: list[str]) -> dict[str, Fact]:
    """Return the facts that can be believed; what cannot becomes a warning."""
    facts = {}
    for field, said in part.facts.items():
        value = one_line_of(said.value)
        if not value or field not in METADATA_FIELDS:
            continue
        if field in _DATES and not _is_past(value, today):
            warnings.append(
                f"The document gives {one_line(value)} as a date of its own ({said.note}): "
                "not a day that has come, so not taken."
            )
            continue
        facts[field] = Fact(value=value, how=said.how, note=one_line_of(said.note))
    return facts


def one_line_of(text: str) -> str:
    """Return `text` normalised and on one line, cut to what a fact may have."""
    return " ".join(normalise(text[: 2 * MAX_FACT]).split())[:MAX_FACT]


def _is_past(value: str, today: date) -> bool:
    """Say whether `value` is an ISO 8601 date that has come somewhere on earth."""
    if not _ISO_DATE.fullmatch(value):
        return False
    try:
        first = date(*(*map(int, value.split("-")), 1, 1)[:3])
    except ValueError:
        return False
    return first <= today + timedelta(days=1)


def _language(text: str, facts: Mapping[str, Fact]) -> LanguageGuess:
    """Return the language that the text shows, or else the one that the document declares.

    Declarations are often left over from a template, so they only decide where the text does not.
    """
    guess = detect_language(text)
    declared = _LANGUAGE.fullmatch(facts["language"].value) if "language" in facts else None
    if guess.code != UNDETERMINED or declared is None:
        return guess
    return LanguageGuess(declared[1].lower(), 0.0)


def _cues(
    cues: Sequence[PieceCue], pieces: Sequence[Piece], blocks: Sequence[BlockSpan], name: str
) -> tuple[Cue, ...]:
    """Return the cues with offsets of the whole text."""
    found = []
    for cue in cues:
        if len(blocks) != len(pieces) or not 0 <= cue.piece < len(blocks):
            raise broken(name, "a cue outside the text")
        block = blocks[cue.piece]
        if not 0 <= cue.start < cue.end <= block.end - block.start or cue.from_ms < 0:
            raise broken(name, "a cue outside its block")
        found.append(
            Cue(
                start=block.start + cue.start,
                end=block.start + cue.end,
                from_ms=cue.from_ms,
                to_ms=max(cue.from_ms, cue.to_ms),
                speaker=one_line_of(cue.speaker),
            )
        )
    return tuple(found)
