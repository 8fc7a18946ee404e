"""The one form in which text is stored: NFC, LF line ends, nothing that a database refuses.

Rules and where they come from:

* NFC, Unicode Standard Annex #15.
* Line ends: the mandatory breaks of Unicode Standard Annex #14 (CR, LF, CR LF, NEL, LS, PS, VT,
  FF). VT and FF are among them: a form feed ends a page, so it ends a line too.
* NUL and surrogate code points cannot be stored in a PostgreSQL text column nor written as UTF-8.
* Everything else stays as it came, escape sequences included. Text is stored raw and made safe
  where it is shown (`factcheck.text.safe`).
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

REPLACEMENT: Final = "\ufffd"
BYTE_ORDER_MARK: Final = "\ufeff"

MAX_COMBINING_RUN: Final = 30
"""Combining marks in a row that are still put in canonical order.

Canonical ordering takes time with the square of the run (200,000 marks: over 30 s measured).
Annex #15 (Stream-Safe Text Format) finds no real text with more than 30, so a longer run is left
as it is.
"""

_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
# Combining marks are neither word characters nor white space nor ASCII: a cheap superset of them.
_MARKS = re.compile(r"[^\w\s\x00-\x7f]+")


def normalise(raw: str) -> str:
    """Return `raw` in the form in which the desk stores text.

    Line ends become LF, leading byte order marks are dropped, NUL and surrogate code points become
    U+FFFD, and the rest is put in NFC. Doing it twice changes nothing more.

    Args:
        raw: Any string, lone surrogates included.

    Returns:
        The normalised text. It always encodes as UTF-8 and holds no NUL.
    """
    text = raw.lstrip(BYTE_ORDER_MARK)
    text = _LINE_END.sub("\n", text)
    if text.isascii():
        return text.replace("\x00", REPLACEMENT)
    return _nfc(_UNSTORABLE.sub(REPLACEMENT, text))


def _nfc(text: str) -> str:
    """Return `text` in NFC, except for runs of combining marks that would take too long."""
    pieces = []
    done = 0
    for start, end in _long_combining_runs(text):
        pieces += [unicodedata.normalize("NFC", text[done:start]), text[start:end]]
        done = end
    pieces.append(unicodedata.normalize("NFC", text[done:]))
    return "".join(pieces)


def _long_combining_runs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the runs of more than `MAX_COMBINING_RUN` combining marks, base character included."""
    for match in _MARKS.finditer(text):
        if match.end() - match.start() <= MAX_COMBINING_RUN:
            continue
        start = match.start()
        for at in range(match.start(), match.end() + 1):
            if at < match.end() and unicodedata.combining(text[at]):
                continue
            if at - start > MAX_COMBINING_RUN:
                yield max(start - 1, 0), at
            start = at + 1
