"""The schema of a circuit file: what the shapes give, named by the shipped circuit."""

from __future__ import annotations

import json

from tests.house.source import ROOT
from tools.schema_circuit import SCHEMA, schema_text

CIRCUIT = ROOT / "grids" / "sessad-ip-admission-pas-de-calais.toml"


def test_the_committed_schema_is_what_the_shapes_give() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == schema_text(), "run: python -m tools.schema_circuit"


def test_the_shipped_circuit_names_its_schema() -> None:
    first = CIRCUIT.read_text(encoding="utf-8").splitlines()[0]
    assert first == "#:schema ./schema/circuit.schema.json"
    assert (CIRCUIT.parent / first.partition(" ")[2]).resolve() == SCHEMA


def test_every_key_says_in_french_what_it_means() -> None:
    committed = json.loads(SCHEMA.read_text(encoding="utf-8"))
    tables = [committed, *committed["definitions"].values()]
    assert all(each["description"] for table in tables for each in [table, *table["properties"].values()])
