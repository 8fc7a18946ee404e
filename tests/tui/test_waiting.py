"""Keys pressed while a change waits for the database: nothing typed is lost, nothing done twice."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from factcheck.domain.commands import EditClaim, MarkSentence, RemoveClaim
from factcheck.domain.errors import BusyError
from factcheck.domain.vocabulary import Mark
from factcheck.services.articles import get_article, mark_sentence
from factcheck.services.claims import edit_claim, get_claim, remove_claim
from factcheck.services.history import list_events
from factcheck.services.sources import list_sources
from factcheck.tui import palette
from factcheck.tui.screens import history
from factcheck.tui.screens.article import ArticleScreen
from factcheck.tui.screens.claim_form import ClaimForm
from factcheck.tui.screens.passage import PassageScreen
from factcheck.tui.widgets.fields import SafeInput, SafeTextArea
from tests.tui.support import (
    app_of,
    handled,
    held_writer,
    press,
    reading,
    running,
    said,
    settle,
    tap,
    write,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest
    from textual.pilot import Pilot

    from factcheck.services.desk import Desk


async def type_a_claimant(pilot: Pilot[None]) -> None:
    """Make a claim, open its form and type who said it."""
    await press(pilot, "C", "tab")
    await write(pilot, "Putin")


def colleague_marks(desk: Desk, mark: Mark) -> None:
    """Mark the first sentence as another reviewer's program would."""
    row = get_article(desk, "A1").sentences[0]
    mark_sentence(
        desk,
        MarkSentence(article_id=row.article_id, start=row.start, version=row.version, mark=mark),
    )


# ------------------------------------------------------------------------- a form that was closed


async def test_a_refusal_after_closing_keeps_what_was_typed(desk: Desk) -> None:
    """The claim was removed meanwhile: that is said, and the text stands there again."""
    async with reading(desk) as (pilot, screen):
        await type_a_claimant(pilot)
        claim = get_claim(desk, "C1").claim
        async with held_writer(pilot):
            await tap(pilot, "ctrl+s", "escape")
            assert pilot.app.screen is screen
            remove_claim(desk, RemoveClaim(claim_id=claim.id, version=claim.version))
        assert app_of(pilot).drafts == {f"claim {claim.id}": {"claimant": "Putin"}}
        assert pilot.app.screen is screen
        await press(pilot, "u")
        await press(pilot, "e")
        assert pilot.app.screen.query_one("#claimant", SafeInput).value == "Putin"


async def test_a_faster_colleague_after_closing(desk: Desk) -> None:
    """Both values are shown, and what was typed is kept."""
    async with reading(desk) as (pilot, _screen):
        await type_a_claimant(pilot)
        claim = get_claim(desk, "C1").claim
        async with held_writer(pilot):
            await tap(pilot, "ctrl+s", "escape")
            edit_claim(desk, EditClaim(claim_id=claim.id, version=claim.version, claimant="Theirs"))
        assert type(pilot.app.screen).__name__ == "StaleDialog"
        await press(pilot, "escape", "e")
        assert pilot.app.screen.query_one("#claimant", SafeInput).value == "Putin"


async def test_a_save_after_closing_leaves_no_draft(desk: Desk) -> None:
    """What landed is no draft, and it is said that it landed."""
    async with reading(desk) as (pilot, _screen):
        await type_a_claimant(pilot)
        async with held_writer(pilot):
            await tap(pilot, "ctrl+s", "escape")
            assert said(pilot) == "It is still being saved."
        assert get_claim(desk, "C1").claim.claimant == "Putin"
        assert app_of(pilot).drafts == {}
        assert "Claim C1: saved." in said(pilot)


async def test_what_was_typed_after_saving_stays_a_draft(desk: Desk) -> None:
    """Only what was stored is dropped."""
    async with reading(desk) as (pilot, _screen):
        await type_a_claimant(pilot)
        async with held_writer(pilot):
            await tap(pilot, "ctrl+s", "x", "escape")
        assert get_claim(desk, "C1").claim.claimant == "Putin"
        assert [*app_of(pilot).drafts.values()] == [{"claimant": "Putinx"}]


