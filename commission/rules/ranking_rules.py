"""The rules of notation and ranking: published by the call, or adopted by the commission before the first mark."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

import msgspec

from commission.rules.checks import number
from commission.rules.fault import Fault, fault
from commission.rules.table import Number, Shape


class RulesShape(Shape):
    """The ``[rules]`` table of a session. Every key has the cautious default that ``docs/`` explains."""

    step: Number | None = None
    aggregation: Literal["mean"] = "mean"
    rounding: Literal["none"] = "none"
    missing: Literal["block"] = "block"
    ties: Literal["shared"] = "shared"
    selection: Literal["none", "capacity"] = "none"
    display_places: int = 2


class Rules(msgspec.Struct, frozen=True):
    """How marks become a ranking.

    ``step`` in points (None: any decimal). ``aggregation = mean``: the sum over sub-criteria of the mean over the
    counting seats. ``rounding = none``: only at display, to ``display_places``, half up. ``missing = block``: a dossier
    with a mark missing is not ranked until scoring of its lot is closed. ``ties = shared``: 1, 2, 2, 4.
    ``selection = capacity``: in rank order while the lot's capacity holds, stopping at the first that does not fit.
    """

    step: Fraction | None
    aggregation: str = "mean"
    rounding: str = "none"
    missing: str = "block"
    ties: str = "shared"
    selection: str = "none"
    display_places: int = 2


def build_rules(shape: RulesShape) -> tuple[Rules, list[Fault]]:
    """The rules a table states, with the faults of its numbers (key paths inside the table)."""
    faults: list[Fault] = []
    step = None if shape.step is None else number(shape.step, faults, "step")
    if step == 0 and not faults:
        faults.append(fault("zero-step", "step"))
    if not 0 <= shape.display_places <= 6:
        faults.append(fault("display-places", "display_places", found=shape.display_places))
    rules = Rules(
        step or None,
        shape.aggregation,
        shape.rounding,
        shape.missing,
        shape.ties,
        shape.selection,
        shape.display_places,
    )
    return rules, faults
