"""Events told in plain words: `marked “Vietnam has …” not a claim`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlmodel import col

from factcheck.domain.views import shorten
from factcheck.store.ledger import read_detail
from factcheck.store.tables import (
    ArticleRow,
    ClaimRow,
    DocumentRow,
    EventRow,
    RatingRow,
    SentenceRow,
    SourceRow,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.domain.rows import EventDetail, RowChange

_MARK_WORDS = {
    "claim": "a claim",
    "not_a_claim": "not a claim",
    "query": "a query",
    "untouched": "untouched",
}
_MOST_CHARACTERS = 48
_FIELD_WORDS = {"said_on": "date", "published_on": "date", "clear_type": "type"}
_NOT_FIELDS = frozenset({"claim_id", "article_id", "evidence_id", "version", "how", "why"})


_REFERRED = {
    "article": (col(ArticleRow.number), col(ArticleRow.id), col(EventRow.article_id)),
    "claim": (col(ClaimRow.number), col(ClaimRow.id), col(EventRow.claim_id)),
    "source": (col(SourceRow.number), col(SourceRow.id), col(EventRow.source_id)),
}


class Names:
    """Looks up what ids in events stand for; each is read once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.ref = cache(self._ref)
        self.rating = cache(self._rating)

    def _ref(self, table: str, row_id: str | None, letter: str) -> str:
        """Return a short reference, or the word for something that is gone since."""
        number_of, id_of, about = _REFERRED[table]
        number = self._session.scalar(select(number_of).where(id_of == row_id))
        if number is not None:
            return f"{letter}{number}"
        maker = self._session.scalar(
            select(col(EventRow.body)).where(about == row_id).order_by(col(EventRow.seq)).limit(1)
        )
        made = _ref_made(read_detail(maker), table, letter) if maker else table
        return f"{made} (removed since)"

    def _rating(self, scale_id: str, code: str) -> str:
        row = self._session.get(RatingRow, (scale_id, code))
        return f"{row.symbol} {row.label}" if row else code

    def words(self, article_id: str, start: int) -> str:
        """Return the beginning of the sentence that starts there, and nothing after its end."""
        found = self._session.execute(
            select(
                func.substr(col(DocumentRow.text), start + 1, _MOST_CHARACTERS * 2),
                col(SentenceRow.end),
            )
            .join(ArticleRow, col(ArticleRow.document_sha256) == col(DocumentRow.sha256))
            .join(SentenceRow, col(SentenceRow.article_id) == col(ArticleRow.id))
            .where(col(ArticleRow.id) == article_id, col(SentenceRow.start) == start)
        ).first()
        if found is None:
            return "a removed sentence"
        text, end = found
        return f"“{shorten(text[: end - start], _MOST_CHARACTERS)}”"

    def undone(self, seq: int | None) -> str:
        """Return what an event that was taken back had done."""
        body = self._session.scalar(select(col(EventRow.body)).where(col(EventRow.seq) == seq))
        if body is None:
            return f"event {seq}"
        detail = read_detail(body)
        if detail.event.undoes is not None:
            return self.undone(detail.event.undoes)
        return summarise(detail, self)


def summarise(detail: EventDetail, names: Names) -> str:
    """Return one line of plain words for an event, in the past tense and without its actor.

    Args:
        detail: The event.
        names: What ids stand for.
    """
    event, asked = detail.event, detail.asked
    teller = _TELLERS.get(event.action)
    if teller is None:
        return event.action
    return teller(detail, asked, names)


def _made(detail: EventDetail, table: str) -> RowChange | None:
    return next((change for change in detail.changes if change.table == table), None)


def _ref_made(detail: EventDetail, table: str, letter: str) -> str:
    change = _made(detail, table)
    row = (change.after or change.before or {}) if change else {}
    return f"{letter}{row['number']}" if "number" in row else table


def _changed_fields(asked: dict[str, Any]) -> str:
    words = [_FIELD_WORDS.get(name, name) for name in asked if name not in _NOT_FIELDS]
    return ", ".join(dict.fromkeys(words)) or "nothing"


def _found(_: EventDetail, asked: dict[str, Any], __: Names) -> str:
    return f"founded the desk {asked['name']}"


def _joined(_: EventDetail, asked: dict[str, Any], __: Names) -> str:
    return f"{asked['handle']} joined the desk"


