"""Files corrected after marks were given: adopted with a reason, the marks they make void told in words, to whom may know."""

from __future__ import annotations

import json
import shutil
from fractions import Fraction
from pathlib import Path

from commission.session.entry import Adopt
from tests.cli.conftest import Run
from tests.cli.test_journals import file_of


def corrected(demo: Path) -> None:
    """``grid.2.toml``: A2 is out of 5, A3 out of 5; ``session.toml`` names it."""
    grid = (demo / "grid.toml").read_text(encoding="utf-8")
    for code, old, new in (("A2", "max = 7", "max = 5"), ("A3", "max = 3", "max = 5")):
        start = grid.index(f'code = "{code}"')
        grid = grid[:start] + grid[start:].replace(old, new, 1)
    (demo / "grid.2.toml").write_text(grid, encoding="utf-8")
    path = demo / "session.toml"
    text = path.read_text(encoding="utf-8").replace('grid = "grid.toml"', 'grid = "grid.2.toml"')
    path.write_text(text, encoding="utf-8")


def test_a_corrected_grid_is_another_file_adopted_with_a_reason(run: Run, demo: Path) -> None:
    assert run("check", str(demo)).code == 0
    corrected(demo)
    done = run("rank", str(demo))
    assert done.code == 1
    assert "session.toml a changé depuis son adoption" in done.err
    assert "La grille a changé depuis son adoption" in done.err
    assert run("adopt", str(demo), "--as", "desk").code == 2  # no reason
    done = run("adopt", str(demo), "--as", "desk", "reason=Erreur matérielle de la grille")
    assert done.code == 0
    saved, head, *lines, last = done.out.splitlines()
    assert saved == "Enregistré : adopter la grille, les règles et la procédure."
    assert head == f"{len(lines)} notes n'ont plus d'effet :"
    assert all(" : le maximum est 5" in line and ", nord-" in line and " A2 (" in line for line in lines)
    assert any(line.startswith("  - Armelle Talvern (m-talvern), nord-") for line in lines)
    assert last == (
        "Des lots encore à l'aveugle, rien n'est dit ici : chaque membre est averti pour ses propres notes."
    )
    assert run("check", str(demo)).code == 0
    assert run("adopt", str(demo), "--as", "desk", "reason=encore").err.endswith(
        "Les fichiers sont déjà adoptés, et n'ont pas changé depuis\n"
    )


def test_the_entry_names_the_marks_and_the_old_grid_stays_readable(run: Run, demo: Path) -> None:
    corrected(demo)
    run("adopt", str(demo), "--as", "desk", "reason=Erreur matérielle")
    entries = [
        json.loads(line) for path in (demo / "journal/desk").glob("*.jsonl") for line in path.read_bytes().splitlines()
    ]
    (adoption,) = [each for each in entries if each.get("reason") == "Erreur matérielle"]
    assert adoption["kind"] == Adopt.__struct_config__.tag
    for name in adoption["touched"]:
        writer, _, number = name.partition(":")
        (path,) = demo.glob(f"journal/*/{writer}.jsonl")
        mark = json.loads(path.read_text(encoding="utf-8").splitlines()[int(number)])
        assert (mark["code"], mark["dossier"][:4]) == ("A2", "nord")
        assert Fraction(mark["value"]) > 5
    assert (demo / "grid.toml").exists()
    done = run("verify", str(demo))
    assert (done.code, "Tout concorde." in done.out) == (0, True)


def test_what_is_void_is_not_scored_and_can_be_scored_again(run: Run, demo: Path) -> None:
    corrected(demo)
    run("adopt", str(demo), "--as", "desk", "reason=Erreur matérielle")
    value = json.loads(run("rank", str(demo), "--format", "json").out)
    (lot,) = value["lots"]
    waiting = [each for each in lot["unranked"] if each["reason"] == "incomplete"]
    dossier = waiting[0]["dossier"]
    for missing in waiting[0]["missing"]:
        assert missing["codes"] == ["A2"]
        who = missing["member"]
        words = (
            "reopen",
            str(demo),
            "--as",
            "m-talvern",
            dossier,
            f"for={who}",
            "reason=Grille corrigée",
            "--presiding",
        )
        assert run(*words).code == 0
        assert run("mark", str(demo), "--as", who, dossier, "A2", "5", "--reason", "Grille corrigée").code == 0
        assert run("hand-in", str(demo), "--as", who, dossier).code == 0
    (lot,) = json.loads(run("rank", str(demo), "--format", "json").out)["lots"]
    assert dossier in [each["dossier"] for each in lot["ranking"]]
    assert run("verify", str(demo)).code == 0


def test_a_void_blind_mark_is_told_to_its_member_alone(run: Run, demo: Path) -> None:
    run("mark", str(demo), "--as", "m-quintrec", "sud-1", "A2", "7")
    corrected(demo)
    done = run("adopt", str(demo), "--as", "desk", "reason=Erreur matérielle")
    assert "sud-1" not in done.out + done.err
    assert "m-quintrec), sud" not in done.out
    (mine,) = (path for path in (demo / "journal/m-quintrec").glob("*.jsonl") if b"sud-1" in path.read_bytes())
    assert f"{mine.stem}:1" in run("progress", str(demo), "--as", "m-quintrec").err
    for who in ("desk", "m-autrive"):
        assert mine.stem not in run("progress", str(demo), "--as", who).err


def test_the_adopted_files_put_back_are_the_adopted_ones_again(run: Run, demo: Path) -> None:
    before = run("rank", str(demo))
    shutil.copy(demo / "session.toml", demo.parent / "copie.toml")
    corrected(demo)
    assert run("rank", str(demo)).code == 1
    shutil.copy(demo.parent / "copie.toml", demo / "session.toml")
    assert run("rank", str(demo)) == before
    assert file_of(demo, "desk").exists()
