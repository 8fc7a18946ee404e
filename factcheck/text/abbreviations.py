"""Abbreviations by language, in four classes, since a mistake costs differently in each.

Sources: the orthographies' own lists (Ejaan yang Disempurnakan for Indonesian titles and degrees,
the Duden, the RAE, the Rozental guide for Russian) and general dictionaries; no list was taken from
a treebank. An entry in small letters stands for `jl`, `Jl` and `JL`; one with a capital only for
itself. None has its last full stop.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Abbreviations(NamedTuple):
    """The abbreviations of one language.

    Attributes:
        before: A name or the rest of a phrase always follows (`Ir.`, `e.g.`): ends nothing.
        within: Goes on unless a word follows that begins sentences (`Jan.`, `U.S.`, `Ave.`).
        number: Goes on only before a number (`No. 5`, `hlm. 12`).
        final: Often stands last, so a capital after it begins a sentence (`Tbk.`, `dll.`, `p.m.`).
    """

    before: frozenset[str]
    within: frozenset[str]
    number: frozenset[str]
    final: frozenset[str]


_DEGREES: Final = "Ph.D M.D B.A B.Sc M.A M.Sc M.B.A LL.M LL.B Ed.D D.Phil"

_WORDS: Final[dict[str, dict[str, str]]] = {
    "id": {
        "before": (
            "a.k.a a.l a.n alm almh bpk brigjen cq d.a d/a dk dr dra drg drh drs dsn dt gg gn gub "
            "h hj i.e e.g ir irjen jend jl jln kab kabid kec kel kep kh Kol kombes komjen komp "
            "kompol Kapt l.l laksda laksma laksdya let letda letjen letkol lettu marsda marsma "
            "mayjen mr mrs ms n.b ny pangdam pdt pkl pt pte prof r.a r.m r.ay rm s.d sdr sdri "
            "serda serka sertu sgt st Tb tgk tlp telp tn tsb u.b u.p ust vs y.l yth y.t.h plh plt "
            "pjs k.h akp akbp aipda aiptu bripda bripka briptu ipda iptu koptu kopda pratu prada "
            "praka bp tgl Pol Inf Czi Arh"
        ),
        "within": (
            "Jan Feb Mar Apr Jun Jul Agt Agu Ags Sept Sep Okt Nov Nop Des a.s k.b no.pol Cv CV Ud "
            "UD U.S A.S RS RSUD MH HR HM HOS"
        ),
        "number": "no hlm hal rt rw tgl th thn ps bab art vol jilid rp ayat",
        "final": (
            "tbk bhd ltd inc corp co llc dkk dll dsb dst spb ybs ybl ytd dng jr sr etc al S.H S.E "
            "S.T S.S S.Sos S.Pd S.Ag S.Kom S.Ked S.Psi S.Si S.IP S.I.K S.Ik S.Farm S.Hut S.P S.Pt "
            "S.Th S.Fil S.Kep S.K.M S.TP S.Hum S.Pd.I S.H.I M.H M.M M.A M.Si M.Pd M.Ag M.Hum "
            "M.Kes M.Kom M.T M.Eng M.Ak M.Th M.P M.Sn M.Kn M.Psi Sp.A Sp.B Sp.OG Sp.PD Sp.JP Sp.M "
            "Sp.N A.Md s.w.t s.a.w S.W.T S.A.W a.m p.m " + _DEGREES
        ),
    },
    "en": {
        "before": (
            "a.k.a adm attys brig capt cf cmdr col comdr cpl dr e.g gen gov hon i.e lt lieut maj "
            "messrs mr mrs ms msgr mx pfc pres prof pvt Rep Reps rev sen sens sgt supt viz vs "
            "mlle mme insp asst assoc atty lt.col lt.gen maj.gen v Pte Fr Sra"
        ),
        "within": (
            "Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec ave blvd Rd St Ste Mt hwy pkwy dept "
            "univ inc corp bros co ltd cos mfg assn approx est jr sr Ala Ariz Ark Calif Colo Conn "
            "Del Fla Ga Ill Ind Kan Ky Mass Md Mich Minn Miss Mont Neb Nev Okla Ore Pa Penn Tenn "
            "Tex Va Vt Wash Wis Wyo Ont Que ft esp gov't int'l nat'l ca intl natl govt bldg Phila "
            "op"
        ),
        "number": "no nos pp p pg pgs art arts fig figs vol vols ch chap sec secs eq app ext tel",
        "final": "a.m p.m etc al llc llp plc pty m.p.h r.s.v.p esq ibid " + _DEGREES,
    },
    "de": {
        "before": (
            "abb abschn allg anm bez bspw bzgl bzw ca cf chr d.h dipl dr ders ebd ehem einschl "
            "evtl exkl fa ff frl fr ggf gem geb gebr gegr gest ggü griech hl hr hrn hrsg i.d.r "
            "i.d.R ing inkl insb i.e.S i.w.S i.A i.V kath lat Mag mind mr mrs ms nr o.g österr "
            "pfr phil prof s.o s.u sog stellv stv techn u.a urspr v.a vgl vs verh verst vorm wg "
            "z.B z.b z.T z.t z.Z z.Zt zz zzgl k.u.k k.k ev"
        ),
        "within": (
            "Jan Feb Mrz Apr Jun Jul Aug Sept Sep Okt Nov Dez str mio mrd jh jhd jhdt st co inc "
            "ltd bd bde aufl kap ed sr jr n.Chr v.Chr a.D d.Ä d.J sen jun tsd u.U"
        ),
        "number": "nr nrn s abs art kap abb ziff rn rdnr tab bd",
        "final": "usw etc ect e.V u.a.m uvm uam o.ä u.ä corp ff " + _DEGREES,
    },
    "es": {
        "before": (
            "admón aprox arq cdte cnel cf dpto dr dra dras dres d dña emmo excma excmo exma exmo "
            "fr fra gral gta hnos hno ilma ilmo ing izq lcda lcdo lda ldo lic mons mr mrs ms mtro "
            "mtra p.ej pbro pdte pdta prof profa pte rvdo sr sra sras sres srta srtas sta sto tte "
            "ud uds vda vs st c/"
        ),
        "within": (
            "Ene Feb Abr Jun Jul Ago Sept Sep Oct Nov Dic av avda ee.uu rr.hh ff.aa a.C d.C inc "
            "corp bros co ltd cía jr EE.UU"
        ),
        "number": "núm núms no nº n.º nro pág págs p pp art arts cap fig vol t ed tel km n",
        "final": "etc s.a s.l s.a.u s.l.u s.r.l c.v a.m p.m al c.f f.c u.d ltda c.d " + _DEGREES,
    },
    "fr": {
        "before": (
            "adj boul c.-à-d cf cdt dr drs gal gén intr lt M Me mgr mlle mlles MM mme mmes Mr Mrs "
            "n.d.l.r p.ex prof sgt ste subst vs mons R.P Vve Pr St capt lieut"
        ),
        "within": (
            "janv févr avr juil sept oct nov déc av ap j.-c J.-C boul inc corp bros co ltd éd jr "
            "sr cie Bd ex env St"
        ),
        "number": "art n no nos nº p pp t vol chap fig tél §",
        "final": "etc al s.a s.a.r.l " + _DEGREES,
    },
    "pt": {
        "before": (
            "arq cel cf cmdte cia d dr dra dras dres drs eng engª engº exa exma exmo fr gen gov "
            "ilma ilmo maj mr mrs ms mons p.ex pe pref pres prof profa profs profª rev sarg sen "
            "sr sra sras sres srs srta srª sta sto st tte v.exa vs av"
        ),
        "within": (
            "Jan Fev Abr Jun Jul Ago Set Nov Dez a.C d.C e.u.a inc corp bros co ltd jr séc aprox "
            "r tv"
        ),
        "number": "no nº n.º n núm pág págs p pp art arts cap fig vol t ed tel km",
        "final": "etc s.a s.a.r.l lda ltda al f.c a.m p.m " + _DEGREES,
    },
    "it": {
        "before": (
            "arch avv cav cf cfr comm d.ssa dott dott.ssa dr dr.ssa egr fr gen geom gent ing mons "
            "mr mrs ms on onn p.es prof prof.ssa profs proff rag rev sen sig sig.ra sig.na sigg "
            "ss st vs p.za v.le c.so"
        ),
        "within": (
            "Gen Feb Apr Mag Giu Lug Ago Set Sett Ott Nov Dic a.C d.C inc corp bros co ltd jr"
        ),
        "number": "n nn no pag pagg p pp art artt cap fig vol nr tel",
        "final": "ecc etc s.p.a s.r.l s.n.c al " + _DEGREES,
    },
    "nl": {
        "before": (
            "afd bijv ca cf d.w.z dhr dr drs evt fam fr gebr gem gen i.p.v i.v.m incl ing ir jhr "
            "jkvr kol lic m.a.w m.b.t m.i.v m.n mej mevr mgr mr mrs ms mw o.a o.l.v prof resp sgt "
            "st t.a.v t.g.v t.n.v t.o.v v.a vnl vs zgn z.g.n mnr ds n.a.v o.m.v o.b.v"
        ),
        "within": (
            "Jan Feb Mrt Apr Jun Jul Aug Sept Sep Okt Nov Dec v.Chr n.Chr n.v b.v inc corp bros "
            "co ltd jr sr str"
        ),
        "number": "nr nrs no nos art blz p pp fig hfst vol",
        "final": "enz etc e.d e.a a.u.b p.m j.l " + _DEGREES,
    },
    "ru": {
        "before": (
            "акад англ бывш вел г-жа г-н гос греч д-р дер др.-греч ж-д им инж исп ит итал к-рый "
            "кн лат м-р нач нем оз проф пр-т р-н св см сокр соч сост ст-ца т.е т.н т.о т.ч тов ул "
            "урожд устар фр франц яп польск укр букв напр т.к т.наз пр-кт нидерл чл чл.-корр гр "
            "вдп"
        ),
        "within": "гг вв н.э янв февр апр июн июл авг сент окт нояб дек с.ш ю.ш в.д з.д обл",
        "number": "с стр № рис табл т п пп ст д кв гл вып тел р разд ч тт",
        "final": "т.д т.п др пр проч млн млрд трлн тыс руб долл коп км кг см мм га экз чел мин сек",
    },
    "tr": {
        "before": (
            "alb arş asb av bkz bnb böl bşk çvş doç dr ecz hz ing kd mr mrs müh op opr ord prof "
            "psik sn tğm tuğ tuğg tümg uzm üçvş üstğm vs yrd yzb çev"
        ),
        "within": "Oca Şub Nis Tem Ağu m.ö m.s a.ş t.c t.b.m.m ltd inc corp co st cad bulv apt",
        "number": "no s ss c sy nu",
        "final": "vb vs vd vdğ a.ş şti etc " + _DEGREES,
    },
    "vi": {
        "before": "bs gs gsts ks pgs ths tp ts nxb đ/c mr mrs ms dr prof st",
        "within": "co inc corp ltd jr",
        "number": "số no tr t",
        "final": "v.v vv etc",
    },
}

_EVERYWHERE: Final = {
    "before": "dr mr mrs ms prof st",
    "within": "inc corp co ltd jr sr",
    "number": "no",
    "final": "etc",
}


def _cased(words: str) -> frozenset[str]:
    """Return the words of a list in all the spellings that they stand for."""
    found: set[str] = set()
    for entry in words.split():
        word = entry.removesuffix(".")
        found.add(word)
        if word == word.lower():
            found.update((word.capitalize(), word.upper()))
    return frozenset(found)


def _table() -> dict[str, Abbreviations]:
    """Build the sets by language."""
    table = {
        code: Abbreviations(*(_cased(lists[name]) for name in Abbreviations._fields))
        for code, lists in _WORDS.items()
    }
    table["ms"] = table["id"]
    return table


EVERYWHERE: Final = Abbreviations(*(_cased(_EVERYWHERE[name]) for name in Abbreviations._fields))
"""For a language without a table of its own."""

ABBREVIATIONS: Final = _table()
"""By primary subtag; a language that is not here takes what `sentencex` knows of it."""

COMPANY: Final = _cased("bhd co corp inc llc llp ltd plc pte pty sdn tbk")
"""Words after which a bracket gives the short name: `Pte. Ltd. (SPA)`, `Tbk. (BBNI)`."""

CLOCK: Final = frozenset({"a.m", "p.m", "A.M", "P.M"})
_AFTER_CLOCK: Final = (
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Eastern Pacific Central Mountain "
    "ET EST EDT PT PST PDT CT CST CDT MT MST MDT GMT UTC BST CET WIB WITA WIT"
)
AFTER_CLOCK: Final = frozenset(_AFTER_CLOCK.split())
"""What goes on from the time of day: `5 p.m. Monday`, `10:30 a.m. EST`."""

ORDINAL_LANGUAGES: Final = frozenset(
    "bs cs da de et eu fi fo hr hu is lb lt lv nb nn no pl sk sl sr tr".split()  # noqa: SIM905
)
"""Where a full stop after a number makes it an ordinal: `am 3. März`, `16. yüzyılda`."""

TOP_LEVEL_DOMAINS: Final = frozenset(
    "asp biz blog com edu go gov html info int io js jpg mil net news org pdf php tv xyz".split()  # noqa: SIM905
)
"""What after a full stop is part of a name (`Newsfeed.Com`), not the next sentence."""

_SPEECH_VERBS: Final = (
    "said says asked asks told tells wrote writes added adds replied answered exclaimed shouted "
    "cried wondered insisted declared noted "
    "kata ujar tanya tutur ucap jelas seru tegas papar imbuh sambung"
)
SPEECH_VERBS: Final = tuple(_SPEECH_VERBS.split())
"""Verbs that tell who said what stands before them: `“Is it true?” Putin asked.`"""
