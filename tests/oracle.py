"""The result of a ``Case``, worked out a second time straight from the rules as written, with nothing but fractions.

Slow and plain on purpose: a sentence of the rules is a line here. It shares no code and no value with ``commission``.
"""

from __future__ import annotations

import statistics
from dataclasses import dataclass, replace
from fractions import Fraction

from tests.strategies import DECLINED, NOT_APPLICABLE, RIVAL, UNSCORED, Case

WORDS = {DECLINED, NOT_APPLICABLE, UNSCORED, RIVAL}
ABSENT = {UNSCORED, RIVAL}


@dataclass
class Verdict:
    """One dossier: its means and total, or the codes of the reasons why it has none."""

    means: dict[str, Fraction]
    reasons: set[str]
    inapplicable: set[str]

    @property
    def total(self) -> Fraction | None:
        """The sum of the means; None where a reason stands."""
        return None if self.reasons else sum(self.means.values(), Fraction(0))


def recount(case: Case, *, voting: bool = True) -> dict[str, Verdict]:
    """Every dossier of the case, over the voting members (or the consultative ones)."""
    in_play = [each for each in case.dossiers if each not in case.refused | case.withdrawn]
    seats = [
        member
        for member, votes in case.members.items()
        if votes is voting and member not in case.recused and any((member, each) in case.sheets for each in in_play)
    ]

    def answer(member: str, dossier: str, code: str) -> str:
        return case.sheets[member, dossier][code] if (member, dossier) in case.sheets else UNSCORED

    def has_left(member: str, code: str) -> bool:
        given = {answer(member, dossier, code) for dossier in in_play}
        return DECLINED in given or (case.closed and bool(given & ABSENT))

    verdicts = {}
    for dossier in case.dossiers:
        verdict = verdicts[dossier] = Verdict({}, set(), set())
        if dossier in case.refused:
            verdict.reasons = {"refused"}
        elif dossier in case.withdrawn:
            verdict.reasons = {"withdrawn"}
        else:
            for code in case.lines:
                heard = [answer(member, dossier, code) for member in seats if not has_left(member, code)]
                _line(verdict, code, heard, case.way)
            if len(verdict.reasons) > 1:
                verdict.reasons.discard("too-few-marks")  # told only where nothing else keeps the dossier out
            if not verdict.means and not verdict.reasons:
                verdict.reasons = {"nothing-applicable"}
    return verdicts


def _line(verdict: Verdict, code: str, answers: list[str], way: str) -> None:
    points = [Fraction(each) for each in answers if each not in WORDS]
    beside = answers.count(NOT_APPLICABLE)
    if not answers:
        verdict.reasons.add("no-seat-left")
    if set(answers) & ABSENT:
        verdict.reasons.add("incomplete")
    if beside and points:
        verdict.reasons.add("not-applicable-disputed")
    if beside and beside == len(answers):
        verdict.inapplicable.add(code)
    if points and len(points) == len(answers):
        kept = sorted(points)[1:-1] if way == "trimmed-mean" else points
        if not kept:
            verdict.reasons.add("too-few-marks")
        elif way == "median":
            verdict.means[code] = statistics.median(kept)
        else:
            verdict.means[code] = sum(kept) / Fraction(len(kept))


def places(verdicts: dict[str, Verdict]) -> dict[str, int]:
    """A dossier's place is one more than the number of dossiers with more points."""
    totals = {dossier: each.total for dossier, each in verdicts.items() if each.total is not None}
    return {dossier: 1 + sum(other > total for other in totals.values()) for dossier, total in totals.items()}


@dataclass
class Beside:
    """A variant: what is against it, its total if it has one, its place if it stands beside its base."""

    reasons: set[str]
    total: Fraction | None
    place: int | None


def bases_of(case: Case) -> Case:
    """The same lot as if no variant had been filed."""
    return replace(case, dossiers=[each for each in case.dossiers if each not in case.variants], variants={})


def beside(case: Case, variant: str) -> Beside:
    """A variant scored as if it had been filed instead of its base; its place: one more than those above it."""
    base = case.variants[variant]
    alone = bases_of(case)
    others = [each for each in alone.dossiers if each != base]
    mine = recount(replace(alone, dossiers=[*others, variant]))[variant]
    ranked = recount(alone)
    reasons = set(mine.reasons)
    if variant not in case.refused | case.withdrawn and ranked[base].reasons:
        fate = ranked[base].reasons & {"refused", "withdrawn"} or {"unranked"}
        reasons |= {f"variant-base-{each}" for each in fate}
    if reasons:
        return Beside(reasons, mine.total, None)
    totals = [ranked[each].total for each in others]
    return Beside(reasons, mine.total, 1 + sum(each is not None and each > (mine.total or 0) for each in totals))


def ranked_at_stage(
    brought: dict[str, tuple[Fraction, Fraction]], counts: str, better: str
) -> dict[str, tuple[int, Fraction]]:
    """For each dossier, from its total at the stage before and its own at this one, its place and its ranked total."""
    totals = {code: before + own if counts == "added" else own for code, (before, own) in brought.items()}
    ahead = {
        code: [x for x in totals.values() if (x < mine if better == "lower" else x > mine)]
        for code, mine in totals.items()
    }
    return {code: (len(ahead[code]) + 1, totals[code]) for code in totals}
