"""docs/commands.md says what the commands do: every command, every option, every exit code."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
import typer

from factcheck.cli import guard, proof
from factcheck.cli.app import EXIT_CODES, app
from factcheck.domain.errors import FactcheckError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cli.conftest import Run

DOCUMENT: Final = (Path(__file__).parents[2] / "docs" / "commands.md").read_text(encoding="utf-8")
CODES: Final = {
    int(code): meaning
    for code, meaning in re.findall(r"^\| (\d+) \| (.+) \|$", DOCUMENT, re.MULTILINE)
}


def refusals(kind: type[FactcheckError] = FactcheckError) -> Iterator[type[FactcheckError]]:
    """Yield every class of refusal."""
    yield kind
    for lower in kind.__subclasses__():
        yield from refusals(lower)


def commands() -> Iterator[tuple[str, Any]]:
    """Yield every command with its full name."""

    def within(command: Any, name: str) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
        for part, inner in getattr(command, "commands", {}).items():
            if hasattr(inner, "commands"):
                yield from within(inner, f"{name} {part}")
            else:
                yield f"{name} {part}", inner

    return within(typer.main.get_command(app), "factcheck")


def test_exit_codes_are_those_of_the_classes() -> None:
    """The table has each refusal's code, those of the guard, and no other."""
    of_classes = {kind.exit_code for kind in refusals()}
    others = {0, proof.UNANCHORED, guard.CRASHED, guard.INTERRUPTED, guard.READER_GONE}
    assert not of_classes & others
    assert set(CODES) == of_classes | others


def test_help_names_every_exit_code() -> None:
    """The end of --help has the same codes as the table."""
    assert {int(code) for code in re.findall(r"(?:^|\s)(\d+) ", EXIT_CODES)} == set(CODES)


@pytest.mark.parametrize(("name", "command"), list(commands()), ids=lambda value: str(value)[:30])
def test_every_command_and_option_is_documented(name: str, command: Any) -> None:  # noqa: ANN401
    """A command stands in the table, and its options in the document."""
    assert f"| [`{name}`](#" in DOCUMENT
    for parameter in command.params:
        for option in parameter.opts:
            if option.startswith("--") and option != "--help":
                assert option in DOCUMENT, option


def test_documented_commands_exist() -> None:
    """The table names no command that is not there."""
    named = set(re.findall(r"^\| \[`(factcheck [a-z ]+)`\]", DOCUMENT, re.MULTILINE))
    assert named == {name for name, _ in commands()}


def test_links_within_the_document_lead_somewhere() -> None:
    """Each #anchor is a heading."""
    headings = {
        re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-")
        for heading in re.findall(r"^#+ (.+)$", DOCUMENT, re.MULTILINE)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", DOCUMENT)) <= headings


@pytest.mark.usefixtures("checked_desk")
@pytest.mark.parametrize(
    "arguments",
    [
        ("state",),
        ("articles",),
        ("article", "A1"),
        ("mark", "A1", "2", "query"),
        ("claims",),
        ("claim", "C1"),
        ("sources",),
        ("history",),
        ("history", "rebuild"),
        ("undo",),
        ("verify",),
        ("checkpoint",),
        ("doctor",),
    ],
    ids=" ".join,
)
def test_json_names_are_documented(run: Run, arguments: tuple[str, ...]) -> None:
    """Every name in an answer is in the document."""
    answer = run(*arguments, "--json").json
    records = [answer, *(one[0] for one in answer.values() if isinstance(one, list) and one)]
    names = {name for record in records if isinstance(record, dict) for name in record}
    assert {name for name in names if f"`{name}`" not in DOCUMENT} == set()
