"""Every service that writes makes exactly one event, from which its rows can be made again."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import factcheck
from factcheck.domain.commands import (
    AddSource,
    EditArticle,
    EditClaim,
    EditEvidence,
    JoinSentences,
    LinkEvidence,
    MarkSentence,
    RecordVerdict,
    RemoveClaim,
    RemoveEvidence,
    SplitSentence,
    TagClaim,
)
from factcheck.domain.errors import FactcheckError
from factcheck.domain.vocabulary import Mark, Stance
from factcheck.ingest.textfile import read_text_bytes
from factcheck.services import (
    articles,
    checkpoints,
    claims,
    history,
    ingest,
    keys,
    proof,
    sentences,
    sources,
    undo,
    verdicts,
)
from tests.support.desks import RICE, TRADE, counted, mark, tag, take_in
from tests.support.raw import ask, snapshot

if TYPE_CHECKING:
    from collections.abc import Callable

    from factcheck.services.desk import Desk
    from tests.support.desks import Desks

    Deed = Callable[["Scene"], object]


class Scene:
    """A desk with one of everything, and short names for it."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.desk = desk
        self.folder = folder
        self.view = take_in(desk)
        self.sentences = counted(self.view)
        self.article = self.view.article
        self.claim = tag(desk, self.view)
        self.spare_claim = tag(desk, self.view, 1)
        self.source = sources.add_source(desk, AddSource(title="A register"))
        self.evidence = sources.link_evidence(
            desk,
            LinkEvidence(claim_id=self.claim.id, source_id=self.source.id, stance=Stance.SUPPORTS),
        )
        self.verdict = self.rate("false")

    def rate(self, code: str, supersedes: str | None = None) -> Any:  # noqa: ANN401
        """Record a verdict."""
        command = RecordVerdict(
            claim_id=self.claim.id,
            claim_version=self.claim.version,
            rating_code=code,
            supersedes=supersedes,
        )
        return verdicts.record_verdict(self.desk, command)

    def file(self, text: str) -> Path:
        """Return a file with that text."""
        path = self.folder / "given.txt"
        path.write_text(text, encoding="utf-8")
        return path


DEEDS: dict[str, tuple[str, Deed]] = {
    "ingest_text": ("article.ingest", lambda s: ingest.ingest_text(s.desk, TRADE, "t.txt")),
    "ingest_bytes": ("article.ingest", lambda s: ingest.ingest_bytes(s.desk, TRADE.encode(), "t")),
    "ingest_document": (
        "article.ingest",
        lambda s: ingest.ingest_document(
            s.desk, read_text_bytes(TRADE.encode(), "t"), TRADE.encode(), "t"
        ),
    ),
    "ingest_files": ("article.ingest", lambda s: ingest.ingest_files(s.desk, [s.file(TRADE)])),
    "edit_article": (
        "article.edit",
        lambda s: articles.edit_article(
            s.desk, EditArticle(article_id=s.article.id, version=1, title="Rice", why="seen")
        ),
    ),
    "mark_sentence": ("sentence.mark", lambda s: mark(s.desk, s.sentences[2])),
    "split_sentence": (
        "sentence.split",
        lambda s: sentences.split_sentence(
            s.desk,
            SplitSentence(
                article_id=s.article.id,
                start=s.sentences[2].start,
                version=1,
                at=s.sentences[2].start + 8,
            ),
        ),
    ),
    "join_sentences": (
        "sentence.join",
        lambda s: sentences.join_sentences(
            s.desk,
            JoinSentences(
                article_id=s.article.id, start=s.sentences[2].start, version=1, next_version=1
            ),
        ),
    ),
    "tag_claim": (
        "claim.tag",
        lambda s: claims.tag_claim(
            s.desk,
            TagClaim(
                article_id=s.article.id, start=s.sentences[2].start, end=s.sentences[3].end - 1
            ),
        ),
    ),
    "edit_claim": (
        "claim.edit",
        lambda s: claims.edit_claim(
            s.desk, EditClaim(claim_id=s.claim.id, version=1, topics=("rice", "trade"))
        ),
    ),
    "remove_claim": (
        "claim.remove",
        lambda s: claims.remove_claim(s.desk, RemoveClaim(claim_id=s.spare_claim.id, version=1)),
    ),
    "add_source": (
        "source.add",
        lambda s: sources.add_source(s.desk, AddSource(title="Report"), file=s.file(TRADE)),
    ),
    "source_for_article": ("source.add", lambda s: sources.source_for_article(s.desk, "A1")),
    "link_evidence": (
        "evidence.link",
        lambda s: sources.link_evidence(
            s.desk,
            LinkEvidence(
                claim_id=s.spare_claim.id, source_id=s.source.id, stance=Stance.REFUTES, note="n"
            ),
        ),
    ),
    "link_passage": (
        "evidence.link",
        lambda s: sources.link_passage(
            s.desk,
            claim_id=s.spare_claim.id,
            source_id=s.source.id,
            stance=Stance.CONTEXT,
            passage="",
        ),
    ),
    "edit_evidence": (
        "evidence.edit",
        lambda s: sources.edit_evidence(
            s.desk, EditEvidence(evidence_id=s.evidence.id, version=1, stance=Stance.CONTEXT)
        ),
    ),
    "remove_evidence": (
        "evidence.remove",
        lambda s: sources.remove_evidence(
            s.desk, RemoveEvidence(evidence_id=s.evidence.id, version=1)
        ),
    ),
    "record_verdict": ("verdict.record", lambda s: s.rate("true", s.verdict.id)),
    "undo": ("undo", lambda s: undo.undo(s.desk)),
    "own_key": ("reviewer.key", lambda s: keys.own_key(s.desk)),
}

