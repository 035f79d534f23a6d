"""What the commission's ranks, its vote and the authority's decision may be: asked before they are written, and by the fold.

Three objects stay apart: what is proposed (computed, elsewhere), what the commission adopts, what the authority decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from commission.rules.fault import Fault, fault
from commission.rules.grid import Lot
from commission.rules.number import parse_exact
from commission.session.definition import WHOLE_CALL, Definition
from commission.session.deliberation import OPINIONS as BY_OPINIONS
from commission.session.entry import AnyEntry
from commission.session.entry_deliberation import NO_RANKING, OPINIONS, Award, Decide, Opinion, Ranking, Vote
from commission.session.moves import moved
from commission.session.scope import bases_of, in_play_of, is_scored, lots_of, overlapping, shut, withdrawn_from
from commission.session.state import Named, State

FACTS = frozenset({"none-filed", "none-admissible"})
"""The grounds for not ranking that state a fact: nothing is left to vote on."""


def form_fault(definition: Definition, entry: AnyEntry) -> Fault | None:
    """What is wrong with such an entry whatever the state it meets; None for any other entry."""
    if isinstance(entry, Ranking | Vote | Decide):
        known = [each.code for each in definition.lots]
        known += [WHOLE_CALL] if definition.rules.lots == "together" else []
        if entry.lot not in known:
            return fault("unknown-lot", found=entry.lot, known=known)
    match entry:
        case Opinion():
            return _opinion_form(definition, entry)
        case Ranking():
            return _ranking_form(entry)
        case Vote():
            cast = (entry.favour, entry.against, entry.abstentions)
            if min(cast) < 0 or not sum(cast):
                return fault("no-votes", lot=entry.lot)
        case Decide():
            return _decision_form(definition, entry)
    return None


def _opinion_form(definition: Definition, entry: Opinion) -> Fault | None:
    if not definition.knows_dossier(entry.dossier):
        return fault("unknown-dossier", found=entry.dossier, known=[])
    if entry.opinion not in OPINIONS:
        return fault("unknown-opinion", found=entry.opinion, known=list(OPINIONS))
    if entry.opinion == "unfavourable" and not entry.reason.strip():
        return fault("reason-required", kind="unfavourable")
    return None


def _ranking_form(entry: Ranking) -> Fault | None:
    named = ranked(entry)
    if twice := _twice(named):
        return fault("ranked-twice", dossier=twice)
    if entry.ground and entry.ground not in NO_RANKING:
        return fault("unknown-ground", found=entry.ground, known=list(NO_RANKING))
    if entry.ground and entry.order:
        return fault("ranks-and-none", lot=entry.lot)
    if entry.ground and not entry.reason.strip():
        return fault("reason-required", kind="no-ranking")
    whole = bool(named) and all(entry.order)
    return None if entry.ground or whole else fault("nothing-ranked", lot=entry.lot)


def _decision_form(definition: Definition, entry: Decide) -> Fault | None:
    if twice := _twice([each.dossier for each in entry.awards]):
        return fault("awarded-twice", dossier=twice)
    for each in entry.awards:
        if not definition.knows_dossier(each.dossier):
            return fault("unknown-dossier", found=each.dossier, known=[])
        for text in (each.amount, each.volume):
            if text and not _is_exact(text):
                return fault("not-a-number", found=text)
        if each.amount and (amount(each) * 100).denominator != 1:
            return fault("below-the-cent", found=each.amount)
        if not each.amount and not each.volume:
            return fault("empty-award", dossier=each.dossier)
    if not entry.awards and not entry.reason.strip():
        return fault("reason-required", kind="nobody-retained")
    return None


def _is_exact(text: str) -> bool:
    try:
        return parse_exact(text) >= 0
    except ValueError:
        return False


def _twice(codes: Iterable[str]) -> str:
    met: set[str] = set()
    for code in codes:
        if code in met:
            return code
        met.add(code)
    return ""


def ranked(entry: Ranking) -> list[str]:
    """The dossiers that have a rank, best first."""
    return [code for group in entry.order for code in group]


def apply(state: State, named: Named) -> Fault | None:
    """Give such an entry its effect, or say why the state does not allow it."""
    entry = named.entry
    if reason := refusal(state, entry):
        return reason
    match entry:
        case Opinion():
            state.opinions[entry.dossier] = entry
        case Ranking():
            for lot in (entry.lot, *overlapping(state.definition, entry.lot)):
                for kept in (state.rankings, state.ranked_by, state.votes):
                    kept.pop(lot, None)
            state.rankings[entry.lot], state.ranked_by[entry.lot] = entry, named.name
        case Vote():
            state.votes[entry.lot] = entry
        case Decide():
            state.decisions[entry.lot] = entry
    return None


def refusal(state: State, entry: AnyEntry) -> Fault | None:
    """Why this entry, sound in itself, may not follow in this state; None if it may."""
    match entry:
        case Opinion():
            return _opinion_fault(state, entry)
        case Ranking():
            return _ranking_fault(state, entry)
        case Vote():
            return _vote_fault(state, entry)
        case Decide():
            return _decision_fault(state, entry)
    return None


def _out(state: State, dossier: str) -> Fault | None:
    if dossier in state.refused:
        return fault("dossier-refused", dossier=dossier)
    return fault("dossier-withdrawn", dossier=dossier) if dossier in state.withdrawn else None


def _opinion_fault(state: State, entry: Opinion) -> Fault | None:
    lot = state.definition.dossier(entry.dossier).lot
    if state.definition.deliberation.of(lot) != BY_OPINIONS:
        return fault("no-opinions", lot=lot)
    if lot in state.votes:
        return fault("ranking-voted", lot=lot)
    return _out(state, entry.dossier)


def _ranking_fault(state: State, entry: Ranking, *, again: bool = False) -> Fault | None:
    """``again``: an entered ranking is put to the vote, and must still fit what has happened since."""
    lot = entry.lot
    if blind := shut(state, lot):
        return fault("lot-blind", lot=blind[0])
    touched = (lot, *overlapping(state.definition, lot))
    if decided := [each for each in touched if each in state.decisions]:
        return fault("already-decided", lot=decided[0])
    if any(each in state.votes for each in touched) and not entry.reason.strip() and not again:
        return fault("reason-required", kind="rank-again")
    in_play = [each.code for each in in_play_of(state, lot)]
    bases = [each.code for each in bases_of(state, lot)]
    if entry.ground:
        return _ground_fault(state, entry, len(bases))
    by_opinions = not is_scored(state.definition, lot) and state.definition.deliberation.of(lot) == BY_OPINIONS
    if by_opinions and (silent := [code for code in in_play if code not in state.opinions]):
        return fault("opinions-lacking", lot=lot, dossiers=silent)
    for code in ranked(entry):
        if code not in in_play:
            return _not_here(state, lot, code)
        if code not in bases:
            return fault("variant-takes-no-rank", dossier=code, base=state.definition.dossier(code).variant_of)
        if by_opinions and state.opinions[code].opinion == "unfavourable":
            return fault("ranked-unfavourable", dossier=code)
    return _reasons_fault(state, entry, bases)


def _not_here(state: State, lot: str, code: str) -> Fault:
    known = [each.code for each in in_play_of(state, lot)]
    if state.definition.knows_dossier(code) and state.definition.dossier(code).lot in lots_of(state, lot):
        return _out(state, code) or fault("unknown-dossier", found=code, known=known)
    return fault("unknown-dossier", found=code, known=known)


def _reasons_fault(state: State, entry: Ranking, bases: list[str]) -> Fault | None:
    """A sentence for each dossier in play; the reason of an unfavourable opinion serves as one. Where a ranking was
    proposed, only for each that leaves its place in it.
    """
    given = {code for code, text in entry.reasons.items() if text.strip()}
    given |= {code for code, each in state.opinions.items() if each.reason.strip() and each.opinion == "unfavourable"}
    if entry.proposed and is_scored(state.definition, entry.lot):
        if lacking := [code for code in moved(entry.proposed, entry.order, bases) if code not in given]:
            return fault("moved-without-reason", lot=entry.lot, dossiers=lacking)
        return None
    if lacking := [code for code in bases if code not in given]:
        return fault("reasons-lacking", lot=entry.lot, dossiers=lacking)
    return None


def _ground_fault(state: State, entry: Ranking, in_play: int) -> Fault | None:
    """Whether a ground for not ranking is what the lot shows."""
    filed = sum(len(state.definition.dossiers_of(each)) for each in lots_of(state, entry.lot))
    fits = {
        "none-filed": not filed,
        "none-admissible": filed > 0 and not in_play,
        "single": in_play == 1,
        "none-fit": in_play > 0,
        "not-adopted": in_play > 0,
    }
    if not fits.get(entry.ground, True):
        return fault("ground-does-not-fit", lot=entry.lot, no_ranking=entry.ground, filed=filed, left=in_play)
    return None


def _vote_fault(state: State, entry: Vote) -> Fault | None:
    lot = entry.lot
    standing = state.rankings.get(lot)
    if standing is None:
        return fault("nothing-to-vote", lot=lot)
    if entry.ranking != state.ranked_by[lot]:
        return fault("votes-on-another", lot=lot, entry=entry.ranking)
    if lot in state.votes and not entry.reason.strip():
        return fault("reason-required", kind="vote-again")
    voters = voices(state, lot)
    cast = entry.favour + entry.against + entry.abstentions
    if cast > voters:
        return fault("too-many-votes", lot=lot, votes=cast, voters=voters)
    return _ranking_fault(state, standing, again=True)


def voices(state: State, lot: str) -> int:
    """How many seats may vote on a lot: those of the voix délibérative that did not withdraw from it, or from any of all."""
    return sum(each.votes and withdrawn_from(state, each.code, lot) is None for each in state.definition.members)


def is_adopted(state: State, lot: str) -> bool:
    """Whether the ranking of a lot, or its « aucun classement », stands as the commission's."""
    standing, vote = state.rankings.get(lot), state.votes.get(lot)
    if standing is None:
        return False
    if vote is None:
        return standing.ground in FACTS
    return state.definition.deliberation.adopted(vote.favour, vote.against, vote.abstentions)


