"""From marks, observations and hand-ins to sheets: which mark stands in each cell, which came late, which rival."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from commission.rules.fault import Fault, Refused, fault
from commission.rules.grid import DECLINED, WORDS, SubCriterion, read_mark
from commission.session import access
from commission.session.entry import HandIn, Journal, Mark, Observation, Reopen
from commission.session.order import Knows, order
from commission.session.state import Cell, Ineffective, Named, Sheet, SheetKey, State

CellKey = tuple[str, str, str]


@dataclass(slots=True)
class _Work:
    """What one pass over the journals gathers before cells are decided."""

    state: State
    knows: Knows
    acts: frozenset[str]
    subs: dict[str, SubCriterion]
    events: dict[SheetKey, list[Named]] = field(default_factory=dict)
    standing: dict[SheetKey, list[Named]] = field(default_factory=dict)
    marks: dict[CellKey, list[Named]] = field(default_factory=lambda: defaultdict(list))
    remarks: dict[CellKey, list[Named]] = field(default_factory=lambda: defaultdict(list))
    out: dict[str, Named] = field(default_factory=dict)
    valid: dict[tuple[str, str], Fault | None] = field(default_factory=dict)

    def drop(self, named: Named, reason: Fault) -> None:
        self.state.ineffective.append(Ineffective(named, reason))
        self.out[named.name] = named

    def late(self, named: Named) -> None:
        self.state.late[named.name] = named
        self.out[named.name] = named


def fold_sheets(state: State, journals: Sequence[Journal], knows: Knows) -> None:
    """Add every member's sheets to ``state``, whose acts are already folded; ``knows`` orders those acts."""
    subs = {sub.code: sub for sub in state.definition.call.subs}
    acts = frozenset(each.name for each in state.acts) | {each.named.name for each in state.ineffective}
    work = _Work(state, knows, acts, subs)
    holders = [each for each in journals if each.header.actor not in {access.DESK}]
    _gather_events(work, holders)
    for key, events in work.events.items():
        _fold_events(work, key, events)
    for journal in holders:
        if journal.header.actor != access.PRESIDENCY:
            _gather_cells(work, journal)
    for cell, group in work.marks.items():
        _decide(work, cell, group)
    for cell, group in work.remarks.items():
        sheet = _sheet(state, cell)
        tips = _tips(group, work.out)
        sheet.remarks[cell[2]] = tuple(each.name for each in tips)
        texts = dict.fromkeys(each.entry.text for each in tips if isinstance(each.entry, Observation))
        if any(texts):
            sheet.observations[cell[2]] = "\n".join(text for text in texts if text)


def advance(state: State, named: Named) -> bool:
    """Move ``state`` on by one mark or observation that its own writer just appended; False if it must be folded anew."""
    entry = named.entry
    if not isinstance(entry, Mark | Observation):
        return False
    sheet = _sheet(state, (named.member, entry.dossier, entry.code))
    if isinstance(entry, Mark):
        if set(sheet.cell(entry.code).tips) - set(entry.was):
            return False
        sheet.cells[entry.code] = Cell(entry.value, (named.name,), entry.reason)
    else:
        if set(sheet.remarks.get(entry.code, ())) - set(entry.was):
            return False
        sheet.remarks[entry.code] = (named.name,)
        sheet.observations.pop(entry.code, None)
        if entry.text:
            sheet.observations[entry.code] = entry.text
    state.last_entry[named.member] = named
    return True


def mark_fault(value: str, sub: SubCriterion, state: State) -> Fault | None:
    """Why a journal value cannot stand on this line under the adopted rules; None if it can."""
    if value in WORDS:
        return None
    try:
        canonical = read_mark(value, sub, state.definition.rules.step)
    except Refused as refused:
        return refused.faults[0]
    return None if canonical == value else fault("mark-not-canonical", found=value, expected=canonical)


