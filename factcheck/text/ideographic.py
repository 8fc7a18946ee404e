"""Sentences of Chinese and Japanese, which have no spaces: a full stop ends one, whatever follows.

The exceptions are few: what follows a closing mark and says whose words they were, brackets and
titles in angle brackets, and the exclamation mark of a Latin name (`Yahoo!は`).
"""

from __future__ import annotations

import re
from typing import Final

IDEOGRAPHIC: Final = frozenset({"ja", "wuu", "yue", "zh"})
"""Primary subtags of the languages that these rules are for."""

MARKS: Final = re.compile(
    r"(?:[。！？｡!?]|(?<=[\u3040-\u9fff])\.(?=\s))[。！？｡!?…”“\"»«’'」』】）)〉》\]]{0,40}+"
)
"""Finds every mark that could end a sentence, closing marks included."""

_CONTINUES: Final = re.compile(r"\s*[,，、;；:：)）\]」』】》/%…—～]")
# The particle that takes up a quotation: 「…。」と言った.
_PARTICLE: Final = re.compile(r"[とってなのはがをにもだでへや]|から|より|まで|ら")
# Who said it: “好！”他说。
_SAID: Final = re.compile(r"[^\s。！？，、]{0,6}[说說道问問喊叫答](?![明法服话話题題路德])")
# 「モーニング娘。の」: a mark that is part of a name.
_IN_A_NAME: Final = re.compile(r"の(?![ちんびどぞ])|[をっ]")
_CLOSING: Final = "”“\"»«’'」』】）)〉》]"
_LOOK_BACK: Final = 100
_PAIRS: Final = (("《", "》"), ("（", "）"), ("(", ")"))


def ends_after(text: str, start: int, mark: re.Match[str]) -> bool:
    """Say whether the sentence that began at `start` ends behind `mark`.

    Args:
        text: The whole text; nothing behind the mark's own block is looked at.
        start: Where the sentence began.
        mark: A match of `MARKS`.
    """
    first, stop, end = mark.start(), mark.end(), mark.endpos
    if stop >= end or _CONTINUES.match(text, stop, end):
        return False
    marks = text[first:stop]
    low = max(start + 1, stop - _LOOK_BACK)
    for opening, closing in _PAIRS:
        at = text.rfind(opening, low, stop)
        if (
            at >= 0 > text.find(closing, at, stop)
            and text.find(closing, stop, stop + _LOOK_BACK) > 0
        ):
            return False
    if marks[-1] in _CLOSING:
        if _PARTICLE.match(text, stop, end):
            return False
        return marks[0] == "。" or _SAID.match(text, stop, end) is None
    if marks[0] in "!?" and first > start and text[first - 1].isascii():
        return text[stop].isspace()
    return _IN_A_NAME.match(text, stop, end) is None
