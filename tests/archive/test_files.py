"""The archive keeps bytes exactly, proves them at each reading, and follows nothing planted."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factcheck.archive.files import Archive, ProblemKind
from factcheck.domain.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Callable

ARTICLE = b"Jakarta \xe2\x80\x93 US$4,6 miliar.\r\n"
ARTICLE_DIGEST = hashlib.sha256(ARTICLE).hexdigest()


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """An archive whose folder does not exist yet."""
    return Archive(tmp_path / "desk" / "sources")


def kinds(archive: Archive) -> list[ProblemKind]:
    """Return the kinds of all problems, in order."""
    return [problem.kind for problem in archive.verify()]


# ---------------------------------------------------------------------------- keeping and reading


def test_bytes_come_back_under_their_sha256(archive: Archive) -> None:
    """The name is the digest, the place is two digits and then all of them."""
    digest = archive.put(ARTICLE)
    assert digest == ARTICLE_DIGEST
    assert archive.get(digest) == ARTICLE
    assert archive.path_of(digest) == archive.root / digest[:2] / digest
    assert archive.path_of(digest).read_bytes() == ARTICLE


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=5000))
def test_any_bytes_come_back_exactly(archive: Archive, data: bytes) -> None:
    """Nothing is decoded, normalised or cut."""
    assert archive.get(archive.put(data)) == data


def test_document_larger_than_a_chunk_comes_back(archive: Archive) -> None:
    """Reading in chunks loses nothing at the seams."""
    data = os.urandom(3 * (1 << 20) + 17)
    assert archive.get(archive.put(data)) == data
    assert kinds(archive) == []


def test_same_bytes_twice_are_one_document(archive: Archive) -> None:
    """The second put writes nothing."""
    digest = archive.put(ARTICLE)
    before = archive.path_of(digest).stat()
    assert archive.put(ARTICLE) == digest
    after = archive.path_of(digest).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert list(archive.digests()) == [digest]


def test_has_and_digests_follow_what_was_put(archive: Archive) -> None:
    """An archive without a folder is an empty one."""
    assert not archive.has(ARTICLE_DIGEST)
    assert list(archive.digests()) == []
    assert kinds(archive) == []
    put = sorted(archive.put(bytes([number])) for number in range(20))
    assert list(archive.digests()) == put
    assert all(archive.has(digest) for digest in put)
    assert not archive.has(ARTICLE_DIGEST)


def test_modes_leave_nothing_open_to_everybody(archive: Archive) -> None:
    """Documents are read-only, folders are closed to others whatever the umask."""
    umask = os.umask(0)
    try:
        digest = archive.put(ARTICLE)
    finally:
        os.umask(umask)
    path = archive.path_of(digest)
    assert stat.S_IMODE(path.stat().st_mode) == 0o444
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o775
    assert stat.S_IMODE(archive.root.stat().st_mode) == 0o775


def test_each_new_name_is_synced_before_put_returns(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is synced before it gets its name, then every folder that a new name is in."""
    steps: list[str] = []
    sync, rename = os.fsync, os.rename

    def noting_fsync(descriptor: int) -> None:
        steps.append(str(Path(f"/proc/self/fd/{descriptor}").readlink()))
        sync(descriptor)

    def noting_rename(source: str, target: str, *, src_dir_fd: int, dst_dir_fd: int) -> None:
        steps.append("rename")
        rename(source, target, src_dir_fd=src_dir_fd, dst_dir_fd=dst_dir_fd)

    if not Path("/proc/self/fd").is_dir():
        pytest.skip("reads /proc to name descriptors")
    monkeypatch.setattr(os, "fsync", noting_fsync)
    monkeypatch.setattr(os, "rename", noting_rename)
    digest = archive.put(ARTICLE)
    shelf = archive.root / digest[:2]
    desk = archive.root.parent
    file = next(step for step in steps if ".tmp-" in step)
    expected = [desk.parent, desk, file, "rename", shelf, archive.root]
    assert steps == [str(step) for step in expected]


# ------------------------------------------------------------------------------ what is refused


@pytest.mark.parametrize(
    "digest",
    [
        "",
        ARTICLE_DIGEST.upper(),
        ARTICLE_DIGEST[:-1],
        ARTICLE_DIGEST + "0",
        ARTICLE_DIGEST + "\n",
        " " + ARTICLE_DIGEST[1:],
        "../" * 20 + "etc",
        "\u0660" * 64,
        ARTICLE_DIGEST[:-1] + "\x00",
    ],
)
def test_what_is_no_digest_names_no_file(archive: Archive, digest: str) -> None:
    """Upper case, other lengths, a newline at the end, paths and other scripts' digits."""
    for use in (archive.get, archive.has, archive.path_of):
        with pytest.raises(ArchiveError, match="is not the SHA-256"):
            use(digest)


