"""The proposed ranking of a lot: places 1, 2, 2, 4, exact ties kept, the dossiers that have none with their reasons."""

from __future__ import annotations

from fractions import Fraction
from itertools import groupby

import msgspec

from commission.result.applied import applied, withdrawn_seats
from commission.result.deliberated import Deliberated, deliberated, deliberation_rules
from commission.result.selection import Selection, select
from commission.result.tally import DossierTally, LotTally, Missing, out_of_play, tally
from commission.rules.fault import Fault, fault
from commission.rules.grid import Lot
from commission.rules.text import sort_key
from commission.session.definition import Dossier
from commission.session.state import State


class Ranked(msgspec.Struct, frozen=True):
    """A dossier with a place. ``useful`` is None where nothing says it, or where a tie stands across the last place.

    ``distance`` is what separates it, in points, from the other side of the last useful rank; ``near`` says that this
    is at most a hundredth of the grid.
    """

    place: int
    tied: bool
    dossier: Dossier
    total: Fraction
    maximum: Fraction
    criteria: dict[str, Fraction]
    subs: dict[str, Fraction]
    useful: bool | None = None
    distance: Fraction | None = None
    near: bool = False


class Unranked(msgspec.Struct, frozen=True):
    """A dossier without a place: every reason, the first foremost, and what is missing from whom."""

    dossier: Dossier
    reasons: tuple[Fault, ...]
    missing: tuple[Missing, ...] = ()

    @property
    def reason(self) -> Fault:
        """The first reason."""
        return self.reasons[0]


class LotRanking(msgspec.Struct, frozen=True):
    """The ranking proposed for a lot. With ``faults`` there is none: they must be mended or settled first.

    ``applied`` is whatever bore on the result, the rules adopted in session last; ``consultative`` are the means of
    the consultative members, which entered nothing. A lot without sheets has no proposal: its ranks stand in
    ``deliberated``, which holds what the commission adopted and the authority decided, whatever was proposed.
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

    @property
    def rules(self) -> tuple[Fault, ...]:
        """Of what applied, the rules the commission adopted because the document does not publish them."""
        return tuple(each for each in self.applied if each.code.startswith("rule-"))

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
    placed = _places(brought)
    selection = select(state.definition, found, [(each.dossier, each.total) for each in placed])
    ranking = tuple(_selected(each, selection) for each in placed)
    unranked = [Unranked(each.dossier, each.reasons, each.missing) for each in brought.dossiers if each.reasons]
    unranked += [Unranked(each.dossier, each.reasons) for each in brought.out]
    return LotRanking(
        found,
        ranking,
        tuple(sorted(unranked, key=lambda each: sort_key(each.dossier.code))),
        (*applied(state, brought), *deliberation_rules(state, found.code)),
        brought.consultative,
        selection,
        (),
        brought.seats,
        deliberated(state, found),
    )


def _without_points(state: State, lot: Lot) -> LotRanking:
    """A lot that nobody scores: nothing is proposed; the dossiers that the commission did not rank, each with its reason."""
    found = deliberated(state, lot)
    unranked = [Unranked(each.dossier, each.reasons) for each in out_of_play(state, lot.code)]
    if found.adopted is None:
        unranked += [Unranked(each, (fault("not-ranked-yet", dossier=each.code),)) for each in state.in_play(lot.code)]
    else:
        left = found.adopted.left
        unranked += [Unranked(x.dossier, (fault("left-out", dossier=x.dossier.code, reason=x.reason),)) for x in left]
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


def _places(brought: LotTally) -> list[Ranked]:
    """In order of total; equal totals share the place and leave a gap, in code order, which means nothing."""
    totals = [(each.total, each) for each in brought.dossiers if each.total is not None]
    totals.sort(key=lambda pair: (-pair[0], sort_key(pair[1].dossier.code)))
    found: list[Ranked] = []
    for total, pairs in groupby(totals, key=lambda pair: pair[0]):
        group = [each for _, each in pairs]
        place, tied = len(found) + 1, len(group) > 1
        found += [Ranked(place, tied, each.dossier, total, each.maximum, each.criteria, each.subs) for each in group]
    return found


def _selected(each: Ranked, selection: Selection) -> Ranked:
    code = each.dossier.code
    if code not in selection.useful:
        return each
    distance = selection.distance.get(code)
    return Ranked(
        each.place,
        each.tied,
        each.dossier,
        each.total,
        each.maximum,
        each.criteria,
        each.subs,
        selection.useful[code],
        distance,
        distance is not None and distance <= selection.near_within,
    )
