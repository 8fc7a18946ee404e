"""Properties that hold for any text and, by CLDR's own formats, for many locales."""

from __future__ import annotations

import sys
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, format_percent
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.text.mentions import Kind, Period, Quantity, mentions

PUBLISHED = date(2025, 1, 15)
_CODES = (
    "af am ar az be bg bn bs ca cs cy da de el en es et fa fi fil fr ga gl gu hi hr hu hy id is "
    "it ja ka km kn ko lo lt mk ml mr ms my nb nl pa pl pt ro ru si sk sl sq sr sv sw ta te th tr "
    "uk ur uz vi zh zu"
)
LOCALES = _CODES.split()
# Names of months that CLDR declines otherwise in dates, or dates of a calendar of their own.
DATED = sorted(set(LOCALES) - {"fa", "th"})
_WORDS = (
    "1 1.234,5 12/11/2013 Rp US$ $ % juta million bn M “ ” « » ' \" ‘ ’ - – + ½ tahun lalu last "
    "year ke- th 12 November 2013 Presiden Putin said kata ujarnya , . ( ) 万 億 年 月 日 二十 "
    "one of half two-thirds dozens thousands between and antara dan the "
    "most largest lebih dari a@b.c "
    "\n \u200f"
)
_PIECES = st.sampled_from(_WORDS.split(" "))
TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(_PIECES, max_size=25).map(" ".join),
    st.lists(_PIECES, max_size=25).map("".join),
)
LANGUAGES = st.sampled_from(
    ["id", "en", "ja", "ru", "ar", "th", "vi", "tr", "und", "", "x-y", "en-GB"]
)


@settings(max_examples=150, deadline=None)
@given(text=TEXTS, language=LANGUAGES, dated=st.booleans(), start=st.integers(0, 20))
def test_any_text_gives_valid_spans(text: str, language: str, start: int, *, dated: bool) -> None:
    """Nothing raises; spans lie in the window, in order, and hold the text's own characters."""
    found = mentions(text, language, published=PUBLISHED if dated else None, start=start)
    assert [one.start for one in found] == sorted(one.start for one in found)
    for one in found:
        assert start <= one.start < one.end <= len(text)
        assert one.original == text[one.start : one.end]
    plain = sorted((one.start, one.end) for one in found if one.kind is not Kind.QUOTATION)
    assert all(a[1] <= b[0] for a, b in pairwise(plain))


def _quantities(text: str, language: str) -> list[tuple[Kind, object, str | None]]:
    """Return kind, value and unit of the quantities of a text."""
    return [
        (one.kind, one.value.low, one.value.unit)
        for one in mentions(f"x {text} x", language, published=None)
        if isinstance(one.value, Quantity)
    ]


@pytest.mark.parametrize("language", LOCALES)
def test_what_cldr_formats_is_read_back(language: str) -> None:
    """Numbers, percentages and money of every locale have the value that was formatted."""
    for value in (Decimal(1234567), Decimal("1234.5"), Decimal("0.25")):
        shown = format_decimal(value, locale=language)
        assert _quantities(shown, language) == [(Kind.NUMBER, value, None)]
    shown = format_percent(Decimal("0.26"), locale=language)
    assert _quantities(shown, language) == [(Kind.PERCENT, Decimal("0.26"), None)]
    for code in ("USD", "EUR"):
        shown = format_currency(Decimal("1234.5"), code, locale=language)
        assert _quantities(shown, language) == [(Kind.MONEY, Decimal("1234.5"), code)]


@settings(max_examples=60, deadline=None)
@given(
    units=st.integers(0, 10**9), cents=st.integers(0, 99),
    language=st.sampled_from(["id", "en", "de", "fr", "hi", "pt"]),
)  # fmt: skip
def test_any_number_is_read_back(units: int, cents: int, language: str) -> None:
    """A number in its locale's format has its exact value."""
    value = Decimal(units) + Decimal(cents) / 100
    shown = format_decimal(value, format="#,##0.00", locale=language)
    assert _quantities(shown, language) == [(Kind.NUMBER, value, None)]


@pytest.mark.parametrize("language", DATED)
def test_what_cldr_dates_is_read_back(language: str) -> None:
    """A day in the long format of a locale is that day."""
    day = date(2013, 11, 12)
    shown = format_date(day, "long", locale=language)
    found = [
        one.value
        for one in mentions(f"x {shown} x", language, published=None)
        if isinstance(one.value, Period)
    ]
    assert [(one.first, one.last, one.precision) for one in found] == [(day, day, "day")]


@pytest.mark.parametrize(
    "unit",
    ["1", "1 ", "1-", "1.", "“", "'", '"a ', "A ", "Bank of ", "+1 ", "a@", "$", "the ", "last ",
     "two hundred ", "dua ribu ", "一", "1年", "12 November ", "5 to ", "said ", "“a” ",
     "lebih besar ", "menurut X ", "tens of thousands of ", "(1)", "as big ", "President ",
     "a@b.c ", "\u0301", "\n", "“a\n"],
)  # fmt: skip
@pytest.mark.timeout(30)
def test_time_grows_with_length_only(unit: str) -> None:
    """Four times the text takes about four times the calls, and no pattern runs away."""

    def calls(length: int) -> int:
        text = (unit * length)[:length]
        seen = 0

        def count(*_: object) -> None:
            nonlocal seen
            seen += 1

        sys.setprofile(count)
        try:
            mentions(text, "id", published=PUBLISHED)
        finally:
            sys.setprofile(None)
        return seen

    calls(100)
    small, large = calls(2_500), calls(10_000)
    assert large < 6 * small + 2_000
