"""What a commission debates on a dossier once marks are opened: lines × members, what diverges first. Never who may see it.

Where members stand apart on a line is told in parts of what the line allows, so that 1 point of 2 comes before 2 points
of 10: the highest mark less the lowest, over the maximum less the minimum (without a maximum, over the highest mark
given less the minimum); of words, the places between the furthest two given, over those between the first and the last
of the line. A line that some say is without object and that others score is apart as a whole. Equal ones keep the grid's
order.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

import msgspec

from commission.result.marks import gather
from commission.rules.grid import DECLINED, NOT_APPLICABLE, NOT_SCORED, SubCriterion
from commission.session.definition import Dossier, Member
from commission.session.state import State

Stands = Literal["given", "declined", "not-applicable", "missing", "rivals", "no-sheet"]
WHOLE = Fraction(1)
Left = set[tuple[str, str]]
"""The members who do not count on a line, by member and code."""


class Answer(msgspec.Struct, frozen=True):
    """One member on one line. ``value`` is the journal value, ``points`` what it is worth; ``rivals`` contradict each other.

    ``counts``: it enters the figures of the line. One that does not is a consultative member's, or that of a seat that
    left the line. ``distance`` is to the exact mean, where both are known. Of a sheet that is not handed in nothing is told.
    """

    member: str
    stands: Stands
    value: str = NOT_SCORED
    points: Fraction | None = None
    counts: bool = False
    distance: Fraction | None = None
    rivals: tuple[str, ...] = ()
    reason: str = ""
    observation: str = ""


class DebatedLine(msgspec.Struct, frozen=True):
    """One line of a dossier: the voting seats in the order of the session file, the consultative members apart.

    ``words`` counts the words that counting seats gave, in the line's order. ``mean``, ``median`` and ``spread`` are over
    the points that count, exact, and None for a line in words. ``apart`` is from 0 to 1, None where nobody answered.
    ``disputed``: some say that the line has no object, others score it.
    ``agreed`` is the mark that the commission agreed on, where it does.
    """

    sub: SubCriterion
    answers: tuple[Answer, ...]
    consultative: tuple[Answer, ...]
    words: dict[str, int]
    mean: Fraction | None
    median: Fraction | None
    spread: Fraction | None
    apart: Fraction | None
    disputed: bool = False
    agreed: str = NOT_SCORED

    @property
    def given(self) -> int:
        """How many answers enter its figures."""
        return sum(each.counts for each in self.answers)

    @property
    def observed(self) -> list[Answer]:
        """Those who wrote an observation, consultative members last."""
        return [each for each in (*self.answers, *self.consultative) if each.observation]


class Debate(msgspec.Struct, frozen=True):
    """A dossier at the table: its lines, what diverges most first."""

    dossier: Dossier
    seats: tuple[Member, ...]
    consultative: tuple[Member, ...]
    lines: tuple[DebatedLine, ...]


def debated(state: State, lot: str) -> list[Dossier]:
    """The dossiers of a lot that are debated, in code order; none where nobody scores."""
    return state.in_play(lot) if state.definition.has_sheets(lot) else []


def debate(state: State, dossier: Dossier, left: Left | None = None) -> Debate:
    """What was given on a dossier in play; ``left``: which members do not count on which line, where that is known."""
    scorers = state.scorers(dossier.lot)
    voting = tuple(each for each in scorers if each.votes)
    others = tuple(each for each in scorers if not each.votes)
    if left is None:
        bases = state.bases(dossier.lot)
        if dossier.variant_of:
            bases = [*(each for each in bases if each.code != dossier.variant_of), dossier]
        left = seats_left(state, dossier.lot, bases)
    lines = [_line(state, dossier, sub, voting, others, left) for sub in state.definition.call.subs]
    order = sorted(range(len(lines)), key=lambda place: (-_apart_or_less(lines[place]), place))
    return Debate(dossier, voting, others, tuple(lines[place] for place in order))


def _apart_or_less(found: DebatedLine) -> Fraction:
    return -WHOLE if found.apart is None else found.apart


def seats_left(state: State, lot: str, dossiers: list[Dossier]) -> Left:
    """Who does not count on which line, as the tally of these dossiers of a lot decides it."""
    marks = gather(state, lot, [each.code for each in state.scorers(lot) if each.votes], dossiers)
    return {
        (seat.member, sub.code)
        for seat in marks.seats
        for line, sub in enumerate(marks.subs)
        if not seat.counts_for(line)
    }


def _line(
    state: State,
    dossier: Dossier,
    sub: SubCriterion,
    voting: Sequence[Member],
    others: Sequence[Member],
    left: Left,
) -> DebatedLine:
    given = [_answer(state, each.code, dossier.code, sub) for each in voting]
    seated = [x for x in given if (x.member, sub.code) not in left]
    counting = [x for x in seated if x.stands == "given"]
    disputed = bool(counting) and any(x.stands == NOT_APPLICABLE for x in seated)
    points = [] if sub.in_words else [x.points for x in counting if x.points is not None]
    whole: Fraction = sum(points, Fraction(0))
    mean = whole / len(points) if points else None
    in_count = {x.member for x in counting}
    agreed = state.agreed.get((dossier.code, sub.code))
    contradicted = f"agree {dossier.code}/{sub.code}" in state.contradictions
    return DebatedLine(
        sub,
        tuple(_placed(x, mean, counts=x.member in in_count) for x in given),
        tuple(_placed(_answer(state, each.code, dossier.code, sub), mean, counts=False) for each in others),
        {x.word: n for x in sub.levels if (n := sum(y.value == x.word for y in counting))},
        mean,
        _median(points),
        max(points) - min(points) if points else None,
        _apart(sub, counting, points, disputed=disputed),
        disputed,
        agreed.value if agreed and not contradicted else NOT_SCORED,
    )


def _answer(state: State, member: str, dossier: str, sub: SubCriterion) -> Answer:
    sheet = state.sheet(member, dossier)
    if not sheet.handed_in:
        return Answer(member, "no-sheet")
    cell = sheet.cell(sub.code)
    stands: Stands = "given"
    if cell.value == NOT_SCORED:
        stands = "rivals" if cell.rivals else "missing"
    elif cell.value in {DECLINED, NOT_APPLICABLE}:
        stands = "declined" if cell.value == DECLINED else "not-applicable"
    observation = sheet.observations.get(sub.code, "")
    return Answer(
        member,
        stands,
        cell.value,
        sub.points(cell.value),
        rivals=cell.rivals,
        reason=cell.reason,
        observation=observation,
    )


def _placed(each: Answer, mean: Fraction | None, *, counts: bool) -> Answer:
    known = mean is not None and each.points is not None
    distance = each.points - mean if known and each.points is not None and mean is not None else None
    return msgspec.structs.replace(each, counts=counts, distance=distance)


def _median(points: Sequence[Fraction]) -> Fraction | None:
    """The middle one; between two, half of both."""
    if not points:
        return None
    ordered = sorted(points)
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) * Fraction(1, 2)


def _apart(
    sub: SubCriterion, counting: Sequence[Answer], points: Sequence[Fraction], *, disputed: bool
) -> Fraction | None:
    """How far members stand apart, in parts of what the line allows."""
    if not counting:
        return None
    if disputed:
        return WHOLE
    if sub.in_words:
        words = [each.word for each in sub.levels]
        places = [words.index(each.value) for each in counting]
        return Fraction(max(places) - min(places), max(1, len(words) - 1))
    room = (max(points) if sub.max is None else sub.max) - sub.min
    return (max(points) - min(points)) / room if room > 0 else Fraction(0)
