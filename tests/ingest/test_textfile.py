"""Files become documents, and every file that cannot is named with its reason."""

from __future__ import annotations

import hashlib
import os
import socket
import stat
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from pydantic import ValidationError

from factcheck.domain.errors import IngestError
from factcheck.ingest import textfile
from factcheck.ingest.document import Document, Fact
from factcheck.ingest.textfile import read_text_bytes, read_text_file
from tests.text.strategies import any_text, prose

NEWS = """\
Logo Harian Hanoi

Putin Tiba di Hanoi
Oleh: Siti Aminah dan Budi Santoso
Selasa, 12 November 2013 10:30 WIB
Presiden Rusia Vladimir Putin tiba di Hanoi pada hari Selasa. Ia disambut dengan upacara.

Baca juga: Perdagangan Naik

Kedua negara menandatangani perjanjian di bidang energi.
(bbn)
Sumber: Antara
"""


def test_a_document_holds_the_bytes_digest_and_the_text() -> None:
    """Digests are of the original bytes and of the stored text."""
    data = b"\xef\xbb\xbfTrade rose by 26% last year.\r\nExports fell in the same time.\r\n"
    document = read_text_bytes(data, "a.txt")
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert document.size == len(data)
    assert document.text == "Trade rose by 26% last year.\nExports fell in the same time.\n"
    assert document.text_sha256 == hashlib.sha256(document.text.encode()).hexdigest()
    assert (document.media_type, document.encoding) == ("text/plain", "utf-8")
    assert (document.language, document.warnings, document.metadata) == ("en", (), {})


def test_a_news_page_gives_its_facts_with_where_they_came_from() -> None:
    """Found, never made up; each with the line that says so."""
    document = read_text_bytes(NEWS.encode(), "a.txt", today=date(2025, 1, 15))
    assert document.metadata == {
        "title": Fact(
            value="Putin Tiba di Hanoi",
            how="found",
            note="the first line, set apart like a headline",
        ),
        "publisher": Fact(
            value="Harian Hanoi", how="found", note="from the line “Logo Harian Hanoi”"
        ),
        "authors": Fact(
            value="Siti Aminah; Budi Santoso",
            how="found",
            note="from the line “Oleh: Siti Aminah dan Budi Santoso”",
        ),
        "published_on": Fact(
            value="2013-11-12",
            how="found",
            note="from the line “Selasa, 12 November 2013 10:30 WIB”",
        ),
    }
    kinds = [(span.kind, span.rule) for span in document.sentences]
    assert kinds[0] == ("furniture", "logo")
    assert kinds[1] == ("heading", "")
    assert [rule for kind, rule in kinds if kind == "furniture"] == [
        "logo",
        "read_also",
        "desk_initials",
        "source",
    ]
    blocks = [span.block for span in document.sentences]
    assert blocks == sorted(blocks)


def test_a_source_line_in_mid_text_is_a_sentence() -> None:
    """Only before or after all text does it say where the text came from."""
    text = "The first paragraph is here.\nSource: Agencies\nThe last paragraph is here.\n"
    document = read_text_bytes(text.encode(), "a.txt")
    assert [span.kind for span in document.sentences] != ["sentence", "furniture", "sentence"]
    assert "publisher" not in document.metadata


@pytest.mark.parametrize(
    "text",
    [
        "Trade rose by 26% last year, the ministry said.\nExports fell in the same time.",
        "Putin in Hanoi",
        "short line\n\nThe two countries signed an agreement on trade today.",
    ],
)
def test_no_title_is_made_up(text: str) -> None:
    """A first sentence, a lone line and a line in small letters are no headline."""
    assert "title" not in read_text_bytes(text.encode(), "a.txt").metadata


def test_what_was_replaced_is_told() -> None:
    """Surrogates and NULs become U+FFFD, with a count each."""
    data = b"Trade rose by 26% \xed\xa0\x80 last year.\0" + b" It was good." * 10
    document = read_text_bytes(data, "a.txt")
    assert document.text.count("\ufffd") == 2
    assert document.warnings == (
        "1 lone surrogate replaced by U+FFFD.",
        "NUL characters replaced by U+FFFD: 1.",
    )


def test_markup_is_read_as_it_stands_and_told() -> None:
    """HTML comes with the next importer; until then nobody should be surprised."""
    document = read_text_bytes(b"<!DOCTYPE html><html><p>Trade rose.</p></html>", "a.html")
    assert "HTML" in document.warnings[0]


@given(any_text | prose)
def test_whatever_the_text_every_visible_character_is_in_one_sentence(text: str) -> None:
    """Or the file is refused."""
    try:
        document = read_text_bytes(text.encode("utf-8", "surrogatepass"), "a.txt")
    except IngestError:
        return
    at = 0
    for span in document.sentences:
        assert document.text[at : span.start].strip() == ""
        assert (span.kind == "furniture") == bool(span.rule)
        at = span.end
    assert document.text[at:].strip() == ""
    assert Document.model_validate_json(document.model_dump_json()) == document


