"""The writer: in order, one at a time, an outcome for each change, nothing lost at the end."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest

from factcheck.domain.errors import RefusedError
from factcheck.tui.writer import NotSaved, Saved, Write, WriteCrashed, Writer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.message import Message


class Post:
    """Collects what the writer posts."""

    def __init__(self) -> None:
        self.messages: list[Message] = []

    def __call__(self, message: Message) -> bool:
        """Take a message."""
        self.messages.append(message)
        return True


@pytest.fixture
def post() -> Post:
    """A collector of messages."""
    return Post()


@pytest.fixture
def writer(post: Post) -> Iterator[Writer]:
    """A writer, ended after the test."""
    writer = Writer(post)
    yield writer
    writer.close()


def nothing(_result: object) -> None:
    """Take no notice of a result."""


async def test_changes_are_made_in_order_on_one_thread(writer: Writer, post: Post) -> None:
    """A hundred changes come back in the order in which they were asked for."""
    threads: set[int] = set()

    def change(number: int) -> int:
        threads.add(threading.get_ident())
        return number

    for number in range(100):
        writer.submit(Write(lambda number=number: change(number), nothing))  # type: ignore[misc]
    await writer.drained()
    results = [message.result for message in post.messages if isinstance(message, Saved)]
    assert results == list(range(100))
    assert len(threads) == 1
    assert threads != {threading.get_ident()}
    assert not writer.busy


async def test_a_refusal_and_a_crash_are_told_and_the_next_change_is_made(
    writer: Writer, post: Post
) -> None:
    """The thread outlives both."""

    def refuse() -> Any:  # noqa: ANN401 - never returns
        raise RefusedError("No.", hint="Later.")

    def crash() -> Any:  # noqa: ANN401 - never returns
        return 1 // 0

    writer.submit(Write(refuse, nothing))
    writer.submit(Write(crash, nothing))
    writer.submit(Write(lambda: 3, nothing))
    await writer.drained()
    refused, crashed, saved = post.messages
    assert isinstance(refused, NotSaved)
    assert refused.error.message == "No."
    assert isinstance(crashed, WriteCrashed)
    assert isinstance(crashed.error, ZeroDivisionError)
    assert isinstance(saved, Saved)


def test_closing_makes_what_was_asked_for(post: Post) -> None:
    """Leaving the program loses no change that a key had asked for."""
    writer = Writer(post)
    gate = threading.Event()
    writer.submit(Write(gate.wait, nothing))
    for number in range(20):
        writer.submit(Write(lambda number=number: number, nothing))  # type: ignore[misc]
    assert writer.busy
    gate.set()
    writer.close()
    assert len(post.messages) == 21
    writer.close()
