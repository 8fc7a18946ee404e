"""Write factcheck/text/mentions/cldr/*.json from the Unicode CLDR.

What Babel does not carry: words for relative days, weeks, months and years (`cldr-dates-full`),
quotation marks (`cldr-misc-full`), and spelled-out numbers, which `unicode-rbnf` makes by CLDR's
rules (RBNF). The first two are unpacked npm packages of the Unicode Consortium, version 48.
Run by hand when CLDR changes; the tables are kept with the code:

    npm pack cldr-dates-full@48 cldr-misc-full@48   # and unpack each into DIR/<name>/package
    python eval/mentions/make_cldr_tables.py DIR     # with unicode-rbnf and babel installed
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from babel.localedata import locale_identifiers  # type: ignore[import-untyped,unused-ignore]
from unicode_rbnf import FormatPurpose, RbnfEngine  # type: ignore[import-not-found,unused-ignore]

OUT = Path(__file__).parents[2] / "factcheck" / "text" / "mentions" / "cldr"
UNITS = ("year", "quarter", "month", "week", "day")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# Written without spaces between words, so that a spelled number could be part of any other word.
NO_SPACES = frozenset({"ja", "ko", "km", "lo", "my", "th", "yue", "zh"})
DERIVED = {"ms": "id"}


def relative(folder: Path) -> dict[str, dict[str, str]]:
    """Return, by language, what a phrase such as `last year` means: `year-1`."""
    table: dict[str, dict[str, str]] = {}
    for path in sorted((folder / "cldr-dates-full" / "package" / "main").glob("*/dateFields.json")):
        language = path.parent.name
        if "-" in language:
            continue
        fields = json.loads(path.read_text())["main"][language]["dates"]["fields"]
        words: dict[str, str] = {}
        for unit in (*UNITS, *WEEKDAYS):
            for key, phrase in fields.get(unit, {}).items():
                name, _, offset = key.partition("relative-type-")
                if not name and offset and any(map(str.isalpha, phrase)) and "-" + unit != phrase:
                    words.setdefault(phrase, f"{unit}{int(offset):+d}")
        table[language] = words
    # Languages that CLDR has not translated repeat the root's English words.
    return {code: words for code, words in table.items() if code == "en" or words != table["en"]}


def quotes(folder: Path) -> dict[str, list[str]]:
    """Return, by language, the four marks: outer opening and closing, inner opening and closing."""
    table = {}
    for path in sorted((folder / "cldr-misc-full" / "package" / "main").glob("*/delimiters.json")):
        language = path.parent.name
        marks = json.loads(path.read_text())["main"][language]["delimiters"]
        table[language] = [
            marks[name]
            for name in (
                "quotationStart", "quotationEnd", "alternateQuotationStart", "alternateQuotationEnd"
            )
        ]  # fmt: skip
    return {code: marks for code, marks in table.items() if "-" not in code}


def spelled() -> dict[str, dict[str, dict[str, int]]]:
    """Return, by language, the words of 0 to 99, of whole hundreds and a thousand; ordinals too."""
    known = set(RbnfEngine.get_supported_languages())
    table = {}
    for language in sorted({code.partition("_")[0] for code in locale_identifiers()} - NO_SPACES):
        source = DERIVED.get(language, language)
        if source not in known:
            continue
        engine = RbnfEngine.for_language(source)
        table[language] = {
            "cardinal": _words(
                engine, FormatPurpose.CARDINAL, [*range(100), *range(100, 1001, 100)]
            ),
            "ordinal": _words(engine, FormatPurpose.ORDINAL, [*range(1, 100)]),
        }
    return table


def _words(engine: Any, purpose: Any, numbers: list[int]) -> dict[str, int]:  # noqa: ANN401 - no types
    """Return the words of the numbers in all genders and cases."""
    words: dict[str, int] = {}
    for number in numbers:
        try:
            forms = engine.format_number(number, purpose).text_by_ruleset.values()
        except Exception:  # noqa: BLE001, S112 - a rule that the engine cannot follow for this number
            continue
        for form in forms:
            plain = form.replace("\u00ad", "").replace("\u200b", "").strip()
            if plain and not any(map(str.isdigit, plain)) and any(map(str.isalpha, plain)):
                words.setdefault(plain, number)
    return words


def main() -> None:
    """Write the three tables."""
    folder = Path(sys.argv[1])
    tables = {"relative": relative(folder), "quotes": quotes(folder), "spelled": spelled()}
    for name, table in tables.items():
        body = json.dumps(table, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        (OUT / f"{name}.json").write_text(body.replace('},"', '},\n"') + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
