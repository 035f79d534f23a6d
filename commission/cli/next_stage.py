"""``next-stage``: the session of the next stage of a call, on the dossiers that this one keeps: whole, or not at all."""

from __future__ import annotations

import secrets
import shlex
from pathlib import Path

import click

from commission.cli import parts
from commission.cli.face import Face
from commission.rules.fault import Refused


def command(face: Face, name: str) -> click.Command:
    """``commission next-stage SESSION FOLDER``."""
    say = face.words.say
    params = [
        parts.session_argument(face),
        click.Argument(["to"], type=parts.path, metavar=say("FOLDER")),
    ]

    def run(session: Path, to: Path) -> None:
        from commission.cli.rank import look
        from commission.files.journals import check_heads
        from commission.files.next_stage import begin_next
        from commission.result.next_stage import going_on

        parts.refuse_existing(to)
        with face.room(session, "desk") as room:
            parts.refuse_circuit(room)
            seen = look(room, [each.code for each in room.definition.lots])
            missing = check_heads(room.journals)
        if missing:
            raise Refused(*missing)
        kept = going_on(seen.state, seen.rankings, seen.together)
        begin_next(session, seen.state, seen.journals, kept, to, secrets.token_hex(8))
        face.output.line(
            face.words.say_n("{folder}: {n} dossier goes on", "{folder}: {n} dossiers go on", len(kept), folder=str(to))
        )
        face.say("Next: read {file} through, settle its rules, then adopt it.", file=str(to / "session.toml"))
        face.output.line("  " + shlex.join(["commission", "check", str(to)]))

    return parts.Command(face, name, run, params, "next-stage ma-preselection mon-audition")
