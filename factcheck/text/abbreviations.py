"""Words that tell where a sentence goes on.

Abbreviations after which a full stop ends nothing, for what `sentencex` does not know.

Two kinds, because a mistake costs differently: after a title (`Ir.`, `Jl.`) a name always follows,
so no sentence ends there; after a word like `Tbk.` or `dll.` one often does, so there only a
bracket or a small letter shows that the sentence goes on (those follow from the general rules).
Verbs of speech after a question or an exclamation in quotation marks: `“Is it true?” Putin asked.`
"""

from __future__ import annotations

from typing import Final

_BEFORE_A_NAME: Final[dict[str, str]] = {
    "id": (
        "a.n dk dr dra drg drs dsn dt gg gn h hj hlm hal ir jend jl jln k.h kab kapt kec kel kep "
        "kh kol komjen komp kpt l.l let letjen mayjen m no nn ny ps pdt pkl pt pte r.a r.m raden "
        "rm rp rt rw sdr sdri sgt st tb tgl tgk tlp telp tn u.p ust"
    ),
    "en": (
        "adm attys brig capt cmdr col cpl dr fr gen gov hon lt maj messrs mr mrs ms msgr mt mx op "
        "pfc  pres prof pte pvt rep reps rev sen sens sgt sr st supt v vs"
    ),
    "de": "bzw ca dr evtl frl fr ggf hr hrn nr prof st usw vgl z.b d.h u.a",
    "es": "av avda d dña dr dra ing lic núm pág prof sr sra srta st sta sto ud uds v",
    "fr": "av bd dr mgr mlle mm mme st ste",
    "nl": "dhr dr drs ing ir mevr mr mw nr prof st",
    "pt": "av d dr dra eng exmo gen n pag pág pe prof profa r s sr sra sta sto tel v",
    "it": "arch avv dott dott.ssa geom ing on prof rag s sig sig.ra sigg v",
    "ru": "акад г гл г-н г-жа д им кв кор м корп обл пер пл пр пр-т проф р-н св см стр т ул",
    "tr": "alb av doç dr gen no op ord prof st yrd",
    "vi": "bs gs ks p pgs q th tp tt ts tx",
}
_EVERYWHERE: Final = "dr mr mrs ms prof st bros"


def _table() -> dict[str, frozenset[str]]:
    """Build the sets by language."""
    common = _EVERYWHERE.split()
    table = {code: frozenset([*words.split(), *common]) for code, words in _BEFORE_A_NAME.items()}
    table["ms"] = table["id"]
    return table


COMPANY: Final = frozenset("bhd co corp inc llc llp ltd plc pte pty sdn tbk".split())  # noqa: SIM905
"""Words after which a bracket gives the short name: `Pte. Ltd. (SPA)`, `Tbk. (BBNI)`."""

BEFORE_A_NAME: Final = _table()
"""By primary subtag: words, in small letters and without their last full stop."""

EVERYWHERE: Final = frozenset(_EVERYWHERE.split())
"""For a language without a table of its own."""

_SPEECH_VERBS: Final = (
    "said says asked asks told tells wrote writes added adds replied answered exclaimed shouted "
    "cried wondered insisted declared noted "
    "kata ujar tanya tutur ucap jelas seru tegas papar imbuh sambung"
)
SPEECH_VERBS: Final = tuple(_SPEECH_VERBS.split())
"""Verbs that tell who said what stands before them."""
