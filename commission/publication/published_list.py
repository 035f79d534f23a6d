"""« Liste publiée »: what may leave once the commission has adopted its ranking. Ranks and awards, never a mark."""

from __future__ import annotations

from collections.abc import Iterable

from commission.publication.csv_export import Cell, Dialect, Exact, Shown, spell
from commission.result.deliberated import Awarded, Deliberated
from commission.result.ranking import LotRanking
from commission.rules.grid import Lot
from commission.rules.text import one_line
from commission.session.definition import WHOLE_CALL, Dossier
from commission.session.scope import in_play_of
from commission.session.state import State
from commission.words import Words

NAME = "liste-publiee.csv"
CENTS = 2
"""Decimals of a sum: an award has no more of them, so nothing is rounded."""


def published_list(
    state: State,
    rankings: Iterable[LotRanking],
    words: Words,
    spelling: Dialect,
    everywhere: Deliberated | None = None,
) -> bytes | None:
    """The lots whose ranking is adopted: a row for each ranked dossier, one for a lot without ranks; None without any.

    ``everywhere`` is what was adopted on all lots at once, with the ranks of that one ranking.
    A dossier that the authority retains without a rank of the commission's has its row too, after the ranked ones.
    """
    unit = one_line(state.definition.call.volume_unit)
    header: list[Cell] = [
        words.say("lot"),
        words.say("lot title"),
        words.say("rank"),
        words.say("tied"),
        words.say("dossier"),
        words.say("applicant"),
        words.say("title"),
        words.say("retained"),
        words.say("volume ({unit})", unit=unit) if unit else words.say("volume"),
        words.say("amount (€)"),
        words.say("no ranking because"),
    ]
    said = [(found.lot, found.deliberated) for found in rankings]
    said += [(Lot(WHOLE_CALL, words.say("Common ranking of all lots")), everywhere)] if everywhere else []
    rows = [row for lot, each in said for row in _rows(state, lot, each, words)]
    if any(each.variant_of for each in state.definition.dossiers):
        header.append(words.say("variant of"))
        rows = [row for lot, each in said for row in _beside(state, lot, each, words)]
    return spell([header, *rows], spelling) if rows else None


def _beside(state: State, lot: Lot, said: Deliberated, words: Words) -> Iterable[list[Cell]]:
    """The rows of a lot with what each is a variant of, and under each base its variants, which have no rank."""
    rows = list(_rows(state, lot, said, words))
    named = {row[4] for row in rows}
    for row in rows:
        code = row[4]
        yield [*row, (state.definition.dossier(code).variant_of or None) if isinstance(code, str) else None]
        for each in in_play_of(state, lot.code) if code else ():
            if each.variant_of == code and each.code not in named:
                who = _who(state, each)
                yield [*who[:2], None, None, *who[2:], *_award(None, said.decision is not None, words), None, code]


def _rows(state: State, lot: Lot, said: Deliberated, words: Words) -> Iterable[list[Cell]]:
    adopted, decision = said.adopted, said.decision
    if adopted is None or not adopted.stands:
        return
    awards = {each.dossier.code: each for each in decision.awards} if decision else {}
    if adopted.ground:
        why = words.term("no_ranking", adopted.ground) + words.say(": ") + adopted.reason
        yield [lot.code, lot.title, *([None] * 8), why]
    for each in adopted.places:
        tied = words.say("yes") if each.tied else words.say("no")
        award = awards.pop(each.dossier.code, None)
        who = _who(state, each.dossier)
        yield [*who[:2], each.place, tied, *who[2:], *_award(award, decision is not None, words), None]
    for award in awards.values():
        who = _who(state, award.dossier)
        yield [*who[:2], None, None, *who[2:], *_award(award, True, words), None]


def _who(state: State, dossier: Dossier) -> list[Cell]:
    """Which lot, then which dossier, whose, and what it is called."""
    lot = state.definition.lot(dossier.lot)
    return [lot.code, lot.title, dossier.code, dossier.applicant, dossier.title]


def _award(award: Awarded | None, decided: bool, words: Words) -> list[Cell]:
    """Retained or not, and what is given; blank before the authority decides."""
    if award is None:
        return [words.say("no") if decided else None, None, None]
    volume = None if award.volume is None else Exact(award.volume)
    return [words.say("yes"), volume, None if award.amount is None else Shown(award.amount, CENTS)]
