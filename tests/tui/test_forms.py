"""Forms: saved on request only, nothing typed is lost, and nobody's change is overwritten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Input

from factcheck.domain.commands import EditClaim, MarkSentence
from factcheck.domain.vocabulary import HowKnown, Mark
from factcheck.services.articles import get_article, mark_sentence
from factcheck.services.claims import edit_claim, get_claim
from factcheck.tui.screens.form import date_hint
from factcheck.tui.widgets.fields import SafeInput, SafeTextArea
from tests.tui.support import app_of, drawn, press, reading, running, said, write

if TYPE_CHECKING:
    from factcheck.services.desk import Desk


async def test_metadata(desk: Desk) -> None:
    """Key m corrects an article, with how it is known; a date that is none is refused at once."""
    async with running(desk) as pilot:
        await press(pilot, "m")
        await write(pilot, "Putin in Hanoi")
        await press(pilot, "tab", "tab", "tab")
        await write(pilot, "someday")
        await press(pilot, "ctrl+s")
        assert "not understood" in said(pilot)
        field = pilot.app.screen.query_one("#published_on", SafeInput)
        field.value = "12 Nov 2013"
        await press(pilot, "tab", "tab", "tab", "right", "right", "tab")
        await write(pilot, "the summit of Bali was in October")
        await press(pilot, "ctrl+s")
        article = get_article(desk, "A1").article
        assert (article.title, article.published_on) == ("Putin in Hanoi", "2013-11-12")
        assert article.basis["published_on"].how is HowKnown.INFERRED
        assert "12 Nov 2013 (inferred)" in drawn(pilot)


async def test_a_verdict_is_recorded_on_saving_only(desk: Desk) -> None:
    """Escape records nothing; the explanation comes back, with the key pressed then."""
    async with reading(desk) as (pilot, _screen):
        await press(pilot, "c", "k", "2")
        await write(pilot, "Not quite 1 or 2")
        await press(pilot, "escape")
        assert get_claim(desk, "C1").standing is None
        assert "kept" in said(pilot)
        await press(pilot, "4")
        assert pilot.app.screen.query_one(SafeTextArea).text == "Not quite 1 or 2"
        assert "[4 ◕ Mostly true]" in drawn(pilot)
        await press(pilot, "shift+tab", "3", "ctrl+s")
        standing = get_claim(desk, "C1").standing
        assert standing is not None
        assert standing.rating.key == "3"
        await press(pilot, "5")
        assert pilot.app.screen.query_one(SafeTextArea).text == "Not quite 1 or 2"
        await press(pilot, "escape")
        assert app_of(pilot).drafts == {}, "what was not changed is no draft"


async def test_a_key_without_a_rating_says_so(desk: Desk) -> None:
    """9 is not on the scale."""
    async with reading(desk) as (pilot, screen):
        await press(pilot, "c", "k", "9")
        assert "no rating on key 9" in said(pilot)
        assert pilot.app.screen is screen
        await press(pilot, "j", "1")
        assert "no claim in this sentence" in said(pilot)


async def test_drafts_of_a_form(desk: Desk) -> None:
    """What was typed into a claim's form stands there when it is opened again."""
    async with reading(desk) as (pilot, _screen):
        await press(pilot, "C", "tab")
        await write(pilot, "Putin")
        await press(pilot, "escape", "j", "k", "e")
        assert pilot.app.screen.query_one("#claimant", SafeInput).value == "Putin"
        await press(pilot, "ctrl+s")
        assert get_claim(desk, "C1").claim.claimant == "Putin"
        assert app_of(pilot).drafts == {}


async def test_known_claimants_are_suggested(desk: Desk) -> None:
    """A name that is known is completed with the right arrow."""
    async with reading(desk) as (pilot, _screen):
        await press(pilot, "C", "tab")
        await write(pilot, "Vladimir Putin")
        await press(pilot, "ctrl+s", "j", "C", "tab")
        await write(pilot, "vla")
        await press(pilot, "right", "ctrl+s")
        assert get_claim(desk, "C2").claim.claimant.casefold() == "vladimir putin"


async def test_somebody_was_faster_with_a_claim(desk: Desk) -> None:
    """Both values are shown, nothing is overwritten, and what was typed is still there."""
    async with reading(desk) as (pilot, _screen):
        await press(pilot, "c", "k", "e")
        claim = get_claim(desk, "C1").claim
        edit_claim(desk, EditClaim(claim_id=claim.id, version=claim.version, claimant="Theirs"))
        await press(pilot, "tab")
        await write(pilot, "Mine")
        await press(pilot, "ctrl+s")
        assert "Theirs" in drawn(pilot)
        assert "Mine" in drawn(pilot)
        await press(pilot, "escape")
        assert pilot.app.screen.query_one("#claimant", Input).value == "Mine"
        assert get_claim(desk, "C1").claim.claimant == "Theirs"
        await press(pilot, "escape", "e", "ctrl+s")
        assert get_claim(desk, "C1").claim.claimant == "Mine", "on second thoughts, knowingly"


async def test_somebody_was_faster_with_a_mark(desk: Desk) -> None:
    """A stale mark is refused with both values; the screen then shows what stands."""
    async with reading(desk) as (pilot, screen):
        first = screen.reading.page.sentences[0]
        mark_sentence(
            desk,
            MarkSentence(
                article_id=first.article_id,
                start=first.start,
                version=first.version,
                mark=Mark.QUERY,
            ),
        )
        await press(pilot, "x")
        assert type(pilot.app.screen).__name__ == "StaleDialog"
        await press(pilot, "escape")
        assert screen.reading.page.sentences[0].mark is Mark.QUERY
        await press(pilot, "g", "x")
        assert get_article(desk, "A1").sentences[0].mark is Mark.NOT_A_CLAIM


async def test_leaving_speaks_of_what_was_typed_and_not_saved(desk: Desk) -> None:
    """The first ^q tells of it, the second leaves; with nothing typed the first one leaves."""
    async with reading(desk) as (pilot, _screen):
        await press(pilot, "c", "k", "5")
        await write(pilot, "Half a thought")
        await press(pilot, "escape", "ctrl+q")
        assert pilot.app.is_running
        assert "would be lost" in said(pilot)
        await press(pilot, "ctrl+c")
        assert "Everything" not in said(pilot)
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert pilot.app.return_code == 0


def test_yesterday_is_the_article_s_yesterday() -> None:
    """Where its day is known; else today counts, and either is said."""
    assert date_hint("yesterday", "2013-11-12") == (
        "= 11 Nov 2013, counted from the article's day",
        "2013-11-11",
    )
    assert date_hint("yesterday", "2013-11")[0].endswith(", counted from today")
    assert date_hint("12 Nov 2013", "2013-11-12") == ("= 12 Nov 2013", "2013-11-12")


def test_a_day_to_come_is_told() -> None:
    """Nobody has said anything in 2099 yet."""
    assert date_hint("2099") == ("= 2099, a day to come", "2099")