def _decision_fault(state: State, entry: Decide) -> Fault | None:
    lot, standing = entry.lot, state.rankings.get(entry.lot)
    if standing is None:
        return fault("decision-before-ranking", lot=lot)
    if lot not in state.votes and standing.ground not in FACTS:
        return fault("decision-before-vote", lot=lot)
    in_play = [each.code for each in in_play_of(state, lot)]
    for each in entry.awards:
        if each.dossier not in in_play:
            return _not_here(state, lot, each.dossier)
    if reason := _sums_fault(state, entry):
        return reason
    if entry.reason.strip():
        return None
    if lot in state.decisions:
        return fault("reason-required", kind="decide-again")
    return fault("departs-from-ranking", lot=lot) if departs(state, entry) else None


def departs(state: State, entry: Decide) -> bool:
    """Whether a decision is not the adopted ranking followed down: nothing adopted, somebody passed over or told apart
    from another of the same rank. Whom the rules of selection pass over is not retained, and that is to follow it.
    """
    retained = {each.dossier for each in entry.awards}
    if not is_adopted(state, entry.lot):
        return True
    place = {code: index for index, group in enumerate(state.rankings[entry.lot].order) for code in group}
    if not retained <= set(place) - set(entry.passed):
        return True
    last = max((place[code] for code in retained), default=-1)
    above = {code for code, index in place.items() if index <= last}
    return bool(above - retained - set(entry.passed)) or (not retained and bool(place))


