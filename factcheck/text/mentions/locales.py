"""What CLDR knows of numbers and units of a locale, through Babel; loaded on first use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from factcheck.text.mentions import tables
from factcheck.text.mentions.phrases import Phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel import Locale

# Units whose CLDR names are clear words. Left out: those that are also ordinary words ("point",
# "bit", "mole", "part") and what no newspaper counts in.
_UNITS: Final = frozenset(
    """
    duration-year duration-month duration-week duration-day duration-hour duration-minute
    duration-second duration-decade duration-century length-kilometer length-meter
    length-centimeter length-millimeter length-mile length-foot length-inch length-yard
    length-nautical-mile length-light-year mass-kilogram mass-gram mass-milligram mass-tonne
    mass-ton mass-pound mass-ounce area-square-kilometer area-square-meter area-hectare area-acre
    area-square-mile area-square-foot volume-liter volume-milliliter volume-cubic-meter
    volume-gallon volume-barrel power-watt power-kilowatt power-megawatt power-gigawatt
    power-horsepower energy-kilowatt-hour energy-joule energy-calorie energy-kilocalorie
    electric-volt electric-ampere digital-kilobyte digital-megabyte digital-gigabyte
    digital-terabyte digital-byte frequency-hertz frequency-kilohertz frequency-megahertz
    frequency-gigahertz temperature-celsius temperature-fahrenheit temperature-kelvin
    speed-kilometer-per-hour speed-mile-per-hour speed-meter-per-second speed-knot
    pressure-hectopascal pressure-millibar
    """.split()  # noqa: SIM905 - a table reads better than a list of quoted words
)
_MIN_NAME: Final = 2
_HOLE: Final = re.compile(r"\{\d\}")
_QUOTED: Final = re.compile(r"'([^']*)'")
_COMPACT_WORD: Final = re.compile(r"[^\s¤0#.,;]+(?:[\s\u00a0]+[^\s¤0#.,;]+)*\.?")


@dataclass(frozen=True)
class Locales:
    """The words of one locale.

    Attributes:
        decimal: The decimal sign, `.` or `,`.
        sure: The locale is known, so that its separators decide.
        space_groups: It divides groups of digits by spaces.
        magnitudes: What a word multiplies by.
        currencies: Signs and names of currencies.
        units: Names of units.
        percents: Words and signs of percentages.
    """

    decimal: str
    sure: bool
    space_groups: bool
    magnitudes: Phrases[Fraction]
    currencies: Phrases[str]
    units: Phrases[str]
    percents: Phrases[None]


@cache
def babel_locale(language: str) -> Locale | None:
    """Return Babel's locale of a BCP-47 tag, or of its primary subtag; None where it has none."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - Babel takes 50 ms to load

    for tag in (language, tables.primary(language)):
        try:
            return Locale.parse(tag, sep="-" if "-" in tag else "_")
        except (UnknownLocaleError, ValueError, TypeError):
            continue
    return None


@cache
def load(language: str) -> Locales:
    """Return the words of a language's locale."""
    locale = babel_locale(language)
    data = _data(locale)
    symbols = _symbols(locale)
    return Locales(
        decimal="," if symbols.get("decimal") == "," else ".",
        sure=locale is not None,
        space_groups=str(symbols.get("group", ",")).isspace(),
        magnitudes=Phrases(_magnitudes(language, data)),
        currencies=Phrases(_currencies(language, locale)),
        units=Phrases(_units(language, data)),
        percents=Phrases(
            (word, None) for word in (*tables.words(language, "percent", "sign"), *_percent(data))
        ),
    )


def _data(locale: Locale | None) -> Any:  # noqa: ANN401 - Babel's tables have no types
    """Return Babel's table of a locale."""
    return {} if locale is None else locale._data  # noqa: SLF001 - CLDR parts without an accessor


def _symbols(locale: Locale | None) -> Any:  # noqa: ANN401
    """Return the number symbols of a locale in Western digits."""
    return {} if locale is None else locale.number_symbols.get("latn", {})


def _magnitudes(language: str, data: Any) -> Iterator[tuple[str, Fraction]]:  # noqa: ANN401
    """Yield the words of powers of ten: our own, then those of CLDR's compact forms."""
    for power, words in tables.mapping(language, "magnitudes").items():
        yield from ((word, Fraction(Decimal(power))) for word in words)
    own = {
        word.casefold()
        for words in tables.mapping(language, "magnitudes").values()
        for word in words
    }
    for length in ("long", "short"):
        for forms in _table(data, "compact_decimal_formats", length).values():
            for power, form in forms.items():
                word = _compact_word(form.pattern)
                if word and word.casefold() not in own and (length == "long" or len(word) > 1):
                    zeros = form.pattern.count("0")
                    yield word, Fraction(int(power), 10 ** (zeros - 1))


def _table(data: Any, *keys: str) -> Any:  # noqa: ANN401
    """Return a part of Babel's table, or an empty one."""
    for key in keys:
        try:
            data = data[key]
        except (KeyError, TypeError):
            return {}
    return data


def _compact_word(pattern: str) -> str:
    """Return the word of a compact number pattern: `0 miliar` has `miliar`."""
    positive = _QUOTED.sub(r"\1", pattern.partition(";")[0])
    if "0" not in positive:
        return ""
    match = _COMPACT_WORD.search(positive.replace("0", " ").strip())
    return match.group().strip() if match else ""


def _currencies(language: str, locale: Locale | None) -> Iterator[tuple[str, str]]:
    """Yield signs and names of currencies: our own win, since the first of equals is found."""
    for code, words in tables.mapping(language, "currencies").items():
        yield from ((word, code) for word in words)
    if locale is None:
        return
    for code, names in _table(_data(locale), "currency_names_plural").items():
        yield from ((name, code) for name in names.values() if isinstance(name, str))
    for code, name in locale.currencies.items():
        yield from ((name, code), (code, code))
    for code, symbol in locale.currency_symbols.items():
        if not symbol.isalpha() or symbol == code:
            yield symbol, code


def _units(language: str, data: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401
    """Yield the names of units: our own, then CLDR's long names."""
    for unit, words in tables.mapping(language, "units").items():
        yield from ((word, unit) for word in words)
    for unit, lengths in _table(data, "unit_patterns").items():
        if unit in _UNITS:
            name = unit.partition("-")[2]
            yield from ((word, name) for word in _names_of(lengths))


def _percent(data: Any) -> Iterator[str]:  # noqa: ANN401
    """Yield CLDR's words of a percentage."""
    yield from _names_of(_table(data, "unit_patterns", "concentr-percent"))


def _names_of(lengths: Any) -> Iterator[str]:  # noqa: ANN401
    """Yield the names of a unit: long ones, or short ones where CLDR has only those."""
    forms = dict(_table(lengths, "long").items())
    if "other" not in forms:
        forms |= dict(_table(lengths, "short").items())
    for form, pattern in forms.items():
        word = _beside_hole(pattern) if form not in {"per", "gender"} else ""
        if len(word) >= _MIN_NAME:
            yield word


def _beside_hole(pattern: str) -> str:
    """Return the word after the hole of a unit pattern (`{0} tahun`); empty for any other form."""
    before, *after = _HOLE.split(pattern)
    return after[0].strip() if len(after) == 1 and not before.strip() else ""
