"""Canonical JSON: the project's own writer against the `rfc8785` package, and RFC 8785's rules."""

from __future__ import annotations

import json
from typing import Any

import hypothesis
import hypothesis.strategies as st
import pytest
import rfc8785

from factcheck.proof.canonical import canonical_json, parse_json

KEYS = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=12)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
# RFC 8785 numbers are doubles; the history holds no integer that a double cannot hold exactly.
INTEGERS = st.integers(min_value=-(2**53) + 1, max_value=2**53 - 1)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | INTEGERS | TEXTS,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=30,
)


@hypothesis.given(VALUES)
def test_equals_the_reference_implementation(value: Any) -> None:  # noqa: ANN401 - any JSON value
    """Byte for byte, for everything that an event can hold."""
    assert canonical_json(value) == rfc8785.dumps(value)


@hypothesis.given(VALUES)
def test_reading_and_writing_again_changes_nothing(value: Any) -> None:  # noqa: ANN401
    """What is hashed is what is stored, and what is stored can be read."""
    written = canonical_json(value)
    assert parse_json(written) == value
    assert canonical_json(parse_json(written)) == written
    assert json.loads(written) == value


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ({"b": 1, "a": [True, None]}, b'{"a":[true,null],"b":1}'),
        ("\x00\x1f\x7f\u2028", b'"\\u0000\\u001f\x7f\xe2\x80\xa8"'),
        ('"\\/\b\f\n\r\t', b'"\\"\\\\/\\b\\f\\n\\r\\t"'),
        ("€🌾", '"€🌾"'.encode()),
        ({"aa": 1, "a": 2, "B": 3, "_": 4}, b'{"B":3,"_":4,"a":2,"aa":1}'),
    ],
)
def test_rules_of_rfc_8785(value: Any, written: bytes) -> None:  # noqa: ANN401
    """Sections 3.2.2.2 (strings) and 3.2.3 (sorting)."""
    assert canonical_json(value) == written == rfc8785.dumps(value)


@pytest.mark.parametrize(
    "value", ["\ud800", {"a": "\udfff"}, {1: 2}, object(), 2**70, b"x", {1, 2}]
)
def test_what_has_no_form_is_refused(value: object) -> None:
    """Lone surrogates, keys that are not text, integers beyond 64 bits."""
    with pytest.raises(TypeError):
        canonical_json(value)


@pytest.mark.parametrize("text", ["", "{", "{'a': 1}", "[1,]", "NaN", "\ufeff{}", "[1] 2"])
def test_what_is_not_json_is_refused(text: str) -> None:
    """Always as a ValueError."""
    with pytest.raises(ValueError):  # noqa: PT011 - the library's words
        parse_json(text)
