"""The import worker is shut in, and whatever happens in it the host is told in plain words."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import orjson
import pytest

from factcheck.domain.errors import IngestError
from factcheck.ingest.assemble import assemble
from factcheck.ingest.protocol import Limits, Part, Piece, PieceCue, Reading, Request
from factcheck.ingest.read import read_document, read_documents
from factcheck.ingest.supervise import Answer, run_worker, understand
from tests.support.documents import STORY, docx, html_page, story_html, word_paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

LIMITS: Final = Limits(cpu=10, wall=20.0)
DATA: Final = b"data"
# A real worker, confined as ever, in which the parser is ours.
HOSTILE: Final = """
import sys
from factcheck.ingest import worker
from factcheck.ingest.formats import registry
from factcheck.ingest.refusals import refusal

def hostile(request, data, spill):
{body}

registry.read_parts = hostile
sys.exit(worker.main())
"""


def run(body: str, limits: Limits = LIMITS, spill: int = -1) -> Reading:
    """Have a confined worker run the lines of `body` as its parser."""
    script = HOSTILE.format(body="\n".join(f"    {line}" for line in body.split("\n")))
    request = Request("html", "a.html", len(DATA), limits=limits)
    return run_worker(request, DATA, spill=spill, command=[sys.executable, "-c", script])


def said(body: str, limits: Limits = LIMITS) -> str:
    """Return the refusal that comes of `body`."""
    with pytest.raises(IngestError) as refused:
        run(body, limits)
    assert refused.value.path == "a.html"
    assert refused.value.hint
    return refused.value.message


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("raise ValueError('boo')", r"broke down \(ValueError: boo\)"),
        ("raise SystemExit(3)", "broke down"),
        ("import os\nos.abort()", "SIGABRT"),
        ("import ctypes\nctypes.string_at(0)", "SIGSEGV"),
        ("import os\nos._exit(0)", "made no sense"),
        ("def f(): f()\nf()", "nested too deeply"),
        ("return [1, 2]", "broke down|made no sense"),
        ("bytearray(2 << 30)", "needs more memory"),
        ("x = []\nwhile True: x.append(bytearray(1 << 20))", "needs more memory"),
    ],
)
def test_a_failure_of_the_parser_is_one_plain_sentence(body: str, says: str) -> None:
    """Exceptions, crashes, and memory that is not there."""
    with pytest.raises(IngestError, match=says):
        run(body)


def test_time_is_limited_by_the_clock_and_by_the_processor() -> None:
    """A parser that waits and one that is busy both end; so do its children."""
    begun = time.monotonic()
    assert "longer than 1 s" in said("import time\ntime.sleep(60)", Limits(wall=1.0))
    assert "of processor time" in said("while True: pass", Limits(cpu=1))
    assert time.monotonic() - begun < 15


@pytest.mark.parametrize(
    "body",
    [
        "open('/tmp/planted', 'w')",
        "import subprocess\nsubprocess.run(['true'])",
        "import os\nos.system('true')",
        "import os\nos.fork()",
        "import os\nos.remove('/tmp/planted')",
        "import socket\nsocket.getaddrinfo('example.org', 80)",
        "import socket\nsocket.socket()",
        "import urllib.request\nurllib.request.urlopen('http://127.0.0.1:9/')",
    ],
)
def test_a_parser_may_not_write_start_programs_or_use_the_network(body: str) -> None:
    """What no parser has to do is refused to it."""
    assert "worker may not" in said(body)


@pytest.fixture
def listening() -> Iterator[int]:
    """A port of this machine on which somebody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_native_code_finds_no_network(listening: int) -> None:
    """Past Python's own refusals there is nothing but an empty network."""
    body = f"""import ctypes, struct
libc = ctypes.CDLL(None, use_errno=True)
one = libc.socket(2, 1, 0)
to = struct.pack("<H", 2) + struct.pack(">H", {listening}) + bytes([127, 0, 0, 1]) + bytes(8)
status = libc.connect(one, to, 16)
raise refusal("a.html", f"connected: {{status}}, {{ctypes.get_errno()}}", "x")"""
    reading = run("from factcheck.ingest.protocol import Reading\nreturn Reading()")
    if any("network" in word for word in reading.missing):
        pytest.skip(f"this system gives no network namespace: {reading.missing}")
    assert "connected: -1" in said(body)


