"""Dates keep the precision in which they were typed, and nonsense is no date."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.text.dates import find_publication_date, parse_date
from tests.text.strategies import any_text

TODAY = date(2025, 1, 15)


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("2013", "2013"),
        ("Nov 2013", "2013-11"),
        ("November 2013", "2013-11"),
        ("2013-11", "2013-11"),
        ("11/2013", "2013-11"),
        ("2013-11-12", "2013-11-12"),
        ("12 Nov 2013", "2013-11-12"),
        ("12 November 2013", "2013-11-12"),
        ("November 12, 2013", "2013-11-12"),
        ("12th of November 2013", "2013-11-12"),
        ("Tuesday, 12 Nov. 2013", "2013-11-12"),
        ("12-Nov-2013", "2013-11-12"),
        ("25/12/2013", "2013-12-25"),
        ("12/25/2013", "2013-12-25"),
        ("Selasa, 12 Nop 2013", "2013-11-12"),
        ("17 Agustus 1945", "1945-08-17"),
        ("17 Agt 1945", "1945-08-17"),
        ("17 Ags 1945", "1945-08-17"),
        ("Januari 2025", "2025-01"),
        ("Pebruari 2025", "2025-02"),
        ("3 Maret 2024", "2024-03-03"),
        ("1 Mei 2024", "2024-05-01"),
        ("Juni 2024", "2024-06"),
        ("Juli 2024", "2024-07"),
        ("28 Okt 1928", "1928-10-28"),
        ("Des 2024", "2024-12"),
        ("1 Jan 2000", "2000-01-01"),
        ("2 Februari 2004", "2004-02-02"),
        ("29 Feb 2024", "2024-02-29"),
        ("hari ini", "2025-01-15"),
        ("Kemarin", "2025-01-14"),
        ("yesterday", "2025-01-14"),
        ("besok", "2025-01-16"),
    ],
)
def test_reads_what_people_type(typed: str, iso: str) -> None:
    """The span is that of the characters without the white space around them."""
    read = parse_date(f"  {typed}\n", today=TODAY)
    assert read is not None
    assert (read.iso, read.original, read.start, read.end) == (iso, typed, 2, 2 + len(typed))
    assert not read.ambiguous


@pytest.mark.parametrize(("typed", "ambiguous"), [("12/11/2013", True), ("11/11/2013", False)])
def test_day_first_and_says_when_it_could_be_month_first(typed: str, *, ambiguous: bool) -> None:
    """Only two different numbers up to twelve can change places."""
    read = parse_date(typed, today=TODAY)
    assert read is not None
    assert (read.iso, read.ambiguous) == (f"2013-11-{typed[:2]}", ambiguous)


def test_a_relative_date_says_that_it_is_one() -> None:
    """It means another day tomorrow."""
    read = parse_date("kemarin", today=TODAY)
    assert read is not None
    assert read.relative


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "may", "Nov", "12", "10:30", "12 Nov", "31 Feb 2020", "2013-13", "2013-02-30",
        "0000", "99999", "1 2 2013", "20131112", "tomorrow never dies", "12 Nov 2013 and more",
        "Nov Dec 2013", "32/13/2013", "\ud800", "²⁰¹³", "Monday", "2013-11-12T10:00", "x" * 500,
    ],
)  # fmt: skip
def test_what_is_not_plainly_a_date_is_none(typed: str) -> None:
    """Dateutil alone would make days of most of these."""
    assert parse_date(typed, today=TODAY) is None


def test_only_the_languages_asked_for_are_understood() -> None:
    """Names of other languages are no dates."""
    assert parse_date("12 Agustus 2013", today=TODAY, languages=("en",)) is None
    assert parse_date("12 August 2013", today=TODAY, languages=("id",)) is None


@pytest.mark.parametrize(
    ("typed", "precision", "first", "last"),
    [
        ("2024", "year", date(2024, 1, 1), date(2024, 12, 31)),
        ("Feb 2024", "month", date(2024, 2, 1), date(2024, 2, 29)),
        ("Des 2024", "month", date(2024, 12, 1), date(2024, 12, 31)),
        ("5 Mei 2024", "day", date(2024, 5, 5), date(2024, 5, 5)),
    ],
)
def test_a_partial_date_is_a_span_of_days(
    typed: str, precision: str, first: date, last: date
) -> None:
    """The first and the last day that it can mean."""
    read = parse_date(typed, today=TODAY)
    assert read is not None
    assert (read.precision, read.first_day, read.last_day) == (precision, first, last)


@given(st.one_of(any_text, st.text(alphabet="0123456789/-. NovemberMi", max_size=20)))
def test_never_raises(typed: str) -> None:
    """Whatever is typed, the answer is a date that exists, or None."""
    read = parse_date(typed, today=TODAY)
    if read is not None:
        assert read.first_day <= read.last_day
        assert typed[read.start : read.end] == read.original
    find_publication_date(typed, today=TODAY)


@pytest.mark.parametrize("today", [date.min, date.max])
def test_the_ends_of_the_calendar_are_no_error(today: date) -> None:
    """Yesterday of the first day is no date."""
    for word in ("yesterday", "tomorrow", "kemarin dulu", "lusa"):
        parse_date(word, today=today)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        pytest.param("Head\n\nPublished 12 Nov 2013\n\nBody.", "2013-11-12", id="labelled"),
        pytest.param("Head\nPublished: Nov 12, 2013 at 10:30 am\n", "2013-11-12", id="clock"),
        pytest.param("Selasa, 12 November 2013 10:30 WIB\nIsi.", "2013-11-12", id="a line alone"),
        pytest.param("Diterbitkan: November 2013", "2013-11", id="month with a label"),
        pytest.param("November 2013\nBody", None, id="month alone says too little"),
        pytest.param("2013\nBody", None, id="year alone"),
        pytest.param("The talks began on 12 Nov 2013 in Hanoi.", None, id="within a sentence"),
        pytest.param("Published 12 Nov 2999", None, id="in the future"),
        pytest.param("Published yesterday", None, id="relative"),
        pytest.param("x\n" * 20 + "Published 12 Nov 2013", None, id="not in the head"),
        pytest.param("", None, id="empty"),
    ],
)
def test_finds_the_date_of_publication_only_where_it_is_plain(text: str, iso: str | None) -> None:
    """And gives the characters that said so."""
    found = find_publication_date(text, today=TODAY)
    assert (found and found.iso) == iso
    if found is not None:
        assert text[found.start : found.end] == found.original
