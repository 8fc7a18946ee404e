"""The JSON report: its documented shape, and that a terminal may show it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from factcheck.reports.json_report import json_bytes, json_report
from tests.reports.golden import assert_golden
from tests.reports.naughty import NAUGHTY
from tests.reports.rows import hostile, report

DOCUMENTED = Path(__file__).parents[2] / "docs" / "commands.md"


@pytest.mark.parametrize("of", ["articles", "claims"])
def test_report_is_what_it_was(of: str) -> None:
    """The same rows give the same bytes, now and in the next release."""
    assert_golden(f"{of}.json", json_report(report(of=of)))


def test_hostile_report_is_what_it_was() -> None:
    """What is shown of hostile text does not change unseen either."""
    assert_golden("hostile.json", json_report(report(hostile)))


@pytest.mark.parametrize("words", NAUGHTY)
def test_text_comes_back_exactly(words: str) -> None:
    """Reading the JSON gives the very text, and the bytes hold no control but line ends."""
    data = json_bytes({"text": words})
    assert json.loads(data) == {"text": words}
    assert (
        re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", data.decode()) is None
    )


def test_shape_is_the_documented_one() -> None:
    """Every name in the JSON is in the documentation."""
    documented = DOCUMENTED.read_text(encoding="utf-8")

    def names(value: object) -> set[str]:
        if isinstance(value, dict):
            return set(value) | {name for inner in value.values() for name in names(inner)}
        if isinstance(value, list):
            return {name for inner in value for name in names(inner)}
        return set()

    found = names(json.loads(json_report(report())))
    assert {name for name in found if f"`{name}`" not in documented} == set()


def test_report_of_claims_has_articles_without_texts() -> None:
    """A report of claims names the articles they are from, and leaves their texts out."""
    whole = json.loads(json_report(report()))
    single = json.loads(json_report(report(of="claims")))
    assert whole["format"] == single["format"] == "factcheck-report/1"
    assert "text" in whole["articles"][0]
    assert "text" not in single["articles"][0]
    assert whole["claims"] == single["claims"]
    assert [source["ref"] for source in whole["sources"]] == ["S3"]
    assert whole["claims"][0]["verdict"]["rating"]["code"] == "false"
    assert whole["claims"][1]["verdict"] is None
    assert whole["people"] == ["ana", "budi"]
