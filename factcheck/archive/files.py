"""The archive: every original document, kept under the SHA-256 of its bytes.

A document lies at `root/<first two digits>/<all 64 digits>`. Its name says what it has to hold, so
each reading proves it, and the same bytes are kept once. The archive writes a file before any row
names it: a crash may leave a file that no row names, but never a row without its file.

Every step goes through a descriptor of the folder above and follows no symbolic link, so a link
that somebody plants, even between two steps, can neither lead a write out of the archive nor pass
for a document.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import secrets
import stat
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from factcheck.domain.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DIGEST: Final = re.compile("[0-9a-f]{64}")
SHELF: Final = re.compile("[0-9a-f]{2}")
TEMPORARY_PREFIX: Final = ".tmp-"
ALTERED_INFIX: Final = ".altered-"
CHUNK_BYTES: Final = 1 << 20

# Never open to everybody; to the group where the person's umask leaves it open, as teams need.
FOLDER_MODE: Final = 0o775
# Nobody is to write into a document again; this stops accidents, the digest shows the rest.
FILE_MODE: Final = 0o444

OPEN_FOLDER: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
# O_NONBLOCK: a pipe planted in place of a document must not make the reader wait for ever.
OPEN_DOCUMENT: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
CREATE_DOCUMENT: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC

DISK_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
NOT_ALLOWED: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
# What O_NOFOLLOW and O_DIRECTORY answer when something else lies where a folder or file should.
NOT_WHAT_IT_SHOULD_BE: Final = frozenset({errno.ELOOP, errno.EMLINK, errno.ENOTDIR, errno.EISDIR})
# Some network file systems cannot sync a folder; they keep its entries in their own way.
NO_FOLDER_SYNC: Final = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EBADF})


class ProblemKind(StrEnum):
    """What can be wrong with something in the archive folder."""

    ALTERED = "altered"
    """The bytes are not those that the name promises."""
    LEFTOVER = "leftover"
    """Half a file, or a file set aside when its document was healed; nothing needs it."""
    LINK = "link"
    """A symbolic link; the archive makes none and follows none."""
    UNEXPECTED = "unexpected"
    """Something that the archive did not put there."""
    UNREADABLE = "unreadable"
    """The system would not let it be read."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing in the archive folder that is not as it should be.

    Attributes:
        kind: What is wrong.
        path: Where it lies.
        digest: The document that it concerns, where it concerns one.
        message: The same in a plain sentence.
    """

    kind: ProblemKind
    path: Path
    digest: str | None
    message: str


class Archive:
    """Content-addressed files in one folder.

    An instance holds nothing but the folder's path, so any number of them, in any number of threads
    and processes, can use the same folder at once.

    Args:
        root: The folder; it is made with the first document.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    # ------------------------------------------------------------------------------- writing

    def put(self, data: bytes) -> str:
        """Keep these bytes, so that they outlast a crash or power loss from here on.

        A document that is there already is compared with the bytes given. Where it was altered, it
        is healed with them, and the altered file is set aside beside it for whoever looks into it.

        Args:
            data: The document, whole.

        Returns:
            The SHA-256 of the bytes in lower-case hexadecimal: the document's name from now on.

        Raises:
            ArchiveError: The disk is full, the folder may not be written, or something that is not
                the archive's lies in the way. Nothing of the document was stored.
        """
        digest = hashlib.sha256(data).hexdigest()
        with self._plain_errors(f"Document {digest} could not be archived"):
            _make_folder_durably(self.root)
            with _opened(self.root, OPEN_FOLDER) as root:
                # Another process may be making the same folder.
                with contextlib.suppress(FileExistsError):
                    os.mkdir(digest[:2], FOLDER_MODE, dir_fd=root)
                with _opened(digest[:2], OPEN_FOLDER, folder=root) as shelf:
                    if self._must_write(shelf, digest):
                        _write_durably(shelf, digest, data)
                    # Also for what was there already: the process that put it there may not have
                    # come this far yet, and the caller is about to rely on it.
                    _sync_folder(shelf)
                _sync_folder(root)
        return digest

    def _must_write(self, shelf: int, digest: str) -> bool:
        """Tell whether the document is missing; an altered one is set aside and so goes missing."""
        try:
            with _opened(digest, OPEN_DOCUMENT, folder=shelf) as document:
                _refuse_unless_regular(document, self.path_of(digest))
                if _digest_of(document) == digest:
                    return False
        except FileNotFoundError:
            return True
        aside = f"{digest}{ALTERED_INFIX}{secrets.token_hex(4)}"
        # Two processes may be healing it at once.
        with contextlib.suppress(FileNotFoundError):
            os.rename(digest, aside, src_dir_fd=shelf, dst_dir_fd=shelf)
        return True

    # ------------------------------------------------------------------------------- reading

    def get(self, digest: str) -> bytes:
        """Return a document's bytes, proved to be those that were put.

        Args:
            digest: What `put` returned.

        Raises:
            ArchiveError: It is missing, altered, or cannot be read; the message names the digest.
        """
        path = self.path_of(digest)
        with self._plain_errors(f"Document {digest} could not be read"):
            try:
                with self._document(digest) as document:
                    _refuse_unless_regular(document, path)
                    data = b"".join(_chunks(document))
            except FileNotFoundError as error:
                raise ArchiveError(
                    f"Document {digest} is missing from the archive {self.root}.",
                    hint="Copy it back from a backup, or ingest the original file again.",
                ) from error
        found = hashlib.sha256(data).hexdigest()
        if found != digest:
            raise ArchiveError(
                f"Document {digest} was altered: its bytes now have the SHA-256 {found}.",
                hint="Copy it back from a backup, or ingest the original file again.",
            )
        return data

    def has(self, digest: str) -> bool:
        """Tell whether a document lies in the archive; its bytes are not looked at.

        Raises:
            ArchiveError: Something that is not a document lies in its place.
        """
        path = self.path_of(digest)
        with self._plain_errors(f"Document {digest} could not be looked for"):
            try:
                with self._document(digest) as document:
                    _refuse_unless_regular(document, path)
            except FileNotFoundError:
                return False
        return True

    def path_of(self, digest: str) -> Path:
        """Return where the document lies, or would lie.

        Raises:
            ArchiveError: This is no SHA-256 in lower-case hexadecimal, so it names no file.
        """
        # fullmatch: `$` would let a newline through.
        if not DIGEST.fullmatch(digest):
            raise ArchiveError(f"{digest!a} is not the SHA-256 of a document.")
        return self.root / digest[:2] / digest

    def digests(self) -> Iterator[str]:
        """Yield the digest of every document, in order; bytes are not looked at."""
        for path, is_document in self._entries():
            if is_document:
                yield path.name

    # ------------------------------------------------------------------------------ verifying

    def verify(self) -> Iterator[Problem]:
        """Read every document and yield whatever in the folder is not as it should be.

        A leftover may belong to a `put` that another process has not finished yet.

        Raises:
            ArchiveError: The folder itself cannot be read.
        """
        for path, is_document in self._entries():
            problem = self._problem_of_document(path) if is_document else _problem_of_other(path)
            if problem is not None:
                yield problem

    def _problem_of_document(self, path: Path) -> Problem | None:
        digest = path.name
        try:
            with self._document(digest) as document:
                found = _digest_of(document)
        except FileNotFoundError:
            # Healed, or removed by hand, while the others were read: gone is not altered.
            return None
        except OSError as error:
            message = f"Document {digest} could not be read: {error.strerror}."
            return Problem(ProblemKind.UNREADABLE, path, digest, message)
        if found == digest:
            return None
        message = f"Document {digest} was altered: its bytes now have the SHA-256 {found}."
        return Problem(ProblemKind.ALTERED, path, digest, message)

    def _entries(self) -> Iterator[tuple[Path, bool]]:
        """Yield what lies in the root and in its shelves, and whether it is a document by name.

        Shelves themselves are not among them; nor is anything below a folder that is not a shelf.
        """
        with self._plain_errors("The archive could not be listed"):
            for name, mode in _listed(self.root):
                shelf = self.root / name
                if not (SHELF.fullmatch(name) and stat.S_ISDIR(mode)):
                    yield shelf, False
                    continue
                for inner, inner_mode in _listed(shelf):
                    fits = DIGEST.fullmatch(inner) and inner.startswith(name)
                    yield shelf / inner, bool(fits) and stat.S_ISREG(inner_mode)

    # ------------------------------------------------------------------------------- helpers

    @contextlib.contextmanager
    def _document(self, digest: str) -> Iterator[int]:
        """Open a document for reading, by way of its folders, following no link."""
        with (
            _opened(self.root, OPEN_FOLDER) as root,
            _opened(digest[:2], OPEN_FOLDER, folder=root) as shelf,
            _opened(digest, OPEN_DOCUMENT, folder=shelf) as document,
        ):
            yield document

    @contextlib.contextmanager
    def _plain_errors(self, what: str) -> Iterator[None]:
        """Turn what the system answers into a sentence and a way out."""
        try:
            yield
        except OSError as error:
            number = error.errno
            if number in DISK_FULL:
                reason = f"the disk that holds {self.root} is full"
                hint = "Free some space and try again."
            elif number in NOT_ALLOWED:
                reason = f"the folder {self.root} does not allow it ({error.strerror})"
                hint = "Check who owns the folder and whether its disk is read-only."
            elif number in NOT_WHAT_IT_SHOULD_BE:
                reason = f"something that is no plain file or folder lies in its way in {self.root}"
                hint = "The archive follows no symbolic links; see what `factcheck verify` lists."
            else:
                reason = error.strerror or str(error)
                hint = "See what `factcheck doctor` says of the folder."
            raise ArchiveError(f"{what}: {reason}.", hint=hint) from error


