"""``check`` on whatever a person points at: a grid, a session, or a folder full of them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.cli.conftest import Run
from tests.house.source import ROOT


def test_a_folder_of_grids(run: Run, folder: Path) -> None:
    shutil.copytree(ROOT / "grids", folder / "grids")
    (folder / "grids" / "essai.toml").write_text("format = 1\n", encoding="utf-8")
    (folder / "grids" / "lisez-moi.txt").write_text("rien", encoding="utf-8")
    done = run("check", "grids")
    assert done.code == 1
    assert "grids/aemo-ih-2025.toml : grille, 5 critères, 21 sous-critères, 2 lots, 100 points\n" in done.out
    assert "grids/credits-ase-handicap-annexe-7.toml : partage de 15\u202f000\u202f000\xa0€, 2 clés, " in done.out
    assert done.err.startswith("grids/essai.toml:1:1: La clé « code » manque")
    records = json.loads(run("check", "grids", "--format", "json").out)
    assert {each["path"] for each in records} == {f"grids/{each.name}" for each in (folder / "grids").glob("*.toml")}
    assert [each["path"] for each in records if not each["sound"]] == ["grids/essai.toml"]


def test_a_folder_of_sessions(run: Run, demo: Path) -> None:
    run("new", "autre", "--grid", "aemo-ih-2025")
    (demo.parent / "boucle").symlink_to(demo.parent)
    done = run("check", ".")
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "autre : procédure, 0 membre, 0 dossier, 2 lots, pas encore adoptée\n"
        "  - La procédure n'a aucun dossier à classer ; ajoutez-les avant de l'adopter : "
        "commission import PROCÉDURE dossiers FICHIER, ou [[dossier]] dans session.toml\n"
        "  - La procédure n'a aucun membre avec voix délibérative ; ajoutez-les avant de l'adopter : "
        "commission import PROCÉDURE members FICHIER, ou [[member]] dans session.toml\n"
        "demo-aemo-ih-2025 : procédure, 18 membres, 8 dossiers, 2 lots, adoptée\n"
    )


def test_a_session_is_checked_as_one_not_file_by_file(run: Run, demo: Path) -> None:
    lines = [run("check", str(each)).out for each in (demo, demo / "session.toml")]
    assert [line.partition(" : ")[2] for line in lines] == ["procédure, 18 membres, 8 dossiers, 2 lots, adoptée\n"] * 2


def test_a_folder_without_anything_to_check(run: Run, folder: Path) -> None:
    (folder / "vide").mkdir()
    assert run("check", "vide") == (
        1, "", "vide: Ce dossier ne contient ni grille ni procédure ; "
        "une grille est un fichier .toml, une procédure est un dossier avec son session.toml\n",
    )  # fmt: skip


def test_a_session_is_adopted_once_it_has_dossiers_and_members_who_vote(run: Run, folder: Path) -> None:
    """Adopted too early, it would refuse every import that was still to come."""
    run("new", "autre", "--grid", "aemo-ih-2025")
    (folder / "m.csv").write_text("membre;nom;voix\nm-un;Une Personne;consultative\n", encoding="utf-8")
    (folder / "v.csv").write_text("membre;nom\nm-deux;Autre Personne\n", encoding="utf-8")
    (folder / "d.csv").write_text("dossier;candidat;lot\nD1;Association inventée;sud\n", encoding="utf-8")
    said = []
    for what, file in (("members", "m.csv"), ("members", "v.csv"), ("dossiers", "d.csv")):
        assert run("import", "autre", what, file).code == 0
        done = run("adopt", "autre", "--as", "desk")
        said.append((done.code, [line.partition(" ; ")[0] for line in done.err.splitlines()]))
    dossier, voter = "La procédure n'a aucun dossier à classer", "La procédure n'a aucun membre avec voix délibérative"
    assert said == [(1, [dossier, voter]), (1, [dossier]), (0, [])]


def test_a_published_file_is_checked_and_computed_by_its_bare_name(run: Run, folder: Path) -> None:
    assert "5 critères" in run("check", "aemo-ih-2025").out
    assert run("check", "sans-nom").code == 1
    assert run("allocate", "credits-ase-handicap-annexe-7").err.count("credits-ase-handicap-annexe-7") >= 1
    (folder / "aemo-ih-2025").mkdir()  # what is here is meant first
    assert "5 critères" not in run("check", "aemo-ih-2025").out
