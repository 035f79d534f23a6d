"""``deliberation``: dossier by dossier, once marks are opened: who gave what, what diverges first, what changed since."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click

from commission.cli import parts
from commission.cli.face import FAULTY, Face
from commission.cli.rank import tell_closed
from commission.live.room import Room
from commission.result.at_table import AtTable, at_table
from commission.rules.fault import Fault, fault
from commission.session import access


def command(face: Face, name: str) -> click.Command:
    """``commission deliberation SESSION [DOSSIER]``."""
    say = face.words.say
    params = [
        parts.session_argument(face),
        parts.argument("dossier", say("DOSSIER"), required=False),
        click.Option(["--lot"], metavar=say("LOT"), help=say("only this lot")),
        parts.as_option(face, default="desk"),
        parts.format_option(face),
    ]

    def run(session: Path, dossier: str | None, lot: str | None, who: str, form: str) -> None:
        with face.room(session, who) as room:
            parts.refuse_circuit(room)
            definition = room.definition
            lots = [definition.lot(lot).code] if lot else [each.code for each in definition.lots]
            only = definition.dossier(dossier).code if dossier else ""
            if only:
                lots = [definition.dossier(only).lot]
            tables, shut = _look(room, lots)
            face.whole(room)
            left = [each for each in _out(room, only) if tables]
        if any(each.now.faults for each in tables):
            face.code = FAULTY
        if not tables or left:
            tell_closed(face, session, [*shut, *left])
        elif form == "json":
            from commission.publication.debate_json import debate_value

            value = debate_value(definition, tables, only, face.words)
            face.output.data(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
        else:
            _show(face, room, session, tables, shut, only)

    return parts.Command(face, name, run, params, "deliberation demo-aemo-ih-2025 nord-3")


def _out(room: Room, only: str) -> list[Fault]:
    """Why the dossier asked for is not debated: it is refused or withdrawn, which everybody may know."""
    if only in room.state.refused:
        return [fault("dossier-refused", dossier=only)]
    return [fault("dossier-withdrawn", dossier=only)] if only in room.state.withdrawn else []


def _look(room: Room, lots: Sequence[str]) -> tuple[list[AtTable], list[Fault]]:
    """What this viewer may see of these lots, and why not the others.

    A member's own room reads nobody else's journals; the opened lots are then read as the desk reads them.
    """
    refusals = {each.code: access.sees_result(room.state, room.viewer, each.code) for each in room.definition.lots}
    scored = {each: room.definition.has_sheets(each) for each in lots}
    shut = [refusals[each] or fault("no-sheets", lot=each) for each in lots if refusals[each] or not scored[each]]
    opened = [each for each in lots if refusals[each] is None and scored[each]]
    if not opened:
        return [], shut
    state, journals = room.state, room.journals
    if not room.viewer.at_desk:
        with Room.open(room.folder, access.DESK) as desk:
            state, journals = desk.state, desk.journals
    shown = [lot for lot, refusal in refusals.items() if refusal is None]
    found = [at_table(state, journals, each, shown) for each in opened]
    return [each for each in found if each is not None], shut


def _show(face: Face, room: Room, session: Path, tables: Sequence[AtTable], shut: Sequence[Fault], only: str) -> None:
    from commission.cli.rank import show_opening
    from commission.publication.debate_text import debate_text

    for place, each in enumerate(tables):
        if place:
            face.output.line()
        face.output.line(debate_text(room.definition, each, only, face.words).rstrip("\n"))
    for refusal in shut:
        face.output.line()
        face.output.line(face.words.alone(refusal))
        show_opening(face, session, refusal)
