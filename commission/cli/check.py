"""``check``: grids and sessions read with every fault, each on its line and column; nothing is changed."""

from __future__ import annotations

import json
from pathlib import Path

import click

from commission.cli import parts
from commission.cli.face import FAULTY, Face
from commission.files import opener, toml_file
from commission.files.circuit_file import circuit_from, is_circuit
from commission.files.grid_file import read_call
from commission.files.locate import by_name
from commission.files.opener import Found
from commission.files.session_folder import SESSION, find_sessions
from commission.files.sharing_file import is_sharing, sharing_from
from commission.result.allocation import printed_facts
from commission.rules.circuit import Circuit
from commission.rules.fault import Fault, Place, Refused, fault
from commission.rules.sharing import Sharing

EXAMPLE = "check demo-aemo-ih-2025 demo-aemo-ih-2025/grid.toml"


def command(face: Face, name: str) -> click.Command:
    """``commission check PATH…``."""
    paths = click.Argument(["paths"], type=parts.path, nargs=-1, required=True, metavar=face.words.say("PATH"))
    params = [paths, parts.as_option(face, default="desk"), parts.format_option(face)]

    def run(paths: tuple[Path, ...], who: str, form: str) -> None:
        found = [_checked(face, each, who) for path in paths for each in inside(by_name(path))]
        if form == "json":
            face.output.data(
                json.dumps([_record(face, path, faults) for path, _, faults in found], ensure_ascii=False, indent=2)
                + "\n"
            )
        for _, summary, faults in found:
            for each in faults:
                face.fault(each, FAULTY)
            if summary and form == "text":
                face.output.line(summary)

    return parts.Command(face, name, run, params, EXAMPLE)


def inside(path: Path) -> list[Path]:
    """What there is to check at a path: itself, or the grids and then the sessions that a mere folder holds."""
    names = _names(path)
    if names is None or is_session(path):
        return [path]
    grids = [each.name for each in names if each.is_file and each.name.endswith(".toml") and each.name[0] != "."]
    return [*(path / each for each in grids), *find_sessions(path)] or [path]


def _names(path: Path) -> list[Found] | None:
    """What a folder holds; None for what is not a folder that can be read."""
    try:
        with opener.reading(path):
            return opener.disk.list(path)
    except Refused:
        return None


def is_session(path: Path) -> bool:
    """Whether this is a session folder, or its session file."""
    return path.name == SESSION or any(each.name == SESSION for each in _names(path) or ())


def _checked(face: Face, path: Path, who: str) -> tuple[Path, str, list[Fault]]:
    """A path, what is said of it when it is sound, and its faults."""
    try:
        if is_session(path):
            return path, *_session(face, path, who)
        if _names(path) is not None:
            raise Refused(fault("nothing-to-check").at(Place(str(path))))
        return path, *_grid(face, path)
    except Refused as refused:
        return path, "", list(refused.faults)


def _grid(face: Face, path: Path) -> tuple[str, list[Fault]]:
    loaded = toml_file.load(path)
    if is_sharing(loaded):
        return _sharing(face, path, sharing_from(loaded)), []
    if is_circuit(loaded):
        return _circuit(face, path, circuit_from(loaded)), []
    words = face.words
    call, _ = read_call(path)
    counts = (
        words.say_n("{n} criterion", "{n} criteria", len(call.criteria)),
        words.say_n("{n} sub-criterion", "{n} sub-criteria", len(call.subs)),
        words.say_n("{n} lot", "{n} lots", len(call.lots)),
    )
    if call.scored:
        said = ", ".join(counts)
        if call.total is None:
            grid = words.say("grid, {counts}, without a total", counts=said)
        else:
            grid = words.say("grid, {counts}, {total} points", counts=said, total=call.total)
    else:
        grid = words.say("call without published points, {lots}", lots=counts[-1])
    return str(path) + words.say(": ") + grid, []


def _circuit(face: Face, path: Path, circuit: Circuit) -> str:
    """A circuit in one line."""
    words = face.words
    counts = (
        words.say_n("{n} place", "{n} places", circuit.places),
        words.say_n("{n} territory", "{n} territories", len(circuit.territories)),
        words.say_n("{n} condition", "{n} conditions", len(circuit.conditions)),
        words.say_n("{n} agreement", "{n} agreements", len(circuit.agreements)),
        words.say_n("{n} opinion", "{n} opinions", len(circuit.opinions)),
    )
    return str(path) + words.say(": ") + words.say("admission circuit, {counts}", counts=", ".join(counts))


def _sharing(face: Face, path: Path, sharing: Sharing) -> str:
    """A sharing in one line, then what can be verified of the parts that its document prints."""
    words = face.words
    counts = (
        words.say_n("{n} key", "{n} keys", len(sharing.keys)),
        words.say_n("{n} beneficiary", "{n} beneficiaries", len(sharing.beneficiaries)),
        words.say_n("{n} printed part", "{n} printed parts", len(sharing.printed)),
    )
    envelope = words.money(sharing.envelope)
    first = words.say("sharing of {envelope}, {counts}", envelope=envelope, counts=", ".join(counts))
    return "\n".join(
        [str(path) + words.say(": ") + first, *(f"  - {words.step(each)}" for each in printed_facts(sharing))]
    )


def _session(face: Face, path: Path, who: str) -> tuple[str, list[Fault]]:
    from commission.live.room import Room
    from commission.session.acts import nothing_to_rank

    words = face.words
    folder = path.parent if path.name == SESSION else path
    with Room.open(folder, who) as room:
        definition, faults = room.definition, room.faults
        face.warn(room)
    counts = (
        words.say_n("{n} member", "{n} members", len(definition.members)),
        words.say_n("{n} dossier", "{n} dossiers", len(definition.dossiers)),
        words.say_n("{n} lot", "{n} lots", len(definition.lots)),
    )
    if definition.circuit:
        fiches = words.say_n("{n} sheet", "{n} sheets", len(room.state.book.cases))
        counts = (words.say("admission circuit"), counts[0], fiches)
    adopted = words.say("adopted") if room.state.adoption else words.say("not adopted yet")
    session = words.say("session, {counts}, {adopted}", counts=", ".join(counts), adopted=adopted)
    notes = [f"  - {words.fault(each)}" for each in nothing_to_rank(definition)]
    return ("" if faults else "\n".join([str(path) + words.say(": ") + session, *notes])), faults


def _record(face: Face, path: Path, faults: list[Fault]) -> dict[str, object]:
    return {"path": str(path), "sound": not faults, "faults": [fault_record(face, each) for each in faults]}


def fault_record(face: Face, each: Fault) -> dict[str, object]:
    """A fault for another program: its code, its place, and its sentence."""
    place = each.place
    return {
        "code": each.code,
        "file": place.file if place else None,
        "line": place.line or None if place else None,
        "column": place.column or None if place else None,
        "text": face.words.fault(each),
    }
