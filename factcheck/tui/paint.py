"""From styled text to strips: the one door through which text reaches a flat widget.

Every part is made safe here, so nothing that a flat widget draws can hold a control character.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from factcheck.text.safe import one_line, safe_text
from factcheck.tui.typeset import Line, clip, text_cells, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

PLAIN = Style()


class Part(NamedTuple):
    """A run of text in one style."""

    text: str
    style: Style = PLAIN


class Layer(NamedTuple):
    """A style laid over `[start, end)` of a text; later layers lie over earlier ones."""

    start: int
    end: int
    style: Style


def set_parts(parts: Iterable[Part], width: int, *, first: str = "", rest: str = "") -> list[Strip]:
    """Set runs of text as one paragraph.

    Args:
        parts: The runs; line feeds in them break lines.
        width: The measure, margins included.
        first: Margin of the first line.
        rest: Margin of the other lines.
    """
    text, layers = "", []
    for part in parts:
        safe = safe_text(part.text, keep_newlines=True)
        layers.append(Layer(len(text), len(text) + len(safe), part.style))
        text += safe
    lines = wrap(text, width - text_cells(rest), width - text_cells(first))
    return [
        Strip([Segment(first if number == 0 else rest), *segments_of(text, line, layers)])
        for number, line in enumerate(lines)
    ]


def set_row(left: Iterable[Part], right: Iterable[Part], width: int) -> Strip:
    """Set one line with something at each end; the left end is cut where both do not fit."""
    tail = [Part(safe_text(part.text), part.style) for part in right]
    tail_cells = sum(text_cells(part.text) for part in tail)
    room = width - tail_cells - (1 if tail_cells else 0)
    head, used = clip_parts(left, room)
    gap = Segment(" " * max(0, width - used - tail_cells))
    return Strip([*head, gap, *(Segment(part.text, part.style) for part in tail)])


def clip_parts(parts: Iterable[Part], width: int) -> tuple[list[Segment], int]:
    """Return segments of the parts that fit in `width` cells, and how many cells they take."""
    segments: list[Segment] = []
    used = 0
    for part in parts:
        text = one_line(part.text) if "\n" in part.text else safe_text(part.text)
        cut = clip(text, width - used)
        if cut:
            segments.append(Segment(cut, part.style))
            used += text_cells(cut)
        if cut != text:
            break
    return segments, used


def segments_of(text: str, line: Line, layers: Sequence[Layer]) -> list[Segment]:
    """Return the visible part of one line as segments, with the layers' styles combined."""
    here = [layer for layer in layers if layer.start < line.visible and layer.end > line.start]
    cuts = {line.start, line.visible}
    for layer in here:
        cuts.add(max(layer.start, line.start))
        cuts.add(min(layer.end, line.visible))
    edges = sorted(cuts)
    segments = []
    for start, end in pairwise(edges):
        styles = [layer.style for layer in here if layer.start <= start and layer.end >= end]
        style = Style.combine(styles) if styles else PLAIN
        segments.append(Segment(text[start:end], style))
    return segments


def bar(share: float, width: int, done: Style, left: Style) -> list[Part]:
    """Return a progress bar: heavy for what is done, light for what is left; it needs no colour."""
    full = int(width * share)
    if share > 0 and full == 0:
        full = 1
    return [Part("━" * full, done), Part("─" * (width - full), left)]
