"""Migrations: the folder's head, equal schemas on both databases, and refused foreign ones."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect as inspect_database
from sqlalchemy import text

from factcheck.domain.errors import DeskVersionError, NoDeskError
from factcheck.store import schema
from factcheck.store.engine import Store, parse_url
from factcheck.store.tables import LEDGER_TABLES, ROW_CLASSES, Table
from tests.support.desks import open_desk
from tests.support.raw import ask, raw, snapshot

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.desks import Desks


def test_head_is_the_newest_migration() -> None:
    """The constant that every opening compares with, without loading Alembic."""
    config = Config()
    config.set_main_option("script_location", str(schema._MIGRATIONS))
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_heads() == [schema.HEAD]
    assert len(scripts.get_bases()) == 1


def test_the_migrations_make_exactly_the_tables(desks: Desks) -> None:
    """Tables, columns, types, indexes and constraints, on both databases."""
    with raw(desks) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Table.metadata) == []


def test_checks_and_nullability_are_in_the_database(desks: Desks) -> None:
    """What autogenerate does not compare: CHECK constraints, NOT NULL and primary keys."""
    with raw(desks) as connection:
        found = inspect_database(connection)
        for table in Table.metadata.sorted_tables:
            columns = {column["name"]: column for column in found.get_columns(table.name)}
            for column in table.c:
                assert columns[column.name]["nullable"] == column.nullable, column
            key = found.get_pk_constraint(table.name)["constrained_columns"]
            assert key == [column.name for column in table.primary_key]
            checks = {check["name"] for check in found.get_check_constraints(table.name)}
            wanted = {
                str(constraint.name)
                for constraint in table.constraints
                if constraint.__visit_name__ == "check_constraint"
            }
            assert {name for name in checks if name} >= wanted


def test_every_table_has_its_class_and_its_version() -> None:
    """Undo finds classes by table; rows that people change carry a version."""
    assert set(ROW_CLASSES) == {table.name for table in Table.metadata.sorted_tables}
    without = {
        table.name for table in Table.metadata.sorted_tables if "version" not in table.c
    } - LEDGER_TABLES
    assert without == {"document"}


def test_no_column_may_hold_a_float() -> None:
    """Canonical JSON of a float is not orjson's; the history therefore has none."""
    types = {
        type(column.type).__name__ for table in Table.metadata.sorted_tables for column in table.c
    }
    assert types == {"Text", "Integer", "BigInteger", "UtcDateTime", "JsonText"}


def test_migrations_use_nothing_of_the_tables_as_they_are_today() -> None:
    """A migration that reads today's models makes another schema tomorrow."""
    folder = schema._MIGRATIONS / "versions"
    for file in folder.glob("m*.py"):
        assert "store.tables" not in file.read_text(encoding="utf-8"), file
    assert "tables" not in inspect.getsource(schema)


def test_creating_again_changes_nothing(desks: Desks) -> None:
    """Alembic finds the database at its head."""
    before = snapshot(desks)
    store = Store(parse_url(desks.url))
    schema.create_schema(store)
    store.close()
    assert snapshot(desks) == before


def test_a_newer_desk_is_refused_and_left_alone(desks: Desks) -> None:
    """Nothing is written to a database of another release."""
    with raw(desks) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    before = snapshot(desks), desks.file.read_bytes() if desks.is_sqlite else b""
    with pytest.raises(DeskVersionError, match="another release") as caught:
        open_desk(desks.url, desks.folder, "ana")
    assert "9999" in str(caught.value)
    assert (snapshot(desks), desks.file.read_bytes() if desks.is_sqlite else b"") == before


def test_an_empty_database_is_no_desk(database_url: str, tmp_path: Path) -> None:
    """And nothing is made in it."""
    with pytest.raises(NoDeskError, match="no desk in"):
        open_desk(database_url, tmp_path)
    store = Store(parse_url(database_url))
    with store.reading() as connection:
        assert inspect_database(connection).get_table_names() == []
        assert schema.revision(connection) is None
    store.close()


def test_a_failed_migration_leaves_nothing(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole schema comes in one transaction, its guards included."""

    def fail(_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("factcheck.store.guards.create_guards", fail)
    store = Store(parse_url(database_url))
    with pytest.raises(RuntimeError):
        schema.create_schema(store)
    with store.reading() as connection:
        assert inspect_database(connection).get_table_names() == []
    store.close()


def test_text_columns_hold_what_they_are_given(desks: Desks) -> None:
    """No column cuts or folds: the longest texts, and characters outside the BMP."""
    words = "🌾" * 50_000
    with raw(desks) as connection:
        connection.execute(
            text("INSERT INTO setting (key, value, version) VALUES ('k', :words, 1)"),
            {"words": words},
        )
    assert ask(desks, "SELECT value FROM setting WHERE key = 'k'") == [(words,)]
