"""What is typed is normalised, capped and checked at the door, and refused in plain words."""

from __future__ import annotations

from typing import Any

import hypothesis
import hypothesis.strategies as st
import pytest
from pydantic import TypeAdapter, ValidationError

from factcheck.domain.commands import (
    AddSource,
    Command,
    EditArticle,
    EditClaim,
    Handle,
    HttpUrl,
    IsoDate,
    LinkEvidence,
    LongText,
    MarkSentence,
    RecordVerdict,
    TagClaim,
    parse_command,
)
from factcheck.domain.errors import InvalidInputError
from factcheck.domain.vocabulary import ClaimType, Mark, Stance
from factcheck.text.normalise import normalise


def read(kind: Any, value: object) -> Any:  # noqa: ANN401 - whatever the type gives
    """Read one value as a field of that type would."""
    return TypeAdapter[Any](kind).validate_python(value)


@pytest.mark.parametrize(
    "typed", ["", "2013", "2013-11", "2013-11-12", "2024-02-29", "0001-01-01", " 2013-11 "]
)
def test_dates_of_reduced_precision(typed: str) -> None:
    """A text rarely tells the day."""
    assert read(IsoDate, typed) == typed.strip()


@pytest.mark.parametrize(
    "typed",
    [
        "2013-13",
        "2013-00",
        "2013-02-30",
        "2023-02-29",
        "0000",
        "13",
        "20131112",
        "2013-1-2",
        "2013/11/12",
        "12-11-2013",
        "yesterday",
        "2013-11-12T00:00",
        "２０１３",
        "٢٠١٣",
        "2013-",
        "-2013",
        "2013\n2014",
    ],
)
def test_other_dates_are_refused(typed: str) -> None:
    """Days that are not, other orders, digits of other scripts."""
    with pytest.raises(ValidationError):
        read(IsoDate, typed)


@pytest.mark.parametrize(
    "typed",
    ["", "http://a", "https://a.example/x?y=1#z", "HTTPS://A", " https://a ", "https://日本"],
)
def test_addresses(typed: str) -> None:
    """Of the web."""
    assert read(HttpUrl, typed) == typed.strip()


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://a",
        "//a",
        "a.example",
        "http://",
        "https://a b",
        'https://a"onclick=',
        "https://a<script>",
        "https://a\nb",
        "https://" + "a" * 2_000,
        "java\nscript:http://a",
    ],
)
def test_other_addresses_are_refused(typed: str) -> None:
    """They stand in href attributes one day."""
    with pytest.raises(ValidationError):
        read(HttpUrl, typed)


@pytest.mark.parametrize("handle", ["ana", "ana.b", "ana-b_1", "아나", "a" * 64, " ana "])
def test_handles(handle: str) -> None:
    """One word."""
    assert read(Handle, handle) == handle.strip()


@pytest.mark.parametrize(
    "handle",
    ["", " ", "two words", "a" * 65, "tab\tbed", "new\nline", "esc\x1b", "a\u2028b", "a\u00a0b"],
)
def test_other_handles_are_refused(handle: str) -> None:
    """White space and control characters."""
    with pytest.raises(ValidationError):
        read(Handle, handle)


@pytest.mark.parametrize("handle", ["ana+ben", "+", "a+"])
def test_a_plus_is_no_part_of_a_handle(handle: str) -> None:
    """Handles name signing keys, and C2SP's signed notes forbid a plus sign in those."""
    with pytest.raises(ValidationError):
        read(Handle, handle)


ANY_TEXT = st.text(st.characters(), max_size=200)


@hypothesis.given(ANY_TEXT)
def test_running_text_is_stored_in_one_form(typed: str) -> None:
    """NFC, LF, no NUL, no lone surrogate; doing it again changes nothing."""
    text = read(LongText, typed)
    assert text == normalise(text) == text.strip() == read(LongText, text)
    assert "\x00" not in text
    assert "\r" not in text
    text.encode()


