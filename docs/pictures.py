"""Take the pictures of the screens that README shows: `make pictures`.

Textual draws each screen as SVG; headless Chromium, which has to be on the machine, makes PNG of
it. The reviewer, the desk (the sample) and the sizes are fixed, so that a picture changes only when
the screen does.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from factcheck.bootstrap import Location, open_desk
from factcheck.tui.app import FactcheckApp

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.pilot import Pilot

ROOT = Path(__file__).parents[1]
OUTPUT = Path(__file__).parent / "screens"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


class Picture(NamedTuple):
    """One picture: its name, the screen's size in cells, its theme, the keys that lead there."""

    name: str
    width: int
    height: int
    theme: str
    keys: Sequence[str]


OPEN_SECOND = ("j", "enter")
PICTURES = (
    Picture("articles", 120, 40, "paper", ()),
    Picture("review", 120, 40, "paper", OPEN_SECOND),
    Picture("review", 120, 40, "ink", OPEN_SECOND),
    Picture("review", 80, 24, "paper", OPEN_SECOND),
    Picture("review", 200, 60, "ink", OPEN_SECOND),
    Picture("source", 120, 40, "paper", (*OPEN_SECOND, "s")),
    Picture("verdict", 120, 40, "paper", (*OPEN_SECOND, "2")),
    Picture("history", 120, 40, "paper", (*OPEN_SECOND, "H")),
    Picture("help", 120, 40, "paper", (*OPEN_SECOND, "question_mark")),
)


def main() -> None:
    """Write every picture into `docs/screens/`."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        sys.exit(f"Taking pictures needs one of these on the PATH: {', '.join(BROWSERS)}.")
    OUTPUT.mkdir(exist_ok=True)
    for picture in PICTURES:
        file = OUTPUT / f"{picture.name}-{picture.width}x{picture.height}-{picture.theme}.png"
        _rasterise(browser, asyncio.run(_svg_of(picture)), file)
        sys.stdout.write(f"{file.relative_to(ROOT)}\n")


async def _svg_of(picture: Picture) -> str:
    """Return the screen as SVG, drawn from a copy of the sample desk."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copyfile(ROOT / "claims.db", folder / "claims.db")
        shutil.copytree(ROOT / "sources", folder / "sources")
        location = Location(str(folder / "claims.db"), folder / "sources")
        with open_desk(location, reviewer="ana") as desk:
            app = FactcheckApp(desk)
            async with app.run_test(size=(picture.width, picture.height)) as pilot:
                app.theme = picture.theme
                await _settle(pilot)
                for key in picture.keys:
                    await pilot.press(key)
                    await _settle(pilot)
                svg = app.export_screenshot(simplify=True)
            app.writer.close()
    return svg


async def _settle(pilot: Pilot[object]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def _rasterise(browser: str, svg: str, file: Path) -> None:
    """Make PNG of SVG at twice its size, with a font of this machine instead of one off the net."""
    local = re.sub(r"@font-face\s*{[^}]*}", "", svg).replace("Fira Code", "DejaVu Sans Mono")
    size = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', local)
    if size is None:
        sys.exit("Textual's SVG states no size any more.")
    width, height = (round(float(each)) for each in size.groups())
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(f'<body style="margin:0">{local}</body>', encoding="utf-8")
        subprocess.run(  # noqa: S603 - the browser was looked up by name
            [
                browser,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--hide-scrollbars",
                f"--user-data-dir={folder}/profile",
                f"--window-size={width},{height}",
                "--force-device-scale-factor=1",
                f"--screenshot={file}",
                page.as_uri(),
            ],
            check=True,
            capture_output=True,
        )


if __name__ == "__main__":
    main()
