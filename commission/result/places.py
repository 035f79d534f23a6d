"""Who has a place and which: totals in order, equal ones told apart or sharing it, and whoever has none with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby

import msgspec

from commission.result.dossier_tally import DossierTally, Missing
from commission.rules.asked import Requirement
from commission.rules.fault import Fault, fault
from commission.rules.ranking_rules import Rules
from commission.rules.text import sort_key
from commission.session.definition import Dossier
from commission.session.state import State


class Ranked(msgspec.Struct, frozen=True):
    """A dossier with a place. ``total`` is None where criteria are compared in their order, by ``order``.

    ``useful`` is None where nothing says it, or where a tie stands across the last place. ``distance`` is what separates
    it, in points, from the other side of the last useful rank; ``near`` says that this is at most a hundredth of the
    grid. ``bonus`` stands in the total, outside the maximum; ``broken`` is what told it from an equal total,
    ``outcome`` what its total is called, ``granted`` what it gets where that is not all it asks for, ``waiting`` its place
    on the waiting list.
    """

    place: int
    tied: bool
    dossier: Dossier
    total: Fraction | None
    maximum: Fraction | None
    criteria: dict[str, Fraction]
    subs: dict[str, Fraction]
    useful: bool | None = None
    distance: Fraction | None = None
    near: bool = False
    bonus: Fraction = Fraction(0)
    order: tuple[Fraction, ...] = ()
    broken: Fault | None = None
    outcome: str = ""
    granted: Fraction | None = None
    waiting: int | None = None


class Unranked(msgspec.Struct, frozen=True):
    """A dossier without a place: every reason, the first foremost, and what is missing from whom.

    ``total`` stands where it has one that a threshold keeps out.
    """

    dossier: Dossier
    reasons: tuple[Fault, ...]
    missing: tuple[Missing, ...] = ()
    total: Fraction | None = None

    @property
    def reason(self) -> Fault:
        """The first reason."""
        return self.reasons[0]


class Variant(msgspec.Struct, frozen=True):
    """A variant with its figures. ``ranked.place`` is the rank it would have in the place of ``base``, ``ranked.tied``
    whether it would share it; ``among`` are the dossiers it is then compared with.
    """

    base: str
    ranked: Ranked
    among: tuple[str, ...]

    @property
    def step(self) -> Fault:
        """The variant in one sentence."""
        total, tied = self.ranked.total, self.ranked.tied
        code = "variant-beside" if total is not None else "variant-beside-in-order"
        return fault(
            f"{code}-tied" if tied else code,
            dossier=self.ranked.dossier.code,
            base=self.base,
            total=total,
            rank=self.ranked.place,
        )


def places(brought: Sequence[DossierTally], rules: Rules, votes: Sequence[Sequence[str]]) -> list[Ranked]:
    """In order of total; equal totals that nothing tells apart share the place and leave a gap: 1, 2, 2, 4.

    ``votes`` are the commission's, each an order of dossiers of one total.
    """
    in_order = sorted(brought, key=lambda each: sort_key(each.dossier.code))
    in_order.sort(key=lambda each: each.order, reverse=True)
    found: list[Ranked] = []
    for _, equals in groupby(in_order, key=lambda each: each.order):
        for group, broken in _told_apart(list(equals), rules, votes):
            place, tied = len(found) + 1, len(group) > 1
            found += [_ranked(each, place, tied, broken, rules) for each in group]
    return found


def sharing(ranking: Sequence[Ranked]) -> list[tuple[str, ...]]:
    """The dossiers that share a place, place by place."""
    groups = [tuple(each.dossier.code for each in group) for _, group in groupby(ranking, key=lambda each: each.place)]
    return [each for each in groups if len(each) > 1]


def _told_apart(
    equals: list[DossierTally], rules: Rules, votes: Sequence[Sequence[str]]
) -> Sequence[tuple[list[DossierTally], Fault | None]]:
    if len(equals) < 2 or not (rules.tie_break or votes):
        return [(equals, None)]
    from commission.result.ties import tell_apart  # most totals differ

    return tell_apart(equals, rules.tie_break, votes)


def _ranked(each: DossierTally, place: int, tied: bool, broken: Fault | None, rules: Rules) -> Ranked:
    word = "" if each.total is None else rules.outcome(each.total)
    return Ranked(
        place,
        tied,
        each.dossier,
        each.total,
        each.maximum,
        each.criteria,
        each.subs,
        bonus=each.bonus,
        order=each.order,
        broken=broken,
        outcome=word,
    )


def kept_out(state: State, lot: str, tallies: Sequence[DossierTally]) -> dict[str, tuple[Fault, ...]]:
    """Those of these dossiers that have figures and no place, each with the reasons: refused by the document alone, a bar."""
    call, rules = state.definition.call, state.definition.rules.of(lot)
    found: dict[str, tuple[Fault, ...]] = {}
    if rules.thresholds:
        from commission.result.thresholds import below  # most sessions state none

        found = {each.dossier.code: below(call, rules, each) for each in tallies if each.order}
    automatic = [each for each in call.asked.of(lot) if each.automatic]
    suspects = [each for each in tallies if automatic and each.order and _suspect(state, each.dossier, automatic)]
    if suspects:
        from commission.session.admissibility import blocking  # most dossiers meet what decides by itself

        for each in suspects:
            if unmet := blocking(state, each.dossier):
                said = fault("to-be-refused", dossier=each.dossier.code, titles=[every.title for every in unmet])
                found[each.dossier.code] = (said, *found.get(each.dossier.code, ()))
    return {code: reasons for code, reasons in found.items() if reasons}


def _suspect(state: State, dossier: Dossier, automatic: Sequence[Requirement]) -> bool:
    """Whether one of these requirements may be against a dossier: then all its acts and pieces are looked at."""
    from commission.session.computed import computed

    return any(
        (dossier.code, each.code) in state.confirmations
        or computed(state.definition, dossier, dossier.pieces, each).met is False
        for each in automatic
    )