def test_missing_document_names_its_digest_and_a_way_out(archive: Archive) -> None:
    """The same whether the folder is there or not."""
    for _ in range(2):
        with pytest.raises(ArchiveError, match=ARTICLE_DIGEST) as caught:
            archive.get(ARTICLE_DIGEST)
        assert "missing" in caught.value.message
        assert "backup" in caught.value.hint
        archive.put(b"another")


@pytest.mark.parametrize(
    "alter",
    [
        lambda data: data[:5] + bytes([data[5] ^ 1]) + data[6:],
        lambda data: data[:-1],
        lambda data: data + b"\x00",
        lambda _: b"",
    ],
    ids=["one bit", "cut", "longer", "emptied"],
)
def test_altered_document_is_never_returned(
    archive: Archive, alter: Callable[[bytes], bytes]
) -> None:
    """Reading and verifying both see it, and putting the original heals it."""
    digest = archive.put(ARTICLE)
    path = archive.path_of(digest)
    altered = alter(ARTICLE)
    path.chmod(0o644)
    path.write_bytes(altered)

    with pytest.raises(ArchiveError, match=f"{digest} was altered"):
        archive.get(digest)
    (problem,) = archive.verify()
    assert (problem.kind, problem.path, problem.digest) == (ProblemKind.ALTERED, path, digest)

    assert archive.put(ARTICLE) == digest
    assert archive.get(digest) == ARTICLE
    (aside,) = archive.verify()
    assert (aside.kind, aside.digest) == (ProblemKind.LEFTOVER, digest)
    assert aside.path.read_bytes() == altered
    assert list(archive.digests()) == [digest]


def test_link_in_place_of_the_folder_is_refused(archive: Archive, tmp_path: Path) -> None:
    """Nothing is read or written through it."""
    elsewhere = tmp_path / "elsewhere"
    other = Archive(elsewhere)
    other.put(ARTICLE)
    before = sorted(elsewhere.rglob("*"))
    archive.root.parent.mkdir()
    archive.root.symlink_to(elsewhere)
    for use in (
        lambda: archive.put(b"new"),
        lambda: archive.get(ARTICLE_DIGEST),
        lambda: archive.has(ARTICLE_DIGEST),
        lambda: list(archive.digests()),
        lambda: list(archive.verify()),
    ):
        with pytest.raises(ArchiveError, match="lies in its way"):
            use()
    assert sorted(elsewhere.rglob("*")) == before


