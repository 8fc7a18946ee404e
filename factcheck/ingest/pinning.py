"""Connections that go to one address only, and end when their time is up.

A name is resolved once, every address that it has is looked at, and the connection is made to one
of exactly those: a second answer of the name server is never asked for, so none can lead elsewhere.
"""

from __future__ import annotations

import ipaddress
import queue
import socket
import threading
import time
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

import httpcore

from factcheck.ingest.addresses import Address, is_public

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterable, Sequence


class Resolver(Protocol):
    """Asks for the addresses of a name."""

    def __call__(self, host: str, port: int) -> Sequence[str]:
        """Return the addresses of `host`; raise OSError where there are none."""
        ...


class NotPublicError(Exception):
    """A name leads, or could lead, into a network that is not public."""


class TooMuchError(Exception):
    """A server sent more bytes than it may."""


class Clock:
    """How much time is left of a fetch.

    Args:
        seconds: The total.
    """

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self, at_most: float | None = None) -> float:
        """Return the seconds left, or `at_most` if that is less.

        Raises:
            TimeoutError: None is left.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left if at_most is None else min(left, at_most)


class Route(NamedTuple):
    """The addresses that a name had when it was asked for."""

    host: str
    port: int
    addresses: tuple[Address, ...]


def system_resolver(host: str, port: int) -> Sequence[str]:
    """Ask the system."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return [str(address[0]) for *_, address in found]


def resolve(
    host: str | Address,
    port: int,
    resolver: Resolver,
    clock: Clock,
    admitted: frozenset[tuple[str, int]],
) -> Route:
    """Return the way to a host.

    Args:
        host: A name, or an address that needs no asking.
        port: The port.
        resolver: Whom to ask.
        clock: The time that is left.
        admitted: Endpoints that may be used though they are not public.

    Raises:
        NotPublicError: One of the addresses is not public.
        OSError: There is no such name.
        TimeoutError: Nobody answered in time.
    """
    answers = [str(host)] if not isinstance(host, str) else _asked(resolver, host, port, clock)
    try:
        addresses = tuple(dict.fromkeys(map(ipaddress.ip_address, answers)))
    except ValueError:
        raise NotPublicError from None
    if not addresses:
        raise OSError
    # One bad address is enough: a name that points both outside and inside is up to no good.
    for address in addresses:
        if not is_public(address) and (str(address), port) not in admitted:
            raise NotPublicError
    return Route(str(host), port, addresses)


def _asked(resolver: Resolver, host: str, port: int, clock: Clock) -> Sequence[str]:
    """Ask in a thread, since the system's resolver keeps to no deadline."""
    answer: queue.SimpleQueue[Sequence[str] | OSError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answer.put(resolver(host, port))
        except (OSError, UnicodeError) as error:
            answer.put(error if isinstance(error, OSError) else OSError())

    threading.Thread(target=ask, daemon=True, name="resolve").start()
    try:
        found = answer.get(timeout=clock.left())
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(found, OSError):
        raise found
    return found


class PinnedBackend(httpcore.NetworkBackend):
    """Connects to the addresses of a route, whatever name it is asked for.

    Args:
        route: Where to.
        clock: The time that is left.
        limit: Bytes that may come in.
    """

    def __init__(self, route: Route, clock: Clock, limit: int) -> None:
        self._route = route
        self._clock = clock
        self._limit = limit
        self._backend: Final = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address that answers."""
        if (host, port) != (self._route.host, self._route.port):
            raise NotPublicError
        refused: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for address in self._route.addresses:
            try:
                stream = self._backend.connect_tcp(
                    str(address), port, self._clock.left(timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                refused = error
            else:
                return _BoundedStream(stream, self._clock, self._limit)
        raise refused or httpcore.ConnectError


class _BoundedStream(httpcore.NetworkStream):
    """A connection on which every wait counts against the total, and so does every byte."""

    def __init__(self, stream: httpcore.NetworkStream, clock: Clock, limit: int) -> None:
        self._stream = stream
        self._clock = clock
        self._limit = limit

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self._stream.read(max_bytes, self._clock.left(timeout))
        self._limit -= len(data)
        if self._limit < 0:
            raise TooMuchError
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._clock.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._clock.left(timeout))
        return _BoundedStream(stream, self._clock, self._limit)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - as httpcore has it
        return self._stream.get_extra_info(info)
