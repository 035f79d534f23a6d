"""Equal totals told apart by the chain that the rules state, then by the commission's vote; else they stay equal.

The draw can be done again by hand: the dossiers stand in the order of the SHA-256, in hexadecimal, of the seed, a
newline and the dossier's code, in UTF-8.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from commission.result.dossier_tally import DossierTally
from commission.rules.fault import Fault, fault
from commission.rules.ranking_rules import TieStep

Group = list[DossierTally]


class Placed(NamedTuple):
    """Dossiers that share a place, in code order, and what told them from others of the same total, if anything did."""

    group: Group
    broken: Fault | None


def drawn(seed: str, dossier: str) -> str:
    """What a public draw gives a dossier: the least stands first."""
    return hashlib.sha256(f"{seed}\n{dossier}".encode()).hexdigest()


def tell_apart(equals: Group, chain: Sequence[TieStep], votes: Sequence[Sequence[str]] = ()) -> list[Placed]:
    """These dossiers of equal total, best first, as far as the chain and then the ``votes`` tell them apart.

    A step that one of them cannot answer (a line that left it, a figure or date not declared) is passed over for them.
    """
    if len(equals) < 2:
        return [Placed(equals, None)]
    for step in chain:
        key = _key(step)
        answers = [key(each) for each in equals]
        if None in answers or len(set(answers)) < 2:
            continue
        found = []
        codes = [each.dossier.code for each in equals]
        said = fault("tie-broken", by=step.by, line=step.code or step.seed, dossiers=codes)
        for group in _sorted(equals, key, lower=step.by == "draw" or step.better == "lower"):
            found += [Placed(part, broken or said) for part, broken in tell_apart(group, chain, votes)]
        return found
    return _voted(equals, votes)


def _sorted(equals: Group, key: Callable[[DossierTally], Any], *, lower: bool) -> list[Group]:
    ordered = sorted(equals, key=key, reverse=not lower)
    return [list(group) for _, group in groupby(ordered, key=key)]


def _key(step: TieStep) -> Callable[[DossierTally], Any]:
    keys: dict[str, Callable[[DossierTally], Any]] = {
        "criterion": lambda each: each.criteria.get(step.code),
        "sub": lambda each: each.subs.get(step.code),
        "figure": lambda each: each.dossier.figures.get(step.code),
        "deposited-at": lambda each: each.dossier.deposited_at,
        "draw": lambda each: drawn(step.seed, each.dossier.code),
    }
    return keys[step.by]


def _voted(equals: Group, votes: Sequence[Sequence[str]]) -> list[Placed]:
    """The last vote of the commission that puts all of these dossiers in an order, others that have left it since or not."""
    codes = {each.dossier.code for each in equals}
    last = next((each for each in reversed(votes) if codes <= set(each)), ())
    order = [each for each in dict.fromkeys(last) if each in codes]
    if not order:
        return [Placed(equals, None)]
    said = fault("tie-voted", dossiers=order)
    by_code = {each.dossier.code: each for each in equals}
    return [Placed([by_code[code]], said) for code in order]


def idle_votes(votes: Sequence[Sequence[str]], groups: Sequence[Sequence[str]]) -> list[Fault]:
    """The votes that put nothing in order, though nothing came after them. ``groups`` are the dossiers that nothing but a
    vote tells apart: a vote on a part of them, or on dossiers of several totals, would be read in more than one way.
    """
    found = []
    for place, order in enumerate(votes):
        followed = any(set(order) <= set(later) for later in votes[place + 1 :])
        if not followed and not any(set(group) <= set(order) for group in groups):
            among = [each for group in groups if set(group) & set(order) for each in group]
            found.append(fault("tie-vote-idle", dossiers=list(order), among=among))
    return found
