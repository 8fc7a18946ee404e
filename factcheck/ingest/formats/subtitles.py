"""Transcripts: SubRip (.srt) and WebVTT (.vtt).

Cues are joined into paragraphs that can be read and split into sentences; the cues themselves lie
beside them with their times. A paragraph begins where the speaker changes, after a pause, and after
a full stop once it is long. A speaker's name stands before what he says, as in print.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from factcheck.ingest.decode import decode
from factcheck.ingest.formats.flow import clean
from factcheck.ingest.protocol import Part, Piece, PieceCue
from factcheck.ingest.refusals import no_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from factcheck.ingest.protocol import Request
    from factcheck.ingest.spill import Spill

PAUSE: Final = 2_000
"""Milliseconds without a cue that end a paragraph."""
LONG: Final = 400
"""Code points after which a full stop ends a paragraph."""

_TIMES: Final = re.compile(
    r"[ \t]*(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})[ \t]*-->[ \t]*"
    r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})(?:[ \t].*)?"
)
_VOICE: Final = re.compile(r"<v(?:\.[^\s>]{0,80})?[ \t]+([^<>]{1,120})>")
_TAG: Final = re.compile(r"</?[A-Za-z0-9][^<>]{0,200}>|\{\\[^{}]{0,80}\}")
_NAMED: Final = re.compile(
    r"(?:>>+\s?|[-–—]\s?)?(?P<name>[A-ZÀ-ÖØ-Þ\u0391-\u03a9\u0410-\u042f][\w.’'-]{0,30}"
    r"(?: [\w.’'-]{1,30}){0,3}(?: ?\([^()]{1,40}\))?):\s+(?=\S)"
)
_TURN: Final = re.compile(r"(?:>>+\s?|[-–—]\s?)(?=\S)")
_FULL_STOP: Final = re.compile(r"[.!?…。！？।؟]['\"”’»)\]]*$")
_NOT_SPEECH: Final = ("NOTE", "STYLE", "REGION", "WEBVTT")


class _Said(NamedTuple):
    """What one speaker says in one cue."""

    from_ms: int
    to_ms: int
    speaker: str
    turn: bool
    text: str


def read(data: bytes, request: Request, _spill: Spill) -> list[Part]:
    """Read a transcript.

    Raises:
        IngestError: It holds no words.
    """
    decoded = decode(data, request.name)
    is_vtt = decoded.text.lstrip("\ufeff").startswith("WEBVTT")
    said = list(_utterances(decoded.text, is_vtt=is_vtt))
    if not said:
        hint = "Look whether it is a transcript with times in it."
        raise no_text(request.name, "no cue in it has words", hint)
    part = Part(
        media_type="text/vtt" if is_vtt else "application/x-subrip",
        encoding=decoded.encoding,
        warnings=list(decoded.warnings),
    )
    for number, group in enumerate(_paragraphs(said)):
        _add(part, number, group)
    return [part]


def _utterances(text: str, *, is_vtt: bool) -> Iterator[_Said]:
    """Yield what is said, in order; a line that rolls on from the cue before counts once."""
    before: tuple[str, ...] = ()
    for start, end, lines in _cues(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")):
        found = [_spoken(line, is_vtt=is_vtt) for line in lines]
        shown = tuple(text for _, _, text in found if text)
        for speaker, turn, spoken in found:
            if spoken and spoken not in before:
                yield _Said(start, end, speaker, turn, spoken)
        before = shown or before


def _cues(lines: list[str]) -> Iterator[tuple[int, int, list[str]]]:
    """Yield begin, end and lines of each cue."""
    at = 0
    while at < len(lines):
        times = _TIMES.fullmatch(lines[at]) if len(lines[at]) < 200 else None  # noqa: PLR2004
        at += 1
        if times is None:
            continue
        first = at
        while at < len(lines) and lines[at].strip():
            at += 1
        yield (
            _milliseconds(*times.groups()[:4]),
            _milliseconds(*times.groups()[4:]),
            lines[first:at],
        )


def _milliseconds(hours: str | None, minutes: str, seconds: str, fraction: str) -> int:
    """Return a time in milliseconds."""
    whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    return whole * 1000 + int(fraction.ljust(3, "0"))


def _spoken(line: str, *, is_vtt: bool) -> tuple[str, bool, str]:
    """Return the speaker, whether another speaker begins, and the words of one line."""
    voice = _VOICE.search(line)
    text = _TAG.sub("", line)
    text = clean(html.unescape(text) if is_vtt else text)
    if voice:
        return clean(html.unescape(voice[1])), False, text
    named = _NAMED.match(text)
    if named:
        return named["name"], False, text[named.end() :]
    turn = _TURN.match(text)
    return "", turn is not None, text[turn.end() :] if turn else text


def _paragraphs(said: Sequence[_Said]) -> Iterator[list[_Said]]:
    """Put what belongs together into one paragraph; a speaker goes on until another is named."""
    group: list[_Said] = []
    for one in said:
        last = group[-1] if group else None
        goes_on = last is not None and _goes_on(last, one)
        named = one._replace(speaker=last.speaker) if last and goes_on and not one.speaker else one
        if group and not (goes_on and not _is_long(group)):
            yield group
            group = []
        group.append(named)
    if group:
        yield group


def _goes_on(last: _Said, one: _Said) -> bool:
    """Say whether the speaker of `last` goes on in `one`."""
    if one.turn or one.from_ms - last.to_ms > PAUSE:
        return False
    return not one.speaker or one.speaker == last.speaker


def _is_long(group: list[_Said]) -> bool:
    """Say whether a paragraph is long enough to end at the full stop that it has come to."""
    if _FULL_STOP.search(group[-1].text[-8:]) is None:
        return False
    return sum(len(one.text) for one in group) > LONG


def _add(part: Part, number: int, group: list[_Said]) -> None:
    """Add a paragraph with its cues."""
    text = f"{group[0].speaker}: " if group[0].speaker else ""
    for one in group:
        start = len(text)
        text += one.text
        part.cues.append(PieceCue(number, start, len(text), one.from_ms, one.to_ms, one.speaker))
        text += " "
    part.pieces.append(Piece("paragraph", text.rstrip(" ")))
