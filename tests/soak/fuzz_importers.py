"""Fuzzing of the importers: `python -m tests.soak.fuzz_importers KIND`.

KIND is a kind of document (`html`, `pdf`, `docx`, …), `answer` for what the host makes of an answer
of a worker, or `host` for mutated files through real workers. FUZZ_SECONDS (600) says for how long,
FUZZ_SEED from where.

An importer runs inside this process's child as in a worker, so that thousands of inputs a second
are possible; atheris follows which lines of it are reached. It may raise anything: the worker turns
that into a sentence. A crash of native code ends the child; a real worker then reads the input, and
only the host's word counts. Exit status 1: the host raised something that is no IngestError.
"""

from __future__ import annotations

import contextlib
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Final

from factcheck.domain.errors import IngestError
from factcheck.ingest.assemble import assemble
from factcheck.ingest.detect import detect
from factcheck.ingest.protocol import Limits, Request
from factcheck.ingest.read import read_documents
from factcheck.ingest.supervise import Answer, understand
from tests.soak.seeds import KINDS, mutated, seeds

SECONDS: Final = int(os.environ.get("FUZZ_SECONDS", "600"))
SEED: Final = int(os.environ.get("FUZZ_SEED", "1"))
TODAY: Final = date(2025, 1, 1)
NAME: Final = "fuzz"
MEMORY: Final = 2 << 30


def main(kind: str) -> int:
    """Fuzz one target for the time given; return the exit status."""
    if kind == "host":
        return fuzz_host()
    if kind == "answer":
        return run_child(kind, SECONDS)
    end = time.monotonic() + SECONDS
    crashes = 0
    while (left := int(end - time.monotonic())) > 0:
        if run_child(kind, left) == 0:
            break
        crashes += 1
    print(f"{kind}: {crashes} crashes of the child, each survived by the host")  # noqa: T201
    return 0


def run_child(kind: str, seconds: int) -> int:
    """Run atheris over one target, and what broke it through the host; return its exit status."""
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        corpus = Path(folder, "corpus")
        corpus.mkdir()
        for number, seed in enumerate(seeds(kind)):
            Path(corpus, str(number)).write_bytes(seed)
        command = [
            *(sys.executable, "-m", "tests.soak.fuzz_child", kind, str(corpus)),
            *(f"-max_total_time={seconds}", f"-seed={SEED}", "-timeout=60", "-max_len=65536"),
            *("-rss_limit_mb=4096", f"-artifact_prefix={folder}/", "-print_final_stats=1"),
        ]
        done = subprocess.run(command, check=False, stderr=subprocess.PIPE, timeout=seconds + 300)
        sys.stderr.write(done.stderr.decode("utf-8", "replace")[-6000:])
        for path in Path(folder).iterdir():
            if path.is_file() and kind != "answer":
                print(f"{path.name}: {through_host(path.read_bytes(), f'{NAME}.{kind}')}")  # noqa: T201
        return done.returncode


def through_host(data: bytes, name: str) -> str:
    """Read a file as a person would; return what came of it. Anything but IngestError escapes."""
    try:
        batch = read_documents(data, name, today=TODAY, limits=Limits(cpu=10, wall=20.0))
        members = list(batch.members)
    except IngestError as error:
        return error.message
    for member in members:
        if member.document is not None:
            check(member.document.text, [(s.start, s.end) for s in member.document.sentences])
    return f"{len(members)} documents"


def check(text: str, spans: list[tuple[int, int]]) -> None:
    """See that every span lies in the text, in order."""
    last = 0
    for start, end in spans:
        if not last <= start < end <= len(text):
            msg = f"a span {start}-{end} after {last} in {len(text)}"
            raise AssertionError(msg)
        last = end


def fuzz_host() -> int:
    """Put mutated files of every kind through real workers."""
    chance = random.Random(SEED)  # noqa: S311 - chance, not secrecy
    end = time.monotonic() + SECONDS
    outcomes: Counter[str] = Counter()
    while time.monotonic() < end:
        kind = chance.choice(KINDS)
        data = mutated(chance.choice(seeds(kind)), chance)
        said = through_host(data, f"{NAME}.{kind}")
        outcomes["read" if said.endswith("documents") else "refused"] += 1
        if "broke down" in said:
            outcomes[said[:200]] += 1
    for outcome, count in outcomes.most_common():
        print(f"{count} × {outcome}")  # noqa: T201
    return 0


def fuzz_answer(data: bytes) -> None:
    """Treat `data` as a worker's answer, and as a file whose kind is to be told."""
    detect(data, f"{NAME}.csv")
    with contextlib.suppress(IngestError):
        reading = understand(Request("html", NAME, 0), Answer(data, 0))
        for part in reading.parts:
            with contextlib.suppress(IngestError):
                document = assemble(part, b"", NAME, TODAY)
                check(document.text, [(s.start, s.end) for s in document.sentences])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
