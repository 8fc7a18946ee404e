"""What a person asks for, validated at the door.

Commands are imperative and plain: every text is normalised (NFC, LF, no NUL, no lone
surrogates), stripped and capped, every date is ISO 8601 of reduced precision. A field left None in
an edit is not touched. Invalid input becomes one `InvalidInputError` in plain words
(`parse_command`).
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from factcheck.domain.errors import InvalidInputError
from factcheck.domain.vocabulary import ClaimType, HowKnown, Mark, SourceKind, Stance
from factcheck.text.normalise import normalise

_ISO_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_HTTP_URL = re.compile(r"https?://[^\s\"<>]+", re.IGNORECASE)


def _clean(value: object) -> object:
    return normalise(value).strip() if isinstance(value, str) else value


def _one_line(value: str) -> str:
    return " ".join(value.split())


def _iso_date(value: str) -> str:
    if not value:
        return ""
    match = _ISO_DATE.fullmatch(value)
    if match is None:
        msg = "is not a date of the form 2013, 2013-11 or 2013-11-12"
        raise ValueError(msg)
    year, month, day = match.groups()
    date(int(year), int(month or 1), int(day or 1))
    return value


def _http_url(value: str) -> str:
    if value and not _HTTP_URL.fullmatch(value):
        msg = "is not an address that begins with http:// or https://"
        raise ValueError(msg)
    return value


Line = Annotated[str, BeforeValidator(_clean), AfterValidator(_one_line), Field(max_length=500)]
"""A single line of text, at most 500 code points."""

LongText = Annotated[str, BeforeValidator(_clean), Field(max_length=20_000)]
"""Running text, at most 20,000 code points."""

IsoDate = Annotated[str, BeforeValidator(_clean), AfterValidator(_iso_date)]
"""An ISO 8601 date of reduced precision, or empty for unknown."""

HttpUrl = Annotated[
    str, BeforeValidator(_clean), AfterValidator(_http_url), Field(max_length=2_000)
]
"""An http or https address, or empty."""

Handle = Annotated[
    str, BeforeValidator(_clean), Field(min_length=1, max_length=64, pattern=r"^[^\s\x00-\x1f+]+$")
]
"""A reviewer's short name: one word, without `+`, which signed notes keep for themselves."""


class Command(BaseModel):
    """Base of all commands: frozen, nothing unknown accepted."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class FoundDesk(Command):
    """Found a desk of this name."""

    name: Annotated[Line, Field(min_length=1)]


class EditArticle(Command):
    """Correct an article's metadata. `how` and `why` say how the new values are known."""

    article_id: str
    version: int
    title: Line | None = None
    publisher: Line | None = None
    authors: Line | None = None
    url: HttpUrl | None = None
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")] | None = None
    published_on: IsoDate | None = None
    how: HowKnown = HowKnown.ENTERED
    why: Line = ""


class MarkSentence(Command):
    """Decide of one sentence; `version` is the one that was on the screen."""

    article_id: str
    start: int
    version: int
    mark: Mark


class SplitSentence(Command):
    """Make two sentences of one; the second begins at `at`, a code point of the article's text."""

    article_id: str
    start: int
    version: int
    at: int


class JoinSentences(Command):
    """Make one sentence of the one at `start` and the next, both as they were read."""

    article_id: str
    start: int
    version: int
    next_version: int


class TagClaim(Command):
    """Make a claim of a span of an article: a sentence, a part of one, or more than one."""

    article_id: str
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=1)]
    restatement: LongText = ""
    claimant: Line = ""
    said_on: IsoDate = ""
    type: ClaimType | None = None
    topics: tuple[Line, ...] = ()
    note: LongText = ""


class EditClaim(Command):
    """Change fields of a claim; None leaves a field as it is (`clear_type` removes the type)."""

    claim_id: str
    version: int
    restatement: LongText | None = None
    claimant: Line | None = None
    said_on: IsoDate | None = None
    type: ClaimType | None = None
    clear_type: bool = False
    topics: tuple[Line, ...] | None = None
    note: LongText | None = None


class RemoveClaim(Command):
    """Take a claim back; refused while evidence or verdicts stand on it."""

    claim_id: str
    version: int


class AddSource(Command):
    """Put a source on record. With a `document_sha256` its text can be quoted."""

    title: Line
    url: HttpUrl = ""
    publisher: Line = ""
    author: Line = ""
    published_on: IsoDate = ""
    language: Line = ""
    kind: SourceKind = SourceKind.OTHER
    note: LongText = ""
    document_sha256: str | None = None


class LinkEvidence(Command):
    """Link a source to a claim, with the passage that bears on it.

    `start` and `end` are the passage's span in the text of the source's document (code points);
    both None for evidence without a quoted passage.
    """

    claim_id: str
    source_id: str
    stance: Stance
    start: int | None = None
    end: int | None = None
    note: LongText = ""


class EditEvidence(Command):
    """Change the stance or note of a piece of evidence."""

    evidence_id: str
    version: int
    stance: Stance | None = None
    note: LongText | None = None


class RemoveEvidence(Command):
    """Unlink a piece of evidence."""

    evidence_id: str
    version: int


class RecordVerdict(Command):
    """Rate a claim.

    `claim_version` is the one that was on the screen, so that nobody rates a claim whose words
    have changed since; `supersedes` is the verdict seen to stand, if any.
    """

    claim_id: str
    claim_version: int
    rating_code: str
    explanation: LongText = ""
    supersedes: str | None = None


CommandT = TypeVar("CommandT", bound=Command)


def parse_command(kind: type[CommandT], /, **fields: object) -> CommandT:
    """Build a command from what was typed.

    Args:
        kind: The command's class.
        fields: Its fields as typed.

    Raises:
        InvalidInputError: In plain words, naming the first field at fault.
    """
    try:
        return kind.model_validate(fields)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else "input"
        field = _FIELD_WORDS.get(name, name.replace("_", " "))
        msg = f"The {field} {_plain_reason(dict(first))}."
        raise InvalidInputError(msg, hint="Nothing was changed.") from None


_FIELD_WORDS = {"said_on": "date", "published_on": "date", "url": "address"}


def _plain_reason(error: dict[str, Any]) -> str:
    """Return what is wrong with a field, to stand after its name."""
    told = str(error["msg"]).removeprefix("Value error, ")
    context = error.get("ctx", {})
    if "max_length" in context:
        return f"is longer than {context['max_length']:,} characters"
    if "min_length" in context or error["type"] == "missing":
        return "is missing"
    if told.startswith("is "):
        return told
    return f"cannot be used: {told[:1].lower()}{told[1:]}"
