"""A published circuit as the product holds it, and every fault of meaning in its file.

A circuit admits persons one by one: conditions, agreements, opinions in order, a visa, an admission within the places
of a territory. It holds no points and ranks nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

import msgspec

from commission.rules.checks import check_codes
from commission.rules.circuit_shape import (
    Agreement,
    Allowance,
    CircuitShape,
    Condition,
    Delegation,
    FicheField,
    Indicator,
    Opinion,
    Option,
    Piece,
    Priority,
    Role,
    Service,
    Step,
    Territory,
)
from commission.rules.fault import Fault, KeyPath, Refused, fault
from commission.rules.grid import Call
from commission.rules.shape import CIRCUIT

OUTSIDE = "outside"
"""Where somebody lives who lives in none of the territories; no territory may be coded so."""


class _Coded(Protocol):
    @property
    def code(self) -> str: ...


T = TypeVar("T", bound=_Coded)


class Circuit(msgspec.Struct, frozen=True):
    """The whole document. ``visa``, ``exit``, ``priority`` and the allowances are None where it has none."""

    code: str
    title: str
    source: str
    zone: str
    territory_label: str
    territories: tuple[Territory, ...]
    admission: Step
    visa: Step | None = None
    exit: Step | None = None
    priority: Priority | None = None
    out_of_zone: Allowance | None = None
    over_capacity: Allowance | None = None
    roles: tuple[Role, ...] = ()
    services: tuple[Service, ...] = ()
    fields: tuple[FicheField, ...] = ()
    conditions: tuple[Condition, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    pieces: tuple[Piece, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    evaluation: str = ""
    notes: tuple[str, ...] = ()
    unpublished: tuple[tuple[str, str], ...] = ()

    @property
    def places(self) -> int:
        """The places of all territories together."""
        return sum(each.places for each in self.territories)

    @property
    def age(self) -> Condition | None:
        """The condition that bounds the age, if there is one."""
        return next((each for each in self.conditions if each.kind == "age"), None)

    @property
    def call(self) -> Call:
        """What the rest of the product asks of any published document: its name and zone, and no line to score."""
        return Call(self.code, self.title, CIRCUIT, "", self.source, self.zone, (), ())

    def role(self, code: str) -> str:
        """What somebody is called in the document; the code itself where it is not declared."""
        return next((each.title for each in self.roles if each.code == code), code)

    def territory(self, code: str) -> Territory:
        """The territory of this code, whatever its case. Raises Refused ``unknown-territory``."""
        return find(code, self.territories, "unknown-territory")

    def condition(self, code: str) -> Condition:
        """The condition of this code, whatever its case. Raises Refused ``unknown-condition``."""
        return find(code, self.conditions, "unknown-condition")


def find(code: str, among: Sequence[T], refusal: str) -> T:
    """The one of this code, whatever its case. Raises Refused with the known codes."""
    wanted = code.strip().casefold()
    for each in among:
        if each.code.casefold() == wanted:
            return each
    raise Refused(Fault(refusal, {"found": code, "known": [each.code for each in among]}))


def options(condition: Condition, value: str) -> list[Option]:
    """The options that a stated value names, in the file's order."""
    named = value.split(",")
    return [each for each in condition.option if each.code in named]


def build_circuit(shape: CircuitShape) -> tuple[Circuit, list[Fault]]:
    """The circuit a file describes, with every fault of meaning. Sound only without faults."""
    circuit = Circuit(
        code=shape.code,
        title=shape.title,
        source=shape.source,
        zone=shape.zone,
        territory_label=shape.territory_label,
        territories=tuple(shape.territory),
        admission=shape.admission,
        visa=shape.visa,
        exit=shape.exit,
        priority=shape.priority,
        out_of_zone=shape.out_of_zone,
        over_capacity=shape.over_capacity,
        roles=tuple(shape.role),
        services=tuple(shape.service),
        fields=tuple(shape.field),
        conditions=tuple(shape.condition),
        agreements=tuple(shape.agreement),
        opinions=tuple(shape.opinion),
        pieces=tuple(shape.piece),
        indicators=tuple(shape.indicator),
        evaluation=shape.evaluation,
        notes=tuple(shape.notes),
        unpublished=tuple((each.subject, each.text) for each in shape.unpublished),
    )
    checks: tuple[Callable[[CircuitShape], Iterable[Fault]], ...] = (
        _codes, _places, _ages, _options, _roles, _references, _once_each,
    )  # fmt: skip
    return circuit, [each for check in checks for each in check(shape)]


def _codes(shape: CircuitShape) -> Iterable[Fault]:
    yield from check_codes([(shape.code, ("code",))])
    groups: dict[str, Sequence[_Coded]] = {
        "territory": shape.territory,
        "role": shape.role,
        "service": shape.service,
        "field": shape.field,
        "condition": shape.condition,
        "agreement": shape.agreement,
        "opinion": shape.opinion,
        "piece": shape.piece,
        "indicator": shape.indicator,
    }
    for key, group in groups.items():
        yield from check_codes([(each.code, (key, index, "code")) for index, each in enumerate(group)])
    for index, condition in enumerate(shape.condition):
        places: list[tuple[str, KeyPath]] = [
            (each.code, ("condition", index, "option", place, "code")) for place, each in enumerate(condition.option)
        ]
        yield from check_codes(places)
        yield from (fault("code-comma", *where, found=code) for code, where in places if "," in code)
    for index, each in enumerate(shape.territory):
        if each.code.casefold() == OUTSIDE:
            yield fault("code-reserved", "territory", index, "code", found=each.code)


