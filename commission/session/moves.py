"""Where the commission's ranks leave the ranking that was proposed: the dossiers that have another rank, or none any more.

A proposal is computed in another room; here it is only the order that an entry says its writer knew.
"""

from __future__ import annotations

from collections.abc import Iterable

Order = tuple[tuple[str, ...], ...]
"""Dossiers best first, those that share a rank together."""


def places(order: Order) -> dict[str, int]:
    """The rank of each dossier of an order: 1, 2, 2, 4. Two orders with the same ranks are the same, ties included."""
    found: dict[str, int] = {}
    place = 1
    for group in order:
        found |= dict.fromkeys(group, place)
        place += len(group)
    return found


def moved(proposed: Order, order: Order, among: Iterable[str]) -> list[str]:
    """Those among these dossiers whose rank is not the proposed one; to have none where one was proposed is to move."""
    before, after = places(proposed), places(order)
    return [code for code in among if before.get(code) != after.get(code)]
