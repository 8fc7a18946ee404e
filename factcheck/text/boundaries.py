"""Whether a sentence ends at a mark that could end one.

One pattern finds the marks, in one pass over a block; `Boundaries.after` decides each from the word
before it, the first word after it and the brackets and quotation marks around it. What a language
adds are tables: abbreviations in four classes, and words that begin sentences.
"""

from __future__ import annotations

import re
from copy import copy
from functools import lru_cache
from typing import Final

from factcheck.text.abbreviations import (
    ABBREVIATIONS,
    AFTER_CLOCK,
    CLOCK,
    COMPANY,
    EVERYWHERE,
    ORDINAL_LANGUAGES,
    SPEECH_VERBS,
    TOP_LEVEL_DOMAINS,
)
from factcheck.text.starters import STARTERS

LOOK_BACK: Final = 25
"""Code points that the word before a mark is looked for in."""
MAX_BRACKET: Final = 200
_MAX_URL: Final = 80

# ----------------------------------------------------------------------------------- the marks

# Unicode's Sentence_Terminal, as far as they stand at the end of words in running text.
_STOPS: Final = ".!?…‼⁇⁈⁉։؟۔܀܁।॥။၊።፧፨។៕᙮᠃᠉᰻᱾꓿꘎。！？｡．"
_CLOSERS: Final = "”“\"»«’'`」』】）〉》)\\]"
_SMALL: Final = "a-zß-öø-ÿа-яёα-ώ"
# A stop, what closes after it, then white space, or a letter that is not small (a missing space).
_UPPER: Final = f"[^\\W\\d_{_SMALL}]"
# Bounded and possessive, so that a run of a million marks is read once.
_END: Final = f"[{_STOPS}{_CLOSERS}]{{0,40}}+(?=[\\s\\[(“«„‘¿¡]|{_UPPER})"
_MARK: Final = f"[{_STOPS}]{_END}"
# The semicolon of a list item that ran into the next.
_MARK_OR_SEMICOLON: Final = f"[{_STOPS};](?:(?<!;){_END}|(?<=;)(?=\\s+{_UPPER}))"
_GREEK_MARK: Final = f"[{_STOPS};]{_END}"

# --------------------------------------------------------------------------- around the marks

# A closing mark behind a space (French, tokenised text), a smiley; a quotation mark as HTML; the
# number of a footnote.
_LOOSE_CLOSER: Final = re.compile(
    r"[ \u00a0\u202f]([»\"”]|''|[:;]-?[)D](?!\w))(?=(\s*(?:[,;:!?)]|\.(?!\.)))|\s|$)"
    r"|(?:&#39;|&quot;)+|(?:\[\d{1,3}\])+"
)
_CONTINUES: Final = re.compile(r"\s*(?:[,;:)\]/%?!]|\.(?!\.))")
_VISIBLE: Final = re.compile(r"\S")
_NEXT_WORD: Final = re.compile(r"[^\w]{0,8}([^\W_]+(?:[.'’-][^\W_]+)*)")
_ON_WITH_A_LETTER: Final = re.compile(r"\s*[-–—]*\s*(?!https?:|www\.)([^\W\d_])")
_ITEM: Final = re.compile(r"\s+\(?[a-h][.)]\s+[^\W\d_a-zß-öø-ÿ]")
_SMALL_IN_BRACKET: Final = re.compile(r"\s*\(([^\W\d_])")
_MARKER: Final = re.compile(r"\s*[(\[]?(?:\d{1,3}|[^\W\d_]|[ivxIVX]{1,4})[.)\]]")
_ATTRIBUTION: Final = re.compile(
    rf"\s+(?:[^\W\d_][\w.’'-]*\s+){{0,4}}(?:{'|'.join(SPEECH_VERBS)})\b"
)
_AFTER_SEMICOLON: Final = re.compile(r"\s+([^\W\d_]+(?:['’-][^\W\d_]+)*)\s+([^\W\d_])")
_GLUED: Final = re.compile(r"([^\W\d_]+)(?:[\s,;:]|['’-][^\W\d_]|$)")
_ROMAN: Final = re.compile(r"[IVXLC]+")
_DOTTED: Final = re.compile(r"(?:[^\W\d_]{1,3}\.)+[^\W\d_]{1,3}")
_CONSONANTS: Final = re.compile(r"[B-DF-HJ-NP-TV-XZ][b-df-hj-np-tv-xz]{1,3}")
SHORT: Final = 2
"""A word of more letters is no abbreviation, unless a table has it."""
_LONG: Final = 4
_ORDINAL_DIGITS: Final = 2


