"""Measure what `factcheck.text.mentions` finds, on tables written from grammar and CLDR.

    python -m eval.run_mentions                  every figure, every miss, speed
    python -m eval.run_mentions --split tuned    leave the held-out third unseen

A row is right when exactly the mentions that it marks are found, of the kinds that its table
compares, with their values; README.md beside the tables says how they are marked.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final

from factcheck.text.mentions import (
    Comparison,
    Kind,
    Mention,
    Period,
    Quantity,
    Quotation,
    mentions,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER: Final = Path(__file__).parent / "mentions"
ARTICLES: Final = Path(__file__).parents[1] / "sample" / "articles"
FLOOR: Final = FOLDER / "floor.toml"
PUBLISHED: Final = date(2025, 1, 15)
_MARK: Final = re.compile(r"\[\[([^|\]]+)\|([^\]]+)\]\]")
_NUMERIC: Final = frozenset(
    {Kind.NUMBER, Kind.MONEY, Kind.PERCENT, Kind.MEASURE, Kind.ORDINAL, Kind.DATE}
)
COMPARED: Final = {
    "id": _NUMERIC,
    "en": _NUMERIC,
    "others": _NUMERIC,
    "names": frozenset({Kind.PERSON, Kind.ORGANISATION, Kind.PLACE, Kind.NAME}),
    "quotations": frozenset({Kind.QUOTATION}),
    "comparisons": frozenset({Kind.COMPARISON}),
}


@dataclass(frozen=True)
class Case:
    """One row of a table.

    Attributes:
        table: Name of the table's file.
        held: It belongs to the third that was not looked at while tuning.
        language: BCP-47 tag.
        published: The article's date, or None.
        text: The sentence without its marks.
        expected: Start, end and value of each mark, as `read_value` and `show` write it.
    """

    table: str
    held: bool
    language: str
    published: date | None
    text: str
    expected: tuple[tuple[int, int, str], ...]

    @property
    def kind(self) -> str:
        """Return the kind under which the row is counted."""
        return self.expected[0][2].split()[0] if self.expected else "nothing"


def cases() -> Iterator[Case]:
    """Yield the rows of all tables."""
    for table in COMPARED:
        for line in (FOLDER / f"{table}.tsv").read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                yield _case(table, *line.split("\t"))


def _case(table: str, split: str, tag: str, marked: str) -> Case:
    """Return one row, its marks taken out of the sentence."""
    language, _, undated = tag.partition(":")
    text, expected, done = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[done : match.start()]
        expected.append((len(text), len(text) + len(match[1]), _canonical(match[2])))
        text += match[1]
        done = match.end()
    text += marked[done:]
    published = None if undated else PUBLISHED
    return Case(table, split == "held", language, published, text, tuple(expected))


def _canonical(value: str) -> str:
    """Return a value of a table with its numbers in one spelling."""
    kind, *rest = value.split()
    if kind in {"number", "money", "percent", "measure", "ordinal"}:
        rest[0] = "..".join(_number(part) for part in rest[0].split(".."))
    return " ".join([kind, *rest])


def _number(text: str) -> str:
    """Return a number without trailing zeros."""
    if "." in text and "/" not in text:
        text = text.rstrip("0").rstrip(".")
    return text


def show(mention: Mention) -> str:
    """Return a mention's kind and value as the tables write them."""
    value = mention.value
    if isinstance(value, Quantity):
        parts = [_exact(value.low) if value.low == value.high else _span(value)]
        unit = value.unit if mention.kind in {Kind.MONEY, Kind.MEASURE} else None
        parts += [part for part in (unit, value.qualifier) if part]
    elif isinstance(value, Period):
        days = f"{value.first}..{value.last}" if value.resolved else "unresolved"
        parts = [days, value.precision, *(part for part in (value.part, value.bound) if part)]
    elif isinstance(value, Quotation):
        parts = [value.speaker_text or "-"]
    elif isinstance(value, Comparison):
        parts = [value.sort, *([str(value.rank)] if value.rank else [])]
    else:
        parts = [value.territory] if value.territory else []
    return " ".join([mention.kind.value, *parts])


def _exact(value: object) -> str:
    """Return an exact value in plain digits."""
    text = format(value, "f") if isinstance(value, Decimal) else str(value)
    return _number(text)


