"""The report as Markdown (CommonMark, GitHub flavoured).

Foreign text is made safe (`safe_text`) and then escaped, so that it can make no heading, link,
image, list, table, code, HTML or automatic link of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from factcheck.domain.vocabulary import Mark
from factcheck.reports import phrases
from factcheck.reports.marked_text import Paragraph, Piece, Segment, holes, paragraphs
from factcheck.reports.outside import web_address
from factcheck.text.safe import one_line, safe_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.domain.rows import Article, Rating
    from factcheck.domain.views import ArticleView, CitedEvidence, ClaimView, RatedVerdict
    from factcheck.reports.model import ReportInput

# `.` and `:` only where renderers make links by themselves, so that prose stays readable.
_SPECIAL: Final = re.compile(r"[\\`*_{}\[\]<>#|~&@$^]|(?<=www)\.|[:/](?=/)|!(?=\[)", re.IGNORECASE)
_LINE_START: Final = re.compile(r"([-+=]|\d{1,9}(?=[.)]))")
_PARAGRAPH_END: Final = re.compile(r"\n[ \t]*\n")


def markdown_report(report: ReportInput) -> bytes:
    """Return the report as Markdown."""
    blocks = [
        f"# {_line(report.title)}",
        (
            f"Fact-check report by {_line(report.desk.name)}, "
            f"{phrases.written_time(report.generated_at)}. {_tally(report)}"
        ),
    ]
    for article in report.articles:
        blocks += _article(article)
    for claim in report.claims:
        blocks += _claim(claim, "##")
    blocks += _scale(report)
    blocks += _proof(report)
    return ("\n\n".join(blocks) + "\n").encode()


def escape(text: str) -> str:
    """Return one line of foreign text so that Markdown shows it as it stands."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def _line(text: str) -> str:
    """Return foreign text for a place within a line, not for its start."""
    return escape(one_line(text))


def _prose(text: str, indent: str = "") -> str:
    """Return foreign text of several paragraphs, each line with `indent` before it."""
    lines = []
    for paragraph in _PARAGRAPH_END.split(safe_text(text, keep_newlines=True).strip()):
        lines += [_start(line) for line in paragraph.splitlines() if line.strip()]
        lines.append("")
    return "\n".join((indent + line).rstrip() for line in lines[:-1])


def _start(line: str) -> str:
    """Return foreign text for the start of a line."""
    return _start_of_escaped(escape(" ".join(line.split())))


def _link(label: str, url: str) -> str:
    address = web_address(url)
    if address is None:
        return label
    return f"[{label}](<{address.replace('&', '&amp;')}>)"


def _code(text: str) -> str:
    return f"`{one_line(text).replace('`', '')}`"


def _tally(report: ReportInput) -> str:
    claims = report.all_claims
    rated = sum(claim.standing is not None for claim in claims)
    return f"{phrases.counted(len(claims), 'claim')}, {rated:,} rated."


# ------------------------------------------------------------------------------------- articles


def _article(view: ArticleView) -> Iterator[str]:
    yield f'<a id="a{view.article.number}"></a>\n\n## {view.article.ref} {_line(view.heading)}'
    facts = _facts(view.article)
    if facts:
        yield facts
    coverage = view.coverage
    yield (
        f"Coverage: {coverage.percent} % ({coverage.covered:,} of "
        f"{phrases.counted(coverage.sentences, 'sentence')} decided, "
        f"{phrases.counted(coverage.queries, 'open question')}, "
        f"{coverage.untouched:,} not checked yet)."
    )
    for claim in view.claims:
        yield from _claim(claim, "###")
    yield "### The text, sentence by sentence"
    for paragraph in paragraphs(view):
        yield _paragraph(paragraph)
    missing = holes(view)
    if missing:
        yield f"### Not covered: {phrases.counted(len(missing), 'sentence')}"
        yield "\n".join(
            f"- Sentence {hole.number}, {phrases.MARK_LABELS[hole.sentence.mark]}: "
            f"{_line(hole.beginning)}"
            for hole in missing
        )


def _facts(article: Article) -> str:
    dated = phrases.written_date(article.published_on)
    basis = article.basis.get("published_on")
    if dated and basis is not None and basis.how != "found":
        note = f": {basis.note}" if basis.note else ""
        dated = f"{dated} ({basis.how.value}{note})"
    facts = (article.publisher, article.authors, dated, phrases.language_name(article.language))
    shown = [_line(fact) for fact in facts if fact]
    if article.url:
        shown.append(_link(_line(article.url), article.url))
    return _start_of_escaped(" · ".join(shown))


def _paragraph(paragraph: Paragraph) -> str:
    text = "".join(_segment(segment) for segment in paragraph.segments).strip()
    shown = _start_of_escaped(text)
    if paragraph.kind == "furniture":
        return f"(page furniture) {shown}"
    return shown


