"""Where a session of a later stage came from: the session before it, and what its files were when its dossiers went on."""

# Annotations are not kept as text here: every command reads them, and would have to compile each first (1 ms).

from collections.abc import Iterable, Iterator

import msgspec

from commission.rules.fault import Fault, fault
from commission.rules.table import Shape
from commission.session.entry import Journal


class SeenShape(Shape):
    """One ``[[before.journal]]``: how many entries a journal had, and the SHA-256 of the last."""

    writer: str
    entries: int
    head: str


class BeforeShape(Shape):
    """``[before]``: written by ``next-stage``, for ``verify``. The SHA-256 of the two files as they were adopted."""

    id: str
    session: str
    grid: str
    journal: list[SeenShape] = msgspec.field(default_factory=list)


def seen_now(journals: Iterable[Journal]) -> list[SeenShape]:
    """These journals as they are now, in the order of their writers."""
    found = [SeenShape(each.writer, len(each.entries), each.head) for each in journals]
    return sorted(found, key=lambda each: each.writer)


def changes(before: BeforeShape, session_print: str, grid_print: str, journals: Iterable[Journal]) -> Iterator[Fault]:
    """What is no longer as it was when the dossiers went on; what was only added to a journal is none of it."""
    for file, then, now in (("session.toml", before.session, session_print), ("grid.toml", before.grid, grid_print)):
        if then != now:
            yield fault("before-changed", file=file)
    there = {each.writer: each for each in journals}
    for each in before.journal:
        if each.writer not in there:
            yield fault("before-journal-missing", writer=each.writer, count=each.entries)
        elif there[each.writer].hash_at(each.entries) != each.head:
            yield fault("before-changed", file=there[each.writer].name)


def added(before: BeforeShape, journals: Iterable[Journal]) -> int:
    """How many entries were written after the dossiers went on."""
    then = {each.writer: each.entries for each in before.journal}
    return sum(max(0, len(each.entries) - then.get(each.writer, 0)) for each in journals)
