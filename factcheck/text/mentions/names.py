"""Names as far as spelling goes: runs of capitalised words, with titles and words of organisations.

A capital at the beginning of a sentence proves nothing: there a name needs other evidence, such as
a second capital, a title, CLDR's list of territories, or the same word capitalised elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from factcheck.text.mentions import tables
from factcheck.text.mentions.locales import babel_locale
from factcheck.text.mentions.model import Found, Kind, Name
from factcheck.text.mentions.phrases import Phrases
from factcheck.text.mentions.tokens import CHARACTER, WORD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.text.mentions.tokens import Tokens

_ENDS: Final = frozenset(".!?…:;。！？\n")
_MARKS: Final = frozenset("\"'“”‘’«»„(–—[•*")
_MAX_RUN: Final = 12
_LONG: Final = 5
_MIN_CHARACTERS: Final = 2


@dataclass(frozen=True)
class NameWords:
    """What shows in a language that a word is a name, and of what kind."""

    titles: Phrases[None]
    first_of_organisation: Phrases[None]
    last_of_organisation: frozenset[str]
    first_of_place: Phrases[None]
    last_of_place: frozenset[str]
    not_names: frozenset[str]
    inside: frozenset[str]
    places: Phrases[str]
    not_first: frozenset[str]
    nouns_are_capitalised: bool


@cache
def load(language: str) -> NameWords:
    """Return the words of a language."""

    def phrases(key: str) -> Phrases[None]:
        return Phrases((word, None) for word in tables.words(language, "names", key))

    def folds(key: str) -> frozenset[str]:
        return frozenset(word.casefold() for word in tables.words(language, "names", key))

    calendar = ("months", "weekdays")
    locale = babel_locale(language)
    dates = {
        name.casefold()
        for part in calendar
        if locale is not None
        for name in getattr(locale, "months" if part == "months" else "days")["format"][
            "wide"
        ].values()
    }
    return NameWords(
        titles=phrases("titles"),
        first_of_organisation=phrases("organisation_first"),
        last_of_organisation=folds("organisation_last"),
        first_of_place=phrases("geographic_first"),
        last_of_place=folds("geographic_last"),
        not_names=folds("not_names"),
        inside=folds("lower_inside"),
        places=Phrases(_places(language)),
        not_first=frozenset(dates),
        nouns_are_capitalised=tables.flag(language, "names", "nouns_are_capitalised"),
    )


def _places(language: str) -> Iterator[tuple[str, str]]:
    """Yield the names of territories: our own short forms, then CLDR's."""
    for code, words in tables.mapping(language, "names", "places").items():
        yield from ((word, code) for word in words)
    locale = babel_locale(language)
    for code, name in (locale.territories if locale is not None else {}).items():
        if len(name) >= _MIN_CHARACTERS and code not in {"001", "ZZ", "QO", "EU", "EZ", "XA", "XB"}:
            yield name, code


def find(tokens: Tokens, words: NameWords) -> Iterator[Found]:
    """Yield the names of a text, in order, not overlapping."""
    inner = _inner_capitals(tokens)
    index = 0
    while index < len(tokens):
        kind = tokens.types[index]
        if kind == CHARACTER:
            found = words.places.at(tokens, index)
            if found is not None and found[1] - index >= _MIN_CHARACTERS:
                yield Found(Kind.PLACE, index, found[1], Name(territory=found[0]))
                index = found[1]
                continue
        elif kind == WORD and (capitalised(tokens, index) or _uncased(tokens, index)):
            end = run_end(tokens, index, words)
            yield from _of_run(tokens, index, end, words, inner)
            index = end
            continue
        index += 1


def _uncased(tokens: Tokens, index: int) -> bool:
    """Say whether a word is of a script without capitals."""
    char = tokens.words[index][0]
    return not char.isupper() and not char.islower() and char.isalpha()


def capitalised(tokens: Tokens, index: int) -> bool:
    """Say whether the token at `index` is a word that begins with a capital."""
    word = tokens.words[index]
    return tokens.types[index] == WORD and word[0].isupper() and not word[0].islower()


