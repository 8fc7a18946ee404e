"""Deciding of sentences: marks, and claims of a whole sentence or of a part of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.domain.commands import MarkSentence, TagClaim, parse_command
from factcheck.domain.vocabulary import Mark
from factcheck.services.articles import mark_sentence
from factcheck.services.claims import get_claim, tag_claim
from factcheck.tui.phrases import MARK_WORDS
from factcheck.tui.screens.base import DeskScreen
from factcheck.tui.screens.claim_form import ClaimForm
from factcheck.tui.screens.selecting import Selecting
from factcheck.tui.widgets.claim_panel import ClaimPanel

if TYPE_CHECKING:
    from collections.abc import Callable

    from factcheck.domain.rows import Claim, RatingScale, Sentence
    from factcheck.domain.views import ArticleView, ClaimView
    from factcheck.services.desk import Desk
    from factcheck.tui.parts import Part


class Deciding(Selecting, DeskScreen):
    """Keeps the page and what was decided of it in step, without waiting for the database."""

    def __init__(self) -> None:
        super().__init__()
        self.view: ArticleView | None = None
        self.scale: RatingScale | None = None
        self._own_versions: dict[int, int] = {}
        """Of sentences by start, as this screen's own marks left them; for the writer's thread."""
        self._writes = 0  # asked for and done; an answer read meanwhile is out of date
        self._wanted_claim: str | None = None

    @property
    def panel(self) -> ClaimPanel:
        """The claim panel."""
        return self.query_one(ClaimPanel)

    @property
    def claim(self) -> ClaimView | None:
        """The claim that is looked at."""
        at, claims = self.reading.claim, self.reading.page.claims
        return claims[at] if at is not None and at < len(claims) else None

    def about(self) -> dict[str, str]:
        """Return what one stands on, for the history."""
        found = {} if self.view is None else {"article": self.view.article.ref}
        return found | ({} if self.claim is None else {"claim": self.claim.claim.ref})

    def _claim_id(self) -> str | None:
        return None if self.claim is None else self.claim.claim.id

    # -------------------------------------------------------------------------------------- marks

    def action_mark(self, word: str) -> None:
        """Decide of the lit sentence and go on."""
        sentence, mark = self._deciding(), Mark(word)
        if sentence is None:
            return
        claims = self.reading.page.claims_of(self.reading.cursor)
        if claims:
            ref = self.reading.page.claims[claims[0]].claim.ref
            self.say(f"{ref} stands in this sentence.", "refused", "d removes the claim first")
            return
        if sentence.mark is mark:
            self.say(f"It is {MARK_WORDS[mark]} already.", "quiet")
            self._advance(mark)
            return
        article_id, start, seen = sentence.article_id, sentence.start, sentence.version

        def run(desk: Desk) -> Sentence:
            # What was seen when the key was pressed, or made since by the marks asked for before.
            version = max(seen, self._own_versions.get(start, 0))
            command = MarkSentence(article_id=article_id, start=start, version=version, mark=mark)
            decided = mark_sentence(desk, command)
            self._own_versions[start] = decided.version
            return decided

        self._writes += 1
        self.write(run, self._marked, shown=True)
        self._advance(mark)

    def _marked(self, sentence: Sentence) -> None:
        self._writes += 1
        reading = self.reading
        reading.update_page(reading.page.with_sentence(sentence), sentence.start)
        if reading.page.sentence_at(sentence.start) == reading.cursor:
            self.go(reading.cursor, reading.claim)
        self.say(f"Marked {MARK_WORDS[sentence.mark]}.", "done", "u undoes")

    def _advance(self, mark: Mark) -> None:
        """Go to the next sentence, unless a mark was only cleared."""
        if mark is not Mark.UNTOUCHED:
            self.go(self.reading.page.step(self.reading.cursor, 1))

    def _deciding(self) -> Sentence | None:
        """Return the lit sentence if there is something to decide of it."""
        page = self.reading.page
        if not page.sentences:
            return None
        sentence = page.sentences[self.reading.cursor]
        if not sentence.counted:
            self.say("This is page furniture; there is nothing to decide.", "quiet")
            return None
        return sentence

    # ------------------------------------------------------------------------------------- claims

    def action_mark_claim(self) -> None:
        """Make the lit sentence a claim and go on."""
        if (sentence := self._claimable()) is not None:
            self._tag(sentence.start, sentence.end, self._tagged)
            self._advance(Mark.CLAIM)

    def action_mark_claim_and_edit(self) -> None:
        """Make the lit sentence a claim and open its form."""
        if (sentence := self._claimable()) is not None:
            self._tag(sentence.start, sentence.end, self._tagged_to_edit)

    def _claimable(self) -> Sentence | None:
        """Return the lit sentence unless the whole of it is a claim already."""
        sentence, page = self._deciding(), self.reading.page
        if sentence is None:
            return None
        for at in page.claims_of(self.reading.cursor):
            claim = page.claims[at].claim
            if (claim.start, claim.end) == (sentence.start, sentence.end):
                hint = "e edits it, v claims a part"
                self.say(f"This sentence is {claim.ref} already.", "quiet", hint)
                return None
        return sentence

    def _tag(self, start: int, end: int, then: Callable[[Claim], None]) -> None:
        if self.view is None:
            return
        article_id = self.view.article.id
        self._writes += 1

        def run(desk: Desk) -> Claim:
            command = parse_command(TagClaim, article_id=article_id, start=start, end=end)
            return tag_claim(desk, command)

        self.write(run, then)

    def _tagged(self, claim: Claim) -> None:
        self._writes += 1
        self.say(f"{claim.ref} is a claim.", "done", "u undoes")

    def _tagged_to_look(self, claim: Claim) -> None:
        self._wanted_claim = claim.id
        self._tagged(claim)

    def _tagged_to_edit(self, claim: Claim) -> None:
        self._tagged_to_look(claim)
        self.read("edit", lambda desk: get_claim(desk, claim.ref), self.open_claim_form)

    def open_claim_form(self, view: ClaimView) -> None:
        """Edit a claim."""
        self.app.push_screen(ClaimForm(view))

    # -------------------------------------------------------------------------------------- parts

    def part_taken(self, part: Part) -> None:
        """Make a claim of the chosen words."""
        self._tag(part.start, part.end, self._tagged_to_look)
