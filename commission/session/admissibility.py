"""Dossiers × requirements: what was computed, what the secretariat confirmed, what waits, and what it all leads to.

No mark is read here: whether a dossier may be scored depends on what it declares, on what it handed in, and on acts.
"""

from __future__ import annotations

from datetime import date

import msgspec

from commission.rules.asked import Requirement
from commission.rules.fault import Fault, fault
from commission.session.computed import computed, missing_pieces
from commission.session.definition import Definition, Dossier
from commission.session.entry import AskCompletion, Completed, Confirm
from commission.session.entry_admissibility import MET, NOT_MET
from commission.session.state import State

TO_CONFIRM = "to-confirm"
"""A requirement that nothing decides yet; the two other statuses are those that can be confirmed."""


class Finding(msgspec.Struct, frozen=True):
    """One dossier before one requirement. ``computed`` is None where it cannot be told; ``why`` explains, in order.

    ``status`` is ``met``, ``not-met`` or ``to-confirm``; ``missing`` names the pieces that are not there; ``asked`` is
    the request to complete that this requirement is part of.
    """

    requirement: Requirement
    status: str
    computed: bool | None
    why: tuple[Fault, ...]
    missing: tuple[str, ...] = ()
    confirmed: Confirm | None = None
    asked: AskCompletion | None = None

    @property
    def blocks(self) -> bool:
        """Whether the document says that this alone refuses the dossier; the refusal is still an act to be done."""
        return self.status == NOT_MET and self.requirement.automatic and self.requirement.failing == "refused"


class Admissibility(msgspec.Struct, frozen=True):
    """One dossier before all of them. ``outcome`` is the strongest thing that can be said of it.

    ``refused`` and ``withdrawn``: an act said so. Else, from the strongest: ``blocked``, ``to-refuse``, ``may-refuse``,
    ``to-complete``, ``to-confirm``, ``admissible``; ``unstated`` where the file states no requirement.
    """

    dossier: Dossier
    findings: tuple[Finding, ...]
    outcome: str

    def finding(self, requirement: str) -> Finding | None:
        """What was found for this requirement."""
        return next((each for each in self.findings if each.requirement.code == requirement), None)

    def unmet(self, ground: str = "") -> tuple[Finding, ...]:
        """The requirements that are not met, or those of them that lead to a refusal on this ground."""
        found = (each for each in self.findings if each.status == NOT_MET)
        return tuple(each for each in found if ground in ("", each.requirement.ground))


OUTCOMES = {"refused": "to-refuse", "may-be-refused": "may-refuse", "to-complete": "to-complete"}
"""What a requirement that is not met leads to, by what the document says of failing it, from the strongest."""


def admissibility(state: State, dossier: Dossier) -> Admissibility:
    """This dossier before every requirement of its lot."""
    findings = tuple(_finding(state, dossier, each) for each in state.definition.call.asked.of(dossier.lot))
    return Admissibility(dossier, findings, _outcome(state, dossier, findings))


def blocking(state: State, dossier: Dossier) -> list[Requirement]:
    """The requirements by which the document alone refuses this dossier, until an act does, or its file is corrected."""
    automatic = [each for each in state.definition.call.asked.of(dossier.lot) if each.automatic]
    return [each for each in automatic if _finding(state, dossier, each).blocks]


def admissibilities(state: State, lot: str = "") -> list[Admissibility]:
    """Every dossier of the session, or of one lot, lot by lot and in code order."""
    lots = [each.code for each in state.definition.lots if lot in ("", each.code)]
    return [admissibility(state, each) for code in lots for each in state.definition.dossiers_of(code)]


def handed_in(state: State, dossier: Dossier) -> frozenset[str]:
    """The pieces of a dossier: those it came with, and those that completed it."""
    later = (piece for each in state.completions.get(dossier.code, ()) for piece in each.pieces)
    return frozenset(dossier.pieces).union(later)


def requests(state: State, dossier: Dossier) -> list[AskCompletion]:
    """The requests to complete a dossier that are in force, the last one last.

    One that asks again for all that an earlier one asked for replaces it, with its days: that is how one is corrected.
    """
    found: list[AskCompletion] = []
    for each in state.asked.get(dossier.code, ()):
        pieces, requirements = {*each.pieces}, {*each.requirements}
        found = [x for x in found if not (pieces >= {*x.pieces} and requirements >= {*x.requirements})]
        found.append(each)
    return found


