"""Every way in which a thing a person asks for can be refused.

Each error says in one plain sentence what happened, and in `hint` what to do. The command line and
the screen show both and never a traceback. `exit_code` is what a script sees.
"""

from __future__ import annotations

from typing import ClassVar


class FactcheckError(Exception):
    """A refusal with a plain reason.

    Args:
        message: What happened, one sentence, no markup.
        hint: What the person can do about it; empty where there is nothing to do.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        """Return the message and, where there is one, the hint."""
        return f"{self.message} {self.hint}".strip()


class InvalidInputError(FactcheckError):
    """What was typed cannot be used as it is."""

    exit_code = 2


class NotFoundError(FactcheckError):
    """The thing named does not exist on this desk."""

    exit_code = 3


class NoDeskError(FactcheckError):
    """No desk was found where one was looked for."""

    exit_code = 4


class DeskVersionError(FactcheckError):
    """The database belongs to another release than this one."""

    exit_code = 5


class StaleError(FactcheckError):
    """Somebody changed the row after it was read; nothing was overwritten.

    Args:
        message: What happened.
        yours: What this person wanted to write, by field.
        theirs: What stands there now, by field.
        hint: What to do.
    """

    exit_code = 6

    def __init__(
        self,
        message: str,
        *,
        yours: dict[str, object],
        theirs: dict[str, object],
        hint: str = "",
    ) -> None:
        super().__init__(message, hint=hint)
        self.yours = yours
        self.theirs = theirs


class RefusedError(FactcheckError):
    """The desk's rules do not allow it now; the message says why."""

    exit_code = 7


class IngestError(FactcheckError):
    """A document could not be taken in; nothing of it was stored.

    Args:
        message: What happened.
        path: The file as the person named it.
        hint: What to do.
    """

    exit_code = 8

    def __init__(self, message: str, *, path: str, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.path = path


class ArchiveError(FactcheckError):
    """The archive folder could not be written or holds bytes that are not what they should be."""

    exit_code = 9


class HistoryError(FactcheckError):
    """The history does not prove what it should."""

    exit_code = 10


class BusyError(FactcheckError):
    """Another program held the database for longer than the wait allows; nothing was written."""

    exit_code = 11
