"""What is loaded when: the lower layers never load the screen, and `--help` loads next to nothing.

import-linter reads the imports that are written; these tests see the ones that really happen, in a
process of their own, since this one has loaded everything already.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Final

import pytest

SCREEN: Final = ("textual", "factcheck.tui")
DATABASE: Final = ("alembic", "psycopg", "sqlalchemy", "sqlite3", "sqlmodel", "factcheck.store")
COMMANDS: Final = ("typer", "factcheck.cli")

IMPORT_WHOLE_PACKAGE: Final = """
import importlib, json, pkgutil, sys

def load(name):
    module = importlib.import_module(name)
    for found in pkgutil.iter_modules(getattr(module, "__path__", ()), name + "."):
        # Migrations are run by Alembic, inside its context, and cannot be imported outside it.
        if not found.name.startswith("factcheck.store.migrations"):
            load(found.name)

load(sys.argv[1])
print(json.dumps(sorted(sys.modules)))
"""

RUN_COMMAND: Final = """
import contextlib, io, json, sys
from factcheck.__main__ import main

said = io.StringIO()
code = 0
with contextlib.redirect_stdout(said):
    try:
        code = main() or 0
    except SystemExit as end:
        code = end.code or 0
print(json.dumps({"code": code, "said": said.getvalue(), "modules": sorted(sys.modules)}))
"""


def run(script: str, *arguments: str) -> str:
    """Run a script in a fresh interpreter and return what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def loaded_from(modules: list[str], forbidden: tuple[str, ...]) -> list[str]:
    """Return those of the modules that are, or lie within, a forbidden package."""
    return [name for name in modules if any(f"{name}.".startswith(f"{top}.") for top in forbidden)]


@pytest.mark.parametrize(
    ("package", "forbidden"),
    [
        ("factcheck.text", SCREEN + DATABASE + COMMANDS),
        ("factcheck.proof", SCREEN + DATABASE + COMMANDS),
        ("factcheck.domain", SCREEN + DATABASE + COMMANDS),
        ("factcheck.archive", SCREEN + DATABASE + COMMANDS),
        ("factcheck.ingest", SCREEN + DATABASE + COMMANDS),
        ("factcheck.reports", SCREEN + DATABASE + COMMANDS),
        ("factcheck.store", SCREEN + COMMANDS),
        ("factcheck.services", SCREEN + COMMANDS),
        ("factcheck.bootstrap", SCREEN + COMMANDS),
        ("factcheck.cli", SCREEN),
        ("factcheck.tui", COMMANDS),
    ],
)
def test_layer_loads_nothing_from_above(package: str, forbidden: tuple[str, ...]) -> None:
    """Importing every module of a layer leaves the forbidden packages out of the process."""
    modules = json.loads(run(IMPORT_WHOLE_PACKAGE, package))
    assert loaded_from(modules, forbidden) == []


@pytest.mark.parametrize("package", ["factcheck", "factcheck.__main__", "factcheck.cli"])
def test_importing_the_command_line_opens_no_database_library(package: str) -> None:
    """What every start pays for is small: libraries come when a command needs them."""
    script = f"import json, sys, {package}; print(json.dumps(sorted(sys.modules)))"
    assert loaded_from(json.loads(run(script)), SCREEN + DATABASE) == []


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_are_instant(option: str) -> None:
    """Neither loads Textual or a database library, so both answer at once."""
    result = json.loads(run(RUN_COMMAND, option))
    assert result["code"] == 0
    assert "factcheck" in result["said"]
    assert loaded_from(result["modules"], SCREEN + DATABASE) == []
