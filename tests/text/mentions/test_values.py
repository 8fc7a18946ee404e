"""Mentions carry exact values and never guess."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from factcheck.text.mentions import Kind, Mention, Period, Quantity, Quotation, mentions, tick_list

PUBLISHED = date(2025, 1, 15)


def _one(text: str, language: str, kind: Kind) -> Mention:
    """Return the only mention of a kind."""
    (found,) = [one for one in mentions(text, language, published=PUBLISHED) if one.kind is kind]
    return found


@pytest.mark.parametrize(
    ("text", "language", "kind", "low", "unit"),
    [
        ("US$4,6 miliar", "id", Kind.MONEY, Decimal("4.6e9"), "USD"),
        ("naik 26%", "id", Kind.PERCENT, Decimal("0.26"), None),
        ("selama 75 tahun", "id", Kind.MEASURE, Decimal(75), "year"),
        ("Rp2,5 M", "id", Kind.MONEY, Decimal("2.5e9"), "IDR"),
        ("£2.5m", "en", Kind.MONEY, Decimal("2.5e6"), "GBP"),
        ("sepertiga dari desa", "id", Kind.NUMBER, Fraction(1, 3), None),
    ],
)
def test_a_quantity_has_its_exact_value_and_unit(
    text: str, language: str, kind: Kind, low: Decimal | Fraction, unit: str | None
) -> None:
    """Magnitudes, currencies and units are read by the language."""
    value = _one(text, language, kind).value
    assert isinstance(value, Quantity)
    assert (value.low, value.high, value.unit) == (low, low, unit)


def test_a_relative_date_without_the_articles_date_is_unresolved() -> None:
    """What the text does not decide is left open."""
    (found,) = mentions("It fell last year.", "en", published=None)
    assert found.value == Period(None, None, "year")


def test_a_convention_is_told_from_certainty() -> None:
    """A bare weekday and a swappable date are not certain; a named day is."""
    for text, certain in (
        ("He spoke on Monday.", False),
        ("It began on 11/12/2013.", False),
        ("It began on 12 November 2013.", True),
    ):
        value = _one(text, "en", Kind.DATE).value
        assert isinstance(value, Period)
        assert value.certain is certain


def test_a_quotation_of_several_sentences_has_one_speaker() -> None:
    """The whole quotation is one mention, whose speaker is a span of the text."""
    text = "“It is high. It will stay high,” said Xi on Friday."
    value = _one(text, "en", Kind.QUOTATION).value
    assert isinstance(value, Quotation)
    assert value.speaker is not None
    assert value.speaker.of(text) == value.speaker_text == "Xi"


def test_a_quotation_goes_on_in_the_next_paragraph() -> None:
    """A paragraph that leaves a quotation open gives its own mention, with the same speaker."""
    text = "“One thing,” said Alice Jones. “And more.\n“The end.”"
    found = [one for one in mentions(text, "en", published=None) if one.kind is Kind.QUOTATION]
    speakers = [one.value.speaker_text for one in found if isinstance(one.value, Quotation)]
    assert speakers == ["Alice Jones"] * 3


def test_an_apostrophe_opens_no_quotation() -> None:
    """Single marks within and after words are apostrophes."""
    text = "The workers' fault wasn't 'clear' to the bosses' men."
    assert _one(text, "en", Kind.QUOTATION).original == "'clear'"


def test_a_window_gives_offsets_of_the_whole_text() -> None:
    """`start` and `end` bound what is looked at; spans stay offsets of the text."""
    text = "In 2010 it cost $5. In 2012 it cost $7."
    found = mentions(text, "en", published=None, start=20)
    assert [(one.original, text[one.start : one.end]) for one in found] == [
        ("2012", "2012"),
        ("$7", "$7"),
    ]


def test_tick_list_counts_by_kind() -> None:
    """The tick list says what the sentence holds."""
    text = "Putin said trade grew 26% to $4.6 billion last year, or 5% a head."
    ticks = tick_list(mentions(text, "en", published=PUBLISHED))
    assert (ticks[Kind.PERCENT], ticks[Kind.MONEY], ticks[Kind.DATE]) == (2, 1, 1)


def test_an_address_holds_nothing() -> None:
    """The parts of addresses are no numbers and no names."""
    text = "see https://Example.com/2024/11/12 and Bob.12@Example.com or 192.168.0.1"
    assert mentions(text, "en", published=PUBLISHED) == ()


def test_the_name_of_a_currency_before_a_number_is_none() -> None:
    """`won 312` is a verb and a number; names of currencies follow their number."""
    assert _one("He won 312 votes.", "en", Kind.NUMBER).original == "312"


def test_over_before_a_length_of_time_does_not_limit_it() -> None:
    """`over 10 years` may mean during them, so that no qualifier is claimed."""
    value = _one("It would cut spending over 10 years.", "en", Kind.MEASURE).value
    assert isinstance(value, Quantity)
    assert value.qualifier is None
