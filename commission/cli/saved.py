"""What is said once an act is on the disk: what it left open, and what it made void."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from commission.cli.face import Face
from commission.live.room import Room
from commission.publication.naming import name_of
from commission.rules.fault import Fault
from commission.session.circuit_entry import CIRCUIT
from commission.session.entry import Adopt, Agree, Mark, Open
from commission.session.state import Named


def say_saved(face: Face, room: Room, kind: str, named: Named) -> None:
    """That it is saved, and what follows for others."""
    face.say("Saved: {act}.", act=face.words.term("kind", kind))
    if isinstance(named.entry, CIRCUIT):
        from commission.cli.circuit import say_next

        say_next(face, room, named.entry)
    if isinstance(named.entry, Open) and named.entry.missing:
        _missing(face, room, named.entry.missing)
    if isinstance(named.entry, Open):
        _incomplete(face, room, room.state.incomplete(named.entry.lot))
    if isinstance(named.entry, Adopt) and named.entry.reason:
        _void(face, room, named.entry)


def _missing(face: Face, room: Room, sheets: Iterable[str]) -> None:
    """The sheets that were not handed in, a line for each member."""
    by_member: dict[str, list[str]] = {}
    for each in sheets:
        member, _, dossier = each.partition("/")
        by_member.setdefault(member, []).append(dossier)
    count = sum(len(each) for each in by_member.values())
    face.output.line(face.words.say_n("{n} sheet was not handed in:", "{n} sheets were not handed in:", count))
    for member, dossiers in by_member.items():
        face.say("  - {member}: {dossiers}", member=name_of(room.definition, member), dossiers=", ".join(dossiers))


def _incomplete(face: Face, room: Room, found: Mapping[str, Mapping[str, int]]) -> None:
    """The sheets handed in with blank lines, a line for each member: their dossiers may be left without a rank."""
    count = sum(len(each) for each in found.values())
    if count:
        said = face.words.say_n("{n} sheet has blank lines:", "{n} sheets have blank lines:", count)
        face.output.line(said)
    for member, dossiers in found.items():
        shown = ", ".join(f"{code} ({blank})" for code, blank in dossiers.items())
        face.say("  - {member}: {dossiers}", member=name_of(room.definition, member), dossiers=shown)


def _void(face: Face, room: Room, adoption: Adopt) -> None:
    """The marks that have no effect under the files now adopted; of blind lots, where to look for them."""
    words, definition = face.words, room.definition
    if adoption.touched:
        count = len(adoption.touched)
        face.output.line(words.say_n("{n} mark has no effect any more:", "{n} marks have no effect any more:", count))
    why = {each.named.name: each for each in room.state.ineffective}
    for found in (why[name] for name in adoption.touched if name in why):
        mark = found.named.entry
        if isinstance(mark, Mark):
            face.say(
                "  - {member}, {dossier} {code} ({entry}): {reason}",
                member=name_of(definition, found.named.member),
                dossier=mark.dossier,
                code=mark.code,
                entry=found.named.name,
                reason=words.short(_brief(found.reason)),
            )
        elif isinstance(mark, Agree):
            face.say(
                "  - agreed mark, {dossier} {code} ({entry}): {reason}",
                dossier=mark.dossier,
                code=mark.code,
                entry=found.named.name,
                reason=words.short(_brief(found.reason)),
            )
    if any(not room.state.is_open(each.code) for each in definition.lots):
        face.say("Of lots still blind, marks are not told here: each member is told of theirs.")


def _brief(reason: Fault) -> Fault:
    """The reason without the list of what would be known instead: it is said once a line."""
    return Fault(reason.code, {**reason.fields, "known": []})
