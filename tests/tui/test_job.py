"""The main job by keyboard alone: from an undecided sentence to a rated claim, and back again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factcheck.domain.vocabulary import ClaimType, Mark, Stance
from factcheck.services.articles import get_article
from factcheck.services.claims import get_claim
from factcheck.services.proof import rebuild
from factcheck.services.sources import list_sources
from tests.tui.support import NARROW, USUAL, drawn, hit, press, reading, said, write

if TYPE_CHECKING:
    from factcheck.services.desk import Desk


@pytest.mark.parametrize("size", [NARROW, USUAL], ids=["80x24", "120x40"])
async def test_a_claim_all_the_way(desk: Desk, size: tuple[int, int]) -> None:
    """Mark, claim, claim a part, edit, link a source, rate, undo, redo: no mouse, nothing lost."""
    async with reading(desk, size=size) as (pilot, screen):
        await press(pilot, "c")
        assert said(pilot) == "C1 is a claim. u undoes"
        assert screen.reading.cursor == 1, "a decision goes on by itself"
        await press(pilot, "x", "q", "k", "v", "l", "l", "o", "l", "c")
        assert get_claim(desk, "C2").claim.exact == "has been"  # of the flagged sentence
        await press(pilot, "k", "k", "e")
        await press(pilot, "tab")
        await write(pilot, "The two governments")
        await press(pilot, "tab")
        await write(pilot, "Nov 2013")
        assert "= Nov 2013" in drawn(pilot)
        await press(pilot, "tab", "right", "right", "ctrl+s")
        claim = get_claim(desk, "C1").claim
        assert (claim.claimant, claim.said_on) == ("The two governments", "2013-11")
        assert claim.type is ClaimType.NUMERICAL

        await press(pilot, "s")
        await write(pilot, "perdagangan")
        await press(pilot, "enter", "t", "enter", "ctrl+s")
        view = get_claim(desk, "C1")
        assert [cited.evidence.stance for cited in view.evidence] == [Stance.REFUTES]
        assert view.evidence[0].evidence.exact.startswith("Perdagangan bilateral")

        await press(pilot, "1")
        await write(pilot, "It was 4.6 billion.")
        await press(pilot, "ctrl+s")
        standing = get_claim(desk, "C1").standing
        assert standing is not None
        assert (standing.rating.label, standing.verdict.explanation) == (
            "False",
            "It was 4.6 billion.",
        )
        assert "✗ False" in drawn(pilot)

        await press(pilot, "u")
        assert get_claim(desk, "C1").standing is None
        assert "Undone: rated C1" in said(pilot)
        await press(pilot, "ctrl+r")
        again = get_claim(desk, "C1").standing
        assert again is not None
        assert again.verdict.explanation == "It was 4.6 billion."
    assert rebuild(desk).equal


async def test_each_mark_advances_and_can_be_changed(desk: Desk) -> None:
    """Keys x, q and backspace decide of the lit sentence; furniture is passed over at the end."""
    async with reading(desk) as (pilot, screen):
        await press(pilot, "x", "q", "k", "k", "q", "j")
        marks = [row.mark for row in get_article(desk, "A1").sentences]
        assert marks[:3] == [Mark.QUERY, Mark.QUERY, Mark.UNTOUCHED]
        await press(pilot, "g", "backspace")
        assert get_article(desk, "A1").sentences[0].mark is Mark.UNTOUCHED
        assert screen.reading.cursor == 0, "clearing a mark stays there"
        await press(pilot, "G", "x")
        sentences = get_article(desk, "A1").sentences
        assert sentences[screen.reading.cursor].counted, "furniture is never reached by stepping"
        await press(pilot, "n")
        assert screen.reading.cursor == 0


async def test_keys_faster_than_the_database(desk: Desk) -> None:
    """Keys pressed without waiting all arrive, in order, on the right sentences."""
    async with reading(desk) as (pilot, screen):
        await hit(pilot, "x", "q", "x", "c", "k", "k", "q")
        await press(pilot, "j")
        marks = [row.mark for row in get_article(desk, "A1").sentences][:4]
        assert marks == [Mark.NOT_A_CLAIM, Mark.QUERY, Mark.QUERY, Mark.CLAIM]
        assert [row.mark for row in screen.reading.page.sentences][:4] == marks


async def test_the_same_mark_again_writes_nothing(desk: Desk) -> None:
    """A mark that stands already makes no event."""
    async with reading(desk) as (pilot, _screen):
        await press(pilot, "x")
        before = get_article(desk, "A1").sentences[0].version
        await press(pilot, "g", "x")
        assert get_article(desk, "A1").sentences[0].version == before
        assert "already" in said(pilot)


async def test_a_sentence_with_a_claim_is_not_unmarked(desk: Desk) -> None:
    """Key x on a claim says what stands in the way; d removes the claim; then x works."""
    async with reading(desk) as (pilot, screen):
        await press(pilot, "c", "k", "x")
        assert said(pilot) == "C1 stands in this sentence. d removes the claim first"
        await press(pilot, "c")
        assert "is C1 already" in said(pilot)
        await press(pilot, "d")
        assert screen.claim is None
        await press(pilot, "x")
        assert get_article(desk, "A1").sentences[0].mark is Mark.NOT_A_CLAIM


async def test_removing_a_rated_claim_is_refused_plainly(desk: Desk) -> None:
    """What stands on a claim is named, and nothing is removed."""
    async with reading(desk) as (pilot, _screen):
        await press(pilot, "c", "k", "5", "ctrl+s", "d")
        assert "C1 has a verdict" in said(pilot)
        assert get_claim(desk, "C1").standing is not None


async def test_claim_and_edit_opens_the_form(desk: Desk) -> None:
    """C tags the sentence and opens its form at once."""
    async with reading(desk) as (pilot, screen):
        await press(pilot, "C")
        assert type(pilot.app.screen).__name__ == "ClaimForm"
        await press(pilot, "escape")
        assert pilot.app.screen is screen


async def test_several_claims_in_one_sentence(desk: Desk) -> None:
    """Brackets go from claim to claim, also within a sentence, and stop at the ends."""
    async with reading(desk) as (pilot, screen):
        await press(pilot, "v", "l", "c", "v", "l", "l", "l", "o", "l", "l", "c")
        refs = [view.claim.ref for view in screen.reading.page.claims]
        assert refs == ["C1", "C2"]
        await press(pilot, "left_square_bracket")
        assert screen.claim is not None
        assert screen.claim.claim.ref == "C1"
        await press(pilot, "right_square_bracket", "right_square_bracket")
        assert screen.claim.claim.ref == "C2"
        assert "2 of 2" in drawn(pilot)


async def test_evidence_in_the_panel(desk: Desk) -> None:
    """In the panel t turns the stance, enter shows the source, d unlinks; tab goes back."""
    async with reading(desk) as (pilot, screen):
        await press(pilot, "c", "k", "s", "enter", "enter", "ctrl+s", "tab")
        assert screen.panel.has_focus
        await press(pilot, "t")
        assert get_claim(desk, "C1").evidence[0].evidence.stance is Stance.REFUTES
        await press(pilot, "enter")
        assert "Perdagangan" in drawn(pilot)
        await press(pilot, "ctrl+s", "escape")
        assert len(get_claim(desk, "C1").evidence) == 1, (
            "what is only looked at is not linked again"
        )
        await press(pilot, "d")
        assert get_claim(desk, "C1").evidence == ()
        await press(pilot, "u")
        assert len(get_claim(desk, "C1").evidence) == 1
        await press(pilot, "escape")
        assert screen.reading.has_focus


async def test_a_typed_passage(desk: Desk) -> None:
    """A passage that is typed is found in the text; one that is not there is refused plainly."""
    async with reading(desk) as (pilot, _screen):
        await press(pilot, "c", "k", "s", "enter", "slash")
        await write(pilot, "meningkat 27%")
        assert "not in the text" in said(pilot)
        await press(pilot, "enter")
        assert get_claim(desk, "C1").evidence == ()
        for _ in range(2):
            await press(pilot, "backspace")
        await write(pilot, "6%")
        assert "stands in the text once" in said(pilot)
        await press(pilot, "enter")
        assert get_claim(desk, "C1").evidence[0].evidence.exact == "meningkat 26%"


async def test_a_part_of_a_passage(desk: Desk) -> None:
    """Words of the source are chosen with the same keys as words of the article."""
    async with reading(desk) as (pilot, _screen):
        await press(pilot, "c", "k", "s", "enter", "v", "l", "c", "ctrl+s")
        assert get_claim(desk, "C1").evidence[0].evidence.exact == "Perdagangan bilateral"


async def test_a_new_source_without_text(desk: Desk) -> None:
    """A source known by its address alone is linked without a quote."""
    async with reading(desk) as (pilot, _screen):
        await press(pilot, "c", "k", "s")
        await write(pilot, "https://example.org/x")
        await press(pilot, "ctrl+n", "ctrl+s", "ctrl+s")
        assert [view.source.url for view in list_sources(desk)] == ["https://example.org/x"]
        assert get_claim(desk, "C1").evidence[0].evidence.exact == ""
