"""``progress``: which sheets are handed in, never what they say. The same bytes whatever the marks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypedDict

import click

from commission.cli import parts
from commission.cli.face import Face
from commission.live.room import Room
from commission.rules.grid import Lot
from commission.session.access import Viewer
from commission.session.definition import Member
from commission.session.state import State


class Sheets(TypedDict):
    """One member's sheets of a lot: their codes, handed in or not."""

    member: str
    votes: bool
    handed_in: list[str]
    waiting: list[str]


class LotProgress(TypedDict):
    """How far a lot has come. ``sheets`` has one row for each member who scores it."""

    lot: str
    title: str
    phase: str
    dossiers: list[str]
    refused: list[str]
    withdrawn: list[str]
    recused: list[str]
    handed_in: int
    expected: int
    sheets: list[Sheets]


def command(face: Face, name: str) -> click.Command:
    """``commission progress SESSION``."""
    params = [parts.session_argument(face), parts.as_option(face, default="desk"), parts.format_option(face)]

    def run(session: Path, who: str, form: str) -> None:
        with face.room(session, who) as room:
            if form == "json":
                show_json(face, room)
            else:
                show_text(face, room)

    return parts.Command(face, name, run, params, "progress demo-aemo-ih-2025")


def of_lot(state: State, viewer: Viewer, lot: Lot) -> LotProgress:
    """The progress of a lot for this viewer: everybody's sheets at the desk, one's own for a member."""
    code = lot.code
    dossiers = [each.code for each in state.in_play(code)]
    sheets = [_sheets(state, each, dossiers) for each in state.scorers(code) if _shown(viewer, each)]
    counted = [each for each in sheets if each["votes"] or not viewer.at_desk]
    filed = [each.code for each in state.definition.dossiers_of(code)]
    return {
        "lot": code,
        "title": lot.title,
        "phase": "closed" if code in state.closed else "opened" if state.is_open(code) else "blind",
        "dossiers": dossiers,
        "refused": [each for each in filed if each in state.refused],
        "withdrawn": [each for each in filed if each in state.withdrawn],
        "recused": [each.code for each in state.definition.members if state.is_recused(each.code, code)],
        "handed_in": sum(len(each["handed_in"]) for each in counted),
        "expected": len(dossiers) * len(counted),
        "sheets": sheets,
    }


def _shown(viewer: Viewer, member: Member) -> bool:
    return viewer.at_desk or member.code == viewer.code


def _sheets(state: State, member: Member, dossiers: list[str]) -> Sheets:
    done = [each for each in dossiers if state.sheet(member.code, each).handed_in]
    waiting = [each for each in dossiers if each not in done]
    return {"member": member.code, "votes": member.votes, "handed_in": done, "waiting": waiting}


def show_json(face: Face, room: Room) -> None:
    """The same for another program."""
    state, definition = room.state, room.definition
    value = {
        "session": {"id": definition.id, "title": definition.title},
        "adopted": state.adoption is not None,
        "lots": [of_lot(state, room.viewer, lot) for lot in definition.lots],
    }
    face.output.data(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def show_text(face: Face, room: Room) -> None:
    """A short paragraph for each lot, then who still has sheets to hand in."""
    state, definition = room.state, room.definition
    face.output.line(definition.title)
    if not state.adoption:
        face.say("The grid, the rules and the session are not adopted yet: nobody can score.")
    for lot in definition.lots:
        face.output.line()
        _show_lot(face, room, of_lot(state, room.viewer, lot))


def _show_lot(face: Face, room: Room, found: LotProgress) -> None:
    words, definition = face.words, room.definition
    phases = {
        "blind": words.say("blind scoring"),
        "opened": words.say("marks opened"),
        "closed": words.say("scoring closed"),
    }
    counted = words.say("{done} of {all} sheets handed in", done=found["handed_in"], all=found["expected"])
    label = definition.call.lot_label
    face.output.line(
        f"{label.capitalize()} {found['title']} ({found['lot']}){words.say(': ')}{phases[found['phase']]}, {counted}"
    )
    for code, sentence in (
        ("refused", words.say("refused before examination")),
        ("withdrawn", words.say("withdrawn by the applicant")),
        ("recused", words.say("withdrawn for a conflict of interest")),
    ):
        if names := found[code]:  # type: ignore[literal-required]
            face.output.line(f"  {sentence}{words.say(': ')}{', '.join(names)}")
    waiting = [each for each in found["sheets"] if each["waiting"]]
    if waiting:
        face.output.line("  " + words.say("sheets still to hand in") + words.say(": ").rstrip())
    width = max((len(each["member"]) for each in waiting), default=0)
    for each in waiting:
        voice = "" if each["votes"] else words.say(" (consultative)")
        face.output.line(f"    {each['member'].ljust(width)}  {', '.join(each['waiting'])}{voice}")
