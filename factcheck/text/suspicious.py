"""What in a text should make a reviewer look twice: hidden, reordering or look-alike characters.

For a badge beside a passage, never for refusing it. Mixed scripts follow Unicode Technical Standard
#39 in spirit (a word of Latin letters with a Cyrillic one in it), restricted to the scripts whose
letters are taken for Latin ones, so that Japanese, units (`kΩ`) and genes (`TNFα`) stay quiet.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_FINDINGS: Final = 200
"""A badge needs no more, and a hostile text could hold millions."""

FindingKind = Literal["control", "invisible", "bidi", "mixed_script", "damaged"]


class Finding(NamedTuple):
    """One place that a reviewer should know of.

    Attributes:
        kind: What it is.
        start: Offset of the first code point.
        end: Offset after the last code point.
        note: The same in plain words.
    """

    kind: FindingKind
    start: int
    end: int
    note: str


_BIDI: Final = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_INVISIBLE: Final = (
    "\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\U000e0000-\U000e0fff"
)
_CHARACTERS: Final[tuple[tuple[FindingKind, str, str], ...]] = (
    ("control", "\x00-\x08\x0e-\x1f\x7f-\x9f", "control characters"),
    ("bidi", _BIDI, "characters that reorder the line"),
    ("invisible", _INVISIBLE, "invisible characters"),
    ("damaged", "\ufffd\ud800-\udfff", "characters lost in decoding"),
)
_RUNS: Final = re.compile("|".join(f"(?P<{kind}>[{members}]+)" for kind, members, _ in _CHARACTERS))
_NOTES: Final = {kind: note for kind, _, note in _CHARACTERS}

_LATIN: Final = re.compile("[A-Za-z\u00c0-\u024f]")
# Letters of other scripts that most fonts draw like a Latin letter.
_CYRILLIC_OR_ARMENIAN: Final = "\u0400-\u052f\u0531-\u0587"
_GREEK_LOOK_ALIKES: Final = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονιρυ"
_LOOK_ALIKE: Final = re.compile(f"[{_CYRILLIC_OR_ARMENIAN}{_GREEK_LOOK_ALIKES}]")
_WORD: Final = re.compile(r"[^\W\d_]+")


def suspicious(text: str) -> tuple[Finding, ...]:
    """Return the places of `text` that hold something hidden, reordering or look-alike.

    Args:
        text: Any string.

    Returns:
        The findings in order of place, at most `MAX_FINDINGS`; empty for ordinary text.
    """
    found: list[Finding] = []
    for finding in _character_runs(text):
        found.append(finding)
        if len(found) == MAX_FINDINGS:
            break
    for finding in _mixed_words(text):
        found.append(finding)
        if len(found) >= 2 * MAX_FINDINGS:
            break
    return tuple(sorted(found, key=lambda finding: finding.start)[:MAX_FINDINGS])


def _character_runs(text: str) -> Iterator[Finding]:
    """Yield the runs of characters of each kind; a byte order mark at the very start is none."""
    for match in _RUNS.finditer(text):
        kind = match.lastgroup
        for name in _NOTES:
            if name == kind:
                yield Finding(name, match.start(), match.end(), _NOTES[name])


def _mixed_words(text: str) -> Iterator[Finding]:
    """Yield the words that mix Latin letters with look-alikes of another script."""
    if _LOOK_ALIKE.search(text) is None:
        return
    for match in _WORD.finditer(text):
        word = match.group()
        if _LATIN.search(word) and _LOOK_ALIKE.search(word):
            yield Finding("mixed_script", match.start(), match.end(), "letters of two scripts")
