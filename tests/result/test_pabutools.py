"""Who is funded, against pabutools: its greedy rule passes over what does not fit, as an envelope with ``fill = "skip"``.

pabutools goes by score per cost and we go by rank: a score of total × cost gives its order ours. It breaks ties by name
and we never do, so that totals differ here.
"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pabutools.election import Additive_Cardinal_Sat, CardinalBallot, CardinalProfile, Instance, Project
from pabutools.rules.greedywelfare import greedy_utilitarian_welfare

from commission.result.ranking import rank
from commission.rules.ranking_rules import Rules
from tests.result.several import a_state


@st.composite
def filed(draw: st.DrawFn) -> list[tuple[int, int]]:
    """What each dossier asks for, and its total: no two are equal."""
    costs = draw(st.lists(st.integers(1, 12), min_size=1, max_size=9))
    totals = draw(st.lists(st.integers(0, 100), min_size=len(costs), max_size=len(costs), unique=True))
    return list(zip(costs, totals, strict=True))


@given(filed(), st.integers(1, 40))
def test_an_envelope_that_passes_over_what_does_not_fit(dossiers: list[tuple[int, int]], envelope: int) -> None:
    rules = Rules(None, selection="envelope", asked="mesures", fill="skip")
    rows = [(f"d{n}", "n", f"p{n}", cost, total) for n, (cost, total) in enumerate(dossiers)]
    selection = rank(a_state(rows, rules, {"n": envelope}), "n").selection
    assert selection is not None
    ours = {code for code, useful in selection.useful.items() if useful}

    projects = [Project(f"d{n}", cost) for n, (cost, _) in enumerate(dossiers)]
    scores = {project: (total + 1) * cost for project, (cost, total) in zip(projects, dossiers, strict=True)}
    profile = CardinalProfile([CardinalBallot(scores)])
    instance = Instance(projects, budget_limit=envelope)
    theirs = greedy_utilitarian_welfare(instance, profile, sat_class=Additive_Cardinal_Sat)
    assert ours == {project.name for project in theirs}
