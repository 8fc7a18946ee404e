"""Exact values as a person reads them."""

from __future__ import annotations

from decimal import Context, Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from fractions import Fraction

    from factcheck.text.mentions.model import Exact

_PRECISE: Final = Context(prec=200)


def exact(value: Fraction) -> Exact:
    """Return a value as a `Decimal` where that is exact, else as the `Fraction` it is."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return value
    if value.denominator == 1:
        return Decimal(value.numerator)
    return _PRECISE.divide(Decimal(value.numerator), Decimal(value.denominator))
