"""Who goes on to the next stage of a call, each with its exact total; or everything that keeps that from being said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from commission.result.applied import MAY_CHANGE
from commission.result.places import Ranked
from commission.result.ranking import LotRanking
from commission.rules.fault import Fault, Refused, fault
from commission.session.definition import WHOLE_CALL, Definition
from commission.session.state import State

if TYPE_CHECKING:
    from commission.result.common import Common

Kept = dict[str, Fraction]
"""The dossiers that go on, in code order of their lots, each with its exact total."""


def going_on(state: State, rankings: Sequence[LotRanking], together: Common | None = None) -> Kept:
    """The dossiers in useful rank of these lots, all of the call's; where thresholds alone select, all that have a rank.

    A variant goes on beside its base. Raises Refused with every fault: lots not opened, dossiers or ties that wait.
    """
    faults = list(_faults(state, rankings, together))
    if faults:
        raise Refused(*faults)
    kept: Kept = {}
    for found in rankings:
        for each in found.ranking:
            if _selected(state, found, each, together):
                kept[each.dossier.code] = _total(each)
                for variant in found.variants_of(each.dossier.code):
                    kept[variant.ranked.dossier.code] = _total(variant.ranked)
    if not kept:
        raise Refused(fault("next-stage-nobody"))
    return kept


def carried_differences(definition: Definition, kept: Mapping[str, Fraction]) -> Iterator[Fault]:
    """Where the dossiers of a session and what they bring are not those that the session before gives (``kept``)."""
    for index, each in enumerate(definition.dossiers):
        here = ("dossier", index)
        if each.code not in kept:
            yield fault("carried-not-kept", *here, dossier=each.code)
        elif each.carried != kept[each.code]:
            fields = {"dossier": each.code, "carried": each.carried, "recomputed": kept[each.code]}
            yield fault("carried-differs", *here, "carried", **fields)
    if absent := [code for code in kept if not definition.knows_dossier(code)]:
        yield fault("carried-absent", "dossier", dossiers=absent)


def _faults(state: State, rankings: Sequence[LotRanking], together: Common | None) -> Iterator[Fault]:
    definition = state.definition
    if definition.call.at is None or definition.call.at.after is None:
        yield fault("next-stage-none")
        return
    opened = {found.lot.code for found in rankings}
    if shut := [each.code for each in definition.lots if each.code not in opened and state.in_play(each.code)]:
        yield fault("next-stage-shut", lots=shut)
    selecting = definition.rules.selection != "none"
    if together and selecting and together.ranking and not together.selection.useful:
        yield from together.selection.notes or [fault("next-stage-unselected", lot=WHOLE_CALL)]
        return
    for found in rankings:
        yield from found.faults
        rules = definition.rules.of(found.lot.code)
        if waiting := _waiting(state, found, together):
            yield fault("next-stage-waits", lot=found.lot.code, dossiers=waiting)
        if rules.selection == "none" and not rules.thresholds:
            yield fault("next-stage-unselected", lot=found.lot.code)
        elif found.ranking and rules.selection != "none" and not (together or found.selection.useful):
            yield from found.selection.notes or [fault("next-stage-unselected", lot=found.lot.code)]
        elif torn := [x.dossier.code for x in found.ranking if _selected(state, found, x, together) is None]:
            yield fault("next-stage-tied", lot=found.lot.code, dossiers=torn)


def _waiting(state: State, found: LotRanking, together: Common | None) -> list[str]:
    """The dossiers of a lot that may still take a place; a variant only where its base goes on."""
    on = {each.dossier.code for each in found.ranking if _selected(state, found, each, together) is not False}
    return [
        each.dossier.code
        for each in found.unranked
        if each.dossier.variant_of in {"", *on} and any(why.code in MAY_CHANGE for why in each.reasons)
    ]


def _selected(state: State, found: LotRanking, each: Ranked, together: Common | None) -> bool | None:
    """Whether a ranked dossier is in useful rank, of its lot or of all; None where a tie does not say."""
    if state.definition.rules.of(found.lot.code).selection == "none":
        return True
    among = together.ranked(each.dossier.code) if together else each
    return among.useful if among else None


def _total(each: Ranked) -> Fraction:
    return each.total if each.total is not None else Fraction(0)  # the criteria of a call with stages are added up
