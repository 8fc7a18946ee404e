"""Triggers that refuse to change or remove what is in the history.

They stop accidents, not attackers: replay, signatures and outside checkpoints catch the rest. They
stand here rather than in a migration, because SQLite drops triggers when a later migration rebuilds
a table, and `verify` compares what stands in the database with this.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

from factcheck.store.tables import LEDGER_TABLES

_MESSAGE = "the history is append-only"
_GUARDED = sorted(LEDGER_TABLES)

_SQLITE = {
    f"{table}_no_{verb.lower()}": (
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END"
    )
    for table in _GUARDED
    for verb in ("UPDATE", "DELETE")
}

_POSTGRES_SOURCE = f" BEGIN RAISE EXCEPTION '{_MESSAGE}'; END "
_POSTGRES_FUNCTION = (
    "CREATE OR REPLACE FUNCTION factcheck_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$${_POSTGRES_SOURCE}$$"
)
_STATEMENT_BEFORE_ALL = 2 | 8 | 16 | 32
"""pg_trigger.tgtype of BEFORE DELETE OR UPDATE OR TRUNCATE, once a statement."""
_POSTGRES = {
    f"{table}_append_only": (
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION factcheck_refuse()"
    )
    for table in _GUARDED
}


def create_guards(connection: Connection) -> None:
    """Create the triggers on either database."""
    if connection.dialect.name == "sqlite":
        statements = list(_SQLITE.values())
    else:
        statements = [_POSTGRES_FUNCTION, *_POSTGRES.values()]
    for statement in statements:
        connection.exec_driver_sql(statement)


def strange_triggers(connection: Connection) -> list[str]:
    """Return the names of triggers that factcheck did not make; one could swallow events."""
    if connection.dialect.name == "sqlite":
        known, query = set(_SQLITE), "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    else:
        known = set(_POSTGRES)
        query = (
            "SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE NOT t.tgisinternal AND pg_table_is_visible(c.oid)"
        )
    return sorted(set(connection.execute(text(query)).scalars()) - known)


def missing_guards(connection: Connection) -> list[str]:
    """Return the names of triggers that are absent, disabled, or not as they should be."""
    if connection.dialect.name == "sqlite":
        found = {
            row.name: row.sql
            for row in connection.execute(
                text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            )
        }
        return [name for name, sql in _SQLITE.items() if found.get(name) != sql]
    enabled = {
        f"{row.tgname} on {row.relname}"
        for row in connection.execute(
            text(
                "SELECT t.tgname, c.relname FROM pg_trigger t "
                "JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_class c ON c.oid = t.tgrelid "
                "WHERE pg_table_is_visible(c.oid) AND t.tgenabled IN ('O', 'A') "
                "AND t.tgtype = :kind AND t.tgqual IS NULL AND t.tgattr = '' AND p.prosrc = :source"
            ),
            {"kind": _STATEMENT_BEFORE_ALL, "source": _POSTGRES_SOURCE},
        )
    }
    return [
        name
        for table, name in zip(_GUARDED, _POSTGRES, strict=True)
        if f"{name} on {table}" not in enabled
    ]
