"""Numbers in digits: separators by language, and by form where the form decides.

CLDR gives each locale its decimal and grouping signs. What a locale's own signs cannot mean is read
by its form: groups have three digits (two in South Asia before the last), so `4.6` is decimal in
Indonesian too, and of two different signs the last is the decimal one (`1,234.5`).
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from factcheck.text.mentions.tokens import Tokens

MAX_LENGTH: Final = 40
"""Characters of a numeral; a longer run of digits counts nothing that a person checks."""

_SIGNS: Final = str.maketrans({"٫": ".", "٬": ",", "．": ".", "，": ",", "’": "'"})
_GROUPED: Final = re.compile(r"\d{1,3}(?:([.,'])\d{3})(?:\1\d{3})*(?:[.,]\d+)?")
_INDIAN: Final = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?")
_PLAIN: Final = re.compile(r"\d+(?:[.,]\d+)?")
_GROUP: Final = 3


def read(numeral: str, decimal: str, *, sure: bool = True) -> Fraction | None:
    """Return the value of a numeral token.

    Args:
        numeral: Digits of any script with single separators between them.
        decimal: The decimal sign of the language, `.` or `,`.
        sure: The language is known; otherwise one sign before three digits groups them.

    Returns:
        The exact value, or None for what is no number (a date, a version, an address).
    """
    if len(numeral) > MAX_LENGTH:
        return None
    if numeral.isdecimal():
        return Fraction(int(numeral))
    if "٫" in numeral or "٬" in numeral:
        decimal, sure = ".", True
    text = "".join(
        str(unicodedata.decimal(char)) if char.isdecimal() else char
        for char in numeral.translate(_SIGNS)
    )
    return _with_separators(text, decimal, sure=sure)


def _with_separators(text: str, decimal: str, *, sure: bool) -> Fraction | None:
    """Return the value of ASCII digits with `.`, `,` and `'` between them."""
    if _INDIAN.fullmatch(text):
        return Fraction(text.replace(",", ""))
    if _PLAIN.fullmatch(text):
        whole, sign, rest = text.partition("." if "." in text else ",")
        groups = len(rest) == _GROUP and len(whole) <= _GROUP and not whole.startswith("0")
        if groups and (sign != decimal or not sure):
            return Fraction(whole + rest)
        return Fraction(f"{whole}.{rest}")
    match = _GROUPED.fullmatch(text)
    if match is None or text.startswith("0"):
        return None
    return _grouped(text, match[1])


def _grouped(text: str, group: str) -> Fraction | None:
    """Return the value of digits in groups of three, with a decimal part or without."""
    tail = max(text.rfind("."), text.rfind(","))
    if tail >= 0 and text[tail] != group:
        return Fraction(f"{text[:tail].replace(group, '')}.{text[tail + 1 :]}")
    pieces = text.split(group)
    if any(len(piece) != _GROUP for piece in pieces[1:]):
        return None
    return Fraction("".join(pieces))


def spaced(tokens: Tokens, index: int) -> tuple[str, int]:
    """Return a numeral whose groups are divided by spaces (`1 234 567,5`), and the index after it.

    SI and CLDR's French, Russian or Swedish forms. A single ordinary space counts as well, so the
    caller asks only where the language groups so.
    """
    pieces, end = [tokens.words[index]], index + 1
    while _joins(tokens, pieces[-1], end):
        pieces.append(tokens.words[end])
        end += 1
    return "".join(pieces), end


def _joins(tokens: Tokens, before: str, index: int) -> bool:
    """Say whether the token at `index` is the next group of three after `before`."""
    if index >= len(tokens) or not before.isdecimal() or len(before) > _GROUP:
        return False
    head = tokens.words[index][:_GROUP]
    rest = tokens.words[index][_GROUP:]
    if tokens.starts[index] - tokens.ends[index - 1] != 1 or not head.isdecimal():
        return False
    return len(head) == _GROUP and not rest[:1].isdecimal()
