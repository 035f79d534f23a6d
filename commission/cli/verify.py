"""``verify``: chains, fingerprints, what acts had seen, and totals and ranks counted a second time in another way."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commission.cli import parts
from commission.cli.check import fault_record
from commission.cli.face import FAULTY, Face
from commission.cli.recount import differences
from commission.cli.recount_places import place_differences
from commission.files.journals import check_heads
from commission.live.room import Room, not_arrived
from commission.rules.fault import Fault
from commission.session.definition import WHOLE_CALL
from commission.session.entry import Journal
from commission.session.state import State
from commission.words.marker import N_

if TYPE_CHECKING:
    from commission.cli.carried import Checked

COUNTED = N_("Useful rank over all lots: counted again from the ranks, in every order of the ties.")
NOT_COUNTED = N_(
    "Useful rank over all lots: not counted again (lots that are not opened, nothing to select by, or too many ties)."
)


def command(face: Face, name: str) -> click.Command:
    """``commission verify SESSION``."""
    params = [
        parts.session_argument(face),
        click.Option(
            ["--from", "first"], type=parts.session_path, metavar=face.words.say("FOLDER"),
            help=face.words.say("the session of the stage before, or the folder that it is in"),
        ),
        parts.as_option(face, default="desk"),
        parts.format_option(face),
    ]  # fmt: skip

    def run(session: Path, first: Path | None, who: str, form: str) -> None:
        with Room.open(session, who) as room:
            faults, recounted, placed = _faults(room)
            frozen = _at_opening(room, recounted, faults)
            beyond = _beyond_lots(room, faults)
            brought = _brought(room, first, faults)
            if form == "json":
                value = _record(face, room, faults, recounted) | {"useful_recounted_in": placed} | frozen | beyond
                face.output.data(json.dumps(value | _carried(brought), ensure_ascii=False, indent=2) + "\n")
            else:
                _show(face, room, recounted, placed, frozen.get("recounted_at_opening", {}))
                if beyond:
                    message = COUNTED if beyond["useful_recounted"] else NOT_COUNTED
                    face.say(message)
                _say_brought(face, room, brought)
            face.warn(room)
            notes = not_arrived(room)
        for each in faults:
            face.fault(each, FAULTY)
        for each in notes:
            face.fault(each)
        if not faults and not notes and form == "text":
            if brought is not None and brought.first is None:
                face.say("Everything that could be checked fits.")
            else:
                face.say("Everything fits.")

    return parts.Command(face, name, run, params, "verify demo-aemo-ih-2025")


def _faults(room: Room) -> tuple[list[Fault], list[str], list[str]]:
    """What is wrong, and the lots whose totals, then whose useful rank too, were counted again.

    Of files that are not whole there is no telling.
    """
    faults = list(room.faults)
    placed: list[str] = []
    if not room.viewer.at_desk:
        return faults, [], placed
    faults += check_heads(room.journals)
    scored = [each.code for each in room.definition.lots if room.definition.has_sheets(each.code)]
    lots = [each for each in scored if room.state.is_open(each) and each not in room.state.damaged]
    for lot in lots:
        faults += differences(room.state, lot)
        found, whole = place_differences(room.state, lot)
        faults += found
        placed += [lot] if whole else []
    faults += _proposals(room.state, lots) if room.state.rankings else []
    return faults, lots, placed


def _brought(room: Room, first: Path | None, faults: list[Fault]) -> Checked | None:
    """What the dossiers bring from the stage before, worked out again where that can be; ``faults`` is added to."""
    if not room.viewer.at_desk or not (room.definition.call.at or first):
        return None
    from commission.cli.carried import check_carried  # most calls score one sheet

    found = check_carried(room, first)
    faults += found.faults if found else ()
    return found


def _say_brought(face: Face, room: Room, found: Checked | None) -> None:
    if found is None:
        return
    if found.first is None:
        face.say("What is carried could not be checked: the session of the stage before is not at hand.")
        if record := room.definition.before:
            face.say("Its id is {id}. Once it is there: commission verify SESSION --from FOLDER", id=record.id)
        else:
            face.say("This session does not say which it is. Name it: commission verify SESSION --from FOLDER")
        return
    face.say("What is carried and who goes on: worked out again from {folder}.", folder=str(found.first))
    if found.added:
        face.output.line(
            face.words.say_n(
                "{n} entry was written there after the dossiers went on.",
                "{n} entries were written there after the dossiers went on.",
                found.added,
            )
        )


def _carried(found: Checked | None) -> dict[str, object]:
    """For another program: whether what is carried was checked, and against which folder."""
    if found is None:
        return {}
    folder = str(found.first) if found.first else None
    return {"carried": {"checked": found.first is not None, "from": folder, "entries_since": found.added}}


def _proposals(state: State, lots: list[str]) -> list[Fault]:
    """What the commission's rankings and the decisions say they knew of the proposal, where marks and votes give another."""
    from commission.result.common import common  # few sessions that are verified hold a ranking
    from commission.result.proposed import no_longer_passed
    from commission.result.ranking import rank

    ranked = {lot: rank(state, lot) for lot in lots}
    together = common(state)
    said = [each for found in ranked.values() for each in found.applied] + list(together.notes if together else ())
    found = [each for each in said if each.code == "proposal-differs"]
    found += [each for lot in lots for each in no_longer_passed(state, lot, ranked[lot].ranking)]
    return found + (no_longer_passed(state, WHOLE_CALL, together.ranking) if together else [])


