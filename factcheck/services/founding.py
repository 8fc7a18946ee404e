"""Founding a desk, and opening one that exists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, select
from sqlmodel import col

from factcheck.domain.commands import FoundDesk, parse_command
from factcheck.domain.errors import InvalidInputError, NoDeskError, RefusedError
from factcheck.domain.scales import PRESETS, PresetScale
from factcheck.services.desk import FOUNDING, Desk, Surroundings
from factcheck.store import schema
from factcheck.store.ledger import head
from factcheck.store.tables import RatingRow, ScaleRow, SettingRow
from factcheck.store.unit import Work, reading

if TYPE_CHECKING:
    from factcheck.archive.files import Archive
    from factcheck.store.engine import Store

DESK_ID, DESK_NAME, DESK_SCALE = "desk.id", "desk.name", "desk.scale"


def found(
    store: Store, archive: Archive, surroundings: Surroundings, *, name: str, scale: str
) -> Desk:
    """Make a new, empty desk in an empty database.

    Args:
        store: The database.
        archive: The archive of bytes.
        surroundings: The reviewer, the clock and such.
        name: What the desk is called.
        scale: The slug of its rating scale (`factcheck.domain.scales.PRESETS`).

    Raises:
        InvalidInputError: If there is no such scale.
        RefusedError: If there is a desk in the database, or anything else.
    """
    name = check_founding(name, scale)
    with store.reading() as connection:
        _require_room(connection, store.address)
    schema.create_schema(store)
    desk = Desk(store, archive, surroundings.make_id(surroundings.clock()), name, surroundings)
    asked = {"name": name, "scale": scale}
    with desk.change(FOUNDING, asked=asked) as work:
        # Somebody else may have founded one since the look above.
        _require_room(work.session.connection(), store.address)
        desk.join(work)
        for key, value in ((DESK_ID, desk.desk_id), (DESK_NAME, name), (DESK_SCALE, scale)):
            work.add(SettingRow(key=key, value=value))
        for preset in PRESETS.values():
            _add_scale(work, desk.new_id(), preset)
    return desk


def check_founding(name: str, scale: str) -> str:
    """Check what a desk is to be founded with, before anything is made.

    Returns:
        The name, cleaned.

    Raises:
        InvalidInputError: If there is no such scale, or the name is empty or too long.
    """
    if scale not in PRESETS:
        msg = f"There is no rating scale called {scale}."
        raise InvalidInputError(msg, hint=f"Choose one of: {', '.join(PRESETS)}.")
    return parse_command(FoundDesk, name=name).name


def _require_room(connection: Connection, address: str) -> None:
    """Check that a desk can be founded here; a founding that was cut short may be done again."""
    revision = schema.revision(connection)
    if revision is None:
        if inspect(connection).get_table_names():
            msg = f"There are other tables in {address}; nothing was written to it."
            raise RefusedError(msg, hint="A desk needs a database of its own.")
    elif revision != schema.HEAD or head(connection).seq:
        msg = f"There is a desk in {address} already."
        raise RefusedError(msg, hint="Open it, or choose another folder.")


def open_existing(store: Store, archive: Archive, surroundings: Surroundings) -> Desk:
    """Open the desk that is in a database.

    Raises:
        NoDeskError: If there is none.
        DeskVersionError: If another release made it.
    """
    with store.reading() as connection:
        schema.require_current(connection, store.address)
    with reading(store) as session:
        settings = {
            row.key: row.value
            for row in session.scalars(
                select(SettingRow).where(col(SettingRow.key).in_((DESK_ID, DESK_NAME)))
            )
        }
    if len(settings) < len((DESK_ID, DESK_NAME)):
        msg = f"There is no desk in {store.address}: its founding was cut short."
        raise NoDeskError(msg, hint="Make it again: factcheck init DIR")
    return Desk(store, archive, settings[DESK_ID], settings[DESK_NAME], surroundings)


def _add_scale(work: Work, scale_id: str, preset: PresetScale) -> None:
    work.add(ScaleRow(id=scale_id, slug=preset.slug, name=preset.name))
    for position, rating in enumerate(preset.ratings):
        work.add(
            RatingRow(
                scale_id=scale_id,
                code=rating.code,
                position=position,
                key=rating.key,
                label=rating.label,
                labels={"en": rating.label, "id": rating.indonesian},
                meaning=rating.meaning,
                symbol=rating.symbol,
                color=rating.color,
                value=rating.value,
            )
        )
