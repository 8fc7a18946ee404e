"""Screens: an empty desk, sizes, the mouse, finding, forms that lose nothing, the history."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factcheck.domain.commands import MarkSentence
from factcheck.domain.vocabulary import Mark
from factcheck.services.articles import get_article, list_articles, mark_sentence
from factcheck.services.claims import get_claim
from factcheck.tui.screens.article import ArticleScreen
from factcheck.tui.widgets.event_list import EventList
from factcheck.tui.widgets.fields import SafeInput
from tests.tui.support import (
    NARROW,
    OTHER,
    USUAL,
    WIDE,
    bring_in,
    drawn,
    hit,
    press,
    reading,
    running,
    said,
    settle,
    write,
)

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from factcheck.services.desk import Desk


# ------------------------------------------------------------------------------------- articles


@pytest.mark.parametrize("size", [NARROW, USUAL, WIDE], ids=["80x24", "120x40", "200x60"])
async def test_an_empty_desk_teaches(empty_desk: Desk, size: tuple[int, int]) -> None:
    """It says which key and which command bring in an article; no key fails."""
    async with running(empty_desk, size) as pilot:
        assert "factcheck ingest FILE" in drawn(pilot)
        await press(pilot, "enter", "j", "k", "G", "m", "u", "H", "escape")
        assert "brings one in" in drawn(pilot) or "Nothing to check yet" in drawn(pilot)


async def test_bringing_in_files(empty_desk: Desk, tmp_path: Path) -> None:
    """A path, then a folder; what is known already and what is wrong are told."""
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "one.txt").write_text(OTHER, encoding="utf-8")
    async with running(empty_desk) as pilot:
        await press(pilot, "i")
        await write(pilot, str(folder / "none.txt"))
        await press(pilot, "enter")
        assert "There is no file" in said(pilot)
        await press(pilot, "escape")
        assert "kept" in said(pilot)
        await press(pilot, "i")
        field = pilot.app.screen.query_one(SafeInput)
        assert field.value.endswith("none.txt"), "what was typed stands there again"
        field.value = str(folder)
        await press(pilot, "enter")
        assert "Brought in 1 article: A1." in said(pilot)
        assert "Perdagangan" in drawn(pilot)
        await press(pilot, "i")
        pilot.app.screen.query_one(SafeInput).value = str(folder / "one.txt")
        await press(pilot, "enter")
        assert "Already on the desk: A1." in said(pilot)
        (folder / "bad.txt").write_bytes(b"\x00\x01\x02\xff" * 50)
        await press(pilot, "i")
        pilot.app.screen.query_one(SafeInput).value = str(folder / "bad.txt")
        await press(pilot, "enter")
        assert "bad.txt" in said(pilot)
    assert len(list_articles(empty_desk)) == 1


async def test_the_list_shows_progress(desk: Desk) -> None:
    """Percent, claims and rated follow what is decided in the article."""
    async with running(desk) as pilot:
        assert "0 %" in drawn(pilot)
        await press(pilot, "enter", "x", "c", "escape")
        assert "40 %" in drawn(pilot)
        assert "1 claim · 0 rated" in drawn(pilot)
        assert "2 articles · 1 claim · 0 checked" in drawn(pilot)


# ----------------------------------------------------------------------------------------- sizes


async def test_resizing_keeps_the_place(desk: Desk) -> None:
    """From wide to narrow to tiny and back the lit sentence is seen and nothing fails."""
    async with reading(desk, size=WIDE) as (pilot, screen):
        await press(pilot, "c", "j", "j")
        for width, height in ((80, 24), (120, 40), (40, 10), (20, 5), (200, 60), (80, 24)):
            await pilot.resize_terminal(width, height)
            await settle(pilot)
            assert screen.reading.cursor == 3
            if width >= 80:
                assert "▌" in drawn(pilot)
                assert "Agreements" in drawn(pilot)
        assert screen.has_class("-narrow")


async def test_no_line_is_wider_than_the_screen(desk: Desk) -> None:
    """Text keeps a comfortable measure, and what is drawn fills the screen exactly."""
    for size in (NARROW, USUAL, WIDE):
        async with reading(desk, size=size) as (pilot, screen):
            await pilot.pause()
            assert 60 <= screen.reading.text_width <= 80
            assert {len(line) for line in drawn(pilot).split("\n")} == {size[0]}


# ----------------------------------------------------------------------------------------- mouse


def cell_of(pilot: Pilot[None], words: str) -> tuple[int, int]:
    """Return the cell at which words are drawn."""
    for y, line in enumerate(drawn(pilot).split("\n")):
        if words in line:
            return line.index(words), y
    raise AssertionError(words)


async def test_a_click_lights_a_sentence(desk: Desk) -> None:
    """Also its note and the footer take clicks."""
    async with reading(desk) as (pilot, screen):
        await pilot.click(offset=cell_of(pilot, "Agreements signed"))
        await settle(pilot)
        assert screen.reading.cursor == 3
        await pilot.click(offset=cell_of(pilot, "no claim"))
        await settle(pilot)
        assert get_article(desk, "A1").sentences[3].mark is Mark.NOT_A_CLAIM
        await press(pilot, "g", "c", "j", "j")
        await pilot.click(offset=cell_of(pilot, "◆ C1"))
        await settle(pilot)
        assert screen.reading.cursor == 0


async def test_a_drag_selects_words(desk: Desk) -> None:
    """Dragging chooses whole words; enter makes the claim."""
    async with reading(desk) as (pilot, screen):
        x, y = cell_of(pilot, "major buyer")
        await pilot.mouse_down(offset=(x + 1, y))
        await pilot.hover(offset=(x + 8, y))
        await pilot.mouse_up(offset=(x + 8, y))
        await settle(pilot)
        assert screen.reading.part is not None
        await press(pilot, "enter")
        assert get_claim(desk, "C1").claim.exact == "major buyer"


async def test_a_click_on_the_scale_rates(desk: Desk) -> None:
    """The verdict strip takes clicks."""
    async with reading(desk) as (pilot, _screen):
        await press(pilot, "c", "k")
        await pilot.click(offset=cell_of(pilot, "5 ✓"))
        await settle(pilot)
        assert "Verdict on C1" in drawn(pilot)


async def test_the_wheel_scrolls(desk: Desk) -> None:
    """The wheel moves the text without moving the lit sentence."""
    bring_in(desk, "A sentence stands here.\n\n" * 200, "long.txt")
    async with reading(desk, "A3") as (pilot, screen):
        first = screen.reading.rows()[0]
        for _ in range(3):
            await pilot._post_mouse_events([_wheel()], screen.reading)
        await settle(pilot)
        assert screen.reading.rows()[0] > first
        assert screen.reading.cursor == 0


def _wheel() -> type:
    from textual import events  # noqa: PLC0415 - only here

    return events.MouseScrollDown


# --------------------------------------------------------------------------------------- finding


async def test_finding(desk: Desk) -> None:
    """Places are counted and gone to in turn; escape leaves the sentence lit."""
    async with reading(desk) as (pilot, screen):
        await press(pilot, "slash")
        await write(pilot, "vietnam")
        for _ in range(100):  # the count is drawn a message later on a busy machine
            if "1 of 3" in drawn(pilot):
                break
            await pilot.pause()
        assert "1 of 3" in drawn(pilot)
        await press(pilot, "enter", "down")
        assert "3 of 3" in drawn(pilot)
        await press(pilot, "up", "escape")
        assert screen.reading.cursor == 2
        assert screen.reading.has_focus
        assert screen.reading.found == ()
        await press(pilot, "x")
        assert get_article(desk, "A1").sentences[2].mark is Mark.NOT_A_CLAIM


# --------------------------------------------------------------------------------------- history


async def test_history_of_a_claim_its_article_and_the_desk(desk: Desk) -> None:
    """H begins with the claim; w widens; word differences are shown; enter goes there."""
    async with reading(desk) as (pilot, _screen):
        await press(pilot, "x", "C", "end")
        await write(pilot, " indeed")
        await press(pilot, "ctrl+s", "H")
        assert "History of claim C1" in drawn(pilot)
        assert "indeed" in drawn(pilot)
        assert "+]" in drawn(pilot)
        await press(pilot, "w")
        assert "History of article A1" in drawn(pilot)
        await press(pilot, "w")
        assert "History of the whole desk" in drawn(pilot)
        await press(pilot, "enter")
        arrived = pilot.app.screen
        assert isinstance(arrived, ArticleScreen)
        assert arrived.claim is not None


async def test_taking_back_an_older_change(desk: Desk) -> None:
    """Key r undoes the chosen change, not only the newest; what stands in the way is said."""
    async with reading(desk) as (pilot, _screen):
        await press(pilot, "x", "q", "H", "j", "r")
        assert "Taken back: marked" in said(pilot)
        marks = [row.mark for row in get_article(desk, "A1").sentences][:2]
        assert marks == [Mark.UNTOUCHED, Mark.QUERY]
        assert "undone" in drawn(pilot)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, ArticleScreen)
        assert pilot.app.screen.reading.page.sentences[0].mark is Mark.UNTOUCHED


async def test_long_histories_come_in_pages(desk: Desk) -> None:
    """Older changes are read when the end of what is shown is reached."""
    for _ in range(105):
        for mark in (Mark.QUERY, Mark.UNTOUCHED):
            row = get_article(desk, "A1").sentences[0]
            mark_sentence(
                desk,
                MarkSentence(
                    article_id=row.article_id, start=row.start, version=row.version, mark=mark
                ),
            )
    async with running(desk) as pilot:
        await press(pilot, "H")
        changes = pilot.app.screen.query_one(EventList)
        assert len(changes.events or ()) == 200
        await press(pilot, "G")
        assert len(changes.events or ()) > 210


async def test_undo_with_nothing_to_undo(empty_desk: Desk) -> None:
    """It says so, in plain words."""
    async with running(empty_desk) as pilot:
        await press(pilot, "u")
        assert "nothing of yours to undo" in said(pilot)
        await press(pilot, "ctrl+r")
        assert "nothing to redo" in said(pilot)


# ------------------------------------------------------------------------------ everything else


async def test_the_palette_runs_commands_and_goes_to_claims(desk: Desk) -> None:
    """Every command of where one stands is there, every article, every claim."""
    async with reading(desk) as (pilot, screen):
        await press(pilot, "c", "j", "j")
        for typed, arrived in (("not a claim", None), ("C1", 0)):
            await pilot.press("ctrl+p")
            await pilot.pause()
            await pilot.press(*("space" if letter == " " else letter for letter in typed))
            await pilot.pause()
            await pilot.press("enter")
            await settle(pilot)
            if arrived is None:
                assert get_article(desk, "A1").sentences[3].mark is Mark.NOT_A_CLAIM
            else:
                top = pilot.app.screen
                assert isinstance(top, ArticleScreen)
                assert top is not screen
                assert top.reading.cursor == arrived


async def test_help_begins_with_what_works_here(desk: Desk) -> None:
    """The first lines of the help are the keys of where one stands."""
    async with reading(desk) as (pilot, _screen):
        await press(pilot, "question_mark")
        text = drawn(pilot)
        assert text.index("Reading an article") < text.index("Everywhere")
        assert "works here" in text
        await press(pilot, "j", "pagedown", "k", "question_mark")
        assert isinstance(pilot.app.screen, ArticleScreen)


async def test_paper_and_ink(desk: Desk) -> None:
    """f2 changes between the two themes; what is drawn follows."""
    async with reading(desk) as (pilot, screen):
        before = screen.reading.render_line(2)
        await press(pilot, "f2")
        assert pilot.app.theme == "paper"
        after = screen.reading.render_line(2)
        assert before.text == after.text
        assert list(before) != list(after)


async def test_without_colour(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """With NO_COLOR every decision is told by a symbol, a word or an attribute."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with reading(desk) as (pilot, _screen):
        await press(pilot, "c", "k", "1", "ctrl+s", "j", "x", "q")
        text = drawn(pilot)
        assert "◆ C1 ✗ False" in text
        assert "⚑ query" in text
        assert "✓" in text
        strips = pilot.app.screen._compositor.render_strips()
        colors = {
            color
            for strip in strips
            for segment in strip
            if segment.style
            for color in (segment.style.color, segment.style.bgcolor)
            if color is not None and color.triplet is not None
        }
        triplets = [color.triplet for color in colors if color.triplet is not None]
        assert all(max(t) - min(t) <= 1 for t in triplets)


async def test_ten_thousand_sentences(empty_desk: Desk) -> None:
    """A very long article opens, and no key sets more of it than what is seen."""
    bring_in(empty_desk, ("A sentence of some length stands here. " * 4 + "\n\n") * 2_500, "l.txt")
    async with reading(empty_desk) as (pilot, screen):
        assert len(screen.reading.page.sentences) == 10_000
        await hit(pilot, "G", "g", *"jjjjjjjjjjjjjjjjjjjj", "J", "J", "n", "x", "q")
        await settle(pilot)
        await press(pilot, "G")
        assert screen.reading.cursor == 9_999
        assert len(screen.reading._cache) < 200, "only what was seen has been set"


async def test_two_screens_of_one_article_agree(desk: Desk) -> None:
    """A change made on one screen is on the other when one comes back to it."""
    async with reading(desk) as (pilot, screen):
        await pilot.app.push_screen(ArticleScreen("A1"))
        await settle(pilot)
        await press(pilot, "x", "escape")
        assert pilot.app.screen is screen
        assert screen.reading.page.sentences[0].mark is Mark.NOT_A_CLAIM
        await press(pilot, "escape", "escape")
        assert type(pilot.app.screen).__name__ == "ArticlesScreen", "the list stays"
