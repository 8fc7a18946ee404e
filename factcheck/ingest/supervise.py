"""The host's side of an import: start a worker, feed it, wait within limits, believe nothing.

A worker is a fresh interpreter, never a fork: the host has threads, a database and a screen, and
none of them is any business of a process that reads a stranger's file.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import orjson
from pydantic import TypeAdapter, ValidationError

import factcheck
from factcheck.domain.errors import IngestError
from factcheck.ingest.protocol import Reading
from factcheck.ingest.refusals import broken, refusal, too_slow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from factcheck.ingest.protocol import Request

WORKER: Final = (sys.executable, "-m", "factcheck.ingest.worker")
"""The command of a worker; the number of the spill descriptor follows."""

_CHUNK: Final = 1 << 16
_READING: Final = TypeAdapter(Reading)
# What a library needs of the environment to be loaded at all; everything else is left behind.
_LOADER: Final = ("DYLD_LIBRARY_PATH", "LD_LIBRARY_PATH")


class Answer(NamedTuple):
    """What a worker left behind.

    Attributes:
        output: What it wrote, at most one byte more than the limit.
        status: Its exit status; negative for a signal, None where it had to be killed by the clock.
    """

    output: bytes
    status: int | None


@contextlib.contextmanager
def spill_file() -> Iterator[int]:
    """Give the descriptor of an empty file without a name, closed at the end."""
    with tempfile.TemporaryFile(prefix="factcheck-") as stream:
        yield stream.fileno()


def run_worker(
    request: Request, data: bytes, *, spill: int = -1, command: Sequence[str] = WORKER
) -> Reading:
    """Have a worker read a document.

    Args:
        request: What is asked; `request.size` is the length of `data`.
        data: The document's bytes.
        spill: Descriptor of the spill file of a container, or -1.
        command: The worker.

    Returns:
        Its answer, validated. It takes `request.limits.wall` seconds at most.

    Raises:
        IngestError: The document was refused, or its reader crashed, hung, wanted too much memory,
            answered too much or answered nonsense.
    """
    header = orjson.dumps(request) + b"\n"
    answer = _converse(request, (header, data), spill, [*command, str(spill)])
    return understand(request, answer)


def understand(request: Request, answer: Answer) -> Reading:
    """Return a worker's answer, looked through.

    Raises:
        IngestError: As in `run_worker`.
    """
    name, limits = request.name, request.limits
    if len(answer.output) > limits.answer:
        hint = "Split it, and ingest the parts."
        raise refusal(name, f"holds more than {limits.answer >> 20} MiB of text", hint)
    if answer.status is None:
        raise too_slow(name, f"{limits.wall:g} s")
    if answer.status == -signal.SIGXCPU or (answer.status == -signal.SIGKILL and not answer.output):
        raise too_slow(name, f"{limits.cpu} s of processor time")
    if answer.status < 0:
        raise broken(name, signal.Signals(-answer.status).name)
    if answer.status != 0:
        raise broken(name, f"exit status {answer.status}")
    try:
        reading = _READING.validate_json(answer.output, strict=True)
    except ValidationError:
        raise broken(name, "its answer made no sense") from None
    if reading.refused is not None:
        raise IngestError(reading.refused.message, path=name, hint=reading.refused.hint)
    return reading


def _converse(
    request: Request, pieces: Sequence[bytes], spill: int, command: Sequence[str]
) -> Answer:
    """Start the worker, feed it, and collect its answer until it ends or its time is up."""
    deadline = time.monotonic() + request.limits.wall
    process = subprocess.Popen(  # noqa: S603 - our own interpreter; no word comes from outside
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        cwd="/",
        start_new_session=True,
        pass_fds=() if spill < 0 else (spill,),
    )
    try:
        output = _pump(process, pieces, request.limits.answer, deadline)
        if len(output) <= request.limits.answer:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(deadline - time.monotonic(), 0))
        return Answer(output, process.poll())
    finally:
        _end(process)


def _environment() -> dict[str, str]:
    """Return the worker's environment: nothing of the person's."""
    return {
        "PYTHONPATH": str(Path(factcheck.__file__).parent.parent),
        "PYTHONSAFEPATH": "1",
        "PYTHONNOUSERSITE": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "HOME": "/nonexistent",
        **{name: os.environ[name] for name in _LOADER if name in os.environ},
    }


def _pump(
    process: subprocess.Popen[bytes], pieces: Sequence[bytes], limit: int, deadline: float
) -> bytes:
    """Write all pieces and read all output, neither waiting for the other."""
    stdin, stdout = process.stdin, process.stdout
    if stdin is None or stdout is None:
        msg = "the worker has no pipes"
        raise RuntimeError(msg)
    output = bytearray()
    waiting = [memoryview(piece) for piece in reversed(pieces)]
    with selectors.DefaultSelector() as selector:
        for stream, event in ((stdin, selectors.EVENT_WRITE), (stdout, selectors.EVENT_READ)):
            os.set_blocking(stream.fileno(), False)
            selector.register(stream, event)
        while stdout in selector.get_map() and (left := deadline - time.monotonic()) > 0:
            for key, _ in selector.select(left):
                if key.fileobj is stdout:
                    chunk = os.read(stdout.fileno(), _CHUNK)
                    output += chunk
                    if not chunk or len(output) > limit:
                        selector.unregister(stdout)
                elif not _write_some(stdin.fileno(), waiting):
                    selector.unregister(stdin)
                    stdin.close()
    return bytes(output)


def _write_some(descriptor: int, waiting: list[memoryview]) -> bool:
    """Write a part of what waits, last piece first; say whether there is more."""
    try:
        written = os.write(descriptor, waiting[-1][:_CHUNK])
    except BrokenPipeError:
        return False
    waiting[-1] = waiting[-1][written:]
    if not waiting[-1]:
        waiting.pop()
    return bool(waiting)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill what is left of the worker, and close the pipes."""
    if process.poll() is None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with contextlib.suppress(BrokenPipeError):
                stream.close()
