"""If the program fails: the work is saved, and nothing secret is printed."""

from __future__ import annotations

import io
import threading
from typing import TYPE_CHECKING

import pytest
from rich.console import Console
from textual.color import Color

from factcheck.domain.scales import PRESETS
from factcheck.domain.vocabulary import Mark
from factcheck.services.articles import get_article
from factcheck.tui.crash import crash_report, without_passwords
from factcheck.tui.themes import INK, MIN_CONTRAST, PAPER, contrast, readable
from factcheck.tui.writer import Write
from tests.tui.support import app_of, press, reading

if TYPE_CHECKING:
    from textual.theme import Theme

    from factcheck.services.desk import Desk

SECRET = "hunter2"  # noqa: S105 - what must not be printed


def printed(error: BaseException) -> str:
    """Return what a person would see of an error."""
    out = io.StringIO()
    Console(file=out, width=100, force_terminal=True).print(crash_report(error))
    return out.getvalue()


def failing(password: str) -> None:
    """Fail with a secret in a local variable."""
    url = f"postgresql://ana:{password}@db.example/desk"
    raise ValueError(f"cannot reach {url}\x1b[2J")


def test_no_locals_no_passwords_no_control_characters() -> None:
    """The traceback names places only; a URL in a message loses its password."""
    with pytest.raises(ValueError, match="cannot") as caught:
        failing(SECRET)
    text = printed(caught.value)
    assert "Every change you made is saved" in text
    assert SECRET not in text
    assert "ana:***@db.example" in text
    assert "\x1b[2J" not in text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("postgresql+psycopg://a:b@h/d", "postgresql+psycopg://a:***@h/d"),
        ("host=h password=b user=a", "host=h password=*** user=a"),
        ("password='b c'", "password=***"),
        ("https://example.org/a:b", "https://example.org/a:b"),
    ],
)
def test_passwords_are_taken_out(text: str, expected: str) -> None:
    """URLs and connection strings lose their passwords; other text stays."""
    assert without_passwords(text) == expected


def fail() -> None:
    """Fail with a secret in a local variable, as a mistake in the program would."""
    secret = SECRET
    raise ZeroDivisionError(len(secret))


async def decide_and_fail(desk: Desk) -> None:
    """Decide of two sentences, then fail."""
    async with reading(desk) as (pilot, screen):
        await press(pilot, "x")

        # The writer is held up until the screens are gone: the change must not need them.
        gate = threading.Event()
        app_of(pilot).writer.submit(Write(gate.wait, lambda _result: None))
        threading.Timer(0.5, gate.set).start()

        def decide_then_fail() -> None:
            screen.action_mark("query")
            fail()

        screen.call_later(decide_then_fail)
        await pilot.pause()


async def test_a_crash_loses_no_change(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """What was decided before the failure is committed; no local variable is printed."""
    with pytest.raises(ZeroDivisionError):
        await decide_and_fail(desk)
    marks = [row.mark for row in get_article(desk, "A1").sentences][:2]
    assert marks == [Mark.NOT_A_CLAIM, Mark.QUERY]
    out = capsys.readouterr()
    assert SECRET not in out.out + out.err


@pytest.mark.parametrize("theme", [INK, PAPER], ids=["ink", "paper"])
@pytest.mark.parametrize("scale", sorted(PRESETS))
def test_every_rating_can_be_read(theme: Theme, scale: str) -> None:
    """Each verdict colour is moved until it can be read on the page and in the panel."""
    for rating in PRESETS[scale].ratings:
        color = Color.parse(readable(rating.color, theme.variables["lit"]))
        for ground in (theme.background, theme.surface, theme.variables["lit"]):
            assert ground is not None
            assert contrast(color, Color.parse(ground)) >= MIN_CONTRAST


@pytest.mark.parametrize("theme", [INK, PAPER], ids=["ink", "paper"])
@pytest.mark.parametrize("name", ["foreground", "quiet", "accent", "error"])
def test_text_can_be_read(theme: Theme, name: str) -> None:
    """Everything that is meant to be read has the contrast for it, on page and panel."""
    color = theme.variables.get(name) or getattr(theme, name)
    for ground in (theme.background, theme.surface):
        assert ground is not None
        assert contrast(Color.parse(color), Color.parse(ground)) >= MIN_CONTRAST
