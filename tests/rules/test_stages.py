"""Stages: what a grid may say of them, what a session of one stage scores, and what its dossiers bring."""

from __future__ import annotations

import json
import tomllib
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from commission.rules.build import build_call
from commission.rules.grid import Call
from commission.rules.reading import quick
from commission.rules.shape import GridShape
from commission.session.definition import Definition, SessionShape, build_definition
from tests.cli.conftest import Run, folder, run
from tests.house.source import ROOT

__all__ = ["folder", "run"]

EXAMPLE = ROOT / "docs" / "examples" / "regles" / "audition-ajoutee"
GRID = (EXAMPLE / "grid.toml").read_text(encoding="utf-8")
SESSION = tomllib.loads((EXAMPLE / "session.toml").read_text(encoding="utf-8"), parse_float=Decimal)
HEARING = '[[stage]]\ncode = "audition"\ntitle = "Audition"\ncounts = "added"\n'


def call_of(text: str = GRID) -> tuple[Call, list[tuple[str, object]]]:
    call, faults = build_call(quick(tomllib.loads(text, parse_float=Decimal), GridShape))
    return call, [(each.code, each.where) for each in faults]


def session(grid: str = GRID, carried: list[Any] | None = None, **keys: Any) -> tuple[Definition, list[Any]]:
    """The example's session, with these carried totals (None: not said) and these keys at its top."""
    table: dict[str, Any] = {**SESSION, **keys}
    if carried is not None:
        plain = [{key: value for key, value in each.items() if key != "carried"} for each in table["dossier"]]
        table["dossier"] = [
            each | ({} if points is None else {"carried": points}) for each, points in zip(plain, carried, strict=True)
        ]
    definition, faults = build_definition(quick(table, SessionShape), call_of(grid)[0])
    return definition, [(each.code, each.where) for each in faults]


def test_the_total_of_the_file_is_the_sum_of_its_stages() -> None:
    call, faults = call_of()
    assert (call.total, faults) == (100, [])
    assert call_of(GRID.replace("total = 100", "total = 60"))[1] == [("grid-sum", ("total",))]


def test_a_session_scores_the_criteria_of_its_stage_and_no_others() -> None:
    first, faults = session(carried=[None] * 3, stage="")
    assert ([each.code for each in first.call.criteria], first.call.total, first.call.most) == (["A", "B"], 60, 60)
    assert faults == []
    second, faults = session()
    assert ([each.code for each in second.call.criteria], second.call.total, second.call.most) == (["C", "D"], 40, 100)
    assert faults == []
    assert [each.carried for each in second.dossiers] == [Fraction(201, 4), Fraction(145, 3), Fraction(93, 2)]


def test_a_stage_that_ranks_alone_has_its_own_maximum() -> None:
    alone, _ = session(GRID.replace('counts = "added"', 'counts = "alone"'))
    assert (alone.call.total, alone.call.most) == (40, 40)


def test_the_maximum_carried_to_a_third_stage_is_all_that_was_added_before() -> None:
    third = '[[stage]]\ncode = "visite"\ntitle = "Visite"\ncounts = "added"\n'
    more = '[[criterion]]\ncode = "E"\ntitle = "Lieux"\nstage = "visite"\n'
    more += '[[criterion.sub]]\ncode = "E1"\ntitle = "E"\nmax = 10\n'
    grid = GRID.replace(HEARING, HEARING + third).replace("total = 100", "total = 110") + more
    assert call_of(grid)[1] == []
    assert session(grid, stage="visite")[0].call.most == 110
    alone = grid.replace('title = "Audition"\ncounts = "added"', 'title = "Audition"\ncounts = "alone"')
    assert session(alone, carried=[1, 2, 3], stage="visite")[0].call.most == 50


