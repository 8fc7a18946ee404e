"""The tables of words, one file a language, and what CLDR gives beyond Babel.

`words/*.toml` are our own, written from grammars and dictionaries; `und.toml` holds for every
language. `cldr/*.json` are extracts of the Unicode CLDR (see eval/mentions/make_cldr_tables.py).
"""

from __future__ import annotations

import json
import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Final

_SUBTAG: Final = re.compile(r"[A-Za-z]{2,3}")
_SAME_WORDS: Final = {"ms": "id", "in": "id", "yue": "zh", "cmn": "zh"}
_FOLDER: Final = files("factcheck.text.mentions")


def primary(language: str) -> str:
    """Return the primary subtag of a BCP-47 tag in small letters; `und` where there is none."""
    match = _SUBTAG.match(language)
    return match.group().lower() if match else "und"


@cache
def _file(name: str) -> dict[str, Any]:
    """Read one table of words; an empty one for a language without."""
    path = _FOLDER / "words" / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def own_words(language: str) -> dict[str, Any]:
    """Return the table of a language, without what holds for every language."""
    code = primary(language)
    return _file(_SAME_WORDS.get(code, code))


def _dig(table: dict[str, Any], keys: tuple[str, ...]) -> Any:  # noqa: ANN401 - TOML has any type
    """Return what stands under the keys, or None."""
    found: Any = table
    for key in keys:
        found = found.get(key) if isinstance(found, dict) else None
    return found


def words(language: str, *keys: str) -> tuple[str, ...]:
    """Return a list of words of a language, with those of every language."""
    lists = (_dig(own_words(language), keys), _dig(_file("und"), keys))
    return tuple(word for found in lists if isinstance(found, list) for word in found)


def mapping(language: str, *keys: str) -> dict[str, Any]:
    """Return a table of a language; lists are joined with those of every language."""
    own, common = _dig(own_words(language), keys), _dig(_file("und"), keys)
    table: dict[str, Any] = dict(common) if isinstance(common, dict) else {}
    for key, value in (own or {}).items():
        is_list = isinstance(value, list) and isinstance(table.get(key), list)
        table[key] = [*value, *table[key]] if is_list else value
    return table


def flag(language: str, *keys: str) -> bool:
    """Say whether a switch is on."""
    return _dig(own_words(language), keys) is True


@cache
def cldr(name: str) -> dict[str, Any]:
    """Return one extract of CLDR, by language."""
    text = (_FOLDER / "cldr" / f"{name}.json").read_text(encoding="utf-8")
    table: dict[str, Any] = json.loads(text)
    return table
