"""What enters no total is said beside it: opinions, words and lines for information, in every form that leaves."""

from __future__ import annotations

import json
import tomllib
from fractions import Fraction
from pathlib import Path

from commission.result.explain import why
from commission.result.given import given
from tests.build import Table
from tests.cli.conftest import Run, folder, run
from tests.examples.table import FOLDER, a_table
from tests.examples.test_notations import played

__all__ = ["folder", "run"]


def said(table: Table) -> dict[str, dict[str, tuple[dict[str, int], Fraction | None]]]:
    return {
        code: {each.sub.code: (each.words, each.mean) for each in lines}
        for code, lines in given(table.state, "*").items()
    }


def test_words_are_counted_in_the_order_of_the_line_and_information_has_its_mean() -> None:
    assert said(a_table("avis"))["d1"] == {
        "B1": ({"favorable": 2}, None),
        "B2": ({"favorable": 1, "réservé": 1}, None),
    }
    assert list(said(a_table("avis"))["d2"]["B1"][0]) == ["favorable", "défavorable"]
    assert said(a_table("information")) == {"d1": {"A2": ({}, 1)}, "d2": {"A2": ({}, 5)}}
    assert said(a_table("niveaux"))["d2"] == {"A1": ({"insuffisant": 1, "passable": 1}, Fraction(1, 2))}
    assert said(a_table("points")) == {}


def test_only_sheets_handed_in_are_counted() -> None:
    table = Table(a_table("avis").definition).adopt()
    table.sheet("ana", "d1", A1="7", B1="favorable", B2="favorable").marks("bob", "d1", B1="favorable")
    assert said(table) == {"d1": {"B1": ({"favorable": 1}, None), "B2": ({"favorable": 1}, None)}}


def test_it_is_in_the_ranking_and_in_every_export(run: Run, folder: Path) -> None:
    session = str(played(run, FOLDER / "avis"))
    shown = run("rank", session).out
    assert "Mots donnés, et lignes pour information :\n" in shown
    assert "  - d1  B1 : favorable 2 ; B2 : favorable 1, réservé 1\n" in shown
    assert " Total /10  A /10\n" in shown
    (lot,) = json.loads(run("rank", session, "--format", "json").out)["lots"]
    assert lot["given"]["d2"]["B1"] == {"words": {"favorable": 1, "défavorable": 1}, "mean": None}
    assert run("export", session, "--to", "sortie").code == 0
    rows = Path("sortie/hors-total.csv").read_text(encoding="utf-8-sig").splitlines()
    assert "*;d2;B1;Avis sur le projet;défavorable;1;" in rows
    value = tomllib.loads(Path("sortie/classement.toml").read_text(encoding="utf-8"))
    assert value["lot"][0]["given"]["d1"]["B2"] == "favorable 1, réservé 1"


def test_a_bonus_has_its_column_and_a_grid_without_a_maximum_no_slash(run: Run, folder: Path) -> None:
    shown = run("rank", str(played(run, FOLDER / "bonus"))).out
    assert "Total /20  A /20  Bonus\n" in shown
    assert "19,50  15,50   4,00\n" in shown
    shown = run("rank", str(played(run, FOLDER / "sans-maximum"))).out
    assert "/–" not in shown
    shown = run("rank", str(played(run, FOLDER / "ordre"))).out
    assert "/–" not in shown


def codes(name: str, dossier: str) -> dict[str, object]:
    """The steps that explain a place, each with the maximum or the points it speaks of."""
    steps = why(a_table(name).state, "*", dossier)
    return {each.code: each.fields.get("maximum", each.fields.get("points")) for each in steps}


def test_a_place_is_explained_with_what_the_grid_has() -> None:
    assert codes("bonus", "d1") == {"why-rank": 20, "why-criterion": 20, "why-bonus": 4, "why-below": Fraction(1, 2)}
    assert codes("sans-maximum", "d1") == {"why-rank-unbounded": None, "why-criterion-unbounded": None, "why-above": 40}
    assert codes("ordre", "d1") == {"why-rank-in-order": None, "why-criterion": 10}
    assert codes("avis", "d2") == {"why-rank": 10, "why-criterion": 10, "why-below": 1}
    assert codes("combinaisons", "d1")["why-criterion"] == 5
