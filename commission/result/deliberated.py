"""What the commission said of a lot and what the authority decided, beside what was proposed: three objects, kept apart."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import msgspec

from commission.rules.fault import Fault, fault
from commission.rules.grid import Lot
from commission.rules.money import Asked, asked_sum
from commission.session import ranked
from commission.session.definition import WHOLE_CALL, Dossier
from commission.session.entry import Decide, Opinion, Ranking, Vote
from commission.session.moves import Order, moved, places
from commission.session.scope import bases_of, in_play_of, is_scored
from commission.session.state import State


class Placed(msgspec.Struct, frozen=True):
    """A dossier with the rank that the commission gave it, and the commission's sentence.

    ``moved`` from the ranking proposed then, where it had rank ``proposed``, or none.
    """

    place: int
    tied: bool
    dossier: Dossier
    reason: str
    moved: bool = False
    proposed: int | None = None


class Left(msgspec.Struct, frozen=True):
    """A dossier in play that the commission gave no rank, and why; ``proposed`` is the rank it had in the proposal."""

    dossier: Dossier
    reason: str
    proposed: int | None = None


class Adopted(msgspec.Struct, frozen=True):
    """The commission's own ranking. ``stands``: adopted by its vote, or a fact that needs none.

    Nobody has a rank where there is a ``ground`` for that, and ``reason`` says it; ``voters`` is how many could vote.
    ``follows``: it is the ranking that was proposed; None where it was not compared with any.
    """

    entry: str
    places: tuple[Placed, ...]
    left: tuple[Left, ...]
    ground: str
    reason: str
    vote: Vote | None
    voters: int
    abstentions: str
    stands: bool
    follows: bool | None = None


class Awarded(msgspec.Struct, frozen=True):
    """What the authority gives a dossier; None for what it does not fix."""

    dossier: Dossier
    volume: Fraction | None
    amount: Fraction | None


class Decision(msgspec.Struct, frozen=True):
    """The authority's decision. ``departs`` from the adopted ranking: its ``reason`` says why."""

    awards: tuple[Awarded, ...]
    reference: str
    reason: str
    departs: bool

    @property
    def amount(self) -> Fraction:
        """What it gives in all, in euros."""
        return sum((each.amount for each in self.awards if each.amount is not None), Fraction(0))


class Requested(msgspec.Struct, frozen=True):
    """What a dossier asks for, and what is to be said of it."""

    dossier: Dossier
    asked: Asked
    notes: tuple[Fault, ...] = ()


class Filed(msgspec.Struct, frozen=True):
    """The form that a dossier takes, by its title, and those it is linked to; one that says either is here."""

    dossier: Dossier
    form: str
    linked: tuple[str, ...]


class Deliberated(msgspec.Struct, frozen=True):
    """All that was said of a lot beside its marks. ``opinions`` are in code order, None where none is given yet."""

    method: str
    opinions: tuple[tuple[Dossier, Opinion | None], ...] = ()
    adopted: Adopted | None = None
    decision: Decision | None = None
    requests: tuple[Requested, ...] = ()
    filed: tuple[Filed, ...] = ()

    @property
    def said_anything(self) -> bool:
        """Whether there is anything here beside a grid that is scored."""
        return self != Deliberated("grid")


def deliberated(state: State, lot: Lot) -> Deliberated:
    """What stands of a lot now."""
    method = state.definition.deliberation.of(lot.code)
    dossiers = state.in_play(lot.code)
    opinions = tuple((each, state.opinions.get(each.code)) for each in dossiers) if method == "opinions" else ()
    forms = {each.code: each.title for each in lot.forms}
    filed = tuple(Filed(x, forms.get(x.form, x.form), x.linked) for x in dossiers if x.form or x.linked)
    adopted, decision = _adopted(state, lot.code), _decision(state, lot.code)
    return Deliberated(method, opinions, adopted, decision, _requests(state, lot), filed)


def over_all_lots(state: State) -> Deliberated:
    """What the commission adopted and the authority decided on all lots at once, where they are ranked together."""
    if state.definition.rules.lots != "together":
        return Deliberated("grid")
    return Deliberated("grid", (), _adopted(state, WHOLE_CALL), _decision(state, WHOLE_CALL))


