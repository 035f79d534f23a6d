"""From what a grid file asks of a dossier to exact values: each key fit for its kind, each name known, each fault listed."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING

from commission.rules.asked import Asked, Field, Heading, Piece, Requirement
from commission.rules.asked_shape import RequirementShape
from commission.rules.checks import check_codes, number
from commission.rules.fault import Fault, fault

if TYPE_CHECKING:
    from commission.rules.shape import GridShape

NEEDS: dict[str, tuple[str, ...]] = {
    "received-before-closing": (),
    "figure-at-most": ("figure", "bound"),
    "figure-at-least": ("figure", "bound"),
    "piece": ("piece",),
    "pieces": (),
    "statement": (),
    "date-in-range": ("field",),
    "one-of": ("field", "values"),
}
"""The keys that each kind of requirement needs."""
MAY_HAVE: dict[str, tuple[str, ...]] = {"pieces": ("part",), "statement": ("field",), "date-in-range": ("from", "to")}
"""The keys that a kind may have besides; any other key of a kind would say nothing."""
FIELD_KINDS: dict[str, tuple[str, ...]] = {
    "statement": ("yes-no",),
    "date-in-range": ("date",),
    "one-of": ("choice", "text"),
}
"""The kinds of field that a requirement can look at."""


def build_asked(shape: GridShape) -> tuple[Asked, list[Fault]]:
    """What the file asks of a dossier, with every fault of meaning. Sound only without faults."""
    faults: list[Fault] = []
    asked = Asked(
        tuple(Field(x.code, x.title, x.kind, tuple(x.values), x.source, x.note) for x in shape.field),
        tuple(Piece(each.code, each.title, each.part, each.mandatory, each.source) for each in shape.piece),
        tuple(Heading(each.code, each.title, each.source) for each in shape.heading),
        tuple(_requirement(each, index, faults) for index, each in enumerate(shape.requirement)),
    )
    faults += _codes(shape)
    faults += _fields(shape)
    for index, each in enumerate(shape.requirement):
        faults += [found.under("requirement", index) for found in _keys(each)]
        faults += [found.under("requirement", index) for found in _references(each, shape, asked)]
    return asked, faults


def _requirement(shape: RequirementShape, index: int, faults: list[Fault]) -> Requirement:
    bound = Fraction(0) if shape.bound is None else number(shape.bound, faults, "requirement", index, "bound")
    return Requirement(
        code=shape.code,
        title=shape.title,
        kind=shape.kind,
        failing=shape.failing,
        ground=_ground(shape),
        figure=shape.figure,
        bound=bound,
        piece=shape.piece,
        part=shape.part,
        field=shape.field,
        values=tuple(shape.values),
        first=shape.from_,
        last=shape.to,
        days=shape.days,
        automatic=shape.automatic,
        source=shape.source,
        note=shape.note,
        lots=tuple(shape.lots),
    )


def _ground(shape: RequirementShape) -> str:
    """What a refusal would rest on; where the file does not say it, the call's own requirement, never a legal ground."""
    if shape.failing == "noted":
        return ""
    return shape.ground or ("late" if shape.kind == "received-before-closing" else "requirement")


def _codes(shape: GridShape) -> list[Fault]:
    groups = {
        "field": [each.code for each in shape.field],
        "piece": [each.code for each in shape.piece],
        "heading": [each.code for each in shape.heading],
        "requirement": [each.code for each in shape.requirement],
    }
    faults = []
    for name, codes in groups.items():
        faults += check_codes([(code, (name, index, "code")) for index, code in enumerate(codes)])
    return faults


def _fields(shape: GridShape) -> Iterable[Fault]:
    for index, each in enumerate(shape.field):
        if each.kind == "choice" and not each.values:
            yield fault("choice-without-values", "field", index, "values", found=each.code)
        if each.kind != "choice" and each.values:
            yield fault("idle-key", "field", index, "values", name="values", of=each.kind)


def _keys(shape: RequirementShape) -> Iterable[Fault]:
    """The keys that a requirement lacks, and those that would say nothing of it."""
    given = {
        "figure": shape.figure,
        "bound": shape.bound is not None,
        "piece": shape.piece,
        "part": shape.part,
        "field": shape.field,
        "values": shape.values,
        "from": shape.from_,
        "to": shape.to,
    }
    needed = NEEDS[shape.kind]
    for name in needed:
        if not given[name]:
            yield fault("requirement-needs", name, name=name, of=shape.kind)
    for name, value in given.items():
        if value and name not in (*needed, *MAY_HAVE.get(shape.kind, ())):
            yield fault("idle-key", name, name=name, of=shape.kind)
    if shape.kind == "date-in-range" and not (shape.from_ or shape.to):
        yield fault("requirement-needs", "from", name="from", of=shape.kind)
    if shape.days is not None and shape.failing != "to-complete":
        yield fault("idle-key", "days", name="days", of=shape.failing)
    if shape.days is not None and shape.days < 1:
        yield fault("days-not-positive", "days", found=shape.days)
    if shape.ground and shape.failing == "noted":
        yield fault("idle-key", "ground", name="ground", of=shape.failing)
    if shape.automatic and shape.kind == "statement" and not shape.field:
        yield fault("cannot-be-automatic", "automatic")


def _references(shape: RequirementShape, file: GridShape, asked: Asked) -> Iterable[Fault]:
    """The names a requirement gives that nothing in the file bears, and the bounds that cannot both be met."""
    figures = [each.code for each in file.figure]
    if shape.figure and shape.figure not in figures:
        yield fault("unknown-figure", "figure", found=shape.figure, known=figures)
    if shape.piece and not asked.piece(shape.piece):
        yield fault("unknown-piece", "piece", found=shape.piece, known=[each.code for each in asked.pieces])
    parts = list(dict.fromkeys(each.part for each in asked.pieces if each.part))
    if shape.part and shape.part not in parts:
        yield fault("unknown-part", "part", found=shape.part, known=parts)
    elif shape.kind == "pieces" and not any(x.mandatory for x in asked.pieces if shape.part in ("", x.part)):
        yield fault("no-mandatory-piece", "kind")
    if shape.kind == "received-before-closing" and not file.closes:
        yield fault("closing-missing", "kind")
    if shape.from_ and shape.to and shape.from_ > shape.to:
        yield fault("dates-reversed", "from", first_day=shape.from_, last_day=shape.to)
    lots = [each.code for each in file.lot]
    for place, code in enumerate(shape.lots):
        if not lots:
            yield fault("requirement-no-lots", "lots", found=code)
            break
        if code not in lots:
            yield fault("requirement-unknown-lot", "lots", place, found=code, known=lots)
        elif code in shape.lots[:place]:
            yield fault("requirement-lot-twice", "lots", place, found=code)
    yield from _field_of(shape, asked)


def _field_of(shape: RequirementShape, asked: Asked) -> Iterable[Fault]:
    field = asked.field(shape.field)
    if shape.field and not field:
        yield fault("unknown-asked-field", "field", found=shape.field, known=[each.code for each in asked.fields])
    kinds = FIELD_KINDS.get(shape.kind, ())
    if not field or not kinds:
        return
    if field.kind not in kinds:
        yield fault("field-of-another-kind", "field", found=shape.field, is_kind=field.kind, kinds=list(kinds))
    elif field.kind == "choice":
        for place, each in enumerate(shape.values):
            if each not in field.values:
                known = list(field.values)
                yield fault("value-not-of-field", "values", place, found=each, asked=field.code, known=known)