async def test_a_refused_link_after_closing(desk: Desk) -> None:
    """The screen of the passage is gone when the refusal comes; it is said where one is."""
    async with reading(desk) as (pilot, screen):
        await press(pilot, "c", "k", "s", "enter", "enter")
        claim = get_claim(desk, "C1").claim
        async with held_writer(pilot):
            await tap(pilot, "ctrl+s", "escape")
            assert pilot.app.screen is screen
            remove_claim(desk, RemoveClaim(claim_id=claim.id, version=claim.version))
        assert pilot.app.screen is screen
        assert "no such claim any more" in said(pilot)


async def test_a_save_under_the_help_closes_the_form_and_not_the_help(desk: Desk) -> None:
    """What lies over the form stays; the form is gone when one comes back."""
    async with reading(desk) as (pilot, screen):
        await type_a_claimant(pilot)
        async with held_writer(pilot):
            await tap(pilot, "ctrl+s")
            app_of(pilot).action_help()
            await handled(pilot)
            over = pilot.app.screen
            assert type(over).__name__ == "HelpScreen"
        assert pilot.app.screen is over
        await press(pilot, "escape")
        assert pilot.app.screen is screen
        assert get_claim(desk, "C1").claim.claimant == "Putin"


async def test_escape_twice_closes_one_screen(desk: Desk) -> None:
    """The second escape of a form that is closing closes nothing else."""
    async with reading(desk) as (pilot, screen):
        await press(pilot, "C")
        form = pilot.app.screen
        assert isinstance(form, ClaimForm)
        form.action_close()
        form.action_close()
        await settle(pilot)
        assert pilot.app.screen is screen


# --------------------------------------------------------------------------------- saving it twice


async def test_a_source_is_stored_once(desk: Desk) -> None:
    """A second ^s while the first waits does nothing."""
    async with reading(desk) as (pilot, _screen):
        await press(pilot, "c", "k", "s")
        await write(pilot, "A report")
        await press(pilot, "ctrl+n")
        async with held_writer(pilot):
            await tap(pilot, "ctrl+s", "ctrl+s", "ctrl+s")
        assert [view.source.title for view in list_sources(desk)] == ["A report"]
        assert isinstance(pilot.app.screen, PassageScreen)


async def test_an_article_is_made_a_source_once(desk: Desk) -> None:
    """A second enter while the first waits does nothing."""
    async with reading(desk) as (pilot, screen):
        await press(pilot, "c", "k", "s")
        async with held_writer(pilot):
            await tap(pilot, "enter", "enter")
        assert isinstance(pilot.app.screen, PassageScreen)
        await press(pilot, "escape")
        assert pilot.app.screen_stack[-1] is screen


async def test_a_passage_is_linked_once(desk: Desk) -> None:
    """A second ^s while the first waits does nothing."""
    async with reading(desk) as (pilot, _screen):
        await press(pilot, "c", "k", "s", "enter", "enter")
        async with held_writer(pilot):
            await tap(pilot, "ctrl+s", "ctrl+s")
        assert len(get_claim(desk, "C1").evidence) == 1
        assert isinstance(pilot.app.screen, ArticleScreen)


async def test_a_verdict_is_recorded_once(desk: Desk) -> None:
    """A second ^s is no conflict with oneself."""
    async with reading(desk) as (pilot, screen):
        await press(pilot, "c", "k", "2")
        await write(pilot, "Because")
        async with held_writer(pilot):
            await tap(pilot, "ctrl+s", "ctrl+s")
        assert pilot.app.screen is screen
        assert get_claim(desk, "C1").standing is not None
        rated = [line for line in list_events(desk, claim="C1") if "rated" in line.summary]
        assert len(rated) == 1