# ---------------------------------------------------------------------------- files that cannot


def refused(path: Path) -> IngestError:
    """Return the error for a file."""
    with pytest.raises(IngestError) as caught:
        read_text_file(path)
    assert caught.value.path == str(path)
    return caught.value


def test_a_missing_file(tmp_path: Path) -> None:
    """It is named."""
    assert "nowhere.txt” does not exist" in refused(tmp_path / "nowhere.txt").message


def test_a_folder(tmp_path: Path) -> None:
    """It is not read as a file."""
    assert "is a folder" in refused(tmp_path).message


def test_a_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Simulated, since the superuser may read everything."""

    def forbidden(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "secret.txt"
    path.write_text("Trade rose.")
    monkeypatch.setattr(os, "open", forbidden)
    error = refused(path)
    monkeypatch.undo()
    assert "may not be read" in error.message


def test_a_read_error_half_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A failing disk is an error that names the file, and the file is closed."""

    def failing(*_: object) -> bytes:
        raise OSError(5, "Input/output error")

    path = tmp_path / "bad.txt"
    path.write_text("Trade rose.")
    monkeypatch.setattr(os, "read", failing)
    error = refused(path)
    monkeypatch.undo()
    assert "could not be read (Input/output error)" in error.message


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", "\ufeff\u200b \xa0".encode(), b"\xef\xbb\xbf"])
def test_a_file_of_nothing(tmp_path: Path, data: bytes) -> None:
    """Empty, white space or invisible characters only."""
    path = tmp_path / "empty.txt"
    path.write_bytes(data)
    assert refused(path).message.endswith(("is empty.", "holds no text."))


def test_a_huge_file_is_refused_by_what_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The limit counts bytes as they come, whatever size the system reports."""
    monkeypatch.setattr(textfile, "MAX_BYTES", 1_000)
    path = tmp_path / "huge.txt"
    path.write_bytes(b"Trade rose.\n" * 100)
    assert "is larger than" in refused(path).message
    with pytest.raises(IngestError, match="is larger than"):
        read_text_bytes(b"x" * 1_001, "huge.txt")
    path.write_bytes(b"Trade rose.\n" * 83)
    assert read_text_file(path).size == 996


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs FIFOs")
@pytest.mark.timeout(10)
def test_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    """Nobody writes to it, and nobody waits."""
    path = tmp_path / "pipe.txt"
    os.mkfifo(path)
    assert "pipe" in refused(path).message


def test_a_device_and_a_socket_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading `/dev/zero` would never end."""
    zero = Path("/dev/zero")
    if zero.exists() and stat.S_ISCHR(zero.stat().st_mode):
        assert "device" in refused(zero).message
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("s")
        assert refused(Path("s")).message.startswith("“s”")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param("two\nlines.txt", "two lines.txt", id="newline"),
        pytest.param("a\x1b[2J.txt", "a␛[2J.txt", id="escape"),
        pytest.param("a\u202etxt.exe", "a⟦U+202E⟧txt.exe", id="bidi"),
        pytest.param("a\udcff.txt", "a⟦U+DCFF⟧.txt", id="not UTF-8"),
        pytest.param("a\ud800.txt", "a⟦U+D800⟧.txt", id="no name at all"),
        pytest.param("a\0.txt", "a␀.txt", id="NUL"),
        pytest.param("x" * 300, "x" * 300, id="too long"),
    ],
)
def test_a_file_name_is_shown_safely(tmp_path: Path, name: str, shown: str) -> None:
    """Names come from outside too."""
    message = refused(tmp_path / name).message
    assert shown in message
    message.encode()


def test_a_link_is_followed_and_a_broken_one_is_named(tmp_path: Path) -> None:
    """A person may keep articles elsewhere."""
    real = tmp_path / "real.txt"
    real.write_text("Trade rose by 26% last year.")
    link = tmp_path / "link.txt"
    link.symlink_to(real)
    assert read_text_file(link).text == real.read_text()
    loop = tmp_path / "loop.txt"
    loop.symlink_to(loop)
    assert "could not be read" in refused(loop).message


# ------------------------------------------------------------------------------- the model


def test_a_document_cannot_be_changed_nor_hold_a_bad_digest() -> None:
    """Frozen, and a digest is 64 hex digits with nothing behind them."""
    document = read_text_bytes(b"Trade rose by 26% last year.", "a.txt")
    with pytest.raises(ValidationError):
        document.text = "x"
    values = document.model_dump()
    for bad in ("", "0" * 63, "A" * 64, "0" * 64 + "\n"):
        with pytest.raises(ValidationError):
            Document.model_validate({**values, "sha256": bad})