def _inner_capitals(tokens: Tokens) -> frozenset[str]:
    """Return the words that stand capitalised within a sentence."""
    return frozenset(
        tokens.words[index]
        for index in range(tokens.count)
        if capitalised(tokens, index) and not begins_a_sentence(tokens, index)
    )


def begins_a_sentence(tokens: Tokens, index: int) -> bool:
    """Say whether only marks stand between the token and the end of a sentence or a line."""
    at = index
    while at > 0 and tokens.words[at - 1] in _MARKS and tokens.same_line(at):
        at -= 1
    return at == 0 or not tokens.same_line(at) or tokens.words[at - 1] in _ENDS


def run_end(tokens: Tokens, index: int, words: NameWords) -> int:
    """Return the index after the run of capitalised words that begins at `index`."""
    if not capitalised(tokens, index):
        found = words.places.at(tokens, index)
        return index + 1 if found is None else found[1]
    end = index + 1
    organisation = words.first_of_organisation.at(tokens, index)
    if organisation is not None:
        end = organisation[1]
    while end < len(tokens) and end - index < _MAX_RUN and tokens.same_line(end):
        if capitalised(tokens, end):
            place = words.places.at(tokens, end)
            end = end + 1 if place is None else place[1]
        elif _initial(tokens, end, words) or _hyphen(tokens, end):
            end += 1
        elif _links(tokens, end, words, organisation=organisation is not None):
            end += 2
        else:
            break
    return end


def _initial(tokens: Tokens, index: int, words: NameWords) -> bool:
    """Say whether a full stop follows an initial or a title within a name: `J. K.`, `Dr. Jane`."""
    if tokens.words[index] != "." or not tokens.glued(index) or index + 1 >= len(tokens):
        return False
    short = len(tokens.words[index - 1]) == 1 or words.titles.before(tokens, index) is not None
    return short and tokens.same_line(index + 1) and capitalised(tokens, index + 1)


def _hyphen(tokens: Tokens, index: int) -> bool:
    """Say whether a hyphen ties two parts of a name."""
    if index >= tokens.count:
        return False
    tied = tokens.words[index] in "-'’" and tokens.glued(index) and tokens.glued(index + 1)
    return tied and capitalised(tokens, index + 1)


def _links(tokens: Tokens, index: int, words: NameWords, *, organisation: bool) -> bool:
    """Say whether a small word ties two parts of a name: `Bank of England`, `Ursula von der`."""
    word = tokens.folds[index]
    if word not in words.inside or index + 1 >= len(tokens) or not tokens.same_line(index + 1):
        return False
    organisation = organisation or tokens.folds[index - 1] in words.last_of_organisation
    if word in {"of", "the", "and", "for"} and not organisation:
        return False
    return capitalised(tokens, index + 1)


def _of_run(
    tokens: Tokens, index: int, end: int, words: NameWords, inner: frozenset[str]
) -> Iterator[Found]:
    """Yield the names in one run of capitalised words."""
    shout = all(tokens.words[at].isupper() for at in range(index, end) if tokens.types[at] == WORD)
    letters = sum(len(tokens.words[at]) for at in range(index, end))
    if shout and letters > _LONG and end - index > 2:  # noqa: PLR2004 - a line in capitals
        return
    begins = begins_a_sentence(tokens, index)
    while index < end and (tokens.folds[index] in words.not_names and (begins or end - index == 1)):
        index += 1
        begins = False
    if index < end:
        yield from _classified(tokens, index, end, words, inner)


