"""Two people at one thing: nothing is overwritten silently, and the same wish is no conflict."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factcheck.domain.commands import (
    AddSource,
    EditArticle,
    EditClaim,
    EditEvidence,
    LinkEvidence,
    RecordVerdict,
    RemoveClaim,
    RemoveEvidence,
)
from factcheck.domain.errors import NotFoundError, RefusedError, StaleError
from factcheck.domain.vocabulary import ClaimType, Mark, Stance
from factcheck.services import articles, claims, sources, verdicts
from tests.support.desks import counted, mark, tag, take_in
from tests.support.raw import snapshot

if TYPE_CHECKING:
    from factcheck.domain.rows import Claim, Evidence
    from factcheck.services.desk import Desk
    from tests.support.desks import Desks


@pytest.fixture
def ben(desks: Desks) -> Desk:
    """A second reviewer, in a program of his own."""
    return desks.open("ben")


def evidence_for(desk: Desk, claim: Claim) -> Evidence:
    """Link a source."""
    source = sources.add_source(desk, AddSource(title="A register"))
    return sources.link_evidence(
        desk, LinkEvidence(claim_id=claim.id, source_id=source.id, stance=Stance.SUPPORTS)
    )


def test_sentences(desks: Desks, desk: Desk, ben: Desk) -> None:
    """Ben decided while Ana looked."""
    sentence = counted(take_in(desk))[0]
    mark(ben, sentence, Mark.QUERY)
    before = snapshot(desks)
    with pytest.raises(StaleError) as caught:
        mark(desk, sentence, Mark.NOT_A_CLAIM)
    assert caught.value.yours == {"mark": "not_a_claim"}
    assert caught.value.theirs == {"mark": "query"}
    assert mark(desk, sentence, Mark.QUERY).version == 2
    assert snapshot(desks) == before


def test_claims(desks: Desks, desk: Desk, ben: Desk) -> None:
    """Both values are in the refusal, field by field."""
    claim = tag(desk, take_in(desk))
    claims.edit_claim(
        ben, EditClaim(claim_id=claim.id, version=1, claimant="Ben's", type=ClaimType.EVENT)
    )
    before = snapshot(desks)
    with pytest.raises(StaleError) as caught:
        claims.edit_claim(desk, EditClaim(claim_id=claim.id, version=1, claimant="Ana's"))
    assert (caught.value.yours, caught.value.theirs) == (
        {"claimant": "Ana's"},
        {"claimant": "Ben's"},
    )
    with pytest.raises(StaleError):
        claims.remove_claim(desk, RemoveClaim(claim_id=claim.id, version=1))
    with pytest.raises(StaleError) as caught:
        claims.edit_claim(desk, EditClaim(claim_id=claim.id, version=1, clear_type=True))
    assert caught.value.yours == {"type": None}
    same = claims.edit_claim(desk, EditClaim(claim_id=claim.id, version=1, claimant="Ben's"))
    assert same.version == 2
    assert snapshot(desks) == before


def test_articles(desks: Desks, desk: Desk, ben: Desk) -> None:
    """Metadata too."""
    article = take_in(desk).article
    articles.edit_article(
        ben, EditArticle(article_id=article.id, version=1, title="Ben's", why="print")
    )
    before = snapshot(desks)
    with pytest.raises(StaleError) as caught:
        articles.edit_article(desk, EditArticle(article_id=article.id, version=1, title="Ana's"))
    assert (caught.value.yours["title"], caught.value.theirs["title"]) == ("Ana's", "Ben's")
    same = articles.edit_article(
        desk, EditArticle(article_id=article.id, version=1, title="Ben's", why="other reason")
    )
    assert (same.version, same.basis["title"].note) == (2, "print")
    assert snapshot(desks) == before


def test_evidence(desks: Desks, desk: Desk, ben: Desk) -> None:
    """Stance and note, and the removal of a piece that changed."""
    evidence = evidence_for(desk, tag(desk, take_in(desk)))
    sources.edit_evidence(
        ben, EditEvidence(evidence_id=evidence.id, version=1, stance=Stance.REFUTES)
    )
    before = snapshot(desks)
    with pytest.raises(StaleError) as caught:
        sources.edit_evidence(
            desk, EditEvidence(evidence_id=evidence.id, version=1, stance=Stance.CONTEXT)
        )
    assert (caught.value.yours, caught.value.theirs) == (
        {"stance": "context"},
        {"stance": "refutes"},
    )
    with pytest.raises(StaleError):
        sources.remove_evidence(desk, RemoveEvidence(evidence_id=evidence.id, version=1))
    assert snapshot(desks) == before


def verdict(claim: Claim, code: str, supersedes: str | None = None) -> RecordVerdict:
    """Return the command."""
    return RecordVerdict(
        claim_id=claim.id,
        claim_version=claim.version,
        rating_code=code,
        explanation=f"because {code}",
        supersedes=supersedes,
    )


def test_verdicts(desks: Desks, desk: Desk, ben: Desk) -> None:
    """Nobody supersedes a verdict that he has not seen, and no claim whose words changed."""
    claim = tag(desk, take_in(desk))
    first = verdicts.record_verdict(ben, verdict(claim, "true"))
    before = snapshot(desks)
    with pytest.raises(StaleError, match="ben has rated this claim True") as caught:
        verdicts.record_verdict(desk, verdict(claim, "false"))
    assert caught.value.yours == {"rating": "false", "explanation": "because false"}
    assert caught.value.theirs == {"rating": "true", "explanation": "because true", "by": "ben"}
    with pytest.raises(StaleError):
        verdicts.record_verdict(desk, verdict(claim, "false", "some other verdict"))
    assert snapshot(desks) == before
    second = verdicts.record_verdict(desk, verdict(claim, "false", first.id))
    with pytest.raises(StaleError, match="ana has rated"):
        verdicts.record_verdict(ben, verdict(claim, "half-true", first.id))
    view = claims.get_claim(desk, claim.ref)
    assert [rated.verdict.id for rated in view.verdicts] == [first.id, second.id]
    edited = claims.edit_claim(ben, EditClaim(claim_id=claim.id, version=1, restatement="Other."))
    with pytest.raises(StaleError) as caught:
        verdicts.record_verdict(desk, verdict(claim, "true", second.id))
    assert caught.value.theirs["restatement"] == "Other."
    assert verdicts.record_verdict(desk, verdict(edited, "true", second.id)).supersedes == second.id


def test_what_is_gone_is_not_found(desk: Desk, ben: Desk) -> None:
    """Ben removed what Ana has on her screen."""
    claim = tag(desk, take_in(desk))
    claims.remove_claim(ben, RemoveClaim(claim_id=claim.id, version=1))
    with pytest.raises(NotFoundError, match="no such claim any more"):
        claims.edit_claim(desk, EditClaim(claim_id=claim.id, version=1, note="x"))
    with pytest.raises(NotFoundError):
        claims.remove_claim(desk, RemoveClaim(claim_id=claim.id, version=1))
    with pytest.raises(NotFoundError):
        verdicts.record_verdict(desk, verdict(claim, "true"))


def test_used_claims_stay(desk: Desk) -> None:
    """Evidence and verdicts hold a claim in place."""
    view = take_in(desk)
    with_evidence, with_verdict = tag(desk, view), tag(desk, view, 1)
    evidence_for(desk, with_evidence)
    verdicts.record_verdict(desk, verdict(with_verdict, "true"))
    with pytest.raises(RefusedError, match="has evidence"):
        claims.remove_claim(desk, RemoveClaim(claim_id=with_evidence.id, version=1))
    with pytest.raises(RefusedError, match="has a verdict"):
        claims.remove_claim(desk, RemoveClaim(claim_id=with_verdict.id, version=1))


def test_a_number_is_given_out_once(desk: Desk) -> None:
    """C1 never comes to mean another claim."""
    view = take_in(desk)
    first = tag(desk, view)
    claims.remove_claim(desk, RemoveClaim(claim_id=first.id, version=1))
    assert [first.ref, tag(desk, view).ref, tag(desk, view, 1).ref] == ["C1", "C2", "C3"]
