"""Tables imported from the command line: all or nothing, each bad cell named, one new journal file for marks."""

from __future__ import annotations

from pathlib import Path

from commission.live.room import Room
from tests.cli.conftest import Run
from tests.files.world import Failing, on
from tests.house.source import ROOT


def table(*lines: str) -> str:
    Path("notes.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return "notes.csv"


def typed(demo: Path) -> list[Path]:
    return sorted((demo / "journal" / "typed").glob("*.jsonl"))


def test_marks_and_observations_come_in_as_one_file(run: Run, demo: Path) -> None:
    file = table(
        "membre;dossier;code;note;observation",
        "m-talvern;sud-1;A1;0,5;Statuts datés",
        "m-talvern;sud-1;A2;6.5;",
        "m-talvern;sud-1;A3;nspp;Hors de mon domaine",
        "m-coatbrizel;sud-1;A1;;",
    )
    done = run("import", str(demo), "marks", file)
    first, hint, command = done.out.splitlines()
    assert (done.code, first, done.err) == (0, "4 lignes importées.", "")
    assert hint == "Une fiche saisie pour un membre compte une fois remise pour lui :"
    assert command == f"  commission hand-in {demo} --as desk --for …"
    assert len(typed(demo)) == 1
    with Room.open(demo) as room:
        sheet = room.state.sheet("m-talvern", "sud-1")
        assert [sheet.cell(code).value for code in ("A1", "A2", "A3")] == ["0.5", "6.5", "declined"]
        assert sheet.observations == {"A1": "Statuts datés"}
        assert sheet.cell("A3").reason == "Hors de mon domaine"
        assert room.state.sheet("m-coatbrizel", "sud-1").cell("A1").value == ""


def test_the_same_table_again_changes_nothing(run: Run, demo: Path) -> None:
    file = table("membre;dossier;code;note;observation", "m-talvern;sud-1;A1;0,5;Statuts datés")
    assert run("import", str(demo), "marks", file).out.startswith("1 ligne importée.\n")
    before = [path.read_bytes() for path in typed(demo)]
    assert run("import", str(demo), "marks", file).out.startswith("1 ligne importée.\n")
    assert [path.read_bytes() for path in typed(demo)] == before
    assert len(typed(demo)) == 1


def test_one_bad_row_and_nothing_is_imported(run: Run, demo: Path) -> None:
    file = table(
        "membre;dossier;code;note",
        "m-talvern;sud-1;A1;0,5",
        "m-talvern;sud-1;A2;7,5",
        "m-personne;sud-1;A1;1",
        "m-talvern;nord-1;A1;1",
    )
    done = run("import", str(demo), "marks", file)
    assert (done.code, done.out) == (1, "")
    assert [line.split(" ; ")[0] for line in done.err.splitlines()] == [
        "notes.csv:3:4: La note 7,5 pour A2 dépasse le maximum",
        "notes.csv:4:1: La procédure n'a pas de membre « m-personne »",
    ]
    assert typed(demo) == []


def test_a_row_that_the_session_refuses_is_named_too(run: Run, demo: Path) -> None:
    file = table("membre;dossier;code;note", "m-talvern;sud-1;A1;0,5", "m-talvern;nord-1;A1;0")
    done = run("import", str(demo), "marks", file)
    assert (done.code, done.out) == (1, "")
    assert done.err == (
        "notes.csv:3:1: Les notes sont mises en commun : une note du dossier « nord-1 » ne se change plus librement ; "
        "la présidence rouvre d'abord la fiche ; le changement demande alors un motif\n"
    )
    assert typed(demo) == []


def test_a_disk_that_fails_at_any_step_leaves_nothing_half_imported(run: Run, demo: Path) -> None:
    file = table("membre;dossier;code;note", *(f"m-talvern;sud-1;A{n};0,5" for n in (1, 2, 3)))
    for step in range(1, 10):
        with on(Failing(demo, step)):
            run("import", str(demo), "marks", file)
        with Room.open(demo) as room:
            values = [room.state.sheet("m-talvern", "sud-1").cell(code).value for code in ("A1", "A2", "A3")]
        assert values in (["", "", ""], ["0.5", "0.5", "0.5"])
    assert values == ["0.5", "0.5", "0.5"]


def test_members_are_all_or_nothing_too(run: Run, folder: Path) -> None:
    run("new", "essai", "--grid", "aemo-ih-2025")
    before = (folder / "essai" / "session.toml").read_bytes()
    done = run("import", "essai", "members", table("membre;nom;rôle", "ana;Ana;président", "ana;Bob;chef"))
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("notes.csv:3:1: Le code « ana » est déjà pris par « ana »")
    assert "notes.csv:3:3: « chef » n'est pas une valeur connue" in done.err
    assert (folder / "essai" / "session.toml").read_bytes() == before


def test_the_tables_that_the_readme_shows_are_imported_as_they_stand(run: Run, folder: Path) -> None:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    assert run("new", "essai", "--grid", "aemo-ih-2025").code == 0
    for what, first, rows in (("members", "membre;", 3), ("dossiers", "dossier;", 2)):
        start = next(at for at, line in enumerate(lines) if line.startswith("    " + first))
        done = run("import", "essai", what, table(*(line.strip() for line in lines[start : start + rows])))
        assert (done.code, done.err) == (0, "")


def test_help_names_the_columns(run: Run) -> None:
    said = run("import", "--help").out
    assert "members : membre et nom sont obligatoires ; rôle, voix, siège et collège" in said
    assert "26/08/2025 16:30" in said
