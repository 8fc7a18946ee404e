"""Quotations and who speaks them.

Marks are those of CLDR's locales. A quotation ends in its own paragraph; one that a paragraph
leaves open goes on where the next paragraph begins with an opening mark, as papers print it. The
speaker is a name or a pronoun tied to the quotation by a verb of speech.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from factcheck.text.mentions import names, tables
from factcheck.text.mentions.model import Quotation
from factcheck.text.mentions.phrases import Phrases
from factcheck.text.spans import Span, trimmed

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from factcheck.text.mentions.tokens import Tokens

_MARKS: Final = re.compile("[\"“”„‟«»‹›‘’‚'「」『』﹁﹂〝〞〟＂]")
_PAIRS: Final = {
    '"': '"', "＂": "＂", "“": '”"', "„": '“”"', "‟": "”", "«": "»", "»": "«", "‹": "›", "›": "‹",
    "‘": "’'", "‚": "‘’", "'": "'", "「": "」", "『": "』", "﹁": "﹂", "〝": "〞〟", "”": "”",
}  # fmt: skip
_SINGLE: Final = frozenset("'‘’‚")
_REVERSED: Final = frozenset("»›”")
_STOPS: Final = frozenset(".!?;。！？")
_REACH: Final = 14
_GAP: Final = 7


@dataclass(frozen=True)
class SpeechWords:
    """How a language says who speaks."""

    verbs: Phrases[None]
    according: Phrases[None]
    pronouns: frozenset[str]
    suffix: str
    closers: dict[str, str]
    names: names.NameWords


class Quoted(NamedTuple):
    """Offsets of a quotation, its marks included, and its words."""

    start: int
    end: int
    inner: Span


@cache
def load(language: str) -> SpeechWords:
    """Return the words of a language and its quotation marks."""
    speech = tables.own_words(language).get("speech", {})
    code = tables.primary(language)
    marks = tables.cldr("quotes").get(code, [])
    closers = {mark: close for mark, close in _PAIRS.items() if mark not in _REVERSED}
    for opening, closing in (marks[:2], marks[2:]) if marks else ():
        closers[opening] = "".join({*closers.get(opening, ""), closing})
    return SpeechWords(
        verbs=Phrases((word, None) for word in speech.get("verbs", ())),
        according=Phrases((word, None) for word in speech.get("according", ())),
        pronouns=frozenset(speech.get("pronouns", ())),
        suffix=speech.get("pronoun_suffix", ""),
        closers=closers,
        names=names.load(language),
    )


def spans(text: str, start: int, end: int, words: SpeechWords) -> Iterator[Quoted]:
    """Yield the quotations of `text[start:end]`, in order; those within others are left out."""
    going_on = False
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        going_on = yield from _of_paragraph(text, at, stop, words, going_on=going_on)
        at = stop + 1


def _of_paragraph(
    text: str, start: int, end: int, words: SpeechWords, *, going_on: bool
) -> Generator[Quoted, None, bool]:
    """Yield the quotations of one paragraph; return whether its last one is left open."""
    marks = [match.start() for match in _MARKS.finditer(text, start, end)]
    closing: dict[str, list[int]] = {}
    for place in marks:
        if text[place] not in _SINGLE or _may_close(text, place, end):
            closing.setdefault(text[place], []).append(place)
    done = start
    left_open = False
    for place in marks:
        if place < done or text[place] not in words.closers or not _may_open(text, place, start):
            continue
        close = _next(closing, words.closers[text[place]], place)
        if close is not None:
            yield Quoted(place, close + 1, Span(place + 1, close))
            done = close + 1
        elif text[place] not in _SINGLE:
            inner = trimmed(text, place + 1, end)
            left_open = going_on or _goes_on(text, end, text[place])
            if left_open and inner.start < inner.end:
                yield Quoted(place, inner.end, inner)
            break
    return left_open


def _next(closing: dict[str, list[int]], marks: str, place: int) -> int | None:
    """Return the first closing mark after a place that is not next to it."""
    found = None
    for mark in marks:
        places = closing.get(mark, [])
        at = bisect_right(places, place + 1)
        if at < len(places) and (found is None or places[at] < found):
            found = places[at]
    return found


def _goes_on(text: str, end: int, mark: str) -> bool:
    """Say whether the next paragraph begins with the same opening mark."""
    return text[end : end + 4].lstrip().startswith(mark)


def _may_open(text: str, place: int, start: int) -> bool:
    """Say whether a mark stands where a quotation can begin."""
    if place + 1 >= len(text) or text[place + 1] == "\n":
        return False
    if text[place] in "'‘’\"":
        return place == start or not text[place - 1].isalnum()
    return True


def _may_close(text: str, place: int, end: int) -> bool:
    """Say whether a single mark is no apostrophe: no letter follows, and no space stands before."""
    after = text[place + 1] if place + 1 < end else " "
    return not after.isalnum() and not text[place - 1].isspace()


def attributed(
    tokens: Tokens, text: str, quoted: list[Quoted], words: SpeechWords
) -> list[Quotation]:
    """Return each quotation with its speaker."""
    done: list[Quotation] = []
    for number, one in enumerate(quoted):
        before = quoted[number - 1].end if number else 0
        after = quoted[number + 1].start if number + 1 < len(quoted) else len(text)
        speaker = _after(tokens, one.end, after, words) or _before(tokens, one.start, before, words)
        if speaker is not None:
            done.append(Quotation(one.inner, speaker, speaker.of(text)))
        elif number and _inherits(text, quoted[number - 1], one, done[-1]):
            done.append(
                Quotation(one.inner, done[-1].speaker, done[-1].speaker_text, inherited=True)
            )
        else:
            done.append(Quotation(one.inner))
    return done


def _inherits(text: str, earlier: Quoted, one: Quoted, said: Quotation) -> bool:
    """Say whether a quotation goes on from the one before it in its paragraph, or in the next."""
    if said.speaker is None:
        return False
    between = text[earlier.end : one.start]
    if not between.strip():
        return between.count("\n") <= 2 and text[earlier.end - 1] == text[earlier.inner.end - 1]  # noqa: PLR2004
    whole = bool(text[one.end - 2 : one.end].strip(" \"”’'»“")) or text[one.end - 2] in ".!?,"
    return "\n" not in between and between.rstrip()[-1] in ".!?," and whole


def _token_from(tokens: Tokens, offset: int) -> int:
    """Return the index of the first token that begins at an offset or after it."""
    return bisect_right(tokens.starts, offset - 1)


def _after(tokens: Tokens, offset: int, limit: int, words: SpeechWords) -> Span | None:
    """Return the speaker named after a quotation."""
    at = _token_from(tokens, offset)
    while at < len(tokens) and tokens.words[at] in {",", ".", "–", "—"} and tokens.glued(at):
        if tokens.words[at] == ".":
            return None
        at += 1
    if at >= len(tokens) or tokens.starts[at] >= limit or not _no_break(tokens, at, offset):
        return None
    verb = words.verbs.at(tokens, at)
    if verb is not None:
        return _subject(tokens, verb[1], limit, words)
    suffixed = _suffixed(tokens, at, words)
    if suffixed is not None:
        return suffixed
    subject = _subject(tokens, at, limit, words)
    if subject is None:
        return None
    after = _token_from(tokens, subject.end)
    return subject if _verb_within(tokens, after, words) else None


def _no_break(tokens: Tokens, at: int, offset: int) -> bool:
    """Say whether no line ends between an offset and a token."""
    return "\n" not in tokens.text[offset : tokens.starts[at]]


def _suffixed(tokens: Tokens, at: int, words: SpeechWords) -> Span | None:
    """Return the pronoun at the end of a verb: `ujarnya`."""
    word = tokens.folds[at]
    if not words.suffix or not word.endswith(words.suffix):
        return None
    stem = word.removesuffix(words.suffix)
    known = words.verbs.triggers
    return Span(tokens.ends[at] - len(words.suffix), tokens.ends[at]) if stem in known else None


def _verb_within(tokens: Tokens, at: int, words: SpeechWords) -> bool:
    """Say whether a verb of speech follows in the sentence: `Putin, the president, said`."""
    for index in range(at, min(at + _GAP, len(tokens))):
        if words.verbs.at(tokens, index) is not None:
            return True
        if tokens.words[index] in _STOPS or not tokens.same_line(index):
            return False
    return False


def _subject(tokens: Tokens, at: int, limit: int, words: SpeechWords) -> Span | None:
    """Return the name or the pronoun at a place, after titles and small words."""
    for index in range(at, min(at + _GAP, len(tokens))):
        if tokens.starts[index] >= limit or tokens.words[index] in _STOPS:
            return None
        if tokens.folds[index] in words.pronouns and index == at:
            return Span(tokens.starts[index], tokens.ends[index])
        if names.capitalised(tokens, index):
            return _name(tokens, index, words)
        if words.verbs.at(tokens, index) is not None:
            return None
    return None


def _name(tokens: Tokens, index: int, words: SpeechWords) -> Span | None:
    """Return the name that begins at a capitalised word, without its title."""
    known = words.names
    end = names.run_end(tokens, index, known)
    while index < end and (tokens.folds[index] in known.not_names):
        index += 1
    while index < end and (title := known.titles.at(tokens, index)) is not None and title[1] < end:
        index = names.after_title(tokens, title[1], end)
    return Span(tokens.starts[index], tokens.ends[end - 1]) if index < end else None


def _before(tokens: Tokens, offset: int, limit: int, words: SpeechWords) -> Span | None:
    """Return the speaker named before a quotation, in its sentence."""
    stop = _token_from(tokens, offset)
    start = stop
    while start > 0 and stop - start < _REACH and tokens.starts[start - 1] >= limit:
        if not tokens.same_line(start) and start < stop:
            break
        if tokens.words[start - 1] in _STOPS and not _abbreviates(tokens, start - 1):
            break
        start -= 1
    for index in range(stop - 1, start - 1, -1):
        if words.verbs.at(tokens, index) is not None:
            return _subject_before(tokens, start, index, words)
        according = words.according.at(tokens, index)
        if according is not None and according[1] < stop:
            named = names.capitalised(tokens, according[1])
            return _subject(tokens, according[1], offset, words) if named else None
    return None


def _abbreviates(tokens: Tokens, index: int) -> bool:
    """Say whether a full stop ends a title or an initial, not a sentence."""
    return tokens.words[index] == "." and len(tokens.words[index - 1]) <= 3 and index > 0  # noqa: PLR2004


def _subject_before(tokens: Tokens, start: int, verb: int, words: SpeechWords) -> Span | None:
    """Return the name or the pronoun nearest before a verb."""
    if verb > start and tokens.folds[verb - 1] in words.pronouns:
        return Span(tokens.starts[verb - 1], tokens.ends[verb - 1])
    index = start
    found = None
    while index < verb:
        if names.capitalised(tokens, index):
            span = _name(tokens, index, words)
            found = span or found
            index = max(index + 1, names.run_end(tokens, index, words.names))
        else:
            index += 1
    return found
