"""The sentences in which a document is refused, for both the host and the worker."""

from __future__ import annotations

from factcheck.domain.errors import IngestError
from factcheck.text.safe import one_line

_BY_HAND = (
    "It may be damaged, or built to do harm. Open it in its own program, save its text as a plain "
    "text file, and ingest that."
)


def refusal(name: str, what: str, hint: str = _BY_HAND) -> IngestError:
    """Return the refusal of one document.

    Args:
        name: The document as the person named it; made safe here.
        what: What is the matter, to go on from the name: `is empty`.
        hint: What to do.
    """
    return IngestError(f"“{one_line(name)}” {what}.", path=name, hint=hint)


def too_slow(name: str, limit: str) -> IngestError:
    """Refuse what took longer than `limit` (`30 s`, `20 s of processor time`)."""
    return refusal(name, f"took longer than {limit} to read, and was given up")


def too_big(name: str) -> IngestError:
    """Refuse what needs more memory than a worker has."""
    return refusal(name, "needs more memory to read than an import may use")


def too_deep(name: str) -> IngestError:
    """Refuse what is nested deeper than its parser can follow."""
    return refusal(name, "is nested too deeply to read")


def broken(name: str, how: str) -> IngestError:
    """Refuse what broke its parser; `how` is for a bug report."""
    return refusal(name, f"could not be read: its reader broke down ({one_line(how)[:300]})")


def no_text(name: str, why: str, hint: str) -> IngestError:
    """Refuse a document in which no text was found."""
    return refusal(name, f"holds no text that can be read: {why}", hint)
