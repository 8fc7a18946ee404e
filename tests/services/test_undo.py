"""Undo and redo: what is taken back, what is refused, and that nothing is half done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factcheck.domain.commands import (
    AddSource,
    EditClaim,
    LinkEvidence,
    RecordVerdict,
    RemoveClaim,
    TagClaim,
)
from factcheck.domain.errors import NotFoundError, RefusedError, StaleError
from factcheck.domain.vocabulary import Mark, Stance
from factcheck.services import articles, claims, history, ingest, proof, sources, undo, verdicts
from tests.support.desks import RICE, counted, mark, tag, take_in
from tests.support.raw import ask, snapshot

if TYPE_CHECKING:
    from factcheck.domain.rows import Claim, Verdict
    from factcheck.services.desk import Desk
    from tests.support.desks import Desks


@pytest.fixture
def ben(desks: Desks) -> Desk:
    """A second reviewer."""
    return desks.open("ben")


def rate(desk: Desk, claim: Claim, code: str, supersedes: str | None = None) -> Verdict:
    """Record a verdict."""
    return verdicts.record_verdict(
        desk,
        RecordVerdict(
            claim_id=claim.id,
            claim_version=claim.version,
            rating_code=code,
            supersedes=supersedes,
        ),
    )


def newest(desks: Desks) -> int:
    """Return the newest event's number."""
    return int(ask(desks, "SELECT max(seq) FROM event")[0][0])


def test_undo_then_redo_restores_everything(desks: Desks, desk: Desk) -> None:
    """All the way back to the empty desk and forward again, over a restart at every step."""
    view = take_in(desk)
    claim = tag(desk, view)
    mark(desk, counted(view)[1], Mark.QUERY)
    claims.edit_claim(desk, EditClaim(claim_id=claim.id, version=1, topics=("a", "b"), note="n"))
    source = sources.add_source(desk, AddSource(title="A register"))
    sources.link_evidence(
        desk, LinkEvidence(claim_id=claim.id, source_id=source.id, stance=Stance.SUPPORTS)
    )
    claim = claims.get_claim(desk, "C1").claim
    rate(desk, claim, "true")
    states = [snapshot(desks, versions=False)]
    while undo.undo_target(desks.open()) is not None:
        undo.undo(desks.open())
        states.append(snapshot(desks, versions=False))
    assert len(states) == 8
    assert articles.list_articles(desk) == ()
    while undo.redo_target(desks.open()) is not None:
        states.pop()
        undo.redo(desks.open())
        assert snapshot(desks, versions=False) == states[-1]
    assert len(states) == 1
    assert proof.rebuild(desk).differences == ()
    assert proof.verify(desk).problems == ()


def test_undo_says_what_it_took_back(desk: Desk) -> None:
    """The line that was announced is the line that comes."""
    view = take_in(desk)
    mark(desk, counted(view)[0], Mark.QUERY)
    announced = undo.undo_target(desk)
    taken = undo.undo(desk)
    assert announced is not None
    assert (announced.event, announced.undone, taken.undone) == (taken.event, False, True)
    assert undo.redo_target(desk) == taken
    back = undo.redo(desk)
    assert (back.event, back.undone) == (taken.event, False)
    lines = [line.summary for line in history.list_events(desk, limit=3)]
    assert lines[0].startswith("redid: marked")
    assert lines[1].startswith("undid: marked")


def test_each_undoes_his_own(desk: Desk, ben: Desk) -> None:
    """Ctrl-Z never takes back a colleague's work."""
    view = take_in(desk)
    mark(desk, counted(view)[0])
    mark(ben, counted(view)[1])
    assert undo.undo(desk).event.actor == "ana"
    assert undo.undo(ben).event.actor == "ben"
    with pytest.raises(RefusedError, match="nothing of yours"):
        undo.undo(ben)


def test_anybodys_change_can_be_named(desks: Desks, desk: Desk, ben: Desk) -> None:
    """By its number; the one who took it back can bring it back."""
    view = take_in(desk)
    mark(ben, counted(view)[1])
    seq = newest(desks)
    before = snapshot(desks, versions=False)
    assert undo.undo(desk, seq).event.seq == seq
    with pytest.raises(RefusedError, match="undone already"):
        undo.undo(ben, seq)
    assert undo.undo_target(ben) is None
    undo.redo(desk)
    assert snapshot(desks, versions=False) == before


def test_a_new_change_ends_redo(desk: Desk) -> None:
    """As in every editor."""
    view = take_in(desk)
    mark(desk, counted(view)[0])
    undo.undo(desk)
    mark(desk, counted(view)[1])
    assert undo.redo_target(desk) is None
    with pytest.raises(RefusedError, match="nothing to redo"):
        undo.redo(desk)