def _adopted(state: State, lot: str) -> Adopted | None:
    entry = state.rankings.get(lot)
    if entry is None:
        return None
    settings = state.definition.deliberation
    return Adopted(
        state.ranked_by[lot],
        tuple(_places(state, entry)),
        tuple(_left(state, entry)),
        entry.ground,
        entry.reason,
        state.votes.get(lot),
        ranked.voices(state, lot),
        settings.abstentions,
        ranked.is_adopted(state, lot),
        None if entry.ground or not _proposal(state, entry) else not _moved(state, entry),
    )


def _proposal(state: State, entry: Ranking) -> Order:
    """The proposed ranking that these ranks are compared with."""
    return entry.proposed if is_scored(state.definition, entry.lot) else ()


def _moved(state: State, entry: Ranking) -> list[str]:
    """The dossiers in play that are not where they were proposed; nothing where no proposal was recorded."""
    proposed = _proposal(state, entry)
    return moved(proposed, entry.order, [each.code for each in bases_of(state, entry.lot)]) if proposed else []


def _places(state: State, entry: Ranking) -> Iterator[Placed]:
    """Ranks as they were entered, 1, 2, 2, 4; who withdrew since has left a gap."""
    in_play = {each.code: each for each in in_play_of(state, entry.lot)}
    before, elsewhere, ranks = places(_proposal(state, entry)), _moved(state, entry), places(entry.order)
    for group in entry.order:
        for code in group:
            if code in in_play:
                shared, reason = len(group) > 1, entry.reasons.get(code, "")
                yield Placed(ranks[code], shared, in_play[code], reason, code in elsewhere, before.get(code))


def _left(state: State, entry: Ranking) -> Iterator[Left]:
    """The others in play. Of an unfavourable opinion the reason is the opinion's, unless another was given."""
    placed = set(ranked.ranked(entry))
    before = places(_proposal(state, entry))
    for each in bases_of(state, entry.lot):
        if each.code not in placed:
            opinion = state.opinions.get(each.code)
            reason = entry.reasons.get(each.code, "") or (opinion.reason if opinion else "") or entry.reason
            yield Left(each, reason, before.get(each.code))


def _decision(state: State, lot: str) -> Decision | None:
    entry = state.decisions.get(lot)
    if entry is None:
        return None
    return Decision(tuple(_awards(state, entry)), entry.reference, entry.reason, ranked.departs(state, entry))


def _awards(state: State, entry: Decide) -> Iterator[Awarded]:
    for each in entry.awards:
        volume = ranked.volume(each) if each.volume else None
        amount = ranked.amount(each) if each.amount else None
        yield Awarded(state.definition.dossier(each.dossier), volume, amount)


def _requests(state: State, lot: Lot) -> tuple[Requested, ...]:
    """What each dossier in play asks for, where the document says which figures do."""
    request = state.definition.call.request
    if not request.declared and not request.terms:
        return ()
    found = []
    for each in state.in_play(lot.code):
        asked = asked_sum(request, each.figures)
        titles = {figure.code: figure.title for figure in state.definition.call.figures}
        lacking = [titles.get(code, code) for code in asked.lacking]
        found.append(Requested(each, asked, tuple(_request_notes(each, asked, lot, lacking))))
    return tuple(found)


def _request_notes(dossier: Dossier, asked: Asked, lot: Lot, lacking: list[str]) -> Iterator[Fault]:
    code = dossier.code
    if lacking:
        yield fault("request-lacking", dossier=code, figures=lacking)
    if asked.difference:
        step = "request-above" if asked.difference > 0 else "request-below"
        yield fault(step, dossier=code, declared_euros=asked.declared, computed_euros=asked.computed,
                    difference_euros=abs(asked.difference))  # fmt: skip
    if lot.ceiling is not None and asked.amount is not None and asked.amount > lot.ceiling:
        yield fault("request-above-ceiling", dossier=code, amount_euros=asked.amount, ceiling_euros=lot.ceiling)


def deliberation_rules(state: State, lot: str) -> Iterator[Fault]:
    """The settings of deliberation that bore on a lot, or on all: none is published by the document."""
    definition = state.definition
    if not definition.has_sheets(lot):
        yield fault("rule-method", value=definition.deliberation.of(lot))
    elif definition.own_grid:
        yield fault("rule-own-grid")
    if lot in state.votes or WHOLE_CALL in state.votes:
        yield fault("rule-abstentions", value=definition.deliberation.abstentions)
