"""Whoever can write the database or the folder is found out, and told by what he broke."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from factcheck.domain.commands import EditClaim, RecordVerdict
from factcheck.domain.errors import FactcheckError
from factcheck.services import checkpoints, claims, proof, verdicts
from tests.services.abuses import (
    CASES,
    archived,
    change_the_schema,
    delete_the_last_event_and_its_row,
    edit_a_row,
    edit_an_event_and_its_hash,
)
from tests.support.desks import RICE, TRADE, counted, mark, tag, take_in
from tests.support.raw import ask, run_unguarded

if TYPE_CHECKING:
    from factcheck.services.desk import Desk
    from tests.services.abuses import Abuse
    from tests.support.desks import DeskFactory, Desks


@pytest.fixture
def worked(desks: Desks) -> Desks:
    """A desk with some history, a checkpoint over most of it, and a few events after that."""
    desk = desks.open("ana")
    view = take_in(desk, RICE.replace(". ", ".\r\n"))  # so that original and text differ
    claim = tag(desk, view)
    mark(desk, counted(view)[1])
    claim = claims.edit_claim(
        desk, EditClaim(claim_id=claim.id, version=claim.version, claimant="The minister")
    )
    checkpoints.make_checkpoint(desk)
    verdicts.record_verdict(
        desk,
        RecordVerdict(claim_id=claim.id, claim_version=claim.version, rating_code="half-true"),
    )
    desk.close()
    return desks


def kinds(desks: Desks) -> set[str]:
    """Return what verification names as broken."""
    report = proof.verify(desks.open("ben"))
    assert (report.status == "broken") == bool(report.problems)
    assert all(problem.where and problem.what for problem in report.problems)
    return {problem.kind for problem in report.problems}


@pytest.mark.parametrize(("abuse", "named"), CASES, ids=lambda case: getattr(case, "__name__", ""))
def test_tampering_is_found_and_named(worked: Desks, abuse: Abuse, named: set[str]) -> None:
    """Each kind by its own name, and no innocent part accused."""
    abuse(worked)
    assert kinds(worked) == named


def test_an_untouched_desk_is_sound(worked: Desks) -> None:
    """The abuses are found for what they are, not for what was there before."""
    report = proof.verify(worked.open("ben"))
    assert (report.status, report.problems) == ("ok", ())
    assert report.anchored_events == report.events - 1
    assert report.root == proof.verify(worked.open("ana")).root


def test_a_newer_schema_is_named(worked: Desks) -> None:
    """By whoever has the desk open; nobody else can open it any more."""
    desk = worked.open("ben")
    change_the_schema(worked)
    assert {problem.kind for problem in proof.verify(desk).problems} == {"schema"}


@pytest.mark.parametrize("abuse", [edit_an_event_and_its_hash, delete_the_last_event_and_its_row])
def test_a_change_after_the_last_checkpoint_needs_a_newer_one(
    desks: Desks, worked: Desks, abuse: Abuse
) -> None:
    """What no checkpoint covers can be rewritten, and the report says how much that is."""
    report = proof.verify(worked.open("ben"))
    assert "newest 1 events" in report.notes[0]
    checkpoints.make_checkpoint(desks.open("ana"))
    assert proof.verify(desks.open("ben")).notes == ()
    run_unguarded(desks, "DELETE FROM checkpoint")
    abuse(worked)
    assert kinds(worked) == {"checkpoint"}


def test_without_a_checkpoint_outside_it_is_unanchored(worked: Desks) -> None:
    """One inside the database proves nothing: whoever can write it can write both."""
    shutil.rmtree(worked.folder / "checkpoints")
    report = proof.verify(worked.open("ben"))
    assert (report.status, report.anchored_events, report.problems) == ("unanchored", 0, ())
    assert "No checkpoint outside" in report.notes[0]


def test_another_desks_checkpoint_is_named(
    worked: Desks, desk_factory: DeskFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Signed by a reviewer on record, but over another history."""
    other = desk_factory.make()
    stranger = other.open("ana")
    monkeypatch.setattr(stranger, "desk_id", "00000000-0000-7000-8000-000000000000")
    stranger.surroundings = worked.open("ana").surroundings
    checkpoints.make_checkpoint(stranger)
    (note,) = (worked.folder / "checkpoints" / stranger.desk_id).iterdir()
    shutil.copy(note, worked.folder / "checkpoints" / worked.open().desk_id)
    report = proof.verify(worked.open("ben"))
    assert [(p.kind, p.what) for p in report.problems] == [("checkpoint", "it is of another desk")]
    assert report.status == "broken"


def test_a_planted_link_in_the_archive_is_named(worked: Desks) -> None:
    """A link to the right bytes is still not a document."""
    digest = archived(worked)[0]
    file = worked.folder / "sources" / digest[:2] / digest
    copy = worked.folder / "copy"
    shutil.copy(file, copy)
    file.unlink()
    file.symlink_to(copy)
    assert kinds(worked) == {"archive"}


def test_a_sound_desk_is_not_accused_while_others_work(
    worked: Desks, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A checkpoint made while verification runs covers events that it has not read yet."""
    desk, other = worked.open("ben"), worked.open("ana")
    once = iter([True])
    real = checkpoints.notes_inside

    def meanwhile(which: Desk) -> object:
        if next(once, False):
            take_in(other, TRADE)
            checkpoints.make_checkpoint(other)
        return real(which)

    monkeypatch.setattr(proof, "notes_inside", meanwhile)
    assert proof.verify(desk).problems == ()


def test_rebuild_names_what_differs(worked: Desks) -> None:
    """Table, row and field."""
    (claim_id,) = ask(worked, "SELECT id FROM claim")[0]
    edit_a_row(worked)
    report = proof.rebuild(worked.open("ben"))
    assert not report.equal
    assert report.differences == (f"claim {claim_id} differs from its history in claimant",)


def test_rebuild_leaves_the_copy_where_asked(worked: Desks) -> None:
    """A whole desk that can be opened, and never over something that is there."""
    into = worked.folder / "rebuilt.db"
    desk = worked.open("ben")
    told: list[tuple[int, int]] = []
    report = proof.rebuild(desk, into, lambda done, total: told.append((done, total)))
    assert report.equal
    assert told[-1] == (report.events, report.events)
    assert report.tables["claim"] == 1
    with pytest.raises(FactcheckError, match="already"):
        proof.rebuild(desk, into)