# ---------------------------------------------------------------------------------------- files


@contextlib.contextmanager
def _opened(name: str | Path, flags: int, *, folder: int | None = None) -> Iterator[int]:
    descriptor = os.open(name, flags, FILE_MODE, dir_fd=folder)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _write_durably(shelf: int, name: str, data: bytes) -> None:
    """Write a file under a name of its own, and give it the right one once it is on the disk."""
    temporary = f"{TEMPORARY_PREFIX}{secrets.token_hex(16)}"
    try:
        with _opened(temporary, CREATE_DOCUMENT, folder=shelf) as document:
            rest = memoryview(data)
            while rest:
                # A write may take only a part, as when the disk fills up.
                rest = rest[os.write(document, rest) :]
            os.fsync(document)
        # Whoever else is putting the same bytes renames the same bytes over these.
        os.rename(temporary, name, src_dir_fd=shelf, dst_dir_fd=shelf)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary, dir_fd=shelf)
        raise


def _make_folder_durably(folder: Path) -> None:
    """Make the folder and those above it, each entered in the one above for good."""
    if os.path.lexists(folder):
        return
    _make_folder_durably(folder.parent)
    # Another process may be making the same folder.
    with contextlib.suppress(FileExistsError):
        folder.mkdir(FOLDER_MODE)
    # The folder above is the person's own, so there a link is as good as a folder.
    with _opened(folder.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC) as parent:
        _sync_folder(parent)


