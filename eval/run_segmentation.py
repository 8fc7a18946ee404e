"""Measure sentence boundaries on twelve samples of Universal Dependencies, beside bare sentencex.

    python -m eval.run_segmentation

F1 is over the boundaries inside paragraphs: a paragraph's own end is free, and a predicted end is
compared with white space stripped from the sentence. Speeds are of processor time, both splitters
turn about in the same run, the best of several rounds; `split_sentences` returns spans, while
sentencex returns only strings. The halves are the paragraphs with even numbers, whose mistakes were
looked at while the rules were written, and those with odd ones, which were not.
"""

from __future__ import annotations

import json
import sys
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import sentencex

from factcheck.text.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

FOLDER: Final = Path(__file__).parent / "segmentation"
ROUNDS: Final = 7
LEAST_SPEED: Final = 0.4
"""Of bare sentencex's, over all files."""


@dataclass(frozen=True)
class Sample:
    """One file.

    Attributes:
        name: Of the file, without its suffix.
        language: BCP 47 primary subtag.
        paragraphs: Text and the offsets at which its sentences end.
    """

    name: str
    language: str
    paragraphs: tuple[tuple[str, frozenset[int]], ...]

    @property
    def megabytes(self) -> float:
        """The size of its text as UTF-8."""
        return sum(len(text.encode()) for text, _ in self.paragraphs) / 1e6


def samples() -> list[Sample]:
    """Read all files."""
    return [_read(path) for path in sorted(FOLDER.glob("*.json"))]


def _read(path: Path) -> Sample:
    """Read one file."""
    data = json.loads(path.read_text(encoding="utf-8"))
    return Sample(
        path.stem,
        data["language"],
        tuple((entry["text"], frozenset(entry["ends"])) for entry in data["paragraphs"]),
    )


def bare(text: str, language: str) -> set[int]:
    """Return where sentencex alone ends a sentence."""
    found: set[int] = set()
    at = 0
    for piece in sentencex.segment(language, text):
        found.add(at + len(piece.rstrip()))
        at += len(piece)
    return found


def ours(text: str, language: str) -> set[int]:
    """Return where we end a sentence."""
    return {span.end for span in split_sentences(text, language)}


def f1(
    split: Callable[[str, str], set[int]],
    language: str,
    paragraphs: Iterable[tuple[str, frozenset[int]]],
) -> float:
    """Return the F1 of a splitter in per cent."""
    right = wrong = 0
    for text, ends in paragraphs:
        inside = range(1, len(text.rstrip()))
        predicted = {end for end in split(text, language) if end in inside}
        gold = {end for end in ends if end in inside}
        right += len(predicted & gold)
        wrong += len(predicted ^ gold)
    return 200 * right / (2 * right + wrong) if right else 0.0


def seconds(sample: Sample) -> tuple[float, float]:
    """Return the processor time of bare sentencex and of ours, best of several rounds."""
    best = [float("inf")] * 2
    for _ in range(ROUNDS):
        for number, split in enumerate((_segment, split_sentences)):
            began = time.process_time()
            for text, _ends in sample.paragraphs:
                split(text, sample.language)
            best[number] = min(best[number], time.process_time() - began)
    return best[0], best[1]


def _segment(text: str, language: str) -> list[str]:
    """Call sentencex with our order of arguments."""
    return list(sentencex.segment(language, text))


def floors() -> dict[str, dict[str, float]]:
    """Return floor and best known F1 by file."""
    return tomllib.loads((FOLDER / "floor.toml").read_text(encoding="utf-8"))


def below_floor(found: dict[str, float]) -> list[str]:
    """Return the files that are below their floor."""
    floor = floors()["floor"]
    return [
        f"{name}: F1 {found[name]:.2f}, the floor is {least}"
        for name, least in floor.items()
        if found[name] < least
    ]


def main() -> int:
    """Print the table; fail where a figure is below its floor."""
    best = floors()["best"]
    found: dict[str, float] = {}
    total = [0.0, 0.0, 0.0]
    _say(
        f"{'F1 in per cent':<24}   bare   ours   best  |   even    odd  |  MB/s bare   ours  ratio"
    )
    for sample in samples():
        name, language, paragraphs = sample.name, sample.language, sample.paragraphs
        found[name] = f1(ours, language, paragraphs)
        halves = [f1(ours, language, paragraphs[half::2]) for half in (0, 1)]
        size, spent = sample.megabytes, seconds(sample)
        star = "*" if round(found[name], 1) >= best[name] else " "
        total = [sum(pair) for pair in zip(total, (size, *spent), strict=True)]
        _say(
            f"{name:<24} {f1(bare, language, paragraphs):6.2f} {found[name]:6.2f} {best[name]:6.1f}"
            f"{star} | {halves[0]:6.2f} {halves[1]:6.2f}"
            f"  | {size / spent[0]:10.1f} {size / spent[1]:6.1f} {spent[0] / spent[1]:6.2f}"
        )
    size, slow, fast = total
    _say(f"{'all':<59}  | {size / slow:10.1f} {size / fast:6.1f} {slow / fast:6.2f}")
    fallen = below_floor(found)
    if slow / fast < LEAST_SPEED:
        fallen.append(f"speed: {slow / fast:.2f} of bare sentencex's, the floor is {LEAST_SPEED}")
    for line in fallen:
        _say(f"BELOW THE FLOOR {line}")
    return 1 if fallen else 0


def _say(line: str) -> None:
    """Print one line."""
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
