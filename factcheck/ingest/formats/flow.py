"""From a stream of characters and block boundaries to pieces."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from factcheck.ingest.protocol import Piece
from factcheck.text.normalise import normalise

if TYPE_CHECKING:
    from factcheck.text.blocks import BlockKind

# What HTML and the office formats take for one blank. A no-break space is none of them.
_BLANKS: Final = re.compile(r"[ \t\n\r\f]+")


class Flow:
    """Collects the blocks of a document in order.

    Blocks nest: a paragraph in a list item is a list item, a paragraph in a quotation a quotation.
    """

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self._kinds: list[BlockKind] = []
        self._buffer: list[str] = []

    @property
    def kind(self) -> BlockKind:
        """The kind of the block that is open."""
        return self._kinds[-1] if self._kinds else "paragraph"

    def open(self, kind: BlockKind | None = None) -> None:
        """Begin a block; without a kind it has that of the block around it."""
        self.flush()
        self._kinds.append(kind or self.kind)

    def close(self) -> None:
        """End the innermost block."""
        self.flush()
        if self._kinds:
            self._kinds.pop()

    def text(self, characters: str) -> None:
        """Add characters to the open block."""
        self._buffer.append(characters)

    def flush(self) -> Piece | None:
        """End the line; return the piece that it made, if it held anything."""
        if not self._buffer:
            return None
        text = clean("".join(self._buffer))
        self._buffer.clear()
        if not text:
            return None
        piece = Piece(self.kind, text)
        self.pieces.append(piece)
        return piece


def clean(text: str) -> str:
    """Return `text` normalised and on one line, without blanks at its ends."""
    return _BLANKS.sub(" ", normalise(text)).strip()


def length(pieces: list[Piece]) -> int:
    """Return how many code points the pieces have together."""
    return sum(len(piece.text) for piece in pieces)
