"""Column types that behave the same on SQLite and PostgreSQL, and their form in the history."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, DateTime, Text, TypeDecorator

from factcheck.proof.canonical import canonical_json, parse_json

if TYPE_CHECKING:
    from sqlalchemy.engine import Dialect


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime in UTC. SQLite has no time zones, so it keeps naive UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Convert to UTC; a naive time is refused, since nobody knows what it means."""
        if value is None:
            return None
        if value.tzinfo is None:
            msg = "a time without a time zone cannot be stored"
            raise ValueError(msg)
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return an aware datetime in UTC."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class JsonText(TypeDecorator[Any]):
    """A JSON value kept as canonical text: PostgreSQL's jsonb would reorder its keys."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ANN401
        """Serialise canonically."""
        del dialect
        return None if value is None else canonical_json(value).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ANN401
        """Parse."""
        del dialect
        return None if value is None else parse_json(value)


def format_time(at: datetime) -> str:
    """Return a time as RFC 3339 in UTC with microseconds: the one form in the history."""
    # isoformat, since strftime leaves out the zeros of years before 1000.
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def parse_time(text: str) -> datetime:
    """Read a time written by `format_time`.

    Raises:
        ValueError: If it has another form.
    """
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


def to_history(value: Any) -> Any:  # noqa: ANN401 - any column value
    """Return a column's value in the JSON form that events keep."""
    if isinstance(value, datetime):
        return format_time(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return list(value)
    return value


def from_history(column: Column[Any], value: Any) -> Any:  # noqa: ANN401 - any column value
    """Return the column's value that an event kept as JSON."""
    if value is not None and isinstance(column.type, UtcDateTime):
        return parse_time(value)
    return value
