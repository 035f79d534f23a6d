"""An example of a notation played in memory, under other rules where a test wants some."""

from __future__ import annotations

import csv
import tomllib
from decimal import Decimal

from msgspec.structs import replace

from commission.rules.build import build_call
from commission.rules.grid import Call, read_mark
from commission.rules.ranking_rules import Rules
from commission.rules.reading import quick
from commission.rules.shape import GridShape
from commission.session.definition import SessionShape, build_definition
from tests.build import Table
from tests.house.source import ROOT

FOLDER = ROOT / "docs" / "examples" / "notations"


def call_from(text: str) -> Call:
    """The call that this grid file describes."""
    call, faults = build_call(quick(tomllib.loads(text, parse_float=Decimal), GridShape))
    assert faults == []
    return call


def a_table(name: str, rules: Rules | None = None, only: str = "") -> Table:
    """The example of this name: adopted, every sheet handed in (of this member ``only``), opened."""
    call = call_from((FOLDER / name / "grid.toml").read_text(encoding="utf-8"))
    session = tomllib.loads((FOLDER / name / "session.toml").read_text(encoding="utf-8"), parse_float=Decimal)
    definition, faults = build_definition(quick(session, SessionShape), call, "5" * 64, "6" * 64)
    assert faults == []
    table = Table(replace(definition, rules=rules) if rules else definition).adopt()
    rows = list(csv.reader((FOLDER / name / "notes.csv").read_text(encoding="utf-8").splitlines(), delimiter=";"))[1:]
    rows = [row for row in rows if only in {"", row[0]}]
    for member, dossier, code, value, why in rows:
        fields = {"dossier": dossier, "code": code, "value": read_mark(value, call.sub(code), None)}
        table.act(member, "mark", **fields, **({"reason": why} if why else {}))
    for member, dossier in dict.fromkeys((row[0], row[1]) for row in rows):
        table.act(member, "hand-in", dossier=dossier)
    return table.open()
