"""Page furniture: lines that a page carries around its article and that no one has to check.

A sentence wrongly taken for furniture is hidden from checking, so every rule must match a whole
line, a short one, in the spelling that pages really use. What is not sure is not furniture.
"""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

MAX_LENGTH: Final = 160
"""Code points; a longer block is never furniture."""

Position = Literal["first", "middle", "last"]


class Rule(NamedTuple):
    """One kind of furniture.

    Attributes:
        name: What the rule is called in the database and on the screen.
        pattern: What the whole line must match, in any case unless the pattern says otherwise.
        where: Positions in the page where it may stand; empty for anywhere.
        languages: Primary subtags for which it holds; empty for all.
    """

    name: str
    pattern: re.Pattern[str]
    where: frozenset[Position] = frozenset()
    languages: frozenset[str] = frozenset()


def _rule(
    name: str,
    pattern: str,
    *,
    where: frozenset[Position] = frozenset(),
    languages: frozenset[str] = frozenset(),
) -> Rule:
    """Build a rule from its pattern."""
    return Rule(name, re.compile(pattern, re.IGNORECASE), where, languages)


_EDGES: Final[frozenset[Position]] = frozenset({"first", "last"})
# Single words that could be a line of their own in another language.
_INDONESIAN: Final = frozenset({"id", "jv", "ms", "su", "und"})

_NETWORK: Final = (
    r"(?:facebook|fb|twitter|x|instagram|ig|whatsapp|wa|telegram|linkedin|tiktok|threads|youtube|"
    r"google news|google berita|line|pinterest|reddit|bluesky|mastodon|e-?mail|rss)"
)
_NETWORKS: Final = rf"(?:{_NETWORK}(?:[\s|/,:.•·&…-]+|$))+"
# A name begins with a capital whatever the rest of the pattern ignores.
_WORD: Final = r"(?-i:[A-Z0-9À-ÖØ-Þ\u0391-\u03a9\u0410-\u042f])[\w.&’'-]*"
_NAME: Final = rf"{_WORD}(?: (?:(?:and|dan|of|the|di) )?{_WORD}){{0,3}}"
_NAMES: Final = rf"{_NAME}(?:(?:, ?| ?/ ?| ?& ?| and | dan ){_NAME}){{0,3}}"

