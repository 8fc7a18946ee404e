"""Imported once by the server from which the tests' processes are forked: all that takes time."""

from __future__ import annotations

import psycopg  # noqa: F401 - loaded here so that no child has to

from factcheck.text.language import detect_language
from tests.support import victims  # noqa: F401 - the same

detect_language("The first call loads a model, which takes a second.")
