"""``deliberation`` and ``rank --at opening``: what is told of an opened lot, of a shut one, and of marks changed since."""

from __future__ import annotations

import csv
import io
import json
import shutil
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from commission.live.room import Room
from commission.rules.fault import Fault, fault
from commission.session.state import State
from tests.cli.conftest import DEMO, Run
from tests.house.source import ROOT


def value(run: Run, *words: str) -> Any:
    done = run(*words, "--format", "json")
    assert done.code == 0, done.err
    return json.loads(done.out)


@pytest.fixture
def revised(demo: Path) -> Path:
    """m-autrive's B5 of nord-3 goes from 7 to 2 once marks are opened, so that nord-1 comes first."""
    with Room.open(demo, "m-talvern", desk=True) as presidency:
        presidency.act("reopen", dossier="nord-3", reason="erreur de ligne", **{"for": "m-autrive"})
    with Room.open(demo, "m-autrive") as room:
        room.act("mark", dossier="nord-3", code="B5", value="2", reason="lu trop vite")
        room.act("hand-in", dossier="nord-3")
    return demo


def test_every_dossier_of_the_opened_lots_then_why_the_others_are_shut(run: Run, demo: Path) -> None:
    done = run("deliberation", DEMO)
    assert done.code == 0
    assert [code for code in ("nord-1", "nord-2", "nord-3", "nord-4", "nord-5") if f"\n{code} " in done.out] == [
        "nord-1", "nord-2", "nord-3", "nord-4",
    ]  # fmt: skip
    assert "commission open" in done.out
    assert all(len(line) <= 80 for line in done.out.splitlines() if "lot « sud »" not in line)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("sud-1",), 1), (("--lot", "sud"), 1), (("nord-1", "--as", "m-kerdozel"), 1), (("nord-5",), 1),
        (("rien",), 2), (("--lot", "rien"), 2), (("nord-1", "--as", "personne"), 2),
    ],
)  # fmt: skip
def test_what_may_not_be_shown_is_a_sentence_and_the_exit_code_of_rank(
    run: Run, demo: Path, words: tuple[str, ...], code: int
) -> None:
    done = run("deliberation", DEMO, *words)
    assert (done.code, done.out) == (code, "")
    assert done.err


def test_a_member_is_told_the_same_as_the_desk(run: Run, revised: Path) -> None:
    assert run("deliberation", DEMO, "nord-3", "--as", "m-vaubrun").out == run("deliberation", DEMO, "nord-3").out


def test_exact_figures_for_a_program(run: Run, demo: Path) -> None:
    (lot,) = value(run, "deliberation", DEMO, "nord-3")["lots"]
    assert (lot["code"], len(lot["snapshot"]["print"])) == ("nord", 64)
    (dossier,) = lot["dossiers"]
    shares = [each["apart"] for each in dossier["lines"]]
    assert shares[:2] == ["0.5", "0.5"]
    first = dossier["lines"][0]
    points = [each["points"] for each in first["answers"] if each["counts"]]
    assert (first["mean"]["exact"], first["median"]["exact"], first["spread"]["exact"]) == ("10/11", "1", "0.5")
    assert (points.count("1"), points.count("0.5")) == (9, 2)
    (left,) = [
        each
        for each in next(x for x in dossier["lines"] if x["code"] == "E2")["answers"]
        if each["value"] == "declined"
    ]
    assert (left["member"], left["stands"], left["counts"]) == ("m-guelisse", "declined", False)
    assert left["reason"]


def test_a_changed_mark_is_told_before_and_after_with_who_when_and_why(run: Run, revised: Path) -> None:
    text = run("deliberation", DEMO, "nord-3").out
    assert "À la mise en commun : rang 1, 77,26 ; aujourd'hui : rang 2, 76,81" in text
    assert "B5, Jacques Autrive : 7 → 2" in text
    (lot,) = value(run, "deliberation", DEMO, "nord-3")["lots"]
    (dossier,) = lot["dossiers"]
    told = [(each["how"], each["code"], each["before"], each["after"], each["reason"]) for each in dossier["changes"]]
    assert told == [
        ("reopened", "", ["handed-in"], ["open"], "erreur de ligne"),
        ("handed-in", "", ["open"], ["handed-in"], ""),
        ("revised", "B5", ["7"], ["2"], "lu trop vite"),
    ]
    assert {each["by"] for each in dossier["changes"]} == {"m-talvern", "m-autrive"}
    assert (dossier["at_opening"]["place"], dossier["now"]["place"]) == (1, 2)


