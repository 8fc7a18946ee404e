"""The form of a claim: restatement, who said it, when, of what type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Input, Static

from factcheck.domain.commands import EditClaim, parse_command
from factcheck.domain.vocabulary import ClaimType
from factcheck.services.claims import edit_claim, known_claimants
from factcheck.tui.screens.form import FormDialog, date_hint, row
from factcheck.tui.widgets.choice import Choice, Option
from factcheck.tui.widgets.fields import Known, SafeInput, SafeTextArea

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from factcheck.domain.rows import Claim
    from factcheck.domain.views import ClaimView
    from factcheck.services.desk import Desk

_UNKNOWN = "-"


class ClaimForm(FormDialog[None]):
    """Edits a claim.

    Args:
        view: The claim as it is now.
    """

    def __init__(self, view: ClaimView) -> None:
        super().__init__()
        self.claim = view.claim
        self._published_on = view.article.published_on
        self.heading = f"Claim {view.claim.ref}"
        self.draft_key = f"claim {view.claim.id}"
        self._known = Known()

    def fields(self) -> Iterable[Widget]:
        """Restatement, said by, on, type, note."""
        claim = self.claim
        types = [Option(_UNKNOWN, "—"), *(Option(kind.value, kind.value) for kind in ClaimType)]
        yield row("restatement", SafeTextArea(claim.restatement, id="restatement"))
        yield row(
            "said by",
            SafeInput(
                claim.claimant,
                id="claimant",
                suggester=self._known,
                placeholder="a person, an office, a paper",
            ),
        )
        yield row(
            "on",
            SafeInput(claim.said_on, id="said_on", placeholder="when it was said"),
            Static(self._hint(claim.said_on)[0], id="date", classes="hint", markup=False),
        )
        yield row("type", Choice(types, claim.type.value if claim.type else _UNKNOWN, id="type"))
        yield row("note", SafeTextArea(claim.note, id="note"))

    def _hint(self, typed: str) -> tuple[str, str | None]:
        return date_hint(typed, self._published_on)

    def ready(self) -> None:
        """Learn who is known to have said things."""
        self.read("claimants", known_claimants, self._learn)

    def _learn(self, names: tuple[str, ...]) -> None:
        self._known.words = names

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show how a date is understood while it is typed."""
        if event.input.id == "said_on":
            self.query_one("#date", Static).update(self._hint(event.value)[0])

    def save(self, values: dict[str, str]) -> None:
        """Store the fields that were changed."""
        if not values:
            self.done(None)
            return
        fields: dict[str, object] = dict(values)
        if "said_on" in values:
            hint, iso = self._hint(values["said_on"])
            if iso is None:
                self.say(f"“{values['said_on']}” is {hint}.", "refused", "Try 12 Nov 2013, or 2013")
                self.query_one("#said_on").focus()
                return
            fields["said_on"] = iso
        if values.get("type") == _UNKNOWN:
            del fields["type"]
            fields["clear_type"] = True
        claim = self.claim

        def run(desk: Desk) -> Claim:
            command = parse_command(EditClaim, claim_id=claim.id, version=claim.version, **fields)
            return edit_claim(desk, command)

        self.write_once(run, self._saved, self.refuse)

    def _saved(self, claim: Claim) -> None:
        self.done(None)
        self.factcheck.say(f"{claim.ref} is changed.", "done", "u undoes")