@pytest.mark.parametrize(
    ("old", "new", "code", "where"),
    [
        ('stage = "ecrit"\npoints = 40', 'stage = "oral"\npoints = 40', "unknown-stage", ("criterion", 0, "stage")),
        ('code = "audition"\ntitle', 'code = "ECRIT"\ntitle', "duplicate-code", ("stage", 1, "code")),
        ('title = "Audition"\ncounts = "added"', 'title = "Audition"', "stage-counts-lacking", ("stage", 1)),
        (
            'title = "Examen du dossier"',
            'title = "Examen du dossier"\ncounts = "alone"',
            "stage-counts-first",
            ("stage", 0, "counts"),
        ),
        ('stage = "audition"', 'stage = "ecrit"', "stage-empty", ("stage", 1, "code")),
        ("total = 100", 'combine = "mean"', "stages-need-sum", ("combine",)),
        (HEARING, "", "stage-single", ("stage", 0)),
    ],
)
def test_what_a_grid_says_wrong_is_named_at_its_key(old: str, new: str, code: str, where: object) -> None:
    assert old in GRID
    assert (code, where) in call_of(GRID.replace(old, new))[1]


def test_a_criterion_names_no_stage_where_the_grid_has_none() -> None:
    start, end = GRID.index("[[stage]]"), GRID.index("[[criterion]]")
    found = call_of(GRID[:start] + GRID[end:])[1]
    assert found == [("no-stages", ("criterion", index, "stage")) for index in range(4)]


def test_a_cap_on_bonus_is_that_of_one_stage() -> None:
    capped = GRID.replace("total = 100", "bonus_cap = 3")
    one = capped + '[[criterion.sub]]\ncode = "D2"\ntitle = "D"\nmax = 5\nbonus = true\n'
    assert call_of(one)[1] == []
    b1 = 'code = "B1"\ntitle = "Équipe"\nmax = 20\n'
    both = one.replace(b1, b1 + '[[criterion.sub]]\ncode = "B2"\ntitle = "B"\nmax = 5\nbonus = true\n')
    assert call_of(both)[1] == [("stages-share-cap", ("bonus_cap",))]


@pytest.mark.parametrize(
    ("keys", "code", "where"),
    [
        ({"stage": "oral"}, "unknown-stage", ("stage",)),
        ({"carried": [1, None, 3]}, "carried-lacking", ("dossier", 1)),
        ({"stage": ""}, "carried-idle", ("dossier", 0, "carried")),
        ({"carried": [1, 2, "60.01"]}, "carried-above-max", ("dossier", 2, "carried")),
        ({"carried": [1, 2, "50 %"]}, "not-a-number", ("dossier", 2, "carried")),
        ({"carried": [1, 2, "1/0"]}, "not-a-number", ("dossier", 2, "carried")),
        ({"rules": {"aggregation": "ranks"}}, "stage-added-ranks", ("stage",)),
        ({"rules": {"threshold": [{"on": "A", "at_least": 5}]}}, "threshold-on", ("rules", "threshold", 0, "on")),
        (
            {"rules": {"threshold": [{"on": "total", "at_least": 101}]}},
            "threshold-above-maximum",
            ("rules", "threshold", 0),
        ),
    ],
)
def test_what_a_session_says_wrong_is_named_at_its_key(keys: dict[str, Any], code: str, where: object) -> None:
    assert (code, where) in session(**keys)[1]


def test_a_session_names_no_stage_where_the_grid_has_none() -> None:
    start, end = GRID.index("[[stage]]"), GRID.index("[[criterion]]")
    grid = (GRID[:start] + GRID[end:]).replace('stage = "ecrit"\n', "").replace('stage = "audition"\n', "")
    assert session(grid, carried=[None] * 3)[1] == [("no-stages", ("stage",))]
    assert session(grid, stage="")[1][0] == ("carried-idle", ("dossier", 0, "carried"))


def test_a_bonus_or_a_sum_of_members_may_go_beyond_the_maximum() -> None:
    assert session(carried=[1, 2, 61], rules={"aggregation": "sum"})[1] == []
    bonus = '[[criterion]]\ncode = "B"\ntitle = "Moyens"\nstage = "ecrit"\npoints = 20\n'
    more = '\n[[criterion.sub]]\ncode = "B0"\ntitle = "B"\nmax = 5\nbonus = true\n'
    assert session(GRID.replace(bonus, bonus + more), carried=[1, 2, 61])[1] == []


def test_a_total_below_zero_is_carried_as_it_is() -> None:
    assert session(carried=["-1/3", 2, 3])[0].dossiers[0].carried == Fraction(-1, 3)


def test_a_threshold_on_the_total_is_on_what_is_ranked() -> None:
    assert session(rules={"threshold": [{"on": "total", "at_least": 75}]})[1] == []


