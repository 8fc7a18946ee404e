"""The real program in a real pseudo-terminal: what a hostile article sends reaches no terminal."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import pexpect
import pytest

from factcheck.bootstrap import create_desk
from factcheck.services.articles import get_article
from factcheck.services.ingest import ingest_files
from tests.tui.support import HOSTILE

if TYPE_CHECKING:
    from pathlib import Path

FOREIGN = re.compile(
    rb"\x1b\]52|\x1b\]8;|\x1bP[^=$+>]"  # the clipboard, links, device control strings
    rb"|\x07|\x08"  # bell and backspace
    rb"|\xc2[\x80-\x9f]"  # C1 controls
    rb"|\xe2\x80[\x8e\x8f\xa8-\xae]|\xe2\x81[\xa0-\xaf]|\xd8\x9c"  # bidirectional controls
    rb"|\xed[\xa0-\xbf]"  # lone surrogates
)
OWN = re.compile(rb"\x1b\]22;[a-z-]*\x07")
"""Textual asks for the shape of the mouse pointer; the rest of what it sends has no bell."""

WAIT = 60
"""Seconds for an answer; the program takes a few to load on a busy machine."""


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is of POSIX")
def test_no_raw_control_reaches_the_terminal(tmp_path: Path) -> None:
    """Read, marked, tagged and undone: only Textual's own controls go out."""
    article = tmp_path / "\x1b]52;c;AAAA\x07 [@click=app.quit]x[ .txt"
    article.write_bytes(
        HOSTILE.encode() + b"\n\nLone \xed\xa0\x80 surrogate, \x1b]52;c;QUJD\x07 and \x1b[2J end.\n"
    )
    with create_desk(tmp_path / "desk", name="\u202eDesk", reviewer="ana") as desk:
        (outcome,) = ingest_files(desk, [article])
        assert outcome.state == "added"
    seen = bytearray()

    class Recorder:
        def write(self, data: bytes) -> None:
            seen.extend(data)

        def flush(self) -> None:
            return

    terminal = pexpect.spawn(
        sys.executable,
        ["-m", "factcheck", "--desk", str(tmp_path / "desk"), "--as", "ana"],
        dimensions=(40, 120),
        timeout=WAIT,
    )
    terminal.logfile_read = Recorder()
    for keys, answer in (
        ("", "brings in|bring in"),
        ("\r", "undecided"),
        ("x", "u undoes"),
        ("c", "tagged|u undoes"),
        ("k", "Verdict"),
        ("u", "Undone"),
        ("\x11", pexpect.EOF),
    ):
        terminal.send(keys)
        terminal.expect(answer)
    terminal.close()
    assert terminal.exitstatus == 0
    sent = OWN.sub(b"", bytes(seen))
    found = FOREIGN.search(sent)
    assert found is None, sent[max(0, found.start() - 60) : found.end() + 20]
    with create_desk(tmp_path / "other", name="Other", reviewer="ana") as desk:
        ingest_files(desk, [article])
        assert "\x1b]52;c;QUJD\x07" in get_article(desk, "A1").text, "what is stored stays raw"
