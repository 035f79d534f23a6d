"""From a grid's shape to the call it describes: numbers made exact, codes and sums checked, every fault listed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from msgspec.structs import replace

from commission.rules.build_asked import build_asked
from commission.rules.build_lines import build_line, ratio
from commission.rules.checks import check_codes, number
from commission.rules.fault import Fault, KeyPath, fault
from commission.rules.grid import WHOLE_CALL, Area, Authority, Call, Criterion, Figure, Lot, Stage, most
from commission.rules.money import Form, Milestone, build_request
from commission.rules.number import Written
from commission.rules.ranking_rules import build_rules
from commission.rules.rule_checks import contradictions
from commission.rules.shape import CriterionShape, GridShape, LotShape


def build_call(shape: GridShape) -> tuple[Call, list[Fault]]:
    """The call a grid file describes, with every fault of meaning (codes, numbers, sums). Sound only without faults."""
    faults: list[Fault] = []
    criteria = tuple(_criterion(each, index, faults) for index, each in enumerate(shape.criterion))
    lots = tuple(_lot(each, index, faults) for index, each in enumerate(shape.lot))
    if shape.stage:
        criteria = tuple(
            replace(each, stage=written.stage or shape.stage[0].code)
            for each, written in zip(criteria, shape.criterion, strict=True)
        )
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
        exclusive=shape.bound != "inclusive",
        closes_published=shape.closes_published,
        closes_on=shape.closes_on,
        closes_source=shape.closes_source,
        published_opening=shape.published_opening,
        notes=tuple(shape.notes),
        unpublished=tuple((each.subject, each.text) for each in shape.unpublished),
        combine=shape.combine,
        cap=_optional(shape.cap, faults, "cap"),
        bonus_cap=_optional(shape.bonus_cap, faults, "bonus_cap"),
        rules=shape.rules,
        variants=shape.variants == "allowed",
        stages=tuple(Stage(each.code, each.title, each.counts or "", each.rules) for each in shape.stage),
        scored=shape.scoring == "published",
        envelope=_optional(shape.envelope, faults, "envelope"),
        envelope_source=shape.envelope_source,
        volume_unit=shape.volume_unit,
        request=build_request(shape.request, [each.code for each in shape.figure], faults),
        milestones=tuple(Milestone(each.title, each.published, each.source) for each in shape.milestone),
        asked=asked,
    )
    if shape.closes and shape.closes.tzinfo:
        faults.append(fault("date-with-offset", "closes", zone=shape.zone))
    if shape.bound and not shape.closes:
        faults.append(fault("bound-without-closes", "bound"))
    faults += _sums(call, shape, [each.where for each in faults])
    faults += _codes(shape)
    faults += (unfit := _published_rules(shape, call))
    if shape.stage or any(each.stage for each in shape.criterion):
        from commission.rules.stages import stage_faults, stage_rule_faults  # most calls score one sheet

        faults += (unfit := unfit + list(stage_faults(shape)))
        faults += stage_rule_faults(shape.stage, call, sound=not unfit)
    return call, faults + asked_faults


def _published_rules(shape: GridShape, call: Call) -> list[Fault]:
    """The faults of the rules that the file itself states."""
    found: list[Fault] = []
    if shape.rules:
        rules, found = build_rules(shape.rules)
        found = [each.under("rules") for each in found or contradictions(shape.rules, rules, call)]
    if call.bonus_cap is not None and not any(sub.bonus for sub in call.lines):
        found.append(fault("bonus-cap-idle", "bonus_cap"))
    for where, how, cap in (
        ((), shape.combine, shape.cap),
        *((("criterion", index), each.combine, each.cap) for index, each in enumerate(shape.criterion)),
    ):
        if (how == "capped-sum") != (cap is not None):
            found.append(fault("cap-and-combine", *where, "combine" if cap is None else "cap"))
    return found


def _criterion(shape: CriterionShape, index: int, faults: list[Fault]) -> Criterion:
    here = ("criterion", index)
    subs = tuple(build_line(each, shape.code, faults, *here, "sub", place) for place, each in enumerate(shape.sub))
    points = _optional(shape.points, faults, *here, "points")
    weight = ratio(shape.weight, faults, *here, "weight")
    cap = _optional(shape.cap, faults, *here, "cap")
    if shape.points is None:
        points = most(subs, shape.combine, cap)
    return Criterion(shape.code, shape.title, points, subs, weight, shape.combine, cap)


def _lot(shape: LotShape, index: int, faults: list[Fault]) -> Lot:
    areas = tuple(
        Area(each.title, _optional(each.capacity, faults, "lot", index, "areas", place, "capacity"))
        for place, each in enumerate(shape.areas)
    )
    capacity = _optional(shape.capacity, faults, "lot", index, "capacity")
    ceiling = _optional(shape.ceiling, faults, "lot", index, "ceiling")
    forms = tuple(Form(each.code, each.title) for each in shape.forms)
    return Lot(
        shape.code, shape.title, capacity, shape.unit, shape.capacity_figure, shape.source, areas, ceiling, forms
    )


def _optional(value: Written | None, faults: list[Fault], *where: str | int) -> Fraction | None:
    return None if value is None else number(value, faults, *where)


def _sums(call: Call, shape: GridShape, unread: Sequence[KeyPath]) -> Iterable[Fault]:
    """What does not add up; a sum with a number that could not be read (``unread``) is not judged."""

    def sound(*where: str | int) -> bool:
        return not any(path[: len(where)] == where for path in unread)

    for index, criterion in enumerate(call.criteria):
        if not criterion.subs:
            yield fault("empty-criterion", "criterion", index, "sub", criterion=criterion.code)
        total = most(criterion.subs, criterion.combine, criterion.cap)
        stated = shape.criterion[index].points is not None
        if stated and criterion.subs and total != criterion.points and sound("criterion", index):
            where = ("criterion", index, "points")
            yield fault("criterion-sum", *where, criterion=criterion.code, stated=criterion.points, computed=total)
    if not call.scored:
        written = [key for key in ("criterion", "total") if getattr(shape, key)]
        yield from (fault("scoring-unpublished", key) for key in written)
    elif not call.criteria:
        yield fault("empty-grid", "criterion")
    elif shape.total is not None:
        faults: list[Fault] = []
        stated_total = number(shape.total, faults, "total")
        yield from faults
        if stated_total != call.total and not faults and sound("criterion"):
            yield fault("grid-sum", "total", stated=stated_total, computed=call.total)
    yield from _shares([each.weight for each in shape.criterion], ())
    for index, each in enumerate(shape.criterion):
        weights = [
            sub.weight if sub.counts and not (sub.bonus or sub.opinion or sub.opinions) else "" for sub in each.sub
        ]
        yield from _shares(weights, ("criterion", index, "sub"))
    known_figures = [figure.code for figure in call.figures]
    for index, criterion in enumerate(call.criteria):
        for place, sub in enumerate(criterion.subs):
            if sub.computed and sub.computed.figure not in known_figures:
                here = ("criterion", index, "sub", place, "formula", "figure")
                yield fault("unknown-figure", *here, found=sub.computed.figure, known=known_figures)
    for index, lot in enumerate(call.lots):
        parts = [area.capacity for area in lot.areas]
        known = [part for part in parts if part is not None]
        whole = parts and len(known) == len(parts) and sound("lot", index)
        if lot.capacity is not None and whole and sum(known) != lot.capacity:
            where = ("lot", index, "capacity")
            yield fault("lot-sum", *where, lot=lot.code, stated=lot.capacity, computed=sum(known, Fraction(0)))
        where = ("lot", index, "ceiling")
        read = sound("envelope") and sound(*where)
        if lot.ceiling is not None and call.envelope is not None and lot.ceiling > call.envelope and read:
            yield fault("ceiling-above-envelope", *where, ceiling_euros=lot.ceiling, envelope_euros=call.envelope)
        if lot.capacity_figure and lot.capacity_figure not in {figure.code for figure in call.figures}:
            known_figures = [figure.code for figure in call.figures]
            yield fault(
                "unknown-figure", "lot", index, "capacity_figure", found=lot.capacity_figure, known=known_figures
            )


def _shares(weights: Sequence[Written | None], where: KeyPath) -> Iterable[Fault]:
    """Weights in percent are shares of a whole: all of them, and they add to 100 %. ``""`` stands for what is in no whole."""
    shares = [each for each in weights if isinstance(each, str) and "%" in each]
    faults: list[Fault] = []
    found = sum((number(each, faults) for each in shares), Fraction(0))
    if shares and not faults and (found != 1 or len(shares) < len(weights) - weights.count("")):
        here = (*where, weights.index(shares[-1]), "weight")
        if where:
            yield fault("line-shares-sum", *here, computed=found * 100)
        else:
            yield fault("shares-sum", "criterion", *here, computed=found * 100)


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
    faults += [fault("code-total", *where) for code, where in (*criteria, *subs) if code.casefold() == "total"]
    return faults
