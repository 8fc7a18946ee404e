"""Text that runs, hides, or breaks programs is stored raw, exactly, on both databases."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

import hypothesis
import hypothesis.strategies as st
import pytest

from factcheck.domain.commands import (
    AddSource,
    EditArticle,
    EditClaim,
    LinkEvidence,
    RecordVerdict,
    TagClaim,
)
from factcheck.domain.errors import FactcheckError, NotFoundError
from factcheck.domain.vocabulary import Stance
from factcheck.services import articles, claims, history, ingest, proof, sources, verdicts
from factcheck.text.normalise import normalise
from tests.support.desks import counted, take_in

if TYPE_CHECKING:
    from factcheck.services.desk import Desk
    from tests.support.desks import DeskFactory

HOSTILE: Final = [
    "[@click=app.quit]press me[/]",
    "[/]",
    "[bold]not closed",
    "\x1b]52;c;aGFja2Vk\x07",
    "\x1b[2J\x1b]8;;http://evil\x1b\\link\x1b]8;;\x1b\\",
    "\x9b31m C1",
    "abc\u202eevil\u202c",
    "\u2066isolate\u2069 \u200bzero\u200d width\ufeff",
    "lone \ud800 surrogate \udfff",
    "NUL \x00 byte",
    "e\u0301 NFD and \u1100\u1161",
    "<script>alert(1)</script>&amp;",
    "'; DROP TABLE claim; --",
    "%s %(name)s {0} ${x} :name ?",
    "\\x00 \\u0000 \\",
    "=cmd|' /C calc'!A0",
    "🏳️‍🌈👩‍👩‍👧‍👦 ﷽",
    "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 \U0010ffff",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_goes_all_the_way(desk: Desk, hostile: str) -> None:
    """Through every field of every service, and back as it was put in, normalised only."""
    kept = normalise(hostile).strip()
    line = " ".join(kept.split())
    # A file with NUL in it is refused as binary; in fields it may be typed all the same.
    words = hostile.replace("\x00", "")
    view = take_in(desk, f"He said: {words} and left. Nobody heard.", f"{line[:40]}.txt")
    if "surrogate" not in hostile:
        assert normalise(f"He said: {words} and left.") in view.text
    assert all(view.text[s.start : s.end].strip() for s in view.sentences)
    article = articles.edit_article(
        desk,
        EditArticle(
            article_id=view.article.id, version=1, title=hostile, authors=hostile, why=hostile
        ),
    )
    assert (article.title, article.authors) == (line, line)
    first = counted(view)[0]
    claim = claims.tag_claim(
        desk,
        TagClaim(
            article_id=article.id,
            start=first.start,
            end=first.end,
            restatement=hostile,
            claimant=hostile,
            topics=(hostile, "rice"),
            note=hostile,
        ),
    )
    assert claim.exact == view.text[claim.start : claim.end]
    assert (claim.restatement, claim.claimant, claim.note) == (kept, line, kept)
    claim = claims.edit_claim(
        desk, EditClaim(claim_id=claim.id, version=claim.version, note=f"{hostile} again")
    )
    source = sources.source_for_article(desk, article.ref)
    other = sources.add_source(desk, AddSource(title=hostile or "x", publisher=hostile))
    assert other.publisher == line
    sources.link_evidence(
        desk,
        LinkEvidence(
            claim_id=claim.id,
            source_id=source.id,
            stance=Stance.CONTEXT,
            start=0,
            end=len(view.text),
            note=hostile,
        ),
    )
    verdicts.record_verdict(
        desk,
        RecordVerdict(
            claim_id=claim.id,
            claim_version=claim.version,
            rating_code="not-enough-evidence",
            explanation=hostile,
        ),
    )
    (found,) = claims.list_claims(desk, claimant=hostile)
    assert found.evidence[0].evidence.exact == view.text
    assert found.standing is not None
    assert found.standing.verdict.explanation == kept
    assert all(event.summary for event in history.list_events(desk, article=article.ref))
    assert proof.verify(desk).problems == ()


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_references_are_not_found(desk: Desk, hostile: str) -> None:
    """Nothing typed as a reference or a filter reaches a driver as an error."""
    take_in(desk)
    for look in (articles.get_article, claims.get_claim, sources.get_source):
        with pytest.raises(NotFoundError):
            look(desk, hostile)
    with pytest.raises(NotFoundError):
        history.list_events(desk, article=hostile)
    assert history.list_events(desk, actor=hostile) == ()
    assert history.list_events(desk, action=hostile) == ()
    assert claims.list_claims(desk, claimant=hostile, rating=hostile) == ()


@pytest.mark.parametrize("number", ["0", "2147483648", "9" * 30, "9" * 5000, "-1", "1.0", "", "A"])
def test_hostile_numbers_are_not_found(desk: Desk, number: str) -> None:
    """Beyond every integer of a database, and of Python's own limits."""
    take_in(desk)
    for ref in (number, f"A{number}", f" a{number} "):
        with pytest.raises(NotFoundError):
            articles.get_article(desk, ref)


@pytest.mark.parametrize(
    "name", [b"plain.txt", b"\xff\xfe.txt", b"new\nline.txt", b"[@click=app.quit].txt", b"\x1b[2J"]
)
def test_hostile_file_names(desk: Desk, tmp_path: Path, name: bytes) -> None:
    """Names that are not UTF-8 too, since file systems keep any bytes."""
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
    path.write_text("Rice rose. Wheat fell.", encoding="utf-8")
    (outcome,) = ingest.ingest_files(desk, [path])
    assert outcome.state == "added", outcome.message
    (missing,) = ingest.ingest_files(desk, [Path(f"{path}-missing")])
    assert missing.state == "failed"
    assert missing.message
    source = sources.add_source(desk, AddSource(title=""), file=path)
    assert source.title
    source.title.encode()
    assert all(event.summary for event in history.list_events(desk))
    assert proof.verify(desk).problems == ()


def test_any_text_at_all(desk_factory: DeskFactory) -> None:
    """Whatever Hypothesis draws is taken in and proved, or refused in plain words."""
    desk = desk_factory.make().open("ana")

    @hypothesis.settings(
        max_examples=25, deadline=None, suppress_health_check=list(hypothesis.HealthCheck)
    )
    @hypothesis.given(st.text(st.characters(), max_size=60))
    def check(words: str) -> None:
        try:
            outcome = ingest.ingest_text(desk, words, "drawn.txt")
        except FactcheckError as error:
            assert error.message  # noqa: PT017 - refusing is one of two right answers
            return
        assert outcome.article is not None
        view = articles.get_article(desk, outcome.article.id)
        joined = "".join(view.text[s.start : s.end] for s in view.sentences)
        assert "".join(joined.split()) == "".join(view.text.split())

    check()
    assert proof.verify(desk).problems == ()
