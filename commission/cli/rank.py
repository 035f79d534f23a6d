"""``rank``: the proposed ranking of the opened lots, as a table for a mail or as JSON, and why a dossier has its rank."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from commission.cli import parts
from commission.cli.face import FAULTY, Face
from commission.live.room import Room
from commission.publication.naming import with_names
from commission.publication.rank_table import rank_table
from commission.result.ranking import LotRanking, rank
from commission.rules.fault import Fault, fault
from commission.session import access
from commission.session.definition import WHOLE_CALL
from commission.session.entry import Journal
from commission.session.state import State

if TYPE_CHECKING:
    from commission.result.common import Common


class Seen(msgspec.Struct, frozen=True):
    """What a viewer may see of the results: the state they follow from, the rankings, and why the other lots are shut.

    ``journals`` are only those that this viewer may read; ``together`` is the common ranking, where lots have one.
    ``now`` are the rankings of today, where ``rankings`` are those of the marks as they were opened. ``read`` are all
    the journals that the state follows from.
    """

    state: State
    rankings: list[LotRanking]
    shut: list[Fault]
    journals: list[Journal]
    together: Common | None = None
    now: list[LotRanking] | None = None
    read: Sequence[Journal] = ()


def command(face: Face, name: str) -> click.Command:
    """``commission rank SESSION``."""
    say = face.words.say
    params = [
        parts.session_argument(face),
        click.Option(["--lot"], metavar=say("LOT"), help=say("only this lot")),
        click.Option(["--why", "dossier"], metavar=say("DOSSIER"), help=say("why this dossier has its rank, or none")),
        parts.at_option(face),
        parts.as_option(face, default="desk"),
        parts.format_option(face),
    ]

    def run(session: Path, lot: str | None, dossier: str | None, at: str, who: str, form: str) -> None:
        with face.room(session, who) as room:
            parts.refuse_circuit(room)
            if lot and lot.strip() == WHOLE_CALL and room.definition.rules.lots == "together":
                lot = None  # the common ranking of all lots, as without --lot
            lots = [room.definition.lot(lot).code] if lot else [each.code for each in room.definition.lots]
            if dossier:
                lots = [room.definition.dossier(dossier).lot]
            seen = look(room, lots, at_opening=at == parts.OPENING)
            face.whole(room)
        if lot and not dossier:
            seen = msgspec.structs.replace(seen, together=None)
        if any(each.faults for each in seen.rankings):
            face.code = FAULTY
        if not seen.rankings:
            tell_shut(face, session, seen)
        elif dossier:
            _explain(face, seen, dossier, as_json=form == "json")
        elif form == "json":
            from commission.publication.rank_json import rank_value

            value = rank_value(seen.state, seen.rankings, seen.journals, face.words, seen.together)
            if seen.now is not None:
                from commission.publication.opening_json import opening_value

                value |= opening_value(seen.state, seen.now, seen.rankings)
            _json(face, value)
        else:
            show(face, session, seen)

    return parts.Command(face, name, run, params, "rank demo-aemo-ih-2025 --lot nord")


def _json(face: Face, value: object) -> None:
    import json

    face.output.data(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def _explain(face: Face, seen: Seen, dossier: str, *, as_json: bool) -> None:
    """Why this dossier has its rank, or none."""
    beyond: list[Fault] = []
    if seen.together:
        from commission.result.common import why_common

        beyond = why_common(seen.together, seen.state.definition.dossier(dossier).code)
    if as_json:
        from commission.publication.rank_json import why_value

        _json(face, why_value(seen.state, seen.rankings[0], dossier, face.words, beyond))
        return
    from commission.result.explain import why

    for step in (*why(seen.state, seen.rankings[0].lot.code, dossier, seen.rankings[0]), *beyond):
        face.output.line(face.words.step(with_names(seen.state.definition, step)))


def look(room: Room, lots: Sequence[str], *, at_opening: bool = False) -> Seen:
    """The rankings of these lots that this viewer may see; ``at_opening``: of the marks as they were opened.

    A member's own room reads nobody else's journals; the opened lots are then read as the desk reads them.
    """
    refusals = {lot: access.sees_result(room.state, room.viewer, lot) for lot in lots}
    opened = [lot for lot, refusal in refusals.items() if refusal is None]
    shut = [refusal for refusal in refusals.values() if refusal]
    state, journals = room.state, room.journals
    if opened and not room.viewer.at_desk:
        with Room.open(room.folder, access.DESK) as desk:
            state, journals = desk.state, desk.journals
    if at_opening:
        return _look_back(room, state, journals, opened, shut)
    binds = room.definition.rules.binds_lots
    shown = (
        [x.code for x in room.definition.lots if not access.sees_result(room.state, room.viewer, x.code)]
        if binds
        else []
    )
    together = None
    if room.definition.rules.lots == "together":
        from commission.result.common import common  # most documents rank each lot apart

        together = common(state, shown)
    return Seen(state, [rank(state, lot, shown) for lot in opened], shut, room.journals, together, read=journals)


def _look_back(room: Room, state: State, journals: list[Journal], opened: list[str], shut: list[Fault]) -> Seen:
    """These lots as their marks were opened, and the rankings of today to lay beside; lots that nobody scores have none."""
    from commission.session.snapshot import state_at_opening  # a ranking of today looks back at nothing

    then = state_at_opening(state.definition, journals)
    shut += [fault("no-sheets", lot=each) for each in opened if each not in then.opened]
    lots = [each for each in opened if each in then.opened]
    shown = [x.code for x in room.definition.lots if not access.sees_result(room.state, room.viewer, x.code)]
    together = None
    if room.definition.rules.lots == "together":
        from commission.result.common import common

        together = common(then, shown)
    now = [rank(state, lot, shown) for lot in lots]
    return Seen(then, [rank(then, lot, shown) for lot in lots], shut, room.journals, together, now, journals)


def show(face: Face, session: Path, seen: Seen) -> None:
    """The table, then one line for each lot that is not opened yet."""
    if seen.now is not None:
        from commission.publication.opening_text import heading_lines

        for line in heading_lines(seen.state, seen.rankings, face.words):
            face.output.line(line)
        face.output.line()
    face.output.line(rank_table(seen.state, seen.rankings, face.words, seen.together).rstrip("\n"))
    if seen.now is not None:
        from commission.publication.opening_text import since_lines

        for line in since_lines(seen.state, seen.now, seen.rankings, face.words):
            face.output.line(line)
    for each in seen.shut:
        face.output.line()
        face.output.line(face.words.alone(each))
        show_opening(face, session, each)


def show_opened(face: Face, room: Room) -> None:
    """The rankings that this viewer may see, and why the other lots have none; never a fault."""
    seen = look(room, [each.code for each in room.definition.lots])
    face.output.line()
    if seen.rankings:
        show(face, room.folder, seen)
        return
    for each in seen.shut:
        face.output.line(face.words.alone(each))
        show_opening(face, room.folder, each)


def tell_shut(face: Face, session: Path, seen: Seen) -> None:
    """Nothing may be shown: why, and the command that opens a lot. Exit code 1."""
    tell_closed(face, session, seen.shut)


def tell_closed(face: Face, session: Path, shut: Sequence[Fault]) -> None:
    """Why nothing of these is shown, and the command that opens a lot. Exit code 1."""
    for each in shut:
        face.tell(face.words.alone(each), FAULTY)
        if each.code == "lot-blind":
            face.tell(f"  {_opening(session, each)}")


def show_opening(face: Face, session: Path, shut: Fault) -> None:
    """The command that opens a lot which is shut for want of it."""
    if shut.code == "lot-blind":
        face.output.line(f"  {_opening(session, shut)}")


def _opening(session: Path, shut: Fault) -> str:
    return shlex.join(["commission", "open", str(session), "--as", "desk", str(shut.fields["lot"])])
