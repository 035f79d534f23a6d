"""One ranking over all the lots of a call, where the rules put them together. A proposal only.

It exists once the marks of every lot that has dossiers are opened; before, nothing of it is worked out.
"""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction

import msgspec

from commission.result.deliberated import Deliberated, over_all_lots
from commission.result.places import Ranked, places, sharing
from commission.result.proposed import no_longer_proposed
from commission.result.ranking import blocked, in_places, selected, standings, waited_for
from commission.result.selection import Selection
from commission.result.serving import Limits, serve
from commission.result.tally import tally
from commission.result.told import as_selection, candidates, lacking
from commission.rules.fault import Fault, fault
from commission.session.definition import WHOLE_CALL
from commission.session.state import State


class Common(msgspec.Struct, frozen=True):
    """All ranked dossiers of the call by one total; or the lots that are still ``shut``, or what blocks (``faults``).

    ``notes`` is what bore on it, the selection's own notes last; ``deliberated`` what the commission adopted and the
    authority decided on all lots at once.
    """

    ranking: tuple[Ranked, ...] = ()
    selection: Selection = Selection()
    shut: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    notes: tuple[Fault, ...] = ()
    deliberated: Deliberated = Deliberated("grid")

    def ranked(self, dossier: str) -> Ranked | None:
        """The place of this dossier; None if it has none."""
        return next((each for each in self.ranking if each.dossier.code == dossier), None)


def common(state: State, shown: Collection[str] | None = None) -> Common | None:
    """The common ranking; None where lots are ranked apart. ``shown``: the lots that may be spoken of, if not all opened."""
    definition = state.definition
    if definition.rules.lots != "together":
        return None
    lots = [each.code for each in definition.lots if state.in_play(each.code)]
    shut = tuple(each for each in lots if not state.is_open(each) or (shown is not None and each not in shown))
    if shut:
        return Common(shut=shut, notes=(fault("common-shut", lots=list(shut)),))
    if faults := [each for lot in lots for each in blocked(state, lot)]:
        return Common(faults=tuple(_once(faults)))
    brought = [tally(state, lot) for lot in lots]
    stood = [in_places(state, there.lot.code, there) for there in brought]
    kept = {each.dossier.code for _, placed in stood for each in placed}
    votes = [each.order for each in state.tie_votes]
    found = [each for there in brought for each in there.dossiers if each.dossier.code in kept]
    ranking = places(found, definition.rules, votes)
    waiting = [each for there, (bars, _) in zip(brought, stood, strict=True) for each in waited_for(there, bars)]
    notes = [fault("ranking-provisional", dossiers=waiting)] if waiting and ranking else []
    notes += [fault("no-ranking-common")] if not ranking and not waiting else []
    notes += no_longer_proposed(state, WHOLE_CALL, ranking)
    if votes:
        from commission.result.ties import idle_votes  # few ties are voted on

        over = [each.order for each in state.tie_votes if each.lot == WHOLE_CALL]
        left = [[code for code in order if code in kept] for order in over]
        groups = sharing(places(found, definition.rules, []))
        notes += idle_votes([each for each in left if len(each) > 1], groups)
    selection = _selection(state, ranking)
    ranked, said = tuple(selected(each, selection) for each in ranking), over_all_lots(state)
    return Common(ranked, selection, notes=(*notes, *selection.notes), deliberated=said)


def untold_in_common(state: State) -> list[tuple[str, ...]]:
    """The dossiers of the common ranking that nothing but the commission's vote tells apart, whether it has voted or not."""
    found = common(msgspec.structs.replace(state, tie_votes=[]))
    return sharing(found.ranking) if found else []


def why_common(found: Common, dossier: str) -> list[Fault]:
    """The steps that explain a dossier's place in the common ranking, after those of its lot; why there is none yet."""
    ranked = found.ranked(dossier)
    if ranked is None:
        return [*found.faults, *(found.notes if found.shut else ())]
    others = [each.dossier.code for each in found.ranking if each.place == ranked.place and each is not ranked]
    steps = [fault("why-rank-common", rank=ranked.place, ranked=len(found.ranking))]
    steps += [ranked.broken] if ranked.broken else []
    steps += [fault("why-tied", rank=ranked.place, others=others, total=ranked.total)] if others else []
    reason = found.selection.reasons.get(dossier)
    return [*steps, *([reason] if reason else []), *found.notes]


def _once(faults: list[Fault]) -> list[Fault]:
    return [each for place, each in enumerate(faults) if each not in faults[:place]]


def _selection(state: State, ranking: list[Ranked]) -> Selection:
    """In useful rank by the common ranking: so many dossiers, or while the envelope of the call holds."""
    definition, rules = state.definition, state.definition.rules
    if rules.selection == "none":
        return Selection()
    by_number = rules.selection == "number"
    there = Fraction(rules.number) if by_number else definition.call.envelope
    figure = "" if by_number else rules.asked
    ranked = standings(ranking)
    if there is None:
        return Selection()
    if without := lacking(rules, figure, ranked):
        return Selection(capacity=there, notes=tuple(without))
    limits = Limits(there, rules.fill, rules.most_per_lot, rules.per_applicant)
    served = serve(candidates(rules, figure, ranked), limits, best=rules.best_of_each)
    return as_selection(definition, figure, ranked, served, limits, None if by_number else "€")
