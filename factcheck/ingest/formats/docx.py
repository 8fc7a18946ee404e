"""Word documents (Office Open XML), straight from their XML.

Deleted text of tracked changes is left out and inserted text is kept: the document as it reads with
all changes accepted. Footnotes and endnotes come after the text. Comments, headers and footers are
left out; what was left out is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

from factcheck.ingest.formats.flow import Flow
from factcheck.ingest.formats.html_facts import iso_day
from factcheck.ingest.formats.xml import DC, local, parse_xml, stated
from factcheck.ingest.protocol import Part, Said
from factcheck.ingest.refusals import no_text

if TYPE_CHECKING:
    from lxml.etree import _Element

    from factcheck.ingest.formats.unzip import Package
    from factcheck.text.blocks import BlockKind

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CORE: Final = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_TERMS: Final = "{http://purl.org/dc/terms/}"
_CHARACTERS: Final = {
    "tab": " ",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\u00ad",
    "sym": "\ufffd",
}
_LEFT_OUT: Final = frozenset({"del", "moveFrom", "instrText", "pPr", "rPr", "delText", "Fallback"})
_NOTES: Final = ("word/footnotes.xml", "word/endnotes.xml")


def read(package: Package, name: str) -> Part:
    """Read a Word document.

    Raises:
        IngestError: It is damaged or holds no text.
    """
    root = parse_xml(package.read("word/document.xml"), name)
    kinds = _style_kinds(package, name)
    flow = Flow()
    _collect(root, flow, kinds)
    notes = Flow()
    for member in _NOTES:
        if data := package.read(member):
            _collect(parse_xml(data, name), notes, kinds)
    pieces = flow.pieces + notes.pieces
    if not pieces:
        hint = "Its text may be in pictures: read them with an OCR program, and ingest that."
        raise no_text(name, "there are no words in it", hint)
    facts = _facts(package, name)
    return Part(
        media_type=MEDIA_TYPE, pieces=pieces, facts=facts, warnings=_warnings(root, package, notes)
    )


def _style_kinds(package: Package, name: str) -> dict[str, BlockKind]:
    """Return the kind of block that each paragraph style stands for."""
    data = package.read("word/styles.xml")
    kinds: dict[str, BlockKind] = {}
    for style in parse_xml(data, name).iter(f"{_W}style") if data else ():
        named = style.find(f"{_W}name")
        label = (named.get(f"{_W}val") or "").lower() if named is not None else ""
        identifier = style.get(f"{_W}styleId") or ""
        if label.startswith("heading") or label in {"title", "subtitle"}:
            kinds[identifier] = "heading"
        elif label.startswith("list"):
            kinds[identifier] = "list_item"
        elif "quote" in label:
            kinds[identifier] = "quote"
        elif label == "caption":
            kinds[identifier] = "caption"
    return kinds


def _collect(root: _Element, flow: Flow, kinds: dict[str, BlockKind]) -> None:
    """Put the paragraphs below `root` into `flow`."""
    left_out = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = local(element)
        step = 1 if event == "start" else -1
        if tag in _LEFT_OUT:
            left_out += step
        if left_out:
            continue
        if tag == "p" and event == "start":
            flow.open(_kind(element, kinds))
        elif tag == "p":
            flow.close()
        elif event == "start":
            _characters(element, tag, flow)
    flow.flush()


def _characters(element: _Element, tag: str, flow: Flow) -> None:
    """Put the characters of one element of a run into `flow`."""
    if tag == "t":
        flow.text(element.text or "")
    elif tag in {"br", "cr"}:
        flow.flush()
    elif tag in _CHARACTERS:
        flow.text(_CHARACTERS[tag])


def _kind(paragraph: _Element, kinds: dict[str, BlockKind]) -> BlockKind | None:
    """Return what a paragraph is."""
    properties = paragraph.find(f"{_W}pPr")
    if properties is not None:
        style = properties.find(f"{_W}pStyle")
        kind = kinds.get(style.get(f"{_W}val") or "") if style is not None else None
        if kind is not None:
            return kind
        if properties.find(f"{_W}numPr") is not None:
            return "list_item"
    parent = paragraph.getparent()
    return "table" if parent is not None and local(parent) == "tc" else None


def _facts(package: Package, name: str) -> dict[str, Said]:
    """Return what the document's properties say."""
    data = package.read("docProps/core.xml")
    if not data:
        return {}
    core = parse_xml(data, name)
    note = "the document's properties"
    found = {
        "title": stated([core.findtext(f"{DC}title")], note),
        "authors": stated([core.findtext(f"{DC}creator")], note),
        "language": stated([core.findtext(f"{DC}language")], note),
        "published_on": stated(
            [iso_day(core.findtext(f"{_TERMS}created") or "")], f"{note}: created"
        ),
        "updated_on": stated(
            [iso_day(core.findtext(f"{_TERMS}modified") or "")], f"{note}: modified"
        ),
    }
    return {field: said for field, said in found.items() if said is not None}


def _warnings(root: _Element, package: Package, notes: Flow) -> list[str]:
    """Say what a reader of the document sees that is not in the text, or otherwise there."""
    warnings = []
    if next(root.iter(f"{_W}del", f"{_W}ins", f"{_W}moveFrom"), None) is not None:
        warnings.append(
            "The document has tracked changes: it was read as if all of them were accepted."
        )
    if "word/comments.xml" in package.names:
        warnings.append("The document's comments were left out.")
    if notes.pieces:
        warnings.append("Footnotes and endnotes stand after the text.")
    return warnings
