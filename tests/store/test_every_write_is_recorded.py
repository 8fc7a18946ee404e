"""Nothing in the package writes to the database but the unit of work and two named places."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

import factcheck

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE: Final = Path(factcheck.__file__).parent

MAY_WRITE: Final = {
    "services/checkpoints.py": "checkpoints are about the history, so they are not in it",
    "services/proof.py": "rebuilds the history into a database of its own",
}
"""Outside `store/`, with the reason."""

DRIVERS: Final = {"sqlite3", "psycopg"}
WRITING_WORDS: Final = re.compile(
    r"^\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER|TRUNCATE|MERGE|COPY|VACUUM|ATTACH)\s",
    re.IGNORECASE,
)
WRITING_METHODS: Final = {
    "commit",
    "executescript",
    "executemany",
    "bulk_save_objects",
    "bulk_insert_mappings",
    "bulk_update_mappings",
    "begin",
    "begin_nested",
    "writing",
}
WRITING_FUNCTIONS: Final = {
    "insert",
    "update",
    "delete",
    "create_engine",
    "sessionmaker",
    "Session",
}
DATABASE_MODULES: Final = ("sqlalchemy", "sqlmodel", "sqlite3", "psycopg")


def faults(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield what writes past the unit of work, by line."""
    imported = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(DATABASE_MODULES)
        for alias in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                name = node.func.attr
                if name in WRITING_METHODS:
                    yield node.lineno, f".{name}()"
                if name == "exec_driver_sql" and not _is_pragma(node):
                    yield node.lineno, ".exec_driver_sql()"
            elif isinstance(node.func, ast.Name) and node.func.id in WRITING_FUNCTIONS & imported:
                yield node.lineno, f"{node.func.id}()"
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and WRITING_WORDS.match(node.value)
            and re.search(r"\b(INTO|SET|FROM|TABLE|TRIGGER|INDEX)\b", node.value)
        ):
            yield node.lineno, "a writing statement"


def _is_pragma(call: ast.Call) -> bool:
    first = call.args[0] if call.args else None
    return (
        isinstance(first, ast.Constant)
        and isinstance(first.value, str)
        and re.fullmatch(r"PRAGMA [a-z_]+(\(1\))?", first.value) is not None
    )


@cache
def sources() -> list[tuple[str, ast.Module]]:
    """Return every module of the package outside the store, parsed."""
    return [
        (str(file.relative_to(PACKAGE)), ast.parse(file.read_text(encoding="utf-8")))
        for file in sorted(PACKAGE.rglob("*.py"))
        if file.relative_to(PACKAGE).parts[0] != "store"
    ]


def test_no_module_writes_past_the_unit_of_work() -> None:
    """No commit, no statement, no engine of its own anywhere outside the store."""
    found = [
        f"{name}:{line} {what}"
        for name, tree in sources()
        if name not in MAY_WRITE
        for line, what in faults(tree)
    ]
    assert found == []


def test_the_allowed_places_still_need_it() -> None:
    """An exception that is no longer used is taken off the list."""
    writing = {name for name, tree in sources() if list(faults(tree))}
    assert writing == set(MAY_WRITE)


def test_drivers_are_used_for_nothing_but_their_version() -> None:
    """A driver's own connection would pass every guard by."""
    for name, tree in sources():
        uses = {
            f"{node.value.id}.{node.attr}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id in DRIVERS
        }
        assert uses <= {"sqlite3.sqlite_version", "sqlite3.sqlite_version_info"}, name


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("session.commit()", ".commit()"),
        ("connection.exec_driver_sql('DELETE FROM claim')", ".exec_driver_sql()"),
        (
            "from sqlalchemy import text\ntext('INSERT INTO claim VALUES (1)')",
            "a writing statement",
        ),
        ("from sqlalchemy import update\nupdate(ClaimRow)", "update()"),
        ("from sqlmodel import delete as delete\ndelete(ClaimRow)", "delete()"),
        ("with store.writing() as c: pass", ".writing()"),
        ("engine.begin()", ".begin()"),
    ],
)
def test_a_write_would_be_found(code: str, what: str) -> None:
    """The test tests: each way of writing is seen."""
    assert what in {told for _, told in faults(ast.parse(code))}


@pytest.mark.parametrize(
    "code",
    [
        "about.update({'a': 1})",
        "counter.update(x)",
        "'update of the article'",
        "'Deleted from here'",
        "connection.exec_driver_sql('PRAGMA journal_mode')",
    ],
)
def test_what_is_no_write_is_left_alone(code: str) -> None:
    """Dictionaries are updated too."""
    assert list(faults(ast.parse(code))) == []
