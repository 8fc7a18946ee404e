"""RFC 6962 Merkle tree hashes over the history's events.

A leaf is the SHA-256 of 0x00 and the event's canonical JSON, a node that of 0x01 and its children
(RFC 6962, section 2.1). `Frontier` holds only the roots of the complete subtrees, so that a root
over n events needs log2(n) hashes of memory.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

EMPTY_ROOT = hashlib.sha256(b"").hexdigest()


def leaf_hash(body: bytes) -> str:
    """Return the RFC 6962 leaf hash of an event's canonical bytes, in hex."""
    return hashlib.sha256(b"\x00" + body).hexdigest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier:
    """The right edge of a growing Merkle tree."""

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[tuple[int, bytes]] = []

    def append(self, leaf: str) -> None:
        """Add one leaf hash (hex)."""
        width, node = 1, bytes.fromhex(leaf)
        while self._peaks and self._peaks[-1][0] == width:
            node = _node(self._peaks.pop()[1], node)
            width *= 2
        self._peaks.append((width, node))
        self.size += 1

    def root(self) -> str:
        """Return the root over all leaves so far, in hex."""
        if not self._peaks:
            return EMPTY_ROOT
        node = self._peaks[-1][1]
        for _, peak in reversed(self._peaks[:-1]):
            node = _node(peak, node)
        return node.hex()


def root_of(leaves: Iterable[str]) -> str:
    """Return the RFC 6962 root (hex) over leaf hashes (hex) in order."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    return frontier.root()