def _at_opening(room: Room, lots: list[str], faults: list[Fault]) -> dict[str, dict[str, str]]:
    """The fingerprint of the frozen marks of each lot whose totals were counted again from them; ``faults`` is added to."""
    if not lots:
        return {}
    from commission.session.snapshot import snapshot, state_at_opening

    then = state_at_opening(room.definition, room.journals)
    for lot in lots:
        faults += differences(then, lot)
    return {"recounted_at_opening": {lot: found.print for lot in lots if (found := snapshot(then, lot))}}


def _beyond_lots(room: Room, faults: list[Fault]) -> dict[str, object]:
    """Whether the useful rank was counted again, where lots bear on each other; ``faults`` is added to."""
    if not room.viewer.at_desk or not room.definition.rules.binds_lots:
        return {}
    from commission.cli.recount_lots import useful_differences

    found, counted = useful_differences(room.state)
    faults += found
    return {"useful_recounted": counted}


def _show(face: Face, room: Room, recounted: list[str], placed: list[str], frozen: dict[str, str]) -> None:
    """The fingerprints to compare with a paper copy, and what was looked at."""
    definition, words = room.definition, face.words
    face.output.line(f"session.toml  {definition.session_print}")
    face.output.line(f"grid.toml     {definition.grid_print}")
    for journal in _by_path(room):
        count = words.say_n("{n} entry", "{n} entries", len(journal.entries))
        face.output.line(f"{journal.name}  {journal.head}  {count}")
    for lot, mark in frozen.items():
        face.say("Lot {lot}, marks as they were opened ({print}): totals counted again.", lot=lot, print=mark[:12])
    for lot in recounted:
        face.say("Lot {lot}: totals counted again from the marks.", lot=lot)
        if lot in placed:
            face.say("Lot {lot}: thresholds, ties, ranks and useful rank counted again by its rules.", lot=lot)
        else:
            face.say("Lot {lot}: thresholds, ties and ranks counted again by its rules, not useful rank.", lot=lot)


def _by_path(room: Room) -> list[Journal]:
    """The journals as a person finds them in the folder."""
    return sorted(room.journals, key=lambda each: each.name)


def _record(face: Face, room: Room, faults: list[Fault], recounted: list[str]) -> dict[str, object]:
    journals = {each.name: {"entries": len(each.entries), "head": each.head} for each in _by_path(room)}
    return {
        "session": room.definition.session_print,
        "grid": room.definition.grid_print,
        "journals": journals,
        "recounted": recounted,
        "sound": not faults,
        "notes": [fault_record(face, each) for each in not_arrived(room)],
        "faults": [fault_record(face, each) for each in faults],
    }
