"""The main job, from the first key to the exported ranking, as a person does it: in a terminal, then at a prompt."""

from __future__ import annotations

import json
import subprocess
import tomllib
from fractions import Fraction
from pathlib import Path

from tests.terminal.conftest import COMMISSION, Sit
from tests.terminal.disk import Recount, history
from tests.terminal.sheet import SAVED, at
from tests.terminal.terminal import DOWN, ENTER

MARKS = ["1", "6", "2", "3", "5", "4", "3", "0", "8", "7", "5", "2", "1", "3", "4", "0", "5", "4", "3", "10", "5"]
"""One mark a line, from A1 to E2; all of one digit but the 10 of E1."""
BUDGET = 43
"""Keys for such a dossier, as docs/membre.md prints it."""


def test_a_member_scores_within_the_key_budget_and_the_ranking_is_what_a_recount_gives(
    shell: Sit, tmp_path: Path, env: dict[str, str]
) -> None:
    def commission(*words: str) -> str:
        done = subprocess.run([COMMISSION, *words], cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    demo = shell("demo", "--to", "X")
    demo.until("▸ Armelle Talvern").type(4 * DOWN).until("▸ Solène Quintrec").type(ENTER)
    demo.until("▸ sud-1").type(ENTER).until(at("A1", "sud-1"))
    before = len(demo.sent)
    demo.type("".join(f"{mark}{ENTER}" for mark in MARKS)).until("Complet. Entrée").until(SAVED)
    assert len(demo.sent) - before == BUDGET
    demo.type("r").until("Remettre ma fiche").type(ENTER).until("Votre fiche sur sud-1 est remise.")
    assert demo.type("q").ended() == 0
    assert demo.raw.rindex(b"\x1b[?1049l") < demo.raw.rindex(b"\x1b[?25h")

    session = tmp_path / "X"
    written = history(session, "m-quintrec")
    assert [written["sud-1", code] for code in Recount(session, "sud").codes] == [[mark] for mark in MARKS]
    assert "7 fiches remises sur 36" in commission("progress", "X")
    assert commission("open", "X", "--as", "m-talvern", "sud").startswith("Enregistré")

    ranking = json.loads(commission("rank", "X", "--format", "json"))
    commission("export", "X", "--to", "sortie")
    exported = tomllib.loads((tmp_path / "sortie" / "classement.toml").read_text(encoding="utf-8"))
    for lot in ("nord", "sud"):
        same_as_recount(Recount(session, lot), _lot(ranking["lots"], lot), _lot(exported["lot"], lot))
    assert commission("verify", "X")


def same_as_recount(recount: Recount, ranked: dict, exported: dict) -> None:
    """Every place, total and mean, in the JSON and in the TOML, is what the files add up to."""
    totals = recount.totals()
    assert totals
    assert ranked["seats"] == exported["seats"] == recount.seats
    for row, line in zip(ranked["ranking"], exported["ranked"], strict=True):
        dossier = row["dossier"]
        assert line["dossier"] == dossier
        assert row["place"] == line["place"] == recount.places()[dossier]
        assert Fraction(row["total"]["exact"]) == Fraction(line["total"]["exact"]) == totals[dossier]
        assert {code: Fraction(each["exact"]) for code, each in row["sub"].items()} == recount.means(dossier)
        assert {code: Fraction(each) for code, each in line["means"].items()} == recount.means(dossier)
    assert [row["dossier"] for row in ranked["ranking"]] == list(totals)
    waiting = {each for each in recount.dossiers if each not in totals}
    assert waiting <= {each["dossier"] for each in ranked["unranked"]}


def _lot(lots: list[dict], code: str) -> dict:
    return next(each for each in lots if each["code"] == code)
