"""The one registry of everything a key can do.

Key bindings, the footer, the command palette and the help screen are all made from it, so that they
cannot disagree. A command's `id` is stable: key maps of people are kept by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from textual.binding import Binding

from factcheck.tui.keys import key_name

if TYPE_CHECKING:
    from collections.abc import Iterable


class Place(StrEnum):
    """Where a command works. The value is what the help screen calls it."""

    EVERYWHERE = "Everywhere"
    ARTICLES = "List of articles"
    READING = "Reading an article"
    CLAIM = "The claim of the sentence"
    PART = "Choosing a part of a sentence"
    PANEL = "In the claim panel"
    HISTORY = "History"
    PASSAGE = "Choosing a passage of a source"
    SOURCES = "Choosing a source"
    FORM = "In a form"
    CHOICE = "Choosing one of several"
    FIND = "Finding text"
    STALE = "When somebody was faster"
    HELP = "Help"


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a person can do.

    Attributes:
        id: Stable name, `place.verb`.
        keys: Textual names of the keys, the first one shown.
        action: The action's name, with parameters.
        label: What the palette and the help screen call it.
        help: One sentence that says what it does.
        place: Where it works.
        short: The label in the footer; empty keeps it out of the footer.
        palette: Whether the palette offers it.
        shown: How the footer names the key where it stands for more than one.
    """

    id: str
    keys: tuple[str, ...]
    action: str
    label: str
    help: str
    place: Place
    short: str = ""
    palette: bool = True
    shown: str = ""

    @property
    def key(self) -> str:
        """The first key as people read it, or what stands for several."""
        return self.shown or key_name(self.keys[0])


_SHOWN: Final = {
    "articles.down": "j/k",
    "reading.next": "j/k",
    "panel.down": "j/k",
    "history.down": "j/k",
    "help.down": "j/k",
    "sources.down": "↑↓",
    "passage.next": "j/k",
    "part.longer": "h/l",
}


def _many(place: Place, *rows: tuple[str, str, str, str, str, str]) -> tuple[Command, ...]:
    """Build commands of one place from rows of id, keys, action, label, footer label and help."""
    return tuple(
        Command(
            id_, tuple(keys.split()), action, label, help_, place, short, shown=_SHOWN.get(id_, "")
        )
        for id_, keys, action, label, short, help_ in rows
    )


# Tables: one command in two or three lines.
# fmt: off

_EVERYWHERE = _many(
    Place.EVERYWHERE,
    ("desk.help", "question_mark f1", "help", "Help", "help",
     "Show the keys that work here, then all others."),
    ("desk.palette", "ctrl+p", "command_palette", "Everything", "everything",
     "Search every command, every article and every claim."),
    ("desk.undo", "u", "undo", "Undo", "undo",
     "Take back your last change; the history keeps both."),
    ("desk.redo", "ctrl+r", "redo", "Redo", "",
     "Do again what you have just taken back."),
    ("desk.history", "H", "history", "History", "",
     "Show who changed what and when: of this claim, this article, or the desk."),
    ("desk.theme", "f2", "toggle_paper", "Light or dark", "",
     "Change between paper and ink."),
    ("desk.quit", "ctrl+q", "quit", "Quit", "",
     "Leave. What the screen has confirmed is saved."),
)

_ARTICLES = _many(
    Place.ARTICLES,
    ("articles.down", "j down", "cursor_by(1)", "Next article", "article",
     "Go to the next article."),
    ("articles.up", "k up", "cursor_by(-1)", "Previous article", "",
     "Go to the previous article."),
    ("articles.page_down", "pagedown", "page(1)", "Page down", "",
     "Go a page down."),
    ("articles.page_up", "pageup", "page(-1)", "Page up", "",
     "Go a page up."),
    ("articles.first", "g home", "edge(-1)", "First article", "",
     "Go to the first article."),
    ("articles.last", "G end", "edge(1)", "Last article", "",
     "Go to the last article."),
    ("articles.open", "enter o", "open", "Open", "open",
     "Read the article and check it."),
    ("articles.ingest", "i", "ingest", "Bring in an article", "bring in",
     "Bring in a file, a folder of files, or a web address."),
    ("articles.edit", "m", "edit_article", "Title, publisher, date …", "metadata",
     "Correct what is known about the article: title, publisher, authors, date, language."),
)

