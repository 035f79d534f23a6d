"""From marks, observations and hand-ins to sheets: which mark stands in each cell, which came late, which rival."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from commission.rules.fault import Fault, Refused, fault
from commission.rules.grid import DECLINED, NOT_SCORED, WORDS, SubCriterion, read_mark
from commission.session import access
from commission.session.entry import AnyEntry, Journal, Mark, Observation
from commission.session.events import closed_fault, fold_events, open_until, rewritten, unreplaced
from commission.session.folding import Folding
from commission.session.rivals import Settled, holder
from commission.session.state import Cell, Named, SheetKey, State

Groups = dict[SheetKey, dict[str, list[Named]]]
"""The entries written for each cell, sheet by sheet."""
_Ground = tuple[int, dict[str, Cell], dict[str, list[Named]]]
BY_THE_FILES = frozenset({"mark-above-max", "mark-below-min", "mark-off-step", "mark-not-a-level"})
"""Why a mark that once was one is none: the maximum, the minimum, the step or the words of its line are others now."""


class _Cells(msgspec.Struct):
    """The marks and remarks met so far; ``sound`` holds, line by line, the values already found to be marks.

    ``plain`` are the acts that know an adoption and no opening: a mark that saw such a one stands on blind ground.
    Most cells hold one such mark and nothing else: ``made`` is what it makes of them, at once. The others are decided
    at the end, from all that was written for them: ``marks``.
    """

    folding: Folding
    subs: Mapping[str, SubCriterion]
    plain: frozenset[str]
    journals: Mapping[str, Journal]
    made: dict[SheetKey, dict[str, Cell]] = msgspec.field(default_factory=dict)
    marks: Groups = msgspec.field(default_factory=dict)
    remarks: Groups = msgspec.field(default_factory=dict)
    sound: defaultdict[str, set[str]] = msgspec.field(default_factory=lambda: defaultdict(set))


def fold_sheets(folding: Folding, journals: Sequence[Journal], events: Iterable[Named]) -> set[str]:
    """Add every member's sheets to the state, whose acts are already folded; the names of reopenings with effect.

    ``events`` are the hand-ins and reopenings of these journals.
    """
    reopenings = fold_events(folding, events)
    subs = {sub.code: sub for sub in folding.state.definition.call.subs}
    by_writer = {each.writer: each for each in journals}
    cells = _Cells(folding, subs, folding.adopted - folding.openings.aware, by_writer)
    for journal in journals:
        _gather(cells, journal)
    for key, made in cells.made.items():
        if made:
            folding.sheet(key).cells = made
    for key, groups in cells.marks.items():
        _decide_marks(folding, key, groups)
    for key, groups in cells.remarks.items():
        _decide_remarks(folding, key, groups)
    folding.state.unfit.sort(key=lambda each: (each.writer, each.entry.n))
    return reopenings


def advance(state: State, named: Named) -> bool:
    """Move ``state`` on by one mark or observation that its own writer just appended; False if it must be folded anew."""
    entry = named.entry
    if not isinstance(entry, Mark | Observation):
        return False
    own = named.actor not in access.OFFICES
    if own and named.actor in state.last_entry and not _later(named, state.last_entry[named.actor]):
        return False  # the clock went back: the fold decides which entry is the last
    sheet = state.sheets.get((named.member, entry.dossier))
    if sheet is None:
        sheet = state.sheets[named.member, entry.dossier] = state.sheet(named.member, entry.dossier)
    if isinstance(entry, Mark):
        if set(sheet.cell(entry.code).tips) - set(entry.was):
            return False
        sheet.cells[entry.code] = Cell(entry.value, named.writer, entry.n, entry.reason)
        state.rival_cells.discard(((named.member, entry.dossier), entry.code))
        state.unfit = [each for each in state.unfit if each.name not in entry.was]
    else:
        if set(sheet.remarks.get(entry.code, ())) - set(entry.was):
            return False
        sheet.remarks[entry.code] = (named.name,)
        sheet.observations.pop(entry.code, None)
        if entry.text:
            sheet.observations[entry.code] = entry.text
    if own:
        state.last_entry[named.actor] = named
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


def _gather(cells: _Cells, journal: Journal) -> None:
    """Take the marks and observations of a journal. Nearly all are plain ones of its own member, taken at once."""
    actor, writer = journal.header.actor, journal.writer
    own = actor not in access.OFFICES and cells.folding.state.definition.knows_member(actor)
    plain, sound = cells.plain, cells.sound
    grounds: dict[str, _Ground] = {}
    nowhere: _Ground = (0, {}, {})
    here, (until, made, groups) = "", nowhere  # where the mark before stood: marks come sheet by sheet
    saw: str | None = None  # and the act it had seen, where that made it plain
    last: AnyEntry | None = None
    for entry in journal.entries:
        if type(entry) is Mark:
            if own:
                if (dossier := entry.dossier) != here:
                    if dossier not in grounds:
                        grounds[dossier] = _ground(cells, (actor, dossier), writer)
                    here, (until, made, groups) = dossier, grounds[dossier]
                code = entry.code
                if (
                    entry.n <= until
                    and (entry.seen == saw or entry.seen in plain)
                    and entry.by == actor
                    and not entry.after
                    and not entry.for_
                    and (entry.value in sound[code] or _is_value(cells, entry))
                ):
                    last, saw = entry, entry.seen
                    if code in made or code in groups:
                        _add(cells, (actor, dossier), Named(f"{writer}:{entry.n}", actor, entry))
                    else:
                        made[code] = Cell(entry.value, writer, entry.n, entry.reason)
                    continue
        elif not isinstance(entry, Observation):
            continue
        if _take(cells, Named(f"{writer}:{entry.n}", actor, entry)):
            last = entry
    if last and own:
        known, mine = cells.folding.state.last_entry, Named(f"{writer}:{last.n}", actor, last)
        if actor not in known or _later(mine, known[actor]):
            known[actor] = mine


def _ground(cells: _Cells, key: SheetKey, writer: str) -> _Ground:
    """Up to which number a writer's plain marks on a sheet stand without a question, and where they are gathered."""
    state, lots = cells.folding.state, cells.folding.lots
    if key[1] not in lots or state.adoption is None or not state.definition.has_sheets(lots[key[1]]):
        return 0, {}, {}
    closing = open_until(cells.folding, key, writer)
    opening = cells.folding.openings.frozen(cells.folding.lots[key[1]], writer)
    return min(closing, opening), cells.made.setdefault(key, {}), cells.marks.setdefault(key, {})


