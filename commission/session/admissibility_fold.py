"""What the entries on admissibility do to the state; an entry that names nothing, or no day, has no effect."""

from __future__ import annotations

from datetime import date

from commission.rules.asked import Requirement
from commission.rules.fault import Fault, fault
from commission.session.admissibility import decided_by_itself, handed_in
from commission.session.definition import Definition, Dossier
from commission.session.entry_admissibility import NOT_MET, VERDICTS, AskCompletion, Completed, Confirm
from commission.session.state import State


def admissibility_fault(definition: Definition, entry: Confirm | AskCompletion | Completed) -> Fault | None:
    """What is wrong with such an entry whatever the state it meets."""
    if not definition.knows_dossier(entry.dossier):
        return fault("unknown-dossier", found=entry.dossier, known=[])
    if isinstance(entry, Confirm):
        return _confirm_fault(definition, entry)
    for code in entry.pieces:
        if not definition.call.asked.piece(code):
            return fault("unknown-piece", found=code, known=[])
    for day in [entry.received] if isinstance(entry, Completed) else [entry.sent, entry.until]:
        if not is_day(day):
            return fault("not-a-day", found=day)
    return None


def _confirm_fault(definition: Definition, entry: Confirm) -> Fault | None:
    requirement = definition.call.asked.requirement(entry.requirement)
    if requirement is None:
        requirements = [each.code for each in definition.call.asked.requirements]
        return fault("unknown-requirement", found=entry.requirement, known=requirements)
    if wrong := of_another_lot(definition, definition.dossier(entry.dossier), requirement):
        return wrong
    if entry.verdict not in VERDICTS:
        return fault("unknown-verdict", found=entry.verdict, known=list(VERDICTS))
    if entry.verdict == NOT_MET and not entry.reason.strip():
        return fault("reason-required", kind="confirm")
    return None


def of_another_lot(definition: Definition, dossier: Dossier, requirement: Requirement) -> Fault | None:
    """What is wrong where a requirement is not asked of the lot of a dossier."""
    if requirement in definition.call.asked.of(dossier.lot):
        return None
    fields = {"requirement": requirement.code, "dossier": dossier.code, "lots": list(requirement.lots)}
    return fault("requirement-other-lot", **fields)


def apply_admissibility(state: State, entry: Confirm | AskCompletion | Completed) -> Fault | None:
    """Give a sound entry its effect, or say why the state does not allow it."""
    if isinstance(entry, AskCompletion):
        state.asked.setdefault(entry.dossier, []).append(entry)
    elif isinstance(entry, Completed):
        state.completions.setdefault(entry.dossier, []).append(entry)
        _forget(state, entry)
    else:
        return _confirmed(state, entry)
    return None


def _confirmed(state: State, entry: Confirm) -> Fault | None:
    definition, dossier = state.definition, state.definition.dossier(entry.dossier)
    requirement = definition.call.asked.requirement(entry.requirement)
    if requirement and decided_by_itself(definition, dossier, handed_in(state, dossier), requirement):
        return fault("computed-by-itself", requirement=entry.requirement, dossier=entry.dossier)
    state.confirmations[entry.dossier, entry.requirement] = entry
    return None


def _forget(state: State, entry: Completed) -> None:
    """What was confirmed of pieces that were not there then is to be looked at again."""
    asked = state.definition.call.asked
    for each in asked.requirements:
        if {piece.code for piece in asked.pieces_of(each)} & {*entry.pieces}:
            state.confirmations.pop((entry.dossier, each.code), None)


def is_day(text: str) -> bool:
    """Whether this is a day as an entry writes it: ``2025-09-23``."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