class Boundaries:
    """The rules of one language.

    Args:
        language: BCP 47 primary subtag.

    Attributes:
        marks: Finds every mark that could end a sentence, closing marks included; never the last
            one of a text, which ends it anyway.
        words: All words whose full stop needs a closer look.
    """

    def __init__(self, language: str) -> None:
        table = ABBREVIATIONS.get(language, EVERYWHERE)
        self.before, self.within, self.number, self.final = table
        self.words = frozenset().union(*table)
        self.starters = STARTERS.get(language, frozenset())
        self.known: frozenset[int] | None = None
        self.ordinals = language in ORDINAL_LANGUAGES
        self.greek = language == "el"
        marks = _MARK_OR_SEMICOLON if self.starters else _MARK
        self.marks = re.compile(_GREEK_MARK if self.greek else marks)

    def with_known(self, known: frozenset[int]) -> Boundaries:
        """Return a copy to which a full stop ends something only where `known` has its offset."""
        rules = copy(self)
        rules.known = known
        return rules

    def is_plain(self, text: str, start: int, first: int) -> bool:
        """Say whether the mark at `first`, before a capital, ends a sentence beyond doubt.

        True for nearly every mark: after a word that no table has, outside brackets. Where it is
        False, `after` decides.
        """
        low = max(start, first - LOOK_BACK)
        word = text[low:first].rpartition(" ")[2]
        if word.isalpha():
            if len(word) <= SHORT or word in self.words:
                return False
        elif word and (self.ordinals or not word.isdigit()):
            return False
        elif low == start:
            return False  # too near the beginning: it could be a list marker
        if text[first] == ";" or self.known is not None:
            return False
        low = max(start, low - MAX_BRACKET)
        return text.rfind("(", low, first) <= text.rfind(")", low, first)

    def after(
        self,
        text: str,
        start: int,
        mark: re.Match[str],
        quotes: Quotes,
    ) -> int:
        """Return where the sentence that began at `start` ends at `mark`, or 0.

        Args:
            text: The whole text; nothing behind the mark's own block is looked at.
            start: Where the sentence began.
            mark: A match of `marks`.
            quotes: The straight quotation marks of the block.
        """
        first, stop, end = mark.start(), mark.end(), mark.endpos
        if text[first] == ";" and not self.greek:
            return self._after_semicolon(text, stop, end)
        if not text[stop].isspace() and text[stop - 1] == '"' and not quotes.opened(stop - 1):
            stop -= 1  # `gone."Then`: it opens the next one
        loose = _LOOSE_CLOSER.match(text, stop, end)
        while loose and (loose[1] != '"' or loose[2] or quotes.opened(loose.start(1))):
            stop = loose.end()
            loose = _LOOSE_CLOSER.match(text, stop, end)
        if stop >= end or _CONTINUES.match(text, stop, end) or _is_begin(text, start, stop):
            return 0
        if _in_brackets(text, start, stop, end):
            return 0
        return stop if self._ends(text, start, first, stop, end) else 0

    def _ends(self, text: str, start: int, first: int, stop: int, end: int) -> bool:
        """Say whether a sentence ends at a mark that no punctuation goes on from."""
        word = _word_before(text, start, first)
        marks = text[first:stop]
        closed = marks[-1] not in _STOPS
        if not text[stop].isspace() and marks[-1] not in _FULL_WIDTH:
            return self._is_glued(text, word, marks, stop, end)
        letter = _ON_WITH_A_LETTER.match(text, stop, end)
        if letter and letter[1].islower():
            if _ITEM.match(text, stop, end):
                return word not in self.words
            return not closed and self._small_begins(text, start, first, word, marks)
        if marks[0] != "." or ".." in marks:
            return not (closed and _ATTRIBUTION.match(text, stop, end))
        if self.known is not None and first + 1 not in self.known:
            return False
        return self._ends_word(text, start, first, stop, end)

    def _ends_word(self, text: str, start: int, first: int, stop: int, end: int) -> bool:
        """Say whether the full stop at `first` ends a sentence before what is no small letter."""
        word = _word_before(text, start, first)
        found = _NEXT_WORD.match(text, stop, end)
        following = found[1] if found else ""
        if word in self.before:
            return False
        if word in self.number and (following[:1].isdigit() or _ROMAN.fullmatch(following)):
            return False
        if word in self.final:
            return not _goes_on_from_final(text, word, stop, end)
        initial = len(following) == 1 and text.startswith(f"{following}.", stop + 1)
        begins = following in self.starters and not initial
        if len(word) == 1 and word.isalpha() and word not in self.within:
            return self._after_letter(text, start, first, begins=begins)
        if self._is_abbreviation(word, following):
            return begins
        small = _SMALL_IN_BRACKET.match(text, stop, end)
        return not (small and small[1].islower() and word.isalpha() and len(word) < _LONG)

    def _is_abbreviation(self, word: str, following: str) -> bool:
        """Say whether `word` is or looks like what goes on unless a new sentence plainly begins."""
        if word in self.within or _DOTTED.fullmatch(word):
            return True
        if self.ordinals and _is_ordinal(word):
            return True
        return following[:1].isupper() and _CONSONANTS.fullmatch(word) is not None

    def _after_letter(self, text: str, start: int, first: int, *, begins: bool) -> bool:
        """Say whether a sentence ends after one letter: `J. Smith`, `и т. п.`, plan `B.`."""
        head = text[max(start, first - LOOK_BACK) : first - 1].rsplit(None, 1)
        last = head[-1] if head else ""
        if not last.endswith("."):
            return begins
        joined = last + text[first - 1]
        return joined in self.final or (begins and joined in self.within)

    def _small_begins(self, text: str, start: int, first: int, word: str, marks: str) -> bool:
        """Say whether a sentence can begin with a small letter after `word`, as in chats.

        Not after an ellipsis, nor after what could be an abbreviation or a name (`Yahoo! is`).
        """
        if "?" in marks:
            return True
        closed = text[first - 1] in _FINAL_CLOSERS
        if "…" in marks or ".." in marks or word in self.words or "." in word:
            return False
        if closed or "!" in marks:
            return closed or word.islower()
        if word.isdigit():
            return len(word) > SHORT
        if text[start].islower() or not word.isalpha():
            return len(word) > 1
        return len(word) > (_LONG - word.islower())

    def _is_glued(self, text: str, word: str, marks: str, stop: int, end: int) -> bool:
        """Say whether a space is missing at `stop`: `miliar.Impor`, not `Newsfeed.Com` or a URL."""
        if text[stop] in "[(“«„‘¿¡":
            return marks[0] != "." or (len(word) > SHORT and word.isalpha())
        found = _GLUED.match(text, stop, end)
        if found is None or word in self.words or len(word) <= SHORT:
            return False
        following = found[1]
        if not following.istitle() or following.casefold() in TOP_LEVEL_DOMAINS:
            return False
        if len(following) <= SHORT and following not in self.starters:
            return False
        piece = text[max(0, stop - _MAX_URL) : stop].rpartition(" ")[2]
        plain = marks != "." or word.isalpha() or word.isdigit()
        return plain and not any(sign in piece for sign in ("/", "@", "www."))

    def _after_semicolon(self, text: str, stop: int, end: int) -> int:
        """Return where a list item that ran into the next ends: `; Elle est`, not `; Le Monde`."""
        found = _AFTER_SEMICOLON.match(text, stop, end)
        return stop if found and found[1] in self.starters and found[2].islower() else 0


