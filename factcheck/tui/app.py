"""The app: one desk, its screens, and the thread that writes."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, ClassVar

from rich.segment import Segments
from textual.app import App
from textual.signal import Signal
from textual.worker import WorkerFailed

from factcheck.domain.errors import StaleError
from factcheck.services import undo as undoing
from factcheck.tui.commands import Command, Place, bindings_of
from factcheck.tui.crash import crash_report
from factcheck.tui.lastnet import LastNet
from factcheck.tui.palette import CommandProvider, PlaceProvider
from factcheck.tui.screens.article import ArticleScreen
from factcheck.tui.screens.articles import ArticlesScreen
from factcheck.tui.screens.base import Changed, DeskParts, DeskScreen
from factcheck.tui.screens.help import HelpScreen
from factcheck.tui.screens.history import HistoryScreen
from factcheck.tui.screens.stale import StaleDialog
from factcheck.tui.themes import INK, PAPER
from factcheck.tui.widgets.chrome import StatusLine
from factcheck.tui.writer import NotSaved, Saved, Write, WriteCrashed, Writer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.command import Provider

    from factcheck.domain.views import EventLine
    from factcheck.services.desk import Desk
    from factcheck.tui.widgets.chrome import KeyBar, Tone

    KeepCrash = Callable[[BaseException], Path | None]


class FactcheckApp(App[None]):
    """The workbench on one desk.

    Args:
        desk: An open desk.
        keep_crash: Writes the details of a crash into a file and returns it, or None.
    """

    TITLE = "factcheck"
    CSS_PATH = "app.tcss"
    BINDINGS: ClassVar[Any] = bindings_of(Place.EVERYWHERE)
    COMMANDS: ClassVar[set[type[Provider]]] = {CommandProvider, PlaceProvider}  # type: ignore[assignment]
    ALLOW_SELECT: ClassVar[bool] = False

    def __init__(self, desk: Desk, keep_crash: KeepCrash | None = None) -> None:
        super().__init__()
        self._keep_crash = keep_crash
        self._filters.append(LastNet())
        self.desk = desk
        self.writer = Writer(self.post_message)
        self.desk_changed: Signal[Changed] = Signal(self, "desk-changed")
        """Published after every change."""
        self.drafts: dict[str, dict[str, str]] = {}
        """What was typed into forms and not saved, by form."""
        self._warned = False
        self.register_theme(INK)
        self.register_theme(PAPER)
        wished = os.environ.get("TEXTUAL_THEME", "")
        self.theme = wished if wished in self.available_themes else INK.name

    def on_mount(self) -> None:
        """Show the articles."""
        self.push_screen(ArticlesScreen())

    async def on_unmount(self) -> None:
        """Let the writer finish what was asked for."""
        self.writer.close()

    # ------------------------------------------------------------------------------------ writing

    def on_saved(self, message: Saved) -> None:
        """Tell who asked that a change is committed."""
        self._warned = False
        message.write.saved(message.result)

    def on_not_saved(self, message: NotSaved) -> None:
        """Tell who asked why a change was refused."""
        if isinstance(message.error, StaleError):
            self.push_screen(StaleDialog(message.error))
            self.desk_changed.publish(Changed())
        if message.write.refused is not None:
            message.write.refused(message.error)
        elif not isinstance(message.error, StaleError):
            self.say(message.error.message, "refused", message.error.hint)

    def on_write_crashed(self, message: WriteCrashed) -> None:
        """Stop: a change failed in a way nobody foresaw."""
        raise message.error

    def say(self, text: str, tone: Tone = "done", hint: str = "") -> None:
        """Show a sentence on the nearest screen that has a status line."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, DeskParts) and screen.query(StatusLine):  # one just opened: none
                screen.say(text, tone, hint)
                return

    # ------------------------------------------------------------------------------------ actions

    def action_undo(self) -> None:
        """Take back this reviewer's last change."""
        self._change(lambda: undoing.undo(self.desk), "Undone", "^r does it again")

    def action_redo(self) -> None:
        """Do again what was taken back."""
        self._change(lambda: undoing.redo(self.desk), "Done again", "u undoes")

    def _change(self, run: Any, said: str, hint: str) -> None:  # noqa: ANN401 - a service call
        def tell(line: EventLine) -> None:
            self.desk_changed.publish(Changed())
            self.say(f"{said}: {line.summary}", "done", hint)

        self.writer.submit(Write(run, tell))

    def action_help(self) -> None:
        """Show the keys that work here, then all others."""
        if isinstance(self.screen, DeskParts):
            self.push_screen(HelpScreen(self.screen.places_now()))

    def action_history(self) -> None:
        """Show the history of what one stands on."""
        screen = self.screen
        self.push_screen(HistoryScreen(screen.about() if isinstance(screen, DeskScreen) else {}))

    def action_toggle_paper(self) -> None:
        """Change between paper and ink."""
        self.theme = INK.name if self.theme == PAPER.name else PAPER.name

    def action_help_quit(self) -> None:
        """Tell how to leave, where a hand went to ctrl+c."""
        self.say("What the screen has confirmed is saved.", "quiet", "^q leaves")

    async def action_quit(self) -> None:
        """Leave; text that was typed into a form and not saved is spoken of first."""
        if self.drafts and not self._warned:
            self._warned = True
            words = "What you typed into a form is not saved and would be lost."
            self.say(words, "refused", "^q again leaves without it")
            return
        await super().action_quit()

    def open_article(self, ref: str, claim_ref: str | None = None) -> None:
        """Read an article, at one of its claims."""
        self.push_screen(ArticleScreen(ref, claim_ref=claim_ref))

    def places_under_palette(self) -> tuple[Place, ...]:
        """Return whose commands work on the screen that the palette lies over."""
        screen = self._desk_screen()
        return screen.places_now() if screen is not None else ()

    async def on_key_bar_clicked(self, message: KeyBar.Clicked) -> None:
        """Run what was clicked in the footer."""
        await self.run_command(message.command)

    async def run_command(self, command: Command) -> None:
        """Run a command where its key would have gone."""
        screen = self._desk_screen()
        if screen is None:
            return
        name = command.action.partition("(")[0]
        for node in screen.focused_chain():
            if hasattr(node, f"action_{name}"):
                await self.run_action(command.action, node)
                return

    def _desk_screen(self) -> DeskParts[Any] | None:
        """Return the topmost screen of ours; the palette is Textual's."""
        return next((s for s in reversed(self.screen_stack) if isinstance(s, DeskParts)), None)

    # ------------------------------------------------------------------------------------ crashes

    def _fatal_error(self) -> None:
        """Keep what happened, and print that instead of the traceback that Textual would print."""
        error = self._exception
        if error is not None and not self._exit_renderables:  # what follows a mistake is noise
            cause = error.error if isinstance(error, WorkerFailed) else error
            file = None if self._keep_crash is None else self._keep_crash(cause)
            report = self.console.render(crash_report(cause, file), self.console.options)
            self._exit_renderables.append(Segments(report))
        self._close_messages_no_wait()
