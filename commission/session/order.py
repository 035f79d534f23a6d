"""Order without clocks: acts stand in the order they knew of each other, whatever file they were read from first."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from itertools import pairwise

from commission.session.state import Named

Knows = Callable[[str, str], bool]
"""``knows(a, b)``: whether the act named ``a`` was written knowing the act named ``b``."""


def order(items: Sequence[Named], files: Sequence[Sequence[str]]) -> tuple[list[Named], Knows]:
    """``items`` so that each follows what it names in ``after`` or ``seen`` and what precedes it in its own file.

    ``files`` gives the names in each file, in file order. Items that do not know of each other stand in the order of
    their names. An entry that names itself, a missing one, or closes a circle is ordered as if it did not name it.
    """
    by_name = {each.name: each for each in items}
    parents: dict[str, set[str]] = {name: set() for name in by_name}
    for names in files:
        for before, name in pairwise(names):
            if name in by_name and before in by_name:
                parents[name].add(before)
    for name, each in by_name.items():
        parents[name].update(x for x in (*each.entry.after, each.entry.seen) if x in by_name and x != name)
    children: dict[str, list[str]] = {name: [] for name in by_name}
    waiting = {name: len(above) for name, above in parents.items()}
    for name, above in parents.items():
        for parent in above:
            children[parent].append(name)
    ready = [name for name, count in waiting.items() if not count]
    heapq.heapify(ready)
    ordered: list[Named] = []
    known: dict[str, int] = {}
    bits: dict[str, int] = {}
    while len(ordered) < len(by_name):
        if not ready:  # a circle: only a forged file can hold one; the smallest name goes first
            heapq.heappush(ready, min(name for name in by_name if name not in known))
        name = heapq.heappop(ready)
        if name in known:
            continue
        bits[name] = 1 << len(bits)
        known[name] = bits[name]
        for parent in parents[name]:
            known[name] |= known.get(parent, 0)
        ordered.append(by_name[name])
        for child in children[name]:
            waiting[child] -= 1
            if waiting[child] == 0 and child not in known:
                heapq.heappush(ready, child)
    return ordered, lambda a, b: bool(known.get(a, 0) & bits.get(b, 0))
