"""Build the sample desk from its articles and `desk.toml`, through the services.

Everything that differs from run to run in real life is fixed here: the clock, the ids, the signing
keys. So the same files always give the same history, event for event, and a test compares what is
committed with what this builds.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import sys
import tempfile
import tomllib
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from factcheck.archive.files import Archive
from factcheck.domain.commands import (
    EditArticle,
    MarkSentence,
    RecordVerdict,
    TagClaim,
    parse_command,
)
from factcheck.domain.vocabulary import HowKnown, Mark, Stance
from factcheck.services.articles import edit_article, get_article, mark_sentence
from factcheck.services.checkpoints import make_checkpoint
from factcheck.services.claims import tag_claim
from factcheck.services.desk import Desk, Surroundings, uuid7
from factcheck.services.founding import found
from factcheck.services.ingest import ingest_bytes
from factcheck.services.sources import link_passage, source_for_article
from factcheck.services.verdicts import record_verdict
from factcheck.store.engine import Store, sqlite_url

if TYPE_CHECKING:
    from factcheck.domain.rows import Claim

HERE = Path(__file__).parent
START = datetime(2025, 2, 3, 8, 0, tzinfo=UTC)
STEP = timedelta(seconds=11)


class FixedWorld:
    """A clock that moves by itself at every look, and ids that are always the same."""

    def __init__(self) -> None:
        self._ticks = 0
        self._drawn = 0

    def now(self) -> datetime:
        """Return a time eleven seconds after the one before."""
        self._ticks += 1
        return START + self._ticks * STEP

    def random(self, size: int) -> bytes:
        """Return bytes that differ from call to call, but not from run to run."""
        self._drawn += 1
        return hashlib.sha256(f"factcheck sample {self._drawn}".encode()).digest()[:size]

    def surroundings(self, handle: str, folder: Path) -> Surroundings:
        """Return the surroundings of a demonstration reviewer, whose key everyone can make."""
        keys = folder / "keys"
        keys.mkdir(parents=True, exist_ok=True)
        seed = hashlib.sha256(f"factcheck demonstration key of {handle}".encode()).digest()
        key = Ed25519PrivateKey.from_private_bytes(seed)
        (keys / f"{handle}.pem").write_bytes(
            key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        )
        return Surroundings(
            actor=handle,
            origin={"host": "sample", "client": "factcheck sample"},
            keys=keys,
            notes=folder / "notes",
            clock=self.now,
            make_id=partial(uuid7, random=self.random),
        )


def build(folder: Path) -> None:
    """Write `claims.db` and `sources/` of the sample desk into a folder that has neither."""
    plan = tomllib.loads((HERE / "desk.toml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as elsewhere:
        world, store = FixedWorld(), Store(sqlite_url(folder / "claims.db"))
        (folder / "sources").mkdir()
        archive = Archive(folder / "sources")

        def reviewer(handle: str) -> Surroundings:
            return world.surroundings(handle, Path(elsewhere))

        desk = found(store, archive, reviewer("ana"), name=plan["name"], scale=plan["scale"])

        def as_reviewer(handle: str) -> Desk:
            return Desk(store, archive, desk.desk_id, desk.name, reviewer(handle))

        _take_in(desk, plan)
        desks = [as_reviewer(article["reviewer"]) for article in plan["article"]]
        for number, article in enumerate(plan["article"], start=1):
            _date(desks[number - 1], number, article)
            _mark_not_claims(desks[number - 1], number, article["not_claims"])
        for claim in plan["claim"]:
            _review(desks[claim["article"] - 1], desks, claim)
        make_checkpoint(desks[0])
        store.close()
    with sqlite3.connect(folder / "claims.db") as connection:
        connection.execute("VACUUM")


def _take_in(desk: Desk, plan: dict[str, Any]) -> None:
    for article in plan["article"]:
        # By name and not by path, since the history keeps the name.
        ingest_bytes(desk, (HERE / "articles" / article["file"]).read_bytes(), article["file"])


def _date(desk: Desk, number: int, article: dict[str, Any]) -> None:
    row = get_article(desk, f"A{number}").article
    edit_article(
        desk,
        parse_command(
            EditArticle,
            article_id=row.id,
            version=row.version,
            published_on=article["published_on"],
            how=HowKnown.INFERRED,
            why=article["why"],
        ),
    )


def _mark_not_claims(desk: Desk, number: int, beginnings: list[str]) -> None:
    view = get_article(desk, f"A{number}")
    for words in beginnings:
        start = view.text.index(words)
        sentence = next(s for s in view.sentences if s.start == start)
        mark_sentence(
            desk,
            MarkSentence(
                article_id=view.article.id,
                start=start,
                version=sentence.version,
                mark=Mark.NOT_A_CLAIM,
            ),
        )


def _review(desk: Desk, desks: list[Desk], plan: dict[str, Any]) -> None:
    view = get_article(desk, f"A{plan['article']}")
    start = view.text.index(plan["words"])
    fields = ("restatement", "claimant", "said_on", "type", "note")
    claim = tag_claim(
        desk,
        parse_command(
            TagClaim,
            article_id=view.article.id,
            start=start,
            end=start + len(plan["words"]),
            **{field: plan[field] for field in fields if field in plan},
        ),
    )
    for evidence in plan.get("evidence", []):
        link_passage(
            desk,
            claim_id=claim.id,
            source_id=source_for_article(desk, f"A{evidence['article']}").id,
            stance=Stance(evidence["stance"]),
            passage=evidence["quote"],
            note=evidence["note"],
        )
    first = None
    if "first_verdict" in plan:
        # The other reviewer's first word on it; the verdict that stands supersedes it.
        other = next(each for each in desks if each is not desk)
        first = _rate(other, claim, plan["first_verdict"], plan["first_explanation"])
    _rate(desk, claim, plan["verdict"], plan["explanation"], supersedes=first)


def _rate(
    desk: Desk, claim: Claim, rating: str, explanation: str, supersedes: str | None = None
) -> str:
    command = RecordVerdict(
        claim_id=claim.id,
        claim_version=claim.version,
        rating_code=rating,
        explanation=explanation,
        supersedes=supersedes,
    )
    return record_verdict(desk, command).id


def main(target: Path = HERE.parent) -> None:
    """Replace the committed sample desk by one that was just built."""
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder))
        shutil.rmtree(target / "sources", ignore_errors=True)
        shutil.copytree(Path(folder) / "sources", target / "sources")
        shutil.copyfile(Path(folder) / "claims.db", target / "claims.db")
    sys.stdout.write(f"Built {target / 'claims.db'} and {target / 'sources'}\n")


if __name__ == "__main__":
    main()
