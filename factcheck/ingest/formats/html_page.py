"""A page of the web."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Final

from factcheck.ingest.decode import Decoded, decode
from factcheck.ingest.formats.html_facts import page_facts
from factcheck.ingest.formats.html_scan import scan
from factcheck.ingest.formats.html_text import is_treeable, page_text
from factcheck.ingest.protocol import Part, Said

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from factcheck.ingest.protocol import Request
    from factcheck.ingest.spill import Spill

_DECLARED: Final = re.compile(
    rb"<(?:meta\s[^>]{0,300}?charset|\?xml\s[^>]{0,300}?encoding)\s{0,9}=\s{0,9}[\"']?\s{0,9}"
    rb"([A-Za-z0-9._:-]{1,40})",
    re.IGNORECASE,
)
_HEAD: Final = 4096
_MARKS: Final = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# What pages call these, browsers read as the Windows ones that hold them (WHATWG Encoding).
_READ_AS: Final = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949",
}  # fmt: skip
_NO_PAGE_IS_IN: Final = frozenset(
    {
        "idna",
        "mbcs",
        "oem",
        "punycode",
        "raw-unicode-escape",
        "undefined",
        "unicode-escape",
        "utf-7",
    }
)
"""Python's codecs that are no encoding of a page, and some of which take very long."""
_MIN_HIDDEN: Final = 200


def read(data: bytes, request: Request, _spill: Spill) -> list[Part]:
    """Read a page.

    Raises:
        IngestError: It holds no text, or is built to stall a parser.
    """
    decoded = decode_page(data, request.charset, request.name)
    page = scan(decoded.text, request.name)
    tree = _tree(decoded.text) if is_treeable(page) else None
    facts = page_facts(page, request.url)
    if tree is not None and "published_on" not in facts:
        guess = _guessed_date(tree, request.url)
        if guess:
            facts["published_on"] = guess
    text = page_text(page, tree, request.name)
    warnings = [*decoded.warnings, *text.warnings]
    if page.hidden >= _MIN_HIDDEN:
        warnings.append(f"The page holds {page.hidden} characters of text that it does not show.")
    return [
        Part(
            media_type="text/html",
            encoding=decoded.encoding,
            pieces=text.pieces,
            facts=facts,
            warnings=warnings,
        )
    ]


def decode_page(data: bytes, charset: str, name: str) -> Decoded:
    """Return the characters of a page: by its mark, the server's word, its own word, or a guess.

    Args:
        data: The page.
        charset: What the server said, or empty.
        name: For messages.

    Raises:
        IngestError: It is no text.
    """
    if data.startswith(_MARKS):
        return decode(data, name)
    declared = _DECLARED.search(data[:_HEAD])
    for label in (charset, declared[1].decode("ascii") if declared else ""):
        try:
            codec = codecs.lookup(label.strip()).name if label else ""
            # A page whose own tag could be read is not in UTF-16, whatever the tag says.
            codec = "utf-8" if codec.startswith("utf-16") and declared else codec
            codec = _READ_AS.get(codec, codec)
            if codec and codec != "utf-8" and codec not in _NO_PAGE_IS_IN:
                return Decoded(data.decode(codec), codec)
        except (LookupError, ValueError):
            continue
    return decode(data, name)


def _tree(html: str) -> HtmlElement | None:
    """Return the page's tree, or None where libxml2 left something out."""
    from lxml import etree  # noqa: PLC0415 - loaded when the limits hold
    from lxml import html as lxml_html  # noqa: PLC0415

    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = lxml_html.document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    lost = any(
        entry.level_name == "FATAL" or "LIMIT" in entry.type_name for entry in parser.error_log
    )
    return None if lost else tree


def _guessed_date(tree: HtmlElement, url: str) -> Said | None:
    """Return the day that htmldate finds in the page's markup."""
    from htmldate import find_date  # noqa: PLC0415 - loaded when the limits hold

    day = find_date(tree, original_date=True, extensive_search=False, url=url or None)
    return Said(day, "concluded from the page's markup (htmldate)", "inferred") if day else None
