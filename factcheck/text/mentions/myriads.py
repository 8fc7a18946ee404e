"""Chinese and Japanese numerals, in characters, in digits, or in both: `1兆2,000億`, `二百五十`.

Values: Unicode Standard Annex #38 (kPrimaryNumeric and kOtherNumeric). Small units multiply within
a group, the myriads close it.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from factcheck.text.mentions import numerals
from factcheck.text.mentions.tokens import NUMERAL

if TYPE_CHECKING:
    from factcheck.text.mentions.tokens import Tokens

DIGITS: Final = {
    **{char: value for value, char in enumerate("〇一二三四五六七八九")},
    "零": 0, "两": 2, "兩": 2,
}  # fmt: skip
SMALL: Final = {"十": 10, "百": 100, "千": 1000}
LARGE: Final = {
    "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12,
}  # fmt: skip
CHARACTERS: Final = frozenset({*DIGITS, *SMALL, *LARGE})
_MAX: Final = 24


def read(tokens: Tokens, index: int) -> tuple[Fraction, int] | None:
    """Read a numeral that begins at `index`.

    Args:
        tokens: The text.
        index: Where it begins: a digit, or a Chinese character of a number.

    Returns:
        The value and the index after it; None where there is none, or nothing but one digit
        character, which may be part of a word.
    """
    total, group, pending = Fraction(0), Fraction(0), None
    at = index
    run = ""
    while at < len(tokens) and at - index < _MAX and (at == index or tokens.glued(at)):
        char = tokens.words[at]
        if tokens.types[at] == NUMERAL:
            value = numerals.read(char, ".") if pending is None else None
            if value is None:
                break
            pending = value
        elif char in DIGITS:
            run += char
            pending = Fraction(int("".join(str(DIGITS[one]) for one in run)))
        elif char in SMALL:
            group += (Fraction(1) if pending is None else pending) * SMALL[char]
            pending, run = None, ""
        elif char in LARGE and (pending is not None or group or total):
            total = _closed(total, group + (pending or 0), LARGE[char])
            group, pending, run = Fraction(0), None, ""
        else:
            break
        at += 1
    if at == index or (at == index + 1 and tokens.types[index] != NUMERAL):
        return _single(tokens, index)
    return total + group + (pending or 0), at


def _closed(total: Fraction, group: Fraction, unit: int) -> Fraction:
    """Return the total after a myriad: `万亿` multiplies what a smaller myriad had closed."""
    if not group:
        return total * unit
    return total + group * unit


def _single(tokens: Tokens, index: int) -> tuple[Fraction, int] | None:
    """Return the value of one character, which counts only before a unit (the caller looks)."""
    char = tokens.words[index] if index < len(tokens) else ""
    if char in DIGITS:
        return Fraction(DIGITS[char]), index + 1
    return (Fraction(SMALL[char]), index + 1) if char in SMALL else None