def _span(value: Quantity) -> str:
    """Return the bounds of a range."""
    return f"{_exact(value.low)}..{_exact(value.high)}"


def found(case: Case) -> tuple[tuple[int, int, str], ...]:
    """Return what the parser finds in a row, of the kinds that its table compares."""
    return tuple(
        (one.start, one.end, show(one))
        for one in mentions(case.text, case.language, published=case.published)
        if one.kind in COMPARED[case.table]
    )


def right(case: Case) -> bool:
    """Say whether a row is right."""
    return found(case) == case.expected


def scores(rows: list[Case]) -> dict[str, tuple[int, int]]:
    """Return right rows and rows, by `split.table` for the floor."""
    table: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for case in rows:
        key = f"{'held' if case.held else 'tuned'}.{case.table}"
        good, total = table[key]
        table[key] = (good + right(case), total + 1)
    return dict(table)


def below_floor(measured: dict[str, tuple[int, int]]) -> list[str]:
    """Return the figures that are below the floor, which may only rise."""
    floor = tomllib.loads(FLOOR.read_text(encoding="utf-8"))["right"]
    return [
        f"{key}: {good} of {total} right, the floor is {floor[key]}"
        for key, (good, total) in measured.items()
        if good < floor[key]
    ]


def _table_of(rows: list[Case]) -> dict[tuple[str, str], list[bool]]:
    """Return what is right by language and kind."""
    table: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for case in rows:
        table[case.language, case.kind].append(right(case))
    return table


def _say(line: str = "") -> None:
    """Print a line."""
    sys.stdout.write(line + "\n")


def report(rows: list[Case]) -> None:
    """Print accuracy by language and kind, the two splits, and every miss."""
    table = _table_of(rows)
    kinds = sorted({kind for _, kind in table})
    _say("language  " + "  ".join(f"{kind:>10}" for kind in [*kinds, "all"]))
    for language in sorted({language for language, _ in table}):
        cells = [table.get((language, kind), []) for kind in kinds]
        cells.append([good for cell in cells for good in cell])
        shown = (f"{sum(cell)}/{len(cell)}" if cell else "" for cell in cells)
        _say(f"{language:<8}  " + "  ".join(f"{cell:>10}" for cell in shown))
    for key, (good, total) in sorted(scores(rows).items()):
        _say(f"{key:<20} {good:>4} of {total:<4} {good / total:7.1%}")
    for case in rows:
        if not right(case):
            mark = "held" if case.held else "tuned"
            _say(f"\nmiss ({mark}, {case.language}): {case.text}")
            _say(f"  expected {[(case.text[a:b], value) for a, b, value in case.expected]}")
            _say(f"  found    {[(case.text[a:b], value) for a, b, value in found(case)]}")


def speed() -> tuple[float, float]:
    """Return megabytes of UTF-8 a second of CPU: of real articles, and of the tables' sentences."""
    articles = "\n".join(
        path.read_text(encoding="utf-8") for path in sorted(ARTICLES.glob("*.txt"))
    )
    return _pace(articles * 10), _pace("\n".join(case.text for case in cases()) * 4)


def _pace(text: str) -> float:
    """Return megabytes a second, read as Indonesian and as English."""
    for language in ("id", "en"):
        mentions(text[:100], language, published=PUBLISHED)
    began = time.process_time()
    for language in ("id", "en"):
        mentions(text, language, published=PUBLISHED)
    return 2 * len(text.encode()) / 1e6 / (time.process_time() - began)


def main() -> int:
    """Print the figures; fail where one is below its floor."""
    arguments = argparse.ArgumentParser(description="Measure factcheck.text.mentions")
    arguments.add_argument("--split", choices=("all", "tuned", "held"), default="all")
    split = arguments.parse_args().split
    rows = [case for case in cases() if split == "all" or case.held == (split == "held")]
    report(rows)
    _say("\nspeed: {:.2f} MB/s of articles, {:.2f} MB/s of the tables".format(*speed()))
    fallen = below_floor(scores(rows)) if FLOOR.is_file() else []
    for line in fallen:
        _say(f"BELOW THE FLOOR {line}")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
