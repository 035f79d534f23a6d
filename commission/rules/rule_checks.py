"""Rules that contradict each other, or the grid they are to serve: each named at its key, before the first mark."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from msgspec.structs import replace

from commission.rules.fault import Fault, fault
from commission.rules.grid import Call
from commission.rules.ranking_rules import Rules, Threshold
from commission.rules.ranking_shape import RulesShape

ENDS = ("trim", "drop_best", "drop_worst")
LOT_KEYS = frozenset({"lots", "best_of_each", "most_per_lot", "transfer", "per_applicant", "applicant_field"})
"""The keys that speak of more than one lot."""


def contradictions(shape: RulesShape, rules: Rules, call: Call) -> list[Fault]:
    """The faults of ``rules`` on the grid of ``call``, each at its key, or at the first of ``shape`` where the other file
    states that key: the two do not go together.
    """
    found = [*_aggregation(rules, call), *_ends(rules), *_rounding(shape, rules), *_codes(rules, call)]
    found += [*_selection(rules, call), *_said_twice(rules), *_step(rules, call)]
    if LOT_KEYS & rules.stated:
        from commission.rules.lot_checks import lot_contradictions  # most documents state nothing beyond one lot

        found += lot_contradictions(rules, call)
    if shape.lot:
        found += _lots(shape, rules, call, {each.code for each in found})
    stated = [name for name in shape.__struct_fields__ if getattr(shape, name) not in (None, [], {})]
    if not stated:
        return []  # nothing is said here; what the other file says was judged with it
    return [each if each.where[0] in stated else replace(each, where=(stated[0],)) for each in found]


def _lots(shape: RulesShape, rules: Rules, call: Call, known: set[str]) -> Iterable[Fault]:
    """What is wrong with the rules that a lot has of its own; ``known`` is what the whole call is faulted with already."""
    lots = [each.code for each in call.lots or ()]
    for code, own in shape.lot.items():
        stated = [name for name in own.__struct_fields__ if getattr(own, name) is not None]
        if not lots:
            yield fault("rules-no-lots", "lot", code, lot=code)
        elif rules.binds_lots:
            yield fault("rules-lot-bound", "lot", code, lot=code)
        elif code not in lots:
            yield fault("rules-unknown-lot", "lot", code, found=code, known=lots)
        elif not stated:
            yield fault("rules-lot-empty", "lot", code, lot=code)
        else:
            track = rules.of(code)
            for each in (*_codes(track, call), *_selection(track, call)):
                if each.where[0] in stated:
                    yield each.under("lot", code)
                elif each.code not in known:
                    yield replace(each, where=("lot", code, stated[0]))


def _aggregation(rules: Rules, call: Call) -> Iterable[Fault]:
    how = rules.aggregation
    counting = [sub for sub in call.subs if sub.counts]
    if how == "majority" and (others := [sub.code for sub in counting if sub.notation != "yes-no"]):
        yield fault("majority-points", "aggregation", subs=others)
    if how == "consensus" and "across" in rules.stated:
        yield fault("rule-across-idle", "across", aggregation=how)
    only = {"majority": ("sub",), "ranks": ("total",)}
    if rules.across not in only.get(how, (rules.across,)):
        yield fault("rule-across", "across", aggregation=how, expected=only[how][0])
    if how == "ranks" and rules.better == "higher" and "better" in rules.stated:
        yield fault("rule-ranks-better", "better")
    if how == "ranks" and call.combine == "lexicographic":
        yield fault("rule-ranks-order", "aggregation")
    if "across" in rules.stated and rules.across == "total" and call.combine == "lexicographic":
        yield fault("rule-across-order", "across")


def _ends(rules: Rules) -> Iterable[Fault]:
    trims = rules.aggregation == "trimmed-mean"
    if trims and not rules.trim:
        yield fault("rule-trim-lacks", "aggregation")
    if rules.trim and not trims:
        yield fault("rule-trim-idle", "trim", aggregation=rules.aggregation)
    if (rules.trim >= 1 and rules.trim.denominator != 1) or 2 * rules.trim >= 1 > rules.trim:
        yield fault("rule-trim-size", "trim", found=rules.trim)
    for name in ("drop_best", "drop_worst"):
        dropped = getattr(rules, name)
        if dropped < 0:
            yield fault("negative", name, found=str(dropped))
        if dropped and rules.aggregation in {"majority", "ranks", "consensus"}:
            yield fault("rule-drop-idle", name, aggregation=rules.aggregation)


def _rounding(shape: RulesShape, rules: Rules) -> Iterable[Fault]:
    if shape.rounding == "none" and rules.rounding:
        yield fault("rule-rounding-both", "rounding")
    stages = [each.stage for each in rules.rounding]
    needs = {"sub": {"sub"}, "member": {"criterion", "total"}}
    for index, stage in enumerate(stages):
        if stage in stages[:index]:
            yield fault("rule-round-twice", "round", index, "stage", stage=stage)
        elif rules.across not in needs.get(stage, {rules.across}):
            yield fault("rule-round-idle", "round", index, "stage", stage=stage, across=rules.across)


def _codes(rules: Rules, call: Call) -> Iterable[Fault]:
    """Thresholds and ties that speak of what the grid does not have, or of a total where there is none."""
    lines = {sub.code: sub for sub in call.lines if sub.counts}
    criteria = [each.code for each in call.criteria]
    figures = [each.code for each in call.figures]
    for index, each in enumerate(rules.thresholds):
        known = [*lines, *criteria, "total"]
        if each.on not in known:
            yield fault("threshold-on", "threshold", index, "on", found=each.on, known=known)
        elif each.on == "total" and call.combine == "lexicographic":
            yield fault("threshold-no-total", "threshold", index, "on")
        elif each.on == "total" and (rules.better == "lower" or rules.aggregation == "ranks"):
            yield fault("threshold-lower", "threshold", index, "on")
        elif each.share and (rules.aggregation == "sum" or _maximum(call, each.on) is None):
            yield fault("threshold-no-maximum", "threshold", index, on=each.on)
        elif (most := _most(call, each, rules)) is not None and each.bound > most:
            if each.share:
                yield fault("threshold-above-whole", "threshold", index, on=each.on, percent=each.bound * 100)
                continue
            yield fault("threshold-above-maximum", "threshold", index, on=each.on, bound=each.bound, max=most)
    if rules.outcomes and call.combine == "lexicographic":
        yield fault("threshold-no-total", "outcome")
    for index, step in enumerate(rules.tie_break):
        known = {"criterion": criteria, "sub": list(lines), "figure": figures}.get(step.by, [])
        if step.by in {"criterion", "sub", "figure"} and step.code not in known:
            yield fault("tie-unknown", "tie_break", index, "code", found=step.code, known=known)
        if step.by == "draw" and index < len(rules.tie_break) - 1:
            yield fault("draw-last", "tie_break", index)


def _said_twice(rules: Rules) -> Iterable[Fault]:
    """A step of the chain that an earlier one has already taken, and a word that two ranges share."""
    steps = [(each.by, each.code) for each in rules.tie_break]
    for index, step in enumerate(steps):
        if step in steps[:index]:
            yield fault("tie-twice", "tie_break", index, first=steps.index(step) + 1)
    words = [each.word.strip().casefold() for each in rules.outcomes]
    for index, word in enumerate(words):
        if word in words[:index]:
            yield fault("outcome-twice", "outcome", index, "word", word=rules.outcomes[index].word)


def _step(rules: Rules, call: Call) -> Iterable[Fault]:
    """A step so large that no line could be given more than its least mark. That some lines could not is for the document."""
    if rules.step is None:
        return
    lines = [each for each in call.subs if each.notation == "points" and each.step is None and each.max is not None]
    short = [each.code for each in lines if each.min + rules.step > (each.max or 0)]
    if short and len(short) == len(lines):
        yield fault("rule-step-above", "step", step=rules.step, subs=short)


def _most(call: Call, bar: Threshold, rules: Rules) -> Fraction | None:
    """The most that a threshold may ask for; None where nothing bounds it, or weights and bonus are another matter."""
    if bar.share:
        return Fraction(1)
    weights = {each.weight for each in call.criteria} | {each.weight for each in call.lines}
    plain = weights <= {1} and not any(each.bonus for each in call.lines)
    return _maximum(call, bar.on) if plain and rules.aggregation not in {"sum", "ranks"} else None


def _maximum(call: Call, on: str) -> Fraction | None:
    if on == "total":
        return call.most
    criterion = next((each for each in call.criteria if each.code == on), None)
    return criterion.points if criterion else next(sub.max for sub in call.lines if sub.code == on)


def _selection(rules: Rules, call: Call) -> Iterable[Fault]:
    figures = [each.code for each in call.figures]
    if rules.selection == "envelope" and not rules.asked:
        yield fault("selection-asked", "selection")
    if rules.asked and rules.asked not in figures:
        yield fault("unknown-figure", "asked", found=rules.asked, known=figures)
    for name, used in (("asked", {"capacity", "envelope"}), ("number", {"number"})):
        if name in rules.stated and rules.selection not in used:
            yield fault("selection-idle", name, selection=rules.selection)
    if rules.selection == "number" and rules.number < 1:
        yield fault("selection-number", "number" if "number" in rules.stated else "selection")
    if rules.selection in {"none", "number"} and "fill" in rules.stated:
        yield fault("selection-idle", "fill", selection=rules.selection)
    if rules.waiting is not None and rules.waiting < 0:
        yield fault("negative", "waiting", found=str(rules.waiting))
    elif rules.waiting is not None and rules.selection == "none":
        yield fault("selection-idle", "waiting", selection=rules.selection)
    if (
        rules.selection == "envelope"
        and rules.lots == "apart"
        and not any(each.ceiling is not None for each in call.lots or ())
        and (call.envelope is None)
    ):
        yield fault("selection-envelope", "selection")
