"""Text that wants to run, to write the clipboard, to clear the screen or to hide is only shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.segment import Segment
from textual import events
from textual.color import Color
from textual.widgets import Input, TextArea

from factcheck.domain.commands import AddSource, EditArticle, EditClaim
from factcheck.domain.errors import FactcheckError
from factcheck.services.articles import edit_article, get_article
from factcheck.services.claims import edit_claim, get_claim
from factcheck.services.sources import add_source
from factcheck.tui.lastnet import LastNet
from factcheck.tui.screens.claim_form import ClaimForm
from factcheck.tui.widgets.fields import typed_text
from tests.tui.support import (
    ACTING,
    HOSTILE,
    NARROW,
    WIDE,
    app_of,
    bring_in,
    drawn,
    press,
    reading,
    running,
    settle,
    write,
)

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from factcheck.services.desk import Desk

LINE = HOSTILE.split("\n", maxsplit=1)[0]


@pytest.fixture
def hostile_desk(empty_desk: Desk) -> Desk:
    """A desk on which every field that takes foreign text holds the hostile one."""
    article = bring_in(empty_desk, HOSTILE, "[@click=app.quit]x[/].txt")
    bring_in(empty_desk, HOSTILE.replace("claim", "other"), "b.txt")
    edit_article(
        empty_desk,
        EditArticle(
            article_id=article.id,
            version=article.version,
            title=LINE,
            publisher="[/]",
            authors=LINE[:80],
            why=LINE[:60],
        ),
    )
    add_source(empty_desk, AddSource(title=LINE[:200], publisher="[bold]x[/bold] \x1b[2J"))
    return empty_desk


def assert_harmless(pilot: Pilot[None], where: str) -> None:
    """Nothing of what stands on the terminal can act, and the app is running."""
    found = ACTING.sub("", drawn(pilot).replace("\n", "")) != drawn(pilot).replace("\n", "")
    assert not found, f"a control character is drawn on {where}"
    assert pilot.app.is_running


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "200x60"])
async def test_through_every_screen(hostile_desk: Desk, size: tuple[int, int]) -> None:
    """Hostile text is read, marked, claimed, edited, quoted, rated, searched and told."""
    async with running(hostile_desk, size) as pilot:
        steps = [
            "enter",
            "c",
            "k",
            "e",
            "escape",
            "1",
            "escape",
            "s",
            "enter",
            "enter",
            "ctrl+s",
            "tab",
            "j",
            "enter",
            "escape",
            "escape",
            "x",
            "q",
            "v",
            "l",
            "l",
            "c",
            "m",
            "escape",
            "slash",
            "escape",
            "H",
            "j",
            "j",
            "j",
            "w",
            "w",
            "enter",
            "escape",
            "escape",
            "question_mark",
            "escape",
            "d",
            "u",
            "u",
            "ctrl+r",
            "G",
            "escape",
            "H",
            "escape",
            "i",
            "escape",
        ]
        for step in steps:
            await press(pilot, step)
            assert_harmless(pilot, f"{type(pilot.app.screen).__name__} after {step}")
            for link in ("@click", "app.quit"):
                assert link not in {*_metas(pilot)}


def _metas(pilot: Pilot[None]) -> set[str]:
    strips = pilot.app.screen._compositor.render_strips()
    styles = [segment.style for strip in strips for segment in strip if segment.style]
    return {key for style in styles for key in style.meta}


async def test_markup_is_shown_as_it_stands(hostile_desk: Desk) -> None:
    """Brackets are letters: a reader sees what the page says."""
    async with reading(hostile_desk) as (pilot, _screen):
        assert "[@click=app.quit]with a link[/]" in drawn(pilot)
        assert "␛" in drawn(pilot)
        assert "⟦U+202E⟧" in drawn(pilot)


async def test_the_palette_shows_hostile_titles(hostile_desk: Desk) -> None:
    """Titles in the palette are content, not markup."""
    async with reading(hostile_desk) as (pilot, _screen):
        await pilot.press("ctrl+p")
        await pilot.pause()
        await pilot.press(*"A1 A claim".replace(" ", ""))
        await pilot.pause()
        assert_harmless(pilot, "the palette")
        await pilot.press("escape")
        await settle(pilot)


@pytest.mark.parametrize("field", ["TextArea", "Input"])
async def test_pasting_into_fields(desk: Desk, field: str) -> None:
    """A paste loses what cannot be seen; what is stored and shown is what one saw."""
    async with reading(desk) as (pilot, _screen):
        await press(pilot, "C")
        target = pilot.app.screen.query(field).first()
        target.focus()
        await settle(pilot)
        target.post_message(events.Paste(HOSTILE))
        await settle(pilot)
        assert_harmless(pilot, field)
        assert isinstance(target, Input | TextArea)
        text = target.value if isinstance(target, Input) else target.text
        assert "[@click=app.quit]" in text
        assert not ACTING.search(text.replace("\n", ""))
        await press(pilot, "ctrl+s")
        assert_harmless(pilot, "the article")
        assert not ACTING.search(get_claim(desk, "C1").claim.restatement.replace("\n", ""))


async def test_an_untouched_field_keeps_its_raw_text(hostile_desk: Desk) -> None:
    """Opening and saving a form never rewrites what it could not show."""
    async with reading(hostile_desk) as (pilot, _screen):
        await press(pilot, "j", "c", "k")
        before = get_claim(hostile_desk, "C1").claim.restatement
        assert "\x1b" in before
        await press(pilot, "e", "tab")
        await write(pilot, "Someone")
        await press(pilot, "ctrl+s")
        after = get_claim(hostile_desk, "C1").claim
        assert (after.restatement, after.claimant) == (before, "Someone")


async def test_errors_and_stale_values_are_shown_harmless(hostile_desk: Desk) -> None:
    """Messages quote what was typed and what stands there; both are foreign text."""
    async with reading(hostile_desk) as (pilot, _screen):
        await press(pilot, "c", "k", "e")
        form = pilot.app.screen
        assert isinstance(form, ClaimForm)
        other = form.claim
        edit_claim(
            hostile_desk, EditClaim(claim_id=other.id, version=other.version, restatement=LINE)
        )
        await write(pilot, "mine ")
        await press(pilot, "ctrl+s")
        assert type(pilot.app.screen).__name__ == "StaleDialog"
        assert_harmless(pilot, "the stale dialog")
        app_of(pilot).say(LINE, "refused", "[/] \x1b[2J")
        await press(pilot, "escape")
        form.refuse(FactcheckError(LINE, hint=LINE))
        await settle(pilot)
        assert_harmless(pilot, "an error")


@pytest.mark.parametrize(
    ("raw", "lines", "expected"),
    [
        pytest.param("a\x1b[2Jb", False, "a[2Jb", id="escape"),
        pytest.param("a\nb\tc", False, "a b c", id="one line"),
        pytest.param("a\nb\tc", True, "a\nb c", id="lines"),
        pytest.param("a\u202eb\u200bc", False, "abc", id="bidi and zero width"),
        pytest.param("👩\u200d👧 नमस्\u200dते", False, "👩\u200d👧 नमस्\u200dते", id="joiners"),
        pytest.param("x\ud800y", False, "x\ufffdy", id="lone surrogate"),
    ],
)
def test_typed_text(raw: str, lines: bool, expected: str) -> None:  # noqa: FBT001 - a parameter of the test
    """What is pasted becomes what could have been typed."""
    assert typed_text(raw, lines=lines) == expected


@pytest.mark.parametrize("text", ["a\x1bb", "\x9b31m", "a\u202eb", "a\ud800b", "\u0007"])
def test_the_last_net_keeps_the_width(text: str) -> None:
    """What slips through is taken out of the finished line, which keeps its cells."""
    before = [Segment(text)]
    after = LastNet().apply(before, Color(0, 0, 0))
    assert not ACTING.search(after[0].text)
    assert after[0].cell_length == before[0].cell_length


def test_the_article_itself_stays_raw(hostile_desk: Desk) -> None:
    """Only what is shown is made safe; the text is stored as it came."""
    assert "\x1b]52;c;" in get_article(hostile_desk, "A1").text
