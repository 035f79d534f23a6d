"""What may stand in a ``[rules]`` table: in a grid file what is published, in a session file what the commission adopts.

A key left out says nothing: the other table, else the cautious default of ``ranking_rules``, then holds.
"""

# Annotations are not kept as text here: every command reads them, and would have to compile each first (1 ms).

from typing import Literal

import msgspec

from commission.rules.table import Number, Shape

Aggregation = Literal["mean", "median", "trimmed-mean", "majority", "sum", "ranks", "consensus"]
Across = Literal["sub", "criterion", "total"]


class RoundShape(Shape):
    """One stage at which figures are rounded, half up: a member's total, a criterion, a sub-criterion's mean, the total."""

    stage: Literal["member", "sub", "criterion", "total"]
    places: int


class ThresholdShape(Shape):
    """A bar: on a sub-criterion, a criterion or ``"total"``; inclusive (``at_least``) or exclusive (``more_than``).

    In points, or as a part of the maximum where it is written in percent (``"50 %"``).
    """

    on: str
    at_least: Number | None = None
    more_than: Number | None = None
    marks: Literal["raw", "weighted"] = "raw"


class OutcomeShape(Shape):
    """A word for a range of totals, from ``start`` (inclusive) up to ``below`` (exclusive; left out: no upper end)."""

    word: str
    start: Number | None = None
    below: Number | None = None


class TieShape(Shape):
    """One step of the chain that settles equal totals: a criterion's, line's or figure's code, a date, a draw."""

    by: Literal["criterion", "sub", "figure", "deposited-at", "draw"]
    code: str = ""
    better: Literal["higher", "lower", "earlier", "later"] | None = None
    seed: str = ""


class TransferShape(Shape):
    """What the envelope of one lot leaves, and the lot that it goes to."""

    from_: str = msgspec.field(name="from")
    to: str


class LotRulesShape(Shape):
    """``[rules.lot.CODE]``: what one lot is ranked by, other than the rest of the call.

    An empty list is an answer: this lot has no threshold, or no chain, whatever the rest of the call has.
    """

    threshold: list[ThresholdShape] | None = None
    tie_break: list[TieShape] | None = None
    selection: Literal["none", "capacity", "envelope", "number"] | None = None
    fill: Literal["stop", "skip", "partial"] | None = None
    asked: str | None = None
    number: int | None = None
    waiting: int | None = None


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
    selection: Literal["none", "capacity", "envelope", "number"] | None = None
    fill: Literal["stop", "skip", "partial"] | None = None
    asked: str | None = None
    number: int | None = None
    waiting: int | None = None
    lots: Literal["apart", "together"] | None = None
    best_of_each: bool | None = None
    most_per_lot: int | None = None
    transfer: list[TransferShape] = msgspec.field(default_factory=list)
    per_applicant: int | None = None
    applicant_field: str | None = None
    display_places: int | None = None
    lot: dict[str, LotRulesShape] = msgspec.field(default_factory=dict)