def test_what_moved_on_is_refused_with_its_reason(desks: Desks, desk: Desk, ben: Desk) -> None:
    """Who changed it, and in which event."""
    view = take_in(desk)
    sentence = mark(desk, counted(view)[0], Mark.QUERY)
    seq = newest(desks)
    mark(ben, sentence, Mark.NOT_A_CLAIM)
    before = snapshot(desks)
    with pytest.raises(RefusedError, match=rf"since event {seq} \(event {seq + 2}, by ben\)"):
        undo.undo(desk)
    assert snapshot(desks) == before


def test_fields_that_others_changed_do_not_stand_in_the_way(desk: Desk, ben: Desk) -> None:
    """Only what the event changed is taken back."""
    claim = tag(desk, take_in(desk))
    claims.edit_claim(desk, EditClaim(claim_id=claim.id, version=1, claimant="Ana's"))
    claims.edit_claim(ben, EditClaim(claim_id=claim.id, version=2, note="Ben's"))
    undo.undo(desk)
    now = claims.get_claim(desk, "C1").claim
    assert (now.claimant, now.note, now.version) == ("", "Ben's", 4)


def test_versions_only_rise(desk: Desk, ben: Desk) -> None:
    """Whoever read before an undo is stale after it, though the words are as he read them."""
    claim = tag(desk, take_in(desk))
    claims.edit_claim(desk, EditClaim(claim_id=claim.id, version=1, note="x"))
    undo.undo(desk)
    with pytest.raises(StaleError):
        claims.edit_claim(ben, EditClaim(claim_id=claim.id, version=1, note="y"))
    claims.remove_claim(desk, RemoveClaim(claim_id=claim.id, version=3))
    undo.undo(desk)
    assert claims.get_claim(desk, "C1").claim.version == 4
    with pytest.raises(StaleError):
        claims.edit_claim(ben, EditClaim(claim_id=claim.id, version=3, note="y"))


def test_a_number_is_not_given_out_again(desk: Desk) -> None:
    """The counter is not taken back with the claim."""
    view = take_in(desk)
    tag(desk, view)
    undo.undo(desk)
    assert tag(desk, view).ref == "C2"


@pytest.mark.parametrize("seq", [0, -1, 10**6, 2**63, 10**30])
def test_an_event_that_is_not_there(desk: Desk, seq: int) -> None:
    """Whatever number is typed."""
    take_in(desk)
    with pytest.raises(NotFoundError, match="no event"):
        undo.undo(desk, seq)
    with pytest.raises(NotFoundError, match="no event"):
        history.get_event(desk, seq)


def test_the_desks_own_events_stay(desks: Desks, desk: Desk) -> None:
    """Founding, joining, and undos themselves."""
    view = take_in(desks.open("ben"))
    mark(desk, counted(view)[0])
    undo.undo(desk)
    before = snapshot(desks)
    for seq, reason in ((1, "belongs to the desk"), (2, "belongs to the desk"), (5, "is an undo")):
        with pytest.raises(RefusedError, match=reason):
            undo.undo(desk, seq)
    assert snapshot(desks) == before


def test_a_text_that_others_work_on_stays(desks: Desks, desk: Desk, ben: Desk) -> None:
    """Taking in is undone only while nothing stands on it."""
    view = take_in(desk)
    mark(ben, counted(view)[0])
    before = snapshot(desks)
    with pytest.raises(RefusedError, match="moved on"):
        undo.undo(desk)
    assert snapshot(desks) == before
    undo.undo(ben)
    undo.undo(desk)
    assert articles.list_articles(desk) == ()
    outcome = ingest.ingest_text(ben, RICE, "again.txt")
    assert outcome.state == "added"
    assert outcome.article is not None
    assert outcome.article.ref == "A2"


def test_used_rows_stay(desks: Desks, desk: Desk, ben: Desk) -> None:
    """The database's own foreign keys hold on both."""
    claim = tag(desk, take_in(desk))
    first = rate(ben, claim, "true")
    before = snapshot(desks)
    with pytest.raises(RefusedError, match="other work stands on it"):
        undo.undo(desk)
    assert snapshot(desks) == before
    rate(desk, claim, "false", first.id)
    before = snapshot(desks)
    with pytest.raises(RefusedError, match="other work stands on it"):
        undo.undo(ben)
    assert snapshot(desks) == before


def test_a_row_whose_parent_is_gone_cannot_come_back(desks: Desks, desk: Desk, ben: Desk) -> None:
    """Evidence of a claim that was removed meanwhile."""
    claim = tag(desk, take_in(desk))
    source = sources.add_source(ben, AddSource(title="A register"))
    sources.link_evidence(
        desk, LinkEvidence(claim_id=claim.id, source_id=source.id, stance=Stance.SUPPORTS)
    )
    undo.undo(desk)
    claims.remove_claim(ben, RemoveClaim(claim_id=claim.id, version=1))
    before = snapshot(desks)
    with pytest.raises(RefusedError, match="cannot be brought back"):
        undo.redo(desk)
    assert snapshot(desks) == before


