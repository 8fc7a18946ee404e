"""Articles in a table: CSV, TSV, or with semicolons, one article a row.

The columns are the fields of `factcheck.ingest.formats.records`.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from factcheck.ingest.decode import decode
from factcheck.ingest.formats.records import HTML, TEXT, WANTED, record_part
from factcheck.ingest.protocol import Reading
from factcheck.ingest.refusals import refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcheck.ingest.protocol import Request
    from factcheck.ingest.spill import Spill

MEDIA_TYPE: Final = "text/csv"
MAX_CELL: Final = 8 << 20
"""Code points of one cell."""
MAX_COLUMNS: Final = 500
MAX_ROWS: Final = 100_000

_DELIMITERS: Final = ",;\t|"


def read(data: bytes, request: Request, spill: Spill) -> Reading:
    """Read articles in a table.

    Raises:
        IngestError: No column holds texts, or it cannot be read as a table.
    """
    csv.field_size_limit(MAX_CELL)
    decoded = decode(data, request.name)
    reading = Reading(notes=list(decoded.warnings))
    text = decoded.text.lstrip("\ufeff")
    delimiter = _delimiter(text, request.name)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = next(rows)
        for number, row in enumerate(rows, start=1):
            if number > MAX_ROWS:
                raise refusal(request.name, f"has more than {MAX_ROWS} rows", "Split it.")
            if not any(cell.strip() for cell in row):
                continue
            record = dict(zip(header, row, strict=False))
            part = record_part(record, MEDIA_TYPE, request.name, number)
            if len(row) != len(header):
                part.warnings.append(
                    f"The row has {len(row)} cells, the table {len(header)} columns."
                )
            part.spilled = spill.put(_one_row(header, row, delimiter), request.name)
            reading.parts.append(part)
    except csv.Error as error:
        what = f"cannot be read as a table from line {rows.line_num} on ({error})"
        hint = "Export it anew as CSV in UTF-8, or as JSON Lines."
        raise refusal(request.name, what, hint) from None
    if not reading.parts:
        raise refusal(request.name, "is a table without rows", WANTED)
    return reading


def _delimiter(text: str, name: str) -> str:
    """Return what separates the cells: with what the first row has a column of texts."""
    first = text.lstrip("\n\r").split("\n", 1)[0].rstrip("\r")
    for delimiter in _DELIMITERS:
        cells = [cell.strip(" \"'").lower() for cell in first.split(delimiter)]
        if len(cells) <= MAX_COLUMNS and {*TEXT, HTML}.intersection(cells):
            return delimiter
    raise refusal(name, "is a table, but none of its columns is one of texts", WANTED)


def _one_row(header: Sequence[str], row: Sequence[str], delimiter: str) -> bytes:
    """Return a table of one row: the document that goes into the archive."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerows([header, row])
    return out.getvalue().encode("utf-8", "surrogatepass")
