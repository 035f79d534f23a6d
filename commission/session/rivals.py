"""Acts that contradict each other: which are rivals, which one a settlement says holds, and what waits meanwhile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise

import msgspec

from commission.rules.fault import Fault, fault
from commission.session import circuit_entry
from commission.session.circuit_entry import CIRCUIT
from commission.session.entry import (
    Adopt,
    Agree,
    AnyEntry,
    BreakTie,
    Close,
    Confirm,
    Decide,
    Open,
    Opinion,
    Ranking,
    Refuse,
    Settle,
    Vote,
    Withdraw,
)
from commission.session.order import Knows
from commission.session.state import Named

Settled = dict[frozenset[str], str]
"""The entries that each settlement names, and which of them holds; the last word stands last."""


class Rivalry(msgspec.Struct):
    """``aside``: why an act has no effect, by its name; ``contradictions``: the rivals nobody settled, by topic."""

    settled: Settled = msgspec.field(default_factory=dict)
    aside: dict[str, Fault] = msgspec.field(default_factory=dict)
    contradictions: dict[str, list[Named]] = msgspec.field(default_factory=dict)


def topic(entry: AnyEntry) -> str:
    """What two acts that did not know of each other must not both decide; empty where they may."""
    match entry:
        case Adopt():
            return "adopt"
        case Open(lot=lot):
            return f"open {lot}"
        case Close(lot=lot):
            return f"close {lot}"
        case Refuse(dossier=dossier) | Withdraw(dossier=dossier):
            return f"dossier {dossier}"
        case BreakTie(lot=lot, order=order):
            return f"tie {lot} {' '.join(sorted(order))}"
        case Agree(dossier=dossier, code=code):
            return f"agree {dossier}/{code}"
        case Opinion(dossier=dossier):
            return f"dossier-opinion {dossier}"
        case Ranking(lot=lot) | Vote(lot=lot) | Decide(lot=lot):
            return f"{entry.__struct_config__.tag} {lot}"
        case Confirm(dossier=dossier, requirement=requirement):
            return f"confirm {dossier}/{requirement}"
        case Settle(entries=entries):
            return f"settle {' '.join(sorted(set(entries)))}"
    return circuit_entry.topic(entry) if isinstance(entry, CIRCUIT) else ""


def same(one: AnyEntry, other: AnyEntry) -> bool:
    """Whether two acts decide the same, whoever wrote them where, when, and having seen what."""
    return _substance(one) == _substance(other)


def _substance(entry: AnyEntry) -> tuple[object, ...]:
    if isinstance(entry, Adopt):  # the same two files; each writes its own words
        return (Adopt, entry.session, entry.grid)
    if isinstance(entry, Settle):
        return (Settle, frozenset(entry.entries), entry.holds)
    if isinstance(entry, Agree):  # the same mark, whatever each wrote of why
        return (Agree, entry.dossier, entry.code, entry.value)
    skipped = {"n", "at", "by", "prev", "seen", "after", "for_", "heads", "proposed"}
    return (type(entry), *(getattr(entry, name) for name in entry.__struct_fields__ if name not in skipped))


def rivalry(ordered: Sequence[Named], knows: Knows) -> Rivalry:
    """Judge acts that are sound in themselves, given in their order.

    Two rivals block their topic until a settlement names them; what came later on that topic, knowing them, waits too.
    A settlement can have rivals itself, so judging begins again as long as another one turns out to hold.
    """
    topics: dict[str, list[Named]] = {}
    for named in ordered:
        if about := topic(named.entry):
            topics.setdefault(about, []).append(named)
    settlements = [each for each in ordered if isinstance(each.entry, Settle)]
    found = _judge(topics, knows, {})
    for _ in settlements:
        settled = _settled(settlements, found.aside)
        if settled == found.settled:
            break
        found = _judge(topics, knows, settled)
    return found


def holder(settled: Settled, names: set[str]) -> str | None:
    """The entry that holds among these by the last settlement that names them all; None if there is none."""
    return next((settled[each] for each in reversed(settled) if each >= names), None)


def _settled(settlements: Sequence[Named], aside: Mapping[str, Fault]) -> Settled:
    settled: Settled = {}
    for named in settlements:
        if isinstance(named.entry, Settle) and named.name not in aside:
            group = frozenset(named.entry.entries)
            settled.pop(group, None)
            settled[group] = named.entry.holds
    return settled


def _judge(topics: Mapping[str, Sequence[Named]], knows: Knows, settled: Settled) -> Rivalry:
    found = Rivalry(settled)
    for about, group in topics.items():
        pairs = [] if _in_one_line(group, knows) else _rivals(group, knows)
        open_pairs = []
        for one, other in pairs:
            holds = holder(settled, {one.name, other.name})
            if holds is None:
                open_pairs.append((one, other))
            for each in (one, other) if holds else ():
                if each.name != holds:
                    found.aside[each.name] = fault("set-aside", holds=holds)
        rivals = {x.name for pair in open_pairs if not any(y.name in found.aside for y in pair) for x in pair}
        if not rivals:
            continue
        found.contradictions[about] = [each for each in group if each.name in rivals]
        reason = fault("contradicting-acts", topic=about, acts=[each.name for each in group if each.name in rivals])
        for each in group:
            if each.name in rivals or any(knows(each.name, rival) for rival in rivals):
                found.aside.setdefault(each.name, reason)
    return found


def _in_one_line(group: Sequence[Named], knows: Knows) -> bool:
    """Whether each act knew the one before: the ordinary case, told without comparing all of them."""
    return all(knows(later.name, earlier.name) for earlier, later in pairwise(group))


def _rivals(group: Sequence[Named], knows: Knows) -> list[tuple[Named, Named]]:
    return [
        (one, other)
        for one, other in combinations(group, 2)
        if not knows(other.name, one.name) and not same(one.entry, other.entry)
    ]
