"""The committed sample desk is what its builder builds, and it shows a whole review."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from factcheck.bootstrap import Location, open_desk
from factcheck.domain.vocabulary import Stance
from factcheck.services.articles import get_article, list_articles
from factcheck.services.claims import list_claims
from factcheck.services.proof import rebuild, verify
from sample.build import build

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.services.desk import Desk

ROOT = Path(__file__).parents[1]


def contents(database: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table; the file's own bytes differ by SQLite's version."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        names = [
            name
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
            )
        ]
        return {
            name: sorted(connection.execute(f'SELECT * FROM "{name}"'), key=repr)  # noqa: S608
            for name in names
        }


def files(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a sample desk built just now; no test here writes to it."""
    folder = tmp_path_factory.mktemp("built")
    build(folder)
    return folder


@pytest.fixture
def sample(built: Path) -> Iterator[Desk]:
    """Open the desk that was built."""
    with open_desk(Location(str(built / "claims.db"), built / "sources"), reviewer="eve") as desk:
        yield desk


def test_what_is_committed_is_what_the_builder_builds(built: Path) -> None:
    """Not one row and not one archived byte differs; if this fails, run `make sample`."""
    assert contents(ROOT / "claims.db") == contents(built / "claims.db")
    assert files(ROOT / "sources") == files(built / "sources")


def test_both_articles_are_covered_to_the_last_sentence(sample: Desk) -> None:
    """No sentence is left open, and none was lost on the way in."""
    counts = [(o.coverage.sentences, o.coverage.complete) for o in list_articles(sample)]
    assert counts == [(13, True), (16, True)]


def test_every_claim_says_who_when_and_of_what_kind(sample: Desk) -> None:
    """At least twelve claims, each rated with an explanation."""
    views = list_claims(sample)
    assert len(views) >= 12
    for view in views:
        claim = view.claim
        assert claim.claimant, claim.ref
        assert claim.said_on, claim.ref
        assert claim.type is not None, claim.ref
        assert view.standing is not None, claim.ref
        assert view.standing.verdict.explanation, claim.ref


def test_articles_are_evidence_for_each_other_and_never_for_themselves(sample: Desk) -> None:
    """Each quote stands in the other article, exactly where the evidence says."""
    texts = {
        view.document.sha256: view.text for view in (get_article(sample, r) for r in ("A1", "A2"))
    }
    cited = [(view, each) for view in list_claims(sample) for each in view.evidence]
    assert {view.article.ref for view, _ in cited} == {"A1", "A2"}
    for view, each in cited:
        evidence = each.evidence
        assert evidence.document_sha256 is not None
        assert evidence.document_sha256 != view.article.document_sha256
        assert texts[evidence.document_sha256][evidence.start : evidence.end] == evidence.exact


def test_a_verdict_other_than_missing_evidence_rests_on_evidence(sample: Desk) -> None:
    """The two texts support a verdict on the trade forecast alone."""
    decided = [
        view
        for view in list_claims(sample)
        if view.standing and view.standing.rating.code != "not-enough-evidence"
    ]
    assert [view.claim.said_on for view in decided] == ["2013-11-12"]
    assert "US$4,6 miliar" in decided[0].evidence[0].evidence.exact
    assert decided[0].evidence[0].evidence.stance is Stance.REFUTES
    assert len(decided[0].verdicts) == 2, "a first verdict stays on record when superseded"


def test_inferred_dates_say_so(sample: Desk) -> None:
    """Neither page gives its date, so both are inferred and give their reason."""
    for overview in list_articles(sample):
        basis = overview.article.basis["published_on"]
        assert basis.how == "inferred"
        assert basis.note.startswith("Not on the page.")


def test_the_sample_proves_itself(sample: Desk) -> None:
    """Its history rebuilds every row, and nothing is wrong with it."""
    assert rebuild(sample).equal
    report = verify(sample)
    assert report.problems == ()
    assert report.status == "unanchored", "nobody on this machine holds a checkpoint of it"
