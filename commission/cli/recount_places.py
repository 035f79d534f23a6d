"""Bars, ranks and useful rank of one lot counted a second time, from figures counted again and the rules of that lot.

Slow and plain on purpose: it shares nothing with ``result`` but the question. Where ties are too many to try every order,
the useful rank is not counted again, and the lot is not among those that were.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from commission.cli.recount import NOTHING, Counted, figures, made, upward
from commission.cli.recount_lots import Row, TooMany, every_end
from commission.result.places import Ranked
from commission.result.ranking import LotRanking, rank
from commission.rules.fault import Fault, fault
from commission.rules.grid import Call, Criterion
from commission.rules.ranking_rules import Rules, Threshold, TieStep
from commission.session.definition import Dossier
from commission.session.state import State

BARS = {"below-threshold", "not-above-threshold"}
OUT_WITH_FIGURES = BARS | {"to-be-refused"}


def place_differences(state: State, lot: str) -> tuple[list[Fault], bool]:
    """A fault for each dossier whose bars, rank or useful rank a second count does not give; whether the last was counted.

    Call it at the desk, for an opened lot.
    """
    found = rank(state, lot)
    if found.faults:
        return [], False
    rules = state.definition.rules.of(lot)
    reasons = {each.dossier.code: {x.code for x in each.reasons} for each in found.unranked}
    kept = [each.dossier.code for each in found.ranking]
    apart = [code for code in sorted(reasons) if reasons[code] and reasons[code] <= OUT_WITH_FIGURES]
    apart = [code for code in apart if not state.definition.dossier(code).variant_of]
    counted = figures(state, lot, [*kept, *apart])
    faults = [*_bars_differ(state, found, rules, counted), *_ranks_differ(state, found, rules, counted)]
    if state.definition.rules.binds_lots:
        return faults, False  # who is in useful rank there is counted with the other lots
    try:
        return [*faults, *_useful_differs(state, found, rules)], True
    except TooMany:
        return faults, False


def _bars_differ(state: State, found: LotRanking, rules: Rules, counted: Mapping[str, Counted]) -> Iterator[Fault]:
    """Who a threshold keeps out, and who it lets through."""
    call = state.definition.call
    said: dict[str, list[object]] = {each.dossier.code: [] for each in found.ranking}
    for out in found.unranked:
        said[out.dossier.code] = [x.fields.get("on") for x in out.reasons if x.code in BARS]
    for code, each in counted.items():
        if [bar.on for bar in rules.thresholds if not _reaches(call, bar, each)] != said[code]:
            yield fault("recount-bar-differs", dossier=code)


def _reaches(call: Call, bar: Threshold, each: Counted) -> bool:
    """Whether a dossier stands at this bar; what has left it is not measured."""
    value, most = _measured(call, bar, each)
    if value is None:
        return True
    bound = bar.bound * (most or NOTHING) if bar.share else bar.bound
    return value > bound or (bar.inclusive and value == bound)


def _measured(call: Call, bar: Threshold, each: Counted) -> tuple[Fraction | None, Fraction | None]:
    """The figure that a bar is on, and the most that it can be for this dossier."""
    if bar.on == "total":
        return each.total, _most(call, each)
    for criterion in call.criteria:
        if criterion.code == bar.on:
            return _criterion(criterion, bar, each)
    sub = next(sub for sub in call.lines if sub.code == bar.on)
    if sub.code not in each.lines:
        return None, None
    weight = sub.weight if bar.weighted else Fraction(1)
    return upward(sub, each.lines[sub.code]) * weight, None if sub.max is None else sub.max * weight


def _criterion(criterion: Criterion, bar: Threshold, each: Counted) -> tuple[Fraction | None, Fraction | None]:
    if criterion.code not in each.criteria:
        return None, None
    lines = [sub for sub in criterion.subs if sub.counts and not sub.bonus and sub.code in each.lines]
    by_line = bar.weighted or all(sub.weight == 1 for sub in lines)
    maxima = [(sub.max or NOTHING) * (sub.weight if by_line else 1) for sub in lines]
    weight = criterion.weight if bar.weighted else Fraction(1)
    most = made(criterion.combine, criterion.cap, maxima) * weight
    if by_line:
        return each.criteria[criterion.code] * weight, most
    parts = [upward(sub, each.lines[sub.code]) for sub in lines]
    return made(criterion.combine, criterion.cap, parts), most


def _most(call: Call, each: Counted) -> Fraction:
    """The maximum of a dossier's total, without the lines that left it. A bar in percent has one (``rule_checks``)."""
    parts = []
    for criterion in call.criteria:
        lines = [sub for sub in criterion.subs if sub.counts and not sub.bonus and sub.code in each.lines]
        maxima = [(sub.max or NOTHING) * sub.weight for sub in lines]
        parts += [made(criterion.combine, criterion.cap, maxima) * criterion.weight] if lines else []
    brought = call.at.most_before if call.at and call.at.adds else None
    return (made(call.combine, call.cap, parts) if parts else NOTHING) + (brought or NOTHING)