def phase(state: State, knows: Knows, writer: str, named: Named, lot: str) -> str:
    """``blind``, ``late`` or ``after``: where an entry stands to the opening of a lot's marks."""
    opening = state.opened.get(lot)
    if opening is None:
        return "blind"
    head = opening.heads.get(writer)
    if head and named.entry.n <= head[0]:
        return "blind"
    name, seen = state.opened_by[lot], named.entry.seen
    if seen and (seen == name or knows(seen, name)):
        return "after"
    return "blind" if named.name in state.admitted else "late"


def _sheet(state: State, cell: CellKey) -> Sheet:
    key = cell[:2]
    sheet = state.sheets.get(key)
    if sheet is None:
        sheet = state.sheets[key] = Sheet()
    return sheet


def _gather_events(work: _Work, journals: Iterable[Journal]) -> None:
    for journal in journals:
        actor, writer = journal.header.actor, journal.writer
        for entry in journal.entries:
            if isinstance(entry, HandIn | Reopen):
                named = Named(f"{writer}:{entry.n}", actor, entry)
                if reason := _reference_fault(work, named, entry.dossier):
                    work.drop(named, reason)
                else:
                    work.events.setdefault((named.member, entry.dossier), []).append(named)


def _reference_fault(work: _Work, named: Named, dossier: str) -> Fault | None:
    definition = work.state.definition
    if reason := access.may_stand(named.actor, named.entry):
        return reason
    if not definition.knows_member(named.member):
        return fault("unknown-member", found=named.member, known=[])
    if not definition.knows_dossier(dossier):
        return fault("unknown-dossier", found=dossier, known=[])
    return None


def _fold_events(work: _Work, key: SheetKey, events: list[Named]) -> None:
    state = work.state
    lot = state.definition.dossier(key[1]).lot
    if len(events) > 1:
        files: dict[str, list[Named]] = defaultdict(list)
        for each in events:
            files[each.name.partition(":")[0]].append(each)
        events, _ = order(events, [[each.name for each in group] for group in files.values()])
    sheet = _sheet(state, (*key, ""))
    standing: list[Named] = []
    for named in events:
        when = phase(state, work.knows, named.name.partition(":")[0], named, lot)
        reason = _event_fault(sheet, named, when, lot)
        if when == "late":
            work.late(named)
        elif reason:
            work.drop(named, reason)
        else:
            sheet.handed_in = isinstance(named.entry, HandIn)
            sheet.last_event = named.name
            standing.append(named)
    if standing:
        work.standing[key] = standing


def _event_fault(sheet: Sheet, named: Named, when: str, lot: str) -> Fault | None:
    entry = named.entry
    if isinstance(entry, HandIn):
        return fault("sheet-handed-in", dossier=entry.dossier) if sheet.handed_in else None
    if not isinstance(entry, Reopen):
        return None
    if not sheet.handed_in:
        return fault("sheet-not-handed-in", dossier=entry.dossier)
    if named.actor == access.PRESIDENCY:
        return None if entry.reason.strip() else fault("reason-required", kind="reopen")
    return fault("presidency-reopens", lot=lot) if when == "after" else None


def _gather_cells(work: _Work, journal: Journal) -> None:
    state, actor, writer = work.state, journal.header.actor, journal.writer
    lots = {each.code: each.lot for each in state.definition.dossiers}
    own = actor != access.TYPED and state.definition.knows_member(actor)
    last: Named | None = None
    for entry in journal.entries:
        if not isinstance(entry, Mark | Observation):
            continue
        named = Named(f"{writer}:{entry.n}", actor, entry)
        plain = own and entry.by == actor and not entry.for_ and entry.dossier in lots
        reason = None if plain else _reference_fault(work, named, entry.dossier)
        sub = work.subs.get(entry.code)
        if reason is None and sub is None:
            reason = fault("unknown-sub", found=entry.code, known=list(work.subs))
        if reason is None and isinstance(entry, Mark) and sub is not None:
            reason = _cell_fault(work, entry, sub)
        if reason:
            work.drop(named, reason)
            continue
        last = named
        if isinstance(entry, Observation):
            work.remarks[named.member, entry.dossier, entry.code].append(named)
            continue
        when = phase(state, work.knows, writer, named, lots[entry.dossier]) if state.opened else "blind"
        if when == "late":
            work.late(named)
        elif reason := _timing_fault(work, named, entry, when, writer):
            work.drop(named, reason)
        work.marks[named.member, entry.dossier, entry.code].append(named)
    if last and own and (actor not in state.last_entry or _later(last, state.last_entry[actor])):
        state.last_entry[actor] = last


