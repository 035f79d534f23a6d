"""What may stand in a written grid: names and types only. One description, read in two ways (see ``reading``)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Literal

Number = int | Decimal | str


class Shape:
    """Base of every written table; ``reading`` refuses unknown keys and never converts (``"1"`` is not 1)."""


@dataclass(slots=True)
class SubShape(Shape):
    """One ``[[criterion.sub]]``."""

    code: str
    title: str
    max: Number
    guidance: str = ""
    guidance_source: str = ""
    note: str = ""


@dataclass(slots=True)
class CriterionShape(Shape):
    """One ``[[criterion]]``."""

    code: str
    title: str
    points: Number
    sub: list[SubShape]


@dataclass(slots=True)
class AreaShape(Shape):
    """One entry of a lot's ``areas``."""

    title: str
    capacity: Number | None = None


@dataclass(slots=True)
class LotShape(Shape):
    """One ``[[lot]]``."""

    code: str
    title: str
    capacity: Number | None = None
    unit: str = ""
    capacity_figure: str = ""
    source: str = ""
    areas: list[AreaShape] = field(default_factory=list)


@dataclass(slots=True)
class FigureShape(Shape):
    """One ``[[figure]]``."""

    code: str
    title: str
    unit: str = ""
    source: str = ""
    note: str = ""


@dataclass(slots=True)
class AuthorityShape(Shape):
    """One ``[[authority]]``."""

    code: str
    title: str


@dataclass(slots=True)
class UnpublishedShape(Shape):
    """One ``[[unpublished]]``: a rule that the document does not publish, said in so many words."""

    subject: Literal["step", "aggregation", "rounding", "missing", "ties", "selection"]
    text: str


@dataclass(slots=True)
class GridShape(Shape):
    """A whole grid file."""

    format: Literal[1]
    code: str
    title: str
    criterion: list[CriterionShape]
    total: Number | None = None
    kind: str = ""
    regime: str = ""
    source: str = ""
    zone: str = "Europe/Paris"
    published_opening: str = ""
    closes: datetime | None = None
    bound: Literal["exclusive", "inclusive"] = "exclusive"
    closes_published: str = ""
    closes_on: str = ""
    closes_source: str = ""
    lot_label: str = "lot"
    notes: list[str] = field(default_factory=list)
    authority: list[AuthorityShape] = field(default_factory=list)
    lot: list[LotShape] = field(default_factory=list)
    figure: list[FigureShape] = field(default_factory=list)
    unpublished: list[UnpublishedShape] = field(default_factory=list)
