"""From a normalised text to its sentences and to what it says of itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from factcheck.ingest.document import BlockSpan, Fact, SentenceSpan
from factcheck.text.blocks import Block, blocks
from factcheck.text.dates import find_publication_date
from factcheck.text.furniture import is_furniture
from factcheck.text.safe import one_line
from factcheck.text.sentences import split_block

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from factcheck.ingest.document import SentenceKind
    from factcheck.text.furniture import Position


class Outline:
    """The blocks of a text, with the furniture rule that each matches.

    Args:
        text: Normalised text.
        language: BCP 47 primary subtag, or `und`.
        known: The blocks, where the format tells them; otherwise the text's looks do.
    """

    def __init__(self, text: str, language: str, known: Sequence[Block] | None = None) -> None:
        self.text = text
        self.language = language
        self.blocks = blocks(text) if known is None else known
        self.rules = self._furniture()

    def sentences(self) -> tuple[SentenceSpan, ...]:
        """Return the sentences, headings and furniture in order."""
        found: list[SentenceSpan] = []
        for number, (block, rule) in enumerate(zip(self.blocks, self.rules, strict=True)):
            if rule:
                found.append(
                    SentenceSpan(
                        start=block.start, end=block.end, kind="furniture", rule=rule, block=number
                    )
                )
                continue
            kind: SentenceKind = "heading" if block.kind == "heading" else "sentence"
            found.extend(
                SentenceSpan(start=span.start, end=span.end, kind=kind, block=number)
                for span in split_block(self.text, block, self.language)
            )
        return tuple(found)

    def block_spans(self) -> tuple[BlockSpan, ...]:
        """Return the blocks in order."""
        return tuple(BlockSpan(start=b.start, end=b.end, kind=b.kind) for b in self.blocks)

    def metadata(self, today: date) -> dict[str, Fact]:
        """Return what the text plainly says of itself.

        Args:
            today: A date after it is not taken for one of publication.
        """
        found = {
            "title": self._title(),
            "publisher": self._publisher(),
            "published_on": self._published_on(today),
            "authors": self._authors(),
            "url": self._labelled(_ADDRESS),
        }
        return {field: fact for field, fact in found.items() if fact is not None}

    def _line(self, block: Block) -> str:
        """Return the text of a block."""
        return self.text[block.start : block.end]

    def _furniture(self) -> list[str]:
        """Return the rule of each block, empty for text.

        What stands before all text is at the page's `first` position, what stands after it at its
        `last`; a rule that needs such a place does not hold in the middle.
        """
        rules = [self._rule(block, "middle") for block in self.blocks]
        numbers = range(len(rules))
        sides: tuple[tuple[Position, Iterable[int]], ...] = (
            ("first", numbers),
            ("last", reversed(numbers)),
        )
        for position, order in sides:
            for number in order:
                rules[number] = rules[number] or self._rule(self.blocks[number], position)
                if not rules[number]:
                    break
        return rules

    def _rule(self, block: Block, position: Position) -> str:
        """Return the furniture rule that a block matches at a position."""
        return is_furniture(self._line(block), self.language, position=position) or ""

    def _title(self) -> Fact | None:
        """Return the headline, where the first block of text plainly is one."""
        content = [block for block, rule in zip(self.blocks, self.rules, strict=True) if not rule]
        if not content or content[0].kind != "heading":
            return None
        title = self._line(content[0]).lstrip("#").strip()
        return Fact(value=title, how="found", note="the first line, set apart like a headline")

    def _publisher(self) -> Fact | None:
        """Return the publisher that a masthead or a source line names; the masthead goes first."""
        for rule, pattern in (("logo", _LOGO), ("source", _SOURCE)):
            for block, matched in zip(self.blocks, self.rules, strict=True):
                name = pattern.fullmatch(self._line(block)) if matched == rule else None
                if name:
                    return Fact(value=name["value"], how="found", note=_from_line(name.group()))
        return None

    def _published_on(self, today: date) -> Fact | None:
        """Return the date of publication that the head of the text gives."""
        found = find_publication_date(self.text, today=today)
        if found is None:
            return None
        begin = self.text.rfind("\n", 0, found.start) + 1
        note = _from_line(self.text[begin:].split("\n", 1)[0].strip())
        if found.ambiguous:
            note += "; read day first, but it could be month first"
        return Fact(value=found.iso, how="found", note=note)

    def _authors(self) -> Fact | None:
        """Return the authors of a byline, joined by `; `."""
        byline = self._labelled(_BYLINE)
        if byline is None:
            return None
        return byline.model_copy(update={"value": "; ".join(_BETWEEN.split(byline.value))})

    def _labelled(self, pattern: re.Pattern[str]) -> Fact | None:
        """Return what a labelled line among the first blocks gives."""
        for block in self.blocks[:HEAD_BLOCKS]:
            line = self._line(block)
            match = pattern.fullmatch(line) if len(line) <= MAX_LABELLED else None
            if match:
                return Fact(value=match["value"].strip(), how="found", note=_from_line(line))
        return None


HEAD_BLOCKS: Final = 8
MAX_LABELLED: Final = 300

_LOGO: Final = re.compile(r"(?:Logo (?P<value>.+))", re.IGNORECASE)
_SOURCE: Final = re.compile(r"(?:sources?|sumber)\s?:\s?(?P<value>\S.*)", re.IGNORECASE)
_PERSON: Final = (
    r"[A-ZÀ-ÖØ-Þ][\w.\u2019'-]*(?: (?:[A-ZÀ-ÖØ-Þ][\w.\u2019'-]*|bin|binti|de|van|von|al)){0,4}"
)
_BYLINE: Final = re.compile(
    rf"(?:By|BY|Oleh|OLEH|Penulis|Reporter|Author)\s?:?\s(?P<value>{_PERSON}"
    rf"(?:(?:, | and | dan | & ){_PERSON}){{0,5}})"
)
_BETWEEN: Final = re.compile(", | and | dan | & ")
_ADDRESS: Final = re.compile(
    r"(?:URL|Link|Tautan|Alamat)\s?:\s?(?P<value>https?://\S+)", re.IGNORECASE
)


def _from_line(line: str) -> str:
    """Say which line a fact was found in."""
    return f"from the line “{one_line(line)}”"
