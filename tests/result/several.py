"""Sessions of several lots with one voice, built in one go: who filed what where, which mark, which rules."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from msgspec.structs import replace

from commission.rules.grid import Lot
from commission.rules.ranking_rules import Rules
from commission.session.access import DESK
from commission.session.entry import Adopt, Open
from commission.session.state import Cell, Sheet, State
from tests.build import AT, GRID_PRINT, SESSION_PRINT, a_call, a_dossier, a_session

BASE: dict[str, Any] = {"n": 1, "at": AT, "by": DESK, "prev": ""}
Filed = tuple[str, str, str, int, int]
"""A dossier's code, its lot, its applicant, what it asks for, its mark out of 100."""


def a_state(
    filed: Iterable[Filed],
    rules: Rules,
    ceilings: dict[str, int | None],
    *,
    envelope: int | None = None,
    opened: Iterable[str] | None = None,
) -> State:
    """The lots of ``ceilings``, in their order, all opened unless ``opened`` says which."""
    filed = list(filed)
    lots = [Lot(code, f"Lot {code}", ceiling=None if x is None else Fraction(x)) for code, x in ceilings.items()]
    call = a_call({"A": {"A1": "100"}}, lots)
    call = replace(call, envelope=None if envelope is None else Fraction(envelope))
    dossiers = [a_dossier(code, lot, applicant, mesures=asked) for code, lot, applicant, asked, _ in filed]
    definition = replace(a_session(["ana"], dossiers, call, step=None), rules=rules)
    state = State(definition, Adopt(**BASE, session=SESSION_PRINT, grid=GRID_PRINT))
    for lot in ceilings if opened is None else opened:
        state.opened[lot] = Open(**BASE, lot=lot, heads={})
    for code, _, _, _, mark in filed:
        state.sheets["ana", code] = Sheet({"A1": Cell.of(str(mark), ["00000000:1"])}, handed_in=True)
    return state