def decided_by_itself(definition: Definition, dossier: Dossier, handed: frozenset[str], each: Requirement) -> bool:
    """Whether an automatic requirement was computed: then there is nothing to confirm."""
    return each.automatic and computed(definition, dossier, handed, each).met is not None


def _finding(state: State, dossier: Dossier, each: Requirement) -> Finding:
    definition, handed = state.definition, handed_in(state, dossier)
    found = computed(definition, dossier, handed, each)
    late = _late_pieces(state, dossier, each)
    confirmed = state.confirmations.get((dossier.code, each.code))
    before = (
        "" if confirmed or (each.automatic and found.met is not None) else dict(dossier.confirmed).get(each.code, "")
    )
    status = (confirmed.verdict if confirmed else before) or _status(each, found.met, bool(late))
    asked = next((x for x in reversed(requests(state, dossier)) if each.code in x.requirements), None)
    said = [] if (confirmed or before) and found.why.code == "fit-statement" else [found.why]
    why = [*said, *_completions(state, dossier, each, late)]
    if asked:
        why.append(fault("fit-asked", sent=_day(asked.sent), until=_day(asked.until)))
    if confirmed:
        why.append(_confirmed(confirmed))
    elif before:
        why.append(fault("fit-before" if before == MET else "fit-before-not"))
    missing = missing_pieces(definition, handed, each)
    return Finding(each, status, found.met, tuple(why), missing, confirmed, asked)


def _status(each: Requirement, met: bool | None, late: bool) -> str:
    """What stands without a confirmation. What is computed against a dossier waits for one, unless it is automatic."""
    if met is None or late or (each.kind == "statement" and not each.automatic):
        return TO_CONFIRM
    if met:
        return MET
    return NOT_MET if each.automatic else TO_CONFIRM


def _completions(state: State, dossier: Dossier, each: Requirement, late: set[str]) -> list[Fault]:
    """What came in afterwards of the pieces that this requirement looks for."""
    asked = state.definition.call.asked
    titles = {piece.code: piece.title for piece in asked.pieces_of(each) if piece.code not in dossier.pieces}
    found = []
    for entry in state.completions.get(dossier.code, ()):
        for code, pieces in (
            ("fit-completed", [titles[x] for x in entry.pieces if x in titles and x not in late]),
            ("fit-completed-late", [titles[x] for x in entry.pieces if x in titles and x in late]),
        ):
            if pieces:
                found.append(Fault(code, {"received": _day(entry.received), "pieces": pieces}))
    return found


def _late_pieces(state: State, dossier: Dossier, each: Requirement) -> set[str]:
    """The pieces of this requirement that came in only after the last day that the request to complete gave."""
    wanted = {piece.code for piece in state.definition.call.asked.pieces_of(each)} - {*dossier.pieces}
    return {
        piece
        for piece in wanted
        for entry in state.completions.get(dossier.code, ())
        if piece in entry.pieces and _after_the_limit(state, dossier, piece, entry)
    }


def _after_the_limit(state: State, dossier: Dossier, piece: str, entry: Completed) -> bool:
    limits = [each.until for each in requests(state, dossier) if piece in each.pieces]
    return bool(limits) and entry.received > limits[-1]


def _outcome(state: State, dossier: Dossier, findings: tuple[Finding, ...]) -> str:
    if dossier.code in state.refused:
        return "refused"
    if dossier.code in state.withdrawn:
        return "withdrawn"
    if not findings:
        return "unstated"
    if any(each.blocks for each in findings):
        return "blocked"
    failing = {each.requirement.failing for each in findings if each.status == NOT_MET}
    failing |= {"to-complete" for each in findings if each.missing and each.status != MET and _completable(each)}
    for word, outcome in OUTCOMES.items():
        if word in failing:
            return outcome
    return TO_CONFIRM if any(each.status == TO_CONFIRM for each in findings) else "admissible"


def _confirmed(entry: Confirm) -> Fault:
    if entry.verdict == NOT_MET:
        return fault("fit-confirmed-not", who=entry.by, reason=entry.reason)
    if entry.reason:
        return fault("fit-confirmed", who=entry.by, reason=entry.reason)
    return fault("fit-confirmed-bare", who=entry.by)


def _completable(each: Finding) -> bool:
    return each.requirement.failing == "to-complete" or each.asked is not None


def _day(text: str) -> date:
    return date.fromisoformat(text)
