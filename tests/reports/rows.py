"""Rows put together by hand, so that reports are tested without a database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from factcheck.domain.coverage import coverage_of
from factcheck.domain.rows import (
    Article,
    Basis,
    Checkpoint,
    Claim,
    Document,
    Evidence,
    Rating,
    RatingScale,
    Sentence,
    Source,
    Verdict,
)
from factcheck.domain.scales import FIVE_STEP, TEMPO, PresetScale
from factcheck.domain.views import ArticleView, CitedEvidence, ClaimView, RatedVerdict
from factcheck.domain.vocabulary import (
    ClaimType,
    HowKnown,
    Mark,
    SentenceKind,
    SourceKind,
    Stance,
)
from factcheck.reports.model import HistorySummary, ReportDesk, ReportInput

Change = Callable[[str], str]

NOON: Final = datetime(2025, 3, 4, 12, 0, tzinfo=UTC)
TEXT: Final = (
    "Logo Example Daily\n\n"
    "Trade and arms\n\n"
    "The two countries aim at $10 billion by 2020, and trade doubled last year. It rained.\n\n"
    "Who will pay? Nobody has said so yet. Nobody asked.\n"
)
_SPANS: Final = (
    ("Logo Example Daily", SentenceKind.FURNITURE, Mark.UNTOUCHED),
    ("Trade and arms", SentenceKind.HEADING, Mark.NOT_A_CLAIM),
    (
        "The two countries aim at $10 billion by 2020, and trade doubled last year.",
        SentenceKind.SENTENCE,
        Mark.CLAIM,
    ),
    ("It rained.", SentenceKind.SENTENCE, Mark.NOT_A_CLAIM),
    ("Who will pay?", SentenceKind.SENTENCE, Mark.QUERY),
    ("Nobody has said so yet. Nobody asked.", SentenceKind.SENTENCE, Mark.UNTOUCHED),
)
AIM: Final = "The two countries aim at $10 billion by 2020"
DOUBLED: Final = "trade doubled last year"


def _same(text: str) -> str:
    return text


def hostile(text: str) -> str:
    """Add to a text what would end a tag, colour a terminal, and turn a line around."""
    return f"{text} <i>\"'&*_`[x](//y) \x1b[31m\u202e\u200b"


def report(change: Change = _same, *, of: str = "articles", proved: bool = True) -> ReportInput:
    """Return a report of one article with two claims, or of the two claims alone.

    Args:
        change: Applied to every text that comes from outside.
        of: `articles` or `claims`.
        proved: Whether a checkpoint is given.
    """
    claims = (rated_claim(change), open_claim(change))
    return ReportInput(
        desk=ReportDesk(id="0195-desk", name=change("Sample desk")),
        scale=scale(FIVE_STEP, change),
        articles=(article_view(change, claims),) if of == "articles" else (),
        claims=claims if of == "claims" else (),
        history=HistorySummary(changes=42, first_at=NOON - timedelta(days=2), last_at=NOON),
        checkpoint=checkpoint(change) if proved else None,
        generated_at=NOON + timedelta(hours=1),
    )


def scale(preset: PresetScale, change: Change = _same) -> RatingScale:
    """Return a rating scale."""
    return RatingScale(
        id=f"scale-{preset.slug}",
        slug=preset.slug,
        name=change(preset.name),
        ratings=tuple(
            Rating(
                scale_id=f"scale-{preset.slug}",
                code=made.code,
                position=position,
                key=made.key,
                label=change(made.label),
                labels={"en": made.label},
                meaning=change(made.meaning),
                symbol=change(made.symbol),
                color=change(made.color),
                value=made.value,
            )
            for position, made in enumerate(preset.ratings)
        ),
    )


def article(change: Change = _same) -> Article:
    """Return an article whose date is inferred."""
    return Article(
        id="0195-article",
        number=1,
        document_sha256=change("ab" * 32),
        title=change("Putin in Hanoi"),
        publisher=change("Agencies"),
        authors=change("A. Writer"),
        url=change("https://example.org/hanoi?a=1&b=2"),
        language=change("en"),
        published_on=change("2013-11-12"),
        basis={
            "published_on": Basis(
                how=HowKnown.INFERRED, note=change("follows the summit of October 2013")
            )
        },
        added_at=NOON,
        added_by=change("ana"),
        version=1,
    )


def article_view(change: Change = _same, claims: tuple[ClaimView, ...] = ()) -> ArticleView:
    """Return the article in full; its text is not changed, so that spans stay right."""
    sentences = tuple(
        Sentence(
            article_id="0195-article",
            start=TEXT.index(words),
            end=TEXT.index(words) + len(words),
            kind=kind,
            rule="",
            mark=mark,
            version=1,
        )
        for words, kind, mark in _SPANS
    )
    return ArticleView(
        article=article(change),
        document=Document(
            sha256="ab" * 32,
            size=len(TEXT),
            media_type="text/plain",
            encoding="utf-8",
            text_sha256="cd" * 32,
            reader="text/1",
            received_at=NOON,
        ),
        text=TEXT,
        sentences=sentences,
        claims=claims,
        coverage=coverage_of((s.start, s.end, s.kind, s.mark) for s in sentences),
    )


def claim(number: int, words: str, change: Change = _same) -> Claim:
    """Return a claim that is these words of the text."""
    start = TEXT.index(words)
    return Claim(
        id=f"0195-claim-{number}",
        number=number,
        article_id="0195-article",
        start=start,
        end=start + len(words),
        exact=change(words),
        prefix=change(TEXT[max(start - 32, 0) : start]),
        suffix=change(TEXT[start + len(words) :][:32]),
        restatement=change(f"Russia and Vietnam: {words}."),
        claimant=change("The governments"),
        said_on=change("2013-11"),
        type=ClaimType.FORECAST,
        topics=(change("trade"),),
        note=change("a working note"),
        created_at=NOON,
        created_by=change("ana"),
        version=1,
    )


def rated_claim(change: Change = _same) -> ClaimView:
    """Return a claim with evidence, and a verdict that superseded one of another scale."""
    return ClaimView(
        claim=claim(1, AIM, change),
        article=article(change),
        evidence=(evidence(change),),
        verdicts=(
            _rated(scale(TEMPO, change), "sebagian-benar", "First thoughts.", change),
            _rated(scale(FIVE_STEP, change), "false", "It was not met.\n\nNo year was.", change),
        ),
    )


def open_claim(change: Change = _same) -> ClaimView:
    """Return a claim that nobody has rated."""
    view = claim(2, DOUBLED, change)
    return ClaimView(claim=view, article=article(change), evidence=(), verdicts=())


def evidence(change: Change = _same) -> CitedEvidence:
    """Return a quoted passage of an archived source."""
    return CitedEvidence(
        evidence=Evidence(
            id="0195-evidence",
            claim_id="0195-claim-1",
            source_id="0195-source",
            stance=Stance.REFUTES,
            exact=change("perdagangan bilateral menjadi sekitar US$4,6 miliar"),
            prefix=change("mitra dagang utama, "),
            suffix=change(".\n\nVietnam juga te"),
            start=10,
            end=61,
            document_sha256=change("ef" * 32),
            note=change("Four years after the date."),
            added_at=NOON,
            added_by=change("budi"),
            version=1,
        ),
        source=Source(
            id="0195-source",
            number=3,
            title=change("Mishustin di Hanoi"),
            url=change("https://example.com/mishustin"),
            publisher=change("Bloomberg Technoz"),
            author=change("B. Penulis"),
            published_on=change("2025-01"),
            language=change("id"),
            kind=SourceKind.NEWS,
            note=change("a working note"),
            document_sha256=change("ef" * 32),
            added_at=NOON,
            added_by=change("ana"),
            version=1,
        ),
    )


def checkpoint(change: Change = _same) -> Checkpoint:
    """Return a checkpoint over the history."""
    return Checkpoint(
        id="0195-checkpoint",
        size=42,
        root=change("01" * 32),
        note=change("factcheck/desk/0195-desk\n42\nAQE=\n\n— ana c2lnbmF0dXJl\n"),
        made_at=NOON,
        made_by=change("ana"),
    )


def _rated(used: RatingScale, code: str, explanation: str, change: Change) -> RatedVerdict:
    rating = used.rating(code)
    assert rating is not None
    return RatedVerdict(
        verdict=Verdict(
            id=f"0195-verdict-{code}",
            claim_id="0195-claim-1",
            scale_id=used.id,
            rating_code=code,
            explanation=change(explanation),
            recorded_at=NOON,
            recorded_by=change("budi"),
            supersedes=None,
            version=1,
        ),
        rating=rating,
    )
