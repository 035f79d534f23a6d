"""Every rule's example, played from its files to its ranking: what the comment of its grid says is what comes out."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run, folder, run
from tests.examples.test_notations import expected, played
from tests.house.source import ROOT

__all__ = ["folder", "run"]

EXAMPLES = sorted((ROOT / "docs" / "examples" / "regles").iterdir())
KEPT_OUT = re.compile(r"^#     – (\S+) : (\S+)$", re.MULTILINE)
USEFUL = re.compile(r"^#     En rang utile : (.+)$", re.MULTILINE)
VARIANT = re.compile(r"^#     Variante de (\S+) : (\S+), (\S+), aurait le rang (\d+)$", re.MULTILINE)

PASSED = re.compile(r"^#     Passé : (\S+), (lot|candidat)$", re.MULTILINE)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each.name)
def test_the_ranking_is_the_one_worked_out_by_hand(run: Run, folder: Path, example: Path) -> None:
    session = played(run, example)
    comment = (example / "grid.toml").read_text(encoding="utf-8")
    value = json.loads(run("rank", str(session), "--format", "json").out)
    ranking = value["common"]["ranking"] if "common" in value else [x for lot in value["lots"] for x in lot["ranking"]]
    assert [(each["place"], each["dossier"], each["total"]["exact"]) for each in ranking] == expected(example)
    unranked = [each for lot in value["lots"] for each in lot["unranked"]]
    assert [(each["dossier"], each["reason"]) for each in unranked] == KEPT_OUT.findall(comment)
    beside = [
        (x["base"], x["dossier"], x["total"]["exact"], str(x["place"]))
        for lot in value["lots"]
        for x in lot.get("variants", [])
    ]
    assert beside == VARIANT.findall(comment)
    passed = {"passed-lot": "lot", "passed-applicant": "candidat"}
    codes = [(each["dossier"], each.get("because", {}).get("code")) for each in ranking if not each["useful"]]
    assert [(dossier, passed[code]) for dossier, code in codes if code in passed] == PASSED.findall(comment)
    useful = [each["dossier"] for each in ranking if each["useful"]]
    assert useful == [code for line in USEFUL.findall(comment) for code in line.split(", ")]
    assert run("verify", str(session)).code == 0
    assert run("rank", str(session)).code == 0
    assert run("export", str(session), "--to", "sortie").code == 0


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each.name)
def test_the_example_is_sound_as_it_stands(run: Run, folder: Path, example: Path) -> None:
    assert run("check", str(example)).code == 0


def test_ranks_are_those_among_all_that_have_figures_kept_out_or_not(run: Run, folder: Path) -> None:
    """A bar on A at 5,5 keeps d3 out (its mean is 5): the others keep the ranks that each member gave among the three."""
    example = Path(
        shutil.copytree(ROOT / "docs" / "examples" / "regles" / "somme-des-rangs", folder / "avant" / "rangs")
    )
    written = example / "session.toml"
    bar = 'aggregation = "ranks"\nthreshold = [{ on = "A", at_least = 5.5 }]'
    written.write_text(written.read_text(encoding="utf-8").replace('aggregation = "ranks"', bar), encoding="utf-8")
    session = played(run, example)
    (lot,) = json.loads(run("rank", str(session), "--format", "json").out)["lots"]
    assert [(each["dossier"], each["total"]["exact"]) for each in lot["ranking"]] == [("d1", "5"), ("d2", "6.5")]
    assert run("verify", str(session)).code == 0
