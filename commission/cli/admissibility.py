"""``admissibility``: which dossiers meet what the document requires, what waits, and what is out. Reads no mark."""

from __future__ import annotations

import json
from pathlib import Path

import click

from commission.cli import parts
from commission.cli.face import Face
from commission.publication.admissibility_json import admissibility_value
from commission.publication.admissibility_text import admissibility_text


def command(face: Face, name: str) -> click.Command:
    """``commission admissibility SESSION``."""
    lot = click.Option(["--lot"], default="", metavar=face.words.say("LOT"), help=face.words.say("only this lot"))
    params = [parts.session_argument(face), lot, parts.as_option(face, default="desk"), parts.format_option(face)]

    def run(session: Path, lot: str, who: str, form: str) -> None:
        with face.room(session, who) as room:
            only = room.definition.lot(lot).code if lot else ""
            if form == "json":
                value = admissibility_value(room.state, face.words, only)
                face.output.data(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
            else:
                face.output.line(admissibility_text(room.state, face.words, only).rstrip("\n"))

    return parts.Command(face, name, run, params, "admissibility demo-aemo-ih-2025")
