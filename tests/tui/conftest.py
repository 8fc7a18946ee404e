"""Fixtures of the screen's tests: desks are made once and copied, since founding one takes time."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from factcheck.bootstrap import create_desk, find_desk, open_desk
from tests.tui.support import OTHER, TEXT, bring_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from factcheck.services.desk import Desk

REVIEWER = "ana"


@pytest.fixture(scope="session")
def made_desks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an empty desk and one with two articles."""
    folder = tmp_path_factory.mktemp("desks")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(folder / "data"))
        create_desk(folder / "empty", name="Test desk", reviewer=REVIEWER).close()
        shutil.copytree(folder / "empty", folder / "filled")
        with open_desk(find_desk(folder / "filled"), reviewer=REVIEWER) as desk:
            bring_in(desk, TEXT, "hanoi.txt")
            bring_in(desk, OTHER, "technoz.txt")
    return folder


@pytest.fixture
def empty_desk(made_desks: Path, tmp_path: Path) -> Iterator[Desk]:
    """A desk without an article."""
    yield from copy_of(made_desks / "empty", tmp_path)


@pytest.fixture
def desk(made_desks: Path, tmp_path: Path) -> Iterator[Desk]:
    """A desk with two articles."""
    yield from copy_of(made_desks / "filled", tmp_path)


def copy_of(made: Path, folder: Path) -> Iterator[Desk]:
    """Open a copy of a desk for one test."""
    shutil.copytree(made, folder / "desk")
    with open_desk(find_desk(folder / "desk"), reviewer=REVIEWER) as desk:
        yield desk
