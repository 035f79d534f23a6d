"""What follows from the sheets of a circuit: where each stands, what it lacks, who has a place, who waits, how many."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Literal

import msgspec

from commission.rules.circuit import Circuit
from commission.rules.circuit_shape import Indicator, Territory
from commission.session import circuit_needs as needs
from commission.session.circuit_form import BREAK
from commission.session.circuit_needs import Need
from commission.session.circuit_state import Book, Case

Stage = Literal[
    "no-sheet-yet", "conditions", "opinions", "stopped", "visa", "admission", "ready", "waiting", "admitted", "left",
    "dropped",
]  # fmt: skip


class Standing(msgspec.Struct, frozen=True):
    """Where one sheet stands. ``lacks`` is what its next steps wait for, in their order, with whom it is for.

    ``placed``: a place is left for it, or it was allowed beyond them. ``position`` on the waiting list, 0 if not on it.
    """

    case: Case
    stage: Stage
    lacks: tuple[Need, ...] = ()
    placed: bool = True
    position: int = 0


class Room(msgspec.Struct, frozen=True):
    """The places of a territory: who takes them, who waits for one, in order."""

    territory: Territory
    present: tuple[str, ...]
    waiting: tuple[str, ...]

    @property
    def free(self) -> int:
        """How many places are left; 0 where some were admitted beyond them."""
        return max(0, self.territory.places - len(self.present))


class Figure(msgspec.Struct, frozen=True):
    """One indicator: a count, or a mean over ``n`` persons; None where there is nobody to count."""

    indicator: Indicator
    value: Fraction | None
    n: int = 0


class Overview(msgspec.Struct, frozen=True):
    """The whole circuit at one moment."""

    circuit: Circuit
    waiting_rule: str
    standings: tuple[Standing, ...]
    rooms: tuple[Room, ...]
    figures: tuple[Figure, ...]


def overview(circuit: Circuit, book: Book, rule: str) -> Overview:
    """Every sheet, every territory and every indicator."""
    return Overview(
        circuit,
        rule,
        tuple(standing(circuit, book, each, rule) for each in book.in_order()),
        tuple(_room(book, each, rule) for each in circuit.territories),
        tuple(_figure(each, book) for each in circuit.indicators),
    )


def standing(circuit: Circuit, book: Book, case: Case, rule: str) -> Standing:
    """Where one sheet stands."""
    if not case.in_hand:
        return Standing(case, "dropped" if case.dropped else "left" if case.left else "admitted")
    lacks = tuple(needs.before_admission(circuit, case))
    codes = [each.code for each in book.waiting(case.territory, rule)]
    position = codes.index(case.code) + 1 if case.code in codes else 0
    placed = needs.place_for(circuit, book, case)
    return Standing(case, _stage(circuit, case, lacks), lacks, placed, position)


def _stage(circuit: Circuit, case: Case, lacks: Sequence[Need]) -> Stage:
    stopping = [each.kind for each in lacks if each.stops]
    if "condition" in stopping:
        return "no-sheet-yet"
    if stopping:
        return "stopped"
    if needs.before_opinions(circuit, case):
        return "conditions"
    if needs.before_visa(circuit, case):
        return "opinions"
    if needs.before_waiting(circuit, case):
        return "visa"
    if case.waiting:
        return "waiting"
    return "admission" if lacks else "ready"


def _room(book: Book, territory: Territory, rule: str) -> Room:
    present = tuple(each.code for each in book.present(territory.code))
    return Room(territory, present, tuple(each.code for each in book.waiting(territory.code, rule)))


def _figure(indicator: Indicator, book: Book) -> Figure:
    """Persons followed are all those ever admitted. A duration is that of those who left, from the first day to the last."""
    admitted = [each.admitted for each in book.in_order() if each.admitted]
    ended = [(each.admitted, each.left) for each in book.in_order() if each.admitted and each.left]
    if indicator.kind == "followed":
        return Figure(indicator, Fraction(len(admitted)), len(admitted))
    if indicator.kind == "breaks":
        return Figure(indicator, Fraction(sum(left.ending == BREAK for _, left in ended)), len(ended))
    values = {
        "age-in": [int(each.age) for each in admitted],
        "age-out": [int(left.age) for _, left in ended],
        "duration": [_days(first.date, left.date) for first, left in ended],
    }[indicator.kind]
    return Figure(indicator, Fraction(sum(values), len(values)) if values else None, len(values))


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days
