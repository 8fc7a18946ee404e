"""Foreign text and markup never meet: a lint over the source of the screen.

Textual reads strings as markup in many places. Each of them may get a literal, or something that is
not a string; everything else has to say `markup=False`, be `Content`, or go through the safe door.
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Final

import pytest

import factcheck.tui

ROOT: Final = Path(factcheck.tui.__file__).parent
SOURCES: Final = sorted(ROOT.rglob("*.py"))
MARKUP_WIDGETS: Final = frozenset(
    {
        "Static",
        "Label",
        "Button",
        "Checkbox",
        "RadioButton",
        "Switch",
        "ListItem",
        "Collapsible",
        "TabPane",
        "Tab",
        "Select",
        "OptionList",
        "Option",
        "DataTable",
        "Tree",
        "RichLog",
        "Link",
        "Markdown",
        "Digits",
        "Tooltip",
        "SelectionList",
        "Selection",
        "Toast",
    }
)
OUR_OWN: Final = frozenset({"Option"})  # widgets/choice.py: drawn through paint.set_row
MARKUP_CALLS: Final = frozenset(
    {"from_markup", "notify", "render_markup", "add_columns", "add_row"}
)
MARKUP_ATTRIBUTES: Final = frozenset({"border_title", "border_subtitle", "tooltip", "sub_title"})


def names_of(call: ast.Call) -> str:
    """Return the last name of what is called."""
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def is_literal(node: ast.expr) -> bool:
    """Whether an expression is a string that stands in the source."""
    return isinstance(node, ast.Constant)


def says_no_markup(call: ast.Call) -> bool:
    """Whether a call has `markup=False`."""
    return any(
        keyword.arg == "markup"
        and isinstance(keyword.value, ast.Constant)
        and keyword.value.value is False
        for keyword in call.keywords
    )


def problems_in(tree: ast.AST, *, own: frozenset[str] = OUR_OWN) -> list[str]:
    """Return where a string that is no literal could be read as markup."""
    found: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = names_of(node)
            values = [*node.args, *(k.value for k in node.keywords if k.arg in {"label", "title"})]
            risky = [value for value in values if not is_literal(value)]
            if name in MARKUP_WIDGETS - own and risky and not says_no_markup(node):
                found.append(f"line {node.lineno}: {name}(…) without markup=False")
            if name in MARKUP_CALLS and risky and not says_no_markup(node):
                found.append(f"line {node.lineno}: {name}(…) with a string that is no literal")
        if isinstance(node, ast.Assign) and not is_literal(node.value):
            found.extend(
                f"line {node.lineno}: {target.attr} is markup"
                for target in node.targets
                if isinstance(target, ast.Attribute) and target.attr in MARKUP_ATTRIBUTES
            )
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_foreign_text_is_read_as_markup(path: Path) -> None:
    """Every sink of markup gets a literal or says that there is none."""
    assert problems_in(ast.parse(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "line",
    [
        "Static(title)",
        "Label(f'{title}')",
        "self.notify(message)",
        "widget.border_title = title",
        "Content.from_markup(title)",
        "Button(label=title)",
        "table.add_row(title)",
    ],
)
def test_the_lint_sees(line: str) -> None:
    """The lint finds each kind of mistake."""
    assert problems_in(ast.parse(line))


@pytest.mark.parametrize(
    "line",
    ["Static('a')", "Static(title, markup=False)", "Content(title)", "widget.border_title = 'x'"],
)
def test_the_lint_lets_pass(line: str) -> None:
    """The lint is quiet about what is harmless."""
    assert problems_in(ast.parse(line)) == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_screen_blocks_for_no_thread(path: Path) -> None:
    """`call_from_thread` blocks; messages are posted instead."""
    calls = [n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Call)]
    assert [c.lineno for c in calls if names_of(c) == "call_from_thread"] == []