def _sync_folder(folder: int) -> None:
    try:
        os.fsync(folder)
    except OSError as error:
        if error.errno not in NO_FOLDER_SYNC:
            raise


def _chunks(document: int) -> Iterator[bytes]:
    while chunk := os.read(document, CHUNK_BYTES):
        yield chunk


def _digest_of(document: int) -> str:
    digest = hashlib.sha256()
    for chunk in _chunks(document):
        digest.update(chunk)
    return digest.hexdigest()


def _refuse_unless_regular(document: int, path: Path) -> None:
    if not stat.S_ISREG(os.fstat(document).st_mode):
        raise ArchiveError(
            f"{path} is no plain file, so it cannot be a document.",
            hint="Remove it; the archive puts only plain files there.",
        )


def _listed(folder: Path) -> list[tuple[str, int]]:
    """Return the names in a folder with what each is, in order; nothing where it does not exist."""
    try:
        with _opened(folder, OPEN_FOLDER) as descriptor, os.scandir(descriptor) as entries:
            found = []
            for entry in entries:
                # A temporary file may be gone by now.
                with contextlib.suppress(FileNotFoundError):
                    found.append((entry.name, entry.stat(follow_symlinks=False).st_mode))
    except FileNotFoundError:
        return []
    return sorted(found)


def _problem_of_other(path: Path) -> Problem | None:
    """Say what something is that is not a document by its name and kind."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return None
    name, _, aside = path.name.partition(ALTERED_INFIX)
    shown = os.fsencode(path).decode("utf-8", "replace")
    if stat.S_ISLNK(mode):
        return Problem(ProblemKind.LINK, path, None, f"{shown} is a symbolic link.")
    if aside and DIGEST.fullmatch(name) and stat.S_ISREG(mode):
        message = f"{shown} is an altered copy of a document that was healed since."
        return Problem(ProblemKind.LEFTOVER, path, name, message)
    if path.name.startswith(TEMPORARY_PREFIX) and stat.S_ISREG(mode):
        message = f"{shown} was left behind by a program that ended while it wrote."
        return Problem(ProblemKind.LEFTOVER, path, None, message)
    message = f"{shown} is not of the archive's making."
    return Problem(ProblemKind.UNEXPECTED, path, None, message)
