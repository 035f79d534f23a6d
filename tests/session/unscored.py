"""A session on a document without points, for tests, and how to be refused in it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import msgspec
import pytest

from commission.rules.fault import Refused
from commission.session.deliberation import Deliberation
from tests.build import Table, a_call, a_dossier, a_lot, a_session


def a_table(method: str = "ranks", **more: Any) -> Table:
    """Three dossiers in lot n (the last one refused late), one in s; five seats of which one consultative; adopted."""
    lots = (msgspec.structs.replace(a_lot("n"), ceiling=Fraction(300_000)), a_lot("s"))
    call = a_call({}, lots, scored=False, envelope=Fraction(400_000), **more)
    dossiers = (a_dossier("d1", "n"), a_dossier("d2", "n"), a_dossier("d3", "n"), a_dossier("e1", "s"))
    members = ("ana", "bob", "cyr", "eve?", "pre!")
    table = Table(a_session(members, dossiers, call, deliberation=Deliberation(method))).adopt()
    table.act("pre@desk", "refuse", dossier="d3", ground="late", reason="reçu après la clôture")
    return table


def refused(table: Table, who: str, kind: str, **fields: str) -> str:
    """The code of the refusal."""
    with pytest.raises(Refused) as refusal:
        table.act(who, kind, **fields)
    return refusal.value.faults[0].code


RANKS = {"lot": "n", "order": "d2 > d1", "reasons": "d2: projet mûr | d1: partenariats à nouer"}
