"""A fetch goes where the person said, on the public network, and comes back in time and in bounds.

The servers are on this machine, on addresses that only the test admits; names are answered by the
test. Nothing here reaches a network.
"""

from __future__ import annotations

import gzip
import socket
import socketserver
import threading
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import brotli
import pytest

from factcheck.domain.errors import IngestError
from factcheck.ingest.fetch import Fetcher, FetchLimits, fetch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

HERE: Final = "127.0.0.1"
PAGE: Final = b"<p>Ekspor naik 26 persen.</p>"

PRIVATE: Final = [
    "http://127.0.0.1/", "http://127.1/", "http://127.0.1/", "http://127.255.255.254/",
    "http://2130706433/", "http://0x7f000001/", "http://0x7f.1/", "http://0177.0.0.1/",
    "http://017700000001/", "http://0/", "http://0.0.0.0/", "http://127.0.0.1./",
    "http://localhost/", "http://LOCALHOST./", "http://a.localhost/", "http://printer.local/",
    "http://metadata.google.internal/", "http://10.0.0.1/", "http://172.16.0.1/",
    "http://192.168.1.1/", "http://169.254.169.254/latest/meta-data/", "http://100.64.0.1/",
    "http://192.0.0.192/", "http://198.18.0.1/", "http://224.0.0.1/", "http://255.255.255.255/",
    "http://[::1]/", "http://[::]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/",
    "http://[::127.0.0.1]/", "http://[64:ff9b::127.0.0.1]/", "http://[64:ff9b:1::7f00:1]/",
    "http://[2002:7f00:1::]/", "http://[2001:0:7f00:1::]/", "http://[2001:db8::1]/",
    "http://[2400:1::5efe:7f00:1]/", "http://[fe80::1]/", "http://[fe80::1%25eth0]/",
    "http://[fc00::1]/", "http://[fec0::1]/", "http://[ff02::1]/", "http://[100::1]/",
    "http://１２７.０.０.１/", "http://127。0。0。1/", "http://①②⑦.⓪.⓪.①/", "http://ⓛocalhost/",
    "http://user@127.0.0.1/", "http://example.org@127.0.0.1/", "http://127.0.0.1%2f@example.org/",
    "http://example.org\\@127.0.0.1/", "http://%31%32%37.0.0.1/", "http://[127.0.0.1]/",
    "http://127.0.0.1:80/", "https://127.0.0.1/", "http://example.org:22/",
    "http://example.org:0/", "http://example.org:99999/", "http:127.0.0.1/", "http:///etc/passwd",
    "file:///etc/passwd", "ftp://example.org/", "gopher://127.0.0.1/", "//127.0.0.1/",
    "http://example.org /", "http://exam\nple.org/", "http://1.1.1.1.127.0.0.1/", "javascript:1",
]  # fmt: skip
"""Addresses in all the forms that lead a fetch astray; none may be connected to."""

PRIVATE_ANSWERS: Final = [
    ["127.0.0.1"], ["10.1.2.3"], ["192.168.0.1"], ["169.254.169.254"], ["0.0.0.0"], ["::1"],  # noqa: S104 - nothing binds to it
    ["::ffff:10.0.0.1"], ["64:ff9b::a00:1"], ["2002:a00:1::1"], ["2001:0:a00:1::1"], ["fd00::1"],
    ["fe80::1%lo"], ["93.184.216.34", "127.0.0.1"], ["2606:2800:220:1::1", "::1"], ["nonsense"],
]  # fmt: skip
"""What a name server can answer for an innocent name."""

Handler = "Callable[[socket.socket, str], None]"


def no_connection(*_: object, **__: object) -> None:
    """Stand in for every way to connect; none may be used."""
    pytest.fail("a connection was made")


