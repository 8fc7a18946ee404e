"""What keys are called on the screen."""

from __future__ import annotations

from typing import Final

_KEY_NAMES: Final = {
    "question_mark": "?",
    "slash": "/",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "enter": "↵",
    "escape": "esc",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "backspace": "⌫",
    "minus": "-",
    "plus": "+",
    "full_stop": ".",
}


def key_name(key: str) -> str:
    """Return a key's name as people read it: `^s` for `ctrl+s`."""
    if key.startswith("ctrl+"):
        return f"^{key_name(key.removeprefix('ctrl+'))}"
    if key.startswith("shift+"):
        return f"⇧{key_name(key.removeprefix('shift+'))}"
    return _KEY_NAMES.get(key, key)
