"""The marks of a group of seats on a lot, and which seats leave which sub-criterion so that nobody's severity tips it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from math import lcm

import msgspec

from commission.rules.grid import DECLINED, NOT_APPLICABLE, NOT_SCORED, SubCriterion
from commission.rules.number import exact_text, parse_exact
from commission.session.definition import Dossier
from commission.session.state import EMPTY, State, is_number


class SeatMarks(msgspec.Struct):
    """One seat on the dossiers of a lot: its values in grid order, a dossier a row; blank where not handed in."""

    member: str
    rows: list[Sequence[str]]
    handed_in: list[bool]
    declined: set[int] = msgspec.field(default_factory=set)
    missing: set[int] = msgspec.field(default_factory=set)
    """Lines the seat leaves because scoring was closed before it answered them everywhere."""

    def counts_for(self, line: int) -> bool:
        """Whether the seat still counts on this line of the grid."""
        return line not in self.declined and line not in self.missing


class LotMarks(msgspec.Struct):
    """The marks of a group of seats on a lot: ``seats`` are those that count, ``absent`` handed in nothing.

    ``subs`` are the lines brought together: those that members score and that count. ``on_line`` gives, for each of
    them, the places in ``seats`` of those that count there. A mark ``v`` is ``units[v]`` parts of one ``scale``-th of a
    point: whole numbers all the way to the mean.
    """

    dossiers: list[Dossier]
    subs: tuple[SubCriterion, ...]
    seats: list[SeatMarks]
    absent: list[str]
    on_line: list[list[int]]
    units: dict[str, int]
    scale: int


def gather(state: State, lot: str, members: Sequence[str], dossiers: list[Dossier]) -> LotMarks:
    """The marks that these members handed in on these dossiers of a lot, each seat's departures decided.

    « Ne se prononce pas » on one dossier takes the seat out of that line for all dossiers of the lot; once scoring of
    the lot is closed, so does a line not answered on one of them. A seat whose sheets are lost with its files is waited
    for until then: nobody is left out of a result because a file was.
    """
    subs = tuple(sub for sub in state.definition.call.subs if sub.counts)
    codes = [sub.code for sub in subs]
    blank = (NOT_SCORED,) * len(codes)
    seats, absent = [], []
    for member in members:
        seat = _seat(state, member, dossiers, codes, blank)
        in_points(seat, subs)
        lost = lot in state.damaged and lot not in state.closed and any(state.is_lost(member, x.code) for x in dossiers)
        if any(seat.handed_in) or lost:
            seats.append(seat)
        else:
            absent.append(member)
    for seat in seats:
        _departures(seat, closed=lot in state.closed)
    return lot_marks(dossiers, subs, seats, absent)


def lot_marks(
    dossiers: list[Dossier], subs: tuple[SubCriterion, ...], seats: list[SeatMarks], absent: list[str]
) -> LotMarks:
    """These seats' marks in whole units."""
    values = set(chain.from_iterable(row for seat in seats for row in seat.rows))
    exact = {value: parse_exact(value) for value in values if is_number(value)}
    scale = lcm(*(each.denominator for each in exact.values()))
    units = {value: int(each * scale) for value, each in exact.items()}
    on_line = [[place for place, seat in enumerate(seats) if seat.counts_for(line)] for line in range(len(subs))]
    return LotMarks(dossiers, subs, seats, absent, on_line, units, scale)


def _seat(
    state: State, member: str, dossiers: Sequence[Dossier], codes: Sequence[str], blank: Sequence[str]
) -> SeatMarks:
    rows: list[Sequence[str]] = []
    handed_in = []
    for dossier in dossiers:
        sheet = state.sheets.get((member, dossier.code))
        if sheet is None or not sheet.handed_in:
            rows.append(blank)
            handed_in.append(False)
            continue
        cells = sheet.cells
        rows.append([cells.get(code, EMPTY).value for code in codes])
        handed_in.append(True)
    return SeatMarks(member, rows, handed_in)


def in_points(seat: SeatMarks, subs: Sequence[SubCriterion]) -> None:
    """Put what each word is worth in its place, so that all that follows knows points only."""
    for line, sub in enumerate(subs):
        if sub.levels:
            worth = {each.word: exact_text(each.value) for each in sub.levels if each.value is not None}
            for place, row in enumerate(seat.rows):
                if row[line] in worth:
                    seat.rows[place] = [*row[:line], worth[row[line]], *row[line + 1 :]]


def _departures(seat: SeatMarks, *, closed: bool) -> None:
    for row in seat.rows:
        if DECLINED in row:
            seat.declined.update(line for line, value in enumerate(row) if value == DECLINED)
    for row in seat.rows if closed else ():
        if NOT_SCORED in row:
            seat.missing.update(line for line, value in enumerate(row) if value == NOT_SCORED)
    seat.missing -= seat.declined


class LineSums(msgspec.Struct):
    """What a dossier's seats gave, line by line, and what stands in the way of a mean.

    ``sums[line]`` is (units, seats); a line without one left the dossier (``inapplicable``), is disputed, has no seat
    left, or lacks marks.
    """

    sums: dict[int, tuple[int, int]] = msgspec.field(default_factory=dict)
    inapplicable: list[int] = msgspec.field(default_factory=list)
    disputed: dict[int, tuple[list[str], list[str]]] = msgspec.field(default_factory=dict)
    without_seat: list[int] = msgspec.field(default_factory=list)
    missing: dict[int, list[int]] = msgspec.field(default_factory=dict)
    """By place of the seat, the lines it has not answered."""


def add_up(marks: LotMarks, place: int) -> LineSums:
    """The sums of the dossier at this place, over the seats that count on each line."""
    lines = LineSums()
    columns = list(zip(*(seat.rows[place] for seat in marks.seats), strict=True))
    for line, counting in enumerate(marks.on_line):
        if not counting:
            lines.without_seat.append(line)
            continue
        column = columns[line]
        values = column if len(counting) == len(column) else [column[seat] for seat in counting]
        try:
            lines.sums[line] = (sum(map(marks.units.__getitem__, values)), len(values))
        except KeyError:  # one of them is no number of points
            _unequal(marks, lines, line, values)
    return lines


def _unequal(marks: LotMarks, lines: LineSums, line: int, values: Sequence[str]) -> None:
    """A line where not every seat gave points: all say « sans objet », some do, or some have not answered."""
    seats = marks.on_line[line]
    said = [marks.seats[seat].member for seat, value in zip(seats, values, strict=True) if value == NOT_APPLICABLE]
    scored = [marks.seats[seat].member for seat, value in zip(seats, values, strict=True) if value in marks.units]
    if len(said) == len(values):
        lines.inapplicable.append(line)
    elif said and scored:
        lines.disputed[line] = (said, scored)
    for seat, value in zip(seats, values, strict=True):
        if value == NOT_SCORED:
            lines.missing.setdefault(seat, []).append(line)