def _places(shape: CircuitShape) -> Iterable[Fault]:
    if not shape.territory:
        yield fault("no-territory", "territory")
    for index, each in enumerate(shape.territory):
        if each.places < 0:
            yield fault("negative-places", "territory", index, "places", found=each.places)
    whole = sum(each.places for each in shape.territory)
    if shape.places is not None and shape.places != whole:
        yield fault("places-sum", "places", stated=shape.places, computed=whole)


def _ages(shape: CircuitShape) -> Iterable[Fault]:
    """One condition at most bounds the age, and its bounds are in order."""
    ages = [index for index, each in enumerate(shape.condition) if each.kind == "age"]
    for index in ages[1:]:
        yield fault("two-ages", "condition", index, "kind", first=shape.condition[ages[0]].code)
    for index in ages:
        each = shape.condition[index]
        if each.least is None and each.most is None:
            yield fault("no-bound", "condition", index, "kind", found=each.code)
        elif each.least is not None and each.most is not None and each.least > each.most:
            yield fault("ages-reversed", "condition", index, "least", least=each.least, most=each.most)
    for index, each in enumerate(shape.condition):
        if each.kind != "age" and (each.least is not None or each.most is not None):
            key = "least" if each.least is not None else "most"
            yield fault("bound-not-age", "condition", index, key, found=each.code)


def _options(shape: CircuitShape) -> Iterable[Fault]:
    for index, each in enumerate(shape.condition):
        if each.kind == "age" and each.option:
            yield fault("option-of-age", "condition", index, "option", 0, "code", found=each.code)
        if each.kind != "age" and not each.option:
            yield fault("no-option", "condition", index, "kind", found=each.code)
        for place, option in enumerate(each.option):
            if option.effect != "holds" and not option.todo:
                yield fault("option-without-todo", "condition", index, "option", place, "effect", found=option.code)
            if each.kind == "any-of" and (option.effect != "holds" or option.dates):
                yield fault("option-not-alone", "condition", index, "option", place, "code", found=option.code)
    for index, field in enumerate(shape.field):
        if (field.kind == "choice") != bool(field.values):
            yield fault("values-of-choice", "field", index, "kind", found=field.code)
        if field.personal and field.kind != "paper":
            yield fault("personal-not-paper", "field", index, "kind", found=field.code)


def _roles(shape: CircuitShape) -> Iterable[Fault]:
    """Whoever is named to do something is one of the roles."""
    known = [each.code for each in shape.role]
    for where, code in _named_roles(shape):
        if code not in known:
            yield fault("unknown-role", *where, found=code, known=known)


def _named_roles(shape: CircuitShape) -> Iterable[tuple[KeyPath, str]]:
    for index, condition in enumerate(shape.condition):
        yield ("condition", index, "by"), condition.by
        for place, option in enumerate(condition.option):
            if option.by:
                yield ("condition", index, "option", place, "by"), option.by
    for index, agreement in enumerate(shape.agreement):
        yield ("agreement", index, "by"), agreement.by
        if agreement.delegation:
            yield ("agreement", index, "delegation", "by"), agreement.delegation.by
    yield from ((("opinion", index, "by"), each.by) for index, each in enumerate(shape.opinion))
    yield from ((("piece", index, "by"), each.by) for index, each in enumerate(shape.piece))
    yield ("admission", "by"), shape.admission.by
    single = {
        "visa": shape.visa,
        "exit": shape.exit,
        "priority": shape.priority,
        "out_of_zone": shape.out_of_zone,
        "over_capacity": shape.over_capacity,
    }
    yield from (((key, "by"), each.by) for key, each in single.items() if each)


def _references(shape: CircuitShape) -> Iterable[Fault]:
    """What names a territory, a condition or one of its options names one that the file declares."""
    territories = [each.code for each in shape.territory]
    for index, service in enumerate(shape.service):
        if service.territory and service.territory not in territories:
            where = ("service", index, "territory")
            yield fault("unknown-territory", *where, found=service.territory, known=territories)
    conditions = {each.code: each for each in shape.condition}
    for index, piece in enumerate(shape.piece):
        if piece.condition and piece.condition not in conditions:
            where = ("piece", index, "condition")
            yield fault("unknown-condition", *where, found=piece.condition, known=list(conditions))
    for index, agreement in enumerate(shape.agreement):
        if agreement.delegation and (agreement.delegation.condition or agreement.delegation.values):
            found = _delegation(agreement.delegation, conditions)
            yield from (each.under("agreement", index, "delegation") for each in found)
    for index, opinion in enumerate(shape.opinion):
        if opinion.when == "another-territory" and not shape.service:
            yield fault("no-service", "opinion", index, "when", found=opinion.code)


def _delegation(delegation: Delegation, conditions: dict[str, Condition]) -> Iterable[Fault]:
    condition = conditions.get(delegation.condition)
    if condition is None:
        yield fault("unknown-condition", "condition", found=delegation.condition, known=list(conditions))
        return
    known = [each.code for each in condition.option]
    for place, value in enumerate(delegation.values):
        if value not in known:
            yield fault("unknown-option-of", "values", place, found=value, condition=condition.code, known=known)


def _once_each(shape: CircuitShape) -> Iterable[Fault]:
    met: dict[str, str] = {}
    for index, each in enumerate(shape.indicator):
        if each.kind in met:
            yield fault("indicator-twice", "indicator", index, "kind", found=each.kind, first=met[each.kind])
        met.setdefault(each.kind, each.code)
