"""What ``verify`` counts a second time is what the ranking says, whatever the notation and the rules; and it would tell."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from commission.cli import recount
from commission.cli.recount_places import place_differences
from commission.result.ranking import rank
from commission.rules.ranking_rules import Rounding, Rules, Threshold, TieStep
from tests.examples.table import FOLDER, a_table, call_from

NAMES = sorted(each.name for each in FOLDER.iterdir())
CALLS = {name: call_from((FOLDER / name / "grid.toml").read_text(encoding="utf-8")) for name in NAMES}
RULES = st.fixed_dictionaries(
    {
        "aggregation": st.sampled_from(["mean", "median", "trimmed-mean", "sum", "ranks"]),
        "across": st.sampled_from(["sub", "criterion", "total"]),
        "drop_best": st.sampled_from([0, 0, 1]),
        "rounding": st.lists(
            st.builds(Rounding, st.sampled_from(["member", "sub", "criterion", "total"]), st.integers(0, 1)),
            max_size=2,
            unique_by=lambda each: each.stage,
        ).map(tuple),
    }
)


@settings(max_examples=100)
@given(st.sampled_from(NAMES), RULES, st.data())
def test_the_recount_agrees_with_the_ranking(name: str, keys: dict[str, Any], data: st.DataObject) -> None:
    call = CALLS[name]
    lines = [*(each.code for each in call.criteria), *(each.code for each in call.lines if each.counts)]
    bars = st.builds(Threshold, st.sampled_from(lines), st.fractions(0, 5, max_denominator=2), st.booleans())
    weighed = st.tuples(bars, st.booleans()).map(lambda each: replace(each[0], weighted=each[1]))
    steps = st.builds(TieStep, st.just("sub"), st.sampled_from(lines), st.sampled_from(["higher", "lower"]))
    keys |= {"thresholds": tuple(data.draw(st.lists(weighed, max_size=2)))}
    keys |= {"tie_break": tuple(data.draw(st.lists(steps, max_size=2)))}
    keys |= data.draw(st.sampled_from([{}, {"selection": "number", "number": 1, "waiting": 1}]))
    state = a_table(name, Rules(None, **keys)).state
    found = rank(state, "*")
    assert recount.differences(state, "*") == []
    assert place_differences(state, "*") == ([], True)
    assert found.ranking or found.unranked


@pytest.mark.parametrize("name", [each for each in NAMES if each != "ordre"])
def test_a_total_that_is_another_one_is_told(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    state = a_table(name).state
    monkeypatch.setattr(recount, "_bonus", lambda call, points: Fraction(1, 7))
    assert len(recount.differences(state, "*")) == len(rank(state, "*").ranking) > 0