def test_a_worker_gets_nothing_of_the_persons(monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable of the environment, no descriptor, no folder."""
    monkeypatch.setenv("PGPASSWORD", "geheim")
    body = """import os
open_ones = sorted(int(n) for n in os.listdir("/proc/self/fd"))
raise refusal("a.html", f"{sorted(os.environ)} {os.getcwd()} {len(open_ones)}", "x")"""
    message = said(body)
    assert "PGPASSWORD" not in message
    assert "HOME" in message
    # Its three standard ones, where the answer goes, the null device, and the listing itself.
    assert message.endswith(" / 6.")


def test_a_worker_loads_neither_screen_nor_database() -> None:
    """What it does not need it cannot be attacked through, and it starts sooner."""
    names = said("raise refusal('a.html', ' '.join(sorted(sys.modules)), 'x')")
    loaded = {name.split(".")[0] for name in names.split()}
    assert not loaded & {"textual", "sqlalchemy", "sqlmodel", "alembic", "sqlite3", "typer"}
    assert "factcheck.store" not in names


def test_output_is_limited_and_library_prints_do_not_mix_in() -> None:
    """A flood ends at the limit; what a parser prints goes nowhere."""
    flood = "from factcheck.ingest.protocol import Part, Reading\n"
    small = Limits(answer=1 << 20)
    message = said(flood + "return Reading([Part('x', text='a' * (2 << 20))])", small)
    assert "more than 1 MiB of text" in message
    quiet = (
        flood + "print('noise')\nsys.stderr.write('noise')\nreturn Reading([Part('x', text='a')])"
    )
    assert run(quiet).parts[0].text == "a"


@pytest.mark.parametrize(
    ("output", "status", "says"),
    [
        (b"", 0, "made no sense"),
        (b"hello", 0, "made no sense"),
        (b"{}", 1, "exit status 1"),
        (b"{" * 100_000, 0, "made no sense"),
        (b'{"parts": [{"media_type": 1}]}', 0, "made no sense"),
        (b'{"parts": [{"media_type": "x", "pieces": [{"kind": "evil", "text": ""}]}]}', 0, "sense"),
        (b"\xff\xfe", 0, "made no sense"),
        (b"", -11, "SIGSEGV"),
        (b"", -24, "processor time"),
        (b"", None, "longer than"),
    ],
)
def test_an_answer_is_believed_only_when_it_makes_sense(
    output: bytes, status: int | None, says: str
) -> None:
    """The worker has read something hostile; its words are looked at like a stranger's."""
    with pytest.raises(IngestError, match=says):
        understand(Request("pdf", "a.pdf", 0), Answer(output, status))


@pytest.mark.parametrize(
    "cue", [PieceCue(1, 0, 1, 0, 1, ""), PieceCue(0, 0, 99, 0, 1, ""), PieceCue(0, 2, 1, 0, 1, "")]
)
def test_spans_that_lead_outside_the_text_are_refused(cue: PieceCue) -> None:
    """An offset of a worker is never used unchecked."""
    part = Part("text/vtt", pieces=[Piece("paragraph", "kata")], cues=[cue])
    with pytest.raises(IngestError, match="outside"):
        assemble(part, b"", "a.vtt", date(2025, 1, 1))


def test_missing_protection_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a system without limits a document is read, and says what was missing."""
    reading = Reading([Part("text/html", text="Kata kata.")], missing=["memory is not limited"])
    monkeypatch.setattr("factcheck.ingest.read.run_worker", lambda *_, **__: reading)
    document = read_document(html_page("<p>x</p>"), "a.html")
    assert "less protection than usual" in document.warnings[0]
    assert "memory is not limited" in document.warnings[0]


def test_a_request_and_an_answer_survive_the_pipe() -> None:
    """Every field, in every script; larger than any pipe."""
    text = "Ekspor naik — 輸出は増えた 😀 \u202e" * 50_000
    body = "".join(word_paragraph(text[i : i + 4000]) for i in range(0, len(text), 4000))
    document = read_document(docx(body), "a.docx")
    assert len(document.text) > len(text) - 1000
    assert orjson.dumps(Request("pdf", "a.pdf", 1))


def descriptors() -> int:
    """Return how many descriptors are open."""
    folder = Path("/dev/fd")
    return sum(1 for _ in folder.iterdir())


def children() -> set[int]:
    """Return the processes that this one has started, dead ones that nobody asked for included."""
    listed = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid=,comm="],  # noqa: S607 - wherever the system keeps it
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    rows = [line.split(maxsplit=2) for line in listed.splitlines()]
    return {int(pid) for pid, parent, name in rows if int(parent) == os.getpid() and name != "ps"}


def test_no_worker_is_left_behind() -> None:
    """A read that is given up leaves no process and no descriptor."""
    before, others = descriptors(), children()
    for _ in range(3):
        with pytest.raises(IngestError):
            run("import time\ntime.sleep(60)", Limits(wall=0.5))
    assert descriptors() <= before
    assert children() <= others


def test_one_file_one_document() -> None:
    """Members come one by one; a document alone is one."""
    data = html_page(story_html())
    batch = read_documents(data, "a.html", today=date(2025, 1, 1))
    (member,) = batch.members
    assert (member.data, member.name, member.error) == (data, "a.html", None)
    assert member.document is not None
    assert STORY[0] in member.document.text