async def test_after_a_refusal_one_can_save_again(desk: Desk) -> None:
    """By the desk, or by the form itself."""
    async with reading(desk) as (pilot, _screen):
        await press(pilot, "C")
        claim = get_claim(desk, "C1").claim
        await press(pilot, "tab", "tab")
        await write(pilot, "someday")
        await press(pilot, "ctrl+s")
        assert "not understood" in said(pilot)
        form = pilot.app.screen
        form.query_one("#said_on", SafeInput).value = "2013"
        form.query_one("#restatement", SafeTextArea).text = " "
        await press(pilot, "ctrl+s")
        assert pilot.app.screen is form, said(pilot)
        form.query_one("#restatement", SafeTextArea).text = "Better."
        await press(pilot, "ctrl+s")
        edited = get_claim(desk, "C1").claim
        assert (edited.id, edited.said_on, edited.restatement) == (claim.id, "2013", "Better.")


# ----------------------------------------------------------------------- marks and their versions


async def test_a_reload_lets_no_mark_overwrite_a_colleague(desk: Desk) -> None:
    """What counts is what was seen when the key was pressed."""
    async with reading(desk) as (pilot, screen):
        async with held_writer(pilot):
            await tap(pilot, "x")
            colleague_marks(desk, Mark.QUERY)
            screen.load()
            await handled(pilot)
            assert screen.reading.page.sentences[0].mark is Mark.QUERY
        assert type(pilot.app.screen).__name__ == "StaleDialog"
        assert get_article(desk, "A1").sentences[0].mark is Mark.QUERY


async def test_a_colleague_between_two_marks_of_ours(desk: Desk) -> None:
    """Marks asked for one after the other follow each other, but never a colleague's."""
    async with reading(desk) as (pilot, screen):
        async with held_writer(pilot):
            await tap(pilot, "x", "g", "q", "g")
        assert get_article(desk, "A1").sentences[0].mark is Mark.QUERY
        assert pilot.app.screen is screen
        async with held_writer(pilot):
            await tap(pilot, "x")
            colleague_marks(desk, Mark.UNTOUCHED)
        assert type(pilot.app.screen).__name__ == "StaleDialog"
        assert get_article(desk, "A1").sentences[0].mark is Mark.UNTOUCHED


# ------------------------------------------------------------------------- the palette, the history


async def test_a_busy_desk_does_not_end_the_palette(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its commands are there; only the places are missing."""

    def busy(_desk: Desk) -> None:
        raise BusyError("Another program holds the database.")

    monkeypatch.setattr(palette, "list_claims", busy)
    async with reading(desk) as (pilot, screen):
        await pilot.press("ctrl+p")
        await pilot.pause()
        await pilot.press("e", "s", "c", "backspace", "backspace", "backspace")
        await pilot.press("escape")
        await settle(pilot)
        assert pilot.app.screen is screen


async def test_leaving_while_the_palette_gathers(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither closing the palette nor quitting fails."""
    gate = threading.Event()

    def slow(_desk: Desk) -> tuple[()]:
        gate.wait(10)
        return ()

    monkeypatch.setattr(palette, "list_articles", slow)
    async with running(desk) as pilot:
        for _ in range(2):
            await pilot.press("ctrl+p")
            await pilot._wait_for_screen()
            await pilot.press("A")
            pilot.app.workers.cancel_all()
            await pilot.press("escape")
        await pilot.press("ctrl+p")
        pilot.app.exit()
        gate.set()
    assert pilot.app._exception is None


async def test_older_changes_of_another_scope_are_not_shown(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer that lands after the scope was widened is not taken."""
    monkeypatch.setattr(history, "PAGE", 2)
    async with reading(desk) as (pilot, _screen):
        await press(pilot, "x", "q", "c", "k", "e", "tab")
        await write(pilot, "Putin")
        await press(pilot, "ctrl+s", "H")
        screen = pilot.app.screen
        assert isinstance(screen, history.HistoryScreen)
        asked: list[Callable[[object], None]] = []
        monkeypatch.setattr(screen, "read", lambda _group, _job, then: asked.append(then))
        lines = screen.changes.events
        assert lines is not None
        screen.action_edge(1)
        screen._complete = False
        screen._more()
        (older, *_) = asked
        monkeypatch.undo()
        await press(pilot, "w")
        shown = screen.changes.events
        older(lines)
        assert screen.changes.events == shown
