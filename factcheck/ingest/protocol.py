"""What host and import worker say to each other.

The host writes one line of JSON (`Request`) and then the document's bytes. The worker answers with
one JSON object (`Reading`) and ends. The worker is not trusted: it has just read something hostile,
so the host believes nothing in the answer that `understand` has not looked at.

Plain dataclasses, since the worker needs no validation and should start fast; the host validates
them with pydantic.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from factcheck.text.blocks import BlockKind  # noqa: TC001 - pydantic reads it at run time

Kind = Literal[
    "text",
    "html",
    "pdf",
    "zip",
    "gzip",
    "warc",
    "mail",
    "subtitles",
    "json",
    "csv",
    "feed",
]
"""What a document is read as; `zip` and `gzip` are looked into by the worker."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one worker may use.

    Attributes:
        memory: Bytes of address space.
        cpu: Seconds of processor time.
        wall: Seconds by the clock.
        answer: Bytes of its answer.
        spill: Bytes that it may write for the members of a container.
    """

    memory: int = 1 << 30
    cpu: int = 20
    wall: float = 30.0
    answer: int = 32 << 20
    spill: int = 256 << 20


@dataclass(frozen=True, slots=True)
class Request:
    """What the worker is asked to read.

    Attributes:
        kind: The format.
        name: The document as the person named it, for messages.
        size: Number of bytes that follow.
        charset: The encoding that came with the document (a Content-Type header), or empty.
        url: Where the document was fetched from, or empty.
        limits: What the worker may use.
    """

    kind: Kind
    name: str
    size: int
    charset: str = ""
    url: str = ""
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Said:
    """One fact that the document states, as `factcheck.ingest.document.Fact`."""

    value: str
    note: str
    how: Literal["found", "inferred"] = "found"


@dataclass(frozen=True, slots=True)
class Piece:
    """One block: its kind, and its text on one line."""

    kind: BlockKind
    text: str


@dataclass(frozen=True, slots=True)
class PieceCue:
    """A cue as in `factcheck.ingest.document.Cue`, its offsets within piece number `piece`."""

    piece: int
    start: int
    end: int
    from_ms: int
    to_ms: int
    speaker: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Why something could not be read, and what to do about it."""

    message: str
    hint: str = ""


@dataclass(slots=True)
class Part:
    """One document in what was read.

    Attributes:
        media_type: What kind of file it was.
        name: Of a container's member: what it is called in there; otherwise empty.
        encoding: How its characters were encoded; empty where that has no meaning.
        text: Plain text whose blocks are to be found by its looks; empty where `pieces` has them.
        pieces: The blocks in order.
        facts: What it says of itself, by metadata field.
        warnings: What a person should know, one sentence each.
        cues: Of a transcript.
        spilled: Of a container's member: where its bytes stand in the spill file.
        unread: The bytes at `spilled` are a document that has yet to be read.
        charset: The encoding that the container gives for an unread member.
        refused: Why this member has no text.
    """

    media_type: str
    name: str = ""
    encoding: str = ""
    text: str = ""
    pieces: list[Piece] = field(default_factory=list)
    facts: dict[str, Said] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    cues: list[PieceCue] = field(default_factory=list)
    spilled: tuple[int, int] | None = None
    unread: bool = False
    charset: str = ""
    refused: Refused | None = None


@dataclass(slots=True)
class Reading:
    """The worker's answer.

    Attributes:
        parts: The documents; more than one only of a container.
        notes: What a person should know of a container as a whole.
        refused: Why nothing could be read; `parts` is then empty.
        missing: Protections that this system does not give the worker, in plain words.
    """

    parts: list[Part] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    refused: Refused | None = None
    missing: list[str] = field(default_factory=list)
