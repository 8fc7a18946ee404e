"""What a sentence holds that a checker has to check; see `find` for the order of precedence.

Babel is loaded with the first language that is asked for, not with this package.
"""

from __future__ import annotations

from factcheck.text.mentions.find import mentions, tick_list
from factcheck.text.mentions.model import (
    Bound,
    Comparison,
    Kind,
    Mention,
    Name,
    Part,
    Period,
    Precision,
    Qualifier,
    Quantity,
    Quotation,
)

__all__ = [
    "Bound",
    "Comparison",
    "Kind",
    "Mention",
    "Name",
    "Part",
    "Period",
    "Precision",
    "Qualifier",
    "Quantity",
    "Quotation",
    "mentions",
    "tick_list",
]