RULES: Final[tuple[Rule, ...]] = (
    # "Logo Bloomberg Technoz", "Reuters logo": the alternative text of the masthead picture.
    _rule("logo", rf"logo {_NAME}", where=_EDGES),
    _rule("logo", rf"{_NAME} (?-i:logo)", where=_EDGES),
    # "Follow us on: |": the links behind it were pictures.
    _rule(
        "follow",
        r"(?:follow us|follow us on|find us on|connect with us|ikuti kami|ikuti kami di|ikuti di)"
        rf"[\s:|]*(?:{_NETWORKS})?[\s|]*",
    ),
    _rule("follow", rf"(?:{_NETWORK}[\s|/,•·]+){{2,}}{_NETWORKS}"),
    _rule(
        "share",
        r"(?:share|share this|share this (?:article|story|post|page)|share on|share via|tweet|"
        r"tweet this|bagikan|bagikan (?:artikel|berita) ini|bagikan (?:ke|di|via)|sebarkan)"
        rf"[\s:|]*(?:{_NETWORKS})?[\s|:.!]*",
    ),
    # "(bbn)", "(ant/abc)", "[lkl]": initials of the desk that wrote or edited the text.
    _rule(
        "desk_initials",
        r"(?-i:[(\[][a-z]{2,4}(?:[/-][a-z]{2,4}){0,3}[)\]])\.?",
    ),
    _rule(
        "pages",
        r"(?:no more (?:pages|posts|stories|articles)|load more|loading|next page|previous page|"
        r"next article|previous article|show all|show more|read more|continue reading|"
        r"halaman (?:berikutnya|selanjutnya|sebelumnya)|tidak ada halaman lagi|tampilkan semua|"
        r"baca selengkapnya|(?:page|halaman) \d{1,4} (?:of|dari) \d{1,4})[\s.…»›>→]*",
    ),
    _rule("pages", r"(?:selanjutnya|berikutnya|selengkapnya)[\s.…»›>→]*", languages=_INDONESIAN),
    # "Source: Agencies", "Sumber: Antara": where the text came from, before or after all of it.
    _rule("source", rf"(?:source|sources|sumber)\s?: ?{_NAMES}", where=_EDGES),
    _rule(
        "read_also",
        r"(?:baca juga|lihat juga|simak juga|read also|also read|see also|read more|"
        r"related (?:articles|stories|news)|berita terkait|artikel terkait|"
        r"more on this story)\s?:.*",
    ),
    _rule(
        "read_also",
        r"(?:baca juga|lihat juga|simak juga|read also|also read|see also|related|"
        r"related (?:articles|stories|news|topics)|berita terkait|artikel terkait|terpopuler|"
        r"most (?:read|popular|viewed)|trending|trending now|recommended for you|"
        r"editor['’]s picks|pilihan editor|more on this story|you may also like)",
    ),
    _rule(
        "advertisement",
        r"[(\[-]{0,2} ?(?:advertisement|advertisements|ads?|sponsored|sponsored content|iklan|"
        r"advertorial|pariwara|(?:advertisement )?scroll to continue with content|"
        r"(?:article|story) continues (?:below|after) (?:this |the )?(?:ad|advertisement))"
        r" ?[)\]-]{0,2}",
    ),
    _rule("copyright", r"©.*"),
    _rule(
        "copyright",
        rf"(?:copyright|hak cipta|copyright \(c\)|\(c\)),? \d{{4}}(?: ?[-–] ?\d{{4}})?"
        rf"(?:,? (?:by |oleh )?{_NAMES})?[.,|]?(?: all rights reserved\.?)?",
    ),
    _rule(
        "copyright",
        r"(?:all rights reserved|hak cipta dilindungi(?: undang-undang)?)\.?",
    ),
    _rule(
        "sign_up",
        r"(?:subscribe|subscribe now|sign in|log ?in|sign up|register|newsletter|"
        r"sign up for our newsletter|subscribe to our newsletter|berlangganan|masuk ?/ ?daftar|"
        r"download our app|unduh aplikasi kami)[\s.!:|]*",
    ),
    _rule("sign_up", r"(?:masuk|daftar|langganan)[\s.!:|]*", languages=_INDONESIAN),
    _rule(
        "navigation",
        r"(?:home|beranda|menu|search|skip to (?:main )?content|back to top|kembali ke atas|"
        r"print|print this page|comments|komentar|leave a comment|tinggalkan komentar|copy link|"
        r"salin tautan)[\s|:»›>→]*",
    ),
    _rule("navigation", r"(?:cari|cetak)[\s|:»›>→]*", languages=_INDONESIAN),
    _rule("navigation", r"(?:tags?|topik|topics)\s?:[^.!?]*", where=frozenset({"last"})),
    _rule(
        "navigation",
        r"(?:home|beranda)(?:\s?[>»›/|]\s?[\w &-]{1,30}){1,5}",
    ),
    # "Photo: AFP", "(Foto: Antara/Yudhi)": a credit alone on its line.
    _rule(
        "credit",
        rf"[(\[]?(?:photo|photos|image|picture|foto|gambar|ilustrasi|dok)\s?: ?{_WORD}"
        rf"(?:(?: | ?/ ?|, ){_WORD}){{0,2}}[)\]]?",
    ),
    _rule("separator", r"[\W_]{1,80}"),
)


def is_furniture(block_text: str, language: str, *, position: Position) -> str | None:
    """Return the name of the rule that makes a block page furniture.

    Args:
        block_text: One block of the page, white space around it or not.
        language: Primary subtag of the text's language. Pages in any language carry English and
            Indonesian furniture, so most rules hold for all.
        position: Where the block stands in the page: `first` and `last` are the blocks before and
            after which nothing but furniture stands, the rest is `middle`.

    Returns:
        The rule's name, or None where the block is text to check.
    """
    line = block_text.strip()
    if not line or len(line) > MAX_LENGTH or "\n" in line:
        return None
    for rule in RULES:
        if rule.where and position not in rule.where:
            continue
        if rule.languages and language not in rule.languages:
            continue
        if rule.pattern.fullmatch(line):
            return rule.name
    return None
