"""Two reviewers doing anything in any order: after every step the desk equals its own replay."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import hypothesis.strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import create_engine, select, text

from factcheck.domain.commands import (
    AddSource,
    EditArticle,
    EditClaim,
    EditEvidence,
    JoinSentences,
    LinkEvidence,
    RecordVerdict,
    RemoveClaim,
    RemoveEvidence,
    SplitSentence,
    TagClaim,
)
from factcheck.domain.errors import FactcheckError, RefusedError
from factcheck.domain.vocabulary import ClaimType, Mark, SentenceKind, Stance
from factcheck.services import (
    articles,
    claims,
    ingest,
    proof,
    sentences,
    sources,
    undo,
    verdicts,
)
from factcheck.store import replay
from factcheck.store.tables import EventRow, Table
from tests.support.desks import mark
from tests.support.raw import snapshot

if TYPE_CHECKING:
    from factcheck.domain.rows import Claim, Evidence
    from factcheck.domain.views import ArticleView
    from factcheck.services.desk import Desk
    from tests.support.desks import DeskFactory

WHO = st.sampled_from(["ana", "ben"])
PICK = st.integers(0, 10**6)
WORDS = st.sampled_from(
    ["", "x", "Ana said.", "nota é\u0301\n☃", "[/] [@click=app.quit]x\x1b]52;c;"]
)
TEXTS = st.sampled_from(
    [
        "One. Two two. Three three three.",
        "Rice rose by 5 per cent. The minister said so.",
        "Harga beras naik. Menteri berkata begitu! Benarkah?",
        "Single",
        "A.\r\nB.\r\n\r\nC. Logo someone\n",
    ]
)


class DeskMachine(RuleBasedStateMachine):
    """Every service, by two reviewers, with undo and redo, over restarts.

    A step may be refused; a refused step leaves no trace. `factory` is set by `machine_on`.
    """

    factory: DeskFactory

    def __init__(self) -> None:
        super().__init__()
        self.desks = self.factory.make()
        self.open: dict[str, Desk] = {who: self.desks.open(who) for who in ("ana", "ben")}
        self.engine = create_engine("sqlite://")
        self.twin = self.engine.connect()
        Table.metadata.create_all(self.twin)
        self.replayed = 0

    def teardown(self) -> None:
        """Verify the whole desk, and let it go."""
        try:
            report = proof.verify(self.open["ana"])
            assert report.problems == ()
            assert report.events == self.replayed
        finally:
            self.twin.close()
            self.engine.dispose()
            self.factory.drop(self.desks)

    # ------------------------------------------------------------------------------- what is there

    def article(self, pick: int) -> ArticleView | None:
        """Return one of the articles."""
        found = articles.list_articles(self.open["ana"])
        if not found:
            return None
        return articles.get_article(self.open["ana"], found[pick % len(found)].article.ref)

    def claim(self, pick: int) -> Claim | None:
        """Return one of the claims."""
        found = claims.list_claims(self.open["ana"])
        return found[pick % len(found)].claim if found else None

    def evidence(self, pick: int) -> Evidence | None:
        """Return one of the pieces of evidence."""
        found = [cited for view in claims.list_claims(self.open["ana"]) for cited in view.evidence]
        return found[pick % len(found)].evidence if found else None

    # -------------------------------------------------------------------------------- what is done

    @rule(who=WHO, words=TEXTS)
    def take_in(self, who: str, words: str) -> None:
        """Ingest, perhaps what is there."""
        ingest.ingest_text(self.open[who], words, "machine.txt")

    @rule(who=WHO, pick=PICK, title=WORDS, year=st.sampled_from(["", "2013", "2013-02-28"]))
    def edit_article(self, who: str, pick: int, title: str, year: str) -> None:
        """Correct metadata."""
        if view := self.article(pick):
            articles.edit_article(
                self.open[who],
                EditArticle(
                    article_id=view.article.id,
                    version=view.article.version,
                    title=title,
                    published_on=year,
                ),
            )

    @rule(who=WHO, pick=PICK, at=PICK, decision=st.sampled_from(Mark))
    def mark(self, who: str, pick: int, at: int, decision: Mark) -> None:
        """Decide of a sentence, furniture too."""
        if view := self.article(pick):
            with self.refusals():
                mark(self.open[who], view.sentences[at % len(view.sentences)], decision)

    @rule(who=WHO, pick=PICK, at=PICK, place=st.integers(-1, 45))
    def split(self, who: str, pick: int, at: int, place: int) -> None:
        """Make two sentences of one."""
        if view := self.article(pick):
            sentence = view.sentences[at % len(view.sentences)]
            with self.refusals():
                sentences.split_sentence(
                    self.open[who],
                    SplitSentence(
                        article_id=sentence.article_id,
                        start=sentence.start,
                        version=sentence.version,
                        at=place,
                    ),
                )

    @rule(who=WHO, pick=PICK, at=PICK)
    def join(self, who: str, pick: int, at: int) -> None:
        """Make one sentence of two."""
        if view := self.article(pick):
            place = at % len(view.sentences)
            sentence, following = view.sentences[place], view.sentences[place + 1 :]
            with self.refusals():
                sentences.join_sentences(
                    self.open[who],
                    JoinSentences(
                        article_id=sentence.article_id,
                        start=sentence.start,
                        version=sentence.version,
                        next_version=following[0].version if following else 1,
                    ),
                )

    @rule(who=WHO, pick=PICK, start=st.integers(0, 40), length=st.integers(1, 40), said=WORDS)
    def tag(self, who: str, pick: int, start: int, length: int, said: str) -> None:
        """Tag any span."""
        if view := self.article(pick):
            with self.refusals():
                claims.tag_claim(
                    self.open[who],
                    TagClaim(
                        article_id=view.article.id, start=start, end=start + length, claimant=said
                    ),
                )

    @rule(who=WHO, pick=PICK, note=WORDS, kind=st.none() | st.sampled_from(ClaimType))
    def edit_claim(self, who: str, pick: int, note: str, kind: ClaimType | None) -> None:
        """Edit a claim."""
        if claim := self.claim(pick):
            claims.edit_claim(
                self.open[who],
                EditClaim(
                    claim_id=claim.id,
                    version=claim.version,
                    note=note,
                    type=kind,
                    clear_type=kind is None,
                    topics=tuple(note.split()),
                ),
            )

    @rule(who=WHO, pick=PICK)
    def remove_claim(self, who: str, pick: int) -> None:
        """Take a claim back."""
        if claim := self.claim(pick):
            with self.refusals():
                claims.remove_claim(
                    self.open[who], RemoveClaim(claim_id=claim.id, version=claim.version)
                )

    @rule(who=WHO, pick=PICK, claim_pick=PICK, stance=st.sampled_from(Stance), quote=st.booleans())
    def link(self, who: str, pick: int, claim_pick: int, stance: Stance, quote: bool) -> None:  # noqa: FBT001 - drawn by Hypothesis
        """Link an article, with a quote, or a source without a text."""
        desk, view, claim = self.open[who], self.article(pick), self.claim(claim_pick)
        if view is None or claim is None:
            return
        if quote:
            source = sources.source_for_article(desk, view.article.ref)
            span = {"start": 0, "end": 3}
        else:
            source, span = sources.add_source(desk, AddSource(title=f"Register {pick % 5}")), {}
        with self.refusals():
            sources.link_evidence(
                desk,
                LinkEvidence(claim_id=claim.id, source_id=source.id, stance=stance, **span),  # type: ignore[arg-type]
            )

    @rule(who=WHO, pick=PICK, stance=st.sampled_from(Stance))
    def edit_evidence(self, who: str, pick: int, stance: Stance) -> None:
        """Change a stance."""
        if evidence := self.evidence(pick):
            sources.edit_evidence(
                self.open[who],
                EditEvidence(evidence_id=evidence.id, version=evidence.version, stance=stance),
            )

    @rule(who=WHO, pick=PICK)
    def unlink(self, who: str, pick: int) -> None:
        """Unlink a source."""
        if evidence := self.evidence(pick):
            sources.remove_evidence(
                self.open[who], RemoveEvidence(evidence_id=evidence.id, version=evidence.version)
            )

    @rule(who=WHO, pick=PICK, code=st.sampled_from(["true", "false", "not-enough-evidence"]))
    def rate(self, who: str, pick: int, code: str) -> None:
        """Rate a claim."""
        if claim := self.claim(pick):
            standing = claims.get_claim(self.open[who], claim.id).standing
            verdicts.record_verdict(
                self.open[who],
                RecordVerdict(
                    claim_id=claim.id,
                    claim_version=claim.version,
                    rating_code=code,
                    supersedes=standing.verdict.id if standing else None,
                ),
            )

    # -------------------------------------------------------------------------- what is taken back

    @rule(who=WHO, times=st.integers(1, 4))
    def undo(self, who: str, times: int) -> None:
        """Take back one's own newest changes."""
        for _ in range(times):
            with self.refusals():
                undo.undo(self.open[who])

    @rule(who=WHO, times=st.integers(1, 4))
    def redo(self, who: str, times: int) -> None:
        """Bring them back."""
        for _ in range(times):
            with self.refusals():
                undo.redo(self.open[who])

    @precondition(lambda self: self.replayed > 1)
    @rule(who=WHO, pick=PICK)
    def undo_by_number(self, who: str, pick: int) -> None:
        """Take back anything at all."""
        with self.refusals():
            undo.undo(self.open[who], pick % self.replayed + 1)

    @rule(who=WHO)
    def undo_and_redo(self, who: str) -> None:
        """Leaves everything as it was, but for versions."""
        before = snapshot(self.desks, versions=False)
        with suppress(RefusedError):
            undo.undo(self.open[who])
            undo.redo(self.open[who])
        assert snapshot(self.desks, versions=False) == before

    @rule(who=WHO)
    def restart(self, who: str) -> None:
        """End the program and start it again."""
        self.open[who].close()
        self.open[who] = self.desks.open(who)

    def refusals(self) -> Refusals:
        """Allow a refusal, and require that it leaves no trace."""
        return Refusals(self.open["ana"])

    # --------------------------------------------------------------------------- what always holds

    @invariant()
    def the_desk_equals_its_replay(self) -> None:
        """Replay the new events into a twin, and compare every row of every table."""
        archive = self.open["ana"].archive
        with self.open["ana"].store.reading() as found:
            bodies = found.execute(
                select(EventRow.__table__.c.body)
                .where(EventRow.__table__.c.seq > self.replayed)
                .order_by(EventRow.__table__.c.seq)
            ).scalars()
            for body in bodies.all():
                replay.replay_event(self.twin, body, lambda digest: archive.get(digest).decode())
                self.replayed += 1
            assert replay.differences(found, self.twin)[1] == []

    @invariant()
    def claims_stand_in_claims(self) -> None:
        """Every sentence that a claim touches is marked as one, and no two claims are the same."""
        for overview in articles.list_articles(self.open["ben"]):
            view = articles.get_article(self.open["ben"], overview.article.id)
            spans = [(c.claim.start, c.claim.end) for c in view.claims]
            assert len(set(spans)) == len(spans)
            for sentence in view.sentences:
                touched = any(s < sentence.end and e > sentence.start for s, e in spans)
                if touched and sentence.kind is not SentenceKind.FURNITURE:
                    assert sentence.mark is Mark.CLAIM
            joined = "".join(view.text[s.start : s.end] for s in view.sentences)
            assert "".join(joined.split()) == "".join(view.text.split())
            for claim in view.claims:
                assert view.text[claim.claim.start : claim.claim.end] == claim.claim.exact

    @invariant()
    def verdicts_are_one_chain(self) -> None:
        """Every verdict on record is seen, in the order in which each superseded the other."""
        seen = sum(len(view.verdicts) for view in claims.list_claims(self.open["ben"]))
        with self.open["ben"].store.reading() as found:
            verdict = Table.metadata.tables["verdict"]
            assert seen == len(found.execute(select(verdict.c.id)).all())


class Refusals:
    """Lets the desk's refusals pass, if they left everything as it was."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __enter__(self) -> None:
        """Remember the desk."""
        self._before = self._events()

    def __exit__(self, kind: type[BaseException] | None, error: object, _: object) -> bool:
        """Compare."""
        if kind is None or not issubclass(kind, FactcheckError):
            return False
        assert self._events() == self._before, f"{error} left a trace"
        return True

    def _events(self) -> int:
        with self._desk.store.reading() as found:
            events = found.execute(text("SELECT count(*) FROM event")).scalar_one()
            # A reviewer joins with his first attempt, whatever comes of it.
            return int(events - found.execute(text("SELECT count(*) FROM reviewer")).scalar_one())


def machine_on(factory: DeskFactory) -> type[DeskMachine]:
    """Return the machine over desks of one kind."""
    return type("MachineOnOneDatabase", (DeskMachine,), {"factory": factory})