_READING = _many(
    Place.READING,
    ("reading.next", "j down", "sentence(1)", "Next sentence", "sentence",
     "Go to the next sentence; page furniture is passed over."),
    ("reading.previous", "k up", "sentence(-1)", "Previous sentence", "",
     "Go to the previous sentence."),
    ("reading.next_paragraph", "J pagedown shift+down", "paragraph(1)", "Next paragraph", "",
     "Go to the first sentence of the next paragraph."),
    ("reading.previous_paragraph", "K pageup shift+up", "paragraph(-1)", "Previous paragraph", "",
     "Go to the paragraph before."),
    ("reading.claim", "c", "mark_claim", "Claim", "claim",
     "Tag the whole sentence as a claim, and go on."),
    ("reading.not_a_claim", "x", "mark('not_a_claim')", "Not a claim", "no claim",
     "Mark the sentence as holding nothing to check, and go on."),
    ("reading.query", "q", "mark('query')", "Query", "query",
     "Flag the sentence as an open question, and go on."),
    ("reading.part", "v", "start_part", "Part of the sentence", "part",
     "Choose some words of the sentence, to tag them as a claim."),
    ("reading.claim_and_edit", "C", "mark_claim_and_edit", "Claim, and edit it", "",
     "Tag the whole sentence as a claim and open its form at once."),
    ("reading.clear", "backspace delete", "mark('untouched')", "Clear the mark", "",
     "Make the sentence undecided again."),
    ("reading.next_open", "n", "unreviewed(1)", "Next undecided", "next open",
     "Go to the next sentence that nobody has decided of."),
    ("reading.previous_open", "N", "unreviewed(-1)", "Previous undecided", "",
     "Go to the undecided sentence before."),
    ("reading.first", "g home", "edge(-1)", "First sentence", "",
     "Go to the first sentence."),
    ("reading.last", "G end", "edge(1)", "Last sentence", "",
     "Go to the last sentence."),
    ("reading.next_claim", "right_square_bracket", "claim(1)", "Next claim", "",
     "Go to the next claim, also within one sentence."),
    ("reading.previous_claim", "left_square_bracket", "claim(-1)", "Previous claim", "",
     "Go to the claim before, also within one sentence."),
    ("reading.find", "slash", "find", "Find in the text", "find",
     "Find words in this article."),
    ("reading.panel", "tab", "switch_pane", "Between text and claim", "",
     "Move between the article's text and the claim panel."),
    ("reading.metadata", "m", "edit_article", "Title, publisher, date …", "",
     "Correct what is known about the article: title, publisher, authors, date, language."),
    ("reading.back", "escape", "back", "Back to the articles", "",
     "Close the article; everything is saved."),
)

_CLAIM = _many(
    Place.CLAIM,
    ("claim.edit", "e", "edit_claim", "Edit the claim", "edit",
     "Change the restatement, who said it, when, and its type."),
    ("claim.source", "s", "link_source", "Link a source", "source",
     "Link a source with the words in it that support or refute the claim."),
    ("claim.remove", "d", "remove_claim", "Remove the claim", "",
     "Take the claim back; refused while evidence or a verdict stands on it."),
) + tuple(
    Command(
        f"claim.verdict_{digit}", (str(digit),), f"verdict('{digit}')", f"Verdict {digit}",
        "Rate the claim with this key of the desk's scale, and explain why.", Place.CLAIM,
        short="verdict" if digit == 1 else "", palette=False, shown="0…9" if digit == 1 else "",
    )
    for digit in range(10)
)