NOTHING: dict[str, Deed] = {
    "the same mark": lambda s: mark(
        s.desk, articles.get_article(s.desk, "A1").sentences[0], Mark.CLAIM
    ),
    "the same words": lambda s: claims.edit_claim(
        s.desk,
        EditClaim(claim_id=s.claim.id, version=1, restatement=s.claim.restatement, claimant=""),
    ),
    "nothing at all": lambda s: claims.edit_claim(
        s.desk, EditClaim(claim_id=s.claim.id, version=1)
    ),
    "the same title": lambda s: articles.edit_article(
        s.desk, EditArticle(article_id=s.article.id, version=1, title="", why="again")
    ),
    "the same stance": lambda s: sources.edit_evidence(
        s.desk, EditEvidence(evidence_id=s.evidence.id, version=1, stance=Stance.SUPPORTS)
    ),
    "the same bytes": lambda s: ingest.ingest_text(s.desk, RICE, "again.txt"),
    "a broken file": lambda s: ingest.ingest_files(s.desk, [s.folder / "missing"]),
}


def events(desks: Desks) -> int:
    """Return how many events there are."""
    return int(ask(desks, "SELECT count(*) FROM event")[0][0])


@pytest.mark.parametrize("deed", DEEDS)
def test_one_deed_is_one_event_that_replays(desks: Desks, deed: str) -> None:
    """By the reviewer who did it, under its name, and equal to the rows when replayed."""
    scene = Scene(desks.open("ben"), desks.folder)
    before = events(desks)
    action, act = DEEDS[deed]
    act(scene)
    assert events(desks) == before + 1
    newest = history.list_events(scene.desk, limit=1)[0]
    assert (newest.event.action, newest.event.actor) == (action, "ben")
    assert newest.summary
    assert "None" not in newest.summary
    report = proof.rebuild(scene.desk)
    assert report.differences == ()
    assert proof.verify(scene.desk).problems == ()


def test_redo_is_one_event(desks: Desks) -> None:
    """The same for bringing back."""
    scene = Scene(desks.open("ben"), desks.folder)
    undo.undo(scene.desk)
    before = events(desks)
    undo.redo(scene.desk)
    assert events(desks) == before + 1
    assert proof.rebuild(scene.desk).equal


@pytest.mark.parametrize("deed", NOTHING)
def test_nothing_changed_is_no_event(desks: Desks, deed: str) -> None:
    """Not even a version is raised."""
    scene = Scene(desks.open("ana"), desks.folder)
    before = snapshot(desks)
    NOTHING[deed](scene)
    assert snapshot(desks) == before


