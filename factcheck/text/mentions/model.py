"""What a sentence holds that a checker has to check: spans with exact values.

A value is exact or it is absent: numbers are `Decimal` (or `Fraction` where a decimal cannot hold
them, as a third), dates are intervals of whole days, and what the text alone does not decide is
`None`, never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from datetime import date

    from factcheck.text.spans import Span

Exact = Decimal | Fraction


class Kind(StrEnum):
    """What sort of thing a mention is."""

    NUMBER = "number"
    MONEY = "money"
    PERCENT = "percent"
    MEASURE = "measure"
    ORDINAL = "ordinal"
    DATE = "date"
    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    NAME = "name"
    QUOTATION = "quotation"
    COMPARISON = "comparison"


QUANTITIES: Final = frozenset(
    {Kind.NUMBER, Kind.MONEY, Kind.PERCENT, Kind.MEASURE, Kind.ORDINAL},
)
NAMES: Final = frozenset({Kind.PERSON, Kind.ORGANISATION, Kind.PLACE, Kind.NAME})

Qualifier = Literal["about", "nearly", "over", "under", "at-least", "at-most", "vague"]
Precision = Literal[
    "day", "week", "month", "quarter", "half", "year", "fiscal-year", "decade", "century"
]
Bound = Literal["since", "until", "by", "before", "after"]
Part = Literal["early", "mid", "late"]
ComparisonSort = Literal["superlative", "first", "only", "more", "less", "equal", "record"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount: from `low` to `high`, which are the same unless a range was written.

    Attributes:
        low: The least value.
        high: The greatest value.
        unit: ISO 4217 code for money; CLDR's name for a measure without its category (`year`,
            `square-kilometer`), or `person`, `time`, `basis-point`, `barrel`; `percentage-point`
            for points, whose value is in hundredths too; None for plain numbers, ordinals and
            percentages.
        qualifier: What limits it (`about`, `over`); `vague` for words such as `dozens`, whose
            bounds are a reading aid.
    """

    low: Exact
    high: Exact
    unit: str | None = None
    qualifier: Qualifier | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of whole days.

    Attributes:
        first: Its first day; None where the text and the article's date do not decide it.
        last: Its last day; None as above.
        precision: The unit in which the text speaks.
        bound: Which side of the period is meant (`since 2010`, `by 2020`).
        part: `early`, `mid` or `late` in the period; the days are those of the whole.
        certain: False where a convention chose among readings (`on Monday`, `12/11/2013`).
    """

    first: date | None
    last: date | None
    precision: Precision
    bound: Bound | None = None
    part: Part | None = None
    certain: bool = True

    @property
    def resolved(self) -> bool:
        """Say whether the days are known."""
        return self.first is not None


@dataclass(frozen=True, slots=True)
class Name:
    """A name as far as spelling and CLDR tell.

    Attributes:
        title: The title or the office before it, as written; empty where there is none.
        territory: ISO 3166 (or UN M.49) code of a place in CLDR's list; None for any other.
    """

    title: str = ""
    territory: str | None = None


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words within quotation marks.

    Attributes:
        inner: Span of the words without their marks.
        speaker: Span of the name or the pronoun of who says it; None where nobody is named.
        speaker_text: The characters of that span; empty where nobody is named.
        inherited: The speaker is that of the quotation before, in the same paragraph.
    """

    inner: Span
    speaker: Span | None = None
    speaker_text: str = ""
    inherited: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """A superlative or a comparison.

    Attributes:
        sort: What it claims.
        rank: 2 for `second largest`; None where no rank is given.
    """

    sort: ComparisonSort
    rank: int | None = None


Value = Quantity | Period | Name | Quotation | Comparison


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of a text and what it means.

    Attributes:
        kind: Its sort.
        start: Offset of its first code point.
        end: Offset after its last code point.
        original: The characters themselves: `text[start:end]`.
        value: The normalised value; its class follows from the kind.
    """

    kind: Kind
    start: int
    end: int
    original: str
    value: Value


class Found:
    """A mention in the making: token positions instead of offsets.

    Attributes:
        kind: Its sort.
        first: Index of its first token.
        last: Index after its last token.
        value: The normalised value.
    """

    __slots__ = ("first", "kind", "last", "value")

    def __init__(self, kind: Kind, first: int, last: int, value: Value) -> None:
        self.kind = kind
        self.first = first
        self.last = last
        self.value = value
