"""A journal that the opening of marks had read is gone, cut or changed: nobody leaves a result because a file did."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run

MEMBER = "m-perroday"
SCORED = ["nord-1", "nord-2", "nord-3", "nord-4"]


def gone(file: Path) -> None:
    file.unlink()


def changed(file: Path) -> None:
    """One more digit in a mark on line 31, before the first hand-in."""
    lines = file.read_bytes().split(b"\n")
    lines[30] = lines[30].replace(b'"value":"', b'"value":"0')
    file.write_bytes(b"\n".join(lines))


@pytest.mark.parametrize("damage", [gone, changed])
def test_a_seat_whose_sheets_are_lost_is_waited_for(run: Run, demo: Path, damage: Callable[[Path], None]) -> None:
    (file,) = (demo / "journal" / MEMBER).iterdir()
    damage(file)
    done = run("rank", demo.name, "--lot", "nord", "--format", "json")
    assert done.code == 1
    assert file.stem in done.err
    (lot,) = json.loads(done.out)["lots"]
    assert lot["ranking"] == []
    waiting = {each["dossier"]: each["missing"] for each in lot["unranked"] if each["missing"]}
    assert {code: [each["member"] for each in seats] for code, seats in waiting.items()} == {
        code: [MEMBER] for code in SCORED
    }
    why = run("rank", demo.name, "--why", "nord-3").out
    assert "Fiche remise à la mise en commun des notes, et absente des fichiers aujourd'hui" in why
    assert "n'a remis aucune fiche" not in done.out + why


def test_closing_the_lot_takes_the_seat_out_and_the_exports_say_why(run: Run, demo: Path) -> None:
    gone(next((demo / "journal" / MEMBER).iterdir()))
    assert run("close", demo.name, "--as", "m-talvern", "nord", "reason=Fichier perdu, aucune copie").code == 0
    shown = " ".join(run("rank", demo.name, "--lot", "nord").out.split())
    assert "1 nord-3 Association Le Gué d'Argoal 76,82" in shown
    assert "avait remis des fiches (nord-1, nord-2, nord-3, nord-4) que les fichiers ne contiennent plus" in shown
    assert "n'a remis aucune fiche" not in shown
    assert run("export", demo.name, "--to", "sortie").code == 1
    made = tomllib.loads(next((demo.parent / "sortie").rglob("*.toml")).read_text(encoding="utf-8"))
    assert "Des journaux lus à la mise en commun des notes manquent" in str(made)


def test_what_cannot_be_counted_again_is_not_said_to_have_been(run: Run, demo: Path) -> None:
    assert "Lot nord : totaux recomptés" in run("verify", demo.name).out
    gone(next((demo / "journal" / MEMBER).iterdir()))
    done = run("verify", demo.name)
    assert (done.code, "recomptés" in done.out) == (1, False)


def test_a_whole_folder_has_no_lost_sheet(run: Run, demo: Path) -> None:
    done = run("rank", demo.name, "--lot", "nord", "--format", "json")
    assert (done.code, done.err) == (0, "")
    assert "files-damaged" not in done.out