def test_a_checkpoint_is_no_event(desks: Desks) -> None:
    """It is about the history, not in it; only the key that signs it is, once."""
    desk = desks.open("ana")
    keys.own_key(desk)
    before = events(desks)
    first = checkpoints.make_checkpoint(desk)
    assert checkpoints.make_checkpoint(desk) == first
    assert events(desks) == before
    assert checkpoints.newest_checkpoint(desk) == first


def test_a_reviewer_joins_once(desks: Desks) -> None:
    """With his first change, before it, and not again in another program."""
    view = take_in(desks.open("ana"))
    mark(desks.open("ben"), counted(view)[0])
    mark(desks.open("ben"), counted(view)[1])
    actions = [line.event.action for line in history.list_events(desks.open("ana"), actor="ben")]
    assert actions == ["sentence.mark", "sentence.mark", "reviewer.join"]


def test_reading_makes_no_event(desks: Desks) -> None:
    """Nor does a reader join."""
    Scene(desks.open("ana"), desks.folder)
    before = snapshot(desks)
    desk = desks.open("reader")
    articles.list_articles(desk)
    articles.get_article(desk, "A1")
    claims.list_claims(desk, article="A1", state="rated", rating="false", claimant="x")
    claims.get_claim(desk, "C1")
    claims.known_claimants(desk)
    sources.list_sources(desk)
    sources.get_source(desk, "S1")
    verdicts.current_scale(desk)
    history.list_events(desk, article="A1", claim="C1", source="S1", actor="ana")
    history.get_event(desk, 1)
    undo.undo_target(desk)
    undo.redo_target(desk)
    proof.rebuild(desk)
    proof.verify(desk)
    assert snapshot(desks) == before


def test_a_refused_command_makes_no_event(desks: Desks) -> None:
    """One of each refusal: gone, not in the text, furniture, used, unknown rating."""
    scene = Scene(desks.open("ana"), desks.folder)
    before = snapshot(desks)
    nobody = "00000000-0000-7000-8000-000000000000"
    refused: list[Callable[[], object]] = [
        lambda: claims.edit_claim(scene.desk, EditClaim(claim_id=nobody, version=1, note="x")),
        lambda: claims.edit_claim(
            scene.desk, EditClaim(claim_id=scene.claim.id, version=1, restatement="  ")
        ),
        lambda: claims.remove_claim(scene.desk, RemoveClaim(claim_id=scene.claim.id, version=1)),
        lambda: claims.tag_claim(
            scene.desk, TagClaim(article_id=scene.article.id, start=10**6, end=10**6 + 1)
        ),
        lambda: claims.tag_claim(scene.desk, TagClaim(article_id=scene.article.id, start=9, end=4)),
        lambda: tag(scene.desk, scene.view),
        lambda: mark(scene.desk, scene.sentences[0]),
        lambda: scene.rate("no-such-rating", scene.verdict.id),
        lambda: articles.mark_sentence(
            scene.desk,
            MarkSentence(article_id=scene.article.id, start=1, version=1, mark=Mark.QUERY),
        ),
        lambda: sources.link_evidence(
            scene.desk,
            LinkEvidence(claim_id=nobody, source_id=scene.source.id, stance=Stance.CONTEXT),
        ),
        lambda: sources.link_evidence(
            scene.desk,
            LinkEvidence(
                claim_id=scene.claim.id,
                source_id=scene.source.id,
                stance=Stance.CONTEXT,
                start=0,
                end=3,
            ),
        ),
        lambda: sources.add_source(scene.desk, AddSource(title="")),
        lambda: sources.add_source(scene.desk, AddSource(title="x", document_sha256="0" * 64)),
        lambda: undo.undo(scene.desk, 1),
        lambda: undo.undo(scene.desk, 10**6),
        lambda: undo.redo(scene.desk),
    ]
    for attempt in refused:
        with pytest.raises(FactcheckError):
            attempt()
    assert snapshot(desks) == before


def test_every_service_that_writes_is_in_the_table() -> None:
    """A new service cannot be forgotten here."""
    folder = Path(factcheck.__file__).parent / "services"
    writing = set()
    for file in folder.glob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for function in tree.body:
            if isinstance(function, ast.FunctionDef) and not function.name.startswith("_"):
                calls = {
                    node.func.attr
                    for node in ast.walk(function)
                    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
                }
                if calls & {"change", "_change"}:
                    writing.add(function.name)
    assert writing - {"found"} <= set(DEEDS)
