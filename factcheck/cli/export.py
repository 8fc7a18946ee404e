"""`factcheck export`: reports to publish."""

from __future__ import annotations

import os
import secrets
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from factcheck.cli.invocation import opened_desk
from factcheck.cli.output import remark, say_bytes
from factcheck.domain.errors import FactcheckError, InvalidInputError, RefusedError
from factcheck.reports.phrases import counted

if TYPE_CHECKING:
    from factcheck.reports.model import ReportInput
    from factcheck.services.desk import Desk

STDOUT: Final = "-"


class Format(StrEnum):
    """What a report can be written as; the value is the file name's ending, too."""

    MD = "md"
    JSON = "json"
    HTML = "html"


_ENDINGS: Final = {
    "": Format.MD,
    "htm": Format.HTML,
    "html": Format.HTML,
    "json": Format.JSON,
    "markdown": Format.MD,
    "md": Format.MD,
    "txt": Format.MD,
}


def export(
    context: typer.Context,
    ref: Annotated[
        str | None, typer.Argument(metavar="[A1|C3]", help="An article or a claim; else all.")
    ] = None,
    *,
    form: Annotated[
        Format | None, typer.Option("--format", help="Else by the file's ending, else md.")
    ] = None,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="- is standard output.")
    ] = STDOUT,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that exists.")] = False,
) -> None:
    """Write the report of the desk, of an article or of a claim."""
    from factcheck.services.reporting import report_of

    file = None if output == STDOUT else Path(output)
    chosen = form or _by_ending(file)
    if file is not None:
        _check_target(file, force=force)
    with opened_desk(context) as desk:
        _sign(desk)
        report = report_of(desk, ref)
    data = _render(report, chosen)
    if file is None:
        say_bytes(data)
    else:
        write_whole(file, data, force=force)
        remark(f"{file}: {counted(len(report.all_claims), 'claim')}, {len(data):,} bytes.")
    _remark_on_proof(report)


def _sign(desk: Desk) -> None:
    """Sign the history for the report; where that is refused, the report goes out without."""
    from factcheck.services.checkpoints import make_checkpoint

    try:
        make_checkpoint(desk)
    except FactcheckError as error:
        remark(f"The report carries no new proof. {error}")


def write_whole(file: Path, data: bytes, *, force: bool) -> None:
    """Write a file so that at its name there is all of it or nothing.

    Raises:
        RefusedError: If there is a file of that name, and `force` does not allow to replace it.
        InvalidInputError: If it cannot be written there.
    """
    temporary = file.with_name(f".{file.name[:100]}.{secrets.token_hex(4)}")
    try:
        # 0o666 less the person's umask, like any other program's files.
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            _put(temporary, file, force=force)
        finally:
            temporary.unlink(missing_ok=True)
    except FileExistsError:
        raise _refusal(file) from None
    except OSError as error:
        raise InvalidInputError(
            f"{file} cannot be written: {error.strerror}.", hint="Choose another place."
        ) from None


def _put(temporary: Path, file: Path, *, force: bool) -> None:
    """Give the file its name; without `force` only if nothing has that name."""
    if force:
        temporary.replace(file)
        return
    try:
        os.link(temporary, file)  # unlike a rename, it never replaces
    except FileExistsError:
        raise
    except OSError:  # a file system without links, such as that of a USB stick
        file.touch(exist_ok=False)
        temporary.replace(file)


def _check_target(file: Path, *, force: bool) -> None:
    """Refuse early, before the desk is read."""
    if not file.parent.is_dir():
        raise InvalidInputError(f"There is no folder {file.parent}.", hint="Make it first.")
    if file.exists() and not file.is_file():
        raise InvalidInputError(f"{file} is not a file.", hint="Use - for standard output.")
    if file.exists() and not force:
        raise _refusal(file)


def _refusal(file: Path) -> RefusedError:
    return RefusedError(f"{file} exists; it was left as it is.", hint="Replace it with --force.")


def _by_ending(file: Path | None) -> Format:
    ending = file.suffix.lower().removeprefix(".") if file else ""
    if ending not in _ENDINGS:
        raise InvalidInputError(
            f"A report is not written as .{ending}.", hint="Use md, html or json, or say --format."
        )
    return _ENDINGS[ending]


def _render(report: ReportInput, chosen: Format) -> bytes:
    if chosen is Format.HTML:
        from factcheck.reports.html import html_report

        return html_report(report)
    if chosen is Format.JSON:
        from factcheck.reports.json_report import json_report

        return json_report(report)
    from factcheck.reports.markdown import markdown_report

    return markdown_report(report)


def _remark_on_proof(report: ReportInput) -> None:
    if report.history is None:
        return
    signed = report.checkpoint.size if report.checkpoint else 0
    if signed < report.history.changes:
        remark(f"{counted(report.history.changes - signed, 'change')} not under a checkpoint.")
