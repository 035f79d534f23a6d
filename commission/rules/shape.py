"""What may stand in a written grid: names and types only. One description, read in two ways (see ``reading``)."""

# Annotations are not kept as text here: every command reads them, and would have to compile each first (1 ms).

from datetime import datetime
from typing import Literal

import msgspec

from commission.rules.asked_shape import FieldShape, HeadingShape, PieceShape, RequirementShape
from commission.rules.money import FormShape, MilestoneShape, RequestShape
from commission.rules.ranking_shape import RulesShape
from commission.rules.table import Number, Shape

CIRCUIT = "circuit"
"""What ``kind`` says in a file that holds an admission circuit; see ``circuit``."""
SHARING = "sharing"
"""What ``kind`` says in a file that shares an envelope; see ``sharing``."""


class RangeShape(Shape):
    """One step of a formula: from this figure on, these points."""

    start: Number
    points: Number


class FormulaShape(Shape):
    """The ``formula`` of a line that nobody scores: a figure of the dossier turned into points."""

    name: Literal["inverse", "linear", "to-mean", "steps", "to-best"]
    figure: str
    low: Number | None = None
    high: Number | None = None
    ranges: list[RangeShape] = msgspec.field(default_factory=list)
    absent: Number | None = None
    zero: Number | None = None


class SubShape(Shape):
    """One ``[[criterion.sub]]``. One notation: points unless ``levels``, ``yes``, ``opinions`` or ``formula`` stands."""

    code: str
    title: str
    max: Number | None = None
    min: Number | None = None
    step: Number | None = None
    levels: dict[str, Number] | None = None
    yes: Number | None = None
    opinions: list[str] = msgspec.field(default_factory=list)
    opinion: bool = False
    reason_for: list[str] = msgspec.field(default_factory=list)
    formula: FormulaShape | None = None
    weight: Number | None = None
    better: Literal["higher", "lower"] = "higher"
    bonus: bool = False
    counts: bool = True
    guidance: str = ""
    guidance_source: str = ""
    note: str = ""


class CriterionShape(Shape):
    """One ``[[criterion]]``. ``combine`` says how its lines make its figure, ``cap`` the most a capped sum gives."""

    code: str
    title: str
    sub: list[SubShape]
    points: Number | None = None
    weight: Number | None = None
    combine: Literal["sum", "mean", "best", "capped-sum"] = "sum"
    cap: Number | None = None
    stage: str = ""


class StageShape(Shape):
    """One ``[[stage]]``: what is scored on its own, after the one before. ``counts``: what the ranked total is then.

    ``rules`` are those published for this stage, where they are not those of the whole call.
    """

    code: str
    title: str
    counts: Literal["added", "alone"] | None = None
    rules: RulesShape | None = None


class AreaShape(Shape):
    """One entry of a lot's ``areas``."""

    title: str
    capacity: Number | None = None


class LotShape(Shape):
    """One ``[[lot]]``."""

    code: str
    title: str
    capacity: Number | None = None
    unit: str = ""
    capacity_figure: str = ""
    source: str = ""
    areas: list[AreaShape] = msgspec.field(default_factory=list)
    ceiling: Number | None = None
    forms: list[FormShape] = msgspec.field(default_factory=list)


class FigureShape(Shape):
    """One ``[[figure]]``."""

    code: str
    title: str
    unit: str = ""
    source: str = ""
    note: str = ""


class AuthorityShape(Shape):
    """One ``[[authority]]``."""

    code: str
    title: str


class UnpublishedShape(Shape):
    """One ``[[unpublished]]``: a rule that the document does not publish, said in so many words."""

    subject: Literal[
        "step", "aggregation", "rounding", "missing", "ties", "selection", "scoring", "commission", "vote", "closing"
    ]
    text: str


class GridShape(Shape):
    """A whole grid file."""

    format: Literal[1]
    code: str
    title: str
    criterion: list[CriterionShape] = msgspec.field(default_factory=list)
    total: Number | None = None
    combine: Literal["sum", "mean", "best", "capped-sum", "lexicographic"] = "sum"
    cap: Number | None = None
    bonus_cap: Number | None = None
    rules: RulesShape | None = None
    scoring: Literal["published", "unpublished"] = "published"
    kind: str = ""
    regime: str = ""
    source: str = ""
    zone: str = "Europe/Paris"
    published_opening: str = ""
    closes: datetime | None = None
    bound: Literal["exclusive", "inclusive"] | None = None
    closes_published: str = ""
    closes_on: str = ""
    closes_source: str = ""
    lot_label: str = "lot"
    envelope: Number | None = None
    envelope_source: str = ""
    volume_unit: str = ""
    variants: Literal["allowed", "refused"] = "allowed"
    request: RequestShape = msgspec.field(default_factory=RequestShape)
    milestone: list[MilestoneShape] = msgspec.field(default_factory=list)
    stage: list[StageShape] = msgspec.field(default_factory=list)
    notes: list[str] = msgspec.field(default_factory=list)
    authority: list[AuthorityShape] = msgspec.field(default_factory=list)
    lot: list[LotShape] = msgspec.field(default_factory=list)
    figure: list[FigureShape] = msgspec.field(default_factory=list)
    unpublished: list[UnpublishedShape] = msgspec.field(default_factory=list)
    field: list[FieldShape] = msgspec.field(default_factory=list)
    piece: list[PieceShape] = msgspec.field(default_factory=list)
    heading: list[HeadingShape] = msgspec.field(default_factory=list)
    requirement: list[RequirementShape] = msgspec.field(default_factory=list)
