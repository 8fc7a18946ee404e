"""What an importer returns: one document, read once, with exact spans over its text."""

from __future__ import annotations

from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from factcheck.text.blocks import BlockKind

METADATA_FIELDS: Final = (
    "title",
    "publisher",
    "published_on",
    "updated_on",
    "authors",
    "url",
    "language",
    "recipients",
    "message_id",
)
"""The fields that `Document.metadata` can hold; the last two only of an e-mail."""

How = Literal["found", "inferred", "entered"]
SentenceKind = Literal["sentence", "furniture", "heading"]

_FROZEN: Final = ConfigDict(frozen=True, extra="forbid")


class Fact(BaseModel):
    """One thing known of a document, with where it comes from.

    Attributes:
        value: What it is; a date in ISO 8601 (reduced precision allowed), authors joined by `; `.
        how: `found` (the text says so), `inferred` (a person or rule concluded it) or `entered`.
        note: Where it was found or why it was concluded, in plain words.
    """

    model_config = _FROZEN

    value: str
    how: How
    note: str = ""


class SentenceSpan(BaseModel):
    """One sentence, heading or piece of furniture of a document.

    Attributes:
        start: Offset of its first code point in the document's text.
        end: Offset after its last code point.
        kind: Whether there is something to check in it.
        rule: Which furniture rule matched; empty for the others.
        block: Number of the block (paragraph) that it stands in, from 0.
    """

    model_config = _FROZEN

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    kind: SentenceKind = "sentence"
    rule: str = ""
    block: int = Field(default=0, ge=0)


class BlockSpan(BaseModel):
    """One block of a document; `SentenceSpan.block` is its number.

    Attributes:
        start: Offset of its first code point in the document's text.
        end: Offset after its last code point.
        kind: What the format says it is; of a plain text, what it looks like.
    """

    model_config = _FROZEN

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    kind: BlockKind = "paragraph"


class Cue(BaseModel):
    """One cue of a transcript: who said a stretch of the text, and when.

    A cue is no sentence: subtitles break in mid-sentence, and a cue can hold two. So the cues lie
    beside the text, and whoever wants the time of a sentence looks which cues its span touches.

    Attributes:
        start: Offset of its first code point in the document's text.
        end: Offset after its last code point.
        from_ms: When it begins, in milliseconds from the start of the recording.
        to_ms: When it ends.
        speaker: Who speaks, as the file names him; empty where it does not.
    """

    model_config = _FROZEN

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    from_ms: int = Field(ge=0)
    to_ms: int = Field(ge=0)
    speaker: str = ""


class Document(BaseModel):
    """A document as the desk stores it.

    Attributes:
        sha256: SHA-256 of the original bytes, lower-case hex; its name in the archive.
        size: Number of the original bytes.
        media_type: What kind of file it was, such as `text/plain`.
        encoding: How its characters were encoded, by Python's name; empty where it has no meaning.
        text: The text, normalised; every offset is in code points of it.
        text_sha256: SHA-256 of the UTF-8 form of `text`, lower-case hex.
        language: BCP 47 primary subtag, or `und`.
        language_confidence: From 0 to 1.
        metadata: What the text says of itself, by field (`METADATA_FIELDS`); nothing is made up.
        sentences: Its sentences in order; every character that is not white space is in one.
        warnings: What a person should know of the reading, one sentence each.
        blocks: Its blocks in order.
        cues: Its cues in order; only a transcript has them.
    """

    model_config = _FROZEN

    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    size: int = Field(ge=0)
    media_type: str
    encoding: str
    text: str
    text_sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    language: str
    language_confidence: float = Field(ge=0.0, le=1.0)
    metadata: dict[str, Fact] = Field(default_factory=dict)
    sentences: tuple[SentenceSpan, ...]
    warnings: tuple[str, ...] = ()
    blocks: tuple[BlockSpan, ...] = ()
    cues: tuple[Cue, ...] = ()
