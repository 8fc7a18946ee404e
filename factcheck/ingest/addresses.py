"""Which addresses a fetch may go to: public ones, written in the one usual way.

From the IANA registries of special-purpose addresses. Python's `is_global` alone lets several of
them through (multicast; before 3.11.10 some more) and looks into no address that carries another
inside it.
"""

from __future__ import annotations

import ipaddress
import re
from typing import Final

import idna

from factcheck.domain.errors import InvalidInputError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NOT_PUBLIC_4: Final = tuple(
    map(
        ipaddress.IPv4Network,
        (
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.31.196.0/24",
            "192.52.193.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "192.175.48.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
        ),
    )
)
_UNICAST_6: Final = ipaddress.IPv6Network("2000::/3")
_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")
_NOT_PUBLIC_6: Final = tuple(
    map(
        ipaddress.IPv6Network,
        (
            "2001::/23",  # protocol assignments, Teredo and ORCHID among them
            "2001:db8::/32",
            "2002::/16",  # 6to4: an IPv4 address inside
            "2620:4f:8000::/48",
            "3fff::/20",
        ),
    )
)
_ISATAP: Final = frozenset({0x00005EFE, 0x02005EFE})
"""The middle of an interface identifier that carries an IPv4 address (RFC 5214)."""

_IPV4: Final = re.compile(r"(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}")
_ENDS_IN_NUMBER: Final = re.compile(r"(?:.*\.)?(?:\d+|0[xX][0-9A-Fa-f]*)")
_NAME: Final = re.compile(
    r"(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?"
)
_MAX_WRITTEN: Final = 253
_HERE: Final = (".home.arpa", ".internal", ".lan", ".local", ".localhost", ".onion", ".test")
"""Endings of names that mean nothing on the public network."""


def is_public(address: Address) -> bool:
    """Say whether an address belongs to the public network, and so does any address inside it."""
    if isinstance(address, ipaddress.IPv4Address):
        return address.is_global and not any(address in network for network in _NOT_PUBLIC_4)
    if address.scope_id is not None:
        return False
    if address in _NAT64:
        return is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return (
        address.is_global
        and address in _UNICAST_6
        and not any(address in network for network in _NOT_PUBLIC_6)
        and int(address) >> 32 & 0xFFFFFFFF not in _ISATAP
    )


def host_of(written: str) -> str | Address:
    """Return the host of a URL in its plain form: a lower-case ASCII name, or an address.

    Args:
        written: The host as it stands in the URL, brackets of an IPv6 address left out.

    Raises:
        InvalidInputError: It is no public host's name, or an address written in one of the many
            ways that hide what it is (`127.1`, `0x7f000001`, `2130706433`, `０１７７.0.0.1`).
    """
    if ":" in written:
        return _address_6(written)
    host = _ascii(written).removesuffix(".")
    if _IPV4.fullmatch(host):
        return ipaddress.IPv4Address(host)
    if _ENDS_IN_NUMBER.fullmatch(host):
        raise _unusable(written, "is an address in an unusual form")
    if not _NAME.fullmatch(host) or f".{host}".endswith(_HERE):
        raise _unusable(written, "is not the name of a host on the public network")
    return host


def _address_6(written: str) -> ipaddress.IPv6Address:
    """Read an IPv6 address."""
    try:
        return ipaddress.IPv6Address(written)
    except ValueError:
        raise _unusable(written, "is not an address") from None


def _ascii(written: str) -> str:
    """Return a host's name in ASCII, as it would be asked for.

    UTS #46 maps full-width digits and ideographic full stops, as browsers do; whatever that makes
    of the name is then looked at like any other.
    """
    if written.isascii():
        return written.lower()
    try:
        return idna.encode(written[:_MAX_WRITTEN], uts46=True).decode("ascii").lower()
    except UnicodeError:
        raise _unusable(written, "cannot be the name of a host") from None


def _unusable(written: str, why: str) -> InvalidInputError:
    """Refuse a host."""
    return InvalidInputError(
        f"“{written}” {why}.", hint="Give the address of a public page, as a browser shows it."
    )