def amount(award: Award) -> Fraction:
    """The sum awarded; 0 where none is fixed."""
    return parse_exact(award.amount) if award.amount else Fraction(0)


def volume(award: Award) -> Fraction:
    """The volume awarded; 0 where none is fixed."""
    return parse_exact(award.volume) if award.volume else Fraction(0)


def awarded(state: State, lots: Iterable[str]) -> Fraction:
    """What the decisions in force on these lots give together, in euros."""
    decisions = [state.decisions[each] for each in lots if each in state.decisions]
    return sum((amount(each) for decision in decisions for each in decision.awards), Fraction(0))


def _sums_fault(state: State, entry: Decide) -> Fault | None:
    """Whether the awards stay within what the document gives: each lot's ceiling and capacity, the call's envelope.

    A volume is counted as the capacity is, unless the document counts what is awarded in another unit.
    """
    call, definition = state.definition.call, state.definition
    for code in lots_of(state, entry.lot):
        lot = definition.lot(code)
        here = [each for each in entry.awards if definition.dossier(each.dossier).lot == code]
        mine = sum((amount(each) for each in here), Fraction(0))
        if above := _ceiling_fault(state, lot, mine):
            return above
        volumes = sum((volume(each) for each in here), Fraction(0))
        if lot.capacity is not None and call.volume_unit in {"", lot.unit} and volumes > lot.capacity:
            return fault("above-capacity", lot=lot.code, awarded=volumes, capacity=lot.capacity, unit=lot.unit)
    mine = sum((amount(each) for each in entry.awards), Fraction(0))
    whole = mine + awarded(state, [each for each in state.decisions if each != entry.lot])
    if call.envelope is not None and whole > call.envelope:
        return fault("above-envelope", awarded_euros=whole, envelope_euros=call.envelope)
    return None


def _ceiling_fault(state: State, lot: Lot, mine: Fraction) -> Fault | None:
    """Whether a lot gives more than its ceiling; where money moves between lots, than it and those it comes from have."""
    rules, lots = state.definition.rules, state.definition.lots
    if lot.ceiling is None or not rules.transfers:
        above = lot.ceiling is not None and mine > lot.ceiling
        return (
            fault("above-lot-ceiling", lot=lot.code, awarded_euros=mine, ceiling_euros=lot.ceiling) if above else None
        )
    for group in (_before(lot.code, rules.transfers), _linked(lot.code, rules.transfers)):
        there = sum((each.ceiling for each in lots if each.code in group and each.ceiling is not None), Fraction(0))
        given = mine + awarded(state, group - {lot.code})
        if given > there:
            named = [each.code for each in lots if each.code in group]
            code = "above-lot-ceiling" if len(named) == 1 else "above-linked-ceilings"
            return fault(code, lot=lot.code, lots=named, awarded_euros=given, ceiling_euros=there)
    return None


def _before(lot: str, transfers: Iterable[tuple[str, str]]) -> set[str]:
    """A lot and those whose money may come to it, through others or not."""
    found = {lot}
    while more := {source for source, target in transfers if target in found} - found:
        found |= more
    return found


def _linked(lot: str, transfers: Iterable[tuple[str, str]]) -> set[str]:
    """A lot and all those that money links to it, whichever way it goes."""
    found = {lot}
    while more := {each for pair in transfers if found & set(pair) for each in pair} - found:
        found |= more
    return found
