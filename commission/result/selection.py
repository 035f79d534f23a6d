"""Who stands in useful rank (en rang utile): in rank order, while capacity, envelope or number holds. A proposal only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from itertools import groupby

import msgspec

from commission.rules.fault import Fault, fault
from commission.rules.grid import Lot
from commission.session.definition import Definition, Dossier

NEAR_SHARE = Fraction(1, 100)
"""The part of the grid's points within which a dossier is called near the last useful rank: one point out of 100."""


class Standing(msgspec.Struct, frozen=True):
    """A ranked dossier as a selection sees it: its place, and what it is compared by."""

    dossier: Dossier
    place: int
    order: tuple[Fraction, ...]


class Selection(msgspec.Struct, frozen=True):
    """How far what there is to give reaches down the ranking.

    ``useful`` by dossier code: True, False, or None for dossiers tied across the last useful rank; empty where no rule
    of selection is adopted or a figure is lacking, which ``notes`` then says. ``distance`` in points to the other side
    of the last useful rank. ``capacity`` is what there is (in the lot's unit, in euros, or dossiers), ``used`` what the
    useful dossiers take together, ``granted`` what each gets where it is not all that it asks for; ``waiting`` the
    place of each on the waiting list. ``asked`` is what each dossier asks for, in ``unit``; ``reasons`` says of each, in a
    sentence, why it is in useful rank or not, where more than the order of ranks decides.
    """

    capacity: Fraction | None = None
    used: Fraction = Fraction(0)
    useful: dict[str, bool | None] = msgspec.field(default_factory=dict)
    distance: dict[str, Fraction] = msgspec.field(default_factory=dict)
    near_within: Fraction = Fraction(0)
    notes: tuple[Fault, ...] = ()
    granted: dict[str, Fraction] = msgspec.field(default_factory=dict)
    waiting: dict[str, int] = msgspec.field(default_factory=dict)
    asked: dict[str, Fraction] = msgspec.field(default_factory=dict)
    unit: str = ""
    reasons: dict[str, Fault] = msgspec.field(default_factory=dict)


Asked = Callable[[Dossier], Fraction]
"""What a dossier asks for."""


def select(definition: Definition, lot: Lot, ranked: Sequence[Standing]) -> Selection:
    """Who fits under the rule of selection that is stated, in rank order; nobody is said to where a figure is lacking."""
    rules = definition.rules.of(lot.code)
    there, figure, note = given(definition, lot)
    if rules.selection == "none":
        return Selection()
    if there is None:
        return Selection(notes=(note,) if note else ())
    unit = {"number": "", "envelope": "€"}.get(rules.selection, lot.unit)
    if figure and (lacking := [each.dossier.code for each in ranked if figure not in each.dossier.figures]):
        return Selection(capacity=there, notes=(fault("figure-lacking", figure=figure, dossiers=lacking),), unit=unit)

    def asked(dossier: Dossier) -> Fraction:
        return dossier.figures[figure] if figure else Fraction(1)

    groups = [[each.dossier for each in group] for _, group in groupby(ranked, key=lambda each: each.place)]
    filled = _Filled(there, asked, rules.fill)
    for group in groups:
        filled.take(group)
    torn = [code for code, verdict in filled.useful.items() if verdict is None and code in filled.tied]
    notes = [fault("tie-across-last-useful-rank", lot=lot.code, dossiers=torn)] if torn else []
    notes += [fault("granted-part", dossier=code, granted=part) for code, part in filled.granted.items()]
    near = (definition.call.most or Fraction(0)) * NEAR_SHARE
    waiting = waiting_list(ranked, filled.useful, rules.waiting)
    if waiting:
        notes.append(fault("waiting-list", dossiers=list(waiting)))
    wanted = {each.dossier.code: asked(each.dossier) for each in ranked}
    distances = _distances(ranked, filled.useful) if rules.fill != "skip" else {}
    return Selection(
        there, filled.used, filled.useful, distances, near, tuple(notes), filled.granted, waiting, wanted, unit
    )


def given(definition: Definition, lot: Lot) -> tuple[Fraction | None, str, Fault | None]:
    """What there is to give in a lot, the figure that asks for it, or why there is nothing to say."""
    rules, call = definition.rules.of(lot.code), definition.call
    if rules.selection == "number":
        return Fraction(rules.number), "", None
    if rules.selection == "envelope":
        whole = lot.ceiling if lot.ceiling is not None or len(definition.lots) > 1 else call.envelope
        return whole, rules.asked, None if whole is not None else fault("no-envelope", lot=lot.code)
    figure = rules.asked or lot.capacity_figure
    if lot.capacity is None or not figure:
        return None, "", fault("no-capacity", lot=lot.code)
    return lot.capacity, figure, None


class _Filled:
    """Dossiers taken in rank order, while what there is to give holds."""

    def __init__(self, there: Fraction, asked: Asked, fill: str) -> None:
        self._there, self._asked, self._fill = there, asked, fill
        self.useful: dict[str, bool | None] = {}
        self.granted: dict[str, Fraction] = {}
        self.tied: set[str] = set()
        self.used = Fraction(0)
        self._stopped = self._unsure = False

    def take(self, group: Sequence[Dossier]) -> None:
        """The dossiers of one place: all of them fit, or not; where only some would, nothing says which."""
        wanted = [self._asked(each) for each in group]
        left = self._there - self.used
        verdict: bool | None = False
        if self._unsure:
            verdict = None  # what is left depends on a tie above that nobody has settled
        elif not self._stopped and sum(wanted) <= left:
            verdict = True
            self.used += sum(wanted)
        elif not self._stopped and len(group) > 1 and (min(wanted) <= left or (left and self._fill == "partial")):
            verdict = None
            self.tied |= {each.code for each in group}
            self._stopped, self._unsure = True, self._fill == "skip"
        elif not self._stopped and self._fill == "partial" and left and len(group) == 1:
            verdict = True
            self.granted[group[0].code] = left
            self.used += left
            self._stopped = True
        else:
            self._stopped = self._stopped or self._fill != "skip"
        self.useful.update((each.code, verdict) for each in group)


def waiting_list(ranked: Iterable[Standing], useful: dict[str, bool | None], length: int | None) -> dict[str, int]:
    """The waiting list: those not in useful rank, in their order; equal dossiers share a place on it too."""
    outside = [each for each in ranked if useful[each.dossier.code] is False]
    if length is None or any(verdict is None for verdict in useful.values()):
        return {}
    places = {each.dossier.code: 1 + sum(other.place < each.place for other in outside) for each in outside}
    return {code: place for code, place in places.items() if place <= length}


def _distances(ranked: Sequence[Standing], useful: dict[str, bool | None]) -> dict[str, Fraction]:
    """Points to the first dossier on the other side; nothing for anybody where one side is empty, or without totals."""
    if any(len(each.order) > 1 for each in ranked):
        return {}
    inside = [each.order[0] for each in ranked if useful[each.dossier.code]]
    outside = [each.order[0] for each in ranked if useful[each.dossier.code] is False]
    torn = [each.order[0] for each in ranked if useful[each.dossier.code] is None]
    last_in = torn or inside[-1:]
    first_out = torn or outside[:1]
    found: dict[str, Fraction] = {}
    for each in ranked:
        code, total, verdict = each.dossier.code, each.order[0], useful[each.dossier.code]
        if verdict is None:
            found[code] = Fraction(0)
        elif verdict and first_out:
            found[code] = total - first_out[0]
        elif not verdict and last_in:
            found[code] = last_in[0] - total
    return found