def _later(one: Named, other: Named) -> bool:
    return (one.entry.at, one.name) > (other.entry.at, other.name)


def _cell_fault(work: _Work, entry: Mark, sub: SubCriterion) -> Fault | None:
    if not entry.seen or work.state.adoption is None:
        return fault("not-adopted")
    key = (entry.code, entry.value)
    if key not in work.valid:
        work.valid[key] = mark_fault(entry.value, sub, work.state)
    if entry.value == DECLINED and not entry.reason.strip():
        return fault("reason-required", kind=DECLINED)
    return work.valid[key]


def _timing_fault(work: _Work, named: Named, entry: Mark, when: str, writer: str) -> Fault | None:
    """Why a mark may not stand at this moment: its sheet is closed, or marks are opened and no reason is given."""
    events = work.standing.get((named.member, entry.dossier), ())
    reopened = False
    closed: Named | None = None
    for event in events:
        event_writer, _, number = event.name.partition(":")
        known = event.name in entry.after or (event_writer == writer and int(number) < entry.n)
        if isinstance(event.entry, HandIn):
            head = event.entry.heads.get(writer)
            covers = (event_writer == writer and entry.n < int(number)) or bool(head and entry.n <= head[0])
            closed = None if covers and not known else event
        elif known or closed is None:
            closed = None
            reopened = reopened or event.actor == access.PRESIDENCY
    if closed is not None:
        return fault("sheet-handed-in", dossier=entry.dossier)
    if when == "after" and not reopened:
        return fault("marks-opened", dossier=entry.dossier)
    if when == "after" and not entry.reason.strip():
        return fault("reason-required", kind="mark")
    return None


def _tips(group: list[Named], out: dict[str, Named]) -> list[Named]:
    """The entries of a cell that stand and that no standing one replaces, directly or through one that fell out."""
    if len(group) == 1:
        return [] if group[0].name in out else group
    by_name = {each.name: each for each in group}
    replaced: set[str] = set()
    for each in group:
        if each.name in out:
            continue
        todo = list(_was(each))
        while todo:
            name = todo.pop()
            if name in by_name and name not in replaced and name != each.name:
                replaced.add(name)
                todo += _was(by_name[name])
    return sorted((x for x in group if x.name not in out and x.name not in replaced), key=lambda each: each.name)


def _was(named: Named) -> tuple[str, ...]:
    return named.entry.was if isinstance(named.entry, Mark | Observation) else ()


def _decide(work: _Work, cell: CellKey, group: list[Named]) -> None:
    tips = _tips(group, work.out)
    if not tips:
        return
    marks = [each.entry for each in tips if isinstance(each.entry, Mark)]
    names = tuple(each.name for each in tips)
    chosen = marks[0]
    rivals = tuple(sorted({each.value for each in marks})) if len(marks) > 1 else ()
    if len(rivals) > 1:
        settled = next((holds for pair, holds in work.state.settled.items() if pair >= set(names)), None)
        if settled not in names:
            _sheet(work.state, cell).cells[cell[2]] = Cell(tips=names, rivals=rivals)
            return
        chosen = marks[names.index(settled)]
    _sheet(work.state, cell).cells[cell[2]] = Cell(chosen.value, names, chosen.reason)
