"""A flat widget for anything long: blocks of lines, set only when they are seen.

Textual's own lists and scroll views cost a widget an item or need every height beforehand. Here the
scroll position is a place (block, line within it), so nothing above or below has to be set to draw
what is visible, and the view of a hundred thousand lines costs what that of ten costs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual import events
    from textual.geometry import Size

WHEEL_LINES: Final = 3
_MOST_CACHED: Final = 800
_SCROLL_CELLS: Final = 2  # a blank and the thumb


class Spot(NamedTuple):
    """A line: which block, and which line of it."""

    block: int
    line: int


class BlockView(Widget, can_focus=True):
    """Draws blocks of lines from a place of its own; subclasses say what the blocks are."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "look--quiet",
        "look--faint",
        "look--strong",
        "look--accent",
        "look--rule",
        "look--lit",
        "look--chosen",
        "look--found",
        "look--claim",
        "look--error",
        "look--query",
        "look--heading",
        "look--removed",
        "look--added",
    }

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes=classes)
        self._top = Spot(0, 0)
        self._cache: dict[int, list[Strip]] = {}
        self._rows: list[Spot] | None = None
        self._ground = Style()

    # ------------------------------------------------------------------ what subclasses provide

    def block_count(self) -> int:
        """Return how many blocks there are."""
        raise NotImplementedError

    def draw_block(self, index: int, width: int) -> list[Strip]:
        """Set one block to lines of at most `width` cells."""
        raise NotImplementedError

    def position_of(self, block: int) -> float:
        """Return how far down the whole a block begins, 0 to 1, for the thumb."""
        return block / max(1, self.block_count())

    def block_clicked(self, spot: Spot, column: int, event: events.Click) -> None:
        """Take a click on a line."""

    def width_changed(self) -> None:
        """Forget what was set to the old width. Textual calls `on_resize` of every base class."""

    def resized(self) -> None:
        """Show what has to be seen at the new size."""

    # ------------------------------------------------------------------------------- for screens

    @property
    def measure(self) -> int:
        """The width that blocks are set to."""
        return max(8, self.size.width - _SCROLL_CELLS)

    def look(self, name: str) -> Style:
        """Return the style of a component class, without what it inherits."""
        return self.get_component_rich_style(f"look--{name}", partial=True)

    def invalidate(self, blocks: Iterable[int] | None = None) -> None:
        """Set some blocks anew, or all of them, when they are next seen."""
        before, self._rows = self._rows, None
        if blocks is None:
            self._cache.clear()
            if before is None:
                self.refresh()
            else:
                self._repaint(range(max(len(before), len(self.rows()))))
            return
        changed = set(blocks)
        for block in changed:
            self._cache.pop(block, None)
        if before is None or self.rows() != before:
            self.refresh()
        else:
            self._repaint([y for y, spot in enumerate(before) if spot.block in changed])

    def _repaint(self, rows: Sequence[int]) -> None:
        """Draw some rows anew; the others are as they were."""
        if rows:
            self.refresh(Region(0, rows[0], self.size.width, rows[-1] - rows[0] + 1))

    def to_top(self) -> None:
        """Show the beginning."""
        self._top = Spot(0, 0)
        self._rows = None
        self.refresh()

    def scroll_lines(self, count: int) -> None:
        """Move what is seen by some lines, not beyond either end."""
        if count > 0:
            self._go(min(self._after(self._top, count), self._last_top()))
        else:
            self._go(self._before(self._top, -count))

    def reveal(self, first: Spot, last: Spot, margin: int = 2) -> None:
        """Scroll as little as is needed to show the lines from `first` to `last`."""
        height = self.size.height
        if height <= 0 or not self.block_count():
            return
        margin = min(margin, max(0, height // 4))
        above = self._before(first, margin)
        if above < self._top:
            self._go(above)
            return
        # A place far below need not be walked to: the screenful that ends with it is asked for.
        lowest_top = self._before(last, max(0, height - 1 - margin))
        if lowest_top > self._top:
            self._go(min(lowest_top, above, self._last_top()))

    def spot_at(self, y: int) -> Spot | None:
        """Return which line is drawn at row `y`, or None below the end."""
        rows = self.rows()
        return rows[y] if 0 <= y < len(rows) else None

    def strips(self, block: int) -> list[Strip]:
        """Return the lines of a block, set now if they were not."""
        found = self._cache.get(block)
        if found is None:
            if len(self._cache) > _MOST_CACHED:
                self._cache.clear()
            found = self._cache[block] = self.draw_block(block, self.measure)
        return found

    def rows(self) -> list[Spot]:
        """Return what is drawn on each row."""
        if self._rows is None:
            rows: list[Spot] = []
            block, line = self._top
            height, count = self.size.height, self.block_count()
            while len(rows) < height and block < count:
                lines = len(self.strips(block))
                rows += [Spot(block, number) for number in range(line, lines)]
                block, line = block + 1, 0
            self._rows = rows[:height]
        return self._rows

    # ----------------------------------------------------------------------------------- moving

    def _go(self, top: Spot) -> None:
        if top != self._top:
            self._top = top
            self._rows = None
            self.refresh()

    def _after(self, spot: Spot, count: int) -> Spot:
        block, line = spot
        line += count
        while block < self.block_count() and line >= (height := len(self.strips(block))):
            line -= height
            block += 1
        return Spot(block, line) if block < self.block_count() else self._last_top()

    def _before(self, spot: Spot, count: int) -> Spot:
        block, line = spot
        line -= count
        while line < 0 and block > 0:
            block -= 1
            line += len(self.strips(block))
        return Spot(block, max(0, line))

    def _last_top(self) -> Spot:
        """Return the place from which the end just fits."""
        count = self.block_count()
        if not count:
            return Spot(0, 0)
        end = Spot(count - 1, len(self.strips(count - 1)))
        return self._before(end, self.size.height)

    # ---------------------------------------------------------------------------------- drawing

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        spot = self.spot_at(y)
        width = self.size.width
        line = Strip([]) if spot is None else self.strips(spot.block)[spot.line]
        cells = [*line.adjust_cell_length(max(0, width - 1)), Segment(*self._thumb(y))]
        return Strip(cells, width).apply_style(self._ground)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw some rows; the ground they stand on is worked out once for all of them."""
        self._ground = self.rich_style
        return super().render_lines(crop)

    def _thumb(self, y: int) -> tuple[str, Style]:
        """Return what stands in the last column: a thumb where there is more than is seen."""
        rows, height = self.rows(), self.size.height
        if not rows or (rows[0] == (0, 0) and rows[-1] == self._end()):
            return " ", Style()
        begin = self.position_of(rows[0].block)
        end = 1.0 if rows[-1] == self._end() else self.position_of(rows[-1].block)
        size = max(1, min(height - 1, round((end - begin) * height)))
        place = min(height - size, int(begin * height))
        if rows[-1] == self._end():
            place = height - size
        return ("▐", self.look("rule")) if place <= y < place + size else (" ", Style())

    def _end(self) -> Spot:
        count = self.block_count()
        return Spot(count - 1, len(self.strips(count - 1)) - 1)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the height of all blocks, for views whose style sheet says `auto`."""
        del container, viewport
        measure = max(8, width - _SCROLL_CELLS)
        return sum(len(self.draw_block(index, measure)) for index in range(self.block_count()))

    # ----------------------------------------------------------------------------------- events

    def on_resize(self) -> None:
        """Set everything anew to the new width, and keep the place."""
        self._cache.clear()
        self._rows = None
        self.width_changed()
        if self.block_count():
            block = min(self._top.block, self.block_count() - 1)
            line = min(self._top.line, max(0, len(self.strips(block)) - 1))
            self._top = min(Spot(block, line), self._last_top())
        self.resized()
        self.refresh()

    def notify_style_update(self) -> None:
        """Forget what was drawn in the colours of another theme."""
        super().notify_style_update()
        self._cache.clear()
        self._rows = None

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll with the wheel."""
        event.stop()
        self.scroll_lines(WHEEL_LINES)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll with the wheel."""
        event.stop()
        self.scroll_lines(-WHEEL_LINES)

    def on_click(self, event: events.Click) -> None:
        """Hand a click to the block that was hit."""
        offset = event.get_content_offset(self)
        spot = None if offset is None else self.spot_at(offset.y)
        if spot is not None and offset is not None:
            self.block_clicked(spot, offset.x, event)


class ListView(BlockView):
    """A view of blocks of which one is chosen."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes=classes)
        self.cursor = 0

    def choosable(self, block: int) -> bool:
        """Whether a block can be chosen; headings cannot."""
        return 0 <= block < self.block_count()

    def choose(self, block: int) -> bool:
        """Choose a block and show it; says whether that was another one."""
        if not self.choosable(block):
            return False
        before, self.cursor = self.cursor, block
        self.invalidate({before, block})
        self.show_cursor()
        return before != block

    def show_cursor(self) -> None:
        """Scroll so that the chosen block is seen."""
        if 0 <= self.cursor < self.block_count():
            last = max(0, len(self.strips(self.cursor)) - 1)
            self.reveal(Spot(self.cursor, 0), Spot(self.cursor, last))

    def cursor_by(self, step: int) -> None:
        """Choose the next block that can be chosen in a direction."""
        block = self.cursor + step
        while 0 <= block < self.block_count() and not self.choosable(block):
            block += 1 if step > 0 else -1
        if not self.choose(block) and step < 0:
            self.scroll_lines(-self.size.height)

    def page(self, direction: int) -> None:
        """Choose what is a screenful away."""
        seen = {spot.block for spot in self.rows()}
        step = max(1, len(seen) - 1)
        self._choose_near(self.cursor + direction * step, -direction)

    def edge(self, direction: int) -> None:
        """Choose the first or the last block."""
        self._choose_near(0 if direction < 0 else self.block_count() - 1, -direction)
        if direction < 0:
            self.to_top()

    def _choose_near(self, block: int, back: int) -> None:
        block = max(0, min(block, self.block_count() - 1))
        while 0 <= block < self.block_count() and not self.choosable(block):
            block += back
        self.choose(block)

    def resized(self) -> None:
        """Keep the chosen block in view."""
        self.show_cursor()
