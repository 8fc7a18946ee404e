"""The last net under every widget: nothing but printable text leaves for the terminal.

Text is made safe where it is put on the screen. Should one place forget, or one of Textual's own
widgets show what was pasted into it, this filter takes out of the finished line whatever could act
on the terminal or hide in it. Nothing here changes the number of cells.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.filter import LineFilter

from factcheck.tui.typeset import text_cells

if TYPE_CHECKING:
    from textual.color import Color

# C0, DEL, C1; bidirectional controls; line separators; surrogates. None of them takes a cell.
_ACTING = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)


class LastNet(LineFilter):
    """Takes control characters out of finished lines."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments without what acts on a terminal."""
        del background
        if not any(_ACTING.search(segment.text) for segment in segments):
            return segments
        return [_clean(segment) for segment in segments]


def _clean(segment: Segment) -> Segment:
    text, style, control = segment
    if control or not _ACTING.search(text):
        return segment
    clean = _ACTING.sub("", text)
    return Segment(clean + " " * (text_cells(text) - text_cells(clean)), style)
