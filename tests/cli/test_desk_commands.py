"""Making a desk, taking articles in, and looking at it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from factcheck import bootstrap
from factcheck.cli import state
from tests.cli.conftest import ARTICLE, Run


def test_init_makes_a_desk(run: Run, tmp_path: Path) -> None:
    """A new folder gets a database and an archive, and commands find them from within."""
    made = run("init", tmp_path / "new", "--name", "Kantor", "--scale", "tempo", "--json")
    assert made.code == 0
    assert made.json["name"] == "Kantor"
    assert made.json["scale"] == "tempo"
    assert Path(made.json["database"]).is_file()
    os.chdir(tmp_path / "new")
    assert run("state", "--json").json["id"] == made.json["id"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("new", "--scale", "stars"), 2, "Choose one of: five-step"),
        (("desk",), 7, "already"),
        (("article.txt/desk",), 4, "cannot be made"),
        ((), 2, "Missing argument"),
    ],
)
@pytest.mark.usefixtures("article_file")
def test_init_refuses(
    run: Run, desk: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    """Bad input is told in plain words, and an existing desk is left alone."""
    before = (desk / "claims.db").read_bytes()
    answer = run("init", *arguments)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err
    assert (desk / "claims.db").read_bytes() == before


@pytest.mark.usefixtures("desk")
def test_ingest_takes_the_good_and_lists_the_bad(run: Run, tmp_path: Path) -> None:
    """Of several files the good ones go in; the exit code says that not all did."""
    good, empty = tmp_path / "good.txt", tmp_path / "empty.txt"
    good.write_text("A new text. It has two sentences.", encoding="utf-8")
    empty.touch()
    answer = run("ingest", good, empty, tmp_path / "missing.txt", good, "--json")
    assert answer.code == 8
    outcomes = answer.json["outcomes"]
    assert [outcome["state"] for outcome in outcomes] == ["added", "failed", "failed", "known"]
    assert [outcome["article"] for outcome in outcomes] == ["A2", None, None, "A2"]
    assert "empty.txt" in outcomes[1]["message"]
    told = run("ingest", empty, good)
    assert told.code == 8
    assert "A2" in told.out
    assert "empty.txt" in told.err


@pytest.mark.usefixtures("desk")
def test_ingest_reads_stdin(
    run: Run,
) -> None:
    """`-` takes one text from stdin; nothing in it is an error like any other."""
    assert run("ingest", "-", stdin="A piped text. It is short.").code == 0
    assert run("articles", "--json").json["articles"][1]["heading"] == "A piped text."
    nothing = run("ingest", "-", "--json", stdin="")
    assert nothing.code == 8
    assert nothing.json["outcomes"][0] == {
        "path": "-",
        "state": "failed",
        "article": None,
        "message": "“standard input” is empty.",
        "hint": "There is nothing to check in it.",
        "warnings": [],
    }


@pytest.mark.usefixtures("desk")
def test_articles_and_article(
    run: Run,
) -> None:
    """The list shows how far the review is, the article its numbered sentences."""
    listed = run("articles")
    assert listed.out.splitlines()[1].split()[0] == "A1"
    assert "0 %" in listed.out
    shown = run("article", "a1")
    assert "1 ○ The two countries aim" in shown.out
    assert "Logo" not in shown.out
    record = run("article", "A1", "--json").json
    assert record["text"] == ARTICLE
    first = next(sentence for sentence in record["sentences"] if sentence["number"] == 1)
    assert record["text"][first["start"] : first["end"]].startswith("The two countries")
    missing = run("article", "A9")
    assert (missing.code, missing.out) == (3, "")


def test_empty_desk_teaches(run: Run, tmp_path: Path) -> None:
    """On an empty desk lists say what to do, on stderr, and JSON lists are empty."""
    desk = ("--desk", tmp_path / "new")
    run("init", tmp_path / "new")
    for command, hint in (("articles", "factcheck ingest"), ("sources", "factcheck sources add")):
        answer = run(*desk, command)
        assert (answer.code, answer.out) == (0, "")
        assert hint in answer.err
        assert run(*desk, command, "--json").json == {command: []}
    assert run(*desk, "claims", "--json").json == {"claims": []}
    assert run(*desk, "export").code == 0


@pytest.mark.usefixtures("desk")
def test_state_is_shown_without_a_terminal(run: Run, opened: list[str]) -> None:
    """`factcheck` without a terminal says so on stderr and shows the desk on stdout."""
    answer = run()
    assert answer.code == 0
    assert "no terminal" in answer.err
    assert answer.out == run("state").out
    assert "Test desk" in answer.out
    assert opened == []


def test_screen_opens_on_a_terminal(
    run: Run, desk: Path, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`factcheck` and `factcheck sample` open the screen where there is a terminal."""
    monkeypatch.setattr(state, "has_terminal", lambda: True)
    monkeypatch.setattr(
        bootstrap,
        "sample_desk",
        lambda: bootstrap.Location(str(desk / "claims.db"), desk / "sources"),
    )
    assert run().code == 0
    sample = run("sample")
    assert sample.code == 0
    assert str(desk) in sample.err
    assert opened == ["Test desk", "Test desk"]


@pytest.mark.parametrize(
    "command",
    [
        (),
        ("state",),
        ("ingest", "x.txt"),
        ("articles",),
        ("article", "A1"),
        ("mark", "A1", "1", "claim"),
        ("tag", "A1", "--sentence", "1"),
        ("claims",),
        ("claim", "C1"),
        ("sources",),
        ("sources", "add", "A title"),
        ("link", "C1", "S1", "--stance", "supports"),
        ("verdict", "C1", "true"),
        ("export",),
        ("history",),
        ("history", "rebuild"),
        ("undo",),
        ("redo",),
        ("verify",),
        ("checkpoint",),
        ("doctor",),
    ],
    ids=" ".join,
)
def test_no_desk_is_told_with_what_to_do(run: Run, command: tuple[str, ...]) -> None:
    """Where there is no desk, every command says so, says how to make one, and ends with 4."""
    answer = run(*command)
    assert (answer.code, answer.out) == (4, "")
    assert "factcheck init DIR" in answer.err


@pytest.mark.usefixtures("desk")
def test_desk_of_another_folder_and_reviewer(run: Run, tmp_path: Path) -> None:
    """`--desk` wins over FACTCHECK_DB, and `--as` over FACTCHECK_REVIEWER."""
    run("init", tmp_path / "other", "--name", "Other")
    assert run("--desk", tmp_path / "other", "state", "--json").json["name"] == "Other"
    assert run("--as", "budi", "state", "--json").json["reviewer"] == "budi"
    assert run("--as", "two words", "state").code == 2


@pytest.mark.usefixtures("desk")
def test_doctor_finds_nothing_wrong(
    run: Run,
) -> None:
    """A sound desk has no error; each finding says what was looked at."""
    answer = run("doctor")
    assert answer.code == 0
    assert "✓ factcheck" in answer.out
    assert {finding["state"] for finding in run("doctor", "--json").json["findings"]} <= {
        "ok",
        "warning",
    }
