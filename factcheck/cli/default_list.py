"""Groups whose `list` may be left out: `factcheck history` is `factcheck history list`."""

from __future__ import annotations

from typing import Any, Final

from typer.core import TyperGroup

_LIST: Final = "list"
_HELP: Final = frozenset({"-h", "--help"})


class ListByDefault(TyperGroup):
    """A group that lists when no other command of it is named."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - Typer's own
        """Put in the `list` that was left out."""
        if not args or (args[0] not in self.commands and args[0] not in _HELP):
            args = [_LIST, *args]
        return super().parse_args(ctx, args)
