"""What commands say: to people safe, aligned and within the terminal; to scripts as JSON.

Answers go to stdout, everything else to stderr. Foreign text passes `safe_text` here, in one place.
"""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Iterable, Sequence
from typing import Annotated, Any, Final, TextIO

import typer

from factcheck.text.safe import one_line, safe_text

JsonOption = Annotated[
    bool, typer.Option("--json", help="Answer as one JSON document, for scripts.")
]

NOTHING: Final = "–"  # noqa: RUF001 - a dash in a table's empty cell

_GAP: Final = 2
_LEAST_FLEXIBLE: Final = 12
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"


def say(text: str = "") -> None:
    """Answer one or more lines on stdout."""
    sys.stdout.write(safe_text(text, keep_newlines=True) + "\n")


def complain(message: str, *, hint: str = "") -> None:
    """Tell on stderr what went wrong, and in a second line what to do."""
    sys.stderr.write(f"factcheck: {one_line(message)}\n")
    if hint:
        sys.stderr.write(f"  {one_line(hint)}\n")


def remark(message: str) -> None:
    """Tell something beside the answer, on stderr, so that it is in no script's way."""
    sys.stderr.write(one_line(message) + "\n")


def say_json(value: Any) -> None:  # noqa: ANN401 - any JSON value
    """Answer with one JSON document."""
    from factcheck.reports.json_report import json_bytes

    say_bytes(json_bytes(value))


def say_bytes(data: bytes) -> None:
    """Answer with bytes as they are; they are safe for a terminal already."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def say_table(headings: Sequence[str], rows: Iterable[Sequence[str]], *, flexible: int) -> None:
    """Answer with a table, aligned by the width of cells.

    Args:
        headings: One a column.
        rows: The cells; foreign text is made safe here.
        flexible: The column that gives way where the terminal is too narrow. Into a pipe or a file
            every cell is written in full.
    """
    from rich.cells import cell_len

    cells = [[one_line(cell) for cell in row] for row in (headings, *rows)]
    widths = [max(cell_len(row[column]) for row in cells) for column in range(len(headings))]
    room = terminal_width()
    if room is not None:
        _narrow(widths, room - _GAP * (len(widths) - 1), flexible)
    for number, row in enumerate(cells):
        fitted = [fit(cell, width) for cell, width in zip(row, widths, strict=True)]
        line = (" " * _GAP).join(fitted).rstrip()
        sys.stdout.write((bold(line) if number == 0 else line) + "\n")


def say_fields(fields: Iterable[tuple[str, str]]) -> None:
    """Answer with names and values, those that have one, long values wrapped beside their names."""
    shown = [(name, value) for name, value in fields if value.strip()]
    width = max((len(name) for name, _ in shown), default=0)
    for name, value in shown:
        lines = [
            line for part in value.splitlines() for line in wrapped(part, width + _GAP) if part
        ]
        say("\n".join([f"{name:<{width}}{' ' * _GAP}{lines[0]}", *_indented(lines[1:], width)]))


def wrapped(text: str, indent: int = 0) -> list[str]:
    """Return foreign text of one paragraph as lines that fit beside an indent."""
    from rich.cells import cell_len

    room = max((terminal_width() or sys.maxsize) - indent, _LEAST_FLEXIBLE)
    line = one_line(text)
    if cell_len(line) <= room:
        return [line]
    # textwrap counts characters; a line of wide ones is twice as long.
    wide = cell_len(line) > len(line)
    return textwrap.wrap(line, room // 2 if wide else room)


def fit(text: str, width: int) -> str:
    """Return safe text padded to `width` cells, or cut with an ellipsis."""
    from rich.cells import cell_len, set_cell_size

    length = cell_len(text)
    if length <= width:
        return text + " " * (width - length)
    return set_cell_size(set_cell_size(text, width - 1).rstrip() + "…", width)


def bold(text: str) -> str:
    """Return safe text in bold where stdout is a terminal and nobody asked for no colours."""
    return f"{_BOLD}{text}{_PLAIN}" if has_style(sys.stdout) else text


def has_style(stream: TextIO) -> bool:
    """Return whether escape sequences are welcome (no-color.org)."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM", "") in {"", "dumb"}
    return stream.isatty() and not plain


def terminal_width() -> int | None:
    """Return the terminal's width in cells, None where stdout is not a terminal."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def _narrow(widths: list[int], room: int, flexible: int) -> None:
    """Make columns fit: the flexible one gives way first, then always the widest."""
    taken = sum(widths) - widths[flexible]
    widths[flexible] = min(widths[flexible], max(room - taken, _LEAST_FLEXIBLE))
    while sum(widths) > room and max(widths) > _LEAST_FLEXIBLE:
        widths[widths.index(max(widths))] -= 1


def _indented(lines: Iterable[str], width: int) -> list[str]:
    return [" " * (width + _GAP) + line for line in lines]
