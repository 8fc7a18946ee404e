"""The registry: whole, without clashes, and the only place where keys are said."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from factcheck.tui.app import FactcheckApp
from factcheck.tui.commands import COMMANDS, Command, Place, commands_of
from factcheck.tui.keys import key_name
from factcheck.tui.screens.article import ArticleScreen
from factcheck.tui.screens.articles import ArticlesScreen
from factcheck.tui.screens.claim_form import ClaimForm
from factcheck.tui.screens.files import FilesDialog
from factcheck.tui.screens.help import HelpScreen
from factcheck.tui.screens.history import HistoryScreen
from factcheck.tui.screens.metadata import ArticleForm
from factcheck.tui.screens.passage import PassageScreen
from factcheck.tui.screens.sources import SourceDialog, SourceForm
from factcheck.tui.screens.stale import StaleDialog
from factcheck.tui.screens.verdict import VerdictDialog
from factcheck.tui.widgets.choice import Choice
from factcheck.tui.widgets.claim_panel import ClaimPanel
from factcheck.tui.widgets.find_bar import FindBar
from tests.tui.support import press, reading, running

if TYPE_CHECKING:
    from textual.app import App
    from textual.dom import DOMNode
    from textual.pilot import Pilot
    from textual.screen import Screen

    from factcheck.services.desk import Desk

HOLDERS: dict[Place, tuple[type[DOMNode | App[Any]], ...]] = {
    Place.EVERYWHERE: (FactcheckApp,),
    Place.ARTICLES: (ArticlesScreen,),
    Place.READING: (ArticleScreen,),
    Place.CLAIM: (ArticleScreen,),
    Place.PART: (ArticleScreen, PassageScreen),
    Place.PANEL: (ClaimPanel,),
    Place.HISTORY: (HistoryScreen,),
    Place.PASSAGE: (PassageScreen,),
    Place.SOURCES: (SourceDialog,),
    Place.FORM: (ClaimForm, ArticleForm, VerdictDialog, SourceForm, FilesDialog),
    Place.CHOICE: (Choice,),
    Place.FIND: (FindBar,),
    Place.STALE: (StaleDialog,),
    Place.HELP: (HelpScreen,),
}
"""Whose key bindings the commands of a place are."""


def test_ids_are_unique() -> None:
    """People keep their own keys by id, so an id stands for one command."""
    assert [name for name, number in Counter(c.id for c in COMMANDS).items() if number > 1] == []


def test_every_place_has_a_holder_and_commands() -> None:
    """No place is forgotten by this test or by the registry."""
    assert set(HOLDERS) == set(Place)
    assert all(commands_of(place) for place in Place)


@pytest.mark.parametrize("place", list(Place), ids=lambda place: place.name.lower())
def test_no_key_does_two_things_in_one_place(place: Place) -> None:
    """Within a place a key stands for one command."""
    keys = Counter(key for command in commands_of(place) for key in command.keys)
    assert [key for key, number in keys.items() if number > 1] == []


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_every_command_is_bound_and_has_its_action(command: Command) -> None:
    """What the registry lists works: the holder has the action, and the binding has the key."""
    for holder in HOLDERS[command.place]:
        name = command.action.partition("(")[0]
        assert hasattr(holder, f"action_{name}"), f"{holder.__name__} has no action_{name}"
        bindings = holder._merge_bindings().key_to_bindings
        for key in command.keys:
            assert command.id in [binding.id for binding in bindings[key]], key


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_every_command_explains_itself(command: Command) -> None:
    """A label begins with a capital; the help is a sentence; a footer label is short."""
    assert command.label[0].isupper()
    assert command.help[0].isupper()
    assert command.help.endswith((".", "…"))
    assert len(command.short) <= 12


def test_no_class_binds_keys_past_the_registry() -> None:
    """Every binding that our own classes declare comes from the registry."""
    known = {command.id for command in COMMANDS}
    for holder in {holder for holders in HOLDERS.values() for holder in holders}:
        for base in holder.__mro__:
            if base.__module__.startswith("factcheck.tui"):
                for binding in base.__dict__.get("BINDINGS", []):
                    assert binding.id in known, (base, binding)


@pytest.mark.parametrize(
    ("key", "name"),
    [("ctrl+s", "^s"), ("shift+down", "⇧↓"), ("question_mark", "?"), ("j", "j"), ("f1", "f1")],
)
def test_key_names(key: str, name: str) -> None:
    """Keys are named as they stand on the keyboard."""
    assert key_name(key) == name


LEAVING = {"desk.quit", "desk.palette"}


async def test_keys_on_the_list_of_articles(desk: Desk) -> None:
    """Every key of the list does something without failing, and the list can be come back to."""
    async with running(desk) as pilot:
        for command in commands_of(Place.ARTICLES, Place.EVERYWHERE):
            for key in command.keys if command.id not in LEAVING else ():
                await press(pilot, key)
                await back_to(pilot, ArticlesScreen)


@pytest.mark.parametrize("claimed", [False, True], ids=["undecided", "claim"])
async def test_keys_on_an_article(desk: Desk, claimed: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """Every key of an article works on a sentence that is a claim and on one that is not."""
    async with reading(desk) as (pilot, screen):
        for command in commands_of(Place.READING, Place.CLAIM, Place.EVERYWHERE):
            if command.id in {*LEAVING, "reading.back"}:
                continue
            await press(pilot, "g", "d" if not claimed else "c", "g")
            await press(pilot, command.keys[-1])
            while (
                pilot.app.screen is not screen
                or screen.reading.part
                or not screen.reading.has_focus
            ):
                await press(pilot, "escape")


async def test_keys_of_a_selection_and_of_the_history(desk: Desk) -> None:
    """Every key of the two other modes works; nothing outside them is reached."""
    async with reading(desk) as (pilot, screen):
        for command in commands_of(Place.PART):
            for key in command.keys:
                await press(pilot, "g", "v")
                assert screen.reading.part is not None
                await press(pilot, key)
                if screen.reading.part is not None:
                    await press(pilot, "escape")
        await press(pilot, "H")
        for command in commands_of(Place.HISTORY):
            for key in command.keys:
                await press(pilot, key)
                while not isinstance(pilot.app.screen, HistoryScreen):
                    await press(pilot, "escape" if pilot.app.screen is not screen else "H")


async def back_to(pilot: Pilot[None], kind: type[Screen[Any]]) -> None:
    """Close what a key has opened."""
    while not isinstance(pilot.app.screen, kind):
        await press(pilot, "escape")
