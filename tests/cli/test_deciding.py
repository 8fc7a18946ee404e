"""Marking, tagging, linking, rating, and taking back: the whole job without a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import count_events

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


def test_whole_job_on_either_database(either_desk: Path, run: Run, tmp_path: Path) -> None:
    """One claim from file to published verdict, its history shown, undone, redone, proved."""
    assert run("mark", "A1", "2", "not-a-claim", "--json").json == {
        "article": "A1",
        "number": 2,
        "mark": "not_a_claim",
    }
    tagged = run(
        "tag", "A1", "--sentence", "1", "--said-on", "2013", "--type", "forecast", "--json"
    )
    assert tagged.json["ref"] == "C1"
    assert tagged.json["type"] == "forecast"
    linked = run("link", "C1", "A1", "--stance", "context", "--passage", "major buyer", "--json")
    assert linked.json["evidence"][0]["exact"] == "major buyer"
    assert run("verdict", "C1", "half-true", "--explanation", "Partly.").code == 0
    assert "◑ Half true" in run("claims").out
    assert run("export", "C1", "--output", tmp_path / "c1.html").code == 0
    events = run("history", "--claim", "C1", "--json").json["events"]
    assert next(event["action"] for event in events) == "verdict.record"
    assert run("undo", "--json").json["undone"]["seq"] == events[0]["seq"]
    assert run("claim", "C1", "--json").json["verdict"] is None
    assert run("redo").code == 0
    assert run("claim", "C1", "--json").json["verdict"]["rating"]["code"] == "half-true"
    rebuilt = run("history", "rebuild", "--json")
    assert (rebuilt.code, rebuilt.json["equal"]) == (0, True)
    assert run("checkpoint").code == 0
    proved = run("verify", "--json")
    assert (proved.code, proved.json["status"]) == (0, "ok")
    assert (either_desk / "sources").is_dir()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("mark", "A1", "99", "claim"), 3, "numbered 1 to 4"),
        (("mark", "A1", "0", "claim"), 3, "no sentence 0"),
        (("mark", "A1", "1", "perhaps"), 2, "perhaps"),
        (("mark", "A7", "1", "claim"), 3, "no article A7"),
        (("mark", "A1", "1", "not-a-claim"), 7, "Claim C1"),
        (("tag", "A1"), 2, "--sentence"),
        (("tag", "A1", "--words", "words that are not there"), 7, "not in the text"),
        (("tag", "A1", "--words", "a"), 7, "times in the text"),
        (("tag", "A1", "--sentence", "3", "--said-on", "yesterday"), 2, "2013-11-12"),
        (("tag", "A1", "--sentence", "1"), 7, "already"),
        (("tag", "A1", "--sentence", "9"), 3, "numbered 1 to 4"),
        (("link", "C1", "S9", "--stance", "supports"), 3, "no source S9"),
        (("link", "C9", "S1", "--stance", "supports"), 3, "no claim C9"),
        (("link", "C1", "S1"), 2, "--stance"),
        (("link", "C1", "S1", "--stance", "proves"), 2, "proves"),
        (("link", "C1", "S1", "--stance", "supports", "--passage", "absent"), 7, "not in the"),
        (
            ("link", "C1", "S1", "--stance", "supports", "--passage", "Weapons were bought."),
            7,
            "2 times",
        ),
        (("verdict", "C1", "nonsense"), 2, "half-true"),
        (("verdict", "C9", "true"), 3, "no claim C9"),
        (("sources", "add", "T", "--url", "javascript:alert(1)"), 2, "https://"),
        (("sources", "add"), 2, "title or an address"),
        (("sources", "add", "--file", "missing.txt"), 8, "missing.txt"),
        (("sources", "add", "T", "--published-on", "13/14"), 2, "2013-11-12"),
        (("claims", "--article", "A9"), 3, "no article A9"),
        (("claims", "--state", "lost"), 2, "lost"),
        (("undo", "--event", "99999"), 3, "99999"),
        (("redo",), 7, "redo"),
        (("history", "--since", "tomorrow"), 2, "2025-01-14"),
        (("history", "--limit", "0"), 2, "--limit"),
        (("frobnicate",), 2, "frobnicate"),
        (("claims", "--frobnicate"), 2, "--frobnicate"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_refusals_are_plain_and_change_nothing(
    checked_desk: Path, run: Run, arguments: tuple[str, ...], code: int, said: str
) -> None:
    """What cannot be done is told on stderr, with its code, and the history is as before."""
    before = count_events(checked_desk)
    answer = run(*arguments)
    assert (answer.code, answer.out) == (code, "")
    assert said.lower() in answer.err.lower()
    assert count_events(checked_desk) == before


@pytest.mark.usefixtures("desk")
def test_words_are_looked_for_in_the_sentence(run: Run) -> None:
    """With a sentence named, words that stand in several are found in that one."""
    assert run("tag", "A1", "--words", "trade", "--sentence", "2").code == 0
    claim = run("claim", "C1", "--json").json
    assert claim["exact"] == "Trade"


@pytest.mark.usefixtures("checked_desk")
def test_claims_are_filtered(run: Run) -> None:
    """Each filter leaves the claims that it says."""
    for filters, refs in (
        ((), ["C1", "C2"]),
        (("--state", "open"), ["C2"]),
        (("--state", "rated"), ["C1"]),
        (("--rating", "false"), ["C1"]),
        (("--rating", "true"), []),
        (("--claimant", "the GOVERNMENTS"), ["C1"]),
        (("--article", "A1", "--state", "open"), ["C2"]),
    ):
        claims = run("claims", *filters, "--json").json["claims"]
        assert [claim["ref"] for claim in claims] == refs
    assert "no such claim" in run("claims", "--rating", "true").err


@pytest.mark.usefixtures("checked_desk")
def test_claim_is_shown_in_full(run: Run) -> None:
    """Verdict, claimant, date, evidence with its quote, reasons, and superseded verdicts."""
    run("--as", "budi", "verdict", "C1", "mostly-false", "--explanation", "On second thoughts.")
    shown = run("claim", "C1").out
    for said in (
        "C1  ◔ Mostly false",
        "The governments",
        "November 2013",
        "“US$4.6 billion in 2024”",
        "S1 Trade figures",
        "On second thoughts.",
        "budi",
        "(superseded)",
    ):
        assert said in shown
    record = run("claim", "C1", "--json").json
    assert [old["rating"]["code"] for old in record["earlier_verdicts"]] == ["false"]


@pytest.mark.usefixtures("checked_desk")
def test_sources_are_listed_with_what_rests_on_them(run: Run) -> None:
    """A source says whether it can be quoted, and by which claims it is used."""
    run("sources", "add", "--url", "https://example.org/b", "--kind", "dataset")
    first, second = run("sources", "--json").json["sources"]
    assert (first["ref"], first["used_by"]) == ("S1", ["C1"])
    assert first["document_sha256"]
    assert (second["title"], second["document_sha256"]) == ("https://example.org/b", None)
    assert run("sources").out == run("sources", "list").out


@pytest.mark.usefixtures("checked_desk")
def test_history_is_filtered_by_time_and_person(run: Run) -> None:
    """The newest come first; filters by person, claim and time leave what they say."""
    run("--as", "budi", "mark", "A1", "4", "query")
    assert {
        event["actor"] for event in run("history", "--actor", "budi", "--json").json["events"]
    } == {"budi"}
    everything = run("history", "--json").json["events"]
    assert [event["seq"] for event in everything] == sorted(
        (event["seq"] for event in everything), reverse=True
    )
    day = everything[0]["at"][:10]
    assert run("history", "--since", day, "--until", day, "--json").json["events"] == everything
    assert run("history", "--until", "2000-01-01", "--json").json["events"] == []
    assert run("history", "--since", "2000-01-01T00:00+07:00", "--limit", "1").out.count("\n") == 2
