"""What became of the marks of a lot since they were opened: who changed which, when, why, from what to what.

Replayed from the journals: the marks that the opening had seen, then each later one that has an effect, each admission
of late ones and each settlement of rival ones, in the order in which they knew of each other. What changes no cell is not
told; the last value told of a cell is the one it holds now.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from commission.rules.grid import NOT_SCORED
from commission.rules.text import sort_key
from commission.session.definition import Definition
from commission.session.entry import Admit, AnyEntry, HandIn, Journal, Mark, Reopen, Settle
from commission.session.fold import folded
from commission.session.folding import Folding
from commission.session.openings import Phase
from commission.session.order import order
from commission.session.sheets import cell_of, tips_of
from commission.session.state import EMPTY, Cell, Named, SheetKey, State, shown

HANDED_IN, OPEN = "handed-in", "open"
How = Literal["revised", "admitted", "settled", "handed-in", "reopened"]
_HOW: dict[type, How] = {Admit: "admitted", Settle: "settled", HandIn: "handed-in", Reopen: "reopened"}
ALLOWING = (Admit, Reopen, Settle)
"""Without an act of one of these kinds, nothing that was written after an opening has an effect."""
Place = tuple[SheetKey, str]
"""A cell: whose sheet on which dossier, which line."""


class Change(msgspec.Struct, frozen=True):
    """One cell of a sheet, or the sheet itself (``code`` is then empty), before and after.

    ``before`` and ``after`` are journal values, more than one where marks contradict each other; of a sheet,
    ``handed-in`` or ``open``. ``entry`` names what did it: a mark, an admission, a settlement, a hand-in, a reopening;
    ``by``, ``at`` and ``reason`` are its own.
    """

    how: How
    member: str
    dossier: str
    code: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    entry: str
    by: str
    at: str
    reason: str


def changes(definition: Definition, journals: Iterable[Journal], lot: str) -> tuple[Change, ...]:
    """Every change of a lot since its opening: by dossier, then by line, sheets first, then as they came.

    Nothing for a lot that is not opened. Never who may see it.
    """
    files = list(journals)
    folding = folded(definition, files)
    if lot not in folding.state.opened or not may_hold_any(folding.state):
        return ()
    then = folded(definition, files, at_opening=True)
    lines = {sub.code: place for place, sub in enumerate(definition.call.subs)}
    found = [*_of_sheets(folding, then, lot), *_Replay(folding, then, lot).changes()]
    return tuple(sorted(found, key=lambda each: (sort_key(each.dossier), lines.get(each.code, -1))))


def may_hold_any(state: State) -> bool:
    """Whether anything allowed a change since an opening: told at once, without going through the journals again."""
    return any(isinstance(each.entry, ALLOWING) for each in state.acts)


class _Replay:
    """The cells of a lot from its opening on: ``waiting`` names the marks that have not come yet."""

    def __init__(self, folding: Folding, then: Folding, lot: str) -> None:
        self.folding = folding
        self.groups = _groups(folding, lot)
        self.later = [each for group in self.groups.values() for each in group if _is_later(folding, lot, each)]
        self.waiting = {each.name for each in self.later}
        self.settled = dict(then.settled(lot))
        self.places = {each.name: place for place, group in self.groups.items() for each in group}
        self.cells = {(key, code): then.state.sheet(*key).cell(code) for key, code in self.groups}

    def changes(self) -> Iterator[Change]:
        """Each step that changed a cell.

        First what a later hand-in or reopening alone made of marks that the opening had seen: they met their sheet closed.
        """
        for place in self.groups:
            if (event := self._event(place[0])) is not None:
                yield from self._step(place, event)
        for named in self._in_order():
            entry = named.entry
            if isinstance(entry, Admit):
                self.waiting -= set(entry.entries)
            elif isinstance(entry, Settle):
                group = frozenset(entry.entries)
                self.settled.pop(group, None)
                self.settled[group] = entry.holds
            else:
                self.waiting.discard(named.name)
            for place in self._places_of(named):
                yield from self._step(place, named)

    def _step(self, place: Place, named: Named) -> Iterator[Change]:
        before, after = shown(self.cells[place]), shown(self._cell(place))
        self.cells[place] = self._cell(place)
        if before == after:
            return
        (member, dossier), code = place
        entry = named.entry
        yield Change(
            _HOW.get(type(entry), "revised"),
            member,
            dossier,
            code,
            before,
            after,
            named.name,
            entry.by,
            entry.at,
            getattr(entry, "reason", ""),
        )

    def _event(self, key: SheetKey) -> Named | None:
        """The first hand-in of a sheet since the opening, else its first reopening; what admitted it, if it was late."""
        lot = self.folding.lots[key[1]]
        phases = [
            (each.named, self.folding.openings.phase(lot, each.named)) for each in self.folding.events.get(key, ())
        ]
        since = [_act(self.folding.state.acts, named, when) for named, when in phases if when != "blind"]
        return next((each for each in since if isinstance(each.entry, HandIn)), since[0] if since else None)

    def _cell(self, place: Place) -> Cell:
        """As the fold decides it, were no more written than what has come by now."""
        folding = self.folding
        out = (folding.out - folding.unfit) | self.waiting
        tips = tips_of(folding, place[0], self.groups[place], out)
        fit = [each for each in tips if each.name not in folding.unfit and each.name not in out]
        return cell_of(self.settled, fit) if fit else EMPTY

    def _places_of(self, named: Named) -> list[Place]:
        """The cells that a step may change."""
        entry = named.entry
        names = entry.entries if isinstance(entry, Admit | Settle) else (named.name,)
        return list(dict.fromkeys(self.places[name] for name in names if name in self.places))

    def _in_order(self) -> Iterator[Named]:
        """Acts and later marks as they knew of each other; a mark also knew those it replaces."""
        marks = {each.name: each for each in self.later if each.name not in self.folding.state.admitted}
        knowing = [Named(each.name, each.actor, _knowing(each.entry)) for each in marks.values()]
        acts = {each.name: each for each in self.folding.state.acts}
        files: dict[str, list[Named]] = {}
        for each in (*acts.values(), *knowing):
            files.setdefault(each.writer, []).append(each)
        in_files = [[x.name for x in sorted(file, key=lambda each: each.entry.n)] for file in files.values()]
        ordered, _ = order([*acts.values(), *knowing], in_files)
        for each in ordered:
            if each.name in marks or isinstance(each.entry, Admit | Settle):
                yield marks.get(each.name, each)


def _groups(folding: Folding, lot: str) -> dict[Place, list[Named]]:
    """Every mark written for each cell of a lot, with an effect or not: a later one may name it."""
    lines = {sub.code for sub in folding.state.definition.call.subs}
    found: dict[Place, list[Named]] = {}
    for journal in folding.journals:
        for entry in journal.entries:
            if isinstance(entry, Mark) and folding.lots.get(entry.dossier) == lot and entry.code in lines:
                named = Named(f"{journal.writer}:{entry.n}", journal.header.actor, entry)
                if not folding.reference_fault(named, entry.dossier):
                    found.setdefault(((named.member, entry.dossier), entry.code), []).append(named)
    return found


def _is_later(folding: Folding, lot: str, named: Named) -> bool:
    """Whether a mark with an effect came after the opening; of one that only its value voids, what it replaced is gone."""
    counts = named.name not in folding.out or named.name in folding.unfit
    return counts and folding.openings.phase(lot, named) != "blind"


def _knowing(entry: AnyEntry) -> AnyEntry:
    return msgspec.structs.replace(entry, after=(*entry.after, *entry.was)) if isinstance(entry, Mark) else entry


def _of_sheets(folding: Folding, then: Folding, lot: str) -> Iterator[Change]:
    """The sheets handed in or reopened since."""
    for key, events in folding.events.items():
        if folding.lots[key[1]] != lot:
            continue
        now = _standing(then.state.sheet(*key).handed_in)
        for named in (each.named for each in events):
            when = folding.openings.phase(lot, named)
            before, now = now, _standing(isinstance(named.entry, HandIn))
            if when == "blind" or before == now:
                continue
            how: How = "handed-in" if now == HANDED_IN else "reopened"
            act = _act(folding.state.acts, named, when)
            entry = act.entry
            yield Change(
                how, *key, NOT_SCORED, (before,), (now,), act.name, entry.by, entry.at, getattr(entry, "reason", "")
            )


def _standing(handed_in: bool) -> str:
    return HANDED_IN if handed_in else OPEN


def _act(acts: Sequence[Named], named: Named, when: Phase) -> Named:
    """What made this entry count: itself, or the act that admitted it."""
    if when != "admitted":
        return named
    return next((x for x in acts if isinstance(x.entry, Admit) and named.name in x.entry.entries), named)


def by_line(found: Iterable[Change]) -> Mapping[tuple[str, str], list[Change]]:
    """Changes by dossier and line; those of whole sheets under the empty code."""
    lines: dict[tuple[str, str], list[Change]] = {}
    for each in found:
        lines.setdefault((each.dossier, each.code), []).append(each)
    return lines
