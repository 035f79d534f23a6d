"""``circuit`` and the acts that lead a sheet from its opening to an admission, on the example circuit."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest

from commission.session.circuit_entry import KINDS
from tests.cli.conftest import Run
from tests.house.source import ROOT

EXAMPLE = "sessad-ip-pas-de-calais-exemple"
GRID = "sessad-ip-admission-pas-de-calais"


@pytest.fixture
def example(folder: Path) -> str:
    """The example circuit, copied where a user would have it."""
    shutil.copytree(ROOT / "sessions" / EXAMPLE, folder / EXAMPLE)
    return EXAMPLE


def test_the_page_says_where_each_sheet_stands_what_is_lacking_and_from_whom(run: Run, example: str) -> None:
    done = run("circuit", example)
    assert (done.code, done.err) == (0, "")
    assert all(len(line) <= 80 for line in done.out.splitlines())
    text = " ".join(done.out.split())
    assert "arrageois, Arras et communes voisines : places prises, 5 sur 5 ; libres, 0" in text
    assert "réglage de cette procédure : le document ne prévoit pas de liste d'attente" in text
    assert "- arrageois : 1. J-007 (sans priorité, depuis le 15 octobre 2025)" in text
    assert "- Âge moyen d'entrée dans le dispositif : 16,14 ans (sur 7 jeunes)" in text
    assert "J-011 (artois) : pas encore de fiche - Dépôt d'un dossier complet à la MDPH précisant la demande" in text
    assert "J-005 (arrageois) : admission le 1er octobre 2025 refus suppléé par : Délégation de signature" in text


def test_one_sheet_alone(run: Run, example: str) -> None:
    done = run("circuit", example, "--fiche", "j-010")
    assert done.out.startswith(
        "J-010 (artois) : visa à donner\n  - Mail à la boîte de la MDPH pour un traitement rapide"
    )
    assert "Visa du directeur du SESSAD (la direction du SESSAD)" in done.out
    assert "J-011" not in done.out
    unknown = run("circuit", example, "--fiche", "J-999")
    assert (unknown.code, unknown.out) == (2, "")
    assert unknown.err.startswith("Il n'y a pas de fiche « J-999 » ; les fiches sont : J-001, J-002")


def test_another_program_gets_codes_and_exact_numbers(run: Run, example: str) -> None:
    value = json.loads(run("circuit", example, "--format", "json").out)
    places = {each["territory"]: (each["places"], each["taken"], each["free"]) for each in value["places"]}
    assert places == {"audomarois": (7, 1, 6), "artois": (10, 0, 10), "arrageois": (5, 5, 0)}
    assert {each["code"]: each["value"] for each in value["indicators"]} == {
        "suivis": "7", "age-entree": "113/7", "age-sortie": "17", "duree": "39", "ruptures": "1",
    }  # fmt: skip
    assert value["waiting"] == {"order": "priority", "published": False}
    fiches = {each["fiche"]: each for each in value["fiches"]}
    assert [each["code"] for each in fiches["J-010"]["lacks"]] == ["mdph", "visa", "notification-cdaph", "dipc"]
    assert fiches["J-013"]["lacks"][-1]["who"] == "la direction du SESSAD"
    assert fiches["J-007"]["position"] == 1
    as_member = run("circuit", example, "--format", "json", "--as", "pilote")
    assert json.loads(as_member.out) == value


def test_from_a_new_session_to_an_admission_by_the_command_line(run: Run, folder: Path) -> None:
    assert run("new", "c", "--grid", GRID).code == 0
    text = (folder / "c" / "session.toml").read_text(encoding="utf-8")
    assert "ni nom, ni initiales, ni date de naissance" in text
    text += '\n[[member]]\ncode = "dir"\nname = "Direction"\nrole = "president"\n'
    (folder / "c" / "session.toml").write_text(text, encoding="utf-8")
    assert run("check", "c").out == "c : procédure, circuit d'admission, 1 membre, 0 fiche, pas encore adoptée\n"
    acts = [
        ("desk", "fiche", "J-001", "artois", "service=mds-artois"),
        ("desk", "condition", "J-001", "age", "16"),
        ("desk", "condition", "J-001", "mesure", "placement"),
        ("desk", "condition", "J-001", "deficience", "legere"),
        ("desk", "condition", "J-001", "besoin", "insertion"),
        ("desk", "condition", "J-001", "mdph", "oui", "start=01/09/2025", "until=31/08/2028"),
        *(("desk", "agreement", "J-001", each, "oui") for each in ("jeune", "lieu-accueil", "scolarisation")),
        ("desk", "agreement", "J-001", "autorite-parentale", "non"),
        ("desk", "delegation", "J-001", "autorite-parentale", "reason=Décision du juge"),
        ("desk", "opinion", "J-001", "chef-de-service", "favorable"),
        ("desk", "opinion", "J-001", "rsase", "favorable"),
        ("dir", "visa", "J-001", "15/09/2025"),
        ("desk", "receive", "J-001", "notification-cdaph", "16/09/2025"),
        ("desk", "receive", "J-001", "dipc", "17/09/2025"),
        ("dir", "admission", "J-001", "22/09/2025", "16"),
    ]
    assert run("adopt", "c", "--as", "desk").code == 0
    for who, *words in acts:
        done = run("act", "c", "--as", who, *words)
        assert (done.code, done.err) == (0, ""), words
    assert "J-001 (artois) : admission le 22 septembre 2025" in done.out
    assert run("verify", "c").code == 0


def test_opening_a_sheet_says_what_is_not_typed(run: Run, example: str) -> None:
    done = run("act", example, "--as", "desk", "fiche", "j-020", "artois", "service=mds-artois")
    assert done.code == 0
    assert "Ne saisissez ni nom, ni initiales, ni date de naissance, ni adresse" in done.out
    assert "ni nom, ni initiales" in run("circuit", "--help").out
    refused = run("act", example, "--as", "desk", "fiche", "Léa", "artois", "service=mds-artois")
    assert refused.code == 2
    assert refused.err.startswith("« LÉA » n'est pas un pseudonyme ; il faut une ou deux lettres, un tiret")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("opinion", "J-011", "chef-de-service", "favorable"), 1, "Pas encore de fiche « J-011 » : Dépôt d'un dossier"),
        (("visa", "J-010", "2025-10-20"), 2, "Il ne vous revient pas de faire cela : donner le visa"),
        (("condition", "J-010", "age", "12/05/2009"), 2, "« 12/05/2009 » n'est pas un âge"),
        (("fill", "J-010", "identite", "X"), 2, "Ce champ dit qui est quelqu'un : Nom, prénom"),
        (("mark", "d", "A", "1"), 1, "Cette procédure suit un circuit d'admission : rien n'y est noté"),
    ],
)
def test_a_refusal_is_one_line_that_helps(run: Run, example: str, words: tuple[str, ...], code: int, said: str) -> None:
    done = run("act", example, "--as", "desk", *words)
    assert (done.code, done.out) == (code, "")
    assert done.err.startswith(said)
    assert done.err.count("\n") == 1


@pytest.mark.parametrize(
    "words",
    [
        ("rank",), ("export", "--to", "x"), ("progress",), ("desk", "--text"), ("score", "--as", "pilote", "--text"),
        ("print-sheets", "--to", "x.html"), ("rank", "--format", "json"),
    ],
)  # fmt: skip
def test_what_scores_or_ranks_says_where_to_look_instead(run: Run, example: str, words: tuple[str, ...]) -> None:
    name, *more = words
    done = run(name, example, *more)
    assert (done.code, done.out) == (1, "")
    assert done.err == (
        "Cette procédure suit un circuit d'admission : les personnes sont admises une par une, personne n'est classé ; "
        f"pour voir où en est chaque fiche : commission circuit {example} ; pour y travailler : commission desk {example}\n"
    )


def test_a_session_that_scores_has_no_sheets(run: Run, demo: Path) -> None:
    for words in (("circuit", demo.name), ("act", demo.name, "--as", "desk", "fiche", "J-001", "nord")):
        done = run(*words)
        assert done.code == 2
        assert done.err.startswith("Cette procédure ne suit pas de circuit d'admission")


def test_a_waiting_list_has_no_place_in_a_session_that_scores(run: Run, demo: Path) -> None:
    path = demo / "session.toml"
    path.write_text(path.read_text(encoding="utf-8") + '\n[circuit]\nwaiting = "arrival"\n', encoding="utf-8")
    done = run("check", demo.name)
    assert done.code == 1
    assert "Cette procédure ne suit pas de circuit d'admission" in done.err


def test_dossiers_have_no_place_in_a_session_on_a_circuit(run: Run, folder: Path) -> None:
    run("new", "c", "--grid", GRID)
    with (folder / "c" / "session.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[dossier]]\ncode = "d"\napplicant = "a"\n')
    done = run("check", "c")
    assert done.code == 1
    assert ": Une procédure de circuit d'admission n'a pas de dossier ; " in done.err


def test_the_circuit_is_shown_as_on_paper_and_as_json(run: Run) -> None:
    done = run("grid", "show", GRID)
    assert (done.code, done.err) == (0, "")
    assert all(len(line) <= 80 for line in done.out.splitlines())
    text = " ".join(done.out.split())
    assert "Places : 22 places" in text
    assert "→ pas encore de fiche : Dépôt d'un dossier complet à la MDPH" in text
    assert "Pas d'admission au-delà des places d'un territoire" in text
    assert "Le document ne prévoit pas de liste d'attente" in text
    value = json.loads(run("grid", "show", GRID, "--format", "json").out)
    assert (value["kind"], [each["places"] for each in value["territories"]]) == ("circuit", [7, 10, 5])


def test_check_tells_a_circuit_in_one_line(run: Run) -> None:
    done = run("check", str(ROOT / "grids" / f"{GRID}.toml"))
    assert done.out.endswith(": circuit d'admission, 22 places, 3 territoires, 5 conditions, 4 accords, 3 avis\n")


def test_hostile_words_stay_text(run: Run, example: str) -> None:
    reason = "\x1b[2J[/x]{n} " + "long " * 200
    assert run("act", example, "--as", "desk", "drop", "J-011", f"reason={reason}").code == 0
    out = run("circuit", example).out
    assert "\x1b" not in out
    assert max(len(line) for line in out.splitlines()) <= 80


def test_a_changed_circuit_is_named_and_waits_for_its_adoption(run: Run, example: str, folder: Path) -> None:
    path = folder / example / "grid.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("places = 5\n", "places = 6\n").replace("= 22 ", "= 23 "))
    assert "La grille a changé depuis son adoption" in run("circuit", example).err
    refused = run("act", example, "--as", "direction", "admission", "J-007", "2025-11-10", "15")
    assert (refused.code, refused.out) == (1, "")
    run("adopt", example, "--as", "desk", "reason=Une place de plus")
    assert run("act", example, "--as", "direction", "admission", "J-007", "2025-11-10", "15").code == 0


def test_the_commands_of_the_guide_lead_to_an_admission(run: Run, folder: Path) -> None:
    page = (ROOT / "docs" / "circuit.md").read_text(encoding="utf-8")
    acts = [shlex.split(line)[1:] for line in re.findall(r"^    (commission act .*)$", page, re.MULTILINE)]
    assert len(acts) == 18
    run("new", "mon-circuit", "--grid", GRID)
    assert "n'a pas de membre qui préside" in run("check", "mon-circuit").out
    refused = run("adopt", "mon-circuit", "--as", "desk")
    assert (refused.code, refused.out) == (1, "")
    assert 'role = "president"' in refused.err
    (block,) = re.findall(r"```toml\n(\[\[member\]\]\n.*?)```", page, re.DOTALL)
    with (folder / "mon-circuit" / "session.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n{block}")
    assert run("adopt", "mon-circuit", "--as", "desk").code == 0
    for words in acts:
        done = run(*words)
        assert (done.code, done.err) == (0, ""), words
    assert "J-014 (artois) : admission le 22 septembre 2025, sortie le 31 août 2026" in done.out


def test_the_guide_names_every_act_of_a_circuit() -> None:
    page = (ROOT / "docs" / "circuit.md").read_text(encoding="utf-8")
    assert [kind for kind in KINDS if f"`{kind}`" not in page] == []
