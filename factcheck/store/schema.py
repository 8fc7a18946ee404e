"""Making the schema, and telling whether a database has the one of this release."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from factcheck.domain.errors import DeskVersionError, NoDeskError

if TYPE_CHECKING:
    from factcheck.store.engine import Store

HEAD = "0001"
"""The newest migration. A test compares it with the migrations folder."""

_MIGRATIONS = Path(__file__).parent / "migrations"


def create_schema(store: Store) -> None:
    """Bring an empty database to the schema of this release, in one transaction."""
    # Alembic takes a fifth of a second to import, which only a new desk has to pay.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    with store.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def revision(connection: Connection) -> str | None:
    """Return the database's migration, or None where there is no desk in it."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def require_current(connection: Connection, address: str) -> None:
    """Check that the database has the schema of this release.

    Raises:
        NoDeskError: If there is no desk in it.
        DeskVersionError: If its schema is of another release; nothing is written to it.
    """
    found = revision(connection)
    if found is None:
        msg = f"There is no desk in {address}."
        raise NoDeskError(msg, hint="Make one: factcheck init DIR")
    if found != HEAD:
        msg = f"The desk in {address} was written by another release of factcheck (schema {found})."
        raise DeskVersionError(
            msg, hint="Use the newest factcheck; nothing was written to that desk."
        )
