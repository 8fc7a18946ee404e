"""A reviewer's signing key: made on first use, kept outside the desk, readable by him alone."""

from __future__ import annotations

import base64
import os
import re
import secrets
from contextlib import suppress
from typing import TYPE_CHECKING

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from sqlalchemy import select
from sqlmodel import col

from factcheck.domain.errors import HistoryError, RefusedError
from factcheck.proof.notes import public_bytes
from factcheck.store.tables import ReviewerRow

if TYPE_CHECKING:
    from pathlib import Path

    from factcheck.services.desk import Desk


def own_key(desk: Desk) -> Ed25519PrivateKey:
    """Return the acting reviewer's private key, made on first use, its public part on record.

    Raises:
        HistoryError: If the key file cannot be read.
        RefusedError: If another key is on record for this reviewer.
    """
    file = _key_file(desk)
    with desk.read() as session:
        known = session.scalar(
            select(col(ReviewerRow.public_key)).where(col(ReviewerRow.handle) == desk.actor)
        )
    if known and not file.exists():
        raise _other_key(desk, file)
    key = _load_or_make(file)
    public = base64.b64encode(public_bytes(key)).decode()
    if known == public:
        return key
    if known:
        raise _other_key(desk, file)
    with desk.change("reviewer.key", asked={"handle": desk.actor}) as work:
        row = work.session.scalars(
            select(ReviewerRow).where(col(ReviewerRow.handle) == desk.actor)
        ).one()
        row.public_key = public
    return key


def _other_key(desk: Desk, file: Path) -> RefusedError:
    return RefusedError(
        f"The signing key on record for {desk.actor} is not on this machine.",
        hint=f"Copy it to {file}, or work under another name.",
    )


def _key_file(desk: Desk) -> Path:
    # A handle may hold any letter; a file name should not.
    name = re.sub(r"[^A-Za-z0-9_.-]", lambda found: f"%{ord(found[0]):x}", desk.actor)
    return desk.surroundings.keys / f"{name.lstrip('.') or '%2e'}.pem"


def _load_or_make(file: Path) -> Ed25519PrivateKey:
    if not file.exists():
        _write_new(file, Ed25519PrivateKey.generate())
    try:
        key = load_pem_private_key(file.read_bytes(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm, OSError) as error:
        msg = f"The signing key {file} cannot be read."
        raise HistoryError(msg, hint="Restore it from your backup.") from error
    if not isinstance(key, Ed25519PrivateKey):
        msg = f"The signing key {file} is not an Ed25519 key."
        raise HistoryError(msg, hint="Restore it from your backup.")
    return key


def _write_new(file: Path, key: Ed25519PrivateKey) -> None:
    try:
        _put_new(file, key)
    except OSError as error:
        msg = f"The signing key {file} cannot be written: {error.strerror}."
        raise HistoryError(msg, hint="See that your data folder is yours and has room.") from error


def _put_new(file: Path, key: Ed25519PrivateKey) -> None:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    # Of two programs that start at once, the first one's key stays.
    with suppress(FileExistsError):
        write_durably(file, pem, replace=False)


def write_durably(file: Path, data: bytes, *, replace: bool) -> None:
    """Write a file that only its owner may read: whole or not at all, and there after a power cut.

    Args:
        file: Its name; the folder is there.
        data: What it holds.
        replace: Whether a file of that name makes way.

    Raises:
        FileExistsError: If there is one, and it does not make way.
        OSError: If it cannot be written.
    """
    temporary = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if replace:
            temporary.replace(file)
        else:
            os.link(temporary, file)
    finally:
        temporary.unlink(missing_ok=True)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
