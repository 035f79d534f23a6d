"""``import``: dossiers, members, marks, agreed marks, from a CSV file or a workbook. All or nothing, each bad cell named."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from commission.cli import parts
from commission.cli.face import Face
from commission.files.imports import Record, rows_to_agreed, rows_to_dossiers, rows_to_marks, rows_to_members
from commission.files.session_folder import add_rows
from commission.files.tables import read_table
from commission.live.room import Room
from commission.rules.fault import Fault, Refused, fault
from commission.session.access import DESK, Viewer, may_score
from commission.session.acts import misplaced
from commission.session.state import State

WHAT = ("dossiers", "members", "marks", "agreed")


def command(face: Face, name: str) -> click.Command:
    """``commission import SESSION dossiers|members|marks|agreed FILE``."""
    say = face.words.say
    what = click.Argument(["what"], type=parts.choice("|".join(WHAT), *WHAT), metavar="|".join(WHAT))
    file = click.Argument(["file"], type=parts.path, metavar=say("FILE"))
    params = [parts.session_argument(face), what, file, parts.as_option(face, default="desk")]

    def run(session: Path, what: str, file: Path, who: str) -> None:
        office = what == "agreed" and who.strip().casefold() != DESK
        with face.room(session, who, desk=office) as room:
            if what in WRITERS:
                records = WRITERS[what](room, file)
                face.warn(room)
            else:
                records = import_people(room, what, file)
        face.output.line(face.words.say_n("{n} row imported.", "{n} rows imported.", records))
        if what == "marks" and room.viewer.at_desk:
            face.say("A sheet typed for a member counts once it is handed in for them:")
            face.output.line(f"  {shlex.join(['commission', 'hand-in', str(session), '--as', who, '--for'])} …")

    more = say(
        "The first line names the columns, in French or English, in any order. Nothing is imported if a row is wrong."
    )
    more += "\n" + say("members: member and name are required; role, voice, seat and college may be left out.")
    more += "\n" + say(
        "dossiers: dossier, applicant and, where there are lots, lot are required; title, deposited_at (a day and an "
        "hour: 26/08/2025 16:30), pieces, receipt, receipt_number, variant_of, linked, and a column for each figure or "
        "field of the grid, may be left out."
    )
    more += "\n" + say("marks: member, dossier, code and value are required; observation may be left out.")
    more += "\n" + say("agreed: dossier, code and value are required, one row for each; reason may be left out.")
    return parts.Command(face, name, run, params, "import demo-aemo-ih-2025 marks notes.csv", more)


def import_people(room: Room, what: str, file: Path) -> int:
    """Write the members or dossiers of a table into the session file, before it is adopted; how many."""
    if room.state.adoption:
        raise Refused(fault("adopted-already"))
    table = read_table(file)
    if what == "members":
        records = rows_to_members(table)
        add_rows(room.folder, "member", records, seen=room.definition.session_print)
    else:
        records = rows_to_dossiers(table, room.definition.call)
        add_rows(room.folder, "dossier", records, seen=room.definition.session_print)
    return len(records)


def import_marks(room: Room, file: Path) -> int:
    """Write the marks and observations of a table as one journal file; how many rows. Raises Refused, row by row.

    How many of them say something new is not told: of a blind sheet, that would tell its marks.
    """
    records = rows_to_marks(read_table(file), room.definition)
    return _write(room, records, lambda record: acts_of(record, room.state, room.viewer))


def import_agreed(room: Room, file: Path) -> int:
    """Write the agreed marks of a table as one journal file; how many rows. Raises Refused, row by row."""
    if refusal := misplaced(room.definition, "agree"):
        raise Refused(refusal)
    records = rows_to_agreed(read_table(file), room.definition)
    return _write(room, records, lambda record: agreement_of(record, room.state))


WRITERS = {"marks": import_marks, "agreed": import_agreed}
"""What an import writes in the journals."""
Act = tuple[str, dict[str, str]]
"""A kind of act, and its fields."""


def _write(room: Room, records: Sequence[Record], acts: Callable[[Record], list[Act]]) -> int:
    """Write what these rows ask for, all or nothing."""
    rows: list[Act] = []
    origins: list[Record] = []
    for record in records:
        for each in acts(record):
            rows.append(each)
            origins.append(record)
    try:
        if rows:
            room.act_all(rows)
    except Refused as refused:
        raise Refused(*(_at_row(each, origins) for each in refused.faults)) from None
    return len(records)


def acts_of(record: Record, state: State, viewer: Viewer) -> list[Act]:
    """The mark and the observation that a row asks for; nothing where the cell already says the same.

    On a sheet that may not be written any more, what says the same is refused as anything else: else a row that passes
    would tell a blind mark.
    """
    member, value, text = record.text("member"), record.text("value"), record.text("observation")
    cell = {"dossier": record.text("dossier"), "code": record.text("code")}
    typed = {"for": member} if viewer.at_desk or member != viewer.code else {}
    sheet = state.sheet(member, cell["dossier"])
    why = state.definition.call.sub(cell["code"]).needs_reason(value)
    found: list[Act] = []
    standing = sheet.cell(cell["code"])
    if value != standing.value or standing.rivals or may_score(state, member, cell["dossier"]):
        found.append(("mark", {**cell, **typed, "value": value, **({"reason": text} if why else {})}))
    if text and not why and text != sheet.observations.get(cell["code"], ""):
        found.append(("observation", {**cell, **typed, "text": text}))
    return found


def agreement_of(record: Record, state: State) -> list[Act]:
    """The agreed mark that a row asks for; nothing where that mark already stands and the row says no more of why."""
    cell = {name: record.text(name) for name in ("dossier", "code", "value")}
    reason = record.text("reason")
    standing = state.agreed.get((cell["dossier"], cell["code"]))
    if standing and standing.value == cell["value"] and reason in {"", standing.reason}:
        return []
    return [("agree", {**cell, **({"reason": reason} if reason else {})})]


def _at_row(found: Fault, origins: list[Record]) -> Fault:
    if found.where[:1] == ("row",) and isinstance(found.where[1], int):
        return Fault(found.code, found.fields, (), origins[found.where[1]].place())
    return found
