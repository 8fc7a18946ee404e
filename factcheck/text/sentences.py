"""Sentences of a text as exact spans, none lost and none overlapping.

The boundaries are those of `sentencex` (about 300 languages), found inside one block of the text at
a time, with rules of our own where news text needs them:

* Quotations and brackets are opened up. sentencex never splits between quotation marks, so that a
  quotation of several sentences came out as one. The marks are hidden from it, and closing marks
  are put back with the sentence that they close.
* What follows a closing mark stays with it where it goes on with the sentence:
  `… level,” said Putin`.
* A full stop ends nothing after a title (`Ir.`, `Jl.`), inside `R.E.M.`, after the number of a list
  item, nor before a bracket's or a fraction's continuation (`13 hab. / km²`).
* In Chinese and Japanese every full stop ends a sentence, whatever follows it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import sentencex

from factcheck.text.abbreviations import BEFORE_A_NAME, COMPANY, EVERYWHERE, SPEECH_VERBS
from factcheck.text.blocks import Block, BlockKind, blocks
from factcheck.text.spans import Span, trimmed

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Block", "BlockKind", "Span", "blocks", "split_block", "split_sentences"]


def split_sentences(text: str, language: str) -> list[Span]:
    """Return the sentences of `text` in order.

    Args:
        text: Normalised text (LF line ends).
        language: BCP 47 primary subtag; `und` where it is not known.

    Returns:
        Spans without white space at their ends. Every character of `text` that is not white space
        lies in exactly one of them.
    """
    found: list[Span] = []
    for block in blocks(text):
        found.extend(split_block(text, block, language))
    return found


def split_block(text: str, block: Block, language: str) -> Iterator[Span]:
    """Yield the sentences of one block of `text`, as `split_sentences` does for all of them."""
    raw = text[block.start : block.end]
    candidates = _ideographic(raw) if language in _IDEOGRAPHIC else _candidates(raw, language)
    start = seen = 0
    quoted = False
    for candidate in candidates:
        quoted ^= bool(raw.count('"', seen, candidate) % 2)
        seen = candidate
        end = _with_closers(raw, candidate, quoted=quoted)
        if end <= start or end >= len(raw) or _goes_on(raw, start, end, language):
            continue
        yield trimmed(raw, start, end).shift(block.start)
        # The next one begins at what can be seen, so that no rule scans the gap again and again.
        visible = _VISIBLE.search(raw, end)
        start = visible.start() if visible else len(raw)
    yield trimmed(raw, start, len(raw)).shift(block.start)


_VISIBLE: Final = re.compile(r"\S")

# ------------------------------------------------------------------------- where one could end

_IDEOGRAPHIC: Final = frozenset({"ja", "wuu", "yue", "zh"})
_IDEOGRAPHIC_END: Final = re.compile(r"[。！？｡!?]+|(?<=[\u3040-\u9fff])\.(?=\s)")
_HIDDEN: Final = str.maketrans(
    {
        **dict.fromkeys('“”„‟«»"＂`‘()[]\n', " "),
        **{chr(code): "\ufffd" for code in range(0xD800, 0xE000)},  # sentencex takes only UTF-8
    }
)

# A single mark that is no apostrophe, or one half of a typewriter's double mark.
_SINGLE_MARK: Final = re.compile(r"(?<!\w)['’]|['’](?!\w)")

# A mark before the full stop: a letter in its place keeps the stop at the end of a word.
_BEFORE_STOP: Final = re.compile(r"(?<=\w)[”“\"»’')\]](?=[.!?](?:\s|$))")


def _candidates(raw: str, language: str) -> Iterator[int]:
    """Yield where sentencex ends a sentence of a block whose marks are hidden from it."""
    at = 0
    hidden = _SINGLE_MARK.sub(" ", _BEFORE_STOP.sub("x", raw)).translate(_HIDDEN)
    for piece in sentencex.segment(language, hidden):
        at += len(piece)
        yield at - len(piece) + len(piece.rstrip())


def _ideographic(raw: str) -> Iterator[int]:
    """Yield where a full stop of Chinese or Japanese stands."""
    for match in _IDEOGRAPHIC_END.finditer(raw):
        yield match.end()


# ------------------------------------------------------------------- closing marks that belong

_CLOSERS: Final = re.compile(r"[”“\"»«’'`」』】）〉》)\]]+")
_SPACED_CLOSER: Final = re.compile(r"[ \u00a0\u202f]([»\"”])(?=[\s.,;:!?)]|$)")


def _with_closers(raw: str, end: int, *, quoted: bool) -> int:
    """Return `end` moved behind the closing marks that stand right after it.

    Args:
        raw: The block.
        end: Where a sentence could end.
        quoted: A straight double mark is open there, so that the next one closes.
    """
    closers = _CLOSERS.match(raw, end)
    if closers and raw[end - 1] not in _OPENING:
        return closers.end()
    spaced = _SPACED_CLOSER.match(raw, end)
    if spaced and (spaced[1] != '"' or quoted):
        return spaced.end()
    return end


_OPENING: Final = "“„«‘([`"

# ------------------------------------------------------------------------ what goes on after it

_CONTINUES: Final = re.compile(r"\s*[,;:)\]/%]|\s*\.(?!\.)")
_FIRST_LETTER: Final = re.compile(r"[^\w]*([^\W\d_])")
_ON_WITH_A_LETTER: Final = re.compile(r"\s*[-–—]*\s*(?!https?:|www\.)([^\W\d_])")
_SHORT_WORD: Final = re.compile(
    r"(?:^|[^\w.])(?:[^\W\d_]{1,3}|(?:[^\W\d_]{1,3}\.)+[^\W\d_]{1,3})\.$"
)
_LAST_WORD: Final = re.compile(r"([^\W\d_][^\W_]*(?:[.-][^\W\d_]+)*)\.$")
_INITIALS: Final = re.compile(r"(?:^|[^\w.])(?:[^\W\d_]\.)*[^\W\d_]\.$")
_MARKER: Final = re.compile(r"\s*[(\[]?(?:\d{1,3}|[A-Za-z])[.)\]]")
_CLOSING: Final = frozenset("”“\"»’'」』")
# "…?” Putin asked", "「…。」と言った": who said it, or the particle that takes up the quotation.
_ATTRIBUTION: Final = re.compile(
    rf"(?<=[?!].)\s+(?:[^\W\d_][\w.’'-]*\s+){{0,4}}(?:{'|'.join(SPEECH_VERBS)})\b|[とってなのはがをにも、]"
)
_LOOK_BACK: Final = 24
_MAX_BRACKET: Final = 200


def _goes_on(raw: str, start: int, end: int, language: str) -> bool:
    """Say whether what follows `end` belongs to the sentence that began at `start`."""
    if _CONTINUES.match(raw, end) or _MARKER.fullmatch(raw, start, end):
        return True
    if _in_brackets(raw, start, end):
        return True
    before = raw[max(start, end - _LOOK_BACK) : end]
    letter = _ON_WITH_A_LETTER.match(raw, end)
    if letter and letter[1] != letter[1].upper() and _allows_small_letter(raw, start, before):
        return True
    if before[-1] != ".":
        return before[-1] in _CLOSING and _ATTRIBUTION.match(raw, end) is not None
    if not raw[end].isspace() and _INITIALS.search(before):
        return True
    return _ends_in_abbreviation(before, raw[end : end + 2].strip()[:1], language)


def _ends_in_abbreviation(before: str, following: str, language: str) -> bool:
    """Say whether the last word of `before` is an abbreviation that `following` goes on from."""
    match = _LAST_WORD.search(before)
    if match is None:
        return False
    word = match[1].casefold()
    if following == "(" and word in COMPANY:
        return True
    return word in BEFORE_A_NAME.get(language, EVERYWHERE)


def _allows_small_letter(raw: str, start: int, before: str) -> bool:
    """Say whether a sentence that ends like `before` can go on with a small letter.

    It can after a closing mark, after an ellipsis and after what is short enough to be an
    abbreviation. After a whole word sentencex is right more often than not.
    """
    if before[-1] not in ".!?":
        return True
    if before.endswith("..") or _SHORT_WORD.search(before):
        return _is_cased(raw, start)
    return False


def _is_cased(raw: str, start: int) -> bool:
    """Say whether the sentence at `start` begins with a capital, as the next one would then too.

    In a chat without capitals a small letter says nothing.
    """
    first = _FIRST_LETTER.match(raw, start, start + _LOOK_BACK)
    return first is None or first[1] != first[1].lower()


def _in_brackets(raw: str, start: int, end: int) -> bool:
    """Say whether `end` lies in a bracket that was opened within its sentence."""
    opened = raw.rfind("(", max(start + 1, end - _MAX_BRACKET), end)
    if opened < 0 or raw.find(")", opened, end) >= 0:
        return False
    return raw.find(")", end, end + _MAX_BRACKET) >= 0
