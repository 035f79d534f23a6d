"""The proposed ranking of a lot: places 1, 2, 2, 4, exact ties kept, the dossiers that have none with their reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby

import msgspec

from commission.result.applied import MAY_CHANGE, applied, withdrawn_seats
from commission.result.deliberated import Deliberated, deliberated, deliberation_rules
from commission.result.dossier_tally import DossierTally, Missing
from commission.result.selection import Selection, Standing, select
from commission.result.tally import Beside, LotTally, out_of_play, tally
from commission.rules.fault import Fault, fault
from commission.rules.grid import Call, Lot
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


class LotRanking(msgspec.Struct, frozen=True):
    """The ranking proposed for a lot. With ``faults`` there is none: they must be mended or settled first.

    ``applied`` is whatever bore on the result, the rules adopted in session last; ``consultative`` are the means of
    the consultative members, which entered nothing. A lot without sheets has no proposal: its ranks stand in
    ``deliberated``, which holds what the commission adopted and the authority decided, whatever was proposed.
    ``variants`` stand beside ranked dossiers and take no place.
    """

    lot: Lot
    ranking: tuple[Ranked, ...]
    unranked: tuple[Unranked, ...]
    applied: tuple[Fault, ...]
    consultative: tuple[DossierTally, ...]
    selection: Selection
    faults: tuple[Fault, ...] = ()
    seats: tuple[str, ...] = ()
    deliberated: Deliberated = Deliberated("grid")
    variants: tuple[Variant, ...] = ()

    def variants_of(self, base: str) -> list[Variant]:
        """The variants that stand beside this dossier, in code order."""
        return [each for each in self.variants if each.base == base]

    @property
    def rules(self) -> tuple[Fault, ...]:
        """Of what applied, the rules the commission adopted because the document does not publish them."""
        return tuple(each for each in self._rules if not each.fields.get("published"))

    @property
    def published(self) -> tuple[Fault, ...]:
        """Of what applied, the rules that the document publishes."""
        return tuple(each for each in self._rules if each.fields.get("published"))

    @property
    def _rules(self) -> list[Fault]:
        return [each for each in self.applied if each.code.startswith("rule-")]

    @property
    def effects(self) -> tuple[Fault, ...]:
        """Of what applied, what happened in this lot: seats out, lines out, late entries."""
        return tuple(each for each in self.applied if not each.code.startswith("rule-"))

    def ranked(self, dossier: str) -> Ranked | None:
        """The place of this dossier; None if it has none."""
        return next((each for each in self.ranking if each.dossier.code == dossier), None)


def rank(state: State, lot: str) -> LotRanking:
    """The ranking of a lot, or the faults that block it. Raises Refused ``unknown-lot``."""
    found = state.definition.lot(lot)
    if faults := blocked(state, found.code):
        return LotRanking(found, (), (), (), (), Selection(), faults)
    if not state.definition.has_sheets(found.code):
        return _without_points(state, found)
    brought = tally(state, found.code)
    call, rules = state.definition.call, state.definition.rules
    bars = _kept_out(call, rules, brought.dossiers)
    placed = _places([each for each in brought.dossiers if each.order and each.dossier.code not in bars], state, found)
    selection = select(state.definition, found, [Standing(each.dossier, each.place, each.order) for each in placed])
    ranking = tuple(_selected(each, selection) for each in placed)
    unranked = [Unranked(each.dossier, each.reasons, each.missing) for each in brought.dossiers if each.reasons]
    unranked += [
        Unranked(each.dossier, bars[each.dossier.code], total=each.total)
        for each in brought.dossiers
        if each.dossier.code in bars
    ]
    unranked += [Unranked(each.dossier, each.reasons) for each in brought.out]
    variants: tuple[Variant, ...] = ()
    if brought.variants:
        variants, apart = _beside_bases(state, brought, ranking)
        unranked += apart
    return LotRanking(
        found,
        ranking,
        tuple(sorted(unranked, key=lambda each: sort_key(each.dossier.code))),
        (
            *_nobody(ranking, brought),
            *_told(ranking),
            *applied(state, brought),
            *deliberation_rules(state, found.code),
        ),
        brought.consultative,
        selection,
        (),
        brought.seats,
        deliberated(state, found),
        variants,
    )


def _without_points(state: State, lot: Lot) -> LotRanking:
    """A lot that nobody scores: nothing is proposed; the dossiers that the commission did not rank, each with its reason."""
    found = deliberated(state, lot)
    unranked = [Unranked(each.dossier, each.reasons) for each in out_of_play(state, lot.code)]
    if found.adopted is None:
        unranked += [Unranked(each, (fault("not-ranked-yet", dossier=each.code),)) for each in state.bases(lot.code)]
    else:
        left = found.adopted.left
        unranked += [Unranked(x.dossier, (fault("left-out", dossier=x.dossier.code, reason=x.reason),)) for x in left]
    filed = [each for each in state.in_play(lot.code) if each.variant_of]
    unranked += [Unranked(x, (fault("variant-not-ranked", dossier=x.code, base=x.variant_of),)) for x in filed]
    return LotRanking(
        lot,
        (),
        tuple(sorted(unranked, key=lambda each: sort_key(each.dossier.code))),
        (*withdrawn_seats(state, lot.code), *deliberation_rules(state, lot.code)),
        (),
        Selection(),
        (),
        tuple(each.code for each in state.scorers(lot.code) if each.votes),
        found,
    )


def _kept_out(call: Call, rules: Rules, tallies: Sequence[DossierTally]) -> dict[str, tuple[Fault, ...]]:
    """Those of these dossiers with figures that a threshold keeps out, each with the reasons."""
    if not rules.thresholds:
        return {}
    from commission.result.thresholds import below  # most sessions state none

    found = {each.dossier.code: below(call, rules, each) for each in tallies if each.order}
    return {code: reasons for code, reasons in found.items() if reasons}


def _nobody(ranking: Sequence[Ranked], brought: LotTally) -> Iterator[Fault]:
    """« Aucun classement », where no dossier of the lot can take a place any more."""
    waiting = any(reason.code in MAY_CHANGE for each in brought.dossiers for reason in each.reasons)
    if not ranking and not waiting:
        yield fault("no-ranking", lot=brought.lot.code)


def _told(ranking: Sequence[Ranked]) -> Iterator[Fault]:
    """What told equal totals apart, once each; what each total is called."""
    seen: list[Fault] = []
    for each in ranking:
        if each.broken and each.broken not in seen:
            seen.append(each.broken)
            yield each.broken
    for word in dict.fromkeys(each.outcome for each in ranking if each.outcome):
        yield fault(
            "outcome-dossiers", word=word, dossiers=[each.dossier.code for each in ranking if each.outcome == word]
        )


def rank_all(state: State) -> list[LotRanking]:
    """The ranking of every lot of the call, in its order. Whoever shows one asks ``session.access`` first."""
    return [rank(state, lot.code) for lot in state.definition.lots]


def blocked(state: State, lot: str) -> tuple[Fault, ...]:
    """What keeps anything from being ranked: a file that is not the adopted one, or rival acts on adopting or opening."""
    faults = state.file_changed()
    sheets = state.definition.has_sheets(lot)
    for topic in (
        "adopt",
        *([f"open {lot}"] if sheets else [f"{each} {lot}" for each in ("ranking", "vote", "decide")]),
    ):
        if rivals := state.contradictions.get(topic):
            faults.append(fault("contradicting-acts", topic=topic, acts=[each.name for each in rivals]))
    return tuple(faults)


def _places(brought: Sequence[DossierTally], state: State, lot: Lot) -> list[Ranked]:
    """In order of total; equal totals that nothing tells apart share the place and leave a gap: 1, 2, 2, 4."""
    rules = state.definition.rules
    votes = [each.order for each in state.tie_votes if each.lot == lot.code]
    in_order = sorted(brought, key=lambda each: sort_key(each.dossier.code))
    in_order.sort(key=lambda each: each.order, reverse=True)
    found: list[Ranked] = []
    for _, equals in groupby(in_order, key=lambda each: each.order):
        for group, broken in _told_apart(list(equals), rules, votes):
            place, tied = len(found) + 1, len(group) > 1
            found += [_ranked(each, place, tied, broken, rules) for each in group]
    return found


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


def _selected(each: Ranked, selection: Selection) -> Ranked:
    code = each.dossier.code
    if code not in selection.useful:
        return each
    distance = selection.distance.get(code)
    near = distance is not None and distance <= selection.near_within
    return msgspec.structs.replace(
        each,
        useful=selection.useful[code],
        distance=distance,
        near=near,
        granted=selection.granted.get(code),
        waiting=selection.waiting.get(code),
    )


def _beside_bases(
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
        definition = state.definition
        yield from _kept_out(definition.call, definition.rules, [variant]).get(variant.dossier.code, ())


def _in_place(state: State, brought: LotTally, beside: Beside, ranking: Sequence[Ranked]) -> Variant:
    """The variant among the ranked dossiers, its base left out. The totals of the others are those of the ranking, but
    where members rank: their ranks are then given anew, the variant in its base's place.
    """
    base = beside.variant.dossier.variant_of
    ranked = {each.dossier.code for each in ranking} - {base}
    anew = state.definition.rules.aggregation == "ranks"
    tallies = beside.others if anew else brought.dossiers
    others = [each for each in tallies if each.order and each.dossier.code in ranked]
    placed = _places([*others, beside.variant], state, brought.lot)
    mine = next(each for each in placed if each.dossier is beside.variant.dossier)
    among = [each.dossier.code for each in tallies if each.order and each.dossier.code != base]
    return Variant(base, mine, tuple(among))
