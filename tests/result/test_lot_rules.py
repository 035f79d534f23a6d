"""Tracks: a lot that follows its own rules is ranked as if they were the only ones, and its neighbours do not notice."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from commission.rules.fault import Refused
from commission.rules.ranking_rules import Rules, build_rules
from commission.rules.ranking_shape import RulesShape
from commission.rules.reading import quick, thorough
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


CHAIN = [{"by": "criterion", "code": "A"}]
BAR = [{"on": "total", "at_least": 10}]


def test_an_empty_list_says_that_a_lot_has_no_chain_or_no_threshold() -> None:
    rules, faults = built({**FIRST_TWO, "tie_break": CHAIN, "threshold": BAR, "lot": {"reservee": {"tie_break": []}}})
    own = rules.of("reservee")
    assert (faults, own.tie_break, len(own.thresholds)) == ([], (), 1)
    rules, faults = built({**FIRST_TWO, "tie_break": CHAIN, "threshold": BAR, "lot": {"reservee": {"threshold": []}}})
    own = rules.of("reservee")
    assert (faults, len(own.tie_break), own.thresholds) == ([], 1, ())
    assert len(rules.of("libre").thresholds) == 1


def read_whole(table: dict[str, Any]) -> RulesShape:
    shape, faults = thorough(table, RulesShape)
    if shape is None:
        raise Refused(*faults)
    return shape


def test_both_readers_take_an_empty_list_and_name_what_is_wrong_in_a_full_one() -> None:
    for text, code in (
        ("[]", None),
        ('[{ by = "chance" }]', "not-one-of"),
        ('[{ by = "draw", sed = "x" }]', "unknown-key"),
    ):
        table = tomllib.loads(f"[lot.libre]\ntie_break = {text}\n")
        found = []
        for read in (lambda each: quick(each, RulesShape), read_whole):
            try:
                shape = read(table)
                found.append((shape.lot["libre"].tie_break, None, None))
            except Refused as refused:
                found += [(None, each.code, each.where) for each in refused.faults[:1]]
        assert found[0] == found[1]
        assert found[0][1] == code


def test_a_track_may_have_an_envelope_where_the_call_keeps_a_number() -> None:
    """The other way round as well: what only serves the envelope of the call does not follow a track that leaves it."""
    text = (EXAMPLE / "grid.toml").read_text(encoding="utf-8")
    money = '[[figure]]\ncode = "montant"\ntitle = "Montant"\nunit = "€"\n\n[[criterion]]'
    lots = text.replace('code = "reservee"', 'code = "reservee"\nceiling = 100', 1).replace("[[criterion]]", money, 1)
    call = call_from(lots)
    own = {"selection": "envelope", "asked": "montant", "fill": "skip"}
    for table, lot in (
        ({**FIRST_TWO, "lot": {"reservee": own}}, "reservee"),
        ({"selection": "number", "number": 1, "lot": {"reservee": {**own, "waiting": 2}}}, "reservee"),
    ):
        shape = quick(table, RulesShape)
        rules, faults = build_rules(shape)
        assert [*faults, *contradictions(shape, rules, call)] == []
        found = rules.of(lot)
        assert (found.selection, found.asked, found.fill, found.number) == ("envelope", "montant", "skip", 0)
        assert rules.of("libre").asked == ""
    shape = quick({**FIRST_TWO, "lot": {"libre": {"asked": "montant"}}}, RulesShape)
    faults = contradictions(shape, build_rules(shape)[0], call)
    assert [(each.code, each.where) for each in faults] == [("selection-idle", ("lot", "libre", "asked"))]
    shape = quick({**FIRST_TWO, "lot": {"reservee": {**own, "asked": "prix"}}}, RulesShape)
    faults = contradictions(shape, build_rules(shape)[0], call)
    assert [(each.code, each.where) for each in faults] == [("unknown-figure", ("lot", "reservee", "asked"))]


def test_a_table_published_for_one_lot_leaves_the_others_to_the_commission() -> None:
    published = {"selection": "number"}
    rules, faults = built(
        {"number": 2, "lot": {"libre": {"number": 1}}}, {**published, "lot": {"reservee": {"waiting": 3}}}
    )
    assert faults == []
    assert (rules.of("libre").number, rules.of("reservee").waiting) == (1, 3)
    assert ("waiting" in rules.of("reservee").published, "number" in rules.of("libre").published) == (True, False)
    _, faults = built(
        {"number": 2, "lot": {"reservee": {"waiting": 4}}}, {**published, "lot": {"reservee": {"waiting": 3}}}
    )
    assert faults == [("rule-published", ("lot", "reservee"))]


def test_the_rules_in_json_say_how_many_are_kept_and_what_settles_ties(run: Run, folder: Path) -> None:
    session = played(run, EXAMPLE)
    rules = json.loads(run("rank", str(session), "--format", "json").out)["rules"]
    assert (rules["selection"], rules["number"], rules["fill"], rules["asked"]) == ("number", 2, "stop", "")
    assert ([each["code"] for each in rules["tie_break"]], rules["threshold"]) == (["A"], [])


def test_grid_show_says_that_a_lot_has_no_chain_where_the_call_has_one(run: Run, folder: Path) -> None:
    text = (EXAMPLE / "grid.toml").read_text(encoding="utf-8")
    rules = '[rules]\ntie_break = [{ by = "criterion", code = "A" }]\n\n[rules.lot.reservee]\n'
    (folder / "grille.toml").write_text(f"{text}\n{rules}tie_break = []\nthreshold = []\n", encoding="utf-8")
    shown = run("grid", "show", "grille.toml")
    assert (shown.code, shown.err) == (0, "")
    of_lot = shown.out[shown.out.index("reservee") :]
    assert "Seul le vote de la commission départage des totaux égaux" in of_lot
    assert "Aucun seuil" in of_lot
