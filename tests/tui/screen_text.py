"""What a screen shows, as text: for reading in a diff. Uses one private name of Textual, here and nowhere else.

``COMMISSION_UPDATE_SNAPSHOTS=1`` accepts what is shown now.
"""

from __future__ import annotations

import os
from pathlib import Path

from textual.app import App

GOLDEN = Path(__file__).parent / "golden"


def screen_text(app: App[None]) -> str:
    """The terminal as it stands, one line each, without trailing spaces."""
    width, height = app.size
    lines = app.screen._compositor.render_strips()
    assert len(lines) == height
    text = ["".join(segment.text for segment in strip) for strip in lines]
    assert all(len(line) <= width for line in text)
    return "\n".join(line.rstrip() for line in text) + "\n"


def styled_words(app: App[None]) -> list[tuple[str, str]]:
    """Every piece of text with its style, for the few tests where style is the subject."""
    strips = app.screen._compositor.render_strips()
    return [(segment.text, str(segment.style)) for strip in strips for segment in strip if segment.text.strip()]


def same_as_golden(app: App[None], name: str) -> None:
    """Compare with ``golden/NAME.txt``."""
    shown, path = screen_text(app), GOLDEN / f"{name}.txt"
    if os.environ.get("COMMISSION_UPDATE_SNAPSHOTS") == "1":
        GOLDEN.mkdir(exist_ok=True)
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8"), f"{name}: COMMISSION_UPDATE_SNAPSHOTS=1 accepts it"
