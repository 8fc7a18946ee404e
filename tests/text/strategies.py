"""Texts that find mistakes: every plane, controls, surrogates, marks and line ends."""

from __future__ import annotations

from typing import Final

from hypothesis import strategies as st

_NASTY: Final = (
    "\x00\x07\x1b\x7f\x85\x9b\u00ad\u061c\u200b\u200c\u200d\u200f\u2028\u202e\u2066\ufeff\ufdd0"
    "\uffff\ud800\udc00\U000e0041\U000e007f\U0001f3f4\U0001f468\ufe0f\u0301\u0316"
    " \t\r\n\x0b\x0c\xa0.,;:!?…\"'“”‘’«»()[]-–—`。！？」「"
)

any_text: Final = st.text(
    st.one_of(
        st.characters(exclude_categories=()), st.sampled_from(_NASTY), st.sampled_from("abAB1 é")
    ),
    max_size=60,
)
"""Any string that Python can hold, lone surrogates included."""

_WORDS: Final = (
    "Dia pergi. “Ya. Tidak,” kata Putin (LNG) Jl. US$4,6 miliar … ... ?” !\n \n\n - > 1. 2) "
    "。 он г. Mr. # said 'tis « non »."
)

prose: Final = st.lists(st.sampled_from(_WORDS.split(" ")), max_size=40).map(" ".join)
"""Strings that look like news text, with the marks in places where nobody puts them."""
