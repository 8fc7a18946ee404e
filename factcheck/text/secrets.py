"""Taking passwords out of what is written to a log or shown after a crash."""

from __future__ import annotations

import re
from typing import Final

_IN_ADDRESS: Final = re.compile(r"(?P<head>[a-z][a-z0-9+.-]*://[^\s:/@]*:)[^\s@]*@", re.IGNORECASE)
_IN_FIELD: Final = re.compile(
    r"(?P<head>\b(?:ssl)?password\s*=\s*)('[^']*'|\"[^\"]*\"|[^\s&;,)]+)", re.IGNORECASE
)


def without_passwords(text: str) -> str:
    """Return `text` with the passwords of URLs and connection strings taken out."""
    text = _IN_ADDRESS.sub(r"\g<head>…@", text)
    return _IN_FIELD.sub(r"\g<head>…", text)
