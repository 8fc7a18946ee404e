"""How commands end when something is wrong: no traceback, no password, no control byte."""

from __future__ import annotations

import re
import shutil
import stat
from typing import TYPE_CHECKING, Final, NoReturn

import pytest

from factcheck.cli import output
from factcheck.domain.errors import FactcheckError, StaleError
from factcheck.services import articles, claims, verdicts
from tests.cli.conftest import run_command

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

RAW: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]")
HOSTILE: Final = (
    "\x1b]52;c;ZXZpbA==\x07\x1b[2J [@click=app.quit]x[/] \x9b31m \u202egnp.exe\u202c \u200b"
    "\x90q\x9c and \x7f\x08 end of it.\n\nA second \x1b[31mred\x1b[0m sentence with [/] in it.\n"
)


@pytest.mark.usefixtures("desk")
def test_crash_is_one_plain_line(
    run: Run, person_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An unexpected error ends with 70; the details are in a file of one's own, without secrets."""

    def fail(*_: object) -> NoReturn:
        secret = "hunter2"  # noqa: S105, F841 - what must not be found in the file
        raise RuntimeError("no way to postgresql://ana:hunter3@host/db password=hunter4")

    monkeypatch.setattr(articles, "list_articles", fail)
    answer = run("articles")
    assert (answer.code, answer.out) == (70, "")
    assert answer.err.count("\n") == 1
    (file,) = (person_home / ".local" / "state" / "factcheck" / "log").iterdir()
    assert str(file) in answer.err
    told = file.read_text(encoding="utf-8")
    assert "RuntimeError" in told
    assert "hunter" not in told.replace('secret = "hunter2"', "")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.usefixtures("desk")
def test_crash_is_told_where_nothing_can_be_written(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a place for the details the crash is still one plain line."""
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr(articles, "list_articles", lambda _: 1 / 0)
    answer = run("articles")
    assert answer.code == 70
    assert "ZeroDivisionError" in answer.err
    assert "could not be written" in answer.err


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("interruption", [KeyboardInterrupt, BrokenPipeError])
def test_interruptions_have_their_codes(
    run: Run, monkeypatch: pytest.MonkeyPatch, interruption: type[BaseException]
) -> None:
    """Ctrl-C ends with 130 and says so; a pipe that nobody reads ends with 141 in silence."""

    def interrupt(_: object) -> NoReturn:
        raise interruption

    monkeypatch.setattr(articles, "list_articles", interrupt)
    answer = run("articles")
    if interruption is KeyboardInterrupt:
        assert answer.code == 130
        assert "nothing is half done" in answer.err
    else:
        assert (answer.code, answer.err) == (141, "")


@pytest.mark.usefixtures("checked_desk")
def test_stale_values_are_both_shown(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where somebody else was faster, one sees what one wanted and what stands there."""

    def stale(*_: object) -> NoReturn:
        raise StaleError("budi has rated it.", yours={"rating": "true"}, theirs={"rating": "false"})

    monkeypatch.setattr(verdicts, "record_verdict", stale)
    answer = run("verdict", "C2", "true")
    assert answer.code == 6
    assert "Yours: rating true. There now: rating false." in answer.err


@pytest.fixture(scope="module")
def hostile_desk(desk_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk whose article A2 and claim C1 are full of what would act on a terminal."""
    folder = tmp_path_factory.mktemp("hostile") / "desk"
    shutil.copytree(desk_template, folder)
    file = folder.parent / "hostile.txt"
    file.write_text(HOSTILE, encoding="utf-8")
    for arguments in (
        ("ingest", str(file)),
        ("tag", "A2", "--sentence", "1", "--claimant", HOSTILE, "--note", HOSTILE),
        ("verdict", "C1", "false", "--explanation", HOSTILE),
    ):
        answer = run_command([], "--desk", folder, "--as", "ana", *arguments)
        assert answer.code == 0, answer.err
    return folder


@pytest.mark.parametrize(
    "arguments",
    [
        ("articles",),
        ("article", "A2"),
        ("claims",),
        ("claim", "C1"),
        ("sources",),
        ("history",),
        ("state",),
        ("verify",),
        ("doctor",),
        ("export", "A2"),
        ("export", "A2", "--format", "html"),
        ("export", "A2", "--format", "json"),
        ("articles", "--json"),
        ("article", "A2", "--json"),
        ("claims", "--json"),
        ("history", "--json"),
        ("article", "\x1b[31mA9"),
        ("\x1b]0;title\x07",),
        ("claims", "--\x1b[2J"),
        ("ingest", "\x1b[2J.txt"),
        ("claims", "--article", "\u202eA1"),
        ("--desk", "\x1b[2J", "state"),
    ],
    ids=lambda arguments: " ".join(arguments).encode("unicode_escape").decode(),
)
def test_no_raw_control_byte_comes_out(
    hostile_desk: Path, run: Run, arguments: tuple[str, ...]
) -> None:
    """Whatever an article, a field or an argument holds, a terminal gets plain text."""
    answer = run("--desk", hostile_desk, *arguments)
    assert RAW.search(answer.out) is None
    assert RAW.search(answer.err) is None


@pytest.mark.usefixtures("desk")
def test_tables_fit_the_terminal(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal every line fits its width, wide characters counted as two cells."""
    from rich.cells import cell_len  # noqa: PLC0415 - only here

    file = tmp_path / "wide.txt"
    file.write_text("両国は二〇二〇年までに百億ドルの貿易を目指しています。" * 3, encoding="utf-8")
    run("ingest", file)
    run("tag", "A2", "--sentence", "1", "--claimant", "外務省" * 20)
    monkeypatch.setattr(output, "terminal_width", lambda: 60)
    for command in (("articles",), ("claims",), ("history",), ("article", "A2"), ("claim", "C1")):
        lines = run(*command).out.splitlines()
        assert lines
        assert max(map(cell_len, lines)) <= 60, command


@pytest.mark.usefixtures("desk")
def test_unforeseen_refusal_has_its_class_code(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A refusal that no other class fits ends with 1, message and hint on lines of their own."""

    def refuse(*_: object, **__: object) -> NoReturn:
        raise FactcheckError("It cannot be.", hint="Do something else.")

    monkeypatch.setattr(claims, "list_claims", refuse)
    answer = run("claims")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err == "factcheck: It cannot be.\n  Do something else.\n"
