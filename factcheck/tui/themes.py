"""Ink and paper: the two themes, and verdict colours that can be read on either."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from rich.style import Style
from textual.color import Color
from textual.theme import Theme

if TYPE_CHECKING:
    from textual.app import App

MIN_CONTRAST: Final = 4.5
"""WCAG 2.2, 1.4.3: the contrast of text that everybody can read."""

PAPER: Final = Theme(
    name="paper",
    dark=False,
    primary="#1f5f8b",
    secondary="#1f5f8b",
    accent="#1f5f8b",
    foreground="#2b2823",
    background="#fbf8f1",
    surface="#f5f0e6",
    panel="#ece5d7",
    warning="#8a5a00",
    error="#a93226",
    success="#1e7a43",
    variables={
        "quiet": "#6b655a",
        "faint": "#8b8477",
        "rule": "#d8d0c0",
        "lit": "#f0e6cd",
        "chosen": "#cfe0ec",
        "found": "#f4d58a",
        "input-cursor-background": "#1f5f8b",
        "input-cursor-foreground": "#fbf8f1",
        "input-selection-background": "#cfe0ec",
        "block-cursor-background": "#cfe0ec",
        "block-cursor-foreground": "#2b2823",
        "block-cursor-text-style": "none",
        "border": "#1f5f8b",
        "border-blurred": "#d8d0c0",
    },
)

INK: Final = Theme(
    name="ink",
    dark=True,
    primary="#86b8dc",
    secondary="#86b8dc",
    accent="#86b8dc",
    foreground="#ddd8cd",
    background="#191816",
    surface="#211f1d",
    panel="#2c2a26",
    warning="#d9a441",
    error="#e5786b",
    success="#6fbf8b",
    variables={
        "quiet": "#a29b8d",
        "faint": "#7b7468",
        "rule": "#3a3732",
        "lit": "#2f2b22",
        "chosen": "#24435c",
        "found": "#5c4a1c",
        "input-cursor-background": "#86b8dc",
        "input-cursor-foreground": "#191816",
        "input-selection-background": "#24435c",
        "block-cursor-background": "#24435c",
        "block-cursor-foreground": "#ddd8cd",
        "block-cursor-text-style": "none",
        "border": "#86b8dc",
        "border-blurred": "#3a3732",
    },
)

_LINEAR_BELOW: Final = 0.04045


@lru_cache(maxsize=256)
def readable(color: str, background: str) -> str:
    """Return `color` moved towards black or white until it can be read on `background`.

    Args:
        color: A rating's colour, `#rrggbb`; anything else is answered with a grey.
        background: The colour it stands on.
    """
    ground = Color.parse(background)
    try:
        wanted = Color.parse(color)
    except ValueError:
        wanted = Color.parse("#808080")
    towards = Color(255, 255, 255) if ground.brightness < 0.5 else Color(0, 0, 0)  # noqa: PLR2004 - half
    for step in range(20):
        mixed = wanted.blend(towards, step / 20)
        if contrast(mixed, ground) >= MIN_CONTRAST:
            return mixed.hex6
    return towards.hex6


def verdict_style(app: App[Any], color: str) -> Style:
    """Return the style of a verdict's symbol and words, readable on page, panel and lit line.

    Without colour there is none: the grey that Textual makes of it would be dim.
    """
    if app.no_color:
        return Style()
    theme = app.current_theme
    ground = theme.variables.get("lit") or theme.surface or "#000000"
    return Style(color=readable(color, ground))


def contrast(one: Color, other: Color) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(color: Color) -> float:
    linear = [
        part / 12.92 if part <= _LINEAR_BELOW else ((part + 0.055) / 1.055) ** 2.4
        for part in color.normalized
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
