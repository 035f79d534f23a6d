"""The acts that decide whether a dossier may be scored: confirm, ask to complete, note what came in, refuse.

What follows from the code of social action (three grounds, art. R. 313-6 CASF) is held apart from what the call asks
for itself and from settings; ``rules.asked.ground_standing`` tells them apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TypeVar

from commission.rules.asked import GROUNDS, REGIME, Piece, Requirement, ground_standing
from commission.rules.fault import Refused, fault
from commission.session import entry
from commission.session.access import Viewer
from commission.session.act_draft import Draft, Fields, Known, act, day_of, reason_of
from commission.session.admissibility import admissibility, decided_by_itself, handed_in, requests
from commission.session.admissibility_fold import is_day, of_another_lot
from commission.session.computed import missing_pieces
from commission.session.definition import Dossier
from commission.session.entry_admissibility import MET, NOT_MET, VERDICTS
from commission.session.state import State

T = TypeVar("T", Piece, Requirement)


def listed(text: str, known: Iterable[str]) -> tuple[str, ...]:
    """The codes of a field, each once: separated by commas, else by spaces, unless they are one of the known codes."""
    if text.strip().casefold() in {each.casefold() for each in known}:
        return (text.strip(),)
    parts = text.replace(";", ",").split(",") if set(text) & set(",;") else text.split()
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def in_play(state: State, code: str) -> Dossier:
    """The dossier of this code. Raises Refused ``already-out`` where it was refused or withdrawn."""
    dossier = state.definition.dossier(code)
    if dossier.code in state.refused or dossier.code in state.withdrawn:
        raise Refused(fault("already-out", dossier=dossier.code))
    return dossier


def confirm(state: State, viewer: Viewer, fields: Fields, _: Known) -> Draft:
    """The secretariat says that a requirement is met, or not met and why."""
    actor, common = act(state, viewer, fields, "confirm")
    dossier = in_play(state, fields["dossier"])
    requirement = _requirement(state, dossier, fields["requirement"])
    verdict = fields["verdict"].strip().casefold()
    if verdict not in VERDICTS:
        raise Refused(fault("unknown-verdict", found=fields["verdict"], known=list(VERDICTS)))
    if decided_by_itself(state.definition, dossier, handed_in(state, dossier), requirement):
        raise Refused(fault("computed-by-itself", requirement=requirement.code, dossier=dossier.code))
    if verdict == NOT_MET and not reason_of(fields):
        raise Refused(fault("reason-required", kind="confirm"))
    more = {"dossier": dossier.code, "requirement": requirement.code, "verdict": verdict, "reason": reason_of(fields)}
    return Draft(actor, entry.Confirm, {**common, **more})


def ask_completion(state: State, viewer: Viewer, fields: Fields, known: Known) -> Draft:
    """An applicant is asked for what is missing, and has until a day that is computed from the delay."""
    actor, common = act(state, viewer, fields, "ask-completion")
    dossier = in_play(state, fields["dossier"])
    requirements = _to_complete(state, dossier, _named(state, dossier, fields))
    wanted = [
        piece for each in requirements for piece in missing_pieces(state.definition, handed_in(state, dossier), each)
    ]
    pieces = _pieces(state, fields.get("pieces", "")) or tuple(dict.fromkeys(wanted))
    if not requirements and not pieces:
        raise Refused(fault("nothing-to-complete", dossier=dossier.code))
    if here := [code for code in pieces if code in handed_in(state, dossier)]:
        raise Refused(fault("piece-handed-in", found=here[0], dossier=dossier.code))
    sent = _day(fields.get("sent", ""), known, "sent")
    days = max((each.days or state.definition.completion_days for each in requirements), default=0)
    days = days or state.definition.completion_days
    more = {
        "dossier": dossier.code,
        "pieces": pieces,
        "requirements": tuple(each.code for each in requirements),
        "sent": sent.isoformat(),
        "days": days,
        "until": (sent + timedelta(days=days)).isoformat(),
        "reason": reason_of(fields),
    }
    return Draft(actor, entry.AskCompletion, {**common, **more})


def completed(state: State, viewer: Viewer, fields: Fields, known: Known) -> Draft:
    """What an applicant sent to complete a dossier has come in."""
    actor, common = act(state, viewer, fields, "completed")
    dossier = in_play(state, fields["dossier"])
    there = handed_in(state, dossier)
    asked = [code for each in state.asked.get(dossier.code, ()) for code in each.pieces if code not in there]
    pieces = _pieces(state, fields.get("pieces", "")) or tuple(dict.fromkeys(asked))
    if not pieces:
        raise Refused(fault("nothing-to-complete", dossier=dossier.code))
    if here := [code for code in pieces if code in there]:
        raise Refused(fault("piece-handed-in", found=here[0], dossier=dossier.code))
    received = _day(fields.get("received", ""), known, "received").isoformat()
    more = {"dossier": dossier.code, "pieces": pieces, "received": received, "reason": reason_of(fields)}
    return Draft(actor, entry.Completed, {**common, **more})


def refuse(state: State, viewer: Viewer, fields: Fields, known: Known) -> Draft:
    """A dossier is refused before examination: on one ground, for the requirements not met, by all who must decide."""
    actor, common = act(state, viewer, fields, "refuse")
    dossier = in_play(state, fields["dossier"])
    ground = fields["ground"].strip()
    if ground not in GROUNDS:
        raise Refused(fault("unknown-ground", found=ground, known=list(GROUNDS)))
    requirements = _unmet(state, dossier, ground, _named(state, dossier, fields))
    if not requirements:
        _all_met(state, dossier, ground)
    _irregular(state, dossier, ground, known)
    more = {
        "dossier": dossier.code,
        "ground": ground,
        "reason": reason_of(fields),
        "requirements": requirements,
        "decided_by": deciders(state, fields.get("decided_by", "")),
    }
    return Draft(actor, entry.Refuse, {**common, **more})


def deciders(state: State, text: str) -> tuple[str, ...]:
    """The authorities that decided. Where the call has several, each must be named: they decide jointly."""
    authorities = [each.code for each in state.definition.call.authorities]
    given = listed(text, authorities)
    named = {each.casefold() for each in given}
    if unknown := [each for each in given if each.casefold() not in {code.casefold() for code in authorities}]:
        raise Refused(fault("unknown-authority", found=unknown[0], known=authorities))
    if len(authorities) < 2:
        return tuple(authorities)
    if missing := [each for each in authorities if each.casefold() not in named]:
        raise Refused(fault("decided-by-all", missing=missing, known=authorities, all=" ".join(authorities)))
    return tuple(authorities)


def _unmet(state: State, dossier: Dossier, ground: str, named: list[Requirement]) -> tuple[str, ...]:
    """The requirements a refusal rests on: those named, else those not met that lead to this ground.

    A ground of the call's own needs one: what the call does not ask for, or what is met, refuses nobody.
    """
    found = admissibility(state, dossier)
    for requirement in named:
        finding = found.finding(requirement.code)
        if requirement.ground not in {"", ground}:
            raise Refused(fault("requirement-other-ground", requirement=requirement.code, ground=requirement.ground))
        if finding and finding.status != NOT_MET:
            raise Refused(fault("requirement-not-unmet", requirement=requirement.code, dossier=dossier.code))
    if named:
        return tuple(each.code for each in named)
    unmet = tuple(each.requirement.code for each in found.unmet(ground))
    call = state.definition.call
    asked = call.asked.of(dossier.lot)
    own = ground_standing(ground, call.regime, asked) == "call" or ground == "requirement"
    if own and not unmet:
        known = [each.code for each in asked if each.ground == ground]
        raise Refused(fault("ground-without-requirement", ground=ground, dossier=dossier.code, known=known))
    return unmet


def _all_met(state: State, dossier: Dossier, ground: str) -> None:
    """A ground that the call links to requirements refuses nobody who meets them all, as far as is known here."""
    linked = [each for each in admissibility(state, dossier).findings if each.requirement.ground == ground]
    if not linked or any(each.status != MET for each in linked):
        return
    codes = [each.requirement.code for each in linked]
    confirmable = [x.requirement.code for x in linked if not (x.requirement.automatic and x.computed is not None)]
    first = {"requirement": confirmable[0]} if confirmable else {}
    raise Refused(fault("ground-met", ground=ground, dossier=dossier.code, requirements=codes, **first))


def _irregular(state: State, dossier: Dossier, ground: str, known: Known) -> None:
    """Nobody is refused as incomplete under that regime without having been asked, and given the time, to complete."""
    if ground != "incomplete" or state.definition.call.regime.strip().casefold() != REGIME.casefold():
        return
    asked = requests(state, dossier)
    if not asked:
        raise Refused(fault("completion-not-asked", dossier=dossier.code))
    last = max(each.until for each in asked)
    if known.today and known.today <= last:
        raise Refused(fault("delay-not-over", dossier=dossier.code, until=date.fromisoformat(last)))


def _to_complete(state: State, dossier: Dossier, named: list[Requirement]) -> list[Requirement]:
    """The requirements a request to complete is about: those named, else those that are to be completed.

    Where the document refuses at once for one of them, there is nothing to ask for.
    """
    found = admissibility(state, dossier).findings
    if named:
        if final := [each.code for each in named if each.failing == "refused"]:
            raise Refused(fault("completion-not-foreseen", requirement=final[0]))
        return named
    open_ones = [each for each in found if each.status != MET and each.computed is False]
    return [each.requirement for each in open_ones if each.requirement.failing == "to-complete"] or [
        each.requirement for each in open_ones if each.missing and each.requirement.failing != "refused"
    ]


def _requirement(state: State, dossier: Dossier, code: str) -> Requirement:
    found = _found(code, state.definition.call.asked.requirements, "unknown-requirement")
    if wrong := of_another_lot(state.definition, dossier, found):
        raise Refused(wrong)
    return found


def _named(state: State, dossier: Dossier, fields: Fields) -> list[Requirement]:
    """The requirements that the field ``requirement`` names, one or several."""
    known = [each.code for each in state.definition.call.asked.requirements]
    return [_requirement(state, dossier, code) for code in listed(fields.get("requirement", ""), known)]


def _pieces(state: State, text: str) -> tuple[str, ...]:
    pieces = state.definition.call.asked.pieces
    named = listed(text, [each.code for each in pieces])
    return tuple(_found(code, pieces, "unknown-piece").code for code in named)


def _found(code: str, among: Iterable[T], refusal: str) -> T:
    known = list(among)
    for each in known:
        if each.code.casefold() == code.strip().casefold():
            return each
    raise Refused(fault(refusal, found=code, known=[each.code for each in known]))


def _day(text: str, known: Known, name: str) -> date:
    """A day as typed, ``2025-09-15`` or ``15/09/2025``; today where nothing is typed."""
    typed = day_of(text) or known.today
    if not typed:
        raise Refused(fault("missing-field", found=name))
    if not is_day(typed):
        raise Refused(fault("not-a-day", found=text))
    if known.today and typed > known.today:
        raise Refused(fault("day-to-come", found=typed, today=known.today))
    return date.fromisoformat(typed)
