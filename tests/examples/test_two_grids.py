"""Two tracks of one call on two grids: two files, two sessions, one commission; nothing of one enters the other."""

from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path

from tests.cli.conftest import Run, folder, run
from tests.examples.test_notations import played
from tests.house.source import ROOT

__all__ = ["folder", "run"]

EXAMPLES = ROOT / "docs" / "examples" / "regles"
CARE, WORK = EXAMPLES / "deux-grilles-accueil", EXAMPLES / "deux-grilles-insertion"


def test_the_same_commission_sits_in_both() -> None:
    sessions = [tomllib.loads((each / "session.toml").read_text(encoding="utf-8")) for each in (CARE, WORK)]
    assert sessions[0]["member"] == sessions[1]["member"]
    filed = [{each["applicant"] for each in session["dossier"]} for session in sessions]
    assert filed[0] & filed[1] == {"Association Brélivan"}


def test_each_track_is_ranked_out_of_its_own_grid(run: Run, folder: Path) -> None:
    care, work = played(run, CARE), played(run, WORK)
    found = [json.loads(run("rank", str(each), "--format", "json").out)["lots"] for each in (care, work)]
    assert [[lot["code"] for lot in lots] for lots in found] == [["accueil"], ["insertion"]]
    assert [lots[0]["max"] for lots in found] == ["20", "35"]
    assert [{code for each in lots[0]["ranking"] for code in each["criteria"]} for lots in found] == [
        {"A", "B"},
        {"A", "C", "D"},
    ]


def test_a_mark_on_the_criterion_of_the_other_track_is_refused_with_the_lines_of_this_one(
    run: Run, folder: Path
) -> None:
    care = shutil.copytree(CARE, folder / "accueil")
    assert run("adopt", str(care), "--as", "desk").code == 0
    done = run("mark", str(care), "--as", "ana", "d1", "C1", "12")
    assert done.code != 0
    assert "« C1 »" in done.err
    assert "A1, B1" in done.err


def test_both_are_published_side_by_side(run: Run, folder: Path) -> None:
    for each in (CARE, WORK):
        session = played(run, each)
        assert run("export", str(session), "--to", f"sortie/{each.name}").code == 0
    assert {path.name for path in Path("sortie").iterdir()} == {CARE.name, WORK.name}
