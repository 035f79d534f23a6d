"""``circuit``: where each sheet of an admission circuit stands, what it lacks and from whom; places, list, indicators."""

from __future__ import annotations

import json
from pathlib import Path

import click

from commission.cli import parts
from commission.cli.face import Face
from commission.live.room import Room
from commission.publication.circuit_json import circuit_value
from commission.publication.circuit_table import circuit_table, standing_lines
from commission.result.circuit import Overview, overview, standing
from commission.rules.fault import Refused, fault
from commission.session.circuit_entry import CircuitEntry, Fiche

EXAMPLE = "circuit sessad-ip-pas-de-calais-exemple"


def command(face: Face, name: str) -> click.Command:
    """``commission circuit SESSION``."""
    say = face.words.say
    params = [
        parts.session_argument(face),
        click.Option(["--fiche"], metavar=say("FICHE"), help=say("only this sheet")),
        parts.as_option(face, default="desk"),
        parts.format_option(face),
    ]

    def run(session: Path, fiche: str | None, who: str, form: str) -> None:
        with face.room(session, who) as room:
            found = seen(room, fiche)
            definition = room.definition
        if form == "json":
            value = circuit_value(found, definition)
            face.output.data(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
        elif fiche:
            for each in found.standings:
                face.output.line("\n".join(standing_lines(found.circuit, each, face.words)))
        else:
            face.output.line(circuit_table(found, definition.title, face.words).rstrip("\n"))

    more = say(
        "Sheets are opened and moved on by acts: commission act SESSION --as desk fiche J-001 TERRITORY service=…\n"
        "Type no name, no initials, no birth date, no address: a person is a pseudonym and an age in years."
    )
    return parts.Command(face, name, run, params, EXAMPLE, more)


def seen(room: Room, fiche: str | None = None) -> Overview:
    """The whole circuit, or one sheet of it. Raises Refused ``not-a-circuit``, ``unknown-fiche``."""
    definition, book = room.definition, room.state.book
    if definition.circuit is None:
        raise Refused(fault("not-a-circuit"))
    found = overview(definition.circuit, book, definition.waiting)
    if fiche is None:
        return found
    wanted = [each for each in found.standings if each.case.code == fiche.strip().upper()]
    if not wanted:
        raise Refused(fault("unknown-fiche", found=fiche, known=[each.code for each in book.in_order()]))
    return Overview(found.circuit, found.waiting_rule, tuple(wanted), found.rooms, found.figures)


def say_next(face: Face, room: Room, entry: CircuitEntry) -> None:
    """Where the sheet that an act was about now stands; after its opening, what must not be typed."""
    case, circuit = room.state.book.cases.get(entry.fiche), room.definition.circuit
    if case is None or circuit is None:
        return
    found = standing(circuit, room.state.book, case, room.definition.waiting)
    face.output.line("\n".join(standing_lines(circuit, found, face.words)))
    if isinstance(entry, Fiche):
        face.say("Type no name, no initials, no birth date, no address: keep the table of pseudonyms elsewhere.")
