"""The one thread that writes.

Every change runs here, in the order in which it was asked for, and its outcome comes back to the
screen as a message. A thread worker of Textual would not do: a cancelled one still commits, and one
whose screen was closed never tells its end.
"""

from __future__ import annotations

import asyncio
import threading
from dataclasses import dataclass
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from textual.message import Message

from factcheck.domain.errors import FactcheckError

if TYPE_CHECKING:
    from collections.abc import Callable

ResultT = TypeVar("ResultT")


@dataclass(frozen=True, slots=True)
class Write(Generic[ResultT]):
    """One change to make.

    Attributes:
        run: Makes it; called on the writer's thread.
        saved: Called on the screen's thread with what `run` returned.
        refused: Called on the screen's thread with why it was refused; None leaves it to the app.
    """

    run: Callable[[], ResultT]
    saved: Callable[[ResultT], None]
    refused: Callable[[FactcheckError], None] | None = None


class Saved(Message):
    """A change was made and committed."""

    def __init__(self, write: Write[Any], result: object) -> None:
        super().__init__()
        self.write = write
        self.result = result


class NotSaved(Message):
    """A change was refused; nothing of it was stored."""

    def __init__(self, write: Write[Any], error: FactcheckError) -> None:
        super().__init__()
        self.write = write
        self.error = error


class WriteCrashed(Message):
    """A change failed in a way nobody foresaw; nothing of it was stored."""

    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self.error = error


class Writer:
    """Makes changes one after the other on a thread of its own.

    Args:
        post: Takes the outcome; has to be safe to call from any thread.
    """

    def __init__(self, post: Callable[[Message], object]) -> None:
        self._post = post
        self._queue: SimpleQueue[Write[Any] | None] = SimpleQueue()
        self._asked = 0
        self._done = 0
        self._progress = threading.Condition()
        self._thread = threading.Thread(target=self._work, name="writer", daemon=True)
        self._thread.start()

    @property
    def busy(self) -> bool:
        """Whether a change is still to be made."""
        return self._done < self._asked

    def submit(self, write: Write[Any]) -> None:
        """Ask for a change; returns at once."""
        self._asked += 1
        self._queue.put(write)

    async def drained(self) -> None:
        """Wait until every change asked for so far has been made and its outcome posted."""
        target = self._asked
        await asyncio.to_thread(self._wait_for, target)

    def close(self) -> None:
        """Make every change that was asked for, then end the thread."""
        if self._thread.is_alive():
            self._queue.put(None)
            self._thread.join()

    def _wait_for(self, target: int) -> None:
        with self._progress:
            self._progress.wait_for(lambda: self._done >= target)

    def _work(self) -> None:
        while (write := self._queue.get()) is not None:
            outcome = _outcome(write)
            self._post(outcome)
            with self._progress:
                self._done += 1
                self._progress.notify_all()


def _outcome(write: Write[Any]) -> Message:
    """Make one change and say what became of it."""
    try:
        return Saved(write, write.run())
    except FactcheckError as error:
        return NotSaved(write, error)
    except Exception as error:  # noqa: BLE001 - the thread must live; the app shows it
        return WriteCrashed(error)