@hypothesis.given(ANY_TEXT)
def test_a_line_has_no_line_ends(typed: str) -> None:
    """Nor tabs, nor runs of spaces; nothing else is lost."""
    line = AddSource(title=typed).title
    assert line == " ".join(normalise(typed).split())
    assert len(line.splitlines()) <= 1


@pytest.mark.parametrize(
    ("field", "most"), [("note", 20_000), ("restatement", 20_000), ("claimant", 500)]
)
def test_texts_are_capped(field: str, most: int) -> None:
    """Counted in code points after cleaning."""
    fits = {field: " " + "é" * most + " "}
    command = EditClaim(claim_id="c", version=1, **fits)  # type: ignore[arg-type]
    assert len(getattr(command, field)) == most
    with pytest.raises(ValidationError):
        EditClaim(claim_id="c", version=1, **{field: "é" * (most + 1)})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "valid"),
    [
        ("en", True),
        ("id", True),
        ("und", True),
        ("pt-BR", True),
        ("zh-Hant-TW", True),
        ("", False),
        ("EN", False),
        ("english", False),
        ("en_US", False),
        ("en-", False),
        ("en\n", False),
    ],
)
def test_languages(language: str, valid: bool) -> None:  # noqa: FBT001 - a table
    """BCP 47 in its usual form."""
    if valid:
        assert EditArticle(article_id="a", version=1, language=language).language == language
    else:
        with pytest.raises(ValidationError):
            EditArticle(article_id="a", version=1, language=language)


@pytest.mark.parametrize(
    ("kind", "fields", "named"),
    [
        (TagClaim, {"article_id": "a", "start": -1, "end": 3}, "start"),
        (TagClaim, {"article_id": "a", "start": 0, "end": 0}, "end"),
        (TagClaim, {"article_id": "a", "start": 0, "end": 3, "said_on": "soon"}, "date"),
        (TagClaim, {"article_id": "a", "start": 0, "end": 3, "type": "gossip"}, "type"),
        (MarkSentence, {"article_id": "a", "start": 0, "version": 1, "mark": "maybe"}, "mark"),
        (AddSource, {"title": "t", "url": "javascript:1"}, "address"),
        (AddSource, {"title": "t", "unknown": 1}, "unknown"),
        (AddSource, {}, "title"),
        (LinkEvidence, {"claim_id": "c", "source_id": "s", "stance": "proves"}, "stance"),
        (RecordVerdict, {"claim_id": "c", "claim_version": "x", "rating_code": "y"}, "version"),
        (EditClaim, {"claim_id": "c", "version": 1, "topics": ["x" * 501]}, "topics"),
    ],
)
def test_the_field_at_fault_is_named(
    kind: type[Command], fields: dict[str, object], named: str
) -> None:
    """In one sentence, without the library's words around it."""
    with pytest.raises(InvalidInputError, match=named) as caught:
        parse_command(kind, **fields)
    assert caught.value.message.startswith("The ")
    assert "Value error" not in caught.value.message
    assert caught.value.hint == "Nothing was changed."
    assert caught.value.exit_code == 2


def test_what_is_right_becomes_a_command() -> None:
    """With words in place of the lists' members."""
    command = parse_command(
        TagClaim, article_id="a", start=0, end=3, type="numerical", claimant="  A\u0301na\r\nB "
    )
    assert (command.type, command.claimant) == (ClaimType.NUMERICAL, "Ána B")
    assert (
        parse_command(LinkEvidence, claim_id="c", source_id="s", stance="refutes").stance
        is Stance.REFUTES
    )
    assert (
        parse_command(MarkSentence, article_id="a", start=0, version=1, mark="query").mark
        is Mark.QUERY
    )


def test_commands_are_frozen() -> None:
    """What was asked for stays what was asked for."""
    command = AddSource(title="t")
    with pytest.raises(ValidationError):
        command.title = "u"  # type: ignore[misc]
