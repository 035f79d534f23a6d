"""One mark that the commission agrees on for a line of a dossier: asked before it is written, and by the fold.

Only where the rules say so (``aggregation = "consensus"``), and only once the marks of the lot are opened: nothing here
reads a member's mark, and before the opening every attempt is refused in the same words.
"""

from __future__ import annotations

from commission.rules.fault import Fault, Refused, fault
from commission.rules.grid import DECLINED, NOT_SCORED, read_mark
from commission.rules.notation import meant
from commission.session.access import Viewer
from commission.session.act_draft import Draft, Fields, Known, act, reason_of
from commission.session.definition import WHOLE_CALL, Definition
from commission.session.entry import Agree
from commission.session.scope import withdrawn_from
from commission.session.sheets import BY_THE_FILES, mark_fault
from commission.session.state import State

CONSENSUS = "consensus"


def draft(state: State, viewer: Viewer, fields: Fields, _: Known) -> Draft:
    """The entry of an agreed mark, as typed. Raises Refused: the rule, the lot's phase, the line, the value, a reason."""
    actor, common = act(state, viewer, fields, "agree")
    definition = state.definition
    dossier = definition.dossier(fields["dossier"])
    if refusal := withdrawn_from(state, viewer.code, dossier.lot):
        raise Refused(refusal)
    if refusal := _place_fault(definition, dossier.lot) or _phase_fault(state, dossier.code):
        raise Refused(refusal)
    named = fields["code"].strip().casefold()
    if computed := [x.code for x in definition.call.lines if x.computed and x.code.casefold() == named]:
        raise Refused(fault("line-computed", sub=computed[0]))
    sub, text = definition.call.sub(fields["code"]), fields["value"].strip()
    value = meant(text, sub.levels) or read_mark(text, sub, definition.rules.step)
    made = Agree(n=0, at="", by="", prev="", dossier=dossier.code, code=sub.code, value=value, reason=reason_of(fields))
    if refusal := form_fault(definition, made) or refused(state, made):
        raise Refused(refusal)
    more = {"dossier": made.dossier, "code": made.code, "value": made.value, "reason": made.reason}
    return Draft(actor, Agree, {**common, **more})


def form_fault(definition: Definition, entry: Agree) -> Fault | None:
    """What is wrong with an agreed mark whatever the state it meets: the rule, the names, a word that is no mark."""
    if not definition.knows_dossier(entry.dossier):
        return fault("unknown-dossier", found=entry.dossier, known=[])
    if refusal := _place_fault(definition, definition.dossier(entry.dossier).lot):
        return refusal
    sub = next((each for each in definition.call.subs if each.code == entry.code), None)
    if sub is None:
        return fault("unknown-sub", found=entry.code, known=[each.code for each in definition.call.subs])
    if entry.value in {DECLINED, NOT_SCORED}:
        return fault("agreed-not-a-mark", dossier=entry.dossier, sub=sub.code)
    if sub.needs_reason(entry.value) and not entry.reason.strip():
        return fault("reason-required", kind="word")
    return None


def refused(state: State, entry: Agree) -> Fault | None:
    """Why an agreed mark, sound in itself, may not follow in this state; None if it may."""
    if refusal := _phase_fault(state, entry.dossier):
        return refusal
    again = (entry.dossier, entry.code) in state.agreed
    return fault("reason-required", kind="agree-again") if again and not entry.reason.strip() else None


def apply(state: State, entry: Agree) -> Fault | None:
    """Give an agreed mark its effect, or say why the state does not allow it.

    One that the files no longer allow goes on replacing the one before it: the line has no mark until another is agreed.
    """
    if refusal := refused(state, entry):
        return refusal
    if wrong := mark_fault(entry.value, state.definition.call.sub(entry.code), state):
        if wrong.code in BY_THE_FILES:
            state.agreed.pop((entry.dossier, entry.code), None)
        return wrong
    state.agreed[entry.dossier, entry.code] = entry
    return None


def _place_fault(definition: Definition, lot: str) -> Fault | None:
    if definition.rules.aggregation != CONSENSUS:
        return fault("no-agreed-marks")
    return None if definition.has_sheets(lot) else fault("no-sheets", lot=lot)


def _phase_fault(state: State, dossier: str) -> Fault | None:
    lot = state.definition.dossier(dossier).lot
    if not state.is_open(lot):
        return fault("not-opened", lot=lot)
    if dossier in state.refused:
        return fault("dossier-refused", dossier=dossier)
    if dossier in state.withdrawn:
        return fault("dossier-withdrawn", dossier=dossier)
    return fault("already-decided", lot=lot) if {lot, WHOLE_CALL} & set(state.decisions) else None
