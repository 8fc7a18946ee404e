"""The process in which atheris drives one importer (`tests.soak.fuzz_importers`)."""

from __future__ import annotations

import random
import resource
import sys
import traceback
from typing import Final

import atheris

with atheris.instrument_imports(include=["factcheck.ingest"]):
    from factcheck.domain.errors import IngestError
    from factcheck.ingest.formats.registry import read_parts
    from factcheck.ingest.protocol import Request
    from factcheck.ingest.spill import Spill
    from tests.soak.fuzz_importers import MEMORY, fuzz_answer
    from tests.soak.seeds import mutated, worker_kind

seen: Final[set[str]] = set()


def importer(kind: str, data: bytes) -> None:
    """Read `data`; tell once of every place that raises what is no refusal."""
    request = Request(worker_kind(kind), f"fuzz.{kind}", len(data))
    try:
        read_parts(request, data, Spill(-1, 1 << 26))
    except IngestError:
        return
    except Exception as error:  # noqa: BLE001 - a parser can raise anything; the worker says so
        frames = traceback.extract_tb(error.__traceback__)
        ours = [frame for frame in frames if "factcheck" in frame.filename]
        place = f"{type(error).__name__} at {ours[-1].filename}:{ours[-1].lineno} ({error})"[:300]
        key = place.split("(")[0]
        if key not in seen:
            seen.add(key)
            sys.stderr.write(f"CONTAINED {place}\n")


def mutator(data: bytes, max_size: int, seed: int) -> bytes:
    """Mutate half of the time by structure, half of the time as libFuzzer does."""
    if seed % 2:
        return bytes(atheris.Mutate(data, max_size))
    return mutated(data, random.Random(seed))[:max_size]  # noqa: S311 - chance, not secrecy


def main() -> None:
    """Run until the time given is over."""
    _, kind, corpus, *options = sys.argv
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))

    def one_input(data: bytes) -> None:
        if kind == "answer":
            fuzz_answer(data)
        else:
            importer(kind, data)

    atheris.Setup([sys.argv[0], *options, corpus], one_input, custom_mutator=mutator)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