def _add(cells: _Cells, key: SheetKey, named: Named) -> None:
    """Gather a mark of a cell that one plain mark alone does not make, that first mark before it."""
    entry = named.entry
    assert isinstance(entry, Mark)
    group = cells.marks.setdefault(key, {}).setdefault(entry.code, [])
    made = cells.made.get(key, {}).get(entry.code)
    if made and not group:
        group.append(Named(made.tips[0], key[0], _entry(cells, made.tips[0])))
    group.append(named)


def _entry(cells: _Cells, name: str) -> AnyEntry:
    """The entry of this name, which one of the journals holds: their entries stand in the order of their numbers."""
    writer, _, number = name.rpartition(":")
    entries = cells.journals[writer].entries
    return entries[bisect_left(entries, int(number), key=lambda each: each.n)]


def _take(cells: _Cells, named: Named) -> bool:
    """Take one mark or observation with every question asked; whether it concerns a cell of this session.

    What has no effect is gathered too: a later mark may name it, and through it the one before.
    """
    folding, entry = cells.folding, named.entry
    if not isinstance(entry, Mark | Observation):
        return False
    reason = folding.reference_fault(named, entry.dossier)
    if reason is None and entry.code not in cells.subs:
        reason = fault("unknown-sub", found=entry.code, known=list(cells.subs))
    if reason:
        folding.drop(named, reason)
        return False
    when = folding.openings.phase(folding.lots[entry.dossier], named)
    if folding.unseen(named, when):
        pass
    elif reason := _value_fault(cells, entry):
        folding.drop(named, reason)
        if reason.code in BY_THE_FILES and when != "late" and closed_fault(folding, named, when) is None:
            folding.unfit.add(named.name)
    elif when == "late":
        folding.late(named)
    elif reason := closed_fault(folding, named, when):
        folding.drop(named, reason)
    key = (named.member, entry.dossier)
    if isinstance(entry, Mark):
        _add(cells, key, named)
    else:
        cells.remarks.setdefault(key, {}).setdefault(entry.code, []).append(named)
    return True


