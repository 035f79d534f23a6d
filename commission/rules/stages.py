"""The stages of a call: a first sheet that shortlists, then a hearing whose points count alone or are added.

A session is about one stage. What it scores is that stage's criteria alone, so that a sheet, an opening and a ranking
are those of any call; what a dossier brings from the stage before stands in its file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction

from msgspec.structs import replace

from commission.rules.build_lines import signed
from commission.rules.checks import check_codes
from commission.rules.fault import Fault, KeyPath, fault
from commission.rules.grid import AtStage, Call
from commission.rules.number import Written
from commission.rules.ranking_rules import Rules, build_rules, over, stated
from commission.rules.ranking_shape import LotRulesShape, RulesShape
from commission.rules.rule_checks import contradictions
from commission.rules.shape import GridShape, StageShape

UNBOUNDED = frozenset({"sum", "ranks"})
"""Where members are not brought to one figure out of the maximum."""


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


def published_at(call: Call, code: str) -> RulesShape | None:
    """The rules that the call publishes for the stage of this code (empty: the first): its own keys, else those of all."""
    stage = next((each for each in call.stages if code in ("", each.code)), None)
    return over(call.rules, stage.rules if stage else None)


def stage_rule_faults(stages: Sequence[StageShape], call: Call, *, sound: bool) -> Iterable[Fault]:
    """What is wrong with the rules that the call publishes, at each of its stages.

    A rule that a stage states is named there, one that it takes from ``[rules]`` in that table. Contradictions are only
    looked for where the stages and ``[rules]`` are ``sound`` by themselves.
    """
    for index, written in enumerate(stages):
        own, here = written.rules or RulesShape(), ("stage", index, "rules")
        if written.rules is not None and not stated(own):
            yield fault("stage-rules-empty", *here, title=written.title)
        _, wrong = build_rules(own)
        yield from (each.under(*here) for each in wrong)
        if sound and not wrong:
            yield from (each for each in _unfit(call, written.code, own, here))


def _unfit(call: Call, code: str, own: RulesShape, here: KeyPath) -> Iterable[Fault]:
    """The rules of one stage against each other and against what it scores."""
    keys = list(stated(own))
    taken = {(each.code, each.where[0]) for each in _at(call, code, call.rules)} if call.rules else set()
    title = next(each.title for each in call.stages if each.code == code)
    for each in _at(call, code, over(call.rules, own)):
        key = each.where[0]
        if key in keys:
            yield each.under(*here)
        elif (each.code, key) in taken or not keys:
            yield fault("rule-not-at-stage", "rules", *each.where, key=key, title=title)
        else:
            yield replace(each, where=(*here, keys[0]))


def _at(call: Call, code: str, published: RulesShape | None) -> list[Fault]:
    """The faults of published rules at a stage, each at its key."""
    if published is None:
        return []
    heard, rules, unfit = at_stage(call, build_rules(RulesShape(), published)[0], code)
    return [*(replace(each, where=("aggregation",)) for each in unfit), *contradictions(published, rules, heard)]


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
    bonus |= any((published_at(call, each) or RulesShape()).aggregation in UNBOUNDED for each in earlier)
    at = AtStage(stage, before, after, _most(call, place - 1) if before else None, bonus)
    own = replace(call, criteria=tuple(each for each in call.criteria if each.stage == stage.code), at=at)
    if at.adds and rules.aggregation == "ranks":
        return own, rules, [fault("stage-added-ranks", "stage", title=stage.title)]
    published = over(call.rules, stage.rules) or RulesShape()
    return own, _heard(rules, _codes(call) - _codes(own), stated(stage.rules or RulesShape()), published.lot), []


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


def _heard(rules: Rules, elsewhere: set[str], own: Collection[str], lots: Mapping[str, LotRulesShape]) -> Rules:
    """The rules without those that ``[rules]`` publishes for a criterion or a line of another stage.

    ``own`` are the keys that the stage states itself: what they say is of this stage, or a fault. ``lots`` are the tables
    of the lots as published here.
    """
    kept, asked = rules.thresholds, rules.tie_break
    if "threshold" in rules.published and "threshold" not in own:
        kept = tuple(each for each in kept if each.on not in elsewhere)
    if "tie_break" in rules.published and "tie_break" not in own:
        asked = tuple(each for each in asked if each.by not in {"criterion", "sub"} or each.code not in elsewhere)
    found = []
    for lot, each in rules.by_lot:
        written = stated(lots[lot]) if lot in lots else {}
        keys = {key for key in ("threshold", "tie_break") if ("lot" if key in written else key) in own}
        found.append((lot, _heard(each, elsewhere, keys, {})))
    return replace(rules, thresholds=kept, tie_break=asked, by_lot=tuple(found))


def _codes(call: Call) -> set[str]:
    """Every criterion and line that a rule may speak of."""
    return {each.code for each in call.criteria} | {each.code for each in call.lines}


def carried_points(value: Written, faults: list[Fault], *where: str | int) -> Fraction:
    """A total of the stage before made exact; a fault where it is no number of points: a share of something is none."""
    if isinstance(value, str) and "%" in value:
        faults.append(fault("not-a-number", *where, found=value))
        return Fraction(0)
    return signed(value, faults, *where)


def carried_faults(
    carried: Sequence[Fraction | None], at: AtStage | None, rules: Rules, *, known: bool = False
) -> Iterable[Fault]:
    """The dossiers that lack what they bring from the stage before, or bring what has no place; in their order.

    More than the maximum of that stage is one too, where members are not added up (``rules``) and no bonus exceeds it.
    A session that the program made from the one before (``known``) is checked against it, not against a maximum.
    """
    bounded = not known and at is not None and not at.bonus_before and rules.aggregation not in UNBOUNDED
    for index, points in enumerate(carried):
        if at is None or at.before is None:
            if points is not None:
                yield fault("carried-idle", "dossier", index, "carried")
        elif points is None:
            yield fault("carried-lacking", "dossier", index, title=at.before.title)
        elif bounded and at.most_before is not None and points > at.most_before:
            where = ("dossier", index, "carried")
            yield fault("carried-above-max", *where, found=points, max=at.most_before, title=at.before.title)
