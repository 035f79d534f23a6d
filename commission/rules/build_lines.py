"""From one written line of a grid to the line that is scored: its notation, its numbers, every fault at its place."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from commission.rules.checks import number
from commission.rules.fault import Fault, KeyPath, fault
from commission.rules.grid import SubCriterion
from commission.rules.notation import FAVORABLE, KEPT, NO, UNFAVORABLE, YES, Computed, Level
from commission.rules.number import Written
from commission.rules.shape import FormulaShape, SubShape
from commission.rules.text import one_line, sort_key

Where = str | int


def build_line(shape: SubShape, criterion: str, faults: list[Fault], *where: Where) -> SubCriterion:
    """The line that a table describes, with its faults under ``where``. Sound only without faults."""
    levels = _levels(shape, faults, *where)
    minimum = signed(shape.min, faults, *where, "min")
    step = None if shape.step is None else number(shape.step, faults, *where, "step")
    if step == 0:
        faults.append(fault("zero-step", *where, "step"))
    if shape.levels == {}:
        faults.append(fault("empty-levels", *where, "levels", sub=shape.code))
    if shape.yes == 0:
        faults.append(fault("zero-yes", *where, "yes", sub=shape.code))
    kinds = _kinds(shape)
    if len(kinds) > 1:
        faults.append(fault("two-notations", *where, sub=shape.code, known=kinds))
    for key in ("min", "step"):
        if kinds and getattr(shape, key) is not None:
            faults.append(fault("points-only", *where, key, sub=shape.code, key=key))
    opinion = (kinds or ["points"])[0] == "opinion"
    for key, stated in (("weight", shape.weight is not None), ("bonus", shape.bonus)):
        if stated and (opinion or not shape.counts):
            faults.append(fault("counts-nothing", *where, key, sub=shape.code, key=key))
    computed = _computed(shape.formula, shape, faults, *where, "formula") if shape.formula else None
    maximum = _maximum(shape, levels, computed, minimum, faults, *where)
    if step and not kinds and maximum is not None and minimum < maximum < minimum + step:
        faults.append(fault("step-above-max", *where, "step", sub=shape.code, step=step, max=maximum))
    if shape.better == "lower" and maximum is None:
        faults.append(fault("lower-needs-max", *where, "better", sub=shape.code))
    return SubCriterion(
        shape.code,
        shape.title,
        maximum,
        criterion,
        shape.guidance.strip(),
        shape.guidance_source,
        shape.note.strip(),
        (kinds or ["points"])[0],
        min((each.value for each in levels if each.value is not None), default=minimum),
        step or None,
        levels,
        computed,
        ratio(shape.weight, faults, *where, "weight"),
        shape.better == "lower",
        shape.bonus,
        shape.counts and not opinion,
    )


def _kinds(shape: SubShape) -> list[str]:
    """The notations that a table states, in words of ``notation.Kind``; none is points."""
    stated = {
        "levels": bool(shape.levels),
        "yes-no": shape.yes is not None,
        "opinion": shape.opinion or bool(shape.opinions),
        "figure": shape.formula is not None,
    }
    return [kind for kind, there in stated.items() if there]


def _levels(shape: SubShape, faults: list[Fault], *where: Where) -> tuple[Level, ...]:
    if shape.levels:
        levels = [
            Level(word, signed(value, faults, *where, "levels", word), word in shape.reason_for)
            for word, value in shape.levels.items()
        ]
    elif shape.yes is not None:
        yes = number(shape.yes, faults, *where, "yes")
        levels = [Level(YES, yes, YES in shape.reason_for), Level(NO, Fraction(0), NO in shape.reason_for)]
    elif shape.opinion or shape.opinions:
        reasons = shape.reason_for or [UNFAVORABLE]
        levels = [Level(word, None, word in reasons) for word in shape.opinions or (FAVORABLE, UNFAVORABLE)]
    else:
        levels = []
    words = [each.word for each in levels]
    met = dict.fromkeys(sort_key(word.strip())[0] for word in words)
    if any(not word or word != one_line(word).strip() for word in words) or {*met} & {*KEPT} or len(met) < len(words):
        faults.append(fault("level-words", *where, sub=shape.code, known=words))
    for word in shape.reason_for:
        if word not in words:
            faults.append(fault("unknown-level", *where, "reason_for", found=word, known=words))
    return tuple(levels)


def _maximum(
    shape: SubShape,
    levels: tuple[Level, ...],
    computed: Computed | None,
    minimum: Fraction,
    faults: list[Fault],
    *where: Where,
) -> Fraction | None:
    """The most a line gives: stated, or the best of its levels or ranges; None where there is none."""
    values = [each.value for each in levels if each.value is not None]
    values += [points for _, points in computed.ranges] if computed else []
    best = max(values) if values else None
    if shape.max is None:
        return best
    before = len(faults)
    stated = number(shape.max, faults, *where, "max")
    if len(faults) > before:
        return stated
    if levels and stated != best:
        faults.append(fault("level-max", *where, "max", sub=shape.code, stated=stated, computed=best))
    elif stated == 0:
        faults.append(fault("zero-max", *where, "max", sub=shape.code))
    elif stated <= minimum:
        faults.append(fault("max-below-min", *where, "max", sub=shape.code, stated=stated, min=minimum))
    return stated


def _computed(shape: FormulaShape, line: SubShape, faults: list[Fault], *where: Where) -> Computed:
    ranges = tuple(
        (
            number(each.start, faults, *where, "ranges", place, "start"),
            number(each.points, faults, *where, "ranges", place, "points"),
        )
        for place, each in enumerate(shape.ranges)
    )
    low, high = (
        None if value is None else number(value, faults, *where, name)
        for name, value in (("low", shape.low), ("high", shape.high))
    )
    absent, zero = (
        None if value is None else number(value, faults, *where, name)
        for name, value in (("absent", shape.absent), ("zero", shape.zero))
    )
    if shape.name == "linear" and (low is None or high is None or low == high):
        faults.append(fault("formula-bounds", *where, sub=line.code))
    starts = [start for start, _ in ranges]
    if (shape.name == "steps") != bool(ranges) or starts != sorted(set(starts)) or (ranges and starts[0] != 0):
        faults.append(fault("formula-ranges", *where, "ranges", sub=line.code))
    if line.max is None and shape.name != "steps":
        faults.append(fault("formula-max", *where, sub=line.code))
    made = Computed(shape.name, shape.figure, low, high, ranges, absent, zero)
    faults += _formula_faults(made, line, *where)
    return made


def _formula_faults(made: Computed, line: SubShape, *where: Where) -> Iterator[Fault]:
    """Keys that the formula does not use, and points above the line's maximum."""
    for key in ("low", "high"):
        if made.formula != "linear" and getattr(made, key) is not None:
            yield fault("formula-key", *where, key, sub=line.code, key=key, name=made.formula)
    most = number(line.max, [], *where)
    stated: list[tuple[Fraction | None, KeyPath]] = [(made.absent, ("absent",)), (made.zero, ("zero",))]
    stated += [(points, ("ranges", place, "points")) for place, (_, points) in enumerate(made.ranges)]
    for points, path in stated:
        if line.max is not None and points is not None and points > most:
            yield fault("formula-points", *where, *path, sub=line.code, stated=points, max=most)


def signed(value: Written | None, faults: list[Fault], *where: Where) -> Fraction:
    """As ``number``, where a minus sign is allowed."""
    text = str(value).strip() if value is not None else ""
    return -number(text[1:], faults, *where) if text.startswith("-") else number(value, faults, *where)


def ratio(value: Written | None, faults: list[Fault], *where: Where) -> Fraction:
    """A weight made exact: 1 where none is stated; a fault where it is 0."""
    if value is None:
        return Fraction(1)
    before = len(faults)
    found = number(value, faults, *where)
    if not found and len(faults) == before:
        faults.append(fault("zero-weight", *where))
    return found
