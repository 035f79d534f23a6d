"""What may be done about a sheet now, step by step in the order of the circuit, and what stands in the way of the others.

Each step is tried against the judge of ``circuit_fold`` with what only its author can say left out: nothing here knows a
rule of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from commission.rules.circuit import Circuit, options
from commission.rules.fault import Fault
from commission.session import circuit_entry as entry
from commission.session import circuit_needs as needs
from commission.session.circuit_entry import CircuitEntry
from commission.session.circuit_fold import refusal
from commission.session.circuit_form import FAVOURABLE, YES
from commission.session.circuit_state import Book, Case
from commission.session.definition import Definition

ANY_REASON = "…"
"""A reason that is still to be given: no step is refused for the want of one."""


class Step(msgspec.Struct, frozen=True):
    """One step on one sheet: the act's ``kind`` and the ``fields`` it already knows, the document's ``title``, for ``who``.

    ``done``: it is as admission needs it, and may be noted anew where nothing refuses it. ``refusal``: why not now.
    """

    kind: str
    fields: Mapping[str, str]
    title: str
    who: str
    done: bool
    refusal: Fault | None

    @property
    def id(self) -> str:
        """``condition:age``, ``visa:``: one step of one sheet."""
        return f"{self.kind}:{next((v for name, v in self.fields.items() if name != 'fiche'), '')}"

    @property
    def now(self) -> bool:
        """Whether it is to be done and may be done now."""
        return not self.done and self.refusal is None


def steps(definition: Definition, book: Book, case: Case, today: str) -> list[Step]:
    """Every step of this sheet, in order; none in a session that follows no circuit. ``today``: ``2025-09-15``."""
    circuit = definition.circuit
    if circuit is None:
        return []
    found = [*_said(circuit, case), *_decided(circuit, case, today), *_last(circuit, case, today)]
    made = []
    for kind, fields, sample, title, by, done in found:
        tag = str(kind.__struct_config__.tag)
        known = {"fiche": case.code, **fields}
        tried: CircuitEntry = kind(n=0, at="", prev="", by="", **known, **sample)
        made.append(Step(tag, known, title, circuit.role(by), done, refusal(definition, book, tried)))
    return made


_Row = tuple[type[Any], dict[str, str], dict[str, str], str, str, bool]
"""Kind, known fields, fields only tried, title, role that does it, whether it is done."""


def _said(circuit: Circuit, case: Case) -> Iterable[_Row]:
    """What is said on the sheet itself: conditions, agreements, opinions."""
    for each in circuit.conditions:
        done = needs.holds(circuit, case, each.code)
        yield entry.Condition, {"condition": each.code}, {"value": ""}, each.title, each.by, done
    for agreement in circuit.agreements:
        code = agreement.code
        given = case.agreements.get(code, False) or code in case.delegations
        yield entry.Agreement, {"agreement": code}, {"value": YES}, agreement.title, agreement.by, given
        if agreement.delegation and case.agreements.get(code) is False:
            stands = agreement.delegation
            done = code in case.delegations
            yield entry.Delegation, {"agreement": code}, {"reason": ANY_REASON}, stands.title, stands.by, done
    for opinion in needs.opinions_of(circuit, case):
        done = opinion.code in case.opinions and case.opinions[opinion.code].favourable
        yield entry.Opinion, {"opinion": opinion.code}, {"value": FAVOURABLE}, opinion.title, opinion.by, done


def _decided(circuit: Circuit, case: Case, today: str) -> Iterable[_Row]:
    """What follows the opinions, up to the waiting list."""
    if circuit.visa:
        yield entry.Visa, {}, {"date": today}, circuit.visa.title, circuit.visa.by, bool(case.visa)
    for piece in circuit.pieces:
        done = piece.code in case.received
        yield entry.Receive, {"piece": piece.code}, {"date": today}, piece.title, piece.by, done
    if circuit.out_of_zone and case.home != case.territory:
        allowed, done = circuit.out_of_zone, bool(case.out_of_zone)
        yield entry.OutOfZone, {}, {"reason": ANY_REASON}, allowed.title, allowed.by, done
    if circuit.over_capacity:
        beyond, done = circuit.over_capacity, bool(case.over_capacity)
        yield entry.OverCapacity, {}, {"reason": ANY_REASON}, beyond.title, beyond.by, done
    if circuit.priority:
        given = {"rank": "1", "reason": ANY_REASON}
        yield entry.Priority, {}, given, circuit.priority.title, circuit.priority.by, bool(case.rank)
    yield entry.Wait, {}, {"date": today}, "", "", case.waiting


def _last(circuit: Circuit, case: Case, today: str) -> Iterable[_Row]:
    """Admission and exit, or the sheet closed without either."""
    admission, admitted = circuit.admission, case.admitted is not None
    given = {"date": _day(circuit, case, today), "age": "0", "reason": ANY_REASON}
    yield entry.Admission, {}, given, admission.title, admission.by, admitted
    if circuit.exit:
        age = case.admitted.age if case.admitted else "0"
        day = max(today, case.admitted.date) if case.admitted else today
        leaving = {"date": day, "age": age, "ending": "end", "reason": ANY_REASON}
        yield entry.Leave, {}, leaving, circuit.exit.title, circuit.exit.by, case.left is not None
    yield entry.Drop, {}, {"reason": ANY_REASON}, "", "", bool(case.dropped)


def _day(circuit: Circuit, case: Case, today: str) -> str:
    """The day nearest to today on which everything that has days holds: an admission may be for another day."""
    day = today
    for condition in circuit.conditions:
        stated = case.conditions.get(condition.code)
        if stated and any(each.dates for each in options(condition, stated.value)):
            day = min(max(day, stated.start), stated.until)
    return day