def test_the_observation_has_its_note_under_it(run: Run, demo: Path) -> None:
    lines = run("deliberation", DEMO, "nord-3").out.splitlines()
    notes = [place for place, each in enumerate(lines) if "peut être communicable après la décision" in each]
    assert notes
    assert all("Observation (" in "".join(lines[max(0, place - 6) : place]) for place in notes)
    assert sum("Observation (" in each for each in lines) == len(notes)


def test_the_ranking_at_the_opening_stands_beside_that_of_today(run: Run, revised: Path) -> None:
    today, opened = value(run, "rank", DEMO), value(run, "rank", DEMO, "--at", "opening")
    assert "at" not in today
    assert opened["at"] == "opening"
    places = [[each["dossier"] for each in found["lots"][0]["ranking"]][:2] for found in (opened, today)]
    assert places == [["nord-3", "nord-1"], ["nord-1", "nord-3"]]
    moved = {x["dossier"]: (x["at_opening"]["place"], x["now"]["place"]) for x in opened["since"] if x["now"]}
    assert (moved["nord-3"], moved["nord-1"], moved["nord-2"]) == ((1, 2), (2, 1), (3, 3))
    text = run("rank", DEMO, "--at", "opening").out
    assert text.startswith("CLASSEMENT DES NOTES TELLES QU'À LA MISE EN COMMUN")
    assert "nord-3 : rang 1, 77,26 → rang 2, 76,81" in text
    assert opened["openings"][0]["name"].startswith("nord 2025-10-02T14:30:22.000+02:00 ")


def test_before_any_change_it_is_the_ranking_of_today_and_says_so(run: Run, demo: Path) -> None:
    today, opened = value(run, "rank", DEMO), value(run, "rank", DEMO, "--at", "opening")
    assert {name: opened[name] for name in today} == today
    assert run("export", DEMO, "--to", "now").code == 0
    assert not Path("now/modifications.csv").exists()
    assert "aucun rang ni aucun total n'a changé" in run("rank", DEMO, "--at", "opening").out


def test_export_at_the_opening_says_in_a_file_of_its_own_what_it_goes_by(run: Run, revised: Path) -> None:
    assert run("export", DEMO, "--to", "now", "--dialect", "rfc4180").code == 0
    assert run("export", DEMO, "--at", "opening", "--to", "then", "--dialect", "rfc4180").code == 0
    names = {name: {each.name for each in Path(name).iterdir()} for name in ("now", "then")}
    assert names["then"] ^ names["now"] == {"mise-en-commun.csv", "modifications.csv"}
    changed = list(csv.reader(io.StringIO(Path("now/modifications.csv").read_text(encoding="utf-8"))))
    assert changed[-1][1:6] + changed[-1][9:10] == ["nord-3", "B5", "m-autrive", "7", "2", "lu trop vite"]
    text = Path("then/mise-en-commun.csv").read_text(encoding="utf-8")
    rows = {row[2]: row for row in csv.reader(io.StringIO(text))}
    assert (rows["nord-3"][3], rows["nord-3"][5]) == ("1", "2")
    assert Path("then/classement.toml").read_bytes() != Path("now/classement.toml").read_bytes()


def test_verify_counts_again_from_the_marks_as_they_were_opened(run: Run, revised: Path) -> None:
    done = run("verify", DEMO)
    assert done.code == 0
    frozen = value(run, "verify", DEMO)["recounted_at_opening"]["nord"]
    assert f"Lot nord, notes telles qu'à la mise en commun ({frozen[:12]}) : totaux recomptés." in done.out
    assert frozen == value(run, "rank", DEMO, "--at", "opening")["openings"][0]["print"]


def test_a_total_at_the_opening_that_does_not_add_up_is_a_fault(
    run: Run, revised: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def differences(state: State, lot: str) -> list[Fault]:
        asked.append(state.sheet("m-autrive", "nord-3").cell("B5").value)
        wrong = fault("recount-differs", dossier="nord-3", ranked=Fraction(1), counted=Fraction(2))
        return [wrong] if asked[-1] == "7" else []

    monkeypatch.setattr("commission.cli.verify.differences", differences)
    done = run("verify", DEMO)
    assert (done.code, asked) == (1, ["2", "7"])
    assert "nord-3" in done.err


def test_a_lot_that_nobody_scores_was_never_opened(run: Run, folder: Path) -> None:
    name = "exemple-handicap-2030-occitanie-2025"
    shutil.copytree(ROOT / "sessions" / name, folder / name)
    for words in (("rank", name, "--at", "opening"), ("deliberation", name)):
        done = run(*words)
        assert (done.code, done.out) == (1, "")
        assert "n'a pas de fiches" in done.err
