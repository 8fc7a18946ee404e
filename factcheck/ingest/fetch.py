"""Fetching a page that a person named, without being led anywhere else.

http and https only; public addresses only, at every redirect anew (`factcheck.ingest.pinning`); the
whole fetch, redirects included, has one deadline; the body has one limit, counted after unpacking.
No proxy, no cookie, nothing of the environment; certificates are verified against certifi's list.
"""

from __future__ import annotations

import re
import ssl
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final, NamedTuple
from urllib.parse import quote, urljoin, urlsplit

import certifi
import httpcore

from factcheck import __version__
from factcheck.domain.errors import IngestError, InvalidInputError
from factcheck.ingest.addresses import Address, host_of
from factcheck.ingest.inflate import CODINGS, InflateError, TooLargeError, inflate
from factcheck.ingest.pinning import (
    Clock,
    NotPublicError,
    PinnedBackend,
    Resolver,
    TooMuchError,
    resolve,
    system_resolver,
)
from factcheck.text.safe import one_line

USER_AGENT: Final = f"factcheck-desk/{__version__} (a person's fact-checking tool; one page a time)"


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What one fetch may take.

    Attributes:
        body: Bytes of the body, as sent and unpacked.
        seconds: From the first look-up to the last byte, redirects included.
        redirects: Redirects that are followed.
        url: Code points of an address.
        ports: Ports that may be asked.
    """

    body: int = 20 << 20
    seconds: float = 60.0
    redirects: int = 5
    url: int = 4096
    ports: frozenset[int] = frozenset({80, 443, 8000, 8080, 8443})

    @property
    def mebibytes(self) -> float:
        """The most that a body may have, in MiB."""
        return self.body / (1 << 20)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server answered.

    Attributes:
        url: The address that was asked for.
        final_url: The address that answered.
        redirects: The addresses that were asked in between and before, in order; without the last.
        status: HTTP status, 200 to 299.
        headers: The header's fields in order, names in lower case.
        body: The body, unpacked.
        fetched_at: When, in UTC.
    """

    url: str
    final_url: str
    redirects: tuple[str, ...]
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = field(repr=False)
    fetched_at: datetime

    @property
    def charset(self) -> str:
        """The encoding that the server gives for the body, or empty."""
        found = _CHARSET.search(_header(self.headers, "content-type"))
        return found[1] if found else ""


LIMITS: Final = FetchLimits()
_CHARSET: Final = re.compile(r";\s{0,9}charset\s{0,9}=\s{0,9}[\"']?([\w.:+-]{1,40})", re.IGNORECASE)
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_FORBIDDEN_IN_URL: Final = re.compile(r"[\x00-\x20\x7f-\xa0\\\u2028\u2029]")
_SAFE: Final = "!$%&'()*+,/:;=?@[]~|^-._#"
_MAX_OVERHEAD: Final = 1 << 20
"""Bytes of headers, chunk sizes and TLS records that may come on top of a body."""


def fetch(url: str, *, limits: FetchLimits = LIMITS) -> Fetched:
    """Fetch a page from the public network.

    Args:
        url: Its address, http or https.
        limits: What the fetch may take.

    Returns:
        The answer, its status 200 to 299.

    Raises:
        IngestError: The address is not one of a public page, or there was no good answer; the
            message says which.
    """
    return Fetcher(limits).fetch(url)


class Fetcher:
    """Fetches pages.

    Args:
        limits: What one fetch may take.
        resolver: Whom to ask for addresses.
        tls: Whose certificates are believed.
        admitted: Addresses with ports that may be asked though they are not public. For tests,
            whose servers are on this machine.
    """

    def __init__(
        self,
        limits: FetchLimits = LIMITS,
        *,
        resolver: Resolver = system_resolver,
        tls: ssl.SSLContext | None = None,
        admitted: frozenset[tuple[str, int]] = frozenset(),
    ) -> None:
        self._limits = limits
        self._resolver = resolver
        self._tls = tls or ssl.create_default_context(cafile=certifi.where())
        self._admitted = admitted

    def fetch(self, url: str) -> Fetched:
        """Fetch a page; as the function of this name."""
        clock = Clock(self._limits.seconds)
        asked = [url]
        while True:
            try:
                answer = self._ask(asked[-1], clock)
            except _FAILURES as error:
                raise self._refusal(error, asked) from None
            if answer.status not in _REDIRECTS:
                return self._finished(answer, asked)
            location = _header(answer.headers, "location")
            if not location:
                raise _failed(asked, f"answered {answer.status} but says not where to go on")
            if len(asked) > self._limits.redirects:
                raise _failed(asked, f"redirects more than {self._limits.redirects} times")
            asked.append(_joined(asked[-1], location))

    def _ask(self, url: str, clock: Clock) -> _Answer:
        """Ask one server once."""
        place = _place(url, self._limits, frozenset(port for _, port in self._admitted))
        route = resolve(place.host, place.port, self._resolver, clock, self._admitted)
        limit = self._limits.body + _MAX_OVERHEAD
        with httpcore.ConnectionPool(
            ssl_context=self._tls,
            network_backend=PinnedBackend(route, clock, limit),
            max_connections=1,
            retries=0,
        ) as pool:
            request = httpcore.Request(
                "GET",
                httpcore.URL(
                    scheme=place.scheme,
                    host=str(place.host),
                    port=place.port,
                    target=place.target,
                ),
                headers=_request_headers(place),
            )
            response = pool.handle_request(request)
            try:
                return self._answer(response)
            finally:
                response.close()

    def _answer(self, response: httpcore.Response) -> _Answer:
        """Read the header, and the body of what is no redirect."""
        headers = tuple(
            (name.decode("latin-1").lower(), value.decode("latin-1"))
            for name, value in response.headers
        )
        if response.status in _REDIRECTS:
            return _Answer(response.status, headers, b"")
        codings = ",".join(value for name, value in headers if name == "content-encoding")
        body = inflate(response.iter_stream(), codings, self._limits.body)
        return _Answer(response.status, headers, body)

    def _finished(self, answer: _Answer, asked: list[str]) -> Fetched:
        """Return a good answer."""
        if not 200 <= answer.status < 300:  # noqa: PLR2004 - the classes of HTTP
            raise _failed(asked, f"answered {answer.status}")
        if not answer.body:
            raise _failed(asked, "answered with nothing")
        return Fetched(
            url=asked[0],
            final_url=asked[-1],
            redirects=tuple(asked[:-1]),
            status=answer.status,
            headers=answer.headers,
            body=answer.body,
            fetched_at=datetime.now(UTC),
        )

    def _refusal(self, error: Exception, asked: list[str]) -> IngestError:
        """Say in plain words what went wrong."""
        if isinstance(error, InvalidInputError):
            return _failed(asked, f"cannot be fetched: {error.message.rstrip('.')}", error.hint)
        if isinstance(error, InflateError) and not isinstance(error, TooLargeError):
            return _failed(asked, f"cannot be used: its body {error}")
        if "CERTIFICATE_VERIFY" in str(error):
            error = ssl.SSLCertVerificationError()
        for kinds, what, hint in _REASONS:
            if isinstance(error, kinds):
                return _failed(asked, what.format(limits=self._limits), hint)
        return _failed(asked, "could not be reached")


