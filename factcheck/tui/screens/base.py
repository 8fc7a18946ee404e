"""What the desk's screens have in common: reading, writing, saying what happened, showing keys."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple, TypeVar, cast

from textual.await_complete import AwaitComplete
from textual.message import Message
from textual.screen import ModalScreen, Screen
from textual.worker import get_current_worker

from factcheck.domain.errors import FactcheckError, StaleError
from factcheck.services.state import desk_state
from factcheck.tui.commands import Place, commands_of, footer_of
from factcheck.tui.widgets.chrome import DeskHeader, KeyBar, StatusLine, Tone
from factcheck.tui.writer import Write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual import events
    from textual.dom import DOMNode

    from factcheck.services.desk import Desk
    from factcheck.tui.app import FactcheckApp

AnswerT = TypeVar("AnswerT")
ResultT = TypeVar("ResultT")
ScreenT = TypeVar("ScreenT")


ROOMY: Final = 32
"""Lines from which a form has room for a blank between its fields."""


class Changed(NamedTuple):
    """A change of the desk: which screen made it, and whether that one shows it already."""

    origin: object = None
    shown: bool = False


class ReadDone(Message):
    """A read came back: its answer, or why there is none."""

    def __init__(
        self, group: str, ticket: int, then: Callable[[Any], None], answer: object
    ) -> None:
        super().__init__()
        self.group = group
        self.ticket = ticket
        self.then = then
        self.answer = answer


class DeskParts(Screen[ScreenT]):
    """Reading, writing and talking; the same for full screens and for dialogs."""

    PLACES: ClassVar[tuple[Place, ...]] = ()
    """Whose commands work here."""

    @cached_property
    def _tickets(self) -> dict[str, int]:
        """The newest read of each group."""
        return {}

    _saving = False
    """Whether a change of which one is enough is still being made."""
    _close_with: tuple[ScreenT | None] | None = None
    """What to close with as soon as nothing lies over this screen any more."""

    @property
    def factcheck(self) -> FactcheckApp:
        """The app, by its own type."""
        return cast("FactcheckApp", self.app)

    @property
    def desk(self) -> Desk:
        """The open desk."""
        return self.factcheck.desk

    # --------------------------------------------------------------------------- reading, writing

    def read(
        self, group: str, job: Callable[[Desk], AnswerT], then: Callable[[AnswerT], None]
    ) -> None:
        """Read in a thread; only the newest answer of a group is taken.

        Args:
            group: What is read; a newer read of it makes older ones worthless.
            job: Reads from the desk; must not touch widgets.
            then: Takes the answer on the screen's thread.
        """
        desk = self.desk
        ticket = self._tickets[group] = self._tickets.get(group, 0) + 1

        def run() -> None:
            try:
                answer: object = job(desk)
            except FactcheckError as error:
                answer = error
            if not get_current_worker().is_cancelled:
                self.post_message(ReadDone(group, ticket, then, answer))

        self.run_worker(run, thread=True, exclusive=True, group=group, name=f"read {group}")

    def on_read_done(self, message: ReadDone) -> None:
        """Take an answer, unless a newer one is under way."""
        message.stop()
        if message.ticket != self._tickets.get(message.group):
            return
        if isinstance(message.answer, FactcheckError):
            self.say(message.answer.message, "refused", message.answer.hint)
        else:
            message.then(message.answer)

    def write(
        self,
        run: Callable[[Desk], ResultT],
        saved: Callable[[ResultT], None],
        refused: Callable[[FactcheckError], None] | None = None,
        *,
        shown: bool = False,
    ) -> None:
        """Ask the writer for a change; returns at once.

        Args:
            run: Makes the change on the desk, on the writer's thread. It may come after the
                screen and even the app have gone, so it must not ask either of them for anything.
            saved: Takes the result, if this screen is still there.
            refused: Takes the reason, if this screen is still there; the status line where None.
            shown: Whether `saved` shows all of the change, so that nothing need be read.
        """
        desk, app = self.desk, self.factcheck

        def tell(result: ResultT) -> None:
            if self.is_open:
                saved(result)
            else:
                self.saved_unseen(result)
            app.desk_changed.publish(Changed(self, shown))

        def tell_why(error: FactcheckError) -> None:
            if refused is not None and self.is_open:
                refused(error)
            elif not isinstance(error, StaleError):  # of which the app shows both values
                app.say(error.message, "refused", error.hint)

        app.writer.submit(Write(lambda: run(desk), tell, tell_why))

    def write_once(
        self,
        run: Callable[[Desk], ResultT],
        saved: Callable[[ResultT], None],
        refused: Callable[[FactcheckError], None],
    ) -> None:
        """Ask for a change that closes this screen; does nothing while one is being made."""
        if self._saving:
            return
        self._saving = True

        def again(error: FactcheckError) -> None:
            self._saving = False
            refused(error)

        self.write(run, saved, again)

    def saved_unseen(self, result: Any) -> None:  # noqa: ANN401 - whatever the change gave
        """Take the result of a change that was made after this screen was closed."""

    # ------------------------------------------------------------------------------------ closing

    @property
    def is_open(self) -> bool:
        """Whether this screen was not closed; Textual calls it attached for a while after that."""
        return self.is_attached and self in self.app.screen_stack

    def dismiss(self, result: ScreenT | None = None) -> AwaitComplete:
        """Close this screen, and no other: Textual closes whichever is on top."""
        if not self.is_open:
            return AwaitComplete()
        if not self.is_active:
            self._close_with = (result,)
            return AwaitComplete()
        return super().dismiss(result)

    def on_screen_resume(self) -> None:
        """Close if that was wanted while something lay over this screen."""
        if self._close_with is not None:
            (result,) = self._close_with
            self._close_with = None
            self.dismiss(result)

    # ------------------------------------------------------------------------------------ talking

    def say(self, text: str, tone: Tone = "done", hint: str = "") -> None:
        """Show what happened on the status line."""
        self.query_one(StatusLine).say(text, tone, hint)

    def places_now(self) -> tuple[Place, ...]:
        """Return whose commands work at this moment, the nearest first."""
        return self.PLACES

    def focused_chain(self) -> Iterator[DOMNode]:
        """Yield where a key goes: the focused widget, what holds it, the screen, the app."""
        yield from self.focused.ancestors_with_self if self.focused else self.ancestors_with_self

    def show_keys(self) -> None:
        """Show in the footer what works now."""
        bar = self.query_one(KeyBar)
        commands = footer_of(commands_of(*self.places_now()))
        last = [command for command in commands if command.id in {"desk.help", "desk.palette"}]
        bar.show([command for command in commands if command not in last], last)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """What works follows the focus."""
        del event
        self.show_keys()


class DeskScreen(DeskParts[None]):
    """A full screen: header, something to read, status, keys."""

    def __init__(self) -> None:
        super().__init__()
        self._stale = False

    def on_mount(self) -> None:
        """Fill the screen, and follow what changes."""
        self.factcheck.desk_changed.subscribe(self, self._desk_changed)
        self.show_keys()
        self.refresh_header()
        self.load()

    def on_screen_resume(self) -> None:
        """Catch up with what was changed elsewhere."""
        if self._stale:
            self._stale = False
            self.refresh_header()
            self.load()
        self.show_keys()

    def load(self) -> None:
        """Read what is shown."""
        raise NotImplementedError

    def refresh_header(self) -> None:
        """Read the desk's counts for the header."""
        self.read("header", desk_state, self.query_one(DeskHeader).show)

    def about(self) -> dict[str, str]:
        """Return the references of what one stands on, for the history: `claim`, `article`."""
        return {}

    @property
    def is_seen(self) -> bool:
        """Whether this screen is on top, but for dialogs over it."""
        stack = self.app.screen_stack
        above = stack[stack.index(self) + 1 :] if self in stack else [self]
        return all(isinstance(screen, ModalScreen) for screen in above)

    def _desk_changed(self, change: Changed) -> None:
        if not self.is_seen:
            self._stale = True
            return
        self.refresh_header()
        if not (change.shown and change.origin is self):
            self.load()

    def action_back(self) -> None:
        """Close this screen."""
        self.dismiss(None)


class Dialog(ModalScreen[ScreenT], DeskParts[ScreenT]):
    """A form or list over the page. Escape closes it."""

    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [  # noqa: RUF012 - Textual declares it so
        (0, "-short"),
        (ROOMY, "-roomy"),
    ]

    def on_mount(self) -> None:
        """Show the keys."""
        self.show_keys()

    def refuse(self, error: FactcheckError) -> None:
        """Say why nothing was stored; what was typed stays."""
        self.say(error.message, "refused", error.hint)