@pytest.mark.parametrize("url", PRIVATE, ids=repr)
def test_no_form_of_a_private_address_is_fetched(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is asked for the name's address twice, and nothing is connected to."""
    monkeypatch.setattr(socket, "create_connection", no_connection)

    def resolver(host: str, port: int) -> Sequence[str]:  # noqa: ARG001 - as a resolver is called
        return ["127.0.0.1"]

    with pytest.raises(IngestError) as refused:
        Fetcher(resolver=resolver).fetch(url)
    assert refused.value.hint
    assert refused.value.path == url


@pytest.mark.parametrize("answers", PRIVATE_ANSWERS, ids=repr)
def test_no_name_leads_into_a_private_network(
    answers: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every address of a name has to be public, not only the one that is used."""
    monkeypatch.setattr(socket, "create_connection", no_connection)
    with pytest.raises(IngestError, match="not public"):
        Fetcher(resolver=lambda _host, _port: answers).fetch("https://example.org/")


# ------------------------------------------------------------------------------ servers of our own


@contextmanager
def served(answer: Callable[[socket.socket, str], None]) -> Iterator[int]:
    """Serve on a port of this machine; `answer` gets the connection and the request's header."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            header = b""
            while b"\r\n\r\n" not in header and (chunk := self.request.recv(4096)):
                header += chunk
            try:
                answer(self.request, header.decode("latin-1"))
            except OSError:
                return

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True

    with Server((HERE, 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()


def fetcher(port: int, **limits: Any) -> Fetcher:  # noqa: ANN401 - fields of FetchLimits
    """Return a fetcher that may use one port of this machine, for any name."""
    return Fetcher(
        FetchLimits(**{"seconds": 20.0, **limits}),
        resolver=lambda _host, _port: [HERE],
        admitted=frozenset({(HERE, port)}),
    )


def reply(body: bytes, headers: str = "", status: str = "200 OK") -> bytes:
    """Return an answer."""
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n{headers}\r\n".encode() + body


def test_a_page_comes_back_with_all_that_is_known_of_it() -> None:
    """Body, header, address and time; the request is honest and says nothing of the person."""
    seen: list[str] = []

    def answer(connection: socket.socket, header: str) -> None:
        seen.append(header)
        connection.sendall(reply(PAGE, "Content-Type: text/html; charset=ISO-8859-1\r\n"))

    with served(answer) as port:
        url = f"http://example.org:{port}/a b?q=é".replace(" ", "%20")
        fetched = fetcher(port).fetch(url)
    assert (fetched.body, fetched.status, fetched.final_url) == (PAGE, 200, url)
    assert (fetched.charset, fetched.redirects) == ("ISO-8859-1", ())
    assert fetched.fetched_at.tzinfo is not None
    request = seen[0].lower()
    assert request.startswith("get /a%20b?q=%c3%a9 http/1.1")
    assert f"host: example.org:{port}" in request
    assert "user-agent: factcheck-desk/" in request
    assert not any(word in request for word in ("cookie", "referer", "authorization", "proxy"))


def test_the_environment_has_no_say(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy of the environment is not used."""
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    with served(lambda connection, _: connection.sendall(reply(PAGE))) as port:
        assert fetcher(port).fetch(f"http://example.org:{port}/").body == PAGE


def test_the_name_is_asked_for_once() -> None:
    """A second answer of the name server (DNS rebinding) is never asked for."""
    answers = [[HERE], ["127.0.0.2"]]
    with served(lambda connection, _: connection.sendall(reply(PAGE))) as port:
        one = Fetcher(
            resolver=lambda _host, _port: answers.pop(0), admitted=frozenset({(HERE, port)})
        )
        assert one.fetch(f"http://example.org:{port}/").body == PAGE
        assert answers == [["127.0.0.2"]]
        with pytest.raises(IngestError, match="not public"):
            one.fetch(f"http://example.org:{port}/")


@pytest.mark.parametrize(
    "location",
    ["http://127.0.0.1/", "http://2130706433/", "//[::1]/", "http://inside.example.org/",
     "file:///etc/passwd", "http://example.org:22/", "http://user@example.org/"],
)  # fmt: skip
def test_a_redirect_is_looked_at_like_the_first_address(location: str) -> None:
    """Nothing that is refused at first is reached by way of a redirect."""

    def answer(connection: socket.socket, _: str) -> None:
        connection.sendall(reply(b"", f"Location: {location}\r\n", "302 Found"))

    with served(answer) as port:
        one = Fetcher(
            resolver=lambda host, _: ["10.0.0.1"] if host.startswith("inside") else [HERE],
            admitted=frozenset({(HERE, port)}),
        )
        with pytest.raises(IngestError, match="redirected to"):
            one.fetch(f"http://example.org:{port}/")


def test_redirects_are_followed_five_times() -> None:
    """Five, with the way kept; not six."""

    def answer(connection: socket.socket, header: str) -> None:
        left = int(header.split("/")[1].split(maxsplit=1)[0])
        location = f"Location: /{left - 1}\r\n"
        connection.sendall(reply(b"", location, "301 Moved") if left else reply(PAGE))

    with served(answer) as port:
        base = f"http://example.org:{port}"
        fetched = fetcher(port).fetch(f"{base}/5")
        assert fetched.redirects == tuple(f"{base}/{n}" for n in (5, 4, 3, 2, 1))
        assert (fetched.url, fetched.final_url) == (f"{base}/5", f"{base}/0")
        with pytest.raises(IngestError, match="more than 5 times"):
            fetcher(port).fetch(f"{base}/6")


def drip(connection: socket.socket, data: bytes, stop: threading.Event) -> None:
    """Send a byte every so often, for ever."""
    while not stop.wait(0.02):
        connection.sendall(data)


@pytest.mark.parametrize(
    "start",
    [b"", b"HTTP/1.1 200 OK\r\nX-A: ", b"HTTP/1.1 200 OK\r\n\r\n",
     b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;"],
    ids=["status", "header", "body", "chunk"],
)  # fmt: skip
def test_a_drip_ends_at_the_deadline(start: bytes) -> None:
    """A byte now and then keeps no connection open longer than the whole may take."""
    stop = threading.Event()

    def answer(connection: socket.socket, _: str) -> None:
        connection.sendall(start)
        drip(connection, b"a", stop)

    with served(answer) as port:
        try:
            with pytest.raises(IngestError, match=r"within 0\.3 s|not HTTP"):
                fetcher(port, seconds=0.3).fetch(f"http://example.org:{port}/")
        finally:
            stop.set()


def test_a_name_server_that_does_not_answer_ends_at_the_deadline() -> None:
    """The system's resolver has no deadline of its own."""
    stop = threading.Event()

    def resolver(host: str, port: int) -> Sequence[str]:  # noqa: ARG001 - as a resolver is called
        stop.wait(20)
        return [HERE]

    with pytest.raises(IngestError, match=r"within 0\.1 s"):
        Fetcher(FetchLimits(seconds=0.1), resolver=resolver).fetch("http://example.org/")
    stop.set()


def raw_deflate(data: bytes) -> bytes:
    """Deflate without the zlib header, as some servers do."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


PACKERS: Final = [
    ("gzip", gzip.compress),
    ("x-gzip", lambda data: gzip.compress(data[:100]) + gzip.compress(data[100:])),
    ("deflate", zlib.compress),
    ("deflate", raw_deflate),
    ("br", brotli.compress),
    ("gzip, br", lambda data: brotli.compress(gzip.compress(data))),
    ("identity", bytes),
]


@pytest.mark.parametrize(("coding", "pack"), PACKERS)
def test_packed_bodies_are_unpacked(coding: str, pack: Callable[[bytes], bytes]) -> None:
    """Every coding that is asked for, and what servers make of it."""
    body = PAGE * 10_000
    header = f"Content-Encoding: {coding}\r\n"
    with served(lambda connection, _: connection.sendall(reply(pack(body), header))) as port:
        assert fetcher(port).fetch(f"http://example.org:{port}/").body == body


@pytest.mark.parametrize(("coding", "pack"), PACKERS)
def test_a_body_that_unpacks_to_too_much_is_given_up(
    coding: str, pack: Callable[[bytes], bytes]
) -> None:
    """At the limit, not after: the rest is never made."""
    header = f"Content-Encoding: {coding}\r\n"
    packed = pack(bytes(20 << 20))
    with (
        served(lambda connection, _: connection.sendall(reply(packed, header))) as port,
        pytest.raises(IngestError, match="has more than 1 MiB"),
    ):
        fetcher(port, body=1 << 20).fetch(f"http://example.org:{port}/")


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (reply(b"x", "Content-Encoding: zstd\r\n"), "packed with"),
        (reply(b"xyz", "Content-Encoding: gzip\r\n"), "damaged"),
        (reply(gzip.compress(PAGE)[:-9], "Content-Encoding: gzip\r\n"), "cut off"),
        (reply(b"x", "Content-Encoding: gzip, gzip, gzip, gzip\r\n"), "too many times"),
        (reply(b"", ""), "answered with nothing"),
        (reply(b"no", "", "404 Not Found"), "answered 404"),
        (reply(b"no", "", "503 Busy"), "answered 503"),
        (reply(b"", "", "302 Found"), "not where to go on"),
        (b"SSH-2.0-OpenSSH_9.0\r\n", "not HTTP"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nshort", "not HTTP"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"a" * 300_000 + b"\r\n\r\n", "not HTTP"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: a\r\n" * 100_000 + b"\r\n", "not HTTP"),
        (b"", "not HTTP"),
    ],
)
def test_a_bad_answer_is_told_in_plain_words(answer: bytes, says: str) -> None:
    """What a server can do wrong, each with its sentence."""
    with (
        served(lambda connection, _: connection.sendall(answer)) as port,
        pytest.raises(IngestError, match=says),
    ):
        fetcher(port).fetch(f"http://example.org:{port}/")


def test_a_port_that_nobody_listens_on() -> None:
    """A plain sentence."""
    with socket.socket() as unused:
        unused.bind((HERE, 0))
        port = unused.getsockname()[1]
        with pytest.raises(IngestError, match="could not be reached"):
            fetcher(port).fetch(f"http://example.org:{port}/")


def test_a_public_fetch_admits_nothing() -> None:
    """The function that everyone calls has no way to admit an address."""
    with pytest.raises(IngestError, match="not public"):
        fetch("http://127.0.0.1:8080/")
