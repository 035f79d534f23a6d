"""Why this rank: each step a code with its figures, from the place to what would change it. Worded by the faces."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from commission.result.applied import late_entries
from commission.result.places import Ranked, Unranked
from commission.result.ranking import LotRanking, rank
from commission.rules.fault import Fault, fault
from commission.rules.grid import most
from commission.session.entry import HandIn, Mark, Observation, Reopen
from commission.session.state import State

NONE = "–"
"""Shown where another dossier has no subtotal: never a zero."""
LATE_KINDS = (Mark, Observation, HandIn, Reopen)


def why(state: State, lot: str, dossier: str, ranking: LotRanking | None = None) -> list[Fault]:
    """The steps that explain a dossier's place, or why it has none, on the ranking of its lot (computed if not given).

    Raises Refused ``unknown-lot`` or ``unknown-dossier``.
    """
    found = ranking or rank(state, lot)
    code = state.definition.dossier(dossier).code
    if found.faults:
        return list(found.faults)
    ranked = found.ranked(code)
    if ranked is not None:
        together = state.definition.rules.aggregation == "consensus"
        steps = [
            *_placed(found, ranked, together=together),
            *_carried(state, code),
            *_compared(state, found, ranked),
            *_bonus(ranked),
            *_selected(found, ranked),
        ]
        steps += _changes(found, ranked)
        steps += [each.step for each in found.variants_of(code)]
    elif variant := next((each for each in found.variants if each.ranked.dossier.code == code), None):
        steps = [
            variant.step,
            *_carried(state, code),
            *_criteria(state, variant.ranked, found.ranking[0], found.ranked(variant.base)),
        ]
        steps += _bonus(variant.ranked)
    elif entered := _entered(found, code):
        steps = entered
    else:
        steps = [step for each in found.unranked if each.dossier.code == code for step in waiting(each)]
    return [*steps, *_agreed(state, code), *found.effects, *found.selection.notes, *_late(state, found.lot.code, code)]


def _entered(found: LotRanking, dossier: str) -> list[Fault]:
    """The rank that the commission entered where nothing is scored, and its reason; nothing if it gave none."""
    adopted = found.deliberated.adopted
    if found.deliberated.method == "grid" or adopted is None:
        return []
    word = "why-adopted" if adopted.stands else "why-entered"
    return [
        fault(word, dossier=dossier, rank=each.place, ranked=len(adopted.places), reason=each.reason)
        for each in adopted.places
        if each.dossier.code == dossier
    ]


def _placed(found: LotRanking, ranked: Ranked, *, together: bool) -> Iterator[Fault]:
    """The place, and with whom it is shared."""
    head = "why-rank-agreed" if together else "why-rank"
    bounded = head if ranked.maximum is not None else f"{head}-unbounded"
    yield fault(
        bounded if ranked.total is not None else f"{head}-in-order",
        dossier=ranked.dossier.code,
        rank=ranked.place,
        ranked=len(found.ranking),
        total=ranked.total,
        maximum=ranked.maximum,
        seats=len(found.seats),
    )
    if ranked.broken:
        yield ranked.broken
    if ranked.outcome:
        yield fault("outcome-word", dossier=ranked.dossier.code, word=ranked.outcome)
    if others := [each.dossier.code for each in _sharing(found, ranked) if each is not ranked]:
        yield fault("why-tied", rank=ranked.place, others=others, total=ranked.total)


def _sharing(found: LotRanking, ranked: Ranked) -> list[Ranked]:
    return [each for each in found.ranking if each.place == ranked.place]


def _compared(state: State, found: LotRanking, ranked: Ranked) -> Iterator[Fault]:
    """Each criterion's subtotal beside that of the best dossier and of the one just above (below, for the first).

    No dossier is named twice: the first is not beside itself, and the second has the first just above it.
    """
    first, neighbour = found.ranking[0], _neighbour(found, ranked)
    return _criteria(state, ranked, first if first not in (ranked, neighbour) else None, neighbour)


def _criteria(state: State, ranked: Ranked, best: Ranked | None, neighbour: Ranked | None) -> Iterator[Fault]:
    """Each criterion's subtotal beside that of these two."""
    for criterion in state.definition.call.criteria:
        code = criterion.code
        if not criterion.in_total:
            continue
        if code not in ranked.criteria:
            yield fault("why-criterion-inapplicable", criterion=code, title=criterion.title)
            continue
        here = [sub for sub in criterion.subs if sub.code in ranked.subs]
        maximum = most(here, criterion.combine, criterion.cap)
        yield fault(
            "why-criterion" if maximum is not None else "why-criterion-unbounded",
            criterion=code,
            title=criterion.title,
            points=ranked.criteria[code],
            maximum=maximum,
            best=best.dossier.code if best else "",
            best_points=best.criteria.get(code, NONE) if best else NONE,
            beside=neighbour.dossier.code if neighbour else "",
            beside_points=neighbour.criteria.get(code, NONE) if neighbour else NONE,
        )