def _is_value(cells: _Cells, entry: Mark) -> bool:
    """Whether this is a mark on a line of the grid, with a value for that line."""
    return entry.code in cells.subs and _value_fault(cells, entry) is None


def _value_fault(cells: _Cells, entry: Mark | Observation) -> Fault | None:
    """Why this is no value for its line."""
    if isinstance(entry, Observation) or entry.value in cells.sound[entry.code]:
        return None
    sub = cells.subs[entry.code]
    if entry.value == DECLINED:
        return None if entry.reason.strip() else fault("reason-required", kind=DECLINED)
    reason = mark_fault(entry.value, sub, cells.folding.state)
    if reason is None and sub.needs_reason(entry.value):
        return None if entry.reason.strip() else fault("reason-required", kind="word")
    if reason is None:
        cells.sound[entry.code].add(entry.value)
    return reason


def _later(one: Named, other: Named) -> bool:
    return (one.entry.at, one.writer, one.entry.n) > (other.entry.at, other.writer, other.entry.n)


def _decide_marks(folding: Folding, key: SheetKey, groups: Mapping[str, list[Named]]) -> None:
    """The cells that more than one plain mark was written for. A mark that only its value voids leaves none behind."""
    out = folding.out - folding.unfit if folding.unfit else folding.out
    for code, group in groups.items():
        tips = tips_of(folding, key, group, out)
        fit = [each for each in tips if each.name not in folding.unfit]
        folding.state.unfit += [each for each in tips if each.name in folding.unfit]
        if fit:
            cell = folding.sheet(key).cells[code] = cell_of(folding.settled(folding.lots[key[1]]), fit)
            if cell.rivals:
                folding.state.rival_cells.add((key, code))
        elif key in folding.state.sheets:
            folding.state.sheets[key].cells.pop(code, None)


def cell_of(settled: Settled, tips: Sequence[Named]) -> Cell:
    """What the marks that none replaces make of a cell: a value, or rivals until a settlement names them all."""
    marks = [each.entry for each in tips if isinstance(each.entry, Mark)]
    names = tuple(each.name for each in tips)
    values = {each.value for each in marks}
    chosen = marks[0]
    if len(values) > 1:
        holds = holder(settled, set(names))
        if holds not in names:
            return Cell.of(NOT_SCORED, names, rivals=tuple(sorted(values)))
        chosen = marks[names.index(holds)]
    return Cell.of(chosen.value, names, chosen.reason)


def _decide_remarks(folding: Folding, key: SheetKey, groups: Mapping[str, list[Named]]) -> None:
    for code, group in groups.items():
        if tips := tips_of(folding, key, group, folding.out):
            sheet = folding.sheet(key)
            sheet.remarks[code] = tuple(each.name for each in tips)
            texts = dict.fromkeys(each.entry.text for each in tips if isinstance(each.entry, Observation))
            if text := "\n".join(each for each in texts if each):
                sheet.observations[code] = text


def tips_of(folding: Folding, key: SheetKey, group: Sequence[Named], out: set[str]) -> list[Named]:
    """The entries of a cell that stand and that no standing one replaces, directly or through one that fell out.

    A mark whose value is no longer allowed goes on replacing the one before: a mark that its member took back never
    counts again.

    Entries that replace each other in a circle replace nothing: only a forged file can hold one.
    """
    by_name = {each.name: each for each in group}
    standing = [each for each in by_name.values() if each.name not in out]
    replaced: set[str] = set()
    for each in standing:
        todo = _was(folding, key, each, by_name)
        while todo:
            name = todo.pop()
            if name in by_name and name not in replaced and name != each.name:
                replaced.add(name)
                todo += _was(folding, key, by_name[name], by_name)
    tips = [each for each in standing if each.name not in replaced] or standing
    return sorted(tips, key=lambda each: each.name)


def _was(folding: Folding, key: SheetKey, named: Named, by_name: Mapping[str, Named]) -> list[str]:
    """What an entry replaces of the entries of its cell."""
    was = named.entry.was if isinstance(named.entry, Mark | Observation) else ()
    kept = unreplaced(folding, key, named, by_name) if was else ()
    return [*(name for name in was if name not in kept), *rewritten(folding, key, named, by_name)]
