"""What ``verify`` counts a second time is what the ranking says, whatever the notation and the rules; and it would tell."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commission.cli import recount
from commission.result.ranking import rank
from commission.rules.ranking_rules import Rounding, Rules
from tests.examples.table import FOLDER, a_table

NAMES = sorted(each.name for each in FOLDER.iterdir())
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


@settings(max_examples=60)
@given(st.sampled_from(NAMES), RULES)
def test_the_recount_agrees_with_the_ranking(name: str, keys: dict[str, Any]) -> None:
    state = a_table(name, Rules(None, **keys)).state
    found = rank(state, "*")
    assert recount.differences(state, "*") == []
    assert found.ranking or found.unranked


@pytest.mark.parametrize("name", [each for each in NAMES if each != "ordre"])
def test_a_total_that_is_another_one_is_told(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    state = a_table(name).state
    monkeypatch.setattr(recount, "_bonus", lambda call, points: Fraction(1, 7))
    assert len(recount.differences(state, "*")) == len(rank(state, "*").ranking) > 0