def _key(_: EventDetail, asked: dict[str, Any], __: Names) -> str:
    return f"put the public key of {asked['handle']} on record"


def _ingested(detail: EventDetail, asked: dict[str, Any], _: Names) -> str:
    spans = sum(change.table == "sentence" for change in detail.changes)
    counted = "1 span" if spans == 1 else f"{spans} spans"
    name = str(asked["name"]).replace("\\", "/").rsplit("/", 1)[-1]
    return f"took in {_ref_made(detail, 'article', 'A')} from {name}, {counted}"


def _article_edited(detail: EventDetail, asked: dict[str, Any], names: Names) -> str:
    ref = names.ref("article", detail.event.article_id, "A")
    return f"changed the {_changed_fields(asked)} of {ref}"


def _marked(_: EventDetail, asked: dict[str, Any], names: Names) -> str:
    words = names.words(asked["article_id"], asked["start"])
    return f"marked {words} {_MARK_WORDS[asked['mark']]}"


def _split(_: EventDetail, asked: dict[str, Any], names: Names) -> str:
    return f"split {names.words(asked['article_id'], asked['start'])} in two"


def _joined_sentences(_: EventDetail, asked: dict[str, Any], names: Names) -> str:
    return f"joined {names.words(asked['article_id'], asked['start'])} with the next sentence"


def _tagged(detail: EventDetail, _: dict[str, Any], __: Names) -> str:
    change = _made(detail, "claim")
    exact = change.after["exact"] if change and change.after else ""
    return f"tagged {_ref_made(detail, 'claim', 'C')} “{shorten(exact, _MOST_CHARACTERS)}”"


def _claim_edited(detail: EventDetail, asked: dict[str, Any], names: Names) -> str:
    ref = names.ref("claim", detail.event.claim_id, "C")
    return f"changed the {_changed_fields(asked)} of {ref}"


def _claim_removed(detail: EventDetail, _: dict[str, Any], __: Names) -> str:
    return f"removed {_ref_made(detail, 'claim', 'C')}"


def _source_added(detail: EventDetail, _: dict[str, Any], __: Names) -> str:
    change = _made(detail, "source")
    title = change.after["title"] if change and change.after else ""
    return f"added {_ref_made(detail, 'source', 'S')} “{shorten(title, _MOST_CHARACTERS)}”"


def _linked(detail: EventDetail, asked: dict[str, Any], names: Names) -> str:
    source = names.ref("source", detail.event.source_id, "S")
    claim = names.ref("claim", detail.event.claim_id, "C")
    return f"linked {source} to {claim}: {asked['stance']}"


def _evidence_edited(detail: EventDetail, asked: dict[str, Any], names: Names) -> str:
    claim = names.ref("claim", detail.event.claim_id, "C")
    return f"changed the {_changed_fields(asked)} of evidence for {claim}"


def _evidence_removed(detail: EventDetail, _: dict[str, Any], names: Names) -> str:
    source = names.ref("source", detail.event.source_id, "S")
    return f"unlinked {source} from {names.ref('claim', detail.event.claim_id, 'C')}"


def _rated(detail: EventDetail, asked: dict[str, Any], names: Names) -> str:
    change = _made(detail, "verdict")
    scale_id = change.after["scale_id"] if change and change.after else ""
    rating = names.rating(scale_id, asked["rating_code"])
    return f"rated {names.ref('claim', detail.event.claim_id, 'C')} {rating}"


def _undid(detail: EventDetail, _: dict[str, Any], names: Names) -> str:
    return f"undid: {names.undone(detail.event.undoes)}"


def _redid(detail: EventDetail, _: dict[str, Any], names: Names) -> str:
    return f"redid: {names.undone(detail.event.undoes)}"


_TELLERS = {
    "desk.found": _found,
    "reviewer.join": _joined,
    "reviewer.key": _key,
    "article.ingest": _ingested,
    "article.edit": _article_edited,
    "sentence.mark": _marked,
    "sentence.split": _split,
    "sentence.join": _joined_sentences,
    "claim.tag": _tagged,
    "claim.edit": _claim_edited,
    "claim.remove": _claim_removed,
    "source.add": _source_added,
    "evidence.link": _linked,
    "evidence.edit": _evidence_edited,
    "evidence.remove": _evidence_removed,
    "verdict.record": _rated,
    "undo": _undid,
    "redo": _redid,
}
