"""``grid``: a published grid laid out as on paper, one begun from a table, and the schema for editors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import xlsxwriter

from commission.publication.cells import WIDTH, cells
from tests.cli.conftest import Run
from tests.house.source import ROOT

TABLE = """\
Code;Intitulé;Maximum
A;Qualité du projet;20
A1;Réponse aux besoins;12
A2;Partenariats « locaux »;8
B1;Coût à la place;7,5
B2;Cohérence;2,5
C;Calendrier;10
;Total;40
"""


def test_the_shipped_grid_is_laid_out_as_on_paper(run: Run) -> None:
    done = run("grid", "show", "aemo-ih-2025")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Création de 115 mesures d'action éducative en milieu ouvert intensive et avec\n")
    for line in (
        "  - Préfet des Côtes d'Armor",
        "Clôture publiée : 26 août 2025 minuit, la veille du 27 août 2025 (section VI)",
        "Clôture calculée : avant le 27 août 2025 à 0 h, fuseau Europe/Paris ; à cet",
        "Service sud : Sud du Département",
        "  Capacité : 40 mesures (section II-6)",
        "  - Loudéac" + "30".rjust(69),
        "  A4  Calendrier prévisionnel d'ouverture des places" + "/ 4".rjust(28),
        "  Sous-total B" + "40".rjust(66),
        "Total de la grille" + "100".rjust(62),
        "  - Prix de journée, € (section V-1 / annexes 1 et 3)",
        "  - Le document ne publie pas de règle d'arrondi.",
    ):
        assert line in done.out.splitlines()
    assert max(cells(line) for line in done.out.splitlines()) <= WIDTH


TRACKS = """\
format = 1
code = "g"
title = "Deux voies"
lot_label = "voie"
[rules]
step = 0.5
selection = "number"
number = 2
tie_break = [{ by = "criterion", code = "A" }]
[rules.lot.reservee]
number = 1
threshold = [{ on = "total", at_least = "50 %" }]
tie_break = [{ by = "figure", code = "prix", better = "lower" }]
[[lot]]
code = "libre"
title = "Voie libre"
[[lot]]
code = "reservee"
title = "Voie réservée"
[[figure]]
code = "prix"
title = "Prix"
[[criterion]]
code = "A"
title = "Projet"
sub = [{ code = "A1", title = "Besoins", max = 10 }]
"""


def test_what_differs_for_a_lot_stands_under_it_and_what_all_follow_once(run: Run, folder: Path) -> None:
    (folder / "g.toml").write_text(TRACKS, encoding="utf-8")
    lines = run("grid", "show", "./g.toml").out.splitlines()
    start = lines.index("Voie reservee : Voie réservée")
    assert lines[start : start + 5] == [
        "Voie reservee : Voie réservée",
        "  Règles propres à ce lot, publiées par l'appel :",
        "    - Seuil sur total : 50 % du maximum au moins",
        "    - Les totaux égaux se départagent par le chiffre prix, le plus bas d'abord",
        "    - En rang utile : 1 au plus, dans l'ordre des rangs",
    ]
    assert lines[start - 2 : start] == ["Voie libre : Voie libre", ""]
    start = lines.index("Règles publiées par l'appel :")
    assert lines[start : start + 4] == [
        "Règles publiées par l'appel :",
        "  - Notation par demi-point",
        "  - Les totaux égaux se départagent par le critère A",
        "  - En rang utile : 2 au plus, dans l'ordre des rangs",
    ]
    assert lines[start + 4] == ""


def test_what_a_grid_does_not_say_is_not_shown(run: Run, folder: Path) -> None:
    (folder / "g.toml").write_text(
        'format = 1\ncode = "g"\ntitle = "Petit\\u001b[31m appel"\n[[criterion]]\ncode = "A"\ntitle = "Projet"\n'
        'points = "1/3"\n[[criterion.sub]]\ncode = "A1"\ntitle = "Besoins"\nmax = "1/3"\n',
        encoding="utf-8",
    )
    assert run("grid", "show", "./g.toml", "--lang", "en").out == (
        f"Petit␛[31m appel\n\nCode: g\n\nGrid\n\n{'-' * 80}\nA  Projet\n{'-' * 80}\n"
        f"  A1  Besoins{'/ 1/3'.rjust(67)}\n  Subtotal A{'1/3'.rjust(68)}\n\n"
        f"{'=' * 80}\nTotal of the grid{'1/3'.rjust(63)}\n"
    )


def test_a_faulty_grid_is_not_shown(run: Run, folder: Path) -> None:
    (folder / "g.toml").write_text("format = 1\n", encoding="utf-8")
    done = run("grid", "show", "g.toml")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("g.toml:1:1: La clé « code » manque")


def test_another_program_reads_the_same_grid(run: Run) -> None:
    value = json.loads(run("grid", "show", "aemo-ih-2025", "--format", "json").out)
    assert (value["code"], value["total"], value["closes"]) == ("aemo-ih-2025", "100", "2025-08-27T00:00:00")
    assert [each["points"] for each in value["criteria"]] == ["15", "40", "15", "15", "15"]
    assert value["lots"][1]["areas"][0] == {"title": "Loudéac", "capacity": "30"}
    assert value["criteria"][0]["subs"][1]["guidance_source"] == "sections III et VIII"
    assert value["unpublished"][-1]["subject"] == "ties"


def test_a_grid_begins_from_a_table_and_passes_check(run: Run, folder: Path) -> None:
    (folder / "t.csv").write_text(TABLE, encoding="utf-8")
    done = run("grid", "new", "essai.toml", "--from", "t.csv", "--code", "essai-2026", "--title", "Appel « essai »")
    assert done == (
        0,
        "essai.toml : grille commencée à partir de t.csv.\n"
        "Ensuite : ajoutez ce que le document publie d'autre, puis vérifiez le fichier.\n"
        "  commission check essai.toml\n",
        "",
    )
    assert run("check", "essai.toml").out == "essai.toml : grille, 3 critères, 5 sous-critères, 0 lot, 40 points\n"
    value = json.loads(run("grid", "show", "./essai.toml", "--format", "json").out)
    assert (value["code"], value["title"]) == ("essai-2026", "Appel « essai »")
    assert [(each["code"], each["title"], each["points"]) for each in value["criteria"]] == [
        ("A", "Qualité du projet", "20"), ("B", "B", "10"), ("C", "Calendrier", "10"),
    ]  # fmt: skip
    assert [each["max"] for each in value["criteria"][1]["subs"]] == ["7.5", "2.5"]


def test_a_workbook_begins_a_grid_too(run: Run, folder: Path) -> None:
    with xlsxwriter.Workbook(folder / "t.xlsx") as book:
        sheet = book.add_worksheet()
        for row, line in enumerate(TABLE.splitlines()):
            sheet.write_row(row, 0, line.replace("7,5", "7.5").replace("2,5", "2.5").split(";"))
        sheet.write_number(2, 2, 12)
    assert run("grid", "new", "g.toml", "--from", "t.xlsx").code == 0
    assert run("check", "g.toml").out == "g.toml : grille, 3 critères, 5 sous-critères, 0 lot, 40 points\n"


def test_every_bad_cell_is_named_and_nothing_is_written(run: Run, folder: Path) -> None:
    (folder / "t.csv").write_text("Code;Intitulé;Points\nA1;;12\nA2;P;x\nA2;P;0\n;Z;3\n", encoding="utf-8")
    done = run("grid", "new", "g.toml", "--from", "t.csv")
    assert (done.code, done.out) == (1, "")
    assert [line.split(": ")[:2] for line in done.err.splitlines()] == [
        ["t.csv:2:2", "La colonne « Intitulé » est vide à cette ligne ; remplissez-la, ou supprimez la ligne"],
        ["t.csv:3:3", '« x » n\'est pas un nombre ; il faut un nombre comme 7, 6.5, "1/3" ou "30 %"'],
        ["t.csv:4:1", done.err.splitlines()[2].split(": ")[1]],
        ["t.csv:4:3", "Le maximum de A2 est 0 ; il faut un maximum supérieur à 0"],
        ["t.csv:5:1", "La colonne « Code » est vide à cette ligne ; remplissez-la, ou supprimez la ligne"],
    ]
    assert not (folder / "g.toml").exists()


def test_a_file_that_stands_there_is_left_alone(run: Run, folder: Path) -> None:
    (folder / "t.csv").write_text(TABLE, encoding="utf-8")
    (folder / "g.toml").write_text("à moi", encoding="utf-8")
    assert run("grid", "new", "g.toml", "--from", "t.csv").err.startswith("g.toml: Ce nom est déjà pris")
    assert (folder / "g.toml").read_text(encoding="utf-8") == "à moi"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["show"], "Il manque GRILLE"),
        (["new", "g.toml"], "Il manque --from"),
        (["show", "aemo-ih-2025", "--code", "x"], "Il y a un mot de trop : « --code »"),
        (["schema", "x"], "Il y a un mot de trop : « x »"),
        (["show", "autre"], "Aucune grille publiée ne s'appelle « autre »"),
    ],
)
def test_a_command_that_cannot_be_done_says_why(run: Run, words: list[str], said: str) -> None:
    done = run("grid", *words)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(said)


def test_the_schema_is_printed_as_it_is_shipped(run: Run) -> None:
    path = ROOT / "grids" / "schema" / "grid.schema.json"
    assert run("grid", "schema") == (0, path.read_text(encoding="utf-8"), "")