def test_link_in_place_of_a_shelf_is_refused(archive: Archive, tmp_path: Path) -> None:
    """A planted shelf leads nowhere."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / ARTICLE_DIGEST).write_bytes(ARTICLE)
    archive.put(b"another")
    (archive.root / ARTICLE_DIGEST[:2]).symlink_to(elsewhere)
    for use in (
        lambda: archive.put(ARTICLE),
        lambda: archive.get(ARTICLE_DIGEST),
        lambda: archive.has(ARTICLE_DIGEST),
    ):
        with pytest.raises(ArchiveError, match="lies in its way"):
            use()
    assert kinds(archive) == [ProblemKind.LINK]
    assert [path.name for path in elsewhere.iterdir()] == [ARTICLE_DIGEST]


@pytest.mark.parametrize("target_exists", [True, False])
def test_link_in_place_of_a_document_is_refused(
    archive: Archive, tmp_path: Path, *, target_exists: bool
) -> None:
    """Not even when its target has the right bytes; the target is neither read nor overwritten."""
    target = tmp_path / "target"
    if target_exists:
        target.write_bytes(ARTICLE)
    path = archive.path_of(ARTICLE_DIGEST)
    path.parent.mkdir(parents=True)
    path.symlink_to(target)
    for use in (
        lambda: archive.put(ARTICLE),
        lambda: archive.get(ARTICLE_DIGEST),
        lambda: archive.has(ARTICLE_DIGEST),
    ):
        with pytest.raises(ArchiveError, match="lies in its way"):
            use()
    assert kinds(archive) == [ProblemKind.LINK]
    assert list(archive.digests()) == []
    assert target.exists() == target_exists


@pytest.mark.parametrize("plant", [os.mkfifo, os.mkdir], ids=["pipe", "folder"])
def test_what_is_no_plain_file_is_refused_at_once(
    archive: Archive, plant: Callable[[Path], None]
) -> None:
    """A pipe does not make the reader wait."""
    path = archive.path_of(ARTICLE_DIGEST)
    path.parent.mkdir(parents=True)
    plant(path)
    with pytest.raises(ArchiveError):
        archive.get(ARTICLE_DIGEST)
    with pytest.raises(ArchiveError):
        archive.put(ARTICLE)
    assert kinds(archive) == [ProblemKind.UNEXPECTED]


def test_verify_names_whatever_the_archive_did_not_make(archive: Archive) -> None:
    """Strange names, a document on the wrong shelf, a half file, a link."""
    digest = archive.put(ARTICLE)
    shelf = archive.path_of(digest).parent
    wrong_shelf = "00" if digest[:2] != "00" else "01"
    (archive.root / wrong_shelf).mkdir()
    planted = {
        archive.root / ".DS_Store": ProblemKind.UNEXPECTED,
        archive.root / "notes\x1b[2J.txt": ProblemKind.UNEXPECTED,
        archive.root / wrong_shelf / digest: ProblemKind.UNEXPECTED,
        shelf / f"{digest}\n": ProblemKind.UNEXPECTED,
        shelf / f"{digest}.bak": ProblemKind.UNEXPECTED,
        shelf / ".tmp-0123": ProblemKind.LEFTOVER,
    }
    for path in planted:
        path.write_bytes(ARTICLE)
    (shelf / "link").symlink_to("/etc/passwd")
    (archive.root / "folder").mkdir()
    planted |= {
        shelf / "link": ProblemKind.LINK,
        archive.root / "folder": ProblemKind.UNEXPECTED,
    }
    assert {problem.path: problem.kind for problem in archive.verify()} == planted
    assert list(archive.digests()) == [digest]


def test_verify_survives_a_name_that_is_no_text(archive: Archive) -> None:
    """File names are bytes; the message can be printed all the same."""
    archive.put(ARTICLE)
    name = os.fsencode(archive.root) + b"/\xff\xfe"
    try:
        os.close(os.open(name, os.O_CREAT | os.O_WRONLY))
    except OSError:
        pytest.skip("this file system takes only names that are text")
    (problem,) = archive.verify()
    assert problem.message.encode()


# -------------------------------------------------------------------------- what the system refuses


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "is full"),
        (errno.EDQUOT, "is full"),
        (errno.EACCES, "does not allow it"),
        (errno.EROFS, "does not allow it"),
        (errno.EIO, "Input/output error"),
    ],
)
@pytest.mark.parametrize("step", ["mkdir", "write", "fsync", "rename"])
def test_failure_at_any_step_leaves_nothing_half_stored(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, step: str, number: int, said: str
) -> None:
    """The person reads a sentence, and the next try works."""
    archive.put(b"another")

    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(os, step, fail)
        with pytest.raises(ArchiveError, match=said) as caught:
            archive.put(ARTICLE)
    assert caught.value.hint
    assert "Traceback" not in str(caught.value)
    assert not archive.has(ARTICLE_DIGEST)
    assert kinds(archive) == []
    assert archive.get(archive.put(ARTICLE)) == ARTICLE


def test_disk_that_fills_up_in_the_middle_leaves_nothing(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A write may take a part first and fail then."""
    write = os.write
    calls: list[int] = []

    def fill_up(descriptor: int, data: memoryview) -> int:
        calls.append(len(data))
        if len(calls) > 1:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(descriptor, data[:10])

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", fill_up)
        with pytest.raises(ArchiveError, match="is full"):
            archive.put(ARTICLE)
    assert calls == [len(ARTICLE), len(ARTICLE) - 10]
    assert kinds(archive) == []
    assert list(archive.digests()) == []


def test_partial_writes_are_continued(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that takes seven bytes at a time still gets all of them."""
    write = os.write
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda descriptor, data: write(descriptor, data[:7]))
        digest = archive.put(ARTICLE)
    assert archive.get(digest) == ARTICLE


def test_interrupt_in_the_middle_leaves_nothing(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C is no error of the archive's and passes through."""

    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", interrupt)
        archive.root.mkdir(parents=True)
        with pytest.raises(KeyboardInterrupt):
            archive.put(ARTICLE)
    assert kinds(archive) == []


def test_file_in_place_of_the_folder_is_refused(archive: Archive) -> None:
    """A plain sentence, and the file is left as it is."""
    archive.root.parent.mkdir()
    archive.root.write_bytes(b"mine")
    with pytest.raises(ArchiveError, match="lies in its way"):
        archive.put(ARTICLE)
    assert archive.root.read_bytes() == b"mine"
