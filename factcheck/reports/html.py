"""The report as one HTML file: no script, and no request to anywhere.

Every value passes `safe_text` and then Jinja's autoescape; addresses, language tags and colours
pass `factcheck.reports.outside` as well. The stylesheet is allowed by its hash and nothing else is.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from factcheck.domain.vocabulary import Mark
from factcheck.reports import phrases
from factcheck.reports.marked_text import holes, paragraphs
from factcheck.reports.outside import colour, ink_on, language_tag, web_address
from factcheck.text.safe import one_line, safe_text

if TYPE_CHECKING:
    from factcheck.domain.coverage import Coverage
    from factcheck.domain.rows import Evidence, Rating
    from factcheck.domain.views import ArticleView
    from factcheck.reports.model import ReportInput

_TEMPLATES: Final = "templates"


class Bar(NamedTuple):
    """One rectangle of a strip drawn as SVG, in thousandths of its width."""

    x: int
    width: int
    css_class: str


class Tally(NamedTuple):
    """How many claims have one rating; `rating` None counts the open ones."""

    rating: Rating | None
    number: int


class Context(NamedTuple):
    """The words before and after a quoted passage, cut at a word."""

    before: str
    after: str


def html_report(report: ReportInput) -> bytes:
    """Return the report as an HTML document."""
    classes = {
        (rating.scale_id, rating.code): f"r{number}" for number, rating in enumerate(report.ratings)
    }
    style = _stylesheet() + _rating_styles(report.ratings)
    tallies = _tallies(report)
    page = (
        _environment()
        .get_template("report.html.j2")
        .render(
            report=report,
            # Chosen by us and free of `<`; the hash is of exactly these characters.
            style=Markup(style),  # noqa: S704
            style_hash=_csp_hash(style),
            tallies=tallies,
            tally_bars=_tally_bars(tallies, classes),
            rating_class=lambda rating: classes[rating.scale_id, rating.code] if rating else "open",
        )
    )
    return page.encode()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("factcheck.reports", _TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals |= {
        "phrases": phrases,
        "paragraphs": paragraphs,
        "holes": holes,
        "coverage_bars": coverage_bars,
        "coverage_parts": coverage_parts,
        "quote_context": quote_context,
        "prose": prose,
        "MARKS": Mark,
    }
    environment.filters |= {
        "web_address": web_address,
        "language": language_tag,
        "one_line": one_line,
    }
    return environment


def _finalize(value: object) -> object:
    """Make every value that a template shows safe, so that no template can forget it."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return safe_text(value, keep_newlines=True)
    return value


def prose(text: str) -> list[str]:
    """Return the paragraphs of a text of several lines."""
    return [line for line in text.splitlines() if line.strip()]


def quote_context(evidence: Evidence) -> Context:
    """Return what stood around a quoted passage, without the word that the cut went through."""
    before, after = " ".join(evidence.prefix.split()), " ".join(evidence.suffix.split())
    cut, space, whole = before.partition(" ")
    before = whole if space else cut
    whole, space, cut = after.rpartition(" ")
    after = whole if space else cut
    return Context(
        before + (" " if before and evidence.prefix[-1].isspace() else ""),
        (" " if after and evidence.suffix[0].isspace() else "") + after,
    )


def coverage_parts(coverage: Coverage) -> list[tuple[Mark, int]]:
    """Return how many sentences have each mark, those that there are, decided ones first."""
    parts = [
        (Mark.CLAIM, coverage.claims),
        (Mark.NOT_A_CLAIM, coverage.not_claims),
        (Mark.QUERY, coverage.queries),
        (Mark.UNTOUCHED, coverage.untouched),
    ]
    return [(mark, number) for mark, number in parts if number]


def coverage_bars(view: ArticleView) -> list[Bar]:
    """Return the coverage of an article as a strip: the text from start to end, holes visible."""
    counted = [sentence for sentence in view.sentences if sentence.counted]
    total = sum(sentence.end - sentence.start for sentence in counted)
    runs: list[tuple[Mark, int]] = []
    for sentence in counted:
        length = sentence.end - sentence.start
        if runs and runs[-1][0] is sentence.mark:
            runs[-1] = (sentence.mark, runs[-1][1] + length)
        else:
            runs.append((sentence.mark, length))
    return _bars([(f"m-{mark.value}", length) for mark, length in runs], total)


def _bars(runs: list[tuple[str, int]], total: int) -> list[Bar]:
    bars = []
    done = 0
    for css_class, length in runs:
        start = 1000 * done // max(total, 1)
        done += length
        bars.append(Bar(start, 1000 * done // max(total, 1) - start, css_class))
    return bars


def _tallies(report: ReportInput) -> list[Tally]:
    standing = [claim.standing.rating if claim.standing else None for claim in report.all_claims]
    keys = [(rating.scale_id, rating.code) if rating else None for rating in standing]
    counted = [
        Tally(rating, keys.count((rating.scale_id, rating.code))) for rating in report.ratings
    ]
    return [tally for tally in [*counted, Tally(None, keys.count(None))] if tally.number]


def _tally_bars(tallies: list[Tally], classes: dict[tuple[str, str], str]) -> list[Bar]:
    runs = [
        (
            classes[tally.rating.scale_id, tally.rating.code] if tally.rating else "open",
            tally.number,
        )
        for tally in tallies
    ]
    return _bars(runs, sum(tally.number for tally in tallies))


@cache
def _stylesheet() -> str:
    folder = resources.files("factcheck.reports") / _TEMPLATES
    return "\n" + (folder / "report.css").read_text(encoding="utf-8")


def _rating_styles(ratings: tuple[Rating, ...]) -> str:
    """Return the colours of the ratings as CSS; a `style` attribute would break the policy."""
    rules = []
    for number, rating in enumerate(ratings):
        background = colour(rating.color)
        rules.append(
            f".r{number} {{ --rating: {background}; --on-rating: {ink_on(background)}; }}\n"
        )
    return "".join(rules)


def _csp_hash(style: str) -> str:
    digest = hashlib.sha256(style.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
