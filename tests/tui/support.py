"""What the tests of the screen share: a desk with an article, a running app, what is drawn."""

from __future__ import annotations

import re
import threading
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Final

from textual import events
from textual.keys import _character_to_key
from textual.worker import WorkerCancelled

from factcheck.services.ingest import ingest_text
from factcheck.tui.app import FactcheckApp
from factcheck.tui.screens.article import ArticleScreen
from factcheck.tui.writer import Write

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from textual.pilot import Pilot

    from factcheck.domain.rows import Article
    from factcheck.services.desk import Desk

NARROW: Final = (80, 24)
USUAL: Final = (120, 40)
WIDE: Final = (200, 60)

TEXT: Final = """\
The two countries are eyeing a bilateral trade of $10 billion by 2020. Russia has said Vietnam \
is a priority partner in the Asia-Pacific region.

“Vietnam has been a long-term, trustworthy partner for Russia,” said Putin following talks with \
the country’s leadership. Agreements signed included military deals.

Vietnam has become a major buyer of Russian weapons since 2010.

Source: Agencies
"""
OTHER: Final = """\
Perdagangan bilateral antara keduanya meningkat 26% tahun lalu menjadi sekitar US$4,6 miliar. \
Kedua negara juga berkomitmen memperluas investasi di sektor energi.
"""
QUIET_ROUNDS: Final = 2
CHARACTERS: Final = {
    "space": " ",
    "slash": "/",
    "question_mark": "?",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
}
HOSTILE: Final = (
    "A claim [@click=app.quit]with a link[/] and [/] and [bold red]markup[/bold red] in it. "
    "Then \x1b]52;c;cHduZWQ=\x07 the clipboard, "
    "\x1b]8;;http://evil.example\x1b\\a link\x1b]8;;\x1b\\, "
    "\x1bP+q544e\x1b\\ a string and \x1b[2J\x1b[31m all clear.\n\n"
    "C1 \x9b31m and \x9d52;c;cHduZWQ=\x9c follow. Then \u202eright to left\u202c and \u2066isolated"
    "\u2069, \u200bzero\u200b width, \ufeffBOM, \ufffd and \u0085 and \u2028 line ends.\n\n"
    "A soft\u00adhyphen, a bell \x07, a backspace \x08, a delete \x7f and a null are here too.\n"
)
ACTING: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)


def bring_in(desk: Desk, text: str, name: str = "article.txt") -> Article:
    """Put a text on the desk."""
    outcome = ingest_text(desk, text, name)
    assert outcome.article is not None, outcome
    return outcome.article


@asynccontextmanager
async def running(desk: Desk, size: tuple[int, int] = USUAL) -> AsyncIterator[Pilot[None]]:
    """Run the app on a desk, settled on its first screen."""
    app = FactcheckApp(desk)
    try:
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            yield pilot
    finally:
        app.writer.close()


@asynccontextmanager
async def reading(
    desk: Desk, ref: str = "A1", size: tuple[int, int] = USUAL
) -> AsyncIterator[tuple[Pilot[None], ArticleScreen]]:
    """Run the app with an article open."""
    async with running(desk, size) as pilot:
        screen = ArticleScreen(ref)
        await pilot.app.push_screen(screen)
        await settle(pilot)
        yield pilot, screen


async def settle(pilot: Pilot[None]) -> None:
    """Wait until nothing is being written, read or handled; no sleeping and no guessing.

    Textual's own `pilot.pause` waits until the processor is idle, which is slow and proves nothing.
    """
    app = app_of(pilot)
    quiet = 0
    while quiet < QUIET_ROUNDS and app._exception is None:
        screen = app.screen
        await pilot._wait_for_screen()
        busy = app.writer.busy or any(not worker.is_finished for worker in app.workers)
        await app.writer.drained()
        for worker in [*app.workers]:
            with suppress(WorkerCancelled):
                await worker.wait()
        await pilot._wait_for_screen()
        quiet = 0 if busy or app.screen is not screen else quiet + 1
    if app._exception is not None:
        raise app._exception


@asynccontextmanager
async def held_writer(pilot: Pilot[None]) -> AsyncIterator[None]:
    """Hold the writer up: every change asked for within waits until the end. Only `tap` there."""
    gate = threading.Event()
    app_of(pilot).writer.submit(Write(gate.wait, lambda _result: None))
    try:
        yield
        await handled(pilot)
    finally:
        gate.set()
    await settle(pilot)


async def handled(pilot: Pilot[None]) -> None:
    """Wait until everything is read and handled, but for what the writer has still to do."""
    for _ in range(QUIET_ROUNDS + 1):
        await pilot._wait_for_screen()
        for worker in [*pilot.app.workers]:
            with suppress(WorkerCancelled):
                await worker.wait()
    await pilot._wait_for_screen()


async def tap(pilot: Pilot[None], *keys: str) -> None:
    """Press keys one after the other, each after all but the writer has settled."""
    for key in keys:
        await hit(pilot, key)
        await handled(pilot)


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys one after the other, each after the screen has settled."""
    for key in keys:
        await hit(pilot, key)
        await settle(pilot)


async def hit(pilot: Pilot[None], *keys: str) -> None:
    """Press keys without waiting for more than that each has arrived."""
    app = app_of(pilot)
    for key in keys:
        name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
        character = CHARACTERS.get(name, key if len(key) == 1 else None)
        event = events.Key(name, character)
        event.set_sender(app)
        app.post_message(event)
        await pilot._wait_for_screen()


async def write(pilot: Pilot[None], words: str) -> None:
    """Type words."""
    await hit(pilot, *words)
    await settle(pilot)


def app_of(pilot: Pilot[None]) -> FactcheckApp:
    """Return the app by its own type."""
    app = pilot.app
    assert isinstance(app, FactcheckApp)
    return app


def drawn(pilot: Pilot[None]) -> str:
    """Return what stands on the terminal, line by line."""
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


def said(pilot: Pilot[None]) -> str:
    """Return what the status line of the topmost screen says."""
    from factcheck.tui.widgets.chrome import StatusLine  # noqa: PLC0415 - only where it is asked for

    return pilot.app.screen.query_one(StatusLine).said
