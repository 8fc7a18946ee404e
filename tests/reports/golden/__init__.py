"""Bytes that a report had; `FACTCHECK_GOLDEN=write pytest tests/reports` writes them anew."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

_FOLDER: Final = Path(__file__).parent
# Read when the tests are collected: the fixtures take FACTCHECK_* away.
_WRITE: Final = os.environ.get("FACTCHECK_GOLDEN") == "write"


def assert_golden(name: str, data: bytes) -> None:
    """Compare with the bytes on record, which are to be read before they are committed."""
    file = _FOLDER / name
    if _WRITE:
        file.write_bytes(data)
    assert data.decode() == file.read_bytes().decode()
