"""Recording a verdict: the rating and, at once, the reason for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Static, TextArea

from factcheck.domain.commands import RecordVerdict, parse_command
from factcheck.services.verdicts import record_verdict
from factcheck.text.safe import one_line, safe_text
from factcheck.text.words import word_count
from factcheck.tui.phrases import count
from factcheck.tui.screens.form import FormDialog
from factcheck.tui.widgets.choice import Choice, Option
from factcheck.tui.widgets.fields import SafeTextArea

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from factcheck.domain.rows import Rating, RatingScale, Verdict
    from factcheck.domain.views import ClaimView
    from factcheck.services.desk import Desk


class VerdictDialog(FormDialog[None]):
    """Rates a claim. Nothing is recorded before it is saved, and nothing typed is lost.

    Args:
        view: The claim as it is now.
        scale: The desk's scale.
        rating: What the key stands for.
    """

    AUTO_FOCUS = "SafeTextArea"

    def __init__(self, view: ClaimView, scale: RatingScale, rating: Rating) -> None:
        super().__init__()
        self.claim_view = view
        self.scale = scale
        self.rating = rating
        self.heading = f"Verdict on {view.claim.ref}"
        self.draft_key = f"verdict {view.claim.id}"

    def fields(self) -> Iterable[Widget]:
        """The claim, the scale, the explanation."""
        standing = self.claim_view.standing
        options = [
            Option(rating.code, one_line(rating.label), rating.symbol, rating.key, rating.color)
            for rating in self.scale.ratings
        ]
        mine = standing is not None and standing.verdict.recorded_by == self.desk.actor
        explanation = standing.verdict.explanation if standing is not None and mine else ""
        claim = safe_text(self.claim_view.claim.restatement, keep_newlines=True)
        yield Static(claim, classes="quiet gap", markup=False)
        yield Choice(options, self.rating.code, id="rating")
        yield Static("", id="meaning", classes="hint gap", markup=False)
        yield SafeTextArea(explanation, id="explanation")
        yield Static("", id="words", classes="hint", markup=False)

    def ready(self) -> None:
        """The rating of a draft gives way to the key that was pressed now."""
        self.query_one("#rating", Choice).set_value(self.rating.code)
        self.first_values.pop("rating")
        area = self.query_one(SafeTextArea)
        area.move_cursor(area.document.end)
        self._show_meaning()
        self._show_words()

    def on_choice_changed(self) -> None:
        """Show what the rating means."""
        self._show_meaning()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Count the words."""
        del event
        self._show_words()

    def _chosen(self) -> Rating:
        code = self.query_one("#rating", Choice).value
        return next(rating for rating in self.scale.ratings if rating.code == code)

    def _show_meaning(self) -> None:
        self.query_one("#meaning", Static).update(one_line(self._chosen().meaning))

    def _show_words(self) -> None:
        words = word_count(self.query_one(SafeTextArea).text)
        self.query_one("#words", Static).update(count(words, "word") if words else "")

    def _keep(self) -> None:
        """Only the explanation is worth keeping; a rating is one key."""
        if "explanation" in self.changed_values():
            super()._keep()
        else:
            self.factcheck.drafts.pop(self.draft_key, None)

    def save(self, values: dict[str, str]) -> None:
        """Record the verdict."""
        del values
        view, rating = self.claim_view, self._chosen()
        explanation = self.query_one(SafeTextArea).text
        standing = view.standing

        def run(desk: Desk) -> Verdict:
            command = parse_command(
                RecordVerdict,
                claim_id=view.claim.id,
                claim_version=view.claim.version,
                rating_code=rating.code,
                explanation=explanation,
                supersedes=standing.verdict.id if standing else None,
            )
            return record_verdict(desk, command)

        self.write_once(run, self._saved, self.refuse)

    def _saved(self, verdict: Verdict) -> None:
        del verdict
        rating, ref = self._chosen(), self.claim_view.claim.ref
        self.done(None)
        self.factcheck.say(f"{ref} is rated {rating.symbol} {rating.label}.", "done", "u undoes")
