"""``next-stage``: the session of a hearing, made from that of the dossiers, whole or not at all."""

from __future__ import annotations

import json
import tomllib
from fractions import Fraction
from pathlib import Path

import pytest

from tests.cli.conftest import Run, folder, run
from tests.house.source import ROOT

__all__ = ["folder", "run"]

GRID = (ROOT / "docs" / "examples" / "regles" / "audition-ajoutee" / "grid.toml").read_text(encoding="utf-8")
LOTS = "".join(f'[[lot]]\ncode = "{code}"\ntitle = "Lot {code}"\n\n' for code in ("nord", "sud"))
HEAD = 'format = 1\nid = "premiere"\ntitle = "Présélection"\ncompletion_days = 10\n\n[rules]\nstep = 0.25\n'
SHORTLIST = HEAD + 'selection = "number"\nnumber = 1\n'
PEOPLE = "".join(f'\n[[member]]\ncode = "{code}"\nname = "{code.title()}"\n' for code in ("ana", "bob", "cyr"))
PEOPLE = PEOPLE.replace('name = "Ana"', 'name = "Ana"\nrole = "president"')
DOSSIERS = (
    '\n[[dossier]]\ncode = "n1"\napplicant = "Association « Brélivan »"\ntitle = "Un \\"relais\\""\nlot = "nord"\n'
    'deposited_at = 2026-01-05T16:30:00\nlinked = ["n2", "s1"]\n'
    '\n[[dossier]]\ncode = "n2"\napplicant = "Cormelin"\nlot = "nord"\n'
    '\n[[dossier]]\ncode = "s1"\napplicant = "Tavrenne"\nlot = "sud"\n'
    '\n[[dossier]]\ncode = "s1b"\napplicant = "Tavrenne"\nlot = "sud"\nvariant_of = "s1"\n'
)
MARKS = {"n1": ("30", "30", "31"), "n2": ("20", "20", "20"), "s1": ("25", "25", "25"), "s1b": ("26", "26", "27")}


def begun(
    run: Run, folder: Path, head: str = SHORTLIST, marks: dict[str, tuple[str, ...]] = MARKS, lacking: str = ""
) -> Path:
    """The first stage, every sheet handed in, nothing opened; Cyr leaves B1 of the dossier ``lacking`` without a mark."""
    session = folder / "premiere"
    session.mkdir()
    (session / "grid.toml").write_text(GRID.replace("[[criterion]]", LOTS + "[[criterion]]", 1), encoding="utf-8")
    (session / "session.toml").write_text(head + PEOPLE + DOSSIERS, encoding="utf-8")
    assert run("adopt", "premiere", "--as", "desk").err == ""
    for dossier, given in marks.items():
        for member, mark in zip(("ana", "bob", "cyr"), given, strict=True):
            lines = {"A1": mark} if (member, dossier) == ("cyr", lacking) else {"A1": mark, "B1": "10"}
            for code, value in lines.items():
                assert run("mark", "premiere", "--as", member, dossier, code, value).code == 0
            assert run("hand-in", "premiere", "--as", member, dossier).code == 0
    return session


def opened(run: Run, *lots: str) -> None:
    for lot in lots or ("nord", "sud"):
        assert run("open", "premiere", "--as", "desk", lot).code == 0


