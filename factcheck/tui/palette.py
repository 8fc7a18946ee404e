"""The command palette: every command of where one stands, every article, every claim.

Titles are foreign text: they go in as plain `Content`, never as markup.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.worker import WorkerCancelled

from factcheck.domain.errors import FactcheckError
from factcheck.services.articles import list_articles
from factcheck.services.claims import list_claims
from factcheck.text.safe import one_line
from factcheck.tui.commands import Command, commands_of
from factcheck.tui.phrases import verdict_words
from factcheck.tui.typeset import clip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.services.desk import Desk
    from factcheck.tui.app import FactcheckApp


_PALETTE_CELLS: Final = 96
_TITLE_CELLS: Final = 68


class CommandProvider(Provider):
    """Offers what can be done where one stands."""

    async def discover(self) -> Hits:
        """Offer everything before a letter is typed."""
        for command in self._commands():
            yield DiscoveryHit(
                self._shown(command), partial(self._run, command), text=command.label
            )

    async def search(self, query: str) -> Hits:
        """Offer what fits what is typed."""
        matcher = self.matcher(query)
        for command in self._commands():
            line = f"{command.label} {command.help}"
            if (score := matcher.match(line)) > 0:
                yield Hit(score, self._shown(command), partial(self._run, command), command.label)

    def _shown(self, command: Command) -> Content:
        """Return a command as one line: its key, its name, and what it does as far as it fits."""
        room = min(_PALETTE_CELLS, self.app.size.width * 24 // 25) - 42
        return Content.assemble(
            (f"{command.key:<6}", "$accent"),
            f"{command.label:<26}",
            (clip(command.help, room), "$quiet"),
        )

    def _commands(self) -> Iterator[Command]:
        app = cast("FactcheckApp", self.app)
        for command in commands_of(*app.places_under_palette()):
            if command.palette and command.id != "desk.palette":
                yield command

    async def _run(self, command: Command) -> None:
        await cast("FactcheckApp", self.app).run_command(command)


class PlaceProvider(Provider):
    """Offers every article and every claim to go to."""

    async def startup(self) -> None:
        """Read what there is, off the screen's thread."""
        self._goals: tuple[_Goal, ...] = ()
        desk = cast("FactcheckApp", self.app).desk
        worker = self.screen.run_worker(partial(_goals, desk), thread=True, group="palette")
        with suppress(WorkerCancelled):  # one left meanwhile
            self._goals = await worker.wait()

    async def search(self, query: str) -> Hits:
        """Offer what fits what is typed."""
        matcher = self.matcher(query)
        for goal in self._goals:
            if (score := matcher.match(goal.line)) > 0:
                yield Hit(score, matcher.highlight(goal.line), partial(self._go, goal), goal.line)

    def _go(self, goal: _Goal) -> None:
        cast("FactcheckApp", self.app).open_article(goal.article, goal.claim)


class _Goal(NamedTuple):
    """An article or a claim, in one safe line."""

    line: str
    article: str
    claim: str | None = None


def _title(words: str) -> str:
    """Return one safe line that fits the palette of a narrow screen."""
    return clip(one_line(words), _TITLE_CELLS)


def _goals(desk: Desk) -> tuple[_Goal, ...]:
    """Return every article and claim; none if the desk cannot be read at the moment."""
    try:
        return _read_goals(desk)
    except FactcheckError:
        return ()


def _read_goals(desk: Desk) -> tuple[_Goal, ...]:
    articles = [
        _Goal(_title(f"{view.article.ref}  {view.heading}"), view.article.ref)
        for view in list_articles(desk)
    ]
    claims = [
        _Goal(
            _title(f"{view.claim.ref}  {verdict_words(view)}  {view.claim.restatement}"),
            view.article.ref,
            view.claim.ref,
        )
        for view in list_claims(desk)
    ]
    return (*articles, *claims)
