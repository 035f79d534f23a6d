"""``verify`` of a later stage: what its dossiers bring and who went on, worked out again from the session before."""

from __future__ import annotations

from pathlib import Path

import msgspec

from commission.cli.rank import look
from commission.cli.recount import differences
from commission.files.journals import check_heads
from commission.files.next_stage import first_of, in_the_file
from commission.live.room import Room
from commission.result.next_stage import carried_differences, going_on
from commission.rules.fault import Fault, Refused, fault
from commission.session import before
from commission.session.access import DESK
from commission.session.definition import Definition


class Checked(msgspec.Struct, frozen=True):
    """What was found: ``first`` is the session before, None where it is not at hand. ``added`` counts its later entries."""

    first: Path | None
    faults: tuple[Fault, ...] = ()
    added: int = 0


def check_carried(room: Room, given: Path | None) -> Checked | None:
    """The carried totals against the session before: the one ``given``, or in it, else beside this one.

    None where no stage comes before. Raises Refused where a session is given and cannot serve.
    """
    definition = room.definition
    at = definition.call.at
    if at is None or at.before is None:
        if given is not None:
            raise Refused(fault("before-none"))
        return None
    first = _found(room.folder, definition, given)
    return _compared(room, first) if first else Checked(None)


def _found(folder: Path, definition: Definition, given: Path | None) -> Path | None:
    """The session before. One that is given is named by its own folder, or is the one of the recorded id inside it."""
    record = definition.before
    if given is None:
        return first_of(folder.resolve().parent, record.id) if record else None
    if (found := first_of(given, record.id) if record else given) is None:
        raise Refused(fault("before-not-there", folder=str(given), id=record.id if record else ""))
    return found


def _compared(room: Room, folder: Path) -> Checked:
    """Everything that differs, from the files to the last dossier."""
    definition, record = room.definition, room.definition.before
    faults: list[Fault] = []
    with Room.open(folder, DESK) as first:
        there = first.definition
        added = before.added(record, first.journals) if record else 0
        if record:
            faults += before.changes(record, there.session_print, there.grid_print, first.journals)
        if there.grid_print != definition.grid_print:
            faults.append(fault("before-other-grid"))
        after = there.call.at.after if there.call.at else None
        if after is None or definition.call.at is None or after.code != definition.call.at.stage.code:
            return Checked(folder, (*faults, fault("before-other-stage", id=there.id)), added)
        if first.faults or check_heads(first.journals):
            faults.append(fault("before-unsound", folder=str(folder)))
        seen = look(first, [each.code for each in there.lots])
        for ranking in seen.rankings:
            faults += differences(seen.state, ranking.lot.code)
        try:
            kept = going_on(seen.state, seen.rankings, seen.together)
        except Refused as refused:
            return Checked(folder, (*faults, fault("before-undecided", id=there.id), *refused.faults), added)
    return Checked(folder, (*faults, *in_the_file(room.folder, carried_differences(definition, kept))), added)
