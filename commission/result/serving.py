"""Who is served, in the order of ranks, where more than one limit holds: money or a number, a lot, an applicant.

An exact tie is settled by nobody: every order in which it could be settled is followed, and only what comes out the same
in all of them is said. That is what ``Line.useful`` holds: True, False, or None where it depends on a tie.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import permutations
from typing import NamedTuple

MOST_TIED = 6
"""Equal dossiers whose orders are all followed (720 orders); of more, nothing is said where their order matters."""
MOST_WORLDS = 400
"""Different outcomes of the ties above that are followed at once; beyond, nothing more is said."""
MOST_FOLLOWED = 40_000
"""Orders of ties followed in all, one after the other (some two seconds); beyond, nothing more is said."""


class Candidate(NamedTuple):
    """A ranked dossier: what it asks for, its lot, and who filed it (empty: no matter)."""

    code: str
    lot: str
    applicant: str
    wanted: Fraction


class Limits(NamedTuple):
    """What there is, what happens at the first that does not fit, and how many of a lot or an applicant (0: no limit)."""

    there: Fraction
    fill: str
    per_lot: int = 0
    per_applicant: int = 0


class Outcome(NamedTuple):
    """What one order of the ties makes of a dossier. ``why`` in a word, ``named`` the dossiers it stands behind.

    ``why`` is ``order``, ``best`` or ``part`` for one in useful rank (with ``granted``, where that is a part), else
    ``lot``, ``applicant``, ``room`` (``left`` is what was left) or ``stopped``.
    """

    useful: bool
    why: str
    granted: Fraction | None = None
    named: tuple[str, ...] = ()
    left: Fraction | None = None


class World(NamedTuple):
    """Where things stand in one order of the ties so far. ``done``: those whose turn came first, as best of their lot."""

    used: Fraction = Fraction(0)
    stopped: bool = False
    standing: frozenset[Candidate] = frozenset()
    done: frozenset[Candidate] = frozenset()


Worlds = tuple[World, ...]
START: Worlds = (World(),)


class Served(NamedTuple):
    """What came of each dossier, over all orders of the ties (none: nothing can be said), and where things stand.

    ``torn`` are the groups of equal dossiers whose order matters; ``worlds`` is empty where there were too many to follow.
    """

    outcomes: dict[str, set[Outcome]]
    torn: list[list[str]]
    worlds: Worlds

    def useful(self, code: str) -> bool | None:
        """In useful rank in every order, in none (False), or in some only, or not for the same sum (None)."""
        verdicts = {(each.useful, each.granted) for each in self.outcomes[code]}
        return next(iter(verdicts))[0] if len(verdicts) == 1 else None

    @property
    def used(self) -> Fraction | None:
        """What is taken together; None where it depends on a tie."""
        taken = {each.used for each in self.worlds}
        return next(iter(taken)) if len(taken) == 1 else None


def serve(
    groups: Sequence[Sequence[Candidate]], limits: Limits, *, best: bool = False, worlds: Worlds = START
) -> Served:
    """Groups of equal candidates served best first; with ``best``, the best of each lot before all others."""
    found = Served({each.code: set() for group in groups for each in group}, [], worlds)
    if best:
        found = _served(found, [part for group in groups if (part := _firsts(group, groups))], limits, best=True)
        if not found.worlds:
            return Served({code: set() for code in found.outcomes}, found.torn, ())
    found = _served(found, groups, limits, best=False)
    unsure = {code for code in found.outcomes if found.useful(code) is None}
    mattering = [group for group in found.torn if unsure & set(group)]
    return found._replace(torn=(mattering or found.torn) if unsure else [])


def _firsts(group: Sequence[Candidate], groups: Sequence[Sequence[Candidate]]) -> list[Candidate]:
    """Those of a group that nobody of their lot stands before."""
    above = {each.lot for other in groups[: groups.index(group)] for each in other}
    return [each for each in group if each.lot not in above]


def _served(found: Served, groups: Sequence[Sequence[Candidate]], limits: Limits, *, best: bool) -> Served:
    worlds, torn, followed = found.worlds, list(found.torn), 0
    for place, group in enumerate(groups):
        after: dict[World, None] = {}
        matters = False
        for world in worlds:
            orders = _orders(world, [each for each in group if each not in world.done], limits, best=best)
            if orders is None:
                return _lost(found, groups[place:], [*torn, [each.code for each in group]])
            followed += len(orders)
            if followed > MOST_FOLLOWED:
                return _lost(found, groups[place:], [*torn, [each.code for each in group]])
            came = [_in_order(world, order, limits, best=best) for order in orders]
            after |= {end: None for end, _ in came}
            for each in group:
                answers = {outcomes.get(each) for _, outcomes in came}
                matters = matters or len({x and (x.useful, x.granted) for x in answers}) > 1
                found.outcomes[each.code].update(x for x in answers if x is not None)
        torn += [[each.code for each in group]] if matters else []
        worlds = tuple(after)
        if len(worlds) > MOST_WORLDS:
            return _lost(found, groups[place + 1 :], torn)
    return found._replace(torn=torn, worlds=worlds)


def _lost(found: Served, groups: Sequence[Sequence[Candidate]], torn: list[list[str]]) -> Served:
    """Nothing is said from these groups on: too many orders to follow."""
    cleared: dict[str, set[Outcome]] = {each.code: set() for group in groups for each in group}
    return Served(found.outcomes | cleared, torn, ())


def _orders(
    world: World, todo: Sequence[Candidate], limits: Limits, *, best: bool
) -> Sequence[Sequence[Candidate]] | None:
    """The orders of equal candidates that may come to different ends: one where order plays no part; None: too many."""
    barred = [] if best else [each for each in todo if _barred(world, each, limits)]
    rest = [each for each in todo if each not in barred]
    left = limits.there - world.used
    nobody = all(each.wanted > left for each in rest) and not (limits.fill == "partial" and left)
    if len(rest) < 2 or (not best and (world.stopped or nobody)):
        return [[*barred, *rest]]
    if not world.stopped and sum(each.wanted for each in rest) <= left and not _crowded(world, rest, limits, best):
        return [[*barred, *rest]]
    return [[*barred, *order] for order in permutations(rest)] if len(rest) <= MOST_TIED else None


def _crowded(world: World, rest: Sequence[Candidate], limits: Limits, best: bool) -> bool:
    """Whether a lot or an applicant has more among these equals, and those who stand, than a limit lets in."""
    for key, most in (("lot", 1 if best else limits.per_lot), ("applicant", limits.per_applicant)):
        names = [getattr(each, key) for each in [*rest, *world.standing]]
        if most and any(names.count(getattr(each, key)) > most for each in rest):
            return True
    return False


def _barred(world: World, each: Candidate, limits: Limits) -> Outcome | None:
    """Why a limit on lots or applicants passes it over."""
    same = tuple(sorted(x.code for x in world.standing if x.applicant == each.applicant))
    if limits.per_applicant and len(same) >= limits.per_applicant:
        return Outcome(False, "applicant", named=same)
    beside = tuple(sorted(x.code for x in world.standing if x.lot == each.lot))
    return Outcome(False, "lot", named=beside) if limits.per_lot and len(beside) >= limits.per_lot else None


def _in_order(
    world: World, order: Sequence[Candidate], limits: Limits, *, best: bool
) -> tuple[World, dict[Candidate, Outcome]]:
    outcomes = {}
    limited = best or limits.per_lot or limits.per_applicant  # else who stands changes nothing further down
    for each in order:
        if best and any(each.lot == other.lot for other in world.done):
            continue  # another is the best of this lot
        outcome = _outcome(world, each, limits, best=best)
        outcomes[each] = outcome
        took = outcome.useful
        given = (each.wanted if outcome.granted is None else outcome.granted) if took else Fraction(0)
        full = outcome.granted is not None or outcome.why in {"room", "stopped"}
        world = World(
            world.used + given,
            world.stopped or (full and limits.fill != "skip"),
            world.standing | {each} if took and limited else world.standing,
            world.done | {each} if best else world.done,
        )
    return world, outcomes


def _outcome(world: World, each: Candidate, limits: Limits, *, best: bool) -> Outcome:
    """What becomes of one whose turn it is."""
    left = limits.there - world.used
    if barred := _barred(world, each, limits):
        return barred
    if world.stopped:
        return Outcome(False, "room" if each.wanted > left else "stopped", left=left)
    if each.wanted <= left:
        return Outcome(True, "best" if best else "order")
    if limits.fill == "partial" and left:
        return Outcome(True, "part", granted=left)
    return Outcome(False, "room", left=left)
