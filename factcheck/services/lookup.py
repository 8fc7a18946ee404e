"""Finding rows by the short references that people type: A1, C12, S3."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import select
from sqlmodel import col

from factcheck.domain.errors import NotFoundError
from factcheck.store.tables import ArticleRow, ClaimRow, CounterRow, SourceRow
from factcheck.text.normalise import normalise

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.store.unit import Work

NumberedT = TypeVar("NumberedT", ArticleRow, ClaimRow, SourceRow)

_KINDS: dict[type, tuple[str, str]] = {
    ArticleRow: ("A", "article"),
    ClaimRow: ("C", "claim"),
    SourceRow: ("S", "source"),
}
_LARGEST_NUMBER = 2**31 - 1


def find(session: Session, kind: type[NumberedT], ref: str) -> NumberedT:
    """Return the row that `ref` names: `C12`, `12`, or an id.

    Raises:
        NotFoundError: If there is none.
    """
    letter, word = _KINDS[kind]
    typed = normalise(ref).strip()
    digits = typed.upper().removeprefix(letter)
    row: NumberedT | None = None
    if digits.isascii() and digits.isdigit():
        # Python refuses to read numbers of thousands of digits.
        if len(digits) <= len(str(_LARGEST_NUMBER)) and int(digits) <= _LARGEST_NUMBER:
            row = session.scalar(select(kind).where(col(kind.number) == int(digits)))
    else:
        row = session.get(kind, typed.lower())
    if row is None:
        msg = f"There is no {word} {typed} on this desk."
        raise NotFoundError(msg, hint=f"References look like {letter}1.")
    return row


def next_number(work: Work, kind: type[ArticleRow | ClaimRow | SourceRow]) -> int:
    """Return the next short number; one that was given out once is never given out again."""
    word = _KINDS[kind][1]
    counter = work.session.get(CounterRow, word)
    if counter is None:
        counter = work.add(CounterRow(kind=word, last=0))
    counter.last += 1
    return counter.last
