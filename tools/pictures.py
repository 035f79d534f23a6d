"""The pictures of the README, drawn from the real screens on a copy of the example session.

    .venv/bin/python -m tools.pictures [FOLDER]

FOLDER is ``docs/pictures`` by default. Keys are pressed as a person would, Textual draws the screen as SVG, and
``rsvg-convert`` (Debian and Ubuntu: ``apt install librsvg2-bin fonts-dejavu-core``) makes the PNG; nothing else needs it.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from commission.live.room import Room
from commission.tui.app import CommissionApp
from commission.words import Words
from tools.build_demo import DEMO, HERE

FONT = "DejaVu Sans Mono"
ZOOM = "0.7"
HALF_A_SHEET = {
    "A1": "1", "A2": "5.5", "A3": "2", "A4": "3", "B1": "4", "B2": "3.5", "B3": "2", "B4": "not-applicable",
}  # fmt: skip


class Picture(NamedTuple):
    """One screen: who sits where, how large the terminal is, and which keys bring what is wanted in front."""

    name: str
    who: str
    desk: bool
    size: tuple[int, int]
    keys: tuple[str, ...]


PICTURES = (
    Picture("sheet", "m-talvern", False, (80, 24), ("6", "enter", "4", "comma", "5")),
    Picture("desk", "desk", True, (120, 40), ("v",)),
)


def half_scored(folder: Path) -> None:
    """Score half a sheet of the lot that is still blind, with an observation, as its member would."""
    with Room.open(folder, "m-talvern") as room:
        for code, value in HALF_A_SHEET.items():
            room.act("mark", dossier="sud-1", code=code, value=value)
        room.act("observation", dossier="sud-1", code="B5", text="Astreinte décrite p. 12")


async def drawn(folder: Path, picture: Picture) -> str:
    """The screen as SVG."""
    app = CommissionApp(folder, picture.who, desk=picture.desk, words=Words("fr"))
    async with app.run_test(size=picture.size) as pilot:
        await pilot.pause()
        await pilot.press(*picture.keys)
        while app.scoring is not None and app.scoring.disk == "writing":
            await pilot.pause(0.05)
        await pilot.pause()
        return app.export_screenshot(title="commission")


def converted(svg: str, target: Path) -> None:
    """The SVG as PNG, in a font that is on this machine and with the blanks that begin a piece of text."""
    svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    svg = re.sub(r"font-family: [^;]*;", f"font-family: {FONT};", svg)
    svg = svg.replace("<svg ", '<svg xml:space="preserve" ', 1)
    command = ["rsvg-convert", "--zoom", ZOOM, "--output", str(target)]
    subprocess.run(command, input=svg, text=True, encoding="utf-8", check=True)


def make(to: Path, pictures: Iterable[Picture] = PICTURES) -> None:
    """Draw every picture into the folder ``to``."""
    to.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as temporary:
        folder = Path(temporary) / DEMO.name
        shutil.copytree(DEMO, folder)
        half_scored(folder)
        for picture in pictures:
            converted(asyncio.run(drawn(folder, picture)), to / f"{picture.name}.png")


if __name__ == "__main__":
    if shutil.which("rsvg-convert") is None:
        sys.exit("rsvg-convert is needed: apt install librsvg2-bin fonts-dejavu-core")
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "docs" / "pictures")
