"""The stages of a call: a first sheet that shortlists, then a hearing whose points count alone or are added.

A session is about one stage. What it scores is that stage's criteria alone, so that a sheet, an opening and a ranking
are those of any call; what a dossier brings from the stage before stands in its file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from msgspec.structs import replace

from commission.rules.build_lines import signed
from commission.rules.checks import check_codes
from commission.rules.fault import Fault, fault
from commission.rules.grid import AtStage, Call
from commission.rules.number import Written
from commission.rules.ranking_rules import Rules
from commission.rules.shape import GridShape


def stage_faults(shape: GridShape) -> Iterable[Fault]:
    """What is wrong with the stages of a file and with what its criteria say of them, each at its key."""
    known = [each.code for each in shape.stage]
    for index, each in enumerate(shape.criterion):
        if each.stage and each.stage not in known:
            yield _unknown(each.stage, known).under("criterion", index, "stage")
    if not known:
        return
    yield from check_codes([(code, ("stage", index, "code")) for index, code in enumerate(known)])
    if len(known) == 1:
        yield fault("stage-single", "stage", 0)
    used = {each.stage or known[0] for each in shape.criterion}
    for index, stage in enumerate(shape.stage):
        if stage.code not in used:
            yield fault("stage-empty", "stage", index, "code", title=stage.title)
        if index and stage.counts is None:
            yield fault("stage-counts-lacking", "stage", index, title=stage.title)
        if not index and stage.counts is not None:
            yield fault("stage-counts-first", "stage", 0, "counts")
    if shape.combine != "sum":
        yield fault("stages-need-sum", "combine")
    extra = {each.stage or known[0] for each in shape.criterion if any(sub.bonus for sub in each.sub)}
    if shape.bonus_cap is not None and len(extra) > 1:
        yield fault("stages-share-cap", "bonus_cap")


def _unknown(found: str, known: Sequence[str]) -> Fault:
    return fault("unknown-stage", found=found, known=list(known)) if known else fault("no-stages", found=found)


def at_stage(call: Call, rules: Rules, code: str) -> tuple[Call, Rules, list[Fault]]:
    """The call and the rules as a session of this stage has them (empty: the first).

    The call keeps its criteria of that stage, the published rules what speaks of them. Without stages nothing changes.
    """
    known = [each.code for each in call.stages]
    if code and code not in known:
        return call, rules, [_unknown(code, known).under("stage")]
    if not known:
        return call, rules, []
    place = known.index(code) if code else 0
    stage = call.stages[place]
    before = call.stages[place - 1] if place else None
    after = call.stages[place + 1] if place + 1 < len(known) else None
    earlier = {each.code for each in call.stages[:place]}
    bonus = any(sub.bonus for each in call.criteria if each.stage in earlier for sub in each.subs)
    at = AtStage(stage, before, after, _most(call, place - 1) if before else None, bonus)
    own = replace(call, criteria=tuple(each for each in call.criteria if each.stage == stage.code), at=at)
    if at.adds and rules.aggregation == "ranks":
        return own, rules, [fault("stage-added-ranks", "stage", title=stage.title)]
    return own, _heard(rules, call, own), []


def _most(call: Call, place: int) -> Fraction | None:
    """The most a dossier has after the stage of this place: its own points, and those before where they are added."""
    whole = Fraction(0)
    for stage in reversed(call.stages[: place + 1]):
        own = replace(call, criteria=tuple(each for each in call.criteria if each.stage == stage.code)).total
        if own is None:
            return None
        whole += own
        if stage.counts != "added":
            break
    return whole


def _heard(rules: Rules, call: Call, own: Call) -> Rules:
    """The rules without those that the call publishes for a criterion or a line of another stage."""
    elsewhere = _codes(call) - _codes(own)
    kept, asked = rules.thresholds, rules.tie_break
    if "threshold" in rules.published:
        kept = tuple(each for each in kept if each.on not in elsewhere)
    if "tie_break" in rules.published:
        asked = tuple(each for each in asked if each.by not in {"criterion", "sub"} or each.code not in elsewhere)
    lots = tuple((lot, _heard(each, call, own)) for lot, each in rules.by_lot)
    return replace(rules, thresholds=kept, tie_break=asked, by_lot=lots)


def _codes(call: Call) -> set[str]:
    """Every criterion and line that a rule may speak of."""
    return {each.code for each in call.criteria} | {each.code for each in call.lines}


def carried_points(value: Written, faults: list[Fault], *where: str | int) -> Fraction:
    """A total of the stage before made exact; a fault where it is no number of points: a share of something is none."""
    if isinstance(value, str) and "%" in value:
        faults.append(fault("not-a-number", *where, found=value))
        return Fraction(0)
    return signed(value, faults, *where)


def carried_faults(carried: Sequence[Fraction | None], at: AtStage | None, rules: Rules) -> Iterable[Fault]:
    """The dossiers that lack what they bring from the stage before, or bring what has no place; in their order.

    More than the maximum of that stage is one too, where members are not added up (``rules``) and no bonus exceeds it.
    """
    bounded = at is not None and not at.bonus_before and rules.aggregation not in {"sum", "ranks"}
    for index, points in enumerate(carried):
        if at is None or at.before is None:
            if points is not None:
                yield fault("carried-idle", "dossier", index, "carried")
        elif points is None:
            yield fault("carried-lacking", "dossier", index, title=at.before.title)
        elif bounded and at.most_before is not None and points > at.most_before:
            where = ("dossier", index, "carried")
            yield fault("carried-above-max", *where, found=points, max=at.most_before, title=at.before.title)
