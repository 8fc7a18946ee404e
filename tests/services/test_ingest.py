"""Documents of any kind become articles: archived whole, or refused in plain words."""

from __future__ import annotations

import http.server
import json
import threading
from typing import TYPE_CHECKING

import pytest

from factcheck.domain.commands import AddSource
from factcheck.domain.errors import IngestError
from factcheck.domain.vocabulary import HowKnown
from factcheck.services import ingest
from factcheck.services.articles import get_article, list_articles
from factcheck.services.checkpoints import make_checkpoint
from factcheck.services.doctor import examine
from factcheck.services.proof import verify
from factcheck.services.sources import add_source, get_source
from tests.support.desks import RICE, TRADE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from factcheck.services.desk import Desk

BODY = "".join(
    f"<p>Rice exports rose by {share} per cent in {year}, the ministry said on Monday. "
    "Traders in the south did not agree with the figure.</p>"
    for year, share in ((2011, 20), (2012, 23), (2013, 26))
)
PAGE = (
    "<!doctype html><html lang=en><head><title>Rice exports rise</title>"
    '<meta property="article:published_time" content="2013-11-12">'
    '<link rel=canonical href="https://example.org/rice"></head>'
    f"<body><nav>Home News</nav><article><h1>Rice exports rise</h1>{BODY}</article></body></html>"
).encode()


def test_a_page_becomes_an_article_with_what_it_says_of_itself(desk: Desk) -> None:
    """Title, date and address come from the page and say so; the page's bytes are archived."""
    (outcome,) = ingest.ingest_bytes(desk, PAGE, "rice.html")
    assert outcome.state == "added"
    view = get_article(desk, "A1")
    assert view.article.title == "Rice exports rise"
    assert view.article.published_on == "2013-11-12"
    assert view.article.url == "https://example.org/rice"
    assert view.article.basis["title"].how is HowKnown.FOUND
    assert "26 per cent in 2013" in view.text
    assert "<p>" not in view.text
    assert desk.archive.get(view.document.sha256) == PAGE
    assert verify(desk).problems == ()


def test_a_file_of_several_articles_gives_one_outcome_each(desk: Desk) -> None:
    """Good ones go in, and a bad one among them is listed by its place."""
    lines = [{"text": RICE, "title": "Rice"}, {"text": ""}, {"text": TRADE, "title": "Trade"}]
    data = "\n".join(json.dumps(line) for line in lines).encode()
    outcomes = ingest.ingest_bytes(desk, data, "wire.jsonl")
    assert [outcome.state for outcome in outcomes] == ["added", "failed", "added"]
    assert [overview.heading for overview in list_articles(desk)] == ["Rice", "Trade"]
    assert verify(desk).problems == ()


def test_a_folder_goes_in_with_all_that_is_in_it(desk: Desk, tmp_path: Path) -> None:
    """In order of names, hidden files aside; taken up again, nothing goes in twice."""
    folder = tmp_path / "inbox"
    (folder / "deep").mkdir(parents=True)
    (folder / ".hidden").write_text("Not this one, it is hidden.", encoding="utf-8")
    (folder / "b.txt").write_text(TRADE, encoding="utf-8")
    (folder / "deep" / "c.html").write_bytes(PAGE)
    (folder / "a.txt").write_text(RICE, encoding="utf-8")
    first = ingest.ingest_files(desk, [folder])
    assert [outcome.state for outcome in first] == ["added"] * 3
    assert [outcome.path.rsplit("/", 1)[1] for outcome in first] == ["a.txt", "b.txt", "c.html"]
    assert [outcome.state for outcome in ingest.ingest_files(desk, [folder])] == ["known"] * 3


def test_what_a_person_names_is_found(desk: Desk, tmp_path: Path) -> None:
    """A path or an address; what cannot be had is one failed outcome, told of as the rest."""
    (tmp_path / "rice.txt").write_text(RICE, encoding="utf-8")
    told: list[str] = []
    for named in (str(tmp_path / "rice.txt"), str(tmp_path / "none"), "HTTP://127.0.0.1/x"):
        ingest.ingest_named(desk, named, lambda outcome: told.append(outcome.state))
    assert told == ["added", "failed", "failed"]


def test_an_empty_folder_is_refused_by_name(desk: Desk, tmp_path: Path) -> None:
    """Nothing in it is no success."""
    (outcome,) = ingest.ingest_files(desk, [tmp_path])
    assert outcome.state == "failed"
    assert tmp_path.name in outcome.message


@pytest.mark.parametrize("data", [b"<html><body></body></html>", b"%PDF-1.7\n%%EOF", b"PK\x03\x04"])
def test_what_holds_no_text_is_refused_and_leaves_nothing(
    desk: Desk, tmp_path: Path, data: bytes
) -> None:
    """Neither an article nor a file in the archive."""
    file = tmp_path / "given"
    file.write_bytes(data)
    (outcome,) = ingest.ingest_files(desk, [file])
    assert outcome.state == "failed"
    assert "given" in outcome.message
    assert list_articles(desk) == ()
    assert list(desk.archive.digests()) == []


def test_a_source_may_be_of_any_kind(desk: Desk, tmp_path: Path) -> None:
    """Its text can be quoted."""
    file = tmp_path / "register.html"
    file.write_bytes(PAGE)
    source = add_source(desk, AddSource(title="Register"), file=file)
    assert "26 per cent in 2013" in str(get_source(desk, source.ref).text)


@pytest.fixture
def loopback() -> Iterator[str]:
    """Serve the page on this machine, and return its address."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(PAGE)

        def log_message(self, *_: object) -> None:
            return

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/rice"
        server.shutdown()
        thread.join()


def test_an_address_on_this_machine_is_not_fetched(desk: Desk) -> None:
    """Only public addresses are, and nothing is stored."""
    with pytest.raises(IngestError, match="public"):
        ingest.ingest_url(desk, "http://127.0.0.1/rice")
    assert list_articles(desk) == ()


def test_what_was_fetched_goes_in_under_its_last_address(
    desk: Desk, loopback: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same page again is known."""
    from factcheck.ingest import fetch  # noqa: PLC0415 - as the service does, when it is needed

    host, port = loopback.removeprefix("http://").split("/")[0].split(":")
    admitted = fetch.Fetcher(admitted=frozenset({(host, int(port))}))
    monkeypatch.setattr(fetch, "fetch", admitted.fetch)
    assert ingest.ingest_url(desk, loopback).state == "added"
    assert ingest.ingest_url(desk, loopback).state == "known"
    assert get_article(desk, "A1").article.title == "Rice exports rise"


def test_keys_that_cannot_be_written_are_told_plainly(desk: Desk) -> None:
    """A file where the data folder should be: no traceback, and the doctor still answers."""
    desk.surroundings.keys.parent.mkdir(parents=True, exist_ok=True)
    desk.surroundings.keys.write_text("in the way", encoding="utf-8")
    with pytest.raises(Exception, match=r"signing key .* cannot be"):
        make_checkpoint(desk)
    assert examine(desk)