def _segment(segment: Segment) -> str:
    text = "".join(_piece(piece) for piece in segment.pieces)
    if segment.sentence is None or segment.number is None:
        return text
    if segment.sentence.mark in {Mark.UNTOUCHED, Mark.QUERY}:
        return f"{text} \\[{segment.number}: {phrases.MARK_LABELS[segment.sentence.mark]}\\]"
    return text


def _piece(piece: Piece) -> str:
    text = escape(safe_text(re.sub(r"\s+", " ", piece.text)))
    if piece.claim is not None and text.strip():
        text = f"[{text}](#c{piece.claim.claim.number})"
    return text + "".join(f" ({view.claim.ref})" for view in piece.ends)


def _start_of_escaped(text: str) -> str:
    match = _LINE_START.match(text)
    if match is None:
        return text
    return f"{match.group()}\\{text[match.end() :]}" if match.group().isdigit() else f"\\{text}"


# --------------------------------------------------------------------------------------- claims


def _claim(view: ClaimView, heading: str) -> Iterator[str]:
    claim = view.claim
    rated = view.standing
    verdict = f"{_badge(rated.rating)}" if rated else "○ Not rated yet"
    yield f'<a id="c{claim.number}"></a>\n\n{heading} {verdict}: {_line(claim.restatement)}'
    yield f"{claim.ref}. {_said(view)}"
    if one_line(claim.exact) != one_line(claim.restatement):
        yield _prose(claim.exact, "> ")
    if rated and rated.verdict.explanation:
        yield _prose(rated.verdict.explanation)
    if view.evidence:
        yield f"{heading}# Evidence"
        yield "\n".join(_evidence(piece) for piece in view.evidence)
    if rated:
        yield _checked(view, rated)


def _badge(rating: Rating) -> str:
    return f"{_line(rating.symbol)} {_line(rating.label)}".strip()


def _said(view: ClaimView) -> str:
    claim = view.claim
    who = f"Claimed by {_line(claim.claimant)}" if claim.claimant else "Claimed"
    when = ""
    if claim.said_on:
        day = _line(phrases.written_date(claim.said_on))
        when = f" {phrases.preposition(claim.said_on)} {day}"
    title = f" ({_line(view.article.title)})" if view.article.title else ""
    kind = f"; {phrases.CLAIM_TYPE_LABELS[claim.type]}" if claim.type else ""
    return f"{who}{when}, in {view.article.ref}{title}{kind}."


def _evidence(piece: CitedEvidence) -> str:
    evidence, source = piece.evidence, piece.source
    title = _link(_line(source.title), source.url)
    details = (source.publisher, source.author, phrases.written_date(source.published_on))
    parts = [f"{source.ref} {title}", *(_line(detail) for detail in details if detail)]
    lines = [f"- **{phrases.STANCE_LABELS[evidence.stance]}**: {', '.join(parts)}"]
    if evidence.exact:
        lines += ["", _prose(evidence.exact, "  > ")]
    if evidence.note:
        lines += ["", _prose(evidence.note, "  ")]
    return "\n".join(lines)


def _checked(view: ClaimView, rated: RatedVerdict) -> str:
    verdict = rated.verdict
    said = f"Rated by {_line(verdict.recorded_by)}, {phrases.written_time(verdict.recorded_at)}."
    earlier = [
        f"{_badge(old.rating)} by {_line(old.verdict.recorded_by)}, "
        f"{phrases.written_time(old.verdict.recorded_at)}"
        for old in view.verdicts[:-1]
    ]
    return f"{said} Before: {'; '.join(earlier)}." if earlier else said


# ------------------------------------------------------------------------------ scale and proof


def _scale(report: ReportInput) -> Iterator[str]:
    yield f"## What the ratings mean: {_line(report.scale.name)}"
    yield "\n".join(
        f"- **{_badge(rating)}**: {_line(rating.meaning)}" for rating in report.scale.ratings
    )


def _proof(report: ReportInput) -> Iterator[str]:
    yield "## Who checked, and how to check it"
    if report.checkers:
        yield "Verdicts by " + ", ".join(
            f"{_line(handle)} ({number:,})" for handle, number in report.checkers
        )
    if report.history is not None:
        history = report.history
        last = f", the last {phrases.written_time(history.last_at)}" if history.last_at else ""
        yield f"The desk's history holds {phrases.counted(history.changes, 'change')}{last}."
    if report.checkpoint is not None:
        point = report.checkpoint
        yield (
            f"Checkpoint by {_line(point.made_by)}, {phrases.written_time(point.made_at)}: "
            f"{phrases.counted(point.size, 'event')}, root {_code(point.root)}"
        )
        yield "\n".join(f"    {safe_text(line)}" for line in point.note.splitlines())
    sources = [source for source in report.sources if source.document_sha256]
    if sources:
        yield "SHA-256 of the archived sources:"
        yield "\n".join(
            f"- {source.ref} {_code(source.document_sha256 or '')}" for source in sources
        )
