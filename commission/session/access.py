"""The only judge of who may do what and who may read or see what. One table for acts, one rule for eyes (promise 6)."""

from __future__ import annotations

import msgspec

from commission.rules.fault import Fault, Refused, fault
from commission.session.definition import Definition
from commission.session.entry import ACTS, Agree, AnyEntry
from commission.session.state import Cell, Ineffective, Named, SheetKey, State

DESK = "desk"
PRESIDENCY = "presidency"
TYPED = "typed"
MEMBER = "member"
OFFICES = frozenset({DESK, PRESIDENCY, TYPED})

STANDS_IN: dict[str, frozenset[str]] = {
    "mark": frozenset({MEMBER, TYPED}),
    "observation": frozenset({MEMBER, TYPED}),
    "hand-in": frozenset({MEMBER, DESK, PRESIDENCY, TYPED}),
    "reopen": frozenset({MEMBER, DESK, PRESIDENCY, TYPED}),
    "adopt": frozenset({DESK, PRESIDENCY}),
    "open": frozenset({DESK, PRESIDENCY}),
    "close": frozenset({PRESIDENCY}),
    "admit": frozenset({PRESIDENCY}),
    "recuse": frozenset({MEMBER, PRESIDENCY}),
    "refuse": frozenset({PRESIDENCY}),
    "withdraw": frozenset({DESK, PRESIDENCY}),
    "break-tie": frozenset({PRESIDENCY}),
    "settle": frozenset({PRESIDENCY}),
    "slip": frozenset({DESK}),
    "agree": frozenset({DESK, PRESIDENCY}),
    "dossier-opinion": frozenset({DESK, PRESIDENCY}),
    "ranking": frozenset({DESK, PRESIDENCY}),
    "vote": frozenset({DESK, PRESIDENCY}),
    "decide": frozenset({DESK, PRESIDENCY}),
    "confirm": frozenset({DESK, PRESIDENCY}),
    "ask-completion": frozenset({DESK, PRESIDENCY}),
    "completed": frozenset({DESK, PRESIDENCY}),
    "fiche": frozenset({DESK, PRESIDENCY}),
    "fill": frozenset({DESK, PRESIDENCY}),
    "condition": frozenset({DESK, PRESIDENCY}),
    "agreement": frozenset({DESK, PRESIDENCY}),
    "delegation": frozenset({DESK, PRESIDENCY}),
    "opinion": frozenset({DESK, PRESIDENCY}),
    "visa": frozenset({PRESIDENCY}),
    "receive": frozenset({DESK, PRESIDENCY}),
    "priority": frozenset({DESK, PRESIDENCY}),
    "wait": frozenset({DESK, PRESIDENCY}),
    "out-of-zone": frozenset({PRESIDENCY}),
    "over-capacity": frozenset({PRESIDENCY}),
    "admission": frozenset({PRESIDENCY}),
    "leave": frozenset({PRESIDENCY}),
    "drop": frozenset({DESK, PRESIDENCY}),
}
"""In whose journals each kind of entry may stand. « Déport » by the presidency or the member: art. R. 313-2-5 CASF."""

ON_SHEETS = frozenset({"hand-in", "reopen"})
"""What closes and opens a sheet. An office does so for a member where that member's face may read it: a sheet typed for
them is never closed, or opened again, behind their back. Older sessions have it in ``typed``.
"""


class Viewer(msgspec.Struct, frozen=True):
    """For whom a face runs: the desk (secretariat), or a member by code; ``presides`` for a (co-)president at the desk.

    A president who scores uses a member's face; the same person at the desk writes in the presidency's journal.
    """

    code: str
    presides: bool = False

    @property
    def at_desk(self) -> bool:
        """Whether this face is the desk's: it may read every journal, and shows none of a blind lot's marks."""
        return self.code == DESK or self.presides


def viewer(definition: Definition, who: str, *, desk: bool = False) -> Viewer:
    """The viewer that ``--as WHO`` names. ``desk`` for the desk's faces, where a member must preside.

    Raises Refused ``unknown-member`` or ``not-presiding``.
    """
    if who.strip().casefold() == DESK:
        return Viewer(DESK)
    member = definition.member(who)
    if desk and not member.presides:
        presidents = [each.code for each in definition.members if each.presides]
        raise Refused(fault("not-presiding", member=member.code, known=presidents))
    return Viewer(member.code, presides=desk)


def may_read(viewer: Viewer, actor: str) -> bool:
    """Whether this viewer's face may open the journals of this actor at all (actor: a member's code or an office)."""
    return viewer.at_desk or actor in {viewer.code, DESK, PRESIDENCY}


