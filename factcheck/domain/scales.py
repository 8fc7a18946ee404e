"""Rating scales that desks use, ready to choose from.

Labels and order are the public ones of each desk: Google's ClaimReview example (five steps),
AVeriTeC's dataset, PolitiFact's Truth-O-Meter and Tempo's Cek Fakta. Values run from 1, the least
true, upward, as ClaimReview wants; ratings outside the order have none. Every rating has a symbol,
so that no verdict is told by colour alone.
"""

from __future__ import annotations

from typing import NamedTuple


class PresetRating(NamedTuple):
    """One step of a preset: what a `Rating` is made of."""

    code: str
    key: str
    label: str
    indonesian: str
    meaning: str
    symbol: str
    color: str
    value: int | None


class PresetScale(NamedTuple):
    """A scale to choose by its slug."""

    slug: str
    name: str
    ratings: tuple[PresetRating, ...]


_FALSE, _MOSTLY_FALSE, _HALF = "#c0392b", "#d9730d", "#b8860b"
_MOSTLY_TRUE, _TRUE, _UNKNOWN = "#4c8c2b", "#1e8449", "#6c7a89"

FIVE_STEP = PresetScale(
    "five-step",
    "Five steps",
    (
        PresetRating(
            "false",
            "1",
            "False",
            "Salah",
            "The evidence shows that the claim is wrong.",
            "✗",
            _FALSE,
            1,
        ),
        PresetRating(
            "mostly-false",
            "2",
            "Mostly false",
            "Sebagian besar salah",
            "Little of the claim holds, or it misleads in the main.",
            "◔",
            _MOSTLY_FALSE,
            2,
        ),
        PresetRating(
            "half-true",
            "3",
            "Half true",
            "Setengah benar",
            "Parts hold and parts do not, or needed context is missing.",
            "◑",
            _HALF,
            3,
        ),
        PresetRating(
            "mostly-true",
            "4",
            "Mostly true",
            "Sebagian besar benar",
            "The claim holds but for a lesser inaccuracy.",
            "◕",
            _MOSTLY_TRUE,
            4,
        ),
        PresetRating(
            "true",
            "5",
            "True",
            "Benar",
            "The evidence shows that the claim is right.",
            "✓",
            _TRUE,
            5,
        ),
        PresetRating(
            "not-enough-evidence",
            "0",
            "Not enough evidence",
            "Bukti belum cukup",
            "What was found neither supports nor refutes the claim.",
            "?",
            _UNKNOWN,
            None,
        ),
    ),
)

AVERITEC = PresetScale(
    "averitec",
    "AVeriTeC",
    (
        PresetRating(
            "refuted",
            "1",
            "Refuted",
            "Terbantah",
            "The evidence contradicts the claim.",
            "✗",
            _FALSE,
            1,
        ),
        PresetRating(
            "supported",
            "2",
            "Supported",
            "Terdukung",
            "The evidence supports the claim.",
            "✓",
            _TRUE,
            2,
        ),
        PresetRating(
            "conflicting",
            "3",
            "Conflicting evidence/cherry-picking",
            "Bukti bertentangan",
            "Evidence for and against, or a selective choice of it.",
            "◑",
            _HALF,
            None,
        ),
        PresetRating(
            "not-enough-evidence",
            "0",
            "Not enough evidence",
            "Bukti belum cukup",
            "What was found neither supports nor refutes the claim.",
            "?",
            _UNKNOWN,
            None,
        ),
    ),
)

POLITIFACT = PresetScale(
    "politifact",
    "Truth-O-Meter",
    (
        PresetRating(
            "pants-on-fire",
            "1",
            "Pants on Fire",
            "Bohong besar",
            "Not accurate, and a ridiculous claim.",
            "✗",
            "#922b21",
            1,
        ),
        PresetRating("false", "2", "False", "Salah", "Not accurate.", "✗", _FALSE, 2),
        PresetRating(
            "mostly-false",
            "3",
            "Mostly False",
            "Sebagian besar salah",
            "Some truth, but ignores facts that would give another impression.",
            "◔",
            _MOSTLY_FALSE,
            3,
        ),
        PresetRating(
            "half-true",
            "4",
            "Half True",
            "Setengah benar",
            "Partly accurate, but leaves out important details.",
            "◑",
            _HALF,
            4,
        ),
        PresetRating(
            "mostly-true",
            "5",
            "Mostly True",
            "Sebagian besar benar",
            "Accurate, but needs clarification.",
            "◕",
            _MOSTLY_TRUE,
            5,
        ),
        PresetRating(
            "true",
            "6",
            "True",
            "Benar",
            "Accurate, and nothing significant is missing.",
            "✓",
            _TRUE,
            6,
        ),
        PresetRating(
            "unrated",
            "0",
            "Not rated",
            "Tidak dinilai",
            "Not enough evidence to rate.",
            "?",
            _UNKNOWN,
            None,
        ),
    ),
)

TEMPO = PresetScale(
    "tempo",
    "Tempo",
    (
        PresetRating("keliru", "1", "Keliru", "Keliru", "The claim is wrong.", "✗", _FALSE, 1),
        PresetRating(
            "sesat",
            "2",
            "Sesat",
            "Sesat",
            "The claim misleads: facts put in a wrong light.",
            "◔",
            _MOSTLY_FALSE,
            2,
        ),
        PresetRating(
            "sebagian-benar",
            "3",
            "Sebagian benar",
            "Sebagian benar",
            "A part of the claim is right.",
            "◑",
            _HALF,
            3,
        ),
        PresetRating("benar", "4", "Benar", "Benar", "The claim is right.", "✓", _TRUE, 4),
        PresetRating(
            "tidak-terbukti",
            "0",
            "Tidak terbukti",
            "Tidak terbukti",
            "The claim cannot be shown to be right or wrong.",
            "?",
            _UNKNOWN,
            None,
        ),
    ),
)

PRESETS: dict[str, PresetScale] = {
    scale.slug: scale for scale in (FIVE_STEP, AVERITEC, POLITIFACT, TEMPO)
}
DEFAULT_SCALE = FIVE_STEP.slug
