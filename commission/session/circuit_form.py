"""What is wrong with an entry of a circuit whatever came before it: a code, a word, a day or an age nobody can use."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from commission.rules.circuit import OUTSIDE, Circuit
from commission.rules.circuit_shape import Agreement as AgreementTable
from commission.rules.circuit_shape import Condition as ConditionTable
from commission.rules.fault import Fault, fault
from commission.session import circuit_entry as entry
from commission.session.circuit_entry import CircuitEntry
from commission.session.definition import Definition

PSEUDONYM = re.compile("[A-Z]{1,2}-[0-9]{2,3}")
"""Two or three digits: enough for a circuit, too few for a birth date. One or two letters are no name."""
FILLED = "filled"
FAVOURABLE, UNFAVOURABLE = "favourable", "unfavourable"
YES, NO = "yes", "no"
END, BREAK = "end", "break"
RANK = re.compile("[1-9][0-9]?")
AGE = re.compile("[1-9]?[0-9]")
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def form_fault(definition: Definition, written: CircuitEntry) -> Fault | None:
    """Why this entry can have no effect in any state; None if it can."""
    circuit = definition.circuit
    if circuit is None:
        return fault("not-a-circuit")
    if not PSEUDONYM.fullmatch(written.fiche):
        return fault("not-a-pseudonym", found=written.fiche)
    for found in _common(written):
        return found
    check = _CHECKS.get(type(written))
    return check(circuit, written) if check else None


def _common(written: CircuitEntry) -> Iterable[Fault]:
    """The reasons, days, ages and words that a kind always needs."""
    needs_reason = isinstance(
        written, entry.Delegation | entry.Priority | entry.OutOfZone | entry.OverCapacity | entry.Leave | entry.Drop
    )
    against = isinstance(written, entry.Opinion) and written.value == UNFAVOURABLE
    reason = getattr(written, "reason", "")
    if (needs_reason or against) and not reason.strip():
        yield fault("reason-required", kind=str(written.__struct_config__.tag))
    for name in ("date", "start", "until", "exchange"):
        value = getattr(written, name, "")
        if (value or name == "date") and hasattr(written, name) and not is_day(value):
            yield fault("not-a-day", found=value)
    if isinstance(written, entry.Admission | entry.Leave) and not AGE.fullmatch(written.age):
        yield fault("not-an-age", found=written.age)
    for kind, name, known in _WORDS:
        if isinstance(written, kind) and getattr(written, name) not in known:
            yield fault("not-a-word", found=getattr(written, name), known=list(known))


def is_day(value: str) -> bool:
    """Whether this is a day as a journal writes it: ``2025-09-01``."""
    if not _DAY.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def age_fault(circuit: Circuit, age: str) -> Fault | None:
    """Why this is no age of the circuit; None if it is, or if the circuit bounds none."""
    if not AGE.fullmatch(age):
        return fault("not-an-age", found=age)
    bounds = circuit.age
    if bounds is None:
        return None
    below = bounds.least is not None and int(age) < bounds.least
    above = bounds.most is not None and int(age) > bounds.most
    if below or above:
        return fault("age-out-of-range", found=age, title=bounds.title)
    return None


def delegation_of(circuit: Circuit, agreement: str) -> AgreementTable | None:
    """The agreement of this code, if something can stand for its refusal."""
    return next((each for each in circuit.agreements if each.code == agreement and each.delegation), None)


def _fiche(circuit: Circuit, written: entry.Fiche) -> Fault | None:
    territories = [each.code for each in circuit.territories]
    services = [each.code for each in circuit.services]
    if written.territory not in territories:
        return fault("unknown-territory", found=written.territory, known=territories)
    if written.home not in (*territories, OUTSIDE):
        return fault("unknown-territory", found=written.home, known=[*territories, OUTSIDE])
    if written.service not in (services or [""]):
        return fault("unknown-service", found=written.service, known=services)
    if written.home != written.territory and circuit.out_of_zone is None:
        return fault("no-out-of-zone")
    return None


def _fill(circuit: Circuit, written: entry.Fill) -> Fault | None:
    field = next((each for each in circuit.fields if each.code == written.field), None)
    if field is None:
        return fault(
            "unknown-fiche-field", found=written.field, known=[x.code for x in circuit.fields if not x.personal]
        )
    if field.personal:
        return fault("personal-field", title=field.title)
    if field.kind == "date":
        return None if is_day(written.value) else fault("not-a-day", found=written.value)
    known = {"paper": [FILLED], "yes-no": [YES, NO], "choice": field.values}[field.kind]
    return None if written.value in known else fault("not-a-word", found=written.value, known=known)


def _condition(circuit: Circuit, written: entry.Condition) -> Fault | None:
    condition = next((each for each in circuit.conditions if each.code == written.condition), None)
    if condition is None:
        return fault("unknown-condition", found=written.condition, known=[each.code for each in circuit.conditions])
    return _value(circuit, condition, written) or _days(condition, written)


def _value(circuit: Circuit, condition: ConditionTable, written: entry.Condition) -> Fault | None:
    if condition.kind == "age":
        return age_fault(circuit, written.value)
    known = [each.code for each in condition.option]
    named = written.value.split(",")
    if unknown := [each for each in named if each not in known]:
        return fault("unknown-option-of", found=unknown[0], condition=condition.code, known=known)
    if condition.kind == "choice" and len(named) > 1:
        return fault("one-option-only", condition=condition.code, known=known)
    if named != [each for each in known if each in named]:
        return fault("options-in-order", found=written.value, known=known)
    return None


def _days(condition: ConditionTable, written: entry.Condition) -> Fault | None:
    dated = any(each.dates and each.code == written.value for each in condition.option)
    if dated and not (written.start and written.until):
        return fault("days-required", condition=condition.code)
    if not dated and (written.start or written.until):
        return fault("days-not-asked", condition=condition.code)
    return fault("days-reversed", first=written.start, last=written.until) if written.start > written.until else None


def _agreement(circuit: Circuit, written: entry.Agreement | entry.Delegation) -> Fault | None:
    known = [each.code for each in circuit.agreements]
    if written.agreement not in known:
        return fault("unknown-agreement", found=written.agreement, known=known)
    if isinstance(written, entry.Delegation) and not delegation_of(circuit, written.agreement):
        return fault("no-delegation", found=written.agreement)
    return None


def _opinion(circuit: Circuit, written: entry.Opinion) -> Fault | None:
    known = [each.code for each in circuit.opinions]
    return None if written.opinion in known else fault("unknown-opinion", found=written.opinion, known=known)


def _receive(circuit: Circuit, written: entry.Receive) -> Fault | None:
    known = [each.code for each in circuit.pieces]
    return None if written.piece in known else fault("unknown-circuit-piece", found=written.piece, known=known)


def _priority(circuit: Circuit, written: entry.Priority) -> Fault | None:
    if circuit.priority is None:
        return fault("no-priority")
    return None if RANK.fullmatch(written.rank) else fault("not-a-rank", found=written.rank)


def _leave(circuit: Circuit, written: entry.Leave) -> Fault | None:
    if circuit.exit is None:
        return fault("no-exit")
    if circuit.exit.after and not written.exchange:
        return fault("exchange-required", reason=circuit.exit.after)
    if written.exchange > written.date:
        return fault("days-reversed", first=written.exchange, last=written.date)
    return None


_CHECKS: Mapping[type, Callable[[Circuit, Any], Fault | None]] = {
    entry.Fiche: _fiche,
    entry.Fill: _fill,
    entry.Condition: _condition,
    entry.Agreement: _agreement,
    entry.Delegation: _agreement,
    entry.Opinion: _opinion,
    entry.Visa: lambda circuit, _: None if circuit.visa else fault("no-visa"),
    entry.Receive: _receive,
    entry.Priority: _priority,
    entry.OutOfZone: lambda circuit, _: None if circuit.out_of_zone else fault("no-out-of-zone"),
    entry.OverCapacity: lambda circuit, _: None if circuit.over_capacity else fault("no-over-capacity"),
    entry.Admission: lambda circuit, written: age_fault(circuit, written.age),
    entry.Leave: _leave,
}
_WORDS: Sequence[tuple[type, str, tuple[str, ...]]] = (
    (entry.Agreement, "value", (YES, NO)),
    (entry.Opinion, "value", (FAVOURABLE, UNFAVOURABLE)),
    (entry.Leave, "ending", (END, BREAK)),
)