def journal_actor(viewer: Viewer, kind: str, for_member: str = "") -> str:
    """In whose journal this viewer writes this kind of entry. Raises Refused ``not-yours`` with who may."""
    stands = STANDS_IN[kind]
    if viewer.presides and PRESIDENCY in stands:
        return PRESIDENCY
    if viewer.code == DESK and DESK in stands:
        return DESK
    if viewer.at_desk and for_member and TYPED in stands:
        return TYPED
    if not viewer.at_desk and MEMBER in stands and for_member in {"", viewer.code}:
        return viewer.code
    raise Refused(fault("not-yours", kind=kind, who=sorted(stands - {TYPED})))


def may_stand(actor: str, entry: AnyEntry) -> Fault | None:
    """Why an entry may not stand in this actor's journal; None if it may. Used by the fold on files from anywhere."""
    kind = str(entry.__struct_config__.tag)
    stands = STANDS_IN[kind]
    office = actor if actor in OFFICES else MEMBER
    if office not in stands:
        return fault("not-yours", kind=kind, who=sorted(stands - {TYPED}))
    if office == MEMBER and (entry.by != actor or entry.for_ not in {"", actor}):
        return fault("not-own-journal", actor=actor, by=entry.by)
    if office == MEMBER and kind == "recuse" and getattr(entry, "member", "") != actor:
        return fault("not-own-journal", actor=actor, by=entry.by)
    if not entry.for_ and (office == TYPED or (office != MEMBER and kind in ON_SHEETS)):
        return fault("typed-for-nobody")
    return None


def sees_result(state: State, viewer: Viewer, lot: str) -> Fault | None:
    """Why this viewer may not see what follows from the marks of a lot; None if they may.

    Nobody before the opening of marks; a recused person not before the ranking is published (promise 6).
    """
    if not state.is_open(lot):
        return fault("lot-blind", lot=lot)
    if viewer.code != DESK and state.is_recused(viewer.code, lot):
        return fault("recused-viewer", lot=lot)
    return None


def may_score(state: State, member: str, dossier: str) -> Fault | None:
    """Why this member may not write on this dossier's sheet now; None if they may. Reads nobody else's marks.

    Once marks are opened, a sheet moves only where the presidency has reopened it since, handed in before or not.
    """
    if not state.adoption:
        return fault("not-adopted")
    lot = state.definition.dossier(dossier).lot
    if not state.definition.has_sheets(lot):
        return fault("no-sheets", lot=lot)
    if dossier in state.refused:
        return fault("dossier-refused", dossier=dossier)
    if dossier in state.withdrawn:
        return fault("dossier-withdrawn", dossier=dossier)
    if state.is_recused(member, lot):
        return fault("recused", member=member, lot=lot)
    sheet = state.sheet(member, dossier)
    if state.is_open(lot) and not sheet.reopened:  # said first: only where marks are blind may whoever hands in reopen
        return fault("marks-opened", dossier=dossier)
    if not sheet.handed_in:
        return None
    if sheet.by_office:
        return fault("sheet-handed-in-for", dossier=dossier, member=member)
    return fault("sheet-handed-in", dossier=dossier)


def shown_conflicts(state: State, viewer: Viewer) -> list[tuple[SheetKey, str, Cell]]:
    """The cells with rival marks that this viewer may know of: their own, and those of lots whose result they see."""
    return [each for each in state.conflicts() if _sees_sheet(state, viewer, *each[0])]


def shown_ineffective(state: State, viewer: Viewer) -> list[Ineffective]:
    """The entries without effect that this viewer may know of: acts, their own, and those of lots whose result they see.

    Before the opening of marks the desk itself is not told of a mark, since the reason would tell its value.
    """
    return [each for each in state.ineffective if sees_entry(state, viewer, each.named)]


def shown_late(state: State, viewer: Viewer) -> list[Named]:
    """The late entries that this viewer may know of, in the order of their names."""
    return [each for _, each in sorted(state.late.items()) if sees_entry(state, viewer, each)]


def sees_entry(state: State, viewer: Viewer, named: Named) -> bool:
    """Whether this viewer may know of an entry: an act, their own, or one of a lot whose result they see."""
    dossier = getattr(named.entry, "dossier", "")
    if isinstance(named.entry, Agree) and state.definition.knows_dossier(dossier):  # it tells of a result
        return viewer.code == DESK or not state.is_recused(viewer.code, state.definition.dossier(dossier).lot)
    if isinstance(named.entry, ACTS) or not state.definition.knows_dossier(dossier):
        return isinstance(named.entry, ACTS) or (named.member == viewer.code and not viewer.at_desk)
    return _sees_sheet(state, viewer, named.member, dossier)


def _sees_sheet(state: State, viewer: Viewer, member: str, dossier: str) -> bool:
    mine = member == viewer.code and not viewer.at_desk
    return mine or sees_result(state, viewer, state.definition.dossier(dossier).lot) is None
