"""Order without clocks: acts stand in the order they knew of each other, whatever file they were read from first."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from commission.session.state import Named

Knows = Callable[[str, str], bool]
"""``knows(a, b)``: whether the act named ``a`` was written knowing the act named ``b``."""


class Knowledge:
    """Which acts were written knowing which others, directly or through others: one bit an act."""

    def __init__(self) -> None:
        self._bits: dict[str, int] = {}
        self._known: dict[str, int] = {}

    def __call__(self, one: str, other: str) -> bool:
        """Whether the act named ``one`` is, or was written knowing, the act named ``other``."""
        return bool(self._known.get(one, 0) & self._bits.get(other, 0))

    def __contains__(self, name: str) -> bool:
        return name in self._bits

    def learn(self, name: str, directly: Iterable[str]) -> None:
        """Add an act that knows these others, of which only those learnt before count."""
        self._bits[name] = 1 << len(self._bits)
        self._known[name] = self._bits[name]
        for other in directly:
            self._known[name] |= self._known.get(other, 0)

    def tips(self, names: Iterable[str]) -> tuple[str, ...]:
        """Those of these acts that no other of them knows, in order of their names."""
        among = list(names)
        reached = 0
        for name in among:
            reached |= self._known[name] & ~self._bits[name]
        return tuple(sorted(name for name in among if not reached & self._bits[name]))


def order(items: Sequence[Named], files: Sequence[Sequence[str]]) -> tuple[list[Named], Knowledge]:
    """``items`` so that each follows what it names in ``after`` or ``seen`` and what precedes it in its own file.

    ``files`` gives the names in each file, in file order. Items that do not know of each other stand in the order of
    their writers. An entry that names itself, a missing one, or closes a circle is ordered as if it did not name it;
    the order of a file always holds.
    """
    ranked = sorted(items, key=lambda each: (each.writer, each.entry.n))
    rank = {each.name: place for place, each in enumerate(ranked)}
    parents: list[set[int]] = [set() for _ in ranked]
    for names in files:
        for before, name in pairwise(each for each in names if each in rank):
            parents[rank[name]].add(rank[before])
    for place, each in enumerate(ranked):
        parents[place].update(rank[x] for x in (*each.entry.after, each.entry.seen) if x in rank)
        parents[place].discard(place)
    children: list[list[int]] = [[] for _ in ranked]
    for place, above in enumerate(parents):
        for parent in above:
            children[parent].append(place)
    knowledge, ordered = Knowledge(), []
    for place in _placed(parents, children):
        knowledge.learn(ranked[place].name, (ranked[parent].name for parent in parents[place]))
        ordered.append(ranked[place])
    return ordered, knowledge


def _placed(parents: Sequence[set[int]], children: Sequence[Sequence[int]]) -> Iterable[int]:
    """Each place after its parents, smallest first among those ready; a circle is entered at its smallest place."""
    waiting = [len(above) for above in parents]
    ready = [place for place, count in enumerate(waiting) if not count]
    done = [False] * len(parents)
    first = 0
    while True:
        if ready:
            place = heapq.heappop(ready)
        else:
            while first < len(done) and done[first]:
                first += 1
            if first == len(done):
                return
            place = _smallest_of_circle(first, parents, done)
        done[place] = True
        yield place
        for child in children[place]:
            waiting[child] -= 1
            if not waiting[child] and not done[child]:
                heapq.heappush(ready, child)


def _smallest_of_circle(start: int, parents: Sequence[set[int]], done: Sequence[bool]) -> int:
    """The smallest place of a circle above ``start``, found by following the smallest parent that is not done yet.

    Only a forged file can hold a circle: an honest entry names what was written before it.
    """
    way: dict[int, None] = {}
    place = start
    while place not in way:
        way[place] = None
        place = min(parent for parent in parents[place] if not done[parent])
    steps = list(way)
    return min(steps[steps.index(place) :])