_PART = _many(
    Place.PART,
    ("part.longer", "l right", "part_by(1)", "One word on", "word",
     "Move this end of the selection one word on."),
    ("part.shorter", "h left", "part_by(-1)", "One word back", "",
     "Move this end of the selection one word back."),
    ("part.other_end", "o", "part_other_end", "The other end", "other end",
     "Move the other end of the selection from now on."),
    ("part.take", "c enter", "part_take", "Take these words", "take",
     "Tag the chosen words as a claim, or quote them from a source."),
    ("part.leave", "escape v", "part_leave", "Leave", "leave",
     "Choose nothing and go on reading."),
)

_PANEL = _many(
    Place.PANEL,
    ("panel.down", "j down", "move(1)", "Next evidence", "evidence",
     "Go down the panel."),
    ("panel.up", "k up", "move(-1)", "Previous evidence", "",
     "Go up the panel."),
    ("panel.open", "enter o", "open_evidence", "Read the source", "read it",
     "Show the source's text with the quoted words lit."),
    ("panel.stance", "t", "turn_stance", "Change the stance", "stance",
     "Change the evidence from supports to refutes to context."),
    ("panel.remove", "d", "remove_evidence", "Unlink the evidence", "unlink",
     "Take the chosen piece of evidence off the claim."),
    ("panel.leave", "escape tab", "leave", "Back to the text", "text",
     "Go back to the text."),
)

_HISTORY = _many(
    Place.HISTORY,
    ("history.down", "j down", "cursor_by(1)", "Older change", "change",
     "Go to the change before."),
    ("history.up", "k up", "cursor_by(-1)", "Newer change", "",
     "Go to the change after."),
    ("history.page_down", "pagedown", "page(1)", "Page down", "",
     "Go a page down."),
    ("history.page_up", "pageup", "page(-1)", "Page up", "",
     "Go a page up."),
    ("history.first", "g home", "edge(-1)", "Newest change", "",
     "Go to the newest change."),
    ("history.last", "G end", "edge(1)", "Oldest change shown", "",
     "Go to the oldest change."),
    ("history.go", "enter", "go_there", "Go there", "go there",
     "Open the article at what was changed."),
    ("history.widen", "w", "widen", "Claim, article or desk", "wider",
     "Show the changes of the claim, of its article, or of the whole desk."),
    ("history.take_back", "r", "take_back", "Take this change back", "take back",
     "Undo the chosen change, if nothing later stands on it."),
    ("history.back", "escape", "back", "Back", "back",
     "Close the history."),
)

_PASSAGE = _many(
    Place.PASSAGE,
    ("passage.next", "j down", "sentence(1)", "Next sentence", "sentence",
     "Go to the next sentence."),
    ("passage.previous", "k up", "sentence(-1)", "Previous sentence", "",
     "Go to the sentence before."),
    ("passage.next_paragraph", "J pagedown shift+down", "paragraph(1)", "Next paragraph", "",
     "Go to the next paragraph."),
    ("passage.previous_paragraph", "K pageup shift+up", "paragraph(-1)", "Previous paragraph", "",
     "Go to the paragraph before."),
    ("passage.first", "g home", "edge(-1)", "First sentence", "",
     "Go to the first sentence."),
    ("passage.last", "G end", "edge(1)", "Last sentence", "",
     "Go to the last sentence."),
    ("passage.choose", "enter", "choose", "Quote this sentence", "quote this",
     "Take the lit sentence as the quoted passage."),
    ("passage.part", "v", "start_part", "Quote a part", "part",
     "Choose some words of it."),
    ("passage.find", "slash", "find", "Type or paste the passage", "type it",
     "Type or paste the words of the passage; they are looked for as you type."),
    ("passage.stance", "t", "turn_stance", "Change the stance", "stance",
     "Change from supports to refutes to context."),
    ("passage.save", "ctrl+s", "save", "Link it", "link it",
     "Link the source to the claim with the passage."),
    ("passage.back", "escape", "back", "Back", "back",
     "Close without linking."),
)

