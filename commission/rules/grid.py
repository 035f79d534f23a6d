"""The published document as the product holds it: the call, its lots and figures, and the grid that is scored."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

import msgspec
from msgspec.structs import force_setattr

from commission.rules.asked import Asked
from commission.rules.fault import Refused, fault
from commission.rules.money import Form, Milestone, Request
from commission.rules.number import exact_text, parse_decimal

DECLINED = "declined"
"""« ne se prononce pas »: the seat leaves the sub-criterion for all dossiers of the lot."""
NOT_APPLICABLE = "not-applicable"
"""« sans objet »: the sub-criterion leaves the dossier if every counting seat says so."""
NOT_SCORED = ""
"""No mark: never a zero."""
WHOLE_CALL = "*"
"""The lot of a call without lots, and the scope of a recusal from the whole call: no lot may be coded so."""
WORDS = frozenset({DECLINED, NOT_APPLICABLE, NOT_SCORED})


class SubCriterion(msgspec.Struct, frozen=True):
    """One line of the grid. ``max`` in points; ``guidance`` is the document's passage, ``note`` its contradiction."""

    code: str
    title: str
    max: Fraction
    criterion: str
    guidance: str = ""
    guidance_source: str = ""
    note: str = ""


class Criterion(msgspec.Struct, frozen=True):
    """A group of lines; ``points`` as published, checked against the sum of its lines."""

    code: str
    title: str
    points: Fraction
    subs: tuple[SubCriterion, ...]


class Area(msgspec.Struct, frozen=True):
    """A part of a lot with its own share of the capacity (a sector)."""

    title: str
    capacity: Fraction | None


class Lot(msgspec.Struct, frozen=True):
    """A part of the call ranked on its own. ``capacity`` in ``unit``; ``capacity_figure`` names the dossiers' figure.

    ``ceiling`` is the most that is given for it, in euros; ``forms`` what shapes its dossiers may take.
    """

    code: str
    title: str
    capacity: Fraction | None = None
    unit: str = ""
    capacity_figure: str = ""
    source: str = ""
    areas: tuple[Area, ...] = ()
    ceiling: Fraction | None = None
    forms: tuple[Form, ...] = ()


class Figure(msgspec.Struct, frozen=True):
    """A number that every dossier declares, with the unit the document gives it."""

    code: str
    title: str
    unit: str = ""
    source: str = ""
    note: str = ""


class Authority(msgspec.Struct, frozen=True):
    """Who is competent to authorise: a function, never a person."""

    code: str
    title: str


class Call(msgspec.Struct, frozen=True):
    """The published document. ``closes`` is local time in ``zone``; ``exclusive`` says that instant itself is too late.

    ``scored`` is False where the document publishes no points: ``criteria`` are then none, or the commission's own.
    ``envelope`` is what all awards may add up to, in euros; ``volume_unit`` what they are counted in besides.
    """

    code: str
    title: str
    kind: str
    regime: str
    source: str
    zone: str
    criteria: tuple[Criterion, ...]
    lots: tuple[Lot, ...]
    lot_label: str = "lot"
    authorities: tuple[Authority, ...] = ()
    figures: tuple[Figure, ...] = ()
    closes: datetime | None = None
    exclusive: bool = True
    closes_published: str = ""
    closes_on: str = ""
    closes_source: str = ""
    published_opening: str = ""
    notes: tuple[str, ...] = ()
    unpublished: tuple[tuple[str, str], ...] = ()
    scored: bool = True
    envelope: Fraction | None = None
    envelope_source: str = ""
    volume_unit: str = ""
    request: Request = Request()
    milestones: tuple[Milestone, ...] = ()
    asked: Asked = Asked()
    _subs: tuple[SubCriterion, ...] = ()
    _by_code: dict[str, SubCriterion] = {}

    def __post_init__(self) -> None:
        # Always made anew: a copy with other criteria would bring the old lines along.
        subs = tuple(sub for criterion in self.criteria for sub in criterion.subs)
        force_setattr(self, "_subs", subs)
        force_setattr(self, "_by_code", {sub.code.casefold(): sub for sub in reversed(subs)})

    @property
    def subs(self) -> tuple[SubCriterion, ...]:
        """Every line of the grid, in its published order."""
        return self._subs

    @property
    def total(self) -> Fraction:
        """The points of the whole grid."""
        return sum((criterion.points for criterion in self.criteria), Fraction(0))

    def sub(self, code: str) -> SubCriterion:
        """The line of this code, whatever the case it was typed in. Raises Refused ``unknown-sub``."""
        if sub := self._by_code.get(code.strip().casefold()):
            return sub
        raise Refused(fault("unknown-sub", found=code, known=[sub.code for sub in self.subs]))


def read_mark(text: str, sub: SubCriterion, step: Fraction | None) -> str:
    """A mark as typed, in its canonical journal spelling (``"6,5"`` gives ``"6.5"``).

    ``step`` in points, None where the rules set none. Raises Refused: ``not-a-number``, ``negative``, ``above-max``,
    ``off-step``.
    """
    try:
        value = parse_decimal(text)
    except Refused as refused:
        raise Refused(
            *(fault(f"mark-{each.code}", **each.fields, sub=sub.code, max=sub.max) for each in refused.faults)
        ) from None
    if value > sub.max:
        raise Refused(fault("mark-above-max", found=value, max=sub.max, sub=sub.code))
    if step and (value / step).denominator != 1:
        below = value // step * step
        raise Refused(fault("mark-off-step", found=value, step=step, below=below, above=below + step, sub=sub.code))
    return exact_text(value)
