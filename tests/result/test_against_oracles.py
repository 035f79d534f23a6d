"""Totals, places and reasons on random sessions are those of two independent counts: fractions, and votelib."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction

import votelib.convert
from hypothesis import event, given
from hypothesis import strategies as st

from commission.result.ranking import LotRanking, rank
from commission.result.tally import tally
from tests.oracle import places, recount
from tests.strategies import Case, cases, state_of


def in_words(ranking: LotRanking) -> tuple[object, ...]:
    """A ranking as plain values, in the order given."""
    ranked = [(each.dossier.code, each.place, each.tied, each.total, each.useful) for each in ranking.ranking]
    unranked = [(each.dossier.code, [reason.code for reason in each.reasons]) for each in ranking.unranked]
    return ranked, unranked


@given(cases())
def test_totals_means_places_and_reasons_are_those_of_the_oracle(case: Case) -> None:
    verdicts = recount(case)
    ranking = rank(state_of(case), "n")
    event(f"{bool(ranking.ranking)=} {bool(ranking.unranked)=}")
    assert {each.dossier.code: each.place for each in ranking.ranking} == places(verdicts)
    for each in ranking.ranking:
        verdict = verdicts[each.dossier.code]
        assert each.total == verdict.total
        assert each.subs == verdict.means
        assert each.maximum == sum(points for code, points in case.lines.items() if code not in verdict.inapplicable)
        assert each.tied == (Counter(places(verdicts).values())[each.place] > 1)
    reasons = {each.dossier.code: {reason.code for reason in each.reasons} for each in ranking.unranked}
    assert {code: said - {"refusal-setting"} for code, said in reasons.items()} == {
        dossier: verdict.reasons for dossier, verdict in verdicts.items() if verdict.reasons
    }


@given(cases())
def test_criteria_are_the_sums_of_their_lines(case: Case) -> None:
    for each in rank(state_of(case), "n").ranking:
        assert sum(each.criteria.values()) == each.total
        for criterion, lines in case.grid.items():
            means = [each.subs[code] for code in lines if code in each.subs]
            assert each.criteria.get(criterion, 0) == sum(means)
            assert (criterion in each.criteria) == bool(means)


@given(cases())
def test_consultative_means_are_those_of_the_oracle_over_the_consultative_members(case: Case) -> None:
    verdicts = recount(case, voting=False)
    for each in rank(state_of(case), "n").consultative:
        assert each.total == verdicts[each.dossier.code].total


@given(cases(whole=True))
def test_means_and_totals_are_those_of_votelib(case: Case) -> None:
    """Each line is a candidate of a score vote, each member a voter."""
    voters = [member for member, votes in case.members.items() if votes]
    average = votelib.convert.ScoreToSimpleVotes("mean")
    for each in tally(state_of(case), "n").dossiers:
        ballots: Counter[frozenset[tuple[str, Fraction]]] = Counter()
        for member in voters:
            sheet = case.sheets[member, each.dossier.code]
            ballots[frozenset((code, Fraction(value)) for code, value in sheet.items())] += 1
        means = average.convert(ballots)
        assert each.subs == means
        assert each.total == (sum(means.values()) if means else None)


@given(cases(capacity=True), st.randoms(use_true_random=False))
def test_no_order_of_members_dossiers_or_sheets_changes_anything(case: Case, chance: object) -> None:
    def shuffled(items: object) -> list[object]:
        found = list(items)  # type: ignore[call-overload]
        chance.shuffle(found)  # type: ignore[attr-defined]
        return found

    other = replace(
        case,
        members=dict(shuffled(case.members.items())),  # type: ignore[arg-type]
        dossiers=shuffled(case.dossiers),  # type: ignore[arg-type]
        sheets=dict(shuffled(case.sheets.items())),  # type: ignore[arg-type]
    )
    assert in_words(rank(state_of(case), "n")) == in_words(rank(state_of(other), "n"))


@given(cases(), st.data())
def test_what_consultative_and_recused_members_and_begun_sheets_hold_changes_nothing(
    case: Case, data: st.DataObject
) -> None:
    before = in_words(rank(state_of(case), "n"))
    silent = [each for each, votes in case.members.items() if not votes or each in case.recused]
    answers = st.fixed_dictionaries(
        {code: st.sampled_from(["0", "declined", "not-applicable", "1"]) for code in case.lines}
    )
    for member in [*silent, "consultative", "recused"]:
        for dossier in case.dossiers:
            case.sheets[member, dossier] = data.draw(answers)
    for key in case.begun:
        case.begun[key] = data.draw(answers)
    case.members |= {"consultative": False, "recused": True}
    case.recused.add("recused")
    case.begun = {key: value for key, value in case.begun.items() if key not in case.sheets}
    assert in_words(rank(state_of(case), "n")) == before


@given(cases(whole=True, capacity=True))
def test_higher_totals_never_stand_behind_lower_ones(case: Case) -> None:
    ranking = rank(state_of(case), "n").ranking
    for one in ranking:
        for other in ranking:
            assert (one.total > other.total) == (one.place < other.place)
            assert (one.total == other.total) == (one.place == other.place)


@given(cases(whole=True))
def test_raising_one_mark_never_lowers_its_dossier(case: Case) -> None:
    """Each line's mean rises with any of its marks, so the place can only improve."""
    before = {each.dossier.code: each.place for each in rank(state_of(case), "n").ranking}
    (member, dossier), answers = next(iter(case.sheets.items()))
    code = next(iter(case.lines))
    case.sheets[member, dossier] = {**answers, code: str(case.lines[code])}
    after = {each.dossier.code: each.place for each in rank(state_of(case), "n").ranking}
    assert after.get(dossier, 0) <= before.get(dossier, 0)
