"""Every notation's example, played from its files to its ranking: what the comment of its grid says is what comes out."""

from __future__ import annotations

import csv
import json
import re
import shutil
from fractions import Fraction
from pathlib import Path

import pytest

from commission.live.room import Room
from tests.cli.conftest import Run, folder, run
from tests.house.source import ROOT

__all__ = ["folder", "run"]

EXAMPLES = sorted((ROOT / "docs" / "examples" / "notations").iterdir())
EXPECTED = re.compile(r"^#     (\d+)\. (\S+) : (\S+)$", re.MULTILINE)


def expected(example: Path) -> list[tuple[int, str, str]]:
    """The ranking worked out in the comment: place, dossier, exact total (« – » where there is none)."""
    text = (example / "grid.toml").read_text(encoding="utf-8").split("# Classement attendu")[1]
    found = [(int(place), dossier, total.replace(",", ".")) for place, dossier, total in EXPECTED.findall(text)]
    assert found
    return found


def agree(run: Run, session: Path) -> None:
    """Enter the marks that the commission agrees on, where the example has a table of them."""
    written = session / "notes-communes.csv"
    if not written.exists():
        return
    _, *rows = csv.reader(written.read_text(encoding="utf-8").splitlines(), delimiter=";")
    for dossier, code, value, reason in rows:
        fields = [f"dossier={dossier}", f"code={code}", f"value={value}", *([f"reason={reason}"] if reason else [])]
        assert run("act", str(session), "--as", "desk", "agree", *fields).code == 0, fields


def played(run: Run, example: Path) -> Path:
    """A copy of the example that is adopted, scored from its table, handed in and opened, all by commands."""
    session = Path(shutil.copytree(example, Path(example.name)))
    for words in (("adopt", "--as", "desk"), ("import", "marks", str(session / "notes.csv"))):
        done = run(words[0], str(session), *words[1:])
        assert (done.code, done.err) == (0, ""), words
    with Room.open(session, "desk") as room:
        lots = [each.code for each in room.definition.lots]
        sheets = [(member.code, each.code) for member in room.definition.members for each in room.definition.dossiers]
        lots = [each.code for each in room.definition.lots]
    for member, dossier in sheets:
        assert run("hand-in", str(session), "--as", "desk", dossier, f"for={member}").code == 0
    for lot in lots:
        assert run("open", str(session), "--as", "desk", lot).code == 0
    agree(run, session)
    return session


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each.name)
def test_the_ranking_is_the_one_worked_out_by_hand(run: Run, folder: Path, example: Path) -> None:
    session = played(run, example)
    (lot,) = json.loads(run("rank", str(session), "--format", "json").out)["lots"]
    found = [
        (each["place"], each["dossier"], each["total"]["exact"] if each["total"] else "–") for each in lot["ranking"]
    ]
    assert (found, lot["unranked"]) == (expected(example), [])
    assert run("verify", str(session)).code == 0


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each.name)
def test_the_example_is_sound_as_it_stands(run: Run, folder: Path, example: Path) -> None:
    done = run("check", str(example), "--format", "json")
    assert (done.code, done.err) == (0, "")
    assert run("grid", "show", str(example / "grid.toml")).code == 0


def test_weights_and_bonus_are_there_to_find_the_total_again(run: Run, folder: Path) -> None:
    """The table heads a criterion with its weight; the CSV has the bonus beside the criteria."""
    weighted = played(run, ROOT / "docs" / "examples" / "notations" / "coefficients")
    with Room.open(weighted, "desk") as room:
        heavier = [(each.code, each.points, float(each.weight)) for each in room.definition.call.criteria]
    out = run("rank", str(weighted)).out
    for code, points, weight in heavier:
        assert f"{code} /{points} ×{weight:g}".replace(".", ",") in out
    session = played(run, ROOT / "docs" / "examples" / "notations" / "bonus")
    assert run("export", str(session), "--to", "sorties").code == 0
    (table,) = Path("sorties").glob("classement*.csv")
    rows = list(csv.DictReader(table.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    assert any(row["bonus"] not in {"", "0"} for row in rows)
    with Room.open(session, "desk") as room:
        codes = [each.code for each in room.definition.call.criteria]
    for row in rows:
        total, *parts = [Fraction((row[key] or "0").replace(",", ".")) for key in ("total exact", *codes, "bonus")]
        assert sum(parts) == total