def _classified(
    tokens: Tokens, index: int, end: int, words: NameWords, inner: frozenset[str]
) -> Iterator[Found]:
    """Yield a run as an organisation, a place, a person after a title, or merely a name."""
    linked = any(
        tokens.folds[at] in words.last_of_organisation and tokens.fold_at(at + 1) in words.inside
        for at in range(index, end)
    )
    if (linked or tokens.folds[end - 1] in words.last_of_organisation) and end - index > 1:
        yield Found(Kind.ORGANISATION, index, _with_stop(tokens, end), Name())
        return
    first = words.first_of_organisation.at(tokens, index)
    if first is not None and first[1] < end:
        yield Found(Kind.ORGANISATION, index, end, Name())
        return
    place = words.places.at(tokens, index)
    if place is not None and place[1] <= end and not _hyphen(tokens, place[1]):
        yield Found(Kind.PLACE, index, place[1], Name(territory=place[0]))
        if place[1] < end:
            yield from _classified(tokens, place[1], end, words, inner)
        return
    if _geographic(tokens, index, end, words):
        yield Found(Kind.PLACE, index, end, Name())
        return
    title = words.titles.at(tokens, index)
    if title is not None:
        yield from _after_title(tokens, index, title[1], end, words)
        return
    yield from _plain(tokens, index, end, words, inner)


def _with_stop(tokens: Tokens, end: int) -> int:
    """Return the end with the full stop of `Inc.` where the sentence goes on after it."""
    stop = tokens.fold_at(end) == "." and tokens.glued(end) and end + 1 < len(tokens)
    return end + (stop and tokens.same_line(end + 1) and not capitalised(tokens, end + 1))


def _geographic(tokens: Tokens, index: int, end: int, words: NameWords) -> bool:
    """Say whether a run says by its first or last word that it is a place."""
    first = words.first_of_place.at(tokens, index)
    if first is not None and first[1] < end:
        return True
    return tokens.folds[end - 1] in words.last_of_place and end - index > 1


def _after_title(
    tokens: Tokens, index: int, at: int, end: int, words: NameWords
) -> Iterator[Found]:
    """Yield the person whose title stands first, and the place between: `Presiden Rusia …`."""
    title = tokens.slice(index, at)
    while at < end and (more := words.titles.at(tokens, at)) is not None and more[1] < end:
        at = more[1]
        title = tokens.slice(index, at)
    at = after_title(tokens, at, end)
    place = words.places.at(tokens, at) if at < end else None
    if place is not None and place[1] <= end:
        yield Found(Kind.PLACE, at, place[1], Name(territory=place[0]))
        at = place[1]
    if at < end:
        yield Found(Kind.PERSON, at, end, Name(title=title))


def after_title(tokens: Tokens, at: int, end: int) -> int:
    """Return the index after the full stop of a title, or after an office: `Menteri ESDM …`."""
    at += tokens.fold_at(at) == "."
    office = at + 1 < end and tokens.words[at].isupper() and 1 < len(tokens.words[at]) <= _LONG
    return at + (office and not tokens.words[at + 1].isupper())


def _plain(
    tokens: Tokens, index: int, end: int, words: NameWords, inner: frozenset[str]
) -> Iterator[Found]:
    """Yield a run that nothing but its capitals shows to be a name."""
    before = words.titles.before(tokens, index)
    if before is not None and tokens.same_line(index):
        yield Found(Kind.PERSON, index, end, Name(title=tokens.slice(before[1], index)))
        return
    for at in range(index, end):
        place = words.places.at(tokens, at)
        whole = place is not None and not (_hyphen(tokens, place[1]) or _hyphen(tokens, at - 1))
        if place is not None and whole and place[1] <= end and at > index:
            yield from _plain(tokens, index, at, words, inner)
            yield from _classified(tokens, at, end, words, inner)
            return
        title = words.titles.at(tokens, at)
        if title is not None and at > index and title[1] < end:
            yield from _after_title(tokens, at, title[1], end, words)
            return
    if _shows_a_name(tokens, index, end, words, inner):
        yield Found(Kind.NAME, index, end, Name())


def _shows_a_name(
    tokens: Tokens, index: int, end: int, words: NameWords, inner: frozenset[str]
) -> bool:
    """Say whether the capitals of a run are evidence enough."""
    if words.nouns_are_capitalised or tokens.folds[index] in words.not_first:
        return False
    if not capitalised(tokens, index):
        return False
    if end - index > 1:
        return True
    word = tokens.words[index]
    return len(word) > 1 and (word in inner or not begins_a_sentence(tokens, index))
