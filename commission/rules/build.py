"""From a grid's shape to the call it describes: numbers made exact, codes and sums checked, every fault listed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from commission.rules.build_asked import build_asked
from commission.rules.checks import check_codes, number
from commission.rules.fault import Fault, KeyPath, fault
from commission.rules.grid import WHOLE_CALL, Area, Authority, Call, Criterion, Figure, Lot, SubCriterion
from commission.rules.money import Form, Milestone, build_request
from commission.rules.number import Written
from commission.rules.shape import CriterionShape, GridShape, LotShape


def build_call(shape: GridShape) -> tuple[Call, list[Fault]]:
    """The call a grid file describes, with every fault of meaning (codes, numbers, sums). Sound only without faults."""
    faults: list[Fault] = []
    criteria = tuple(_criterion(each, index, faults) for index, each in enumerate(shape.criterion))
    lots = tuple(_lot(each, index, faults) for index, each in enumerate(shape.lot))
    asked, asked_faults = build_asked(shape)
    call = Call(
        code=shape.code,
        title=shape.title,
        kind=shape.kind,
        regime=shape.regime,
        source=shape.source,
        zone=shape.zone,
        criteria=criteria,
        lots=lots,
        lot_label=shape.lot_label,
        authorities=tuple(Authority(each.code, each.title) for each in shape.authority),
        figures=tuple(Figure(each.code, each.title, each.unit, each.source, each.note) for each in shape.figure),
        closes=shape.closes,
        exclusive=shape.bound == "exclusive",
        closes_published=shape.closes_published,
        closes_on=shape.closes_on,
        closes_source=shape.closes_source,
        published_opening=shape.published_opening,
        notes=tuple(shape.notes),
        unpublished=tuple((each.subject, each.text) for each in shape.unpublished),
        scored=shape.scoring == "published",
        envelope=_capacity(shape.envelope, faults, "envelope"),
        envelope_source=shape.envelope_source,
        volume_unit=shape.volume_unit,
        request=build_request(shape.request, [each.code for each in shape.figure], faults),
        milestones=tuple(Milestone(each.title, each.published, each.source) for each in shape.milestone),
        asked=asked,
    )
    if shape.closes and shape.closes.tzinfo:
        faults.append(fault("date-with-offset", "closes", zone=shape.zone))
    faults += _sums(call, shape, [each.where for each in faults])
    faults += _codes(shape)
    return call, faults + asked_faults


def _criterion(shape: CriterionShape, index: int, faults: list[Fault]) -> Criterion:
    subs = []
    for place, each in enumerate(shape.sub):
        where = ("criterion", index, "sub", place, "max")
        before = len(faults)
        maximum = number(each.max, faults, *where)
        if maximum == 0 and len(faults) == before:
            faults.append(fault("zero-max", *where, sub=each.code))
        subs.append(
            SubCriterion(
                each.code,
                each.title,
                maximum,
                shape.code,
                each.guidance.strip(),
                each.guidance_source,
                each.note.strip(),
            )
        )
    points = number(shape.points, faults, "criterion", index, "points")
    return Criterion(shape.code, shape.title, points, tuple(subs))


def _lot(shape: LotShape, index: int, faults: list[Fault]) -> Lot:
    areas = tuple(
        Area(each.title, _capacity(each.capacity, faults, "lot", index, "areas", place, "capacity"))
        for place, each in enumerate(shape.areas)
    )
    capacity = _capacity(shape.capacity, faults, "lot", index, "capacity")
    ceiling = _capacity(shape.ceiling, faults, "lot", index, "ceiling")
    forms = tuple(Form(each.code, each.title) for each in shape.forms)
    return Lot(
        shape.code, shape.title, capacity, shape.unit, shape.capacity_figure, shape.source, areas, ceiling, forms
    )


def _capacity(value: Written | None, faults: list[Fault], *where: str | int) -> Fraction | None:
    return None if value is None else number(value, faults, *where)


def _sums(call: Call, shape: GridShape, unread: Sequence[KeyPath]) -> Iterable[Fault]:
    """What does not add up; a sum with a number that could not be read (``unread``) is not judged."""

    def sound(*where: str | int) -> bool:
        return not any(path[: len(where)] == where for path in unread)

    for index, criterion in enumerate(call.criteria):
        if not criterion.subs:
            yield fault("empty-criterion", "criterion", index, "sub", criterion=criterion.code)
        total = sum((sub.max for sub in criterion.subs), Fraction(0))
        if criterion.subs and total != criterion.points and sound("criterion", index):
            where = ("criterion", index, "points")
            yield fault("criterion-sum", *where, criterion=criterion.code, stated=criterion.points, computed=total)
    if not call.scored:
        written = [key for key in ("criterion", "total") if getattr(shape, key)]
        yield from (fault("scoring-unpublished", key) for key in written)
    elif not call.criteria:
        yield fault("empty-grid", "criterion")
    elif shape.total is not None:
        faults: list[Fault] = []
        stated = number(shape.total, faults, "total")
        yield from faults
        if stated != call.total and not faults and sound("criterion"):
            yield fault("grid-sum", "total", stated=stated, computed=call.total)
    for index, lot in enumerate(call.lots):
        parts = [area.capacity for area in lot.areas]
        known = [part for part in parts if part is not None]
        whole = parts and len(known) == len(parts) and sound("lot", index)
        if lot.capacity is not None and whole and sum(known) != lot.capacity:
            where = ("lot", index, "capacity")
            yield fault("lot-sum", *where, lot=lot.code, stated=lot.capacity, computed=sum(known, Fraction(0)))
        if lot.capacity_figure and lot.capacity_figure not in {figure.code for figure in call.figures}:
            known_figures = [figure.code for figure in call.figures]
            yield fault(
                "unknown-figure", "lot", index, "capacity_figure", found=lot.capacity_figure, known=known_figures
            )


def _codes(shape: GridShape) -> list[Fault]:
    criteria = [(each.code, ("criterion", index, "code")) for index, each in enumerate(shape.criterion)]
    subs = [
        (sub.code, ("criterion", index, "sub", place, "code"))
        for index, each in enumerate(shape.criterion)
        for place, sub in enumerate(each.sub)
    ]
    lots = [(each.code, ("lot", index, "code")) for index, each in enumerate(shape.lot)]
    figures = [(each.code, ("figure", index, "code")) for index, each in enumerate(shape.figure)]
    authorities = [(each.code, ("authority", index, "code")) for index, each in enumerate(shape.authority)]
    faults = check_codes([(shape.code, ("code",))])
    forms = [
        [(form.code, ("lot", index, "forms", place, "code")) for place, form in enumerate(each.forms)]
        for index, each in enumerate(shape.lot)
    ]
    for group in (criteria, subs, lots, figures, authorities):
        faults += check_codes(group)
    for some in forms:
        faults += check_codes(some)
    faults += [fault("code-reserved", *where, found=code) for code, where in lots if code == WHOLE_CALL]
    return faults
