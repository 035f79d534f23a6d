"""Everything wrong in the files of a session that the desk may know of: one list, one sentence each."""

from __future__ import annotations

from commission.live.room import Room
from commission.rules.fault import Fault, fault
from commission.session import access
from commission.words import Words


def faults(room: Room) -> list[Fault]:
    """Files changed, journals' faults, rival acts and marks, entries without effect, late entries."""
    state, viewer = room.state, room.viewer
    found = list(room.faults)
    for topic, rivals in sorted(state.contradictions.items()):
        found.append(fault("contradicting-acts", topic=topic, acts=[each.name for each in rivals]))
    for (member, dossier), code, cell in access.shown_conflicts(state, viewer):
        found.append(fault("cell-conflict", member=member, dossier=dossier, sub=code, entries=list(cell.tips)))
    for named in access.shown_late(state, viewer):
        kind = str(named.entry.__struct_config__.tag)
        found.append(fault("late-entry", entry=named.name, member=named.member, kind=kind))
    return found


def without_effect(room: Room) -> list[tuple[str, str, Fault]]:
    """The entries that had no effect: name, actor, why."""
    shown = access.shown_ineffective(room.state, room.viewer)
    return [(each.named.name, each.named.actor, each.reason) for each in shown]


def sentences(room: Room, w: Words) -> list[str]:
    """All of it in words."""
    said = [w.fault(each) for each in faults(room)]
    for name, actor, reason in without_effect(room):
        said.append(w.fault(fault("no-effect", entry=name, actor=actor, reason=w.short(reason))))
    return said
