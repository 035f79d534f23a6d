"""The example circuit is what its script builds, to the last byte, and shows what a circuit can meet."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commission.live.room import Room
from commission.result.circuit import overview
from commission.session.circuit_form import PSEUDONYM
from tests.tools.test_build_demo import contents
from tools.build_circuit import EXAMPLE, GRID, build


def test_the_committed_example_is_what_the_script_builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    build(tmp_path / "one")
    build(tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two") == contents(EXAMPLE)


def test_it_stands_on_the_published_circuit() -> None:
    assert (EXAMPLE / "grid.toml").read_bytes() == GRID.read_bytes()


def test_it_runs_from_the_sheet_to_the_admission_and_meets_every_case() -> None:
    with Room.open(EXAMPLE) as room:
        assert room.faults == []
        assert room.state.ineffective == []
        circuit = room.definition.circuit
        assert circuit is not None
        found = overview(circuit, room.state.book, room.definition.waiting)
    stages = {each.case.code: each.stage for each in found.standings}
    assert {code: stages[code] for code in ("J-001", "J-002", "J-006", "J-007", "J-010", "J-011", "J-012", "J-013")} == {
        "J-001": "admitted", "J-002": "left", "J-006": "admitted", "J-007": "waiting", "J-010": "visa",
        "J-011": "no-sheet-yet", "J-012": "admitted", "J-013": "stopped",
    }  # fmt: skip
    cases = {each.case.code: each.case for each in found.standings}
    assert cases["J-005"].delegations
    assert cases["J-005"].admitted
    assert cases["J-010"].conditions["mdph"].value == "en-cours"
    assert cases["J-012"].out_of_zone
    arras = next(each for each in found.rooms if each.territory.code == "arrageois")
    assert (len(arras.present), arras.free, arras.waiting) == (5, 0, ("J-007",))


def test_its_journals_hold_pseudonyms_and_ages_alone() -> None:
    for path in sorted((EXAMPLE / "journal").rglob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines()[1:]:
            entry = json.loads(line)
            if "fiche" in entry:
                assert PSEUDONYM.fullmatch(entry["fiche"])
            assert len(str(entry.get("age", ""))) <= 2
