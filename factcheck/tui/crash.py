"""What a person sees if the program fails: that the work is saved, and where it failed.

Textual's and Rich's tracebacks print local variables, the password of a database URL among them.
This one prints none, and takes passwords out of messages too.
"""

from __future__ import annotations

import re
import traceback
from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from factcheck.text.safe import safe_text

if TYPE_CHECKING:
    from rich.console import RenderableType

_PASSWORD = re.compile(r"(?P<head>[a-z][a-z0-9+.-]*://[^\s:/@]*:)[^\s@]*@", re.IGNORECASE)
_PASSWORD_FIELD = re.compile(r"(?P<head>\bpassword\s*=\s*)('[^']*'|\S+)", re.IGNORECASE)


def crash_report(error: BaseException) -> RenderableType:
    """Return what to print after an error that nobody foresaw."""
    lines = "".join(traceback.format_exception(error, chain=True))
    return Group(
        Text(""),
        Text("factcheck has stopped because of a mistake in the program.", style="bold"),
        Text("Every change you made is saved; only text in an open form is not."),
        Text("Start it again to go on. To report the mistake, copy what follows:"),
        Text(""),
        Text(without_passwords(safe_text(lines, keep_newlines=True)), style="dim"),
    )


def without_passwords(text: str) -> str:
    """Return `text` with the passwords of URLs and connection strings taken out."""
    text = _PASSWORD.sub(r"\g<head>***@", text)
    return _PASSWORD_FIELD.sub(r"\g<head>***", text)
