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
