"""Lines that are not plain points on the command line: by questions and answers, one mark, a table, a sheet of paper."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from commission.live.room import Room
from commission.session.state import Cell
from tests.cli.conftest import Run
from tests.examples.table import FOLDER
from tests.tui.notations import GRID

SESSION = """
format = 1
id = "toutes"
title = "Toutes les notations"
member = [{ code = "ana", name = "Ana Sorvel" }]
dossier = [
  { code = "d1", applicant = "Association Brélivan", figures = { prix = 60 } },
  { code = "d2", applicant = "Fondation Cormelin", figures = { prix = 80 } },
]
"""


@pytest.fixture
def session(run: Run, folder: Path) -> Path:
    """An adopted session whose grid has every notation."""
    made = folder / "toutes"
    made.mkdir()
    (made / "grid.toml").write_text(GRID, encoding="utf-8")
    (made / "session.toml").write_text(SESSION, encoding="utf-8")
    assert run("adopt", "toutes", "--as", "desk").code == 0
    return made


def cells(session: Path, dossier: str = "d1") -> dict[str, Cell]:
    with Room.open(session, "ana") as room:
        return room.state.sheet("ana", dossier).cells


def test_a_dossier_by_questions_and_answers(run: Run, session: Path) -> None:
    answers = ["1", "6,5", "-2", "4", "non", "8", "9", "3", "2", "4", "fav", "o", "q"]
    done = run("score", "toutes", "--as", "ana", "--text", stdin="".join(f"{each}\n" for each in answers))
    assert (done.code, done.err) == (0, "")
    assert (
        "A3. Connaissance du territoire\n"
        "Pas encore noté\n"
        "1 insuffisant (0), 2 passable (1), 3 satisfaisant (3), 4 très satisfaisant (4)\n"
        "A3, son mot ou le numéro qui le précède : enregistré : A3, très satisfaisant\n"
    ) in done.out
    assert "A2, note de -3 à 3 : enregistré : A2, -2\n" in done.out
    assert "C2. bonus · Caractère innovant\n" in done.out
    assert "P1. Prix rapporté en points\ncalculé, à ne pas noter : 10\n" in done.out
    assert [each.value for each in cells(session).values()] == [
        "6.5", "-2", "très satisfaisant", "no", "8", "9", "3", "2", "4", "favorable",
    ]  # fmt: skip


def test_a_word_that_needs_a_reason_is_asked_why(run: Run, session: Path) -> None:
    answers = ["1", "1", "0", "1", "Rien sur le nord", "?", "q"]
    done = run("score", "toutes", "--as", "ana", "--text", stdin="".join(f"{each}\n" for each in answers))
    assert (cells(session)["A3"].value, cells(session)["A3"].reason) == ("insuffisant", "Rien sur le nord")
    assert "Oui (5) ; non (0).\n" in done.out


def test_one_mark_from_a_script(run: Run, session: Path) -> None:
    assert run("mark", "toutes", "--as", "ana", "d1", "A4", "oui").out == "Enregistré : d1 A4, oui\n"
    assert run("mark", "toutes", "--as", "ana", "d1", "A2", "-3").code == 0
    refused = run("mark", "toutes", "--as", "ana", "d1", "A3", "insuffisant")
    assert refused.code != 0
    assert "Un motif est nécessaire" in refused.err
    assert run("mark", "toutes", "--as", "ana", "d1", "A3", "insuffisant", "--reason", "vu").code == 0
    refused = run("mark", "toutes", "--as", "ana", "d1", "A3", "3")
    assert "insuffisant, passable, satisfaisant, très satisfaisant" in refused.err
    refused = run("mark", "toutes", "--as", "ana", "d1", "P1", "3")
    assert refused.code != 0
    assert [each.value for each in cells(session).values()] == ["yes", "-3", "insuffisant"]


def test_a_table_of_words_with_its_reasons(run: Run, session: Path) -> None:
    head = "membre;dossier;sous-critère;note;observation\n"
    (session / "bad.csv").write_text(head + "ana;d1;A3;insuffisant;\nana;d1;A4;5;\nana;d1;P1;5;\n", encoding="utf-8")
    refused = run("import", "toutes", "marks", str(session / "bad.csv"))
    assert refused.code == 1
    assert [line.split(":")[1] for line in refused.err.splitlines()] == ["2", "3", "4"]
    (session / "good.csv").write_text(
        head + "ana;d1;A3;Insuffisant;Rien sur le nord\nana;d1;A4;OUI;toute l'année\nana;d1;A2;-1;\n", encoding="utf-8"
    )
    assert run("import", "toutes", "marks", str(session / "good.csv")).code == 0
    with Room.open(session, "desk") as room:
        sheet = room.state.sheet("ana", "d1")
    assert {code: cell.value for code, cell in sheet.cells.items()} == {"A3": "insuffisant", "A4": "yes", "A2": "-1"}
    assert (sheet.cells["A3"].reason, sheet.observations) == ("Rien sur le nord", {"A4": "toute l'année"})


def test_a_sheet_of_paper_has_a_box_to_tick_for_each_word(run: Run, session: Path) -> None:
    assert run("print-sheets", "toutes", "--to", "fiches.html").code == 0
    page = Path("fiches.html").read_text(encoding="utf-8")
    assert "Connaissance du territoire<br>☐ insuffisant (0)<br>☐ passable (1)" in page
    assert "☐ oui (5)<br>☐ non (0)" in page
    assert "Calculé : 10 × plus bas / chiffre (Prix de journée)." in page
    assert '<td class="mark">calculé</td>' in page
    assert "/ –" not in page


def test_the_grid_on_paper_explains_each_line(run: Run, session: Path) -> None:
    shown = run("grid", "show", "toutes/grid.toml").out
    for line in (
        "  A2  Délai d'ouverture                                                      / 3",
        "        De -3 à 3.",
        "        Insuffisant (0) ; passable (1) ; satisfaisant (3) ; très satisfaisant",
        "        Un motif est demandé pour : insuffisant.",
        "        La note la plus basse est la meilleure : elle compte pour 11 - note.",
        "        Bonus : hors du total de la grille ; tous les bonus ensemble donnent 2",
        "        Pour information : dans aucun total.",
        "        Calculé : 10 × plus bas / chiffre (Prix de journée).",
        "  Sous-total B, meilleure ligne, ×2                                           10",
        "Bonus, au plus : 2",
    ):
        assert line in shown.splitlines(), line


def test_the_grid_for_another_program_says_how_each_line_is_scored(run: Run, session: Path) -> None:
    value = json.loads(run("grid", "show", "toutes/grid.toml", "--format", "json").out)
    lines = {each["code"]: each for criterion in value["criteria"] for each in criterion["subs"]}
    assert lines["A2"]["min"] == "-3"
    assert lines["A3"]["levels"][0] == {"word": "insuffisant", "value": "0", "reason": True}
    assert (lines["C1"]["lower"], lines["C2"]["bonus"], lines["C3"]["counts"]) == (True, True, False)
    assert lines["P1"]["computed"]["formula"] == "inverse"
    assert (value["bonus_cap"], value["rules"]) == ("2", {})
    assert {each["combine"] for each in value["criteria"]} == {"sum", "best"}


@pytest.mark.parametrize("name", sorted(each.name for each in FOLDER.iterdir()))
def test_every_example_prints_its_sheets_and_exports(run: Run, folder: Path, name: str) -> None:
    shutil.copytree(FOLDER / name, folder / name)
    assert run("print-sheets", name, "--to", "fiches.html").code == 0
    assert run("grid", "show", f"{name}/grid.toml", "--format", "json").code == 0
