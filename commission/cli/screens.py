"""From the command line into the screens, where there is a terminal to show them."""

from __future__ import annotations

import gc
import os
import shlex
from pathlib import Path

from commission.cli.crash import watch_threads
from commission.cli.face import CRASHED, Face
from commission.rules.fault import Refused, fault


def start(
    face: Face, folder: Path | None = None, who: str | None = None, *, desk: bool = False, projector: bool = False
) -> None:
    """The member's screens, the desk's, or its screen for a projector. Raises Refused ``needs-terminal`` (of the desk,
    ``desk-needs-terminal``; of the projector, ``room-needs-terminal``) where nothing could show them."""
    if not fit_for_screens(face):
        # As a path, for a long text would be cut and the command could not be typed again.
        session = Path(shlex.quote(str(folder)) if folder else face.words.say("SESSION"))
        member = shlex.quote(who) if who else face.words.say("MEMBER")
        if projector:
            raise Refused(fault("room-needs-terminal", folder=session))
        if desk:
            raise Refused(fault("desk-needs-terminal", folder=session))
        raise Refused(fault("needs-terminal", folder=session, whom=member))
    told: list[str] = []  # not on the screens: it is said once they are gone
    watch_threads(told.append, face.words)
    gc.disable()  # nothing is garbage while half a thousand modules load, and what they hold never will be
    from commission.tui.app import run

    gc.freeze()
    gc.enable()

    try:
        face.code = max(face.code, run(folder, who, desk=desk, lang=face.asked or None, projector=projector))
    finally:
        for line in told:
            face.tell(line, CRASHED)


def fit_for_screens(face: Face) -> bool:
    """Whether a full-screen program can run: a terminal on every side that knows more than lines and ASCII."""
    named = os.environ.get("TERM", "") not in {"", "dumb"}
    return face.output.takes_screens and (named or os.name == "nt")
