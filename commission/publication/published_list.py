"""« Liste publiée »: what may leave once the commission has adopted its ranking. Ranks and awards, never a mark."""

from __future__ import annotations

from collections.abc import Iterable

from commission.publication.csv_export import Cell, Dialect, Exact, Shown, spell
from commission.result.deliberated import Awarded
from commission.result.ranking import LotRanking
from commission.rules.text import one_line
from commission.session.state import State
from commission.words import Words

NAME = "liste-publiee.csv"
CENTS = 2
"""Decimals of a sum: an award has no more of them, so nothing is rounded."""


def published_list(state: State, rankings: Iterable[LotRanking], words: Words, spelling: Dialect) -> bytes | None:
    """The lots whose ranking is adopted: a row for each ranked dossier, one for a lot without ranks; None without any.

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
    rows = [row for found in rankings for row in _rows(found, words)]
    if any(each.variant_of for each in state.definition.dossiers):
        header.append(words.say("variant of"))
        rows = [row for found in rankings for row in _beside(state, found, words)]
    return spell([header, *rows], spelling) if rows else None


def _beside(state: State, found: LotRanking, words: Words) -> Iterable[list[Cell]]:
    """The rows of a lot with what each is a variant of, and under each base its variants, which have no rank."""
    rows = list(_rows(found, words))
    named = {row[4] for row in rows}
    decided = found.deliberated.decision is not None
    lot: list[Cell] = [found.lot.code, found.lot.title]
    for row in rows:
        code = row[4]
        yield [*row, (state.definition.dossier(code).variant_of or None) if isinstance(code, str) else None]
        for each in state.in_play(found.lot.code) if code else ():
            if each.variant_of == code and each.code not in named:
                who: list[Cell] = [each.code, each.applicant, each.title]
                yield [*lot, None, None, *who, *_award(None, decided, words), None, code]


def _rows(found: LotRanking, words: Words) -> Iterable[list[Cell]]:
    adopted, decision = found.deliberated.adopted, found.deliberated.decision
    if adopted is None or not adopted.stands:
        return
    lot: list[Cell] = [found.lot.code, found.lot.title]
    awards = {each.dossier.code: each for each in decision.awards} if decision else {}
    if adopted.ground:
        yield [*lot, *([None] * 8), words.term("no_ranking", adopted.ground) + words.say(": ") + adopted.reason]
    for each in adopted.places:
        tied = words.say("yes") if each.tied else words.say("no")
        award = awards.pop(each.dossier.code, None)
        who: list[Cell] = [each.dossier.code, each.dossier.applicant, each.dossier.title]
        yield [*lot, each.place, tied, *who, *_award(award, decision is not None, words), None]
    for award in awards.values():
        who = [award.dossier.code, award.dossier.applicant, award.dossier.title]
        yield [*lot, None, None, *who, *_award(award, True, words), None]


def _award(award: Awarded | None, decided: bool, words: Words) -> list[Cell]:
    """Retained or not, and what is given; blank before the authority decides."""
    if award is None:
        return [words.say("no") if decided else None, None, None]
    volume = None if award.volume is None else Exact(award.volume)
    return [words.say("yes"), volume, None if award.amount is None else Shown(award.amount, CENTS)]
