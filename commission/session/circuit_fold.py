"""What an entry of a circuit meets: whether the case allows it, and its effect. One judge for acts and for the fold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from commission.rules.circuit import Circuit, options
from commission.rules.fault import Fault, fault
from commission.session import circuit_entry as entry
from commission.session import circuit_needs as needs
from commission.session.circuit_entry import CircuitEntry
from commission.session.circuit_form import FAVOURABLE, YES, delegation_of
from commission.session.circuit_needs import Need
from commission.session.circuit_state import Book, Case, Said, Stated
from commission.session.definition import Definition


def refusal(definition: Definition, book: Book, written: CircuitEntry) -> Fault | None:
    """Why this sound entry has no effect on the cases as they are; None if it has."""
    circuit = definition.circuit
    if circuit is None:
        return fault("not-a-circuit")
    case = book.cases.get(written.fiche)
    if isinstance(written, entry.Fiche):
        return fault("fiche-exists", fiche=written.fiche) if case else None
    if case is None:
        return fault("unknown-fiche", found=written.fiche, known=[each.code for each in book.in_order()])
    if case.dropped:
        return fault("fiche-dropped", fiche=case.code, reason=case.dropped)
    if isinstance(written, entry.Leave):
        return _leave(case, written)
    if case.admitted:
        return fault("fiche-admitted", fiche=case.code)
    if isinstance(written, entry.Admission):
        return _admission(definition, circuit, book, written)
    check = _CHECKS.get(type(written))
    return check(circuit, case, written) if check else None


def apply(book: Book, written: CircuitEntry) -> None:
    """Give an entry that nothing refuses its effect."""
    if isinstance(written, entry.Fiche):
        book.cases[written.fiche] = Case(written.fiche, written.territory, written.home, written.service)
        return
    case = book.cases[written.fiche]
    match written:
        case entry.Fill(field=field, value=value):
            case.fields[field] = value
        case entry.Condition():
            case.conditions[written.condition] = Stated(written.value, written.start, written.until)
        case entry.Agreement(agreement=agreement, value=value):
            case.agreements[agreement] = value == YES
            case.delegations.pop(agreement, None)
        case entry.Delegation(agreement=agreement, reason=reason):
            case.delegations[agreement] = reason
        case entry.Opinion(opinion=opinion, value=value, reason=reason):
            case.opinions[opinion] = Said(value == FAVOURABLE, reason)
        case _:
            _apply_step(book, case, written)


def _apply_step(book: Book, case: Case, written: CircuitEntry) -> None:
    match written:
        case entry.Visa(date=date):
            case.visa = date
        case entry.Receive(piece=piece, date=date):
            case.received[piece] = date
        case entry.Priority(rank=rank, reason=reason):
            case.rank, case.rank_reason = int(rank), reason
        case entry.Wait(date=date):
            book.arrivals += 1
            case.since, case.arrival = date, book.arrivals
        case entry.OutOfZone(reason=reason):
            case.out_of_zone = reason
        case entry.OverCapacity(reason=reason):
            case.over_capacity = reason
        case entry.Admission():
            case.admitted = written
        case entry.Leave():
            case.left = written
        case entry.Drop(reason=reason):
            case.dropped = reason


def not_ready(case: Case, lacking: Iterable[Need]) -> Fault | None:
    """The first thing that stops everything, in full; else all that is lacking, each with who must see to it."""
    found = list(lacking)
    for each in found:
        if each.stops and each.kind == "condition":
            return fault("fiche-stopped", fiche=case.code, reason=each.title, by=each.who)
    if found:
        return fault("fiche-lacks", fiche=case.code, needs=[f"{each.code} ({each.who})" for each in found])
    return None


def _delegation(circuit: Circuit, case: Case, written: entry.Delegation) -> Fault | None:
    if case.agreements.get(written.agreement) is not False:
        return fault("agreement-not-refused", fiche=case.code, agreement=written.agreement)
    if not needs.delegation_open(circuit, case, written.agreement):
        agreement = delegation_of(circuit, written.agreement)
        delegation = agreement.delegation if agreement else None
        known = delegation.values if delegation else []
        return fault(
            "delegation-shut", fiche=case.code, condition=delegation.condition if delegation else "", known=known
        )
    return None


def _opinion(circuit: Circuit, case: Case, written: entry.Opinion) -> Fault | None:
    needed = [each.code for each in needs.opinions_of(circuit, case)]
    if written.opinion not in needed:
        return fault("opinion-not-needed", fiche=case.code, opinion=written.opinion)
    if lacking := not_ready(case, needs.before_opinion(circuit, case, written.opinion)):
        return lacking
    later = [each for each in needed[needed.index(written.opinion) + 1 :] if each in case.opinions]
    if later or case.visa:
        return fault("opinion-followed", fiche=case.code, opinion=written.opinion)
    return None


def _visa(circuit: Circuit, case: Case, _: entry.Visa) -> Fault | None:
    return not_ready(case, needs.before_visa(circuit, case))


def _receive(circuit: Circuit, case: Case, written: entry.Receive) -> Fault | None:
    piece = next(each for each in circuit.pieces if each.code == written.piece)
    if piece.condition and not needs.holds(circuit, case, piece.condition):
        return fault("piece-too-early", fiche=case.code, title=piece.title, condition=piece.condition)
    return None


def _wait(circuit: Circuit, case: Case, _: entry.Wait) -> Fault | None:
    if case.waiting:
        return fault("already-waiting", fiche=case.code)
    return not_ready(case, needs.before_waiting(circuit, case))


def _out_of_zone(_: Circuit, case: Case, __: entry.OutOfZone) -> Fault | None:
    return fault("in-zone", fiche=case.code) if case.home == case.territory else None


def _admission(definition: Definition, circuit: Circuit, book: Book, written: entry.Admission) -> Fault | None:
    case = book.cases[written.fiche]
    if lacking := not_ready(case, needs.before_admission(circuit, case)) or _on_that_day(circuit, case, written.date):
        return lacking
    territory = circuit.territory(case.territory)
    if not needs.place_for(circuit, book, case, written.date):
        code = "no-place-but" if circuit.over_capacity else "no-place"
        return fault(code, fiche=case.code, title=territory.title, places=territory.places)
    before = needs.ahead(circuit, book, case, definition.waiting)
    if before and not written.reason.strip():
        return fault("others-wait", fiche=case.code, known=[each.code for each in before])
    return None


def _on_that_day(circuit: Circuit, case: Case, day: str) -> Fault | None:
    """Nothing that admission needs comes after it, and what has days holds on it."""
    for condition in circuit.conditions:
        stated = case.conditions[condition.code]
        if any(each.dates for each in options(condition, stated.value)) and not stated.start <= day <= stated.until:
            return fault("not-on-that-day", title=condition.title, first=stated.start, last=stated.until, found=day)
    dates = [case.visa, *case.received.values()]
    if late := [each for each in dates if each > day]:
        return fault("admitted-too-early", found=day, last=max(late))
    return None


def _leave(case: Case, written: entry.Leave) -> Fault | None:
    if case.admitted is None:
        return fault("fiche-not-admitted", fiche=case.code)
    if case.left:
        return fault("fiche-left", fiche=case.code)
    if written.date < case.admitted.date:
        return fault("days-reversed", first=case.admitted.date, last=written.date)
    if int(written.age) < int(case.admitted.age):
        return fault("younger-than-before", found=written.age, before=case.admitted.age)
    return None


_CHECKS: Mapping[type, Callable[[Circuit, Case, Any], Fault | None]] = {
    entry.Delegation: _delegation,
    entry.Opinion: _opinion,
    entry.Visa: _visa,
    entry.Receive: _receive,
    entry.Wait: _wait,
    entry.OutOfZone: _out_of_zone,
}
