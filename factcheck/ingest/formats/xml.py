"""XML of office documents and books, parsed without entities, network or DTDs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

from factcheck.ingest.protocol import Said
from factcheck.ingest.refusals import refusal

if TYPE_CHECKING:
    from lxml.etree import _Element

DC: Final = "{http://purl.org/dc/elements/1.1/}"


def parse_xml(data: bytes, name: str) -> _Element:
    """Return the root of an XML document.

    Args:
        data: The document.
        name: For messages.

    Raises:
        IngestError: It is damaged, too deep, or declares entities.
    """
    if declares_entities(data):
        raise refusal(name, "declares XML entities of its own, which no document of its kind does")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise refusal(name, f"is damaged: its XML cannot be read ({error.args[0]})") from None


def local(element: _Element) -> str:
    """Return an element's name without its namespace; empty for what is no element."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def stated(values: list[str | None], note: str) -> Said | None:
    """Return the fact that non-empty values make, joined by `; `."""
    words = [word for value in values if value and (word := " ".join(value.split()))]
    return Said("; ".join(dict.fromkeys(words)), note) if words else None


def declares_entities(data: bytes) -> bool:
    """Say whether an entity is declared anywhere, in any encoding that XML is written in."""
    return any(
        "<!ENTITY".encode(encoding) in data for encoding in ("ascii", "utf-16-le", "utf-16-be")
    )