def _carried(state: State, dossier: str) -> Iterator[Fault]:
    """What it brings from the stage before, in its total or beside it."""
    if state.definition.call.at and state.definition.call.at.before:
        from commission.result.stages import carried_step

        yield carried_step(state.definition.call.at, state.definition.dossier(dossier))


def _agreed(state: State, dossier: str) -> list[Fault]:
    """Why the commission agreed on its marks, where it said so."""
    if state.definition.rules.aggregation != "consensus":
        return []
    from commission.result.agreed import reasons_given  # few commissions agree on one mark for each line

    return reasons_given(state, dossier)


def _bonus(ranked: Ranked) -> Iterator[Fault]:
    """What stands outside the criteria and is in the total."""
    if ranked.bonus:
        yield fault("why-bonus", points=ranked.bonus)


def _neighbour(found: LotRanking, ranked: Ranked) -> Ranked | None:
    above = [each for each in found.ranking if each.place < ranked.place]
    below = [each for each in found.ranking if each.place > ranked.place]
    return above[-1] if above else below[0] if below else None


def _selected(found: LotRanking, ranked: Ranked) -> Iterator[Fault]:
    """In useful rank or not, and how much of the capacity is taken."""
    selection = found.selection
    if ranked.dossier.code not in selection.useful:
        return
    if selection.reasons:
        yield selection.reasons[ranked.dossier.code]
    codes = {True: "why-useful", False: "why-not-useful", None: "why-useful-tied"}
    yield fault(
        codes[ranked.useful],
        dossier=ranked.dossier.code,
        wanted=selection.asked[ranked.dossier.code],
        used=selection.used,
        capacity=selection.capacity,
        unit=selection.unit,
    )
    if ranked.distance is not None and ranked.useful is not None:
        code = "why-margin" if ranked.useful else "why-short"
        yield fault(code, dossier=ranked.dossier.code, points=ranked.distance, near=ranked.near)


def _changes(found: LotRanking, ranked: Ranked) -> Iterator[Fault]:
    """What separates it from the place above and from the place below, in points."""
    above = [each for each in found.ranking if each.place < ranked.place]
    below = [each for each in found.ranking if each.place > ranked.place]
    if ranked.total is None:
        return
    if above:
        points = _apart(above[-1], ranked)
        yield fault("why-above", dossier=above[-1].dossier.code, rank=above[-1].place, points=points)
    if below:
        points = _apart(ranked, below[0])
        yield fault("why-below", dossier=below[0].dossier.code, rank=below[0].place, points=points)


def _apart(better: Ranked, other: Ranked) -> Fraction | str:
    """Points between two dossiers; a dash where they are compared by several figures in their order."""
    return better.order[0] - other.order[0] if better.total is not None and other.total is not None else NONE


def waiting(unranked: Unranked) -> Iterator[Fault]:
    """Why a dossier has no place: each reason, then what is missing from whom."""
    yield from unranked.reasons
    for missing in unranked.missing:
        if not missing.codes:
            yield fault(
                "lost-sheet" if missing.lost else "missing-sheet", member=missing.member, dossier=unranked.dossier.code
            )
            continue
        rivals = list(missing.rivals)
        if plain := [code for code in missing.codes if code not in rivals]:
            yield fault("missing-marks", member=missing.member, dossier=unranked.dossier.code, subs=plain)
        if rivals:
            yield fault("rival-marks", member=missing.member, dossier=unranked.dossier.code, subs=rivals)


def _late(state: State, lot: str, dossier: str) -> Iterator[Fault]:
    """The late marks of this dossier, each with its name, so that an act can admit it."""
    for named in late_entries(state, lot):
        entry = named.entry
        if isinstance(entry, Mark) and entry.dossier == dossier:
            yield fault(
                "late-mark", entry=named.name, member=named.member, dossier=dossier, sub=entry.code, value=entry.value
            )
        elif isinstance(entry, LATE_KINDS) and entry.dossier == dossier:
            kind = str(entry.__struct_config__.tag)
            yield fault("late-entry", entry=named.name, member=named.member, dossier=dossier, kind=kind)
