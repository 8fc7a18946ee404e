"""The unit of work: what it refuses, and that it is all or nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlmodel import col

from factcheck.domain.errors import NotFoundError, RefusedError, StaleError
from factcheck.store.tables import (
    CheckpointRow,
    DocumentRow,
    EventRow,
    ReviewerRow,
    SettingRow,
    Table,
)
from factcheck.store.unit import UnrecordedWriteError, changing, reading
from tests.store.test_unit import NOON, article, change, document, events, setting
from tests.support.raw import snapshot

if TYPE_CHECKING:
    from factcheck.services.desk import Desk
    from factcheck.store import ledger
    from tests.support.desks import Desks

# ruff: noqa: PT012 - what has to fail is a whole unit of work


@pytest.mark.parametrize(
    "statement",
    [
        insert(SettingRow).values(key="k", value="v", version=1),
        update(SettingRow).values(value="x"),
        delete(SettingRow),
        update(SettingRow.__table__).values(value="x"),
        delete(SettingRow.__table__),
    ],
)
def test_bulk_writes_are_refused(desk: Desk, desks: Desks, statement: Any) -> None:  # noqa: ANN401
    """The history would miss them."""
    desk._join_first()
    before = snapshot(desks)
    with pytest.raises(UnrecordedWriteError, match="insert_many"), change(desk) as work:
        work.session.execute(statement)
    assert snapshot(desks) == before


@pytest.mark.parametrize("kind", [EventRow, CheckpointRow])
def test_no_service_writes_the_history_itself(
    desk: Desk, desks: Desks, kind: type[EventRow | CheckpointRow]
) -> None:
    """Events and checkpoints are no rows of a unit of work."""
    desk._join_first()
    before = snapshot(desks)
    row: Table = (
        EventRow(seq=99, id="e", at=NOON, actor="a", action="b", undoes=None, leaf="", body="")
        if kind is EventRow
        else CheckpointRow(id="c", size=1, root="r", note="n", made_at=NOON, made_by="a")
    )
    with pytest.raises(UnrecordedWriteError, match="by the history alone"), change(desk) as work:
        work.add(row)
    assert snapshot(desks) == before


def test_a_value_that_was_not_read_cannot_be_replaced(desk: Desk, desks: Desks) -> None:
    """The history needs what stood there before."""
    with change(desk) as work:
        work.add(setting())
    before = snapshot(desks)
    with pytest.raises(UnrecordedWriteError, match="old value"), change(desk) as work:
        row = work.get(SettingRow, "k", "setting")
        work.session.expire(row, ["value"])
        row.value = "blind"
    assert snapshot(desks) == before


def test_a_reading_session_cannot_write(desk: Desk, desks: Desks) -> None:
    """Neither rows nor statements, and never silently."""
    before = snapshot(desks)
    with pytest.raises(UnrecordedWriteError), reading(desk.store) as session:
        session.add(setting())
        session.flush()
    with pytest.raises(UnrecordedWriteError), reading(desk.store) as session:
        session.scalars(select(SettingRow)).first().value = "x"  # type: ignore[union-attr]
        session.flush()
    with pytest.raises(UnrecordedWriteError), reading(desk.store) as session:
        session.delete(session.scalars(select(SettingRow)).first())
        session.commit()
    for statement in (text("DELETE FROM setting"), delete(SettingRow), update(SettingRow)):
        with pytest.raises(Exception, match=r"(?i)read.?only"), reading(desk.store) as session:
            session.execute(
                statement
                if not isinstance(statement, type(update(SettingRow)))
                else statement.values(value="x")
            )
    assert snapshot(desks) == before


def test_a_commit_inside_does_not_end_the_unit(desk: Desk, desks: Desks) -> None:
    """A service that commits by mistake still writes all or nothing."""
    desk._join_first()
    before = snapshot(desks)
    with pytest.raises(RuntimeError), change(desk) as work:
        work.add(setting())
        work.session.commit()
        raise RuntimeError
    assert snapshot(desks) == before


def test_an_error_in_the_middle_leaves_nothing(desk: Desk, desks: Desks) -> None:
    """No row and no event, and the next change takes the next number."""
    desk._join_first()
    before = snapshot(desks)
    with pytest.raises(RuntimeError), change(desk) as work:
        work.add(setting())
        work.add(setting("l"))
        raise RuntimeError
    assert snapshot(desks) == before
    count = events(desks)
    with change(desk) as work:
        work.add(setting())
    assert work.event is not None
    assert work.event.seq == count + 1


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, GeneratorExit])
def test_an_interruption_leaves_nothing(
    desk: Desk, desks: Desks, error: type[BaseException]
) -> None:
    """Ctrl-C in the middle too."""
    desk._join_first()
    before = snapshot(desks)
    with pytest.raises(error), change(desk) as work:
        work.add(setting())
        raise error
    assert snapshot(desks) == before


def test_an_event_that_cannot_be_written_takes_its_rows_along(desk: Desk, desks: Desks) -> None:
    """The rows are flushed before the event is made; they must not stay."""
    before = snapshot(desks)

    def fail(_: list[dict[str, Any]]) -> ledger.Draft:
        raise RuntimeError

    with pytest.raises(RuntimeError), changing(desk.store, desk.desk_id, fail) as work:
        work.add(setting())
    assert snapshot(desks) == before


def test_a_parent_cannot_be_deleted(desk: Desk, desks: Desks) -> None:
    """The database's own foreign keys say so, in the desk's words."""
    with change(desk) as work:
        work.add(document())
        work.add(article())
    before = snapshot(desks)
    with pytest.raises(RefusedError, match="other work stands on it"), change(desk) as work:
        work.delete(work.get(DocumentRow, "d", "document"))
    assert snapshot(desks) == before


def test_what_is_gone_is_not_found(desk: Desk) -> None:
    """By name."""
    with pytest.raises(NotFoundError, match="no such claim any more"), change(desk) as work:
        work.get(SettingRow, "nothing", "claim")


# ---------------------------------------------------------------------------------------- versions


def test_a_stale_version_shows_both_values(desk: Desk, desks: Desks) -> None:
    """Yours and theirs, for the fields in question, and nothing is written."""
    with change(desk) as work:
        work.add(setting())
    with change(desk) as work:
        work.update(work.get(SettingRow, "k", "setting"), 1, value="theirs")
    before = snapshot(desks)
    with pytest.raises(StaleError) as caught, change(desk) as work:
        work.update(work.get(SettingRow, "k", "setting"), 1, value="yours")
    assert (caught.value.yours, caught.value.theirs) == ({"value": "yours"}, {"value": "theirs"})
    assert snapshot(desks) == before


def test_an_equal_wish_is_no_conflict(desk: Desk, desks: Desks) -> None:
    """Two people wanted the same."""
    with change(desk) as work:
        work.add(setting())
    with change(desk) as work:
        work.update(work.get(SettingRow, "k", "setting"), 1, value="same")
    before = snapshot(desks)
    with change(desk) as work:
        work.update(work.get(SettingRow, "k", "setting"), 1, value="same")
    assert work.event is None
    assert snapshot(desks) == before


@pytest.mark.parametrize("version", [0, 2, -1, 10**9])
def test_a_version_that_never_was_is_stale(desk: Desk, version: int) -> None:
    """Whichever way it differs."""
    with change(desk) as work:
        work.add(setting())
    with pytest.raises(StaleError), change(desk) as work:
        work.update(work.get(SettingRow, "k", "setting"), version, value="x")
    with pytest.raises(StaleError) as caught, change(desk) as work:
        work.require_version(work.get(SettingRow, "k", "setting"), version)
    assert caught.value.yours == {"version": version}
    assert caught.value.theirs == {"version": 1, "value": "v"}


def test_a_time_without_a_zone_is_refused(desk: Desk, desks: Desks) -> None:
    """Nobody knows what it means."""
    desk._join_first()
    before = snapshot(desks)
    naive = datetime(2026, 1, 1)  # noqa: DTZ001 - the point
    with pytest.raises(Exception, match="without a time zone"), change(desk) as work:
        work.add(ReviewerRow(id="r", handle="h", name="", public_key="", created_at=naive))
    assert snapshot(desks) == before


def test_times_come_back_in_utc(desk: Desk) -> None:
    """Whatever the server's zone."""
    with reading(desk.store) as session:
        at = session.scalars(select(col(ReviewerRow.created_at))).one()
        written = session.scalars(select(col(EventRow.at))).one()
    assert at.utcoffset() == written.utcoffset() == datetime.now(UTC).utcoffset()
    assert abs((written - datetime.now(UTC)).total_seconds()) < 3600
