"""The command as a process: terminals, pipes, signals, completion."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pexpect
import pytest

from factcheck.cli.output import has_style
from tests.cli.conftest import count_events

FACTCHECK: Final = [sys.executable, "-m", "factcheck"]
WITH_SCREEN: Final = """
import sys
from factcheck.cli.app import app
from factcheck.cli.invocation import Invocation
app(obj=Invocation(open_screen=lambda desk: print("SCREEN", desk.name)), prog_name="factcheck")
"""


@pytest.fixture(autouse=True)
def _package_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let processes that start elsewhere import the package from the checkout."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))


def factcheck(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command without a terminal."""
    return subprocess.run(
        [*FACTCHECK, *arguments],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.usefixtures("desk")
def test_without_terminal_the_state_is_shown() -> None:
    """No terminal: a line that says so, the state, and exit code 0."""
    done = factcheck()
    assert done.returncode == 0
    assert "no terminal" in done.stderr
    assert done.stdout.startswith("Test desk\n")
    assert "\x1b" not in done.stdout + done.stderr


def test_without_desk_it_says_how_to_make_one() -> None:
    """No desk: a plain message and exit code 4."""
    done = factcheck()
    assert (done.returncode, done.stdout) == (4, "")
    assert "factcheck init DIR" in done.stderr


@pytest.mark.usefixtures("desk")
def test_terminal_on_both_sides_opens_the_screen() -> None:
    """With a terminal to read and to draw on, the screen is opened on the desk."""
    child = pexpect.spawn(sys.executable, ["-c", WITH_SCREEN], encoding="utf-8", timeout=60)
    child.expect("SCREEN Test desk")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0


@pytest.mark.usefixtures("desk")
def test_no_color_is_respected(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that asks for plain text gets no escape sequence."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NO_COLOR", "1")
    child = pexpect.spawn(FACTCHECK[0], [*FACTCHECK[1:], "articles"], encoding="utf-8", timeout=60)
    child.expect(pexpect.EOF)
    told = str(child.before)
    child.close()
    assert "A1" in told
    assert "\x1b" not in told


@pytest.mark.parametrize(
    ("variables", "terminal", "styled"),
    [
        ({"TERM": "xterm-256color"}, True, True),
        ({"TERM": "xterm-256color"}, False, False),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, True, False),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, True, True),
        ({"TERM": "dumb"}, True, False),
        ({"TERM": ""}, True, False),
    ],
)
def test_when_output_is_styled(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], *, terminal: bool, styled: bool
) -> None:
    """Bold is for terminals that can show it, where NO_COLOR is not set to something."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    stream = io.StringIO()
    monkeypatch.setattr(stream, "isatty", lambda: terminal)
    assert has_style(stream) is styled


@pytest.mark.usefixtures("desk")
def test_reader_that_left_is_no_crash() -> None:
    """A closed pipe ends the command with 141 and not a word."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [*FACTCHECK, "article", "A1", "--json"],
            stdout=writing,
            stderr=subprocess.PIPE,
            check=False,
            timeout=60,
        )
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


def test_control_c_leaves_nothing_half_done(desk: Path) -> None:
    """Ctrl-C while a text is typed in ends with 130, says what holds, and stores nothing."""
    before = count_events(desk)
    child = pexpect.spawn(
        FACTCHECK[0], [*FACTCHECK[1:], "ingest", "-"], encoding="utf-8", timeout=60
    )
    child.expect("end it with Ctrl-D")
    child.sendline("Half a text")
    child.expect("Half a text")
    child.sendintr()
    child.expect("nothing is half done")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
    assert count_events(desk) == before


@pytest.mark.usefixtures("desk")
def test_output_survives_a_poor_encoding(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that knows only ASCII gets `?` for what it cannot show, and no crash."""
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    done = factcheck("article", "A1")
    assert done.returncode == 0
    assert "1 ? The two countries" in done.stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(monkeypatch: pytest.MonkeyPatch, shell: str) -> None:
    """Each documented shell has a completion script."""
    monkeypatch.setenv("_FACTCHECK_COMPLETE", f"source_{shell}")
    done = subprocess.run(
        [sys.executable, "-c", "from factcheck.__main__ import main; main()"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0
    assert "_FACTCHECK_COMPLETE" in done.stdout


def test_help_loads_no_heavy_library() -> None:
    """`--help` loads neither pydantic nor jinja2 nor the services."""
    script = (
        "import sys; from factcheck.__main__ import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'pydantic', 'jinja2', 'sqlalchemy', 'textual', 'rich', 'factcheck.services'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "--help"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stderr == "[]\n"
    assert "Exit codes:" in done.stdout
