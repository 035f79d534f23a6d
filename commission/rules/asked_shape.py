"""What a grid file may say of what the document asks: fields, pieces, headings, requirements. Names and types only."""

# Annotations are not kept as text here: every command reads them, and would have to compile each first (1 ms).

from datetime import date
from typing import Literal

import msgspec

from commission.rules.table import Number, Shape

FieldKind = Literal["text", "date", "choice", "yes-no"]
RequirementKind = Literal[
    "received-before-closing",
    "figure-at-most",
    "figure-at-least",
    "piece",
    "pieces",
    "statement",
    "date-in-range",
    "one-of",
]
Failing = Literal["refused", "may-be-refused", "to-complete", "noted"]
Ground = Literal["late", "incomplete", "foreign", "price-ceiling", "requirement", "other"]


class FieldShape(Shape):
    """One ``[[field]]``."""

    code: str
    title: str
    kind: FieldKind = "text"
    values: list[str] = msgspec.field(default_factory=list)
    source: str = ""
    note: str = ""


class PieceShape(Shape):
    """One ``[[piece]]``."""

    code: str
    title: str
    part: str = ""
    mandatory: bool = True
    source: str = ""


class HeadingShape(Shape):
    """One ``[[heading]]``."""

    code: str
    title: str
    source: str = ""


class RequirementShape(Shape):
    """One ``[[requirement]]``. Which keys a kind needs, and which it has no use for, is told by ``build_asked``."""

    code: str
    title: str
    kind: RequirementKind
    failing: Failing
    lots: list[str] = msgspec.field(default_factory=list)
    figure: str = ""
    bound: Number | None = None
    piece: str = ""
    part: str = ""
    field: str = ""
    values: list[str] = msgspec.field(default_factory=list)
    from_: date | None = msgspec.field(default=None, name="from")
    to: date | None = None
    days: int | None = None
    ground: Literal[Ground, ""] = ""
    automatic: bool = False
    source: str = ""
    note: str = ""