# ------------------------------------------------- rules that hold whatever is done and taken back


def test_a_sentence_keeps_its_mark_while_a_claim_stands_in_it(
    desks: Desks, desk: Desk, ben: Desk
) -> None:
    """Ana's claim made it one, Ben's second claim needs it to stay one."""
    view = take_in(desk)
    sentence = counted(view)[0]
    tag(desk, view)
    seq = newest(desks)
    claims.tag_claim(
        ben,
        TagClaim(article_id=view.article.id, start=sentence.start, end=sentence.start + 12),
    )
    before = snapshot(desks)
    for who, number in ((desk, None), (ben, seq)):
        with pytest.raises(RefusedError, match=r"Claim C2 stands in"):
            undo.undo(who, number)
    assert snapshot(desks) == before


def test_a_claim_comes_back_only_into_a_sentence_that_is_one(
    desks: Desks, desk: Desk, ben: Desk
) -> None:
    """Both claims of a sentence were removed, and the first removal is taken back."""
    view = take_in(desk)
    sentence = counted(view)[0]
    first = tag(desk, view)
    claims.tag_claim(
        desk,
        TagClaim(article_id=view.article.id, start=sentence.start, end=sentence.start + 12),
    )
    claims.remove_claim(desk, RemoveClaim(claim_id=first.id, version=1))
    seq = newest(desks)
    second = claims.get_claim(desk, "C2").claim
    claims.remove_claim(ben, RemoveClaim(claim_id=second.id, version=1))
    before = snapshot(desks)
    with pytest.raises(RefusedError, match=r"Claim C1 stands in"):
        undo.undo(desk, seq)
    assert snapshot(desks) == before


def test_verdicts_stay_one_chain(desks: Desks, desk: Desk, ben: Desk) -> None:
    """A verdict that was taken back cannot come back beside another's."""
    claim = tag(desk, take_in(desk))
    rate(desk, claim, "true")
    undo.undo(desk)
    rate(ben, claim, "false")
    before = snapshot(desks)
    with pytest.raises(RefusedError, match="rated"):
        undo.redo(desk)
    assert snapshot(desks) == before
    assert len(claims.get_claim(desk, "C1").verdicts) == 1


def test_two_claims_never_have_the_same_words(desks: Desks, desk: Desk, ben: Desk) -> None:
    """A removed claim cannot come back beside the one that was tagged anew."""
    view = take_in(desk)
    claim = tag(desk, view)
    claims.remove_claim(desk, RemoveClaim(claim_id=claim.id, version=1))
    seq = newest(desks)
    tag(ben, view)
    before = snapshot(desks)
    with pytest.raises(RefusedError):
        undo.undo(desk, seq)
    assert snapshot(desks) == before


def test_one_article_a_document(desks: Desks, desk: Desk, ben: Desk) -> None:
    """An ingest that was taken back cannot come back beside another of the same bytes."""
    take_in(desk)
    undo.undo(desk)
    take_in(ben)
    before = snapshot(desks)
    with pytest.raises(RefusedError):
        undo.redo(desk)
    assert snapshot(desks) == before


def test_equal_claims_cannot_come_back_unnoticed(desks: Desks, desk: Desk, ben: Desk) -> None:
    """Also where another claim in the sentence kept its mark."""
    view = take_in(desk)
    sentence = counted(view)[0]
    first = tag(desk, view)
    claims.tag_claim(
        desk,
        TagClaim(article_id=view.article.id, start=sentence.start, end=sentence.start + 12),
    )
    claims.remove_claim(desk, RemoveClaim(claim_id=first.id, version=1))
    tag(ben, view)
    before = snapshot(desks)
    with pytest.raises(RefusedError, match="tagged again meanwhile, as claim C3"):
        undo.undo(desk)
    assert snapshot(desks) == before


def test_equal_articles_cannot_come_back_unnoticed(desks: Desks, desk: Desk, ben: Desk) -> None:
    """Also where a source kept the document on the desk."""
    file = desks.folder / "rice.txt"
    file.write_text(RICE, encoding="utf-8")
    sources.add_source(ben, AddSource(title="Rice"), file=file)
    take_in(desk)
    undo.undo(desk)
    take_in(ben)
    before = snapshot(desks)
    with pytest.raises(RefusedError, match="taken in again meanwhile, as A2"):
        undo.redo(desk)
    assert snapshot(desks) == before
