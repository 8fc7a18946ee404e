"""What a worker does to itself before it looks at a stranger's bytes.

Limits of the operating system stop what eats memory, time or disk, a network namespace of its own
leaves it without any network, and an audit hook refuses what a parser never has to do. The hook is
no wall (native code passes it by); where there is no namespace it is all there is, and the caller
is told so.
"""

from __future__ import annotations

import contextlib
import ctypes
import io
import os
import resource
import signal
import sys
import tempfile
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from factcheck.ingest.protocol import Limits

_CLONE_NEWUSER: Final = 0x10000000
_CLONE_NEWNET: Final = 0x40000000
_PR_SET_PDEATHSIG: Final = 1
_PR_SET_DUMPABLE: Final = 4
_PR_SET_NO_NEW_PRIVS: Final = 38
_OPEN_FILES: Final = 64

_FORBIDDEN: Final = (
    "ftplib.",
    "http.client.",
    "os.chmod",
    "os.chown",
    "os.exec",
    "os.fork",
    "os.kill",
    "os.link",
    "os.posix_spawn",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.spawn",
    "os.symlink",
    "os.system",
    "os.truncate",
    "pty.spawn",
    "shutil.",
    "smtplib.",
    "socket.",
    "subprocess.",
    "tempfile.",
    "urllib.Request",
    "webbrowser.",
)
"""Beginnings of the names of audit events (Python's audit events table) that are refused."""
_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def confine(limits: Limits, *, spills: bool) -> list[str]:
    """Give up, for good, what reading a document does not need.

    Args:
        limits: What this process may use.
        spills: It may write `limits.spill` bytes into the file that it was handed.

    Returns:
        The protections that this system does not give, in plain words; empty on a usual Linux.
    """
    missing = _limit_resources(limits, spills=spills)
    if not _leave_network():
        missing.append("the network is only refused to Python code")
    # Nothing can be written, so a library that unpacks its own data to a file gets memory instead.
    tempfile.TemporaryFile = _in_memory  # type: ignore[assignment]
    sys.addaudithook(_refuse)
    return missing


def _in_memory(*_: object, **__: object) -> io.BytesIO:
    """Stand in for a temporary file."""
    return io.BytesIO()


def _limit_resources(limits: Limits, *, spills: bool) -> list[str]:
    """Set the limits of the operating system; return those that it does not have."""
    wanted = {
        "memory is not limited": ("RLIMIT_AS", limits.memory, limits.memory),
        # One second more for the hard limit: the soft one has a signal of its own to tell it by.
        "processor time is not limited": ("RLIMIT_CPU", limits.cpu, limits.cpu + 1),
        "files are not limited": ("RLIMIT_FSIZE", *(limits.spill if spills else 0,) * 2),
        "core dumps are not switched off": ("RLIMIT_CORE", 0, 0),
        "open files are not limited": ("RLIMIT_NOFILE", _OPEN_FILES, _OPEN_FILES),
    }
    missing = []
    for what, (name, soft, hard) in wanted.items():
        try:
            resource.setrlimit(getattr(resource, name), (soft, hard))
        except (AttributeError, ValueError, OSError):
            missing.append(what)
    return missing


def _leave_network() -> bool:
    """Move to an empty network namespace; say whether that worked.

    Also, on Linux: die with the host, leave no core, gain no privileges through any program.
    """
    if not sys.platform.startswith("linux"):
        return False
    with contextlib.suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
        libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        return any(
            libc.unshare(flags) == 0 for flags in (_CLONE_NEWUSER | _CLONE_NEWNET, _CLONE_NEWNET)
        )
    return False


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    """Audit hook: refuse network, other programs, and changes to files."""
    if event.startswith(_FORBIDDEN):
        msg = f"the import worker may not do this: {event}"
        raise PermissionError(msg)
    if event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING:
        msg = "the import worker may not write files"
        raise PermissionError(msg)
