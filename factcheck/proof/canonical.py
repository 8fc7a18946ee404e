"""Canonical JSON (RFC 8785), so that what is hashed is what is stored."""

from __future__ import annotations

from typing import Any

import orjson


def canonical_json(value: Any) -> bytes:  # noqa: ANN401 - any JSON value
    """Serialise a JSON value in the one form that RFC 8785 allows.

    orjson's sorted output is that form as long as keys are ASCII and numbers are integers; a test
    compares it with the `rfc8785` package. Both hold by construction: keys are column and field
    names, and no column holds a float.

    Args:
        value: Objects with ASCII keys, lists, strings, integers, booleans and None.

    Raises:
        TypeError: For values that JSON has no form for, and lone surrogates in strings.
    """
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def parse_json(text: str | bytes) -> Any:  # noqa: ANN401 - any JSON value
    """Read JSON text.

    Raises:
        ValueError: If it is not JSON.
    """
    return orjson.loads(text)
