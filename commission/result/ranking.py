"""The proposed ranking of a lot: places 1, 2, 2, 4, exact ties kept, the dossiers that have none with their reasons."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

import msgspec

from commission.result.applied import MAY_CHANGE, applied, withdrawn_seats
from commission.result.deliberated import Deliberated, deliberated, deliberation_rules
from commission.result.dossier_tally import DossierTally
from commission.result.places import Ranked, Unranked, Variant, kept_out, places, sharing
from commission.result.proposed import no_longer_proposed
from commission.result.selection import Selection, Standing, select
from commission.result.tally import LotTally, out_of_play, tally
from commission.rules.fault import Fault, fault
from commission.rules.grid import Lot
from commission.rules.text import sort_key
from commission.session.state import State


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


def rank(state: State, lot: str, shown: Collection[str] | None = None) -> LotRanking:
    """The ranking of a lot, or the faults that block it. Raises Refused ``unknown-lot``.

    ``shown`` are the other lots that may be spoken of where the rules make them bear on this one; by default, all that
    are opened.
    """
    found = state.definition.lot(lot)
    if faults := blocked(state, found.code):
        return LotRanking(found, (), (), (), (), Selection(), faults)
    if not state.definition.has_sheets(found.code):
        return _without_points(state, found)
    brought = tally(state, found.code)
    bars, placed = in_places(state, found.code, brought)
    selection = _selection(state, found, placed, waited_for(brought, bars), shown)
    ranking = tuple(selected(each, selection) for each in placed)
    unranked = [Unranked(each.dossier, each.reasons, each.missing) for each in brought.dossiers if each.reasons]
    unranked += [
        Unranked(each.dossier, bars[each.dossier.code], total=each.total)
        for each in brought.dossiers
        if each.dossier.code in bars
    ]
    unranked += [Unranked(each.dossier, each.reasons) for each in brought.out]
    variants: tuple[Variant, ...] = ()
    if brought.variants:
        from commission.result.variants import beside_bases  # most sessions have none

        variants, apart = beside_bases(state, brought, ranking)
        unranked += apart
    return LotRanking(
        found,
        ranking,
        tuple(sorted(unranked, key=lambda each: sort_key(each.dossier.code))),
        (
            *_nobody(ranking, brought, bars),
            *_told(ranking),
            *no_longer_proposed(state, found.code, ranking),
            *_voted_in_vain(state, found.code, brought),
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


def in_places(state: State, lot: str, brought: LotTally) -> tuple[dict[str, tuple[Fault, ...]], list[Ranked]]:
    """The dossiers of a lot that a threshold keeps out, each with the reasons; the others in their places."""
    rules = state.definition.rules.of(lot)
    bars = kept_out(state, lot, brought.dossiers)
    kept = [each for each in brought.dossiers if each.order and each.dossier.code not in bars]
    return bars, places(kept, rules, [each.order for each in state.tie_votes if each.lot == lot])


def untold(state: State, lot: str) -> list[tuple[str, ...]]:
    """The dossiers of a lot that nothing but the commission's vote tells apart, whether it has voted or not."""
    bare = msgspec.structs.replace(state, tie_votes=[])
    return sharing(in_places(bare, lot, tally(bare, lot))[1])


def _voted_in_vain(state: State, lot: str, brought: LotTally) -> list[Fault]:
    """The votes on equal totals of this lot that put nothing in order; dossiers that have left it are not spoken of."""
    if not any(each.lot == lot for each in state.tie_votes):
        return []
    from commission.result.ties import idle_votes

    left = {each.dossier.code for each in brought.dossiers if each.order}
    votes = [[each for each in vote.order if each in left] for vote in state.tie_votes if vote.lot == lot]
    return idle_votes([each for each in votes if len(each) > 1], untold(state, lot))


def _selection(
    state: State, lot: Lot, placed: Sequence[Ranked], waiting: Sequence[str], shown: Collection[str] | None
) -> Selection:
    """Who is in useful rank in a lot, by its own ranking or by more than that."""
    definition = state.definition
    own = standings(placed)
    if not definition.rules.binds_lots or definition.rules.selection == "none":
        return select(definition, lot, own)
    if definition.rules.lots == "together":
        return Selection(notes=(fault("useful-in-common"),))
    from commission.result.bound import InLot, bearing_on, select_bound  # most documents select each lot apart

    known = {lot.code: InLot(own, not waiting)}
    for other in bearing_on(definition, lot):
        if not state.in_play(other.code):
            known[other.code] = InLot((), True)  # nobody is waited for there
        elif not definition.has_sheets(other.code):
            known[other.code] = InLot((), False)  # the authority says who stands there, not a ranking
        elif state.is_open(other.code) and (shown is None or other.code in shown):
            there = tally(state, other.code)
            bars, ranked = in_places(state, other.code, there)
            known[other.code] = InLot(standings(ranked), not (waited_for(there, bars) or blocked(state, other.code)))
    return select_bound(definition, lot, known)


def standings(placed: Sequence[Ranked]) -> tuple[Standing, ...]:
    """Ranked dossiers as a selection sees them."""
    return tuple(Standing(each.dossier, each.place, each.order) for each in placed)


def waited_for(brought: LotTally, bars: Mapping[str, Sequence[Fault]]) -> list[str]:
    """The dossiers of a lot that have no place and may still take one; ``bars`` are the reasons that keep some out."""
    reasons = [(each.dossier.code, (*each.reasons, *bars.get(each.dossier.code, ()))) for each in brought.dossiers]
    return [code for code, why in reasons if any(each.code in MAY_CHANGE for each in why)]


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


def _nobody(ranking: Sequence[Ranked], brought: LotTally, bars: Mapping[str, Sequence[Fault]]) -> Iterator[Fault]:
    """« Aucun classement », where no dossier of the lot can take a place any more."""
    if not ranking and not waited_for(brought, bars):
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


def selected(each: Ranked, selection: Selection) -> Ranked:
    """The same dossier, with what the selection says of it."""
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
