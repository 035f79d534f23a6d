"""What a ranking, its vote and the decision on it are about: one lot, or ``"*"`` for all that are ranked together.

And who may write such an act: nobody decides on a lot from which they have withdrawn. An act says who wrote it in ``by``;
``desk`` names nobody, and then nothing can be said.
"""

from __future__ import annotations

from commission.rules.fault import Fault, fault
from commission.session.definition import WHOLE_CALL, Definition, Dossier
from commission.session.entry import Agree, AnyEntry, BreakTie, Opinion, Ranking, Vote
from commission.session.state import State


def lots_of(state: State, lot: str) -> list[str]:
    """The lots that a ranking is about."""
    known = [each.code for each in state.definition.lots]
    return [lot] if lot in known else known


def is_scored(definition: Definition, lot: str) -> bool:
    """Whether a ranking is computed there, from which the commission may depart; lots ranked together are all scored."""
    return (lot == WHOLE_CALL and definition.rules.lots == "together") or definition.has_sheets(lot)


def is_open(state: State, lot: str) -> bool:
    """Whether the marks are opened of every lot that a ranking is about and that has dossiers to rank."""
    return not shut(state, lot)


def shut(state: State, lot: str) -> list[str]:
    """Those of them whose marks are not opened."""
    lots = lots_of(state, lot)
    return [each for each in lots if not state.is_open(each) and (len(lots) == 1 or state.in_play(each))]


def in_play_of(state: State, lot: str) -> list[Dossier]:
    """The dossiers in play of a lot, or of all."""
    return [dossier for each in lots_of(state, lot) for dossier in state.in_play(each)]


def bases_of(state: State, lot: str) -> list[Dossier]:
    """Those of them that may have a rank."""
    return [dossier for each in lots_of(state, lot) for dossier in state.bases(each)]


def overlapping(definition: Definition, lot: str) -> list[str]:
    """The other rankings that one replaces: those of each lot by that of all, and the other way round."""
    if definition.rules.lots != "together":
        return []
    others = [each.code for each in definition.lots] if lot == WHOLE_CALL else [WHOLE_CALL]
    return [each for each in others if each != lot]


def withdrawn_from(state: State, who: str, lot: str) -> Fault | None:
    """Why this person may not decide on what a ranking is about; None if they may, or are nobody's name."""
    out = next((each for each in lots_of(state, lot) if state.is_recused(who, each)), None)
    return None if out is None else fault("recused-decides", member=who, lot=out)


def decides_in_vain(state: State, entry: AnyEntry) -> Fault | None:
    """Why who wrote this may not decide it, whatever it says; None for an entry that decides nothing on a lot."""
    match entry:
        case BreakTie(lot=lot) | Ranking(lot=lot) | Vote(lot=lot):
            return withdrawn_from(state, entry.by, lot)
        case Agree(dossier=dossier) | Opinion(dossier=dossier):
            return withdrawn_from(state, entry.by, state.definition.dossier(dossier).lot)
    return None
