"""What a session has come to: the value that every entry, folded in order, adds up to. Read by tally and by faces."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from commission.rules.fault import Fault
from commission.rules.grid import DECLINED, NOT_APPLICABLE, NOT_SCORED
from commission.session.circuit_state import Book
from commission.session.definition import WHOLE_CALL, Definition, Dossier, Member
from commission.session.entry import (
    Adopt,
    Agree,
    AnyEntry,
    AskCompletion,
    BreakTie,
    Close,
    Completed,
    Confirm,
    Decide,
    Mark,
    Open,
    Opinion,
    Ranking,
    Recuse,
    Refuse,
    Vote,
    Withdraw,
)

SheetKey = tuple[str, str]
"""``(member, dossier)``: one sheet."""


class Named(msgspec.Struct, frozen=True):
    """An entry with its name ``WRITER:n`` and the actor of the journal it stands in."""

    name: str
    actor: str
    entry: AnyEntry

    @property
    def writer(self) -> str:
        """The file it stands in, by its writer's name."""
        return self.name.rpartition(":")[0]

    @property
    def member(self) -> str:
        """Whose sheet or right this entry concerns: ``for_`` when typed for another, else who acted."""
        return self.entry.for_ or self.entry.by


class Ineffective(msgspec.Struct, frozen=True):
    """An entry that had no effect in the state it met, and why."""

    named: Named
    reason: Fault


class Cell(msgspec.Struct, frozen=True, gc=False):
    """One mark of a sheet. ``value`` is a journal value; ``tips`` name the marks that none replaces.

    Two tips with different values are a conflict: the cell counts as not scored and ``rivals`` holds the values shown.
    The first tip is kept as its writer and its number: of twenty thousand cells that a ranking reads, it names none.
    """

    value: str = NOT_SCORED
    writer: str = ""
    n: int = 0
    reason: str = ""
    rest: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()

    @classmethod
    def of(cls, value: str, tips: Sequence[str], reason: str = "", rivals: tuple[str, ...] = ()) -> Cell:
        """The cell that the marks of these names make."""
        writer, _, number = tips[0].rpartition(":")
        return cls(value, writer, int(number), reason, tuple(tips[1:]), rivals)

    @property
    def tips(self) -> tuple[str, ...]:
        """The names of the marks that none replaces."""
        return (f"{self.writer}:{self.n}", *self.rest) if self.writer else ()

    @property
    def scored(self) -> bool:
        """Whether the member has answered: a number, declined or not applicable."""
        return self.value != NOT_SCORED


EMPTY = Cell()


class Sheet(msgspec.Struct):
    """All marks and observations of a member on a dossier, by sub-criterion code.

    ``remarks`` name the observations that none replaces. ``by_office``: handed in for the member. ``reopened``: the
    presidency has opened it again after the opening of marks. ``last_event`` is the hand-in or reopening in force,
    ``event_tips`` those nothing has followed yet.
    """

    cells: dict[str, Cell] = msgspec.field(default_factory=dict)
    observations: dict[str, str] = msgspec.field(default_factory=dict)
    remarks: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    handed_in: bool = False
    by_office: bool = False
    reopened: bool = False
    last_event: str = ""
    event_tips: tuple[str, ...] = ()

    def cell(self, code: str) -> Cell:
        """The cell of this sub-criterion; empty if never written."""
        return self.cells.get(code, EMPTY)

    def left(self, codes: Iterable[str]) -> list[str]:
        """The codes, among these, that are not answered yet."""
        return [code for code in codes if not self.cell(code).scored]


