"""Reports written to files: the right format, whole or not at all, never over another file."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from factcheck.bootstrap import data_folder
from factcheck.cli import export
from factcheck.domain.errors import InvalidInputError, RefusedError

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


@pytest.mark.usefixtures("checked_desk")
@pytest.mark.parametrize("ref", [None, "A1", "C1", "c1"])
@pytest.mark.parametrize(
    ("form", "begins"), [("md", "# "), ("json", "{"), ("html", "<!doctype html>")]
)
def test_formats(run: Run, ref: str | None, form: str, begins: str) -> None:
    """Desk, article and claim can be written in each format, to stdout."""
    answer = run("export", *([ref] if ref else []), "--format", form)
    assert answer.code == 0
    assert answer.out.startswith(begins)
    assert answer.err == ""


@pytest.mark.usefixtures("checked_desk")
def test_an_export_signs_the_history(run: Run) -> None:
    """The report carries a checkpoint over all there is, and a second export signs no other."""
    first = run("export", "--format", "json").json
    assert first["checkpoint"]["size"] == first["history"]["changes"]
    assert run("export", "--format", "json").json["checkpoint"] == first["checkpoint"]
    assert run("verify").code == 0


@pytest.mark.usefixtures("checked_desk")
def test_without_its_key_a_report_goes_out_unsigned(run: Run) -> None:
    """Without the key that is on record nothing is signed, and the person is told so."""
    run("checkpoint")
    assert run("sources", "add", "Yearbook").code == 0
    (data_folder() / "keys" / "ana.pem").unlink()
    answer = run("export", "--format", "json")
    assert answer.code == 0
    assert "signing key on record for ana" in answer.err
    assert not (data_folder() / "keys" / "ana.pem").exists(), "no other key is made in its place"
    assert "1 change not under a checkpoint" in answer.err


@pytest.mark.usefixtures("checked_desk")
def test_format_follows_the_ending(run: Run, tmp_path: Path) -> None:
    """Without --format the file's ending decides."""
    for name, begins in (("r.json", b"{"), ("r.HTM", b"<!doctype"), ("r.md", b"# "), ("r", b"# ")):
        assert run("export", "-o", tmp_path / name).code == 0
        assert (tmp_path / name).read_bytes().startswith(begins)
    assert json.loads((tmp_path / "r.json").read_bytes())["format"] == "factcheck-report/1"


@pytest.mark.usefixtures("checked_desk")
def test_existing_file_is_left_alone(run: Run, tmp_path: Path) -> None:
    """A file that exists is replaced with --force only, and no other file is left behind."""
    file = tmp_path / "out" / "report.md"
    file.parent.mkdir()
    file.write_text("mine", encoding="utf-8")
    assert run("export", "-o", file).code == 7
    assert file.read_text(encoding="utf-8") == "mine"
    assert run("export", "-o", file, "--force").code == 0
    assert file.read_text(encoding="utf-8").startswith("# ")
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.usefixtures("checked_desk")
@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("A9",), 3, "no article A9"),
        (("C9",), 3, "no claim C9"),
        (("S1",), 2, "neither an article nor a claim"),
        (("--format", "pdf"), 2, "pdf"),
        (("-o", "missing/report.md"), 2, "no folder"),
        (("-o", "desk"), 2, "not a file"),
        (("-o", "/dev/null", "--force"), 2, "not a file"),
    ],
)
def test_refusals(run: Run, arguments: tuple[str, ...], code: int, said: str) -> None:
    """What cannot be written is told, and nothing is."""
    answer = run("export", *arguments)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err


def test_failed_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk is full, the old file stands and no half a file is left."""
    file = tmp_path / "report.md"
    file.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(InvalidInputError, match="No space left"):
        export.write_whole(file, b"new", force=True)
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


def test_file_made_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    """A file that appears between the question and the writing is left alone too."""
    file = tmp_path / "report.md"
    file.write_bytes(b"theirs")
    with pytest.raises(RefusedError):
        export.write_whole(file, b"new", force=False)
    assert file.read_bytes() == b"theirs"


def test_file_system_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where links are unknown, a new file is written all the same, and an old one left alone."""

    def unknown(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", unknown)
    file = tmp_path / "report.md"
    export.write_whole(file, b"new", force=False)
    assert file.read_bytes() == b"new"
    with pytest.raises(RefusedError):
        export.write_whole(file, b"newer", force=False)
    assert file.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [file]
