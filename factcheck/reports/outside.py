"""What comes from outside and would act in a page: addresses, language tags, colours.

Each function gives back a value that is fit for its place, or nothing.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from factcheck.text.safe import safe_text

_HTTP_URL: Final = re.compile(r"https?://[^\s\"'<>\\^`{|}]+", re.IGNORECASE)
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*", re.ASCII)
_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}", re.ASCII)
_FALLBACK_COLOUR: Final = "#6c7a89"

# WCAG 2.2, relative luminance and contrast ratio.
_LINEAR_BELOW: Final = 0.04045
_CHANNEL_WEIGHTS: Final = (0.2126, 0.7152, 0.0722)
_MID_LUMINANCE: Final = 0.1791
"""Where black and white contrast equally: sqrt(1.05 * 0.05) - 0.05; both reach 4.58 there."""


def web_address(url: str) -> str | None:
    """Return `url` if it is a plain http or https address with a host, otherwise None."""
    if _HTTP_URL.fullmatch(url) is None or safe_text(url) != url:
        return None
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return url if host else None


def language_tag(code: str) -> str | None:
    """Return `code` if it has the form of a BCP 47 tag and says something, otherwise None."""
    return code if code != "und" and _LANGUAGE.fullmatch(code) else None


def colour(value: str) -> str:
    """Return `value` if it is a `#rrggbb` colour, otherwise a grey."""
    return value.lower() if _COLOUR.fullmatch(value) else _FALLBACK_COLOUR


def ink_on(background: str) -> str:
    """Return black or white, whichever is easier to read on a `#rrggbb` colour (at least 4.5:1)."""
    luminance = 0.0
    for place, weight in zip((1, 3, 5), _CHANNEL_WEIGHTS, strict=True):
        value = int(background[place : place + 2], 16) / 255
        linear = value / 12.92 if value <= _LINEAR_BELOW else ((value + 0.055) / 1.055) ** 2.4
        luminance += weight * linear
    return "#ffffff" if luminance < _MID_LUMINANCE else "#000000"
