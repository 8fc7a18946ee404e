"""The language of a text, or `und` where there is too little to tell.

The model is that of `py3langid` (naive Bayes over byte n-grams): of the detectors measured it is
the one that abstains on names and numbers, runs on every platform and stays small. Two things
are added:

* Labels that news text is not written in, but which take short texts from their big neighbours
  (Aragonese from Spanish, Wu from Chinese), are left out.
* Indonesian and Malay share most of their words, so where the model sees either, words and
  spellings that only one of the two has decide (`karena`/`kerana`, `persen`/`peratus`).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

UNDETERMINED: Final = "und"
MIN_LETTERS: Final = 12
"""Letters below which no guess is made; an ideograph or syllable sign counts as four."""
MIN_CONFIDENCE: Final = 0.5
MAX_SAMPLE: Final = 20_000
"""Code points looked at: more does not change the answer."""


class LanguageGuess(NamedTuple):
    """What language a text seems to be in.

    Attributes:
        code: BCP 47 primary subtag, or `und`.
        confidence: From 0 to 1; 0 with `und`.
    """

    code: str
    confidence: float


_UNKNOWN: Final = LanguageGuess(UNDETERMINED, 0.0)

# Labels of the model that are left out: small neighbours, historic languages, "no language".
_LEFT_OUT: Final = frozenset(
    "an ary arz ext gcf gcr gom grc gug guw hbo la lij ltg pcm vec vo wa wuu".split()  # noqa: SIM905
)
_NO_LANGUAGE: Final = "zxx"

_MALAYIC: Final = frozenset({"id", "ms"})
_ONLY_INDONESIAN: Final = frozenset(
    """
    agustus aktivitas bagian bahwa berbeda bisa butuh coba desember desa fasilitas gubernur inggris
    jumat juli juni kabupaten kantor karena kecamatan komunitas kota kualitas kuliah kunjungan
    mahasiswa maret maupun memiliki miliar mobil nggak persen polisi prancis pria provinsi rupiah
    saat sedangkan sekitar senin serikat setelah tiongkok tim triliun uang universitas usai walikota
    yaitu
    """.split()  # noqa: SIM905
)
_ONLY_MALAY: Final = frozenset(
    """
    aktiviti bahagian baharu bahawa bandar berbeza bilion cuba dijangka disember iaitu ialah
    inggeris isnin julai jumaat jun kebangsaan kerana khamis komuniti kualiti lawatan lebuhraya
    mahupun manakala menerusi ogos pejabat pelbagai pengerusi peratus perkhidmatan persekutuan polis
    ringgit selepas semalam sewaktu syarikat tempatan trilion universiti wang yuran
    """.split()  # noqa: SIM905
)
_MALAY_ODDS: Final = 3.0
"""How much likelier Malay must be than Indonesian where no such word decides."""
_LATIN_WORD: Final = re.compile(r"[a-z]+")
_LETTER: Final = re.compile(r"[^\W\d_]")
_DENSE: Final = re.compile("[\u0e00-\u0fff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def detect_language(text: str) -> LanguageGuess:
    """Return the language of `text`.

    Args:
        text: Any text; only its first `MAX_SAMPLE` code points count.

    Returns:
        The guess; `und` with confidence 0 where the text is too short or fits several languages.
    """
    sample = text[:MAX_SAMPLE]
    letters = len(_LETTER.findall(sample)) + 3 * len(_DENSE.findall(sample))
    if letters < MIN_LETTERS:
        return _UNKNOWN
    code, confidence = _ranked(sample)
    if code == _NO_LANGUAGE or confidence < MIN_CONFIDENCE:
        return _UNKNOWN
    return LanguageGuess(code, round(min(confidence, 1.0), 4))


def _ranked(sample: str) -> tuple[str, float]:
    """Return the best label with its probability."""
    ranked: list[tuple[str, float]] = _identifier().rank(sample)
    if ranked[0][0] not in _MALAYIC:
        return ranked[0]
    odds = dict(ranked)
    either = odds["id"] + odds["ms"]
    balance = _balance(sample)
    if balance:
        return ("id" if balance > 0 else "ms"), either
    return ("ms" if odds["ms"] > _MALAY_ODDS * odds["id"] else "id"), either


def _balance(sample: str) -> int:
    """Return how many words are Indonesian and not Malay, less those that are the reverse."""
    return sum(
        (word in _ONLY_INDONESIAN or word.endswith("itas"))
        - (word in _ONLY_MALAY or word.endswith("iti"))
        for word in _LATIN_WORD.findall(sample.casefold())
    )


@cache
def _identifier() -> LanguageIdentifier:
    """Return the model, loaded on first use (about a second, 60 MB)."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - heavy, so late

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([code for code in identifier.labels if code not in _LEFT_OUT])
    return identifier