def _ranks_differ(state: State, found: LotRanking, rules: Rules, counted: Mapping[str, Counted]) -> Iterator[Fault]:
    """A dossier's rank is one more than the number of those before it, once all that tells them apart has spoken."""
    dossiers = {each.dossier.code: each.dossier for each in found.ranking}
    keys = [_points(state.definition.call, rules, counted[code]) for code in dossiers]
    equal = [
        [x for x, own in zip(dossiers, keys, strict=True) if own == key] for key in sorted(set(keys), reverse=True)
    ]
    votes = [list(each.order) for each in state.tie_votes if each.lot == found.lot.code]
    order = [part for group in equal for part in _settled(group, rules, counted, dossiers, votes)]
    places = {code: 1 + sum(map(len, order[:index])) for index, part in enumerate(order) for code in part}
    shared = {code for part in order if len(part) > 1 for code in part}
    for each in found.ranking:
        code = each.dossier.code
        if (places[code], code in shared) != (each.place, each.tied):
            yield fault("recount-place-differs", dossier=code, ranked=each.place, counted=places[code])


def _points(call: Call, rules: Rules, each: Counted) -> tuple[Fraction, ...]:
    """What dossiers are compared by, the better one greater."""
    sign = -1 if rules.better == "lower" or rules.aggregation == "ranks" else 1
    if each.total is not None:
        return (sign * each.total,)
    return tuple(sign * each.criteria[criterion.code] for criterion in call.criteria)


def _settled(
    group: list[str],
    rules: Rules,
    counted: Mapping[str, Counted],
    dossiers: Mapping[str, Dossier],
    votes: Iterable[list[str]],
) -> list[list[str]]:
    """Dossiers of one total, as far apart as the chain, then a vote, put them: each group split until nothing splits it."""
    parts = [group]
    while split := next(
        ((at, new) for at, part in enumerate(parts) if (new := _split(part, rules, counted, dossiers))), None
    ):
        at, new = split
        parts[at : at + 1] = new
    latest_first = list(votes)[::-1]
    voted = [
        [code for code in next((x for x in latest_first if set(part) <= set(x)), []) if code in part] for part in parts
    ]
    return [each for part, order in zip(parts, voted, strict=True) for each in ([[x] for x in order] or [part])]


def _split(
    part: list[str], rules: Rules, counted: Mapping[str, Counted], dossiers: Mapping[str, Dossier]
) -> list[list[str]]:
    """These dossiers by the first step of the chain that all of them answer, and not all alike; nothing if none does."""
    for step in rules.tie_break:
        answers: dict[str, Any] = {code: _answer(step, dossiers[code], counted[code]) for code in part}
        if None not in answers.values() and len(set(answers.values())) > 1:
            least_first = step.by == "draw" or step.better == "lower"
            values = sorted(set(answers.values()), reverse=not least_first)
            return [[code for code in part if answers[code] == value] for value in values]
    return []


def _answer(step: TieStep, dossier: Dossier, each: Counted) -> Any:
    if step.by == "criterion":
        return each.criteria.get(step.code)
    if step.by == "sub":
        return each.lines.get(step.code)
    if step.by == "figure":
        return dossier.figures.get(step.code)
    if step.by == "deposited-at":
        return dossier.deposited_at
    return hashlib.sha256("\n".join([step.seed, dossier.code]).encode("utf-8")).hexdigest()


def _useful_differs(state: State, found: LotRanking, rules: Rules) -> Iterator[Fault]:
    """Who is in useful rank, with what, and who waits: the same in every order that the ties allow, or left open."""
    there = _there(state, found, rules)
    if rules.selection == "none" or there is None or not found.selection.useful:
        return
    figure = rules.asked or found.lot.capacity_figure
    rows = [_row(each, "" if rules.selection == "number" else figure) for each in found.ranking]
    ends = every_end(rows, there, rules)
    first_tie = min((each.place for each in found.ranking if each.tied), default=len(rows) + 1)
    for each, row in zip(found.ranking, rows, strict=True):
        whole = row.wanted if each.granted is None else each.granted
        counted = {end.get(row.code) for end in ends}
        # A tie that only a part of would fit leaves all of it open, and under « skip » what comes after.
        fits = each.place >= first_tie if each.useful is None else counted == {whole if each.useful else None}
        if not fits:
            yield fault("useful-differs", dossier=row.code)
    yield from _waiting_differs(found, rules)


def _there(state: State, found: LotRanking, rules: Rules) -> Fraction | None:
    """What there is to give in this lot."""
    if rules.selection == "number":
        return Fraction(rules.number)
    if rules.selection == "capacity":
        return found.lot.capacity
    alone = len(state.definition.lots) == 1
    return state.definition.call.envelope if alone and found.lot.ceiling is None else found.lot.ceiling


def _row(each: Ranked, figure: str) -> Row:
    wanted = each.dossier.figures.get(figure) if figure else Fraction(1)
    return Row(each.dossier.code, each.dossier.lot, each.place, "–", wanted)


def _waiting_differs(found: LotRanking, rules: Rules) -> Iterator[Fault]:
    """The waiting list: those that are not in useful rank, in the order of ranks, as far as it goes."""
    outside = [each for each in found.ranking if each.useful is False]
    sure = rules.waiting is not None and all(each.useful is not None for each in found.ranking)
    for each in found.ranking:
        before = sum(other.place < each.place for other in outside)
        waits = sure and each in outside and before < (rules.waiting or 0)
        if each.waiting != (before + 1 if waits else None):
            yield fault("useful-differs", dossier=each.dossier.code)
