"""A variant beside its base: counted in its place, never taking it, or apart with what keeps it from standing there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commission.result.places import Ranked, Unranked, Variant, kept_out, places
from commission.result.tally import Beside, LotTally
from commission.rules.fault import Fault, fault
from commission.session.state import State


def beside_bases(
    state: State, brought: LotTally, ranking: Sequence[Ranked]
) -> tuple[tuple[Variant, ...], tuple[Unranked, ...]]:
    """The variants in play of a lot, in code order: those that stand beside a ranked base, the others with their reasons."""
    standing, apart = [], []
    for each in brought.variants:
        reasons = tuple(_reasons(state, each, ranking))
        if reasons:
            variant = each.variant
            apart.append(Unranked(variant.dossier, reasons, variant.missing, variant.total))
        else:
            standing.append(_in_place(state, brought, each, ranking))
    return tuple(standing), tuple(apart)


def _reasons(state: State, beside: Beside, ranking: Sequence[Ranked]) -> Iterator[Fault]:
    """What keeps a variant from standing beside its base, its base's own fate first."""
    variant, base = beside.variant, beside.variant.dossier.variant_of
    about = {"dossier": variant.dossier.code, "base": base}
    if base in state.refused:
        yield fault("variant-base-refused", **about)
    elif base in state.withdrawn:
        yield fault("variant-base-withdrawn", **about)
    elif base not in {each.dossier.code for each in ranking}:
        yield fault("variant-base-unranked", **about)
    yield from variant.reasons
    if variant.order:
        yield from kept_out(state, variant.dossier.lot, [variant]).get(variant.dossier.code, ())


def _in_place(state: State, brought: LotTally, beside: Beside, ranking: Sequence[Ranked]) -> Variant:
    """The variant among the ranked dossiers, its base left out. The totals of the others are those of the ranking, but
    where members rank: their ranks are then given anew, the variant in its base's place.
    """
    base = beside.variant.dossier.variant_of
    ranked = {each.dossier.code for each in ranking} - {base}
    anew = state.definition.rules.aggregation == "ranks"
    tallies = beside.others if anew else brought.dossiers
    others = [each for each in tallies if each.order and each.dossier.code in ranked]
    rules = state.definition.rules.of(brought.lot.code)
    votes = [each.order for each in state.tie_votes if each.lot == brought.lot.code]
    placed = places([*others, beside.variant], rules, votes)
    mine = next(each for each in placed if each.dossier is beside.variant.dossier)
    among = [each.dossier.code for each in tallies if each.order and each.dossier.code != base]
    return Variant(base, mine, tuple(among))
