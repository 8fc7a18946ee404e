"""What reaches a terminal: no control byte, no hidden character, nothing that reorders a line.

`safe_text` is the one function that every sink calls before it shows text from outside: screens,
titles, notifications, error messages, command line output. Stored text stays raw; only what is
shown changes, and visibly so.

Rules and where they come from: control pictures are those of the Unicode block U+2400;
bidirectional controls are those of Unicode Standard Annex #9 and Technical Report #36; the
characters without a glyph are Unicode's default ignorables and noncharacters. A zero-width joiner
or non-joiner stays where writing needs it (Annex #31, rules A and B, simplified to the scripts that
join or reorder), a joiner within an emoji sequence and tag characters within a flag stay too
(Technical Standard #51).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

# Where a joiner is spelling, not hiding: Arabic to Mandaic, the Indic scripts, Myanmar, Khmer,
# Mongolian, Javanese, Arabic presentation forms, the Indic scripts of the supplementary plane,
# Adlam.
_JOINING: Final = (
    "\u0620-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u17b3\u17b6-\u17ff\u1800-\u180a\u1810-\u18af"
    "\ua840-\ua877\ua8e0-\ua8ff\ua980-\ua9df\uaa60-\uaa7f\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc"
    "\U00011000-\U000114df\U00011580-\U000116cf\U0001e900-\U0001e95f"
)
_EMOJI: Final = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299\ufe0f"
    "\U0001f000-\U0001faff"
)
_SELECTOR: Final = "\ufe00-\ufe0f\U000e0100-\U000e01ef"

# Characters that are never shown as they are.
_NEVER: Final = (
    "\x00-\x1f\x7f-\x9f"  # C0, DEL, C1
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e"  # soft hyphen, fillers, vowel separators
    "\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"  # zero width, bidi, line separators
    "\u3164\ufeff\uffa0\ufff0-\ufffb"  # fillers, BOM, annotation
    "\ud800-\udfff\ufdd0-\ufdef"  # surrogates, noncharacters
    "\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # format controls
    + "".join(chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(17))
)
_FLAG: Final = "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f"

_KEPT: Final = (
    rf"(?<=[{_JOINING}])[\u200c\u200d]"
    rf"|(?<=[{_EMOJI}])\u200d(?=[{_EMOJI}])"
    rf"|(?<=[^\s{_SELECTOR}{_NEVER}\u200c\u200d])[{_SELECTOR}]"
    rf"|{_FLAG}"
)
_UNSAFE = re.compile(rf"(?P<kept>{_KEPT})|[{_NEVER}\u200c\u200d{_SELECTOR}\U000e0000-\U000e0fff]")

_SPECIAL: Final[dict[str, str]] = {
    "\t": " ",
    "\x7f": "␡",
    "\u00ad": "‧",  # soft hyphen: a web page may hold hundreds; U+2027 is the mark for this place
}
_CONTROL_PICTURES: Final = 0x2400
_FIRST_PRINTABLE: Final = 0x20
_WHITE_SPACE = re.compile(r"[ \t\n\r\x0b\x0c\x85\u2028\u2029]+")


def safe_text(text: str, *, keep_newlines: bool = False) -> str:
    """Return `text` in a form that cannot act on a terminal nor hide anything.

    C0 controls and DEL become their pictures (`␛`), a tab one space, a soft hyphen `‧`; C1 and
    bidirectional controls, zero-width and other invisible characters, surrogates and noncharacters
    become `⟦U+202E⟧`. It is idempotent, and ordinary text comes back as the same object.

    Args:
        text: Any string.
        keep_newlines: Leave LF as it is, for a sink that lays out lines; otherwise it is shown `␊`.

    Returns:
        The text to show. It always encodes as UTF-8.
    """
    if _UNSAFE.search(text) is None:
        return text
    return _UNSAFE.sub(_keep_newline if keep_newlines else _visible, text)


def one_line(text: str) -> str:
    """Return `text` safe and on one line: for titles, list rows and error messages.

    Runs of blanks, tabs and line ends become one space, so that a sentence wrapped over two lines
    reads as a sentence; everything else is as in `safe_text`.
    """
    return safe_text(_WHITE_SPACE.sub(" ", text).strip(" "))


def safe_with_offsets(text: str, *, keep_newlines: bool = False) -> tuple[str, Sequence[int]]:
    """Return the safe text and where each code point of the original begins in it.

    Args:
        text: Any string.
        keep_newlines: As in `safe_text`.

    Returns:
        The safe text, and a sequence of `len(text) + 1` offsets: code points `[a, b)` of the
        original are shown at `[offsets[a], offsets[b])`. For ordinary text it is a `range` and
        costs nothing.
    """
    if _UNSAFE.search(text) is None:
        return text, range(len(text) + 1)
    replace = _keep_newline if keep_newlines else _visible
    pieces: list[str] = []
    offsets: list[int] = []
    done = shown = 0
    for match in _UNSAFE.finditer(text):
        clean, piece = text[done : match.start()], replace(match)
        offsets.extend(range(shown, shown + len(clean)))
        shown += len(clean)
        # A kept flag is several code points shown as they are; anything else is one shown as many.
        kept = piece == match.group()
        offsets.extend(range(shown, shown + len(piece)) if kept else [shown])
        shown += len(piece)
        pieces += [clean, piece]
        done = match.end()
    pieces.append(text[done:])
    offsets.extend(range(shown, shown + len(text) - done + 1))
    return "".join(pieces), offsets


def original_offset(offsets: Sequence[int], shown: int) -> int:
    """Return the code point of the original that is shown at offset `shown` of the safe text."""
    return max(bisect_right(offsets, shown) - 1, 0)


def _visible(match: re.Match[str]) -> str:
    """Return what to show for one match of the table."""
    if match["kept"] is not None:
        return match.group()
    character = match.group()
    if character in _SPECIAL:
        return _SPECIAL[character]
    if ord(character) < _FIRST_PRINTABLE:
        return chr(_CONTROL_PICTURES + ord(character))
    return f"⟦U+{ord(character):04X}⟧"


def _keep_newline(match: re.Match[str]) -> str:
    """Return what to show for one match where line ends are laid out by the sink."""
    return "\n" if match.group() == "\n" else _visible(match)
