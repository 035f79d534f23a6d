"""A hearing after a shortlist: what is carried enters the ranked total or stands beside it, and is said everywhere."""

from __future__ import annotations

import csv
import json
import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from commission.cli import recount
from commission.live.room import Room
from commission.result import stages
from commission.result.ranking import rank
from commission.rules.grid import AtStage, Stage
from commission.tui.desk_ranking import Table as Rows
from commission.words import Words
from tests.build import Table, a_call, a_dossier, a_session
from tests.cli.conftest import Run, folder, run
from tests.examples.test_notations import played
from tests.house.source import ROOT
from tests.oracle import ranked_at_stage

__all__ = ["folder", "run"]

RULES = ROOT / "docs" / "examples" / "regles"
ADDED, ALONE = RULES / "audition-ajoutee", RULES / "audition-seule"


def record(run: Run, session: Path) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(run("rank", str(session), "--format", "json").out)
    return value


@pytest.mark.parametrize(("example", "most"), [(ADDED, "100"), (ALONE, "40")])
def test_the_total_carried_stands_beside_in_every_export(run: Run, folder: Path, example: Path, most: str) -> None:
    session = played(run, example)
    value = record(run, session)
    (lot,) = value["lots"]
    assert (value["stage"], lot["max"]) == ("audition", most)
    said = {each["dossier"]: (each["carried"]["exact"], each["max"]) for each in lot["ranking"]}
    assert said == {"d1": ("50.25", most), "d2": ("145/3", most), "d3": ("46.5", most)}
    table = run("rank", str(session)).out
    assert "ecrit /60" in table
    assert "50,25" in table
    assert "Examen du dossier" in table.split("Règles publiées par l'appel")[1]
    assert run("export", str(session), "--to", "sortie").code == 0
    with next(Path("sortie").glob("classement*.csv")).open(encoding="utf-8-sig", newline="") as file:
        head, *rows = list(csv.reader(file, delimiter=";"))
    assert head[-1] == "repris de l'étape : Examen du dossier"
    assert {row[2]: row[-1] for row in rows} == {"d1": "50,25", "d2": "'145/3", "d3": "46,5"}
    written = tomllib.loads(next(Path("sortie").glob("*.toml")).read_text(encoding="utf-8"))
    assert written["session"]["stage"] == "audition"
    assert {each["dossier"]: each["carried"]["exact"] for each in written["lot"][0]["ranked"]}["d2"] == "145/3"


@pytest.mark.parametrize(("example", "word"), [(ADDED, "ajouté au total"), (ALONE, "hors du total")])
def test_why_says_what_is_carried_and_whether_it_counts(run: Run, folder: Path, example: Path, word: str) -> None:
    session = played(run, example)
    said = run("rank", str(session), "--why", "d2").out
    assert f"Examen du dossier : 145/3 sur 60, {word}" in said


def test_the_desk_shows_what_is_carried(run: Run, folder: Path) -> None:
    session = played(run, ADDED)
    with Room.open(session, "desk") as room:
        for width in (80, 120):
            shown = ["".join(span.text for span in each.line.spans) for each in _rows(room, width)]
            assert sum("ecrit" in each for each in shown) == 1
            assert any("50,25" in each and "73,75" in each for each in shown)


def _rows(room: Room, width: int) -> Any:
    return Rows(room.definition, rank(room.state, "*"), width, Words("fr")).items()


