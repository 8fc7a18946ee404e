"""If the program fails: the work is saved, and nothing secret is printed."""

from __future__ import annotations

import asyncio
import io
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.console import Console
from textual.color import Color
from textual.worker import WorkerFailed

from factcheck.__main__ import open_screen
from factcheck.domain.errors import RefusedError
from factcheck.domain.scales import PRESETS
from factcheck.domain.vocabulary import Mark
from factcheck.services.articles import get_article
from factcheck.tui.app import FactcheckApp
from factcheck.tui.crash import crash_report
from factcheck.tui.screens.articles import ArticlesScreen
from factcheck.tui.themes import INK, MIN_CONTRAST, PAPER, contrast, readable
from factcheck.tui.writer import Write
from tests.tui.support import app_of, press, reading, settle

if TYPE_CHECKING:
    from textual.theme import Theme

    from factcheck.services.desk import Desk

SECRET = "hunter2"  # noqa: S105 - what must not be printed


def printed(error: BaseException) -> str:
    """Return what a person would see of an error."""
    out = io.StringIO()
    file = Path("/home/ana/log/crash.txt")
    Console(file=out, width=100, force_terminal=True).print(crash_report(error, file))
    return out.getvalue()


def failing(password: str) -> None:
    """Fail with a secret in a local variable."""
    url = f"postgresql://ana:{password}@db.example/desk"
    raise ValueError(f"cannot reach {url}\x1b[2J")


def test_no_traceback_no_message_no_control_characters() -> None:
    """The kind of the mistake, what is saved, and the file; nothing else."""
    with pytest.raises(ValueError, match="cannot") as caught:
        failing(SECRET)
    text = printed(caught.value)
    assert "Every change that the screen had confirmed is saved" in text
    assert "(ValueError)" in text
    assert "/home/ana/log/crash.txt" in text
    assert SECRET not in text
    assert "Traceback" not in text
    assert "test_crash.py" not in text
    assert "\x1b[2J" not in text
    assert "could not be written" in str(crash_report(caught.value, None).renderables[-1])


async def fail_in_a_read(desk: Desk, kept: list[BaseException]) -> None:
    """Fail in a thread that reads."""

    def keep(error: BaseException) -> None:
        kept.append(error)

    app = FactcheckApp(desk, keep)
    try:
        async with app.run_test() as pilot:
            await settle(pilot)
            screen = app.screen
            assert isinstance(screen, ArticlesScreen)
            screen.read("fail", lambda _desk: fail(), lambda _nothing: None)
            await settle(pilot)
    finally:
        app.writer.close()


async def test_the_details_are_those_of_the_mistake(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    """A mistake in a thread is kept once, as itself and not as the worker's wrapping of it."""
    kept: list[BaseException] = []
    with pytest.raises(WorkerFailed):
        await fail_in_a_read(desk, kept)
    assert [type(error) for error in kept] == [ZeroDivisionError]
    told = capsys.readouterr()
    assert "Traceback" not in told.out + told.err


@pytest.mark.parametrize("refusal", [None, RefusedError("No key.", hint="Enrol.")])
def test_a_crash_of_the_screen_exits_with_70(
    desk: Desk,
    refusal: RefusedError | None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """After the history was signed, or why it could not be was told in plain words."""
    ended: list[Desk] = []

    def end_session(desk: Desk) -> None:
        ended.append(desk)
        if refusal is not None:
            raise refusal

    monkeypatch.setattr("factcheck.services.checkpoints.end_session", end_session)
    monkeypatch.setattr("factcheck.tui.run", lambda *_: 70)
    with pytest.raises(SystemExit) as left:
        open_screen(desk)
    assert left.value.code == 70
    assert ended == [desk]
    assert ("No key." in capsys.readouterr().err) is (refusal is not None)


def test_leaving_the_screen_is_no_failure(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command goes on to its end; a refusal to sign is the command line's to tell."""
    monkeypatch.setattr("factcheck.tui.run", lambda *_: 0)
    open_screen(desk)

    def end_session(_desk: Desk) -> None:
        raise RefusedError("No key.")

    monkeypatch.setattr("factcheck.services.checkpoints.end_session", end_session)
    with pytest.raises(RefusedError):
        open_screen(desk)


def test_a_crash_is_written_down(
    desk: Desk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A crash of the real screen: exit code 70, no traceback shown, details in the file named."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))

    def crash(_screen: ArticlesScreen) -> None:
        fail()

    def headless(app: FactcheckApp) -> None:
        asyncio.run(app.run_async(headless=True, size=(80, 24)))

    monkeypatch.setattr(ArticlesScreen, "load", crash)
    monkeypatch.setattr(FactcheckApp, "run", headless)
    with pytest.raises(SystemExit) as left:
        open_screen(desk)
    assert left.value.code == 70
    told = capsys.readouterr()
    (file,) = (tmp_path / "state").rglob("crash-*.txt")
    assert file.name in told.out + told.err
    assert "Traceback" not in told.out + told.err
    assert "ZeroDivisionError" in file.read_text(encoding="utf-8")
    assert SECRET not in file.read_text(encoding="utf-8")


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
