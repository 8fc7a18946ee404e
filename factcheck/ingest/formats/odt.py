"""OpenDocument texts, straight from their XML.

Deleted text of tracked changes and comments are left out; notes come after the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

from factcheck.ingest.formats.flow import Flow
from factcheck.ingest.formats.html_facts import iso_day
from factcheck.ingest.formats.xml import DC, local, parse_xml, stated
from factcheck.ingest.protocol import Part, Said
from factcheck.ingest.refusals import no_text, refusal

if TYPE_CHECKING:
    from lxml.etree import _Element

    from factcheck.ingest.formats.unzip import Package
    from factcheck.text.blocks import BlockKind

_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_META: Final = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_BLOCKS: Final[dict[str, BlockKind | None]] = {
    "h": "heading",
    "p": None,
    "list-item": "list_item",
    "list-header": "list_item",
    "table-cell": "table",
}
_LEFT_OUT: Final = frozenset({"tracked-changes", "annotation", "note", "forms", "sequence-decls"})
_MAX_BLANKS: Final = 100


def read(package: Package, name: str, media_type: str) -> Part:
    """Read an OpenDocument text.

    Raises:
        IngestError: It is damaged, locked, or holds no text.
    """
    if b"encryption-data" in package.read("META-INF/manifest.xml"):
        hint = "Open it with its password, save it without one, and ingest that."
        raise refusal(name, "is locked with a password", hint)
    root = parse_xml(package.read("content.xml"), name)
    flow = Flow()
    _collect(root, flow)
    notes = list(root.iter(f"{_TEXT}note-body"))
    for note in notes:
        _collect(note, flow)
    if not flow.pieces:
        hint = "Its text may be in pictures: read them with an OCR program, and ingest that."
        raise no_text(name, "there are no words in it", hint)
    warnings = []
    if next(root.iter(f"{_TEXT}changed-region"), None) is not None:
        warnings.append(
            "The document has tracked changes: it was read as if all of them were accepted."
        )
    if next(root.iter("{*}annotation"), None) is not None:
        warnings.append("The document's comments were left out.")
    if notes:
        warnings.append("Notes stand after the text.")
    return Part(
        media_type=media_type,
        pieces=flow.pieces,
        facts=_facts(package, name),
        warnings=warnings,
    )


def _collect(root: _Element, flow: Flow) -> None:
    """Put the blocks below `root` into `flow`."""
    left_out = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = local(element)
        if event == "start":
            left_out += tag in _LEFT_OUT
            if not left_out:
                _start(element, tag, flow)
            continue
        if not left_out and tag in _BLOCKS:
            flow.close()
        left_out -= tag in _LEFT_OUT
        if not left_out and element is not root:
            flow.text(element.tail or "")
    flow.flush()


def _start(element: _Element, tag: str, flow: Flow) -> None:
    """Begin a block, or put characters into it."""
    if tag in _BLOCKS:
        flow.open(_BLOCKS[tag])
    elif tag == "line-break":
        flow.flush()
    elif tag in {"s", "tab"}:
        count = element.get(f"{_TEXT}c") or "1"
        flow.text(" " * min(int(count) if count.isdecimal() else 1, _MAX_BLANKS))
    flow.text(element.text or "")


def _facts(package: Package, name: str) -> dict[str, Said]:
    """Return what the document's properties say."""
    data = package.read("meta.xml")
    if not data:
        return {}
    meta = parse_xml(data, name)
    note = "the document's properties"
    found = {
        "title": stated([meta.findtext(f".//{DC}title")], note),
        "authors": stated(
            [meta.findtext(f".//{_META}initial-creator") or meta.findtext(f".//{DC}creator")], note
        ),
        "language": stated([meta.findtext(f".//{DC}language")], note),
        "published_on": stated(
            [iso_day(meta.findtext(f".//{_META}creation-date") or "")], f"{note}: created"
        ),
        "updated_on": stated([iso_day(meta.findtext(f".//{DC}date") or "")], f"{note}: modified"),
    }
    return {field: said for field, said in found.items() if said is not None}
