"""``print-sheets``: blank score sheets on paper, for members who prefer a pen; the secretariat then types them in."""

from __future__ import annotations

from pathlib import Path

import click

from commission.cli import parts
from commission.cli.face import Face
from commission.files import atomic
from commission.publication.sheets_html import sheets_html


def command(face: Face, name: str) -> click.Command:
    """``commission print-sheets SESSION --to FILE``."""
    say = face.words.say
    params = [
        parts.session_argument(face),
        click.Option(
            ["--to", "to"], type=parts.path, required=True, metavar=say("FILE"), help=say("a new HTML file, to print")
        ),
        click.Option(
            ["--member"], metavar=say("MEMBER"), help=say("with this member's name, without those withdrawn from")
        ),
        click.Option(["--lot"], metavar=say("LOT"), help=say("only this lot")),
    ]

    def run(session: Path, to: Path, member: str | None, lot: str | None) -> None:
        parts.refuse_existing(to)
        with face.room(session, "desk") as room:
            parts.refuse_circuit(room)
            definition, state = room.definition, room.state
        who = definition.member(member) if member else None
        lots = [definition.lot(lot).code] if lot else [each.code for each in definition.lots]
        lots = [each for each in lots if definition.has_sheets(each)]
        if who:
            lots = [each for each in lots if not state.is_recused(who.code, each)]
        dossiers = [each for code in lots for each in state.in_play(code)]
        atomic.replace(to, sheets_html(definition, dossiers, face.words, who))
        line = face.words.say_n("{file}: {n} sheet", "{file}: {n} sheets", len(dossiers), file=str(to))
        face.output.line(line)

    return parts.Command(face, name, run, params, "print-sheets demo-aemo-ih-2025 --to fiches.html")
