"""From the command line into the screens, where there is a terminal to show them."""

from __future__ import annotations

import gc
import os
from pathlib import Path

from commission.cli.crash import watch_threads
from commission.cli.face import Face
from commission.rules.fault import Refused, fault


def start(face: Face, folder: Path | None = None, who: str | None = None, *, desk: bool = False) -> None:
    """The member's screens, or the desk's. Raises Refused ``needs-terminal`` (of the desk,
    ``desk-needs-terminal``) where nothing could show them."""
    if not fit_for_screens(face):
        raise Refused(fault("desk-needs-terminal" if desk else "needs-terminal"))
    watch_threads(face.output.error, face.words)
    gc.disable()  # nothing is garbage while half a thousand modules load, and what they hold never will be
    from commission.tui.app import run

    gc.freeze()
    gc.enable()

    face.code = max(face.code, run(folder, who, desk=desk, lang=face.asked or None))


def fit_for_screens(face: Face) -> bool:
    """Whether a full-screen program can run: a terminal on both sides that knows more than lines."""
    named = os.environ.get("TERM", "") not in {"", "dumb"}
    return face.output.is_terminal and (named or os.name == "nt")
