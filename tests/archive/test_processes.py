"""The archive under several processes, kill -9, a disk that is full and one that is read-only."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from factcheck.archive.files import Archive, ProblemKind

if TYPE_CHECKING:
    from pathlib import Path

PUT_THE_SAME = """
import sys
from pathlib import Path
from factcheck.archive.files import Archive
sys.stdin.readline()
archive = Archive(Path(sys.argv[1]))
for number in range(60):
    data = number.to_bytes(2, "big") * 20_000
    assert archive.get(archive.put(data)) == data
"""

PUT_FOR_EVER = """
import os, sys
from pathlib import Path
from factcheck.archive.files import Archive
archive = Archive(Path(sys.argv[1]))
while True:
    print(archive.put(os.urandom(300_000)), flush=True)
"""

PUT_ON_A_SMALL_DISK = """
import os, sys
from pathlib import Path
from factcheck.archive.files import Archive
from factcheck.domain.errors import ArchiveError
archive = Archive(Path(sys.argv[1]))
kept = [archive.put(os.urandom(50_000))]
try:
    while True:
        kept.append(archive.put(os.urandom(50_000)))
except ArchiveError as error:
    print(error)
assert sorted(kept) == list(archive.digests())
assert list(archive.verify()) == []
"""

PUT_ON_A_READ_ONLY_DISK = """
import sys
from pathlib import Path
from factcheck.archive.files import Archive
from factcheck.domain.errors import ArchiveError
archive = Archive(Path(sys.argv[1]))
try:
    archive.put(b"article")
except ArchiveError as error:
    print(error)
assert list(archive.verify()) == []
"""

KILL_ROUNDS = 25
SEED = 20261122


def test_processes_that_put_the_same_bytes_at_once_agree(tmp_path: Path) -> None:
    """Six of them, from an archive that does not exist yet: no error, one file a document."""
    root = tmp_path / "sources"
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", PUT_THE_SAME, str(root)],
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(6)
    ]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        _, said = process.communicate(timeout=60)
        assert process.returncode == 0, said
    archive = Archive(root)
    assert len(list(archive.digests())) == 60
    assert list(archive.verify()) == []


def test_kill_at_any_moment_leaves_no_torn_document(tmp_path: Path) -> None:
    """Every acknowledged document is whole; all that is left behind is half files by that name."""
    archive = Archive(tmp_path / "sources")
    chance = random.Random(SEED)  # noqa: S311 - only moments in time
    acknowledged: list[str] = []
    for _ in range(KILL_ROUNDS):
        process = subprocess.Popen(
            [sys.executable, "-c", PUT_FOR_EVER, str(archive.root)],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        # Wait for one document, so that the kill falls among puts and not into the start.
        acknowledged.append(process.stdout.readline().strip())
        time.sleep(chance.uniform(0, 0.02))
        process.send_signal(signal.SIGKILL)
        rest, _ = process.communicate(timeout=60)
        acknowledged += [line for line in rest.splitlines() if len(line) == 64]
    assert len(acknowledged) >= KILL_ROUNDS
    for digest in acknowledged:
        assert hashlib.sha256(archive.get(digest)).hexdigest() == digest
    assert {problem.kind for problem in archive.verify()} <= {ProblemKind.LEFTOVER}


def run_with_mount(options: str, script: str, mount_point: Path) -> str:
    """Run a script beside a small file system of its own, which ends with the script."""
    unshare = shutil.which("unshare")
    if os.geteuid() != 0 or unshare is None:
        pytest.skip("needs root and unshare to mount a small disk")
    command = (
        f'mount -t tmpfs -o {options} none "$1" 2>/dev/null || exit 77; exec "$2" -c "$3" "$1"'
    )
    run = subprocess.run(
        [unshare, "--mount", "/bin/sh", "-c", command, "sh", mount_point, sys.executable, script],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    if run.returncode == 77 or "unshare failed" in run.stderr:
        pytest.skip("mounting is not allowed here")
    assert run.returncode == 0, run.stderr
    return run.stdout


def test_full_disk_is_said_plainly_and_leaves_no_half_file(tmp_path: Path) -> None:
    """On a real disk of 400 kB: what fits is kept, what does not leaves nothing."""
    said = run_with_mount("size=400k", PUT_ON_A_SMALL_DISK, tmp_path)
    assert "is full" in said
    assert "Free some space" in said


def test_read_only_disk_is_said_plainly(tmp_path: Path) -> None:
    """On a real read-only disk."""
    said = run_with_mount("ro,size=400k", PUT_ON_A_READ_ONLY_DISK, tmp_path)
    assert "does not allow it (Read-only file system)" in said
