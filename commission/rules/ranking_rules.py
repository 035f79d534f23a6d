"""The rules of notation and ranking: published by the call, or adopted by the commission before the first mark."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import msgspec

from commission.rules.checks import number
from commission.rules.fault import Fault, fault
from commission.rules.ranking_shape import LotRulesShape, OutcomeShape, RulesShape, ThresholdShape, TieShape

MOST_PLACES = 6
"""Decimals that a result may be shown or rounded with."""


class Rounding(msgspec.Struct, frozen=True):
    """A stage at which figures are rounded half up to ``places``: ``member``, ``sub``, ``criterion`` or ``total``."""

    stage: str
    places: int


class Threshold(msgspec.Struct, frozen=True):
    """A bar on a line, a criterion or ``total``. ``bound`` in points or, with ``share``, as a part of the maximum.

    ``weighted``: the figure is taken after the weights of its lines and its own, else before any weight.
    """

    on: str
    bound: Fraction
    inclusive: bool
    share: bool = False
    weighted: bool = False


class Outcome(msgspec.Struct, frozen=True):
    """A word for totals from ``start`` (None: no lower end) up to, not including, ``below`` (None: no upper end)."""

    word: str
    start: Fraction | None
    below: Fraction | None


class TieStep(msgspec.Struct, frozen=True):
    """One step of the chain that settles equal totals. ``better`` is ``higher`` or ``lower`` (earlier, for a date).

    ``seed`` of a draw is public and stated before anybody knows what it gives.
    """

    by: str
    code: str = ""
    better: str = "higher"
    seed: str = ""


class Rules(msgspec.Struct, frozen=True):
    """How marks become a ranking.

    ``step`` in points (None: any decimal). ``aggregation`` brings the members together at the level of ``across``:
    ``mean`` over ``sub`` is the sum over sub-criteria of the mean over the counting seats. ``trim`` is how many marks a
    trimmed mean leaves out at each end (a part of them where below 1). ``rounding`` lists the stages; none: only at
    display, to ``display_places``, half up. ``missing = block``: a dossier with a mark missing is not ranked until
    scoring of its lot is closed. ``ties = shared``: 1, 2, 2, 4. ``selection``: in rank order while the lot's ``capacity``
    holds, or its ``envelope`` in euros, or a ``number`` of dossiers; ``fill`` says what happens at the first that does
    not fit (``stop``, ``skip`` to the next that does, ``partial``: it gets what is left); ``asked`` is the figure that a
    dossier asks for; ``waiting`` is how long the waiting list is (None: there is none). ``lots`` are ranked ``apart``, or
    ``together``, in one ranking where the best of each may come first (``best_of_each``) and no lot has more than
    ``most_per_lot`` dossiers in useful rank (0: no limit). ``transfers`` says, in order, which lot gets what another's
    envelope leaves; ``per_applicant`` is the most that one applicant has in useful rank over the call (0: no limit),
    known by name or by the field ``applicant_field``. ``published`` names the keys that the call itself publishes,
    ``stated`` those that either file states. ``by_lot`` holds the rules of each lot that has its own, whole.
    """

    step: Fraction | None
    aggregation: str = "mean"
    across: str = "sub"
    trim: Fraction = Fraction(0)
    drop_best: int = 0
    drop_worst: int = 0
    rounding: tuple[Rounding, ...] = ()
    missing: str = "block"
    better: str = "higher"
    thresholds: tuple[Threshold, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    ties: str = "shared"
    tie_break: tuple[TieStep, ...] = ()
    selection: str = "none"
    fill: str = "stop"
    asked: str = ""
    number: int = 0
    waiting: int | None = None
    lots: str = "apart"
    best_of_each: bool = False
    most_per_lot: int = 0
    transfers: tuple[tuple[str, str], ...] = ()
    per_applicant: int = 0
    applicant_field: str = ""
    display_places: int = 2
    published: frozenset[str] = frozenset()
    stated: frozenset[str] = frozenset()
    by_lot: tuple[tuple[str, Rules], ...] = ()

    def of(self, lot: str) -> Rules:
        """The rules that this lot is ranked by: its own where it has some, else these."""
        return next((own for code, own in self.by_lot if code == lot), self) if self.by_lot else self

    @property
    def binds_lots(self) -> bool:
        """Whether who is in useful rank in one lot may depend on the others."""
        return self.lots == "together" or bool(self.transfers or self.per_applicant)

    def outcome(self, total: Fraction) -> str:
        """The word for this total; empty where none is stated. Ranges leave no gap, so that there is always one."""
        for each in self.outcomes:
            if (each.start is None or each.start <= total) and (each.below is None or total < each.below):
                return each.word
        return ""


def build_rules(shape: RulesShape, published: RulesShape | None = None) -> tuple[Rules, list[Fault]]:
    """The rules that a table states beside those the call publishes, with the faults of ``shape`` (key paths inside it).

    A key that the call publishes cannot be stated otherwise: fault ``rule-published``. Of the lots, each that has a table
    published is ranked by it; the commission may adopt what the others do otherwise.
    """
    said = {} if published is None else stated(published)
    faults = [
        fault("rule-published", key, key=key)
        for key, value in stated(shape).items()
        if key in said and said[key] != value and key != "lot"
    ]
    theirs = said.get("lot", {})
    faults += [
        fault("rule-published", "lot", code, key=code)
        for code, own in shape.lot.items()
        if code in theirs and own != theirs[code]
    ]
    whole = RulesShape(**{**stated(shape), **said, "lot": {**shape.lot, **theirs}})
    rules, wrong = _rules(whole)
    faults += [each for each in wrong if each.where[0] not in said]
    rules = msgspec.structs.replace(rules, published=frozenset(said), stated=frozenset(stated(whole)))
    if not whole.lot:
        return rules, faults
    lots, wrong = _lot_rules(whole, said)
    return msgspec.structs.replace(rules, by_lot=lots), [*faults, *wrong]


def _lot_rules(whole: RulesShape, said: dict[str, Any]) -> tuple[tuple[tuple[str, Rules], ...], list[Fault]]:
    """The rules of each lot that states some: what it leaves out comes from the table of the whole call."""
    common = {key: value for key, value in stated(whole).items() if key != "lot"}
    found: list[tuple[str, Rules]] = []
    faults: list[Fault] = []
    for code, shape in whole.lot.items():
        own = stated(shape)
        merged = _over(common, own)
        rules, wrong = _rules(RulesShape(**merged))
        theirs = code in said.get("lot", {})
        faults += [each.under("lot", code) for each in wrong if each.where[0] in own and not theirs]
        if not theirs:
            faults += [
                fault("rule-published", "lot", code, key, key=key)
                for key, value in own.items()
                if key in said and said[key] != value
            ]
        published = frozenset({*said, *(own if theirs else ())})
        found.append((code, msgspec.structs.replace(rules, published=published, stated=frozenset(merged))))
    return tuple(found), faults


def over(common: RulesShape | None, own: RulesShape | None) -> RulesShape | None:
    """The rules of a part of the call: its own keys, and from the table of the whole what it leaves out."""
    if common is None or own is None:
        return own or common
    return RulesShape(**_over(stated(common), stated(own)))


def _over(common: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    return {**{key: value for key, value in common.items() if not _left(key, own.get("selection"))}, **own}


def _left(key: str, selection: str | None) -> bool:
    """Whether a key of the whole call serves nothing beside the selection that a lot states itself."""
    serves = {
        "number": {"number"},
        "asked": {"capacity", "envelope"},
        "fill": {"capacity", "envelope"},
        "waiting": {"capacity", "envelope", "number"},
    }
    return selection is not None and key in serves and selection not in serves[key]


def stated(shape: RulesShape | LotRulesShape) -> dict[str, Any]:
    """The keys that a table states, with what they say; an empty list says nothing, except of one lot."""
    silent: tuple[Any, ...] = (None,) if isinstance(shape, LotRulesShape) else (None, [], {})
    return {name: value for name in shape.__struct_fields__ if (value := getattr(shape, name)) not in silent}


def _rules(shape: RulesShape) -> tuple[Rules, list[Fault]]:
    faults: list[Fault] = []
    step = None if shape.step is None else number(shape.step, faults, "step")
    if step == 0 and not faults:
        faults.append(fault("zero-step", "step"))
    places = 2 if shape.display_places is None else shape.display_places
    if not 0 <= places <= MOST_PLACES:
        faults.append(fault("display-places", "display_places", found=places))
    faults += [
        fault("round-places", "round", index, "places", found=each.places)
        for index, each in enumerate(shape.round)
        if not 0 <= each.places <= MOST_PLACES
    ]
    rules = Rules(
        step or None,
        aggregation=shape.aggregation or "mean",
        across=shape.across or ("total" if shape.aggregation == "ranks" else "sub"),
        trim=number(shape.trim, faults, "trim"),
        drop_best=shape.drop_best or 0,
        drop_worst=shape.drop_worst or 0,
        rounding=tuple(Rounding(each.stage, each.places) for each in shape.round),
        missing=shape.missing or "block",
        better=shape.better or "higher",
        ties=shape.ties or "shared",
        thresholds=tuple(_threshold(each, index, faults) for index, each in enumerate(shape.threshold)),
        outcomes=_outcomes(shape.outcome, faults),
        tie_break=tuple(_tie_step(each, index, faults) for index, each in enumerate(shape.tie_break)),
        selection=shape.selection or "none",
        fill=shape.fill or "stop",
        asked=shape.asked or "",
        number=shape.number or 0,
        waiting=shape.waiting,
        lots=shape.lots or "apart",
        best_of_each=bool(shape.best_of_each),
        most_per_lot=shape.most_per_lot or 0,
        transfers=tuple((each.from_, each.to) for each in shape.transfer),
        per_applicant=shape.per_applicant or 0,
        applicant_field=shape.applicant_field or "",
        display_places=places,
    )
    return rules, faults


def _threshold(shape: ThresholdShape, index: int, faults: list[Fault]) -> Threshold:
    stated = [name for name in ("at_least", "more_than") if getattr(shape, name) is not None]
    if len(stated) != 1:
        faults.append(fault("threshold-bound", "threshold", index, on=shape.on))
        return Threshold(shape.on, Fraction(0), True)
    value = getattr(shape, stated[0])
    share = isinstance(value, str) and "%" in value
    bound = number(value, faults, "threshold", index, stated[0])
    return Threshold(shape.on, bound, stated[0] == "at_least", share, shape.marks == "weighted")


def _outcomes(shapes: Sequence[OutcomeShape], faults: list[Fault]) -> tuple[Outcome, ...]:
    """The ranges as written, from the bottom up; each begins where the one before ends, so that none is left between."""
    found = []
    for index, each in enumerate(shapes):
        start, below = (
            None if value is None else number(value, faults, "outcome", index, name)
            for name, value in (("start", each.start), ("below", each.below))
        )
        found.append(Outcome(each.word, start, below))
        if index and (start is None or start != found[index - 1].below):
            faults.append(fault("outcome-gap", "outcome", index, word=each.word, after=found[index - 1].below))
        if start is not None and below is not None and start >= below:
            faults.append(fault("outcome-empty", "outcome", index, word=each.word))
    if found and found[0].start is not None:
        faults.append(fault("outcome-open", "outcome", 0, word=found[0].word, key="start"))
    if found and found[-1].below is not None:
        faults.append(fault("outcome-open", "outcome", len(found) - 1, word=found[-1].word, key="below"))
    return tuple(found)


def _tie_step(shape: TieShape, index: int, faults: list[Fault]) -> TieStep:
    dated = shape.by == "deposited-at"
    words = {"deposited-at": ["earlier", "later"], "draw": []}.get(shape.by, ["higher", "lower"])
    if shape.by == "draw" and not shape.seed.strip():
        faults.append(fault("draw-seed", "tie_break", index))
    if shape.better is not None and shape.better not in words:
        faults.append(fault("tie-better", "tie_break", index, "better", found=shape.better, known=words))
    if bool(shape.code) == (shape.by in {"deposited-at", "draw"}):
        faults.append(fault("tie-code", "tie_break", index, by=shape.by))
    better = shape.better or ("earlier" if dated else "higher")
    return TieStep(shape.by, shape.code, "lower" if better in {"lower", "earlier"} else "higher", shape.seed)