def test_a_rule_published_for_a_criterion_of_another_stage_is_not_heard_here() -> None:
    published = '[rules]\nthreshold = [{ on = "A", at_least = 20 }, { on = "C", at_least = 5 }]\n'
    published += 'tie_break = [{ by = "sub", code = "B1" }, { by = "criterion", code = "D" }]\n\n[[stage]]'
    grid = GRID.replace("[[stage]]", published, 1)
    assert call_of(grid)[1] == []
    for stage, carried, bars, steps in (("", [None] * 3, ["A"], ["B1"]), ("audition", [1, 2, 3], ["C"], ["D"])):
        definition, faults = session(grid, carried=carried, stage=stage)
        assert faults == []
        assert [each.on for each in definition.rules.thresholds] == bars
        assert [each.code for each in definition.rules.tie_break] == steps


def test_a_grid_shows_its_stages_on_paper_and_to_another_program(run: Run) -> None:
    shown = run("grid", "show", str(EXAMPLE / "grid.toml")).out
    assert "Étape ecrit, Examen du dossier : A, B\n" in shown
    assert "Étape audition, Audition : C, D, qui s'ajoute à l'étape d'avant\n" in shown
    value = json.loads(run("grid", "show", str(EXAMPLE / "grid.toml"), "--format", "json").out)
    assert [(each["code"], each["counts"]) for each in value["stages"]] == [("ecrit", ""), ("audition", "added")]
    assert [each["stage"] for each in value["criteria"]] == ["ecrit", "ecrit", "audition", "audition"]


def test_a_fault_is_said_at_its_line(run: Run, folder: Path) -> None:
    (folder / "grid.toml").write_text(GRID, encoding="utf-8")
    text = (EXAMPLE / "session.toml").read_text(encoding="utf-8").replace('carried = "145/3"\n', "")
    (folder / "session.toml").write_text(text, encoding="utf-8")
    done = run("check", ".")
    line = text[: text.index('code = "d2"')].count("\n")
    assert done.code != 0
    assert f"session.toml:{line}:" in done.err
    assert "Examen du dossier" in done.err


# --- The rules published for a stage

OWN = ROOT / "docs" / "examples" / "regles" / "regles-par-etape"
RULED = (OWN / "grid.toml").read_text(encoding="utf-8")


def ruled(text: str, stage: str, **rules: Any) -> tuple[Definition, list[Any]]:
    """A session of this stage on a grid with rules by stage, its own [rules] these."""
    dossier = {"code": "d1", "applicant": "x"} | ({"carried": 1} if stage == "audition" else {})
    table = {"format": 1, "id": "x", "title": "x", "stage": stage, "dossier": [dossier], "rules": rules}
    definition, faults = build_definition(quick(table, SessionShape), call_of(text)[0])
    return definition, [(each.code, each.where) for each in faults]


def test_each_stage_has_the_rules_published_for_it_and_else_those_of_the_call() -> None:
    assert call_of(RULED)[1] == []
    first, faults = ruled(RULED, "ecrit")
    assert faults == []
    assert (first.rules.step, first.rules.aggregation, first.rules.number) == (Fraction(1, 2), "mean", 3)
    assert [each.on for each in first.rules.thresholds] == ["total"]
    assert ruled(RULED, "")[0].rules == first.rules  # a session that names no stage is of the first
    second, faults = ruled(RULED, "audition")
    assert faults == []
    assert (second.rules.step, second.rules.aggregation, second.rules.number) == (Fraction(1, 2), "median", 1)
    assert [each.on for each in second.rules.thresholds] == ["C"]
    assert [each.code for each in second.rules.tie_break] == ["D"]
    assert {"step", "aggregation", "threshold"} <= second.rules.published


def test_a_session_cannot_state_otherwise_what_is_published_for_its_stage() -> None:
    assert ruled(RULED, "audition", number=2)[1] == [("rule-published", ("rules", "number"))]
    assert ruled(RULED, "audition", number=1)[1] == []
    assert ruled(RULED, "ecrit", aggregation="median")[1] == []


