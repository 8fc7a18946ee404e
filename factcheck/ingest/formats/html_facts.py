"""What a page says of itself, each with where it says so.

In the order of trust: JSON-LD of the article, Open Graph and citation tags, plain tags, the title.
"""

from __future__ import annotations

import json
import re
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin, urlsplit

from factcheck.ingest.formats.flow import clean
from factcheck.ingest.protocol import Said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.ingest.formats.html_scan import Page

_ARTICLE_TYPES: Final = re.compile(r"(?:Article|BlogPosting|Report|WebPage|ClaimReview)$")
_ISO: Final = re.compile(r"\s*(\d{4}-\d{2}-\d{2})(?:[T\s].{0,40})?")
_MAX_NODES: Final = 10_000

# Field, then names of meta tags that give it, best first.
_META: Final[dict[str, tuple[str, ...]]] = {
    "title": ("og:title", "citation_title", "dc.title", "dcterms.title", "twitter:title"),
    "publisher": ("og:site_name", "citation_publisher", "citation_journal_title", "dc.publisher",
                  "application-name"),
    "authors": ("citation_author", "author", "article:author", "dc.creator", "parsely-author",
                "byl"),
    "published_on": ("article:published_time", "citation_publication_date", "datepublished",
                     "parsely-pub-date", "dc.date.issued", "dc.date", "dcterms.created",
                     "publishdate", "pubdate", "date"),
    "updated_on": ("article:modified_time", "og:updated_time", "datemodified", "lastmod"),
    "url": ("og:url",),
    "language": ("og:locale", "dc.language", "content-language"),
}  # fmt: skip


def page_facts(page: Page, url: str) -> dict[str, Said]:
    """Return what a page says of itself.

    Args:
        page: What a scan found.
        url: The address that relative ones count from, or empty.
    """
    facts: dict[str, Said] = {}
    canonical = _canonical(page)
    if canonical:
        facts["url"] = Said(canonical, "the page's canonical link")
    for source in (_from_json_ld(page), _from_meta(page), _from_elements(page)):
        for name, said in source.items():
            facts.setdefault(name, said)
    if "url" in facts:
        facts["url"] = _absolute(facts["url"], url)
        if not facts["url"].value:
            del facts["url"]
    return facts


def iso_day(text: str) -> str:
    """Return the day of a date as machines write it (ISO 8601, RFC 5322), or empty."""
    match = _ISO.fullmatch(text.replace("/", "-") if len(text) <= 10 else text)  # noqa: PLR2004
    if match:
        return match[1]
    try:
        return parsedate_to_datetime(text[:100]).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def _canonical(page: Page) -> str:
    """Return the canonical link."""
    for tag in page.tags:
        if tag.name == "link" and "canonical" in tag.attributes.get("rel", "").lower().split():
            return tag.attributes.get("href", "").strip()
    return ""


def _absolute(said: Said, base: str) -> Said:
    """Return an address made whole; empty where it is none of the web."""
    try:
        whole = urljoin(base, said.value)
        scheme = urlsplit(whole).scheme
    except ValueError:
        return Said("", said.note)
    return Said(whole if scheme in {"http", "https"} else "", said.note)


def _from_meta(page: Page) -> dict[str, Said]:
    """Return what the meta tags say."""
    values: dict[str, list[str]] = {}
    for tag in page.tags:
        if tag.name != "meta":
            continue
        given = tag.attributes
        name = given.get("property") or given.get("name") or given.get("itemprop")
        name = (name or given.get("http-equiv", "")).lower()
        content = clean(given.get("content", "")[:5000])
        if name and content:
            values.setdefault(name, []).append(content)
    facts = {}
    for field, names in _META.items():
        for name in names:
            value = _value(field, values.get(name, []))
            if value:
                facts[field] = Said(value, f"the page's tag {name}")
                break
    return facts


def _value(field: str, values: list[str]) -> str:
    """Return the values of a tag in the form that a field has."""
    if not values:
        return ""
    if field in {"published_on", "updated_on"}:
        return iso_day(values[0])
    if field == "authors":
        # Some pages give an author's page instead of his name.
        return "; ".join(v for v in dict.fromkeys(values) if not v.startswith(("http:", "https:")))
    if field == "language":
        return values[0].replace("_", "-")
    return values[0]


def _from_elements(page: Page) -> dict[str, Said]:
    """Return what the page's plain elements say."""
    facts = {}
    heading = [line.piece.text for line in page.lines if line.piece.kind == "heading"]
    if heading and page.title.startswith(heading[0]):
        facts["title"] = Said(heading[0], "the page's first heading, which its title begins with")
    elif page.title:
        facts["title"] = Said(page.title, "the page's title")
    if page.language:
        facts["language"] = Said(clean(page.language[:100]), "the page's lang attribute")
    return facts


def _from_json_ld(page: Page) -> dict[str, Said]:
    """Return what the JSON-LD of the article says."""
    for script in page.json_ld:
        try:
            parsed = json.loads(script, strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(parsed):
            kinds = node.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(kind, str) and _ARTICLE_TYPES.search(kind) for kind in kinds):
                facts = _from_node(node)
                if "title" in facts or "published_on" in facts:
                    return facts
    return {}


def _nodes(parsed: object) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON-LD document, outer ones first."""
    waiting = [parsed]
    for _ in range(_MAX_NODES):
        if not waiting:
            return
        node = waiting.pop(0)
        if isinstance(node, dict):
            yield node
            waiting += [value for key, value in node.items() if key in {"@graph", "mainEntity"}]
        elif isinstance(node, list):
            waiting += node


def _from_node(node: dict[str, Any]) -> dict[str, Said]:
    """Return what one article object says."""
    found = {
        "title": _name(node.get("headline") or node.get("name")),
        "authors": _names(node.get("author") or node.get("creator")),
        "publisher": _names(node.get("publisher")),
        "published_on": iso_day(_name(node.get("datePublished"))),
        "updated_on": iso_day(_name(node.get("dateModified"))),
        "url": _name(node.get("url")),
        "language": _name(node.get("inLanguage")),
    }
    return {field: Said(value, "the page's JSON-LD") for field, value in found.items() if value}


def _names(value: object) -> str:
    """Return the names of one or several persons or organisations, joined by `; `."""
    values = value if isinstance(value, list) else [value]
    return "; ".join(dict.fromkeys(name for item in values[:50] if (name := _name(item))))


def _name(value: object) -> str:
    """Return a text, or the name of an object."""
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, list):
        value = value[0] if value else None
    return clean(value[:5000]) if isinstance(value, str) else ""