_Kinds = tuple[type[Exception], ...]
_REASONS: Final[tuple[tuple[_Kinds, str, str], ...]] = (
    (
        (NotPublicError,),
        "leads to an address that is not public",
        "Only pages on the public network are fetched. Save the page and ingest the file.",
    ),
    (
        (TimeoutError, httpcore.TimeoutException),
        "did not answer whole within {limits.seconds:g} s",
        "",
    ),
    ((TooLargeError, TooMuchError), "has more than {limits.mebibytes:g} MiB", ""),
    ((httpcore.ProtocolError,), "answered something that is not HTTP", ""),
    (
        (ssl.SSLCertVerificationError,),
        "has a certificate that cannot be trusted",
        "Open it in a browser and see whom you really reach.",
    ),
)
_FAILURES: Final = (
    InvalidInputError,
    NotPublicError,
    TooMuchError,
    InflateError,
    OSError,
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.UnsupportedProtocol,
)


class _Answer(NamedTuple):
    """One answer of one server."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


class _Place(NamedTuple):
    """A URL taken apart, each part looked at."""

    scheme: str
    host: str | Address
    port: int
    target: str


def _place(url: str, limits: FetchLimits, more_ports: frozenset[int]) -> _Place:
    """Take a URL apart.

    Raises:
        InvalidInputError: It is not the address of a public page.
    """
    if len(url) > limits.url or _FORBIDDEN_IN_URL.search(url):
        raise _bad("It is too long, or has blanks or hidden characters in it.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise _bad("It is not an address of a page.") from None
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        raise _bad("Only addresses that begin with http:// or https:// are fetched.")
    if "@" in parts.netloc or "%" in parts.netloc:
        raise _bad("It has a user's name, a password or an escape in front of the host.")
    port = port if port is not None else _DEFAULT_PORTS[parts.scheme]
    if port not in limits.ports | more_ports:
        raise _bad(f"Port {port} is not one of web pages.")
    path = quote(parts.path or "/", safe=_SAFE)
    query = f"?{quote(parts.query, safe=_SAFE)}" if parts.query else ""
    return _Place(parts.scheme, host_of(parts.hostname), port, path + query)


def _bad(message: str) -> InvalidInputError:
    """Refuse an address."""
    return InvalidInputError(message, hint="Give it as a browser shows it.")


def _request_headers(place: _Place) -> list[tuple[str, str]]:
    """Return the header of the request; it says who asks, and nothing of the person."""
    host = f"[{place.host}]" if ":" in str(place.host) else str(place.host)
    if place.port != _DEFAULT_PORTS[place.scheme]:
        host += f":{place.port}"
    return [
        ("Host", host),
        ("User-Agent", USER_AGENT),
        ("Accept", "text/html, application/xhtml+xml, application/pdf, text/plain, */*;q=0.5"),
        ("Accept-Encoding", ", ".join(CODINGS)),
        ("Connection", "close"),
    ]


def _joined(base: str, location: str) -> str:
    """Return where a redirect leads."""
    try:
        # What came as latin-1 is mostly UTF-8.
        location = location.encode("latin-1").decode("utf-8", "replace")
        return urljoin(base, location.split("#", 1)[0])
    except ValueError:
        raise _failed([base], "redirects to something that is no address") from None


def _header(headers: tuple[tuple[str, str], ...], name: str) -> str:
    """Return the first value of a header field, or empty."""
    return next((value for known, value in headers if known == name), "")


def _failed(asked: list[str], what: str, hint: str = "") -> IngestError:
    """Return the refusal of a fetch; a redirect's is told as such."""
    where = f"“{one_line(asked[0][:200])}” "
    if len(asked) > 1:
        where += f"(redirected to “{one_line(asked[-1][:200])}”) "
    hint = hint or "Look at it in a browser; save the page there and ingest the file."
    return IngestError(f"{where}{what}.", path=asked[0], hint=hint)
