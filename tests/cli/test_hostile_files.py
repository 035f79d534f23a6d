"""Files that nobody would write on purpose: each gets its line, none stops the program, none passes for something else."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import xlsxwriter

from commission.live.room import Room
from tests.cli.conftest import Run
from tests.cli.test_bad_input import GRID, checked

SOUND = GRID.replace("total = 9", "total = 8")


def test_a_zone_that_no_machine_knows(run: Run, folder: Path) -> None:
    for zone in ("Europe/Pariss", "../../etc/passwd", "", "Europe"):
        assert checked(run, f'zone = "{zone}"\n{SOUND}') == [
            f"grille.toml:1:8: Cette machine ne connaît pas le fuseau horaire « {zone} » ; "
            "il faut un fuseau comme Europe/Paris ; "
            "corrigez le nom ; sur une machine qui n'en connaît aucun : pip install tzdata"
        ]


def test_a_zone_changed_in_the_session_file_is_named_before_anything_is_written(run: Run, folder: Path) -> None:
    run("new", "essai", "--grid", "aemo-ih-2025")
    path = folder / "essai" / "session.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("Europe/Paris", "Europe/Pari"), encoding="utf-8")
    done = run("adopt", "essai", "--as", "desk")
    assert done.code == 1
    assert done.err.startswith(
        "essai/session.toml:11:8: Cette machine ne connaît pas le fuseau horaire « Europe/Pari »"
    )


def test_a_date_is_local(run: Run, folder: Path) -> None:
    assert checked(run, f"closes = 2025-08-27T00:00:00Z\n{SOUND}") == [
        "grille.toml:1:10: Cette date dit son décalage avec le temps universel ; "
        "il faut l'heure locale seule, dans le fuseau Europe/Paris ; supprimez ce qui suit les secondes (Z, +02:00)"
    ]


@pytest.mark.parametrize("depth", [100, 300, 500, 900, 3000])
@pytest.mark.parametrize("text", ["{}b = 1\n", "[{}b]\n", '"b" = {{ {}c = 1 }}\n'])
def test_a_key_of_a_thousand_parts(run: Run, folder: Path, text: str, depth: int) -> None:
    (line,) = [each for each in checked(run, text.format("a." * depth)) if "manque" not in each]
    assert line.startswith("grille.toml")
    assert "Clé inconnue" in line or "trop imbriqué" in line


@pytest.mark.parametrize("depth", [50, 150, 300, 600, 3000])
def test_lists_in_lists(run: Run, folder: Path, depth: int) -> None:
    for opened, closed in (("[", "]"), ("{a = ", "}")):
        assert checked(run, f"b = {opened * depth}{'' if opened == '[' else 1}{closed * depth}\n")


def test_a_long_observation_is_no_fault(run: Run, demo: Path) -> None:
    text = "très " * 40_000
    Path("notes.csv").write_text(f"membre;dossier;code;note;observation\nm-talvern;sud-1;A3;1;{text}\n", "utf-8")
    assert run("import", str(demo), "marks", "notes.csv").code == 0
    with Room.open(demo) as room:
        assert room.state.sheet("m-talvern", "sud-1").observations["A3"] == text.strip()


def test_a_huge_header_is_only_an_unknown_column(run: Run, demo: Path) -> None:
    Path("notes.csv").write_text("x" * 200_000 + ";b\n1;2\n", "utf-8")
    assert run("import", str(demo), "marks", "notes.csv").err.startswith("notes.csv:1:1: Colonne inconnue « xxx")


def workbook(formula: str, shown: str) -> bytes:
    """A table of one mark, which a formula gives, on the second sheet."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.add_worksheet("vide")
        sheet = book.add_worksheet("Notes & co")
        sheet.write_row(0, 0, ["membre", "dossier", "code", "note"])
        sheet.write_row(1, 0, ["m-talvern", "sud-1", "A2"])
        sheet.write_formula(1, 3, formula, None, shown)
    return stream.getvalue()


def test_an_error_of_the_spreadsheet_is_not_an_empty_cell(run: Run, demo: Path) -> None:
    run("mark", str(demo), "--as", "desk", "--for", "m-talvern", "sud-1", "A2", "6,5")
    Path("notes.xlsx").write_bytes(workbook("=1/0", "#DIV/0!"))
    assert run("import", str(demo), "marks", "notes.xlsx") == (
        1, "", "notes.xlsx:2:4: Le tableur affiche ici une erreur (#DIV/0!) ; "
        "corrigez la formule, ou tapez la valeur à sa place\n",
    )  # fmt: skip
    Path("notes.xlsx").write_bytes(workbook("=3+3", "6"))
    assert run("import", str(demo), "marks", "notes.xlsx").code == 0
    with Room.open(demo) as room:
        assert room.state.sheet("m-talvern", "sud-1").cell("A2").value == "6"


def test_a_member_named_like_an_office_is_told_with_the_other_rows(run: Run, folder: Path) -> None:
    run("new", "essai", "--grid", "aemo-ih-2025")
    Path("m.csv").write_text("membre;nom\ndesk;Ana\n" + "x" * 70 + ";Bob\n", encoding="utf-8")
    done = run("import", "essai", "members", "m.csv")
    assert [line.split(" ; ")[0] for line in done.err.splitlines()] == [
        "m.csv:2:1: Le code « desk » est réservé au programme",
        f"m.csv:3:1: Le code « {'x' * 70} » est trop long",
    ]
