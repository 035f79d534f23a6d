"""What a sheet still lacks before each step, and from whom: asked by the acts, by the fold and by every face."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from commission.rules.circuit import OUTSIDE, Circuit, options
from commission.rules.circuit_shape import Condition, Milestone, Opinion
from commission.session.circuit_state import Book, Case


class Need(msgspec.Struct, frozen=True):
    """One thing that is lacking. ``kind`` says what it is, ``code`` names it in the file, ``who`` must see to it.

    ``title`` is what the document calls it, or what it says is to be done. ``stops``: nothing goes on before it.
    """

    kind: str
    code: str
    title: str
    who: str
    stops: bool = False


def elsewhere(circuit: Circuit, case: Case) -> bool:
    """Whether the person lives on another territory than the one of the service that asks."""
    service = next((each for each in circuit.services if each.code == case.service), None)
    return service is not None and (case.home == OUTSIDE or service.territory != case.home)


def opinions_of(circuit: Circuit, case: Case) -> list[Opinion]:
    """The opinions that this sheet needs, in their order."""
    return [each for each in circuit.opinions if each.when == "always" or elsewhere(circuit, case)]


def before_opinions(circuit: Circuit, case: Case) -> list[Need]:
    """What the first opinion waits for: conditions that nobody has stated, or that stop everything."""
    return [*_conditions(circuit, case, "opinions"), *_agreements(circuit, case, "opinions")]


def before_opinion(circuit: Circuit, case: Case, code: str) -> list[Need]:
    """What this opinion waits for: that, and the opinions before it."""
    needed = opinions_of(circuit, case)
    place = [each.code for each in needed].index(code)
    return [*before_opinions(circuit, case), *_opinions(circuit, case, needed[:place])]


def before_visa(circuit: Circuit, case: Case) -> list[Need]:
    """What the visa waits for: every opinion this sheet needs."""
    return [*before_opinions(circuit, case), *_opinions(circuit, case, opinions_of(circuit, case))]


def before_waiting(circuit: Circuit, case: Case) -> list[Need]:
    """What the waiting list waits for: the visa too."""
    return [*before_visa(circuit, case), *_visa(circuit, case)]


def before_admission(circuit: Circuit, case: Case) -> list[Need]:
    """All that admission waits for, but a place; in the order in which a sheet is filled in."""
    found = [*_conditions(circuit, case, "admission"), *_agreements(circuit, case, "admission")]
    found += [*_opinions(circuit, case, opinions_of(circuit, case)), *_visa(circuit, case)]
    for piece in circuit.pieces:
        if piece.code not in case.received:
            found.append(Need("piece", piece.code, piece.title, circuit.role(piece.by)))
    if case.home != case.territory and not case.out_of_zone and circuit.out_of_zone:
        allowance = circuit.out_of_zone
        found.append(Need("out-of-zone", "out-of-zone", allowance.title, circuit.role(allowance.by)))
    return found


def _visa(circuit: Circuit, case: Case) -> Iterable[Need]:
    if circuit.visa and not case.visa:
        yield Need("visa", "visa", circuit.visa.title, circuit.role(circuit.visa.by))


def place_for(circuit: Circuit, book: Book, case: Case, day: str = "") -> bool:
    """Whether its territory has a place left for it from ``day`` on (now, without one), or it was allowed beyond them."""
    there = book.taken(case.territory, day) if day else book.present(case.territory)
    return bool(case.over_capacity) or len(there) < circuit.territory(case.territory).places


def ahead(circuit: Circuit, book: Book, case: Case, rule: str) -> list[Case]:
    """Who stands before it on the waiting list of its territory and lacks nothing but the place."""
    waiting = book.waiting(case.territory, rule)
    codes = [each.code for each in waiting]
    before = waiting[: codes.index(case.code)] if case.code in codes else waiting
    return [each for each in before if not before_admission(circuit, each)]


def holds(circuit: Circuit, case: Case, code: str) -> bool:
    """Whether a condition is stated and holds."""
    condition = circuit.condition(code)
    stated = case.conditions.get(code)
    return stated is not None and all(each.effect == "holds" for each in options(condition, stated.value))


def _conditions(circuit: Circuit, case: Case, before: Milestone) -> Iterable[Need]:
    """Conditions that nobody has stated, that stop the sheet, or (before admission) that are still waited for."""
    for each in circuit.conditions:
        if each.before == "admission" and before == "opinions":
            continue
        stated = case.conditions.get(each.code)
        if stated is None:
            yield Need("condition", each.code, each.title, circuit.role(each.by))
            continue
        for option in options(each, stated.value):
            if option.effect == "stops" or (option.effect == "waits" and before == "admission"):
                yield _todo(circuit, each, option.todo, option.by, stops=option.effect == "stops")


def _todo(circuit: Circuit, condition: Condition, todo: str, by: str, *, stops: bool) -> Need:
    return Need("condition", condition.code, todo, circuit.role(by or condition.by), stops)


def _agreements(circuit: Circuit, case: Case, before: Milestone) -> Iterable[Need]:
    """Agreements not given; a refused one says what can stand for it, where something can."""
    for each in circuit.agreements:
        if each.before == "admission" and before == "opinions":
            continue
        answer = case.agreements.get(each.code)
        if answer is None:
            yield Need("agreement", each.code, each.title, circuit.role(each.by))
        elif not answer and not (each.code in case.delegations and delegation_open(circuit, case, each.code)):
            delegation = each.delegation if delegation_open(circuit, case, each.code) else None
            if delegation:
                yield Need("delegation", each.code, delegation.title, circuit.role(delegation.by))
            else:
                yield Need("refused", each.code, each.title, circuit.role(each.by))


def delegation_open(circuit: Circuit, case: Case, code: str) -> bool:
    """Whether something may stand for the refusal of this agreement, under the condition as stated."""
    agreement = next((each for each in circuit.agreements if each.code == code), None)
    if agreement is None or agreement.delegation is None:
        return False
    delegation = agreement.delegation
    if not delegation.condition:
        return True
    stated = case.conditions.get(delegation.condition)
    return stated is not None and any(each in delegation.values for each in stated.value.split(","))


def _opinions(circuit: Circuit, case: Case, needed: Iterable[Opinion]) -> Iterable[Need]:
    for each in needed:
        said = case.opinions.get(each.code)
        if said is None:
            yield Need("opinion", each.code, each.title, circuit.role(each.by))
        elif not said.favourable and each.unfavourable == "stops":
            yield Need("unfavourable", each.code, each.title, circuit.role(each.by), stops=True)
