"""The commission's vote on equal totals, at the command line: refused where it would put nothing in order."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.cli.conftest import Run, folder, run
from tests.examples.test_notations import played
from tests.house.source import ROOT

__all__ = ["folder", "run"]

HEAD = 'format = 1\nid = "egaux"\ntitle = "Trois dossiers égaux"\n\n[rules]\nselection = "number"\nnumber = 1\n'
PEOPLE = '\n[[member]]\ncode = "ana"\nname = "Ana"\nrole = "president"\n'
GRID = (
    'format = 1\ncode = "egaux"\ntitle = "Essai"\n\n[[criterion]]\ncode = "A"\ntitle = "A"\npoints = 10\n\n'
    '[[criterion.sub]]\ncode = "A1"\ntitle = "A1"\nmax = 10\n'
)
MARKS = {"a1": "9", "a2": "9", "a3": "9", "b1": "5"}


def begun(run: Run, folder: Path) -> str:
    """Three dossiers of one total, and one below them."""
    example = folder / "essai"
    example.mkdir()
    (example / "grid.toml").write_text(GRID, encoding="utf-8")
    filed = "".join(f'\n[[dossier]]\ncode = "{code}"\napplicant = "Association {code}"\n' for code in MARKS)
    (example / "session.toml").write_text(HEAD + PEOPLE + filed, encoding="utf-8")
    rows = "".join(f"ana;{code};A1;{mark}\n" for code, mark in MARKS.items())
    (example / "notes.csv").write_text("member;dossier;code;value\n" + rows, encoding="utf-8")
    (folder / "joue").mkdir()
    shutil.move(example, folder / "joue" / "egaux")
    return str(played(run, folder / "joue" / "egaux"))


def test_a_vote_that_would_put_nothing_in_order_is_refused_and_the_tie_named(run: Run, folder: Path) -> None:
    session = begun(run, folder)
    for order in ("a1 a2", "a1 a2 a3 b1", "a1 b1"):
        said = run("act", session, "--as", "ana", "break-tie", "lot=*", f"order={order}", "reason=vote")
        assert said.code != 0, order
        assert "a1, a2, a3" in said.err
    assert not list((Path(session) / "journal").glob("presidency/*"))
    assert run("act", session, "--as", "ana", "break-tie", "lot=*", "order=a2 a1 a3", "reason=vote").err == ""
    assert run("act", session, "--as", "ana", "break-tie", "lot=*", "order=a1 a2 a3", "reason=revote").err == ""


def test_where_no_totals_are_equal_there_is_nothing_to_vote_on(run: Run, folder: Path) -> None:
    session = str(played(run, ROOT / "docs" / "examples" / "regles" / "deux-par-lot"))
    said = run("act", session, "--as", "desk", "break-tie", "lot=*", "order=n1 n2", "reason=vote")
    assert said.code != 0


def test_verify_counts_again_what_a_vote_settles_after_one_of_them_left(run: Run, folder: Path) -> None:
    session = begun(run, folder)
    assert run("act", session, "--as", "ana", "break-tie", "lot=*", "order=a3 a2 a1", "reason=vote").err == ""
    assert run("act", session, "--as", "desk", "withdraw", "dossier=a3", "reason=lettre").err == ""
    (lot,) = json.loads(run("rank", session, "--format", "json").out)["lots"]
    assert [(each["place"], each["dossier"]) for each in lot["ranking"]] == [(1, "a2"), (2, "a1"), (3, "b1")]
    assert run("verify", session).code == 0


def test_a_dossier_with_as_many_yes_as_no_is_placed_by_the_ranking_that_the_commission_votes(
    run: Run, folder: Path
) -> None:
    session = str(played(run, ROOT / "docs" / "examples" / "regles" / "majorite-partagee"))
    (lot,) = json.loads(run("rank", session, "--format", "json").out)["lots"]
    ((waiting, said),) = [(each["dossier"], each["reasons"][0]["text"]) for each in lot["unranked"]]
    assert "dans le classement qu’elle vote" in said
    order = " > ".join([waiting, *(each["dossier"] for each in lot["ranking"])])
    without = run("act", session, "--as", "desk", "ranking", "lot=*", f"order={order}")
    assert without.code != 0
    reasons = "reasons=" + " | ".join(f"{code}: le besoin du territoire" for code in order.split(" > "))
    assert run("act", session, "--as", "desk", "ranking", "lot=*", f"order={order}", reasons).err == ""
    assert run("act", session, "--as", "desk", "vote", "lot=*", "favour=2").err == ""
    (lot,) = json.loads(run("rank", session, "--format", "json").out)["lots"]
    assert lot["adopted"]["stands"]
    assert next(each["dossier"] for each in lot["adopted"]["places"]) == waiting