_SOURCES = _many(
    Place.SOURCES,
    ("sources.down", "down", "cursor_by(1)", "Next source", "source",
     "Go to the next source."),
    ("sources.up", "up", "cursor_by(-1)", "Previous source", "",
     "Go to the source before."),
    ("sources.page_down", "pagedown", "page(1)", "Page down", "",
     "Go a page down."),
    ("sources.page_up", "pageup", "page(-1)", "Page up", "",
     "Go a page up."),
    ("sources.choose", "enter", "choose", "Choose", "choose",
     "Take the lit source."),
    ("sources.new", "ctrl+n", "new_source", "New source", "new source",
     "Put a new source on record: a file, a web address, or just its title."),
    ("sources.back", "escape", "back", "Back", "back",
     "Close without choosing."),
)

_FORM = _many(
    Place.FORM,
    ("form.save", "ctrl+s", "save", "Save", "save",
     "Save what stands in the form."),
    ("form.next", "tab", "next_field", "Next field", "next field",
     "Go to the next field."),
    ("form.previous", "shift+tab", "previous_field", "Previous field", "",
     "Go to the field before."),
    ("form.close", "escape", "close", "Close", "close",
     "Close the form; what was typed is kept and stands there when you come back."),
)

_CHOICE = _many(
    Place.CHOICE,
    ("choice.next", "right down space", "turn(1)", "The next", "",
     "Choose the next one."),
    ("choice.previous", "left up", "turn(-1)", "The one before", "",
     "Choose the one before."),
)

_FIND = _many(
    Place.FIND,
    ("find.next", "enter down", "find_next(1)", "Next place", "next",
     "Go to the next place."),
    ("find.previous", "up", "find_next(-1)", "Previous place", "previous",
     "Go to the place before."),
    ("find.close", "escape", "close", "Close", "close",
     "Stop looking."),
)

_STALE = _many(
    Place.STALE,
    ("stale.back", "escape enter", "back", "Go on", "go on",
     "Close; what stands on the desk now is shown, and what was typed in a form is kept."),
)

_HELP = _many(
    Place.HELP,
    ("help.down", "j down", "scroll(1)", "Down", "scroll",
     "Scroll down."),
    ("help.up", "k up", "scroll(-1)", "Up", "",
     "Scroll up."),
    ("help.page_down", "pagedown space", "page(1)", "Page down", "",
     "Scroll a page down."),
    ("help.page_up", "pageup", "page(-1)", "Page up", "",
     "Scroll a page up."),
    ("help.back", "escape question_mark f1", "back", "Close", "close",
     "Close the help."),
)

# fmt: on

COMMANDS: Final[tuple[Command, ...]] = (
    *_ARTICLES,
    *_READING,
    *_CLAIM,
    *_PART,
    *_PANEL,
    *_HISTORY,
    *_SOURCES,
    *_PASSAGE,
    *_FORM,
    *_CHOICE,
    *_FIND,
    *_STALE,
    *_HELP,
    *_EVERYWHERE,
)


def commands_of(*places: Place) -> tuple[Command, ...]:
    """Return the commands of some places, in the order of the places."""
    return tuple(command for place in places for command in COMMANDS if command.place is place)


def bindings_of(*places: Place) -> list[Binding]:
    """Return key bindings for the commands of some places."""
    return [_binding(command) for command in commands_of(*places)]


def footer_of(commands: Iterable[Command]) -> tuple[Command, ...]:
    """Return those of the commands that the footer shows."""
    return tuple(command for command in commands if command.short)


def _binding(command: Command) -> Binding:
    return Binding(
        ",".join(command.keys),
        command.action,
        command.label,
        show=False,
        id=command.id,
        tooltip=command.help,
    )
