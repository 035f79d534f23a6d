"""Tracks: a lot that follows its own rules is ranked as if they were the only ones, and its neighbours do not notice."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from commission.rules.ranking_rules import Rules, build_rules
from commission.rules.ranking_shape import RulesShape
from commission.rules.reading import quick
from commission.rules.rule_checks import contradictions
from tests.cli.conftest import Run, folder, run
from tests.examples.table import call_from
from tests.examples.test_notations import played
from tests.house.source import ROOT

__all__ = ["folder", "run"]

EXAMPLE = ROOT / "docs" / "examples" / "regles" / "voies"
CALL = call_from((EXAMPLE / "grid.toml").read_text(encoding="utf-8"))
FIRST_TWO = {"selection": "number", "number": 2, "waiting": 1}


def built(table: dict[str, Any], published: dict[str, Any] | None = None) -> tuple[Rules, list[Any]]:
    shape = quick(table, RulesShape)
    rules, faults = build_rules(shape, quick(published, RulesShape) if published else None)
    faults = faults or contradictions(shape, rules, CALL)
    return rules, [(each.code, each.where) for each in faults]


def test_what_a_lot_leaves_out_comes_from_the_whole_call() -> None:
    rules, faults = built({**FIRST_TWO, "lot": {"reservee": {"number": 1}}})
    own = rules.of("reservee")
    assert (faults, own.selection, own.number, own.waiting) == ([], "number", 1, 1)
    assert rules.of("libre") is rules


def test_what_serves_only_the_selection_that_a_lot_leaves_does_not_follow_it() -> None:
    rules, faults = built({**FIRST_TWO, "lot": {"reservee": {"selection": "none"}}})
    own = rules.of("reservee")
    assert (faults, own.selection, own.number, own.waiting) == ([], "none", 0, None)


@pytest.mark.parametrize(
    ("own", "code", "where"),
    [
        ({"ouest": {"number": 1}}, "rules-unknown-lot", ("lot", "ouest")),
        ({"libre": {}}, "rules-lot-empty", ("lot", "libre")),
        ({"libre": {"fill": "skip"}}, "selection-idle", ("lot", "libre", "fill")),
        ({"libre": {"number": 0}}, "selection-number", ("lot", "libre", "number")),
        ({"libre": {"selection": "envelope"}}, "selection-asked", ("lot", "libre", "selection")),
        ({"libre": {"tie_break": [{"by": "draw"}]}}, "draw-seed", ("lot", "libre", "tie_break", 0)),
        (
            {"libre": {"tie_break": [{"by": "criterion", "code": "Z"}]}},
            "tie-unknown",
            ("lot", "libre", "tie_break", 0, "code"),
        ),
        (
            {"libre": {"threshold": [{"on": "total", "at_least": 21}]}},
            "threshold-above-maximum",
            ("lot", "libre", "threshold", 0),
        ),
    ],
)
def test_a_contradiction_is_named_at_the_key_of_its_lot(own: dict[str, Any], code: str, where: object) -> None:
    assert (code, where) in built({**FIRST_TWO, "lot": own})[1]


def test_what_the_call_publishes_for_all_is_not_adopted_otherwise_for_one_lot() -> None:
    _, faults = built({"lot": {"libre": {"number": 1}}}, {"selection": "number", "number": 2})
    assert faults == [("rule-published", ("lot", "libre", "number"))]


@pytest.mark.parametrize("bound", [{"per_applicant": 1}, {"lots": "together"}])
def test_where_lots_bear_on_each_other_none_has_rules_of_its_own(bound: dict[str, Any]) -> None:
    _, faults = built({**FIRST_TWO, **bound, "lot": {"libre": {"number": 1}}})
    assert ("rules-lot-bound", ("lot", "libre")) in faults


def test_a_call_without_lots_has_no_rules_of_a_lot() -> None:
    text = (EXAMPLE / "grid.toml").read_text(encoding="utf-8")
    start, end = text.index("[[lot]]"), text.index("[[criterion]]")
    shape = quick({"lot": {"libre": {"number": 1}}}, RulesShape)
    found = contradictions(shape, build_rules(shape)[0], call_from(text[:start] + text[end:]))
    assert [(each.code, each.where) for each in found] == [("rules-no-lots", ("lot", "libre"))]


def test_rules_of_one_lot_are_printed_under_it_alone(run: Run, folder: Path) -> None:
    session = played(run, EXAMPLE)
    north, south = run("rank", str(session)).out.split("Voie reservee")
    own, common = south.split("Règles adoptées en séance, non publiées")
    assert "10" not in north.split("Règles")[1]
    assert "seuil" in own.lower()
    assert ("2 au plus" in north, "1 au plus" in own) == (True, True)
    assert "seuil" not in common.lower()
    rules = json.loads(run("rank", str(session), "--format", "json").out)["rules"]["by_lot"]["reservee"]
    assert (rules["number"], [each["code"] for each in rules["tie_break"]]) == (1, ["B"])


def test_a_lot_is_ranked_as_if_its_rules_were_the_only_ones(run: Run, folder: Path) -> None:
    whole = played(run, EXAMPLE)
    ranked = json.loads(run("rank", str(whole), "--format", "json").out)["lots"]
    alone = Path(folder / "avant" / "seule")
    alone.mkdir(parents=True)
    for name in ("grid.toml", "session.toml", "notes.csv"):
        text = (EXAMPLE / name).read_text(encoding="utf-8")
        if name == "session.toml":
            start, end = text.index("[rules]"), text.index("[[member]]")
            own = text[text.index("number = 1") : end]
            text = text[:start] + '[rules]\nselection = "number"\n' + own + text[end:]
        (alone / name).write_text(text, encoding="utf-8")
    other = json.loads(run("rank", str(played(run, alone)), "--format", "json").out)["lots"]
    for key in ("ranking", "unranked", "selection"):
        assert ranked[1][key] == other[1][key]
    assert ranked[0]["ranking"] != other[0]["ranking"]
