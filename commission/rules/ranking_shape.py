"""What may stand in a ``[rules]`` table: in a grid file what is published, in a session file what the commission adopts.

A key left out says nothing: the other table, else the cautious default of ``ranking_rules``, then holds.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from commission.rules.table import Number, Shape

Aggregation = Literal["mean", "median", "trimmed-mean", "majority", "sum", "ranks"]
Across = Literal["sub", "criterion", "total"]


class RoundShape(Shape):
    """One stage at which figures are rounded, half up: a member's total, a criterion, a sub-criterion's mean, the total."""

    stage: Literal["member", "sub", "criterion", "total"]
    places: int


class ThresholdShape(Shape):
    """A bar: on a sub-criterion, a criterion or ``"total"``; inclusive (``at_least``) or exclusive (``more_than``)."""

    on: str
    at_least: Number | None = None
    more_than: Number | None = None
    unit: Literal["points", "percent"] = "points"
    marks: Literal["raw", "weighted"] = "raw"


class OutcomeShape(Shape):
    """A word for a range of totals, from ``start`` (inclusive) up to ``below`` (exclusive; left out: no upper end)."""

    word: str
    start: Number | None = None
    below: Number | None = None


class TieShape(Shape):
    """One step of the chain that settles equal totals: a criterion's or figure's code, a date, a draw, a vote."""

    by: Literal["criterion", "sub", "figure", "deposited-at", "draw", "vote"]
    code: str = ""
    better: Literal["higher", "lower", "earlier", "later"] | None = None
    seed: str = ""


class RulesShape(Shape):
    """The ``[rules]`` table."""

    step: Number | None = None
    aggregation: Aggregation | None = None
    across: Across | None = None
    trim: Number | None = None
    drop_best: int | None = None
    drop_worst: int | None = None
    rounding: Literal["none"] | None = None
    round: list[RoundShape] = msgspec.field(default_factory=list)
    missing: Literal["block"] | None = None
    better: Literal["higher", "lower"] | None = None
    threshold: list[ThresholdShape] = msgspec.field(default_factory=list)
    outcome: list[OutcomeShape] = msgspec.field(default_factory=list)
    ties: Literal["shared"] | None = None
    tie_break: list[TieShape] = msgspec.field(default_factory=list)
    selection: Literal["none", "capacity"] | None = None
    display_places: int | None = None
