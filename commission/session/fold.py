"""From journals to state. Total: an entry that is not allowed in the state it meets has no effect and is listed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from commission.rules.fault import Fault, fault
from commission.session import access
from commission.session.definition import WHOLE_CALL, Definition
from commission.session.entry import (
    ACTS,
    GROUNDS,
    Admit,
    Adopt,
    AnyEntry,
    Close,
    Journal,
    Open,
    Recuse,
    Refuse,
    Reopen,
    Settle,
    Slip,
    Withdraw,
)
from commission.session.order import Knows, order
from commission.session.sheets import fold_sheets
from commission.session.state import Ineffective, Named, State


def fold(definition: Definition, journals: Iterable[Journal]) -> State:
    """The state that these journals add up to; the same for any order of reading."""
    state = State(definition)
    read = sorted(journals, key=lambda each: each.writer)
    acts, files = _acts(read)
    ordered, knows = order(acts, files)
    _settlements(state, ordered)
    standing = _contradictions(state, ordered, knows)
    for named in ordered:
        reason = _actor_fault(named) or standing.get(named.name) or _apply(state, named)
        if reason:
            state.ineffective.append(Ineffective(named, reason))
        else:
            state.acts.append(named)
    if ordered:
        state.last_act = ordered[-1].name
        state.act_tips = _tips(ordered, knows)
    fold_sheets(state, read, knows)
    return state


def _acts(journals: Sequence[Journal]) -> tuple[list[Named], list[list[str]]]:
    acts, files = [], []
    for journal in journals:
        writer, actor = journal.writer, journal.header.actor
        mine = [
            Named(f"{writer}:{each.n}", actor, each)
            for each in journal.entries
            if isinstance(each, ACTS) or (isinstance(each, Reopen) and actor == access.PRESIDENCY)
        ]
        acts += mine
        files.append([each.name for each in mine])
    return acts, files


def _tips(ordered: Sequence[Named], knows: Knows) -> tuple[str, ...]:
    return tuple(sorted(a.name for a in ordered if not any(knows(b.name, a.name) for b in ordered if b.name != a.name)))


def _topic(entry: AnyEntry) -> str:
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
        case Settle(entries=entries):
            return f"settle {' '.join(sorted(entries))}"
    return ""


def _substance(entry: AnyEntry) -> tuple[object, ...]:
    """What an act decides, apart from who wrote it where and when."""
    skipped = {"n", "at", "by", "prev", "seen", "after", "for_", "heads", "nonce"}
    return (type(entry), *(getattr(entry, name) for name in entry.__struct_fields__ if name not in skipped))


def _settlements(state: State, ordered: Sequence[Named]) -> None:
    for named in ordered:
        entry = named.entry
        if isinstance(entry, Settle) and not _actor_fault(named) and entry.holds in entry.entries:
            state.settled[frozenset(entry.entries)] = entry.holds


def _contradictions(state: State, ordered: Sequence[Named], knows: Knows) -> dict[str, Fault]:
    """The acts that must have no effect: rivals that nobody settled, and those that a settlement set aside."""
    aside: dict[str, Fault] = {}
    topics: dict[str, list[Named]] = {}
    for named in ordered:
        if (topic := _topic(named.entry)) and not _actor_fault(named):
            topics.setdefault(topic, []).append(named)
    for topic, group in topics.items():
        for place, one in enumerate(group):
            for other in group[place + 1 :]:
                if knows(other.name, one.name) or _same(one.entry, other.entry):
                    continue
                holds = next((x for pair, x in state.settled.items() if {one.name, other.name} <= pair), None)
                for each in (one, other):
                    if holds is None:
                        aside[each.name] = fault("contradicting-acts", topic=topic, acts=[one.name, other.name])
                        rivals = state.contradictions.setdefault(topic, [])
                        if each not in rivals:
                            rivals.append(each)
                    elif each.name != holds:
                        aside.setdefault(each.name, fault("set-aside", holds=holds))
    return aside


def _same(one: AnyEntry, other: AnyEntry) -> bool:
    return _substance(one) == _substance(other)


def _actor_fault(named: Named) -> Fault | None:
    """Why this entry may not stand in this actor's journal; None if it may."""
    return access.may_stand(named.actor, named.entry)


def _apply(state: State, named: Named) -> Fault | None:
    entry = named.entry
    match entry:
        case Adopt():
            if state.adoption and not entry.reason.strip():
                return fault("reason-required", kind="adopt")
            state.adoption = entry
        case Settle() | Slip() | Admit():
            return _apply_small(state, entry)
        case Reopen():
            return None
        case _ if not state.adoption:
            return fault("not-adopted")
        case Open(lot=lot) | Close(lot=lot):
            return _apply_phase(state, named, lot)
        case Recuse():
            return _apply_recusal(state, entry)
        case Refuse() | Withdraw():
            return _apply_dossier(state, entry)
    return None


def _apply_small(state: State, entry: Settle | Slip | Admit) -> Fault | None:
    if isinstance(entry, Slip):
        if not state.definition.knows_member(entry.member):
            return fault("unknown-member", found=entry.member, known=[])
        state.slips[entry.member] = entry.code
    elif not entry.reason.strip():
        return fault("reason-required", kind="settle" if isinstance(entry, Settle) else "admit")
    elif isinstance(entry, Admit):
        state.admitted.update(entry.entries)
    elif entry.holds not in entry.entries:
        return fault("settles-another", holds=entry.holds)
    return None


def _apply_phase(state: State, named: Named, lot: str) -> Fault | None:
    entry = named.entry
    if lot not in {each.code for each in state.definition.lots}:
        return fault("unknown-lot", found=lot, known=[each.code for each in state.definition.lots])
    if isinstance(entry, Open):
        if lot in state.opened:
            return fault("already-opened", lot=lot)
        state.opened[lot], state.opened_by[lot] = entry, named.name
    elif isinstance(entry, Close):
        if lot not in state.opened:
            return fault("not-opened", lot=lot)
        if lot in state.closed:
            return fault("already-closed", lot=lot)
        if not entry.reason.strip():
            return fault("reason-required", kind="close")
        state.closed[lot] = entry
    return None


def _apply_recusal(state: State, entry: Recuse) -> Fault | None:
    if not state.definition.knows_member(entry.member):
        return fault("unknown-member", found=entry.member, known=[])
    if entry.lot != WHOLE_CALL and entry.lot not in {each.code for each in state.definition.lots}:
        return fault("unknown-lot", found=entry.lot, known=[each.code for each in state.definition.lots])
    state.recusals.append(entry)
    return None


def _apply_dossier(state: State, entry: Refuse | Withdraw) -> Fault | None:
    if not state.definition.knows_dossier(entry.dossier):
        return fault("unknown-dossier", found=entry.dossier, known=[])
    if entry.dossier in state.refused or entry.dossier in state.withdrawn:
        return fault("already-out", dossier=entry.dossier)
    if not entry.reason.strip():
        return fault("reason-required", kind="refuse" if isinstance(entry, Refuse) else "withdraw")
    if isinstance(entry, Withdraw):
        state.withdrawn[entry.dossier] = entry
    elif entry.ground not in GROUNDS:
        return fault("unknown-ground", found=entry.ground, known=list(GROUNDS))
    else:
        state.refused[entry.dossier] = entry
    return None