_FINAL_CLOSERS: Final = "”\"»’')]"
_FULL_WIDTH: Final = "。！？｡．।॥။។۔؟"


class Quotes:
    """The straight quotation marks of one block, counted once from left to right.

    Args:
        text: The whole text.
        start: Where the block begins.
    """

    def __init__(self, text: str, start: int) -> None:
        self._text = text
        self._at = start
        self._open = False

    def opened(self, at: int) -> bool:
        """Say whether a mark at `at` would close; `at` must not go back."""
        if self._text.count('"', self._at, at) % 2:
            self._open = not self._open
        self._at = max(at, self._at)
        return self._open


def _word_before(text: str, start: int, first: int) -> str:
    """Return the word that ends at `first`, without the marks that open before it."""
    head = text[max(start, first - LOOK_BACK) : first]
    pieces = head.rsplit(None, 1)
    if not pieces or head[-1].isspace():
        return ""
    word = pieces[-1].lstrip("(\"'“„«‘[¿¡`—–-…>*")
    return word.rstrip("”\"’'»)")


def _is_begin(text: str, start: int, stop: int) -> bool:
    """Say whether nothing but a list marker, or no word at all, stands before `stop`."""
    if stop - start > LOOK_BACK:
        return False
    return _MARKER.fullmatch(text, start, stop) is not None or not any(
        map(str.isalnum, text[start:stop])
    )


def _in_brackets(text: str, start: int, stop: int, end: int) -> bool:
    """Say whether `stop` lies in a bracket that was opened within its sentence."""
    opened = text.rfind("(", max(start + 1, stop - MAX_BRACKET), stop)
    if opened < 0 or text.find(")", opened, stop) >= 0:
        return False
    closed = text.find(")", stop, min(end, stop + MAX_BRACKET))
    return closed >= 0 and text.find("(", stop, closed) < 0


def _goes_on_from_final(text: str, word: str, stop: int, end: int) -> bool:
    """Say whether a phrase goes on: `Tbk. (BBNI)`, `S.H. M.H.`, `Pte. Ltd.`."""
    visible = _VISIBLE.search(text, stop, end)
    if visible is None:
        return True
    found = _NEXT_WORD.match(text, stop, end)
    if visible[0] == "(":
        return word in COMPANY or (found is not None and found[1].isdigit())
    if found and word in CLOCK and found[1] in AFTER_CLOCK:
        return True
    if found is None or text[found.end() : found.end() + 1] != ".":
        return False
    return found[1] in COMPANY or _DOTTED.fullmatch(found[1]) is not None


def _is_ordinal(word: str) -> bool:
    """Say whether a full stop after `word` can make it an ordinal."""
    digits = word.isdigit() and len(word) <= _ORDINAL_DIGITS
    return digits or _ROMAN.fullmatch(word) is not None


@lru_cache(maxsize=64)
def boundaries_of(language: str) -> Boundaries:
    """Return the rules of a language, built once."""
    return Boundaries(language)