def test_a_key_of_the_call_that_serves_another_selection_is_not_taken_by_a_stage_that_states_its_own() -> None:
    whole = 'step = 0.5\nselection = "number"\nnumber = 5\nwaiting = 2\n'
    stage = '[stage.rules]\nselection = "none"\nthreshold'
    grid = RULED.replace("step = 0.5\n", whole).replace("[stage.rules]\nthreshold", stage)
    grid = grid.replace(
        '{ on = "total", at_least = 30 }]\nselection = "number"\nnumber = 3', '{ on = "total", at_least = 30 }]'
    )
    assert call_of(grid)[1] == []
    rules = ruled(grid, "ecrit")[0].rules
    assert (rules.selection, rules.number, rules.waiting) == ("none", 0, None)
    assert (ruled(grid, "audition")[0].rules.number, ruled(grid, "audition")[0].rules.waiting) == (1, 2)


@pytest.mark.parametrize(
    ("old", "new", "code", "where"),
    [
        ('on = "C"', 'on = "A"', "threshold-on", ("stage", 1, "rules", "threshold", 0, "on")),
        ("at_least = 30", "at_least = 41", "threshold-above-maximum", ("stage", 0, "rules", "threshold", 0)),
        ("at_least = 30", 'at_least = "beaucoup"', "not-a-number", ("stage", 0, "rules", "threshold", 0, "at_least")),
        ('code = "D" }', 'code = "B" }', "tie-unknown", ("stage", 1, "rules", "tie_break", 0, "code")),
        ('aggregation = "median"', 'aggregation = "ranks"', "stage-added-ranks", ("stage", 1, "rules", "aggregation")),
        ('aggregation = "median"', 'aggregation = "majority"', "majority-points", ("stage", 1, "rules", "aggregation")),
        ("number = 3", "number = 0", "selection-number", ("stage", 0, "rules", "number")),
        ("number = 3", 'fill = "skip"\nnumber = 3', "selection-idle", ("stage", 0, "rules", "fill")),
        (
            "step = 0.5\n",
            'step = 0.5\ntie_break = [{ by = "draw", seed = "x" }]\nwaiting = 2\nselection = "number"\nnumber = 2\n',
            "",
            (),
        ),
        # taken from [rules] by the stage that does not state it
        ('aggregation = "median"\n', "", "", ()),
        ("step = 0.5", "step = 30", "rule-not-at-stage", ("rules", "step")),
        # fit for the call, not beside what the stage states itself
        ("step = 0.5", 'step = 0.5\nacross = "total"', "", ()),
        (
            'aggregation = "median"',
            'aggregation = "trimmed-mean"',
            "rule-trim-lacks",
            ("stage", 1, "rules", "aggregation"),
        ),
    ],
)
def test_rules_of_a_stage_that_contradict_each_other_are_named_at_their_line(
    old: str, new: str, code: str, where: object
) -> None:
    assert old in RULED
    assert call_of(RULED.replace(old, new))[1] == ([(code, where)] if code else [])


def test_a_rule_of_the_call_that_a_stage_cannot_bear_is_named_where_it_stands() -> None:
    """90 of 100 may be asked of all stages together, never of the first, which has 60."""
    bar = '[rules]\nthreshold = [{ on = "total", at_least = 90 }]\n\n[[stage]]'
    assert call_of(GRID.replace("[[stage]]", bar, 1))[1] == [("rule-not-at-stage", ("rules", "threshold", 0))]
    heard = bar + '\ncode = "ecrit"\ntitle = "E"\n\n[stage.rules]\nthreshold = [{ on = "total", at_least = 30 }]\n'
    first = '[[stage]]\ncode = "ecrit"\ntitle = "Examen du dossier"\n'
    assert call_of(GRID.replace(first, heard, 1))[1] == []


def test_a_key_of_the_call_that_does_not_go_with_one_of_the_stage_is_named_at_the_stage() -> None:
    grid = RULED.replace("step = 0.5", 'step = 0.5\nround = [{ stage = "sub", places = 2 }]')
    grid = grid.replace('aggregation = "median"', 'across = "total"\naggregation = "median"')
    assert call_of(grid)[1] == [("rule-round-idle", ("stage", 1, "rules", "aggregation"))]