def test_a_first_stage_shortlists_by_the_usual_rules_and_carries_nothing(run: Run, folder: Path) -> None:
    first = folder / "avant" / "premiere"
    first.mkdir(parents=True)
    (first / "grid.toml").write_text((ADDED / "grid.toml").read_text(encoding="utf-8"), encoding="utf-8")
    text = (ADDED / "session.toml").read_text(encoding="utf-8")
    kept = [line for line in text.splitlines() if not line.startswith(("carried", "stage"))]
    (first / "session.toml").write_text("\n".join(kept) + "\n", encoding="utf-8")
    rows = ["membre;dossier;sous-critère;note;observation"]
    for dossier, a, b in (("d1", "35", "15,25"), ("d2", "30", "15"), ("d3", "36", "10")):
        rows += [
            f"{member};{dossier};{code};{mark};" for member in ("ana", "bob") for code, mark in (("A1", a), ("B1", b))
        ]
    (first / "notes.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    session = played(run, first)
    value = record(run, session)
    found = [(each["dossier"], each["total"]["exact"], each["useful"]) for each in value["lots"][0]["ranking"]]
    assert found == [("d1", "50.25", True), ("d3", "46", True), ("d2", "45", False)]
    assert "carried" not in value["lots"][0]["ranking"][0]
    assert "retenu pour « Audition »" in " ".join(run("rank", str(session)).out.split())
    assert run("verify", str(session)).code == 0


def test_verify_counts_what_is_carried_a_second_time(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = played(run, ADDED)
    monkeypatch.setattr(stages, "_added", lambda each, rules: each)
    assert run("verify", str(session)).code != 0


def test_a_variant_brings_its_own_total(run: Run, folder: Path) -> None:
    staged = folder / "avant" / "variante"
    staged.mkdir(parents=True)
    (staged / "grid.toml").write_text((ADDED / "grid.toml").read_text(encoding="utf-8"), encoding="utf-8")
    text = (ADDED / "session.toml").read_text(encoding="utf-8").replace('carried = "145/3"', 'carried = "145/3"\n')
    text += '\n[[dossier]]\ncode = "d1b"\napplicant = "Association Brélivan"\nvariant_of = "d1"\ncarried = "161/3"\n'
    (staged / "session.toml").write_text(text, encoding="utf-8")
    marks = (ADDED / "notes.csv").read_text(encoding="utf-8")
    marks += "".join(f"{member};d1b;{code};10;\n" for member in ("ana", "bob") for code in ("C1", "D1"))
    (staged / "notes.csv").write_text(marks, encoding="utf-8")
    session = played(run, staged)
    (variant,) = record(run, session)["lots"][0]["variants"]
    assert (variant["total"]["exact"], variant["place"], variant["carried"]["exact"]) == ("221/3", 2, "161/3")
    assert run("verify", str(session)).code == 0
    assert "161/3 sur 60" in run("rank", str(session), "--why", "d1b").out


def test_a_threshold_on_the_total_measures_what_is_ranked(run: Run, folder: Path) -> None:
    barred = folder / "avant" / "seuil"
    barred.mkdir(parents=True)
    for name in ("grid.toml", "session.toml", "notes.csv"):
        (barred / name).write_text((ADDED / name).read_text(encoding="utf-8"), encoding="utf-8")
    text = (ADDED / "session.toml").read_text(encoding="utf-8")
    bar = 'threshold = [{ on = "total", at_least = "73 %" }]\nselection = "number"'
    (barred / "session.toml").write_text(text.replace('selection = "number"', bar), encoding="utf-8")
    (lot,) = record(run, played(run, barred))["lots"]
    assert [each["dossier"] for each in lot["ranking"]] == ["d2", "d1"]
    assert [(each["dossier"], each["reason"]) for each in lot["unranked"]] == [("d3", "below-threshold")]


POINTS = st.fractions(min_value=0, max_value=60, max_denominator=12)


@given(
    st.lists(st.tuples(POINTS, st.integers(0, 36)), min_size=1, max_size=5),
    st.sampled_from(["added", "alone"]),
    st.sampled_from(["higher", "lower"]),
)
def test_places_are_those_of_the_sums(given_points: list[tuple[Fraction, int]], counts: str, better: str) -> None:
    """``ranked_at_stage`` adds and sorts plain fractions."""
    first, second = Stage("ecrit", "Dossier"), Stage("audition", "Audition", counts)
    at = AtStage(second, first, None, Fraction(60))
    call = replace(a_call({"C": {"C1": "36"}}), stages=(first, second), at=at)
    dossiers = [replace(a_dossier(f"d{number}"), carried=carried) for number, (carried, _) in enumerate(given_points)]
    definition = a_session(call=call, dossiers=dossiers)
    table = Table(replace(definition, rules=replace(definition.rules, better=better))).adopt()
    for member in definition.members:
        for dossier, (_, mark) in zip(dossiers, given_points, strict=True):
            table.sheet(member.code, dossier.code, C1=str(mark))
    state = table.open().state
    found = {each.dossier.code: (each.place, each.total) for each in rank(state, "*").ranking}
    brought = {f"d{number}": (carried, Fraction(mark)) for number, (carried, mark) in enumerate(given_points)}
    assert found == ranked_at_stage(brought, counts, better)
    assert recount.differences(state, "*") == []