class State(msgspec.Struct):
    """The session at one moment, for whoever may read the journals it was folded from.

    ``confirmations`` are by dossier and requirement, ``agreed`` by dossier and line, ``asked`` and ``completions`` by
    dossier, in the order of the acts;
    ``rival_cells`` are the cells with two rival marks; ``late`` maps an entry's name to the entry that arrived after the
    opening of marks and is not admitted; ``unfit`` are the marks that would stand, were their value one that the files
    allow: the grid or the step was changed since; ``contradictions`` lists groups of acts that contradict each other, by
    topic; ``damaged`` are the lots whose opening had read journals that are not here, or not as they were (for who reads
    all); ``settled`` maps the entries a settlement named to the one that holds. ``ranked_by`` names the entry of each
    lot's ranking in force; ``votes`` are those on these. ``last_act`` is what an entry puts in ``seen``; ``act_tips`` is
    what an act puts in ``after``: the acts that no other follows, among all, and among those of the offices, since a
    reader who may not open a member's journal must find the same order.
    """

    definition: Definition
    adoption: Adopt | None = None
    opened: dict[str, Open] = msgspec.field(default_factory=dict)
    opened_by: dict[str, str] = msgspec.field(default_factory=dict)
    closed: dict[str, Close] = msgspec.field(default_factory=dict)
    refused: dict[str, Refuse] = msgspec.field(default_factory=dict)
    tie_votes: list[BreakTie] = msgspec.field(default_factory=list)
    withdrawn: dict[str, Withdraw] = msgspec.field(default_factory=dict)
    confirmations: dict[tuple[str, str], Confirm] = msgspec.field(default_factory=dict)
    asked: dict[str, list[AskCompletion]] = msgspec.field(default_factory=dict)
    completions: dict[str, list[Completed]] = msgspec.field(default_factory=dict)
    recusals: list[Recuse] = msgspec.field(default_factory=list)
    agreed: dict[tuple[str, str], Agree] = msgspec.field(default_factory=dict)
    opinions: dict[str, Opinion] = msgspec.field(default_factory=dict)
    rankings: dict[str, Ranking] = msgspec.field(default_factory=dict)
    ranked_by: dict[str, str] = msgspec.field(default_factory=dict)
    votes: dict[str, Vote] = msgspec.field(default_factory=dict)
    decisions: dict[str, Decide] = msgspec.field(default_factory=dict)
    slips: dict[str, str] = msgspec.field(default_factory=dict)
    admitted: set[str] = msgspec.field(default_factory=set)
    settled: dict[frozenset[str], str] = msgspec.field(default_factory=dict)
    contradictions: dict[str, list[Named]] = msgspec.field(default_factory=dict)
    damaged: set[str] = msgspec.field(default_factory=set)
    sheets: dict[SheetKey, Sheet] = msgspec.field(default_factory=dict)
    rival_cells: set[tuple[SheetKey, str]] = msgspec.field(default_factory=set)
    late: dict[str, Named] = msgspec.field(default_factory=dict)
    unfit: list[Named] = msgspec.field(default_factory=list)
    ineffective: list[Ineffective] = msgspec.field(default_factory=list)
    acts: list[Named] = msgspec.field(default_factory=list)
    last_act: str = ""
    act_tips: tuple[str, ...] = ()
    last_entry: dict[str, Named] = msgspec.field(default_factory=dict)
    book: Book = msgspec.field(default_factory=Book)

    def sheet(self, member: str, dossier: str) -> Sheet:
        """The sheet of a member on a dossier; empty, and not kept, if never begun."""
        return self.sheets.get((member, dossier)) or Sheet()

    def is_lost(self, member: str, dossier: str) -> bool:
        """Whether this sheet was handed in when marks were opened and is not among the files, which are not whole."""
        lot = self.definition.dossier(dossier).lot
        sheet = self.sheet(member, dossier)
        there = lot in self.damaged and f"{member}/{dossier}" not in self.opened[lot].missing
        return there and not sheet.handed_in and not sheet.last_event

    def is_open(self, lot: str) -> bool:
        """Whether the marks of a lot are opened. A lot without sheets has none to open: it is, from the adoption on."""
        return lot in self.opened or (self.adoption is not None and not self.definition.has_sheets(lot))

    def is_recused(self, member: str, lot: str) -> bool:
        """Whether a member has withdrawn, or was withdrawn, from a lot or from the whole call."""
        return any(each.member == member and each.lot in (lot, WHOLE_CALL) for each in self.recusals)

    def in_play(self, lot: str) -> list[Dossier]:
        """The dossiers of a lot that are scored: neither refused nor withdrawn, in code order."""
        dossiers = self.definition.dossiers_of(lot)
        return [each for each in dossiers if each.code not in self.refused and each.code not in self.withdrawn]

    def tie_scope(self, lot: str) -> list[str]:
        """The lots that a vote on equal totals speaks of: this one, or for ``"*"`` all that are ranked together.

        Raises Refused ``unknown-lot``.
        """
        definition = self.definition
        if lot.strip() == WHOLE_CALL and definition.rules.lots == "together":
            return [each.code for each in definition.lots if self.in_play(each.code)]
        return [definition.lot(lot).code]

    def ranked_lot(self, lot: str) -> str:
        """What is ranked, voted or decided under this name: a lot, or ``"*"`` for all that are ranked together.

        Raises Refused ``unknown-lot``.
        """
        definition = self.definition
        together = lot.strip() == WHOLE_CALL and definition.rules.lots == "together"
        return WHOLE_CALL if together else definition.lot(lot).code

    def bases(self, lot: str) -> list[Dossier]:
        """The dossiers in play that take a place: a variant is scored beside its base and takes none."""
        return [each for each in self.in_play(lot) if not each.variant_of]

    def scorers(self, lot: str) -> list[Member]:
        """The members who may score a lot, in the order of the session file."""
        return [each for each in self.definition.members if not self.is_recused(each.code, lot)]

    def lots_to_score(self, member: str) -> list[str]:
        """The lots whose dossiers this member may score, in the order of the call."""
        lots = [each.code for each in self.definition.lots]
        return [each for each in lots if self.definition.has_sheets(each) and not self.is_recused(member, each)]

    def not_handed_in(self, lot: str) -> list[SheetKey]:
        """The sheets of voting members that are not handed in, in the order of the session file, then of codes."""
        if not self.definition.has_sheets(lot):
            return []
        return [
            (member.code, dossier.code)
            for member in self.scorers(lot)
            if member.votes
            for dossier in self.in_play(lot)
            if not self.sheet(member.code, dossier.code).handed_in
        ]

    def blank(self, member: str, dossier: str, *, blind: bool = False) -> list[str]:
        """The lines of a sheet without a mark, in the order of the grid.

        ``blind``: those that nothing was ever written on. It tells of no value, nor whether two rival marks agree, and
        may be said of the sheets handed in of a lot that is not opened.
        """
        cells = {sub.code: self.sheet(member, dossier).cell(sub.code) for sub in self.definition.call.subs}
        if not blind:
            return [code for code, cell in cells.items() if not (cell.scored or cell.rivals)]
        unfit = {
            each.entry.code
            for each in self.unfit
            if isinstance(each.entry, Mark) and (each.member, each.entry.dossier) == (member, dossier)
        }
        return [code for code, cell in cells.items() if not cell.tips and code not in unfit]

    def incomplete(self, lot: str) -> dict[str, dict[str, int]]:
        """By voting member, the sheets of a lot handed in with blank lines: how many, by dossier."""
        found: dict[str, dict[str, int]] = {}
        blind, counts = not self.is_open(lot), self.definition.rules.aggregation != "consensus"
        for member in self.scorers(lot) if counts and self.definition.has_sheets(lot) else []:
            for dossier in self.in_play(lot) if member.votes else []:
                handed = self.sheet(member.code, dossier.code).handed_in
                if handed and (blank := self.blank(member.code, dossier.code, blind=blind)):
                    found.setdefault(member.code, {})[dossier.code] = len(blank)
        return found

    def file_changed(self) -> list[Fault]:
        """A fault for each of the two files that differs from what was last adopted."""
        if not self.adoption:
            return []
        pairs = (
            ("session-changed", self.adoption.session, self.definition.session_print),
            ("grid-changed", self.adoption.grid, self.definition.grid_print),
        )
        return [Fault(code, {"adopted": old, "found": new}) for code, old, new in pairs if old != new]

    def conflicts(self) -> list[tuple[SheetKey, str, Cell]]:
        """The cells with two rival marks, in order of member, dossier and code."""
        return [(key, code, self.sheets[key].cells[code]) for key, code in sorted(self.rival_cells)]


def shown(cell: Cell) -> tuple[str, ...]:
    """What stands in a cell: its value, or the marks that contradict each other there."""
    return cell.rivals or (cell.value,)


def is_number(value: str) -> bool:
    """Whether a journal value is a mark in points rather than a word."""
    return value not in {DECLINED, NOT_APPLICABLE, NOT_SCORED}
