"""``allocate``: from a file of keys to a table; and ``check`` on a table of parts whose keys nobody published."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.cli.conftest import Run
from tests.house.source import ROOT

EXAMPLE = ROOT / "docs" / "examples" / "partage-invente.toml"
ANNEX = "credits-ase-handicap-annexe-7"


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\xa0", " ")


def test_the_example_of_the_guide_gives_what_its_comment_works_out(run: Run) -> None:
    done = run("allocate", str(EXAMPLE))
    assert (done.code, done.err) == (0, "")
    lines = plain(done.out).splitlines()
    assert lines[1] == "Les chiffres de ce fichier sont inventés : rien de réel n'est partagé ici."
    assert [line.split("  ")[-1].strip() for line in lines[6:10]] == ["+1", "plafond", "plancher", "17 938 €"]
    assert all(len(line) <= 80 for line in lines)
    expected = "Amont 37 062   Bourg 40 000   Combe 5 000   Delta 17 938   somme 100 000"
    assert expected in EXAMPLE.read_text(encoding="utf-8")
    value = json.loads(run("allocate", str(EXAMPLE), "--format", "json").out)
    assert [(each["title"], each["amount"]) for each in value["parts"]] == [
        ("Amont", "37062"), ("Bourg", "40000"), ("Combe", "5000"), ("Delta", "17938"),
    ]  # fmt: skip
    assert (value["total"], value["missed"], value["invented"]) == ("100000", "0", True)
    assert value["groups"] == {"Rive nord": "77062", "Rive sud": "22938"}
    assert "d'abord à la plus grande part exacte, puis dans l'ordre des codes" in value["applied"][-2]["text"]


def test_line_by_line_the_sum_says_by_how_much_it_misses(run: Run, folder: Path) -> None:
    text = EXAMPLE.read_text(encoding="utf-8").replace('"largest-remainder"', '"line"')
    text = text.replace("envelope = 100_000 ", "envelope = 100_003 ")
    (folder / "p.toml").write_text(text, encoding="utf-8")
    assert "add up to €100,003, exactly the envelope" in run("allocate", "p.toml", "--lang", "en").out
    (folder / "p.toml").write_text(text.replace("100_003", "100_004"), encoding="utf-8")
    value = json.loads(run("allocate", "p.toml", "--format", "json").out)
    assert int(value["missed"]) == int(value["total"]) - 100_004


def test_the_annex_is_verified_as_far_as_it_can_be(run: Run) -> None:
    done = run("check", str(ROOT / "grids" / f"{ANNEX}.toml"))
    assert (done.code, done.err) == (0, "")
    first, *facts = plain(done.out).splitlines()
    assert first.endswith(": partage de 15 000 000 €, 2 clés, 0 bénéficiaire, 30 dotations imprimées")
    assert facts == [
        "  - Sous-totaux imprimés que leurs lignes donnent exactement : 15",
        "  - Au plancher de 100 000 € : Creuse",
        "  - Dotations imprimées par le document : 30",
        "  - La somme des dotations est 15 000 001 €, soit 1 € de plus que l'enveloppe",
        "  - Les données des clés ne sont pas publiées (ase, igb) : les dotations ne peuvent pas être recalculées",
    ]


def test_the_annex_cannot_be_computed_again_and_says_so(run: Run) -> None:
    done = run("allocate", str(ROOT / "grids" / f"{ANNEX}.toml"))
    assert (done.code, done.out) == (1, "")
    assert "Ce partage ne peut pas être recalculé : le document ne publie pas les données de ses clés" in done.err


def test_a_sharing_is_no_grid_for_a_session(run: Run, folder: Path) -> None:
    shutil.copy(EXAMPLE, folder / "p.toml")
    done = run("new", "essai", "--grid", "p.toml")
    assert done.code == 1
    assert "p.toml:26:8: Ce fichier partage une enveloppe ; il ne contient pas de grille de notation" in done.err
    assert not (folder / "essai").exists()


def test_hostile_titles_and_the_widest_sums_stay_on_the_page(run: Run, folder: Path) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    text = text.replace('"Amont"', '"\\u001b[2J' + "Très long " * 20 + '"').replace("100_000", "999_999_999_999")
    (folder / "p.toml").write_text(text, encoding="utf-8")
    out = run("allocate", "p.toml").out
    assert "\x1b" not in out
    assert max(len(line) for line in out.splitlines()) <= 80


def test_a_sharing_is_laid_out_as_the_document_prints_it(run: Run) -> None:
    done = run("grid", "show", ANNEX)
    assert (done.code, done.err) == (0, "")
    lines = plain(done.out).splitlines()
    assert all(len(line) <= 80 for line in lines)
    shown = [" ".join(line.split()) for line in lines]
    assert shown.index("Auvergne-Rhône-Alpes 460 530 €") + 1 == shown.index("Allier 167 032 €")
    assert "Enveloppe : 15 000 000 €" in shown
    value = json.loads(run("grid", "show", ANNEX, "--format", "json").out)
    assert (len(value["printed"]), len(value["subtotals"]), value["envelope"]) == (30, 15, "15000000")
    assert sum(int(each["amount"]) for each in value["printed"]) == 15_000_001
