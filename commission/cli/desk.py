"""``desk``: the secretariat's and the presidency's screens, or progress and ranking as lines."""

from __future__ import annotations

from pathlib import Path

import click

from commission.cli import parts
from commission.cli.face import Face


def command(face: Face, name: str) -> click.Command:
    """``commission desk SESSION``."""
    text = click.Option(["--text"], is_flag=True, help=face.words.say("progress and rankings as lines"))
    params = [parts.session_argument(face), parts.as_option(face, default="desk"), text]

    def run(session: Path, who: str, text: bool) -> None:
        if not text:
            from commission.cli.screens import start

            start(face, session, who, desk=True)
            return
        from commission.cli.progress import show_text
        from commission.cli.rank import show_opened

        with face.room(session, who, desk=who.strip().casefold() != "desk") as room:
            parts.refuse_circuit(room)
            show_text(face, room)
            show_opened(face, room)

    return parts.Command(face, name, run, params, "desk demo-aemo-ih-2025 --text")