def test_who_is_in_useful_rank_goes_on_with_an_exact_total(run: Run, folder: Path) -> None:
    first = begun(run, folder)
    opened(run)
    done = run("next-stage", "premiere", "audition")
    assert (done.code, done.err) == (0, "")
    assert "3 dossiers retenus" in done.out
    second = folder / "audition"
    assert (second / "grid.toml").read_bytes() == (first / "grid.toml").read_bytes()
    text = (second / "session.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    assert {each["code"]: each["carried"] for each in table["dossier"]} == {"n1": "121/3", "s1": "35", "s1b": "109/3"}
    assert table["stage"] == "audition"
    assert table["title"] == "Présélection — Audition"
    assert table["completion_days"] == 10
    assert table["id"] != "premiere"
    before = tomllib.loads((first / "session.toml").read_text(encoding="utf-8"))
    assert table["member"] == before["member"]
    for each in table["dossier"]:
        (was,) = [x for x in before["dossier"] if x["code"] == each["code"]]
        assert {key: value for key, value in each.items() if key != "carried"} == was | (
            {"linked": ["s1"]} if "linked" in was else {}
        )
    assert table["rules"] == {"step": 0.25}
    assert "selection, number" in text
    assert "« Audition »" in text


def test_the_session_made_is_worked_as_any_other(run: Run, folder: Path) -> None:
    begun(run, folder)
    opened(run)
    assert run("next-stage", "premiere", "audition").code == 0
    assert (run("check", "audition").code, run("check", "audition").err) == (0, "")
    assert run("adopt", "audition", "--as", "desk").code == 0
    for member in ("ana", "bob", "cyr"):
        for code in ("C1", "D1"):
            assert run("mark", "audition", "--as", member, "n1", code, "12.25").code == 0
        assert run("hand-in", "audition", "--as", member, "n1").code == 0
        assert run("mark", "audition", "--as", member, "n1", "A1", "5").code != 0
    assert run("open", "audition", "--as", "desk", "nord").code == 0
    (lot,) = json.loads(run("rank", "audition", "--format", "json").out)["lots"]
    assert Fraction(lot["ranking"][0]["total"]["exact"]) == Fraction(121, 3) + Fraction(49, 2)
    assert run("verify", "audition").code == 0
    assert run("next-stage", "audition", "encore").code != 0
    assert not (folder / "encore").exists()


def refused(run: Run, folder: Path) -> str:
    done = run("next-stage", "premiere", "audition")
    assert done.code != 0
    assert not (folder / "audition").exists()
    return done.err


def test_nobody_goes_on_before_every_lot_is_opened(run: Run, folder: Path) -> None:
    begun(run, folder)
    opened(run, "nord")
    assert "sud" in refused(run, folder)
    opened(run, "sud")
    assert run("next-stage", "premiere", "audition").code == 0


@pytest.mark.parametrize("marks", [MARKS, {**MARKS, "n2": ("30", "30", "31")}])
def test_what_is_refused_before_the_opening_does_not_depend_on_a_mark(
    run: Run, folder: Path, marks: dict[str, tuple[str, ...]]
) -> None:
    """Two worlds: in one of them two dossiers are tied across the last useful rank."""
    begun(run, folder, marks=marks)
    said = refused(run, folder)
    assert "nord, sud" in said
    assert "n1" not in said


def test_a_tie_across_the_limit_is_named(run: Run, folder: Path) -> None:
    begun(run, folder, marks={**MARKS, "n2": ("30", "31", "30")})
    opened(run)
    assert "n1, n2" in refused(run, folder)


def test_a_dossier_that_may_still_take_a_place_is_named(run: Run, folder: Path) -> None:
    begun(run, folder, lacking="n2")
    opened(run)
    assert "Lot nord : ces dossiers peuvent encore prendre un rang : n2" in refused(run, folder)


def test_without_a_selection_or_a_threshold_nothing_says_who_goes_on(run: Run, folder: Path) -> None:
    begun(run, folder, HEAD)
    opened(run)
    assert "aucune règle" in refused(run, folder)


def test_a_threshold_alone_selects(run: Run, folder: Path) -> None:
    begun(run, folder, HEAD + 'threshold = [{ on = "total", at_least = "55 %" }]\n')
    opened(run)
    assert run("next-stage", "premiere", "audition").code == 0
    table = tomllib.loads((folder / "audition" / "session.toml").read_text(encoding="utf-8"))
    assert [each["code"] for each in table["dossier"]] == ["n1", "s1", "s1b"]
    assert "threshold" not in table["rules"]


def test_where_nobody_reaches_the_threshold_there_is_no_next_session(run: Run, folder: Path) -> None:
    begun(run, folder, HEAD + 'threshold = [{ on = "total", at_least = "99 %" }]\n')
    opened(run)
    assert "Aucun dossier" in refused(run, folder)


def test_a_folder_that_stands_is_not_written_over(run: Run, folder: Path) -> None:
    begun(run, folder)
    opened(run)
    (folder / "audition").mkdir()
    (folder / "audition" / "note.txt").write_text("à garder", encoding="utf-8")
    assert run("next-stage", "premiere", "audition").code != 0
    assert [each.name for each in (folder / "audition").iterdir()] == ["note.txt"]


def test_a_session_changed_since_it_was_adopted_makes_no_other(run: Run, folder: Path) -> None:
    first = begun(run, folder)
    opened(run)
    text = (first / "session.toml").read_text(encoding="utf-8")
    (first / "session.toml").write_text(text.replace("number = 1", "number = 2"), encoding="utf-8")
    refused(run, folder)


def test_a_dossier_that_the_rules_leave_to_be_settled_is_not_dropped_without_a_word(run: Run, folder: Path) -> None:
    begun(run, folder, SHORTLIST.replace("[rules]\n", "[rules]\ndrop_best = 3\n"))
    opened(run)
    assert "Lot nord : ces dossiers peuvent encore prendre un rang : n1, n2" in refused(run, folder)
