"""``room``: the screen for a projector. It begins neutral, and shows no mark and no rank before they are opened."""

from __future__ import annotations

from pathlib import Path

import click

from commission.cli import parts
from commission.cli.face import Face


def command(face: Face, name: str) -> click.Command:
    """``commission room SESSION``."""
    text = click.Option(["--text"], is_flag=True, help=face.words.say("how many sheets are handed in, as lines"))
    params = [parts.session_argument(face), text]

    def run(session: Path, text: bool) -> None:
        if not text:
            from commission.cli.screens import start

            start(face, session, "desk", desk=True, projector=True)
            return
        from commission.publication.projected import projected_text

        with face.room(session, "desk") as room:
            parts.refuse_circuit(room)
            face.output.line(projected_text(room.state, face.words).rstrip("\n"))

    return parts.Command(face, name, run, params, "room demo-aemo-ih-2025 --text")
