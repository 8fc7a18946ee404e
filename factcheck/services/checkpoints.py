"""Checkpoints: signed statements of the history, kept in the desk and outside it."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import insert, select
from sqlmodel import col

from factcheck.domain.errors import HistoryError, RefusedError
from factcheck.domain.rows import Checkpoint
from factcheck.proof.merkle import Frontier
from factcheck.proof.notes import NoteError, SignedCheckpoint, open_checkpoint, sign_checkpoint
from factcheck.services.keys import own_key, write_durably
from factcheck.store.tables import CheckpointRow, EventRow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from factcheck.services.desk import Desk

_SUFFIX = ".checkpoint"


class KeptNote(NamedTuple):
    """A signed note and where it was found."""

    where: str
    note: str


def make_checkpoint(desk: Desk) -> Checkpoint:
    """Sign the history as it stands, and keep the note in the desk and in the reviewer's folder.

    Where the newest checkpoint says the same already, that one is returned.

    Raises:
        RefusedError: If there is no history yet, or another key is on record for the reviewer.
        HistoryError: If the key or the note cannot be written outside the database.
    """
    key = own_key(desk)
    with desk.store.writing() as connection:
        frontier = Frontier()
        for leaf in connection.execute(
            select(col(EventRow.leaf)).order_by(col(EventRow.seq))
        ).scalars():
            frontier.append(leaf)
        if frontier.size == 0:
            msg = "There is no history to sign yet."
            raise RefusedError(msg)
        size, root = frontier.size, frontier.root()
        made_at = desk.now()
        checkpoint = Checkpoint(
            id=desk.surroundings.make_id(made_at),
            size=size,
            root=root,
            note=sign_checkpoint(desk.desk_id, size, root, name=desk.actor, key=key),
            made_at=made_at,
            made_by=desk.actor,
        )
        # Ed25519 signs the same text with the same bytes, so an equal note is the same statement.
        known = connection.execute(
            select(*CheckpointRow.__table__.c).where(col(CheckpointRow.note) == checkpoint.note)
        ).first()
        if known is not None:
            checkpoint = Checkpoint.model_validate(known)
        else:
            connection.execute(
                insert(CheckpointRow.__table__),
                checkpoint.model_dump(),
            )
    try:
        _keep_outside(_folder(desk), checkpoint)
    except OSError as error:
        msg = f"The checkpoint cannot be kept in {_folder(desk)}: {error.strerror}."
        raise HistoryError(msg, hint="See that your data folder is yours and has room.") from error
    return checkpoint


def end_session(desk: Desk) -> Checkpoint | None:
    """Sign the history if this reviewer changed anything since the desk was opened.

    So each working session leaves a note outside the database, and nobody has to think of it.

    Raises:
        RefusedError: If another key is on record for the reviewer.
    """
    return None if desk.last_event is None else make_checkpoint(desk)


def newest_checkpoint(desk: Desk) -> Checkpoint | None:
    """Return the checkpoint over the most events, or None."""
    with desk.read() as session:
        row = session.scalar(
            select(CheckpointRow).order_by(
                col(CheckpointRow.size).desc(), col(CheckpointRow.made_at).desc()
            )
        )
        return None if row is None else Checkpoint.model_validate(row)


def notes_inside(desk: Desk) -> list[KeptNote]:
    """Return the notes kept in the database."""
    with desk.read() as session:
        return [
            KeptNote(f"checkpoint over {size} events by {made_by}", note)
            for size, made_by, note in session.execute(
                select(
                    col(CheckpointRow.size), col(CheckpointRow.made_by), col(CheckpointRow.note)
                ).order_by(col(CheckpointRow.size))
            )
        ]


def notes_outside(desk: Desk) -> Iterator[KeptNote]:
    """Yield the notes kept in the reviewer's own folder."""
    folder = _folder(desk)
    if folder.is_dir():
        for file in sorted(folder.glob(f"*{_SUFFIX}")):
            yield KeptNote(str(file), file.read_text(encoding="utf-8", errors="replace"))


def open_note(note: str, public_keys: dict[str, str]) -> SignedCheckpoint:
    """Verify a note against the public keys on record.

    Args:
        note: The signed note.
        public_keys: Base64 of each reviewer's public key, by handle.

    Raises:
        NoteError: If no reviewer on record signed it.
    """
    _, _, signature = note.rpartition("\n\u2014 ")
    name = signature.partition(" ")[0]
    if not public_keys.get(name):
        msg = "nobody on record signed it"
        raise NoteError(msg)
    try:
        public = base64.b64decode(public_keys[name], validate=True)
        return open_checkpoint(note, name=name, public=public)
    except NoteError:
        raise
    except ValueError as error:
        msg = f"the key on record for {name} is no key"
        raise NoteError(msg) from error


def _folder(desk: Desk) -> Path:
    return desk.surroundings.notes / desk.desk_id


def _keep_outside(folder: Path, checkpoint: Checkpoint) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{checkpoint.size:012d}-{checkpoint.root[:16]}{_SUFFIX}"
    write_durably(file, checkpoint.note.encode(), replace=True)
