"""``progress``: which sheets are handed in, never what they say. The same bytes whatever the marks."""

from __future__ import annotations

import json
from pathlib import Path

import click

from commission.cli import parts
from commission.cli.face import Face
from commission.live.room import Room
from commission.publication.progress import progress_text, progress_value


def command(face: Face, name: str) -> click.Command:
    """``commission progress SESSION``."""
    params = [parts.session_argument(face), parts.as_option(face, default="desk"), parts.format_option(face)]

    def run(session: Path, who: str, form: str) -> None:
        with face.room(session, who) as room:
            parts.refuse_circuit(room)
            if form == "json":
                value = progress_value(room.state, room.viewer)
                face.output.data(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
            else:
                show_text(face, room)

    return parts.Command(face, name, run, params, "progress demo-aemo-ih-2025")


def show_text(face: Face, room: Room) -> None:
    """A short paragraph for each lot, then who still has sheets to hand in."""
    face.output.line(progress_text(room.state, room.viewer, face.words).rstrip("\n"))
