"""What an admission circuit has come to: a case for each sheet, and who has a place, who waits, in which order."""

from __future__ import annotations

import msgspec

from commission.rules.text import sort_key
from commission.session.circuit_entry import Admission, Leave


class Stated(msgspec.Struct, frozen=True):
    """A condition as stated: an age, or options separated by commas; with its days where it has some."""

    value: str
    start: str = ""
    until: str = ""


class Said(msgspec.Struct, frozen=True):
    """An opinion as given."""

    favourable: bool
    reason: str = ""


class Case(msgspec.Struct):
    """One sheet, from its opening to its end. Codes of the circuit's file are the keys.

    ``rank`` is the priority, 0 where none was given; ``since`` the day it went on the waiting list, ``arrival`` its
    number there; ``out_of_zone`` and ``over_capacity`` the reasons of what was allowed; ``dropped`` why it was closed.
    """

    code: str
    territory: str
    home: str
    service: str = ""
    fields: dict[str, str] = msgspec.field(default_factory=dict)
    conditions: dict[str, Stated] = msgspec.field(default_factory=dict)
    agreements: dict[str, bool] = msgspec.field(default_factory=dict)
    delegations: dict[str, str] = msgspec.field(default_factory=dict)
    opinions: dict[str, Said] = msgspec.field(default_factory=dict)
    visa: str = ""
    received: dict[str, str] = msgspec.field(default_factory=dict)
    rank: int = 0
    rank_reason: str = ""
    since: str = ""
    arrival: int = 0
    out_of_zone: str = ""
    over_capacity: str = ""
    admitted: Admission | None = None
    left: Leave | None = None
    dropped: str = ""

    @property
    def in_hand(self) -> bool:
        """Whether it still may lead to an admission."""
        return self.admitted is None and not self.dropped

    @property
    def present(self) -> bool:
        """Whether the person takes a place now."""
        return self.admitted is not None and self.left is None

    @property
    def waiting(self) -> bool:
        """Whether it stands on the waiting list."""
        return bool(self.since) and self.in_hand


class Book(msgspec.Struct):
    """All cases of a session, by code. ``arrivals`` counts who ever went on a waiting list."""

    cases: dict[str, Case] = msgspec.field(default_factory=dict)
    arrivals: int = 0

    def in_order(self) -> list[Case]:
        """Every case, in the order of codes."""
        return sorted(self.cases.values(), key=lambda each: sort_key(each.code))

    def present(self, territory: str) -> list[Case]:
        """Who takes a place of a territory now, in the order of codes."""
        return [each for each in self.in_order() if each.present and each.territory == territory]

    def taken(self, territory: str, day: str) -> list[Case]:
        """Who takes a place of a territory from ``day`` on: a place is free from the day of an exit."""
        return [
            each
            for each in self.in_order()
            if each.territory == territory and each.admitted and (each.left is None or each.left.date > day)
        ]

    def waiting(self, territory: str, rule: str) -> list[Case]:
        """The waiting list of a territory. ``priority``: the priorities given first, 1 before 2; then who came first."""
        waiting = [each for each in self.cases.values() if each.waiting and each.territory == territory]
        by_rank = rule == "priority"
        return sorted(waiting, key=lambda each: ((each.rank or NO_RANK) if by_rank else 0, each.since, each.arrival))


NO_RANK = 1000
"""After every priority that can be given."""
