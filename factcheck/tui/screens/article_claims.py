"""Working on the claim of the lit sentence: its form, its sources, its verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.domain.commands import EditEvidence, RemoveClaim, RemoveEvidence
from factcheck.domain.vocabulary import Stance
from factcheck.services.claims import remove_claim
from factcheck.services.sources import edit_evidence, remove_evidence
from factcheck.tui.phrases import NEXT_STANCE
from factcheck.tui.screens.deciding import Deciding
from factcheck.tui.screens.passage import PassageScreen
from factcheck.tui.screens.sources import SourceDialog
from factcheck.tui.screens.verdict import VerdictDialog

if TYPE_CHECKING:
    from factcheck.domain.rows import Evidence, Source
    from factcheck.domain.views import CitedEvidence, ClaimView
    from factcheck.tui.widgets.claim_panel import ClaimPanel


class ClaimActions(Deciding):
    """What can be done with a claim."""

    def _with_claim(self) -> ClaimView | None:
        """Return the claim that is looked at, or say that there is none."""
        if self.claim is None:
            self.say(
                "There is no claim in this sentence.", "quiet", "c makes it one, v a part of it"
            )
        return self.claim

    def action_edit_claim(self) -> None:
        """Change the restatement, who said it, when, and its type."""
        if (view := self._with_claim()) is not None:
            self.open_claim_form(view)

    def action_remove_claim(self) -> None:
        """Take the claim back."""
        if (view := self._with_claim()) is None:
            return
        claim = view.claim
        command = RemoveClaim(claim_id=claim.id, version=claim.version)
        self._writes += 1

        def removed(_nothing: None) -> None:
            self._writes += 1
            self.say(f"{claim.ref} is no claim any more.", "done", "u undoes")

        self.write(lambda desk: remove_claim(desk, command), removed)

    # ----------------------------------------------------------------------------------- verdicts

    def action_verdict(self, key: str) -> None:
        """Rate the claim with a key of the desk's scale."""
        view, scale = self._with_claim(), self.scale
        if view is None or scale is None:
            return
        rating = scale.rating_for_key(key)
        if rating is None:
            keys = ", ".join(f"{known.key} {known.symbol}" for known in scale.ratings)
            self.say(f"The scale “{scale.name}” has no rating on key {key}.", "quiet", keys)
        else:
            self.app.push_screen(VerdictDialog(view, scale, rating))

    def on_claim_panel_rating_clicked(self, message: ClaimPanel.RatingClicked) -> None:
        """Rate with the mouse."""
        self.action_verdict(message.key)

    # ----------------------------------------------------------------------------------- evidence

    def action_link_source(self) -> None:
        """Link a source to the claim."""
        if (view := self._with_claim()) is None:
            return

        def chosen(source: Source | None) -> None:
            if source is not None:
                self.app.push_screen(PassageScreen(view, source))

        self.app.push_screen(SourceDialog(view), chosen)

    def on_claim_panel_wanted(self, message: ClaimPanel.Wanted) -> None:
        """Do what was asked for with a piece of evidence."""
        cited, claim = message.evidence, self.claim
        if claim is None:
            return
        if message.what == "open":
            self.app.push_screen(PassageScreen(claim, cited.source, shown=cited.evidence))
        elif message.what == "stance":
            self._turn_stance(cited)
        else:
            self._unlink(cited)

    def _turn_stance(self, cited: CitedEvidence) -> None:
        evidence = cited.evidence
        stance = NEXT_STANCE[Stance(evidence.stance)]
        command = EditEvidence(evidence_id=evidence.id, version=evidence.version, stance=stance)
        self._writes += 1

        def turned(_evidence: Evidence) -> None:
            self._writes += 1
            self.say(
                f"{cited.source.ref} is now evidence that {_STANCE_VERBS[stance]}.",
                "done",
                "u undoes",
            )

        self.write(lambda desk: edit_evidence(desk, command), turned)

    def _unlink(self, cited: CitedEvidence) -> None:
        evidence = cited.evidence
        command = RemoveEvidence(evidence_id=evidence.id, version=evidence.version)
        self._writes += 1

        def unlinked(_nothing: None) -> None:
            self._writes += 1
            self.say(f"{cited.source.ref} is unlinked from the claim.", "done", "u undoes")

        self.write(lambda desk: remove_evidence(desk, command), unlinked)


_STANCE_VERBS = {
    Stance.SUPPORTS: "supports the claim",
    Stance.REFUTES: "refutes the claim",
    Stance.CONTEXT: "gives context",
}