def test_what_the_call_publishes_for_a_line_of_another_stage_is_left_out_of_a_lot_too() -> None:
    lots = '[[lot]]\ncode = "nord"\ntitle = "N"\n\n[[lot]]\ncode = "sud"\ntitle = "S"\n\n[[criterion]]'
    bars = 'threshold = [{ on = "A", at_least = 1 }, { on = "C", at_least = 2 }]\n'
    grid = RULED.replace("[[criterion]]", lots, 1).replace("step = 0.5\n", f"step = 0.5\n\n[rules.lot.nord]\n{bars}")
    assert call_of(grid)[1] == []
    rules = ruled(grid, "audition")[0].rules
    assert [[each.on for each in rules.of(lot).thresholds] for lot in ("nord", "sud")] == [["C"], ["C"]]
    assert [each.bound for each in rules.of("nord").thresholds] == [2]
    stage = grid.replace("[stage.rules]\naggregation", f"[stage.rules.lot.sud]\n{bars}\n[stage.rules]\naggregation")
    assert call_of(stage)[1] == [("threshold-on", ("stage", 1, "rules", "lot", "sud", "threshold", 0, "on"))]


def test_an_empty_table_of_rules_says_nothing() -> None:
    grid = GRID.replace('title = "Examen du dossier"', 'title = "Examen du dossier"\n\n[stage.rules]')
    assert call_of(grid)[1] == [("stage-rules-empty", ("stage", 0, "rules"))]


def test_a_sum_of_members_published_for_the_stage_before_may_go_beyond_its_maximum() -> None:
    summed = RULED.replace("[stage.rules]\nthreshold", '[stage.rules]\naggregation = "sum"\nthreshold')
    table = {"format": 1, "id": "x", "title": "x", "stage": "audition", "dossier": []}
    table["dossier"] = [{"code": "d1", "applicant": "x", "carried": 99}]
    for grid, expected in ((summed, []), (RULED, ["carried-above-max"])):
        _, faults = build_definition(quick(table, SessionShape), call_of(grid)[0])
        assert [each.code for each in faults] == expected


def test_a_lot_has_its_own_rules_at_a_stage() -> None:
    lots = '[[lot]]\ncode = "nord"\ntitle = "N"\n\n[[lot]]\ncode = "sud"\ntitle = "S"\n\n[[criterion]]'
    own = "number = 3\n\n[stage.rules.lot.nord]\nnumber = 7\n"
    grid = RULED.replace("[[criterion]]", lots, 1).replace("number = 3\n", own)
    assert call_of(grid)[1] == []
    call = call_of(grid)[0]
    table = {"format": 1, "id": "x", "title": "x"}
    for stage, numbers in (("ecrit", [7, 3]), ("audition", [1, 1])):
        rules = build_definition(quick({**table, "stage": stage}, SessionShape), call)[0].rules
        assert [rules.of(lot).number for lot in ("nord", "sud")] == numbers
    wrong = grid.replace("rules.lot.nord", "rules.lot.est")
    assert call_of(wrong)[1] == [("rules-unknown-lot", ("stage", 0, "rules", "lot", "est"))]


def test_a_grid_shows_the_rules_of_each_stage(run: Run) -> None:
    shown = run("grid", "show", str(OWN / "grid.toml")).out
    rules = shown[shown.index("Règles publiées par l'appel") :].rstrip().splitlines()
    assert rules == [
        "Règles publiées par l'appel :",
        "  - Notation par demi-point",
        "Règles publiées pour l'étape ecrit, Examen du dossier",
        "  - Seuil sur total : 30 au moins",
        "  - En rang utile : 3 au plus, dans l'ordre des rangs",
        "Règles publiées pour l'étape audition, Audition",
        "  - Total : la somme, sur les sous-critères, de la médiane des sièges qui",
        "    comptent",
        "  - Seuil sur C : 50 % du maximum au moins",
        "  - Les totaux égaux se départagent par le critère D",
        "  - En rang utile : 1 au plus, dans l'ordre des rangs",
    ]
    value = json.loads(run("grid", "show", str(OWN / "grid.toml"), "--format", "json").out)
    assert [sorted(each["rules"]) for each in value["stages"]] == [
        ["number", "selection", "threshold"],
        ["aggregation", "number", "selection", "threshold", "tie_break"],
    ]
    assert value["rules"] == {"step": "0.5"}
