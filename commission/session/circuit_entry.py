"""The entries of an admission circuit. One sheet (fiche) a person, known by a pseudonym and by nothing else.

Every field is a string: a code of the circuit's file, a word of ours, a day (``"2025-09-01"``), an age in years
(``"16"``), or a reason. No name, no birth date and no address has a field here.
"""

from __future__ import annotations

from commission.session.entry_base import Entry


class Fiche(Entry, frozen=True, kw_only=True, tag="fiche"):
    """A sheet is opened: places of ``territory`` asked by ``service`` for who lives on ``home`` (``outside``: on none)."""

    fiche: str
    territory: str
    home: str
    service: str = ""


class Fill(Entry, frozen=True, kw_only=True, tag="fill"):
    """A field of the published sheet: a day, one of its values, yes or no; ``filled`` for what stays on paper."""

    fiche: str
    field: str
    value: str


class Condition(Entry, frozen=True, kw_only=True, tag="condition"):
    """What is known of a condition: an age, or options separated by commas. ``start`` and ``until`` where it has days."""

    fiche: str
    condition: str
    value: str
    start: str = ""
    until: str = ""


class Agreement(Entry, frozen=True, kw_only=True, tag="agreement"):
    """``yes`` or ``no``, by whom the circuit asks."""

    fiche: str
    agreement: str
    value: str


class Delegation(Entry, frozen=True, kw_only=True, tag="delegation"):
    """What stands for a refused agreement, with the reference of the decision."""

    fiche: str
    agreement: str
    reason: str


class Opinion(Entry, frozen=True, kw_only=True, tag="opinion"):
    """``favourable`` or ``unfavourable``; the latter with its reason."""

    fiche: str
    opinion: str
    value: str
    reason: str = ""


class Visa(Entry, frozen=True, kw_only=True, tag="visa"):
    """The visa that precedes admission."""

    fiche: str
    date: str


class Receive(Entry, frozen=True, kw_only=True, tag="receive"):
    """A piece that admission needs is there."""

    fiche: str
    piece: str
    date: str


class Priority(Entry, frozen=True, kw_only=True, tag="priority"):
    """How a request comes before others: 1 comes first."""

    fiche: str
    rank: str
    reason: str


class Wait(Entry, frozen=True, kw_only=True, tag="wait"):
    """The sheet goes on the waiting list of its territory."""

    fiche: str
    date: str


class OutOfZone(Entry, frozen=True, kw_only=True, tag="out-of-zone"):
    """Who lives on another territory than the one asked is taken in, case by case, with a reason."""

    fiche: str
    reason: str


class OverCapacity(Entry, frozen=True, kw_only=True, tag="over-capacity"):
    """This person is admitted beyond the places of the territory, with a reason."""

    fiche: str
    reason: str


class Admission(Entry, frozen=True, kw_only=True, tag="admission"):
    """Admitted on this day at this age. ``reason``: why before others who wait, if some do."""

    fiche: str
    date: str
    age: str
    reason: str = ""


class Leave(Entry, frozen=True, kw_only=True, tag="leave"):
    """The end: ``ending`` is ``end`` or ``break``; ``exchange`` is the day of what must come before it."""

    fiche: str
    date: str
    age: str
    ending: str
    reason: str
    exchange: str = ""


class Drop(Entry, frozen=True, kw_only=True, tag="drop"):
    """The sheet is closed without an admission."""

    fiche: str
    reason: str


CircuitEntry = (
    Fiche
    | Fill
    | Condition
    | Agreement
    | Delegation
    | Opinion
    | Visa
    | Receive
    | Priority
    | Wait
    | OutOfZone
    | OverCapacity
    | Admission
    | Leave
    | Drop
)
CIRCUIT = (
    Fiche, Fill, Condition, Agreement, Delegation, Opinion, Visa, Receive, Priority, Wait, OutOfZone, OverCapacity,
    Admission, Leave, Drop,
)  # fmt: skip
"""The same kinds, for asking what an entry is."""
KINDS: frozenset[str] = frozenset(str(each.__struct_config__.tag) for each in CIRCUIT)
"""Their names in a journal."""


def topic(entry: CircuitEntry) -> str:
    """What two entries that did not know of each other must not both decide; empty where they may."""
    match entry:
        case Fill(fiche=fiche, field=code):
            return f"fill {fiche} {code}"
        case Condition(fiche=fiche, condition=code):
            return f"condition {fiche} {code}"
        case Agreement(fiche=fiche, agreement=code) | Delegation(fiche=fiche, agreement=code):
            return f"agreement {fiche} {code}"
        case Opinion(fiche=fiche, opinion=code):
            return f"opinion {fiche} {code}"
        case Priority(fiche=fiche):
            return f"priority {fiche}"
        case Fiche(fiche=fiche):
            return f"fiche {fiche}"
        case Admission(fiche=fiche) | Leave(fiche=fiche) | Drop(fiche=fiche):
            return f"admission {fiche}"
    return ""
