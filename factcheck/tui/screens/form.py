"""Forms: fields over the page, saved with one key, and nothing typed is ever lost."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from factcheck.text.dates import parse_date
from factcheck.text.safe import one_line
from factcheck.tui.commands import Place, bindings_of
from factcheck.tui.phrases import date_words, today
from factcheck.tui.screens.base import Dialog
from factcheck.tui.widgets.choice import Choice
from factcheck.tui.widgets.chrome import KeyBar, StatusLine
from factcheck.tui.widgets.fields import SafeInput, SafeTextArea

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult

    from factcheck.domain.errors import FactcheckError

ResultT = TypeVar("ResultT")
Field = SafeInput | SafeTextArea | Choice


class FormDialog(Dialog[ResultT]):
    """A form. Closing it keeps what was typed; it stands there when one comes back."""

    PLACES: ClassVar[tuple[Place, ...]] = (Place.FORM,)
    BINDINGS: ClassVar[Any] = bindings_of(Place.FORM)
    CSS_PATH = "form.tcss"
    AUTO_FOCUS = "SafeTextArea, SafeInput"

    heading = ""
    """What the form is for; safe to show."""
    draft_key = ""
    """Under which name what was typed is kept."""

    def fields(self) -> Iterable[Widget]:
        """Yield the labelled fields, each with an id."""
        raise NotImplementedError

    def save(self, values: dict[str, str]) -> None:
        """Ask the writer to store the values that differ from those shown at first."""
        raise NotImplementedError

    # ---------------------------------------------------------------------------------- the frame

    def compose(self) -> ComposeResult:
        """Title, fields, status, keys."""
        with Vertical(classes="dialog"):
            yield Static(one_line(self.heading), classes="title", markup=False)
            yield VerticalScroll(*self.fields(), classes="fields", can_focus=False)
            yield StatusLine()
            yield KeyBar()

    def on_mount(self) -> None:
        """Put back what was typed before."""
        self.first_values = self.values()
        self._sent: dict[str, str] = {}  # what the form held when it was saved last
        draft = self.factcheck.drafts.get(self.draft_key, {})
        for field in self._fields():
            if field.id in draft:
                _set_value(field, draft[field.id])
        if draft:
            self.say("What you typed before is back.", "quiet")
        self.ready()

    def ready(self) -> None:
        """Finish a form whose fields are filled; Textual calls `on_mount` of every base class."""

    def _fields(self) -> list[Field]:
        found = self.query("SafeInput, SafeTextArea, Choice").results(Widget)
        return [field for field in found if isinstance(field, SafeInput | SafeTextArea | Choice)]

    def values(self) -> dict[str, str]:
        """Return what stands in the fields, by their ids."""
        return {field.id or "": _value_of(field) for field in self._fields()}

    def changed_values(self) -> dict[str, str]:
        """Return what was typed, by field."""
        first = self.first_values
        return {name: value for name, value in self.values().items() if value != first.get(name)}

    def done(self, result: ResultT) -> None:
        """Close the form after its content was stored."""
        self.factcheck.drafts.pop(self.draft_key, None)
        self.dismiss(result)

    def saved_unseen(self, result: Any) -> None:  # noqa: ANN401 - whatever the change gave
        """What was stored is no draft any more; what was typed after that is."""
        del result
        if self.factcheck.drafts.get(self.draft_key) == self._sent:
            del self.factcheck.drafts[self.draft_key]
        self.factcheck.say(f"{one_line(self.heading)}: saved.", "done", "u undoes")

    def refuse(self, error: FactcheckError) -> None:
        """Say why nothing was stored; keep what was typed."""
        self._keep()
        super().refuse(error)

    def _keep(self) -> None:
        typed = self.changed_values()
        if typed:
            self.factcheck.drafts[self.draft_key] = typed
        else:
            self.factcheck.drafts.pop(self.draft_key, None)

    # ------------------------------------------------------------------------------------ actions

    def action_save(self) -> None:
        """Store what stands in the form."""
        if not self._saving:
            self._sent = self.changed_values()
            self.save(self._sent)

    def action_close(self) -> None:
        """Close without storing; what was typed is kept."""
        self._keep()
        kept = self.draft_key in self.factcheck.drafts
        self.dismiss(None)
        if self._saving:
            self.factcheck.say("It is still being saved.", "quiet")
        elif kept:
            self.factcheck.say("Nothing was saved; what you typed is kept.", "quiet")

    def action_next_field(self) -> None:
        """Go to the next field."""
        self.focus_next()

    def action_previous_field(self) -> None:
        """Go to the field before."""
        self.focus_previous()

    def on_input_submitted(self) -> None:
        """Enter in a line goes on to the next field."""
        self.focus_next()


def row(label: str, field: Widget, *more: Widget) -> Horizontal:
    """Return a label with its field beside it, and a hint below where there is one."""
    return Horizontal(
        Static(label, classes="label", markup=False), Vertical(field, *more, classes="cell")
    )


_WHOLE_DATE = len("2013-11-12")


def date_hint(typed: str, published_on: str = "") -> tuple[str, str | None]:
    """Return what a typed date is understood as, and its ISO form; None where it is none.

    The words are safe to show; an empty field is an unknown date.

    Args:
        typed: What stands in the field.
        published_on: The day of the article, from which its "yesterday" counts; where it is not
            known to the day, today.
    """
    if not typed.strip():
        return "such as 2013, Nov 2013, 12 Nov 2013, yesterday", ""
    known = len(published_on) == _WHOLE_DATE
    found = parse_date(typed, today=date.fromisoformat(published_on) if known else today())
    if found is None:
        return "not understood as a date", None
    words = f"= {date_words(found.iso)}"
    if found.ambiguous:
        words += " (day before month)"
    if found.relative:
        words += ", counted from the article's day" if known else ", counted from today"
    elif found.first_day > today():
        words += ", a day to come"
    return words, found.iso


def _value_of(field: Field) -> str:
    return field.text if isinstance(field, SafeTextArea) else field.value


def _set_value(field: Field, value: str) -> None:
    if isinstance(field, Choice):
        field.set_value(value)
    elif isinstance(field, SafeTextArea):
        field.text = value
    else:
        field.value = value
