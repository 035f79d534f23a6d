"""What came of serving dossiers under several limits, as a selection: who is in useful rank, and a reason for each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import groupby

from commission.result.selection import Selection, Standing, waiting_list
from commission.result.serving import Candidate, Limits, Outcome, Served
from commission.rules.fault import Fault, fault
from commission.rules.ranking_rules import Rules
from commission.rules.text import same_name
from commission.session.definition import Definition, Dossier


def applicant(rules: Rules, dossier: Dossier) -> str:
    """Who filed a dossier, as far as a limit for each applicant compares them; empty where nothing declared says it."""
    if not rules.per_applicant:
        return ""
    if not rules.applicant_field:
        return same_name(dossier.applicant)
    return same_name(str(dossier.fields.get(rules.applicant_field, ""))).replace(" ", "")


def candidates(rules: Rules, figure: str, ranked: Sequence[Standing]) -> list[list[Candidate]]:
    """Ranked dossiers as they are served: groups that share a place. ``figure`` is what they ask for; empty: one place."""
    return [
        [
            Candidate(
                each.dossier.code,
                each.dossier.lot,
                applicant(rules, each.dossier),
                each.dossier.figures[figure] if figure else Fraction(1),
            )
            for each in group
        ]
        for _, group in groupby(ranked, key=lambda each: each.place)
    ]


def lacking(rules: Rules, figure: str, ranked: Iterable[Standing]) -> list[Fault]:
    """Why nobody can be said to be in useful rank: dossiers without the figure, or the field, that this goes by."""
    ranked = list(ranked)
    found = []
    if figure and (without := [each.dossier.code for each in ranked if figure not in each.dossier.figures]):
        found.append(fault("figure-lacking", figure=figure, dossiers=without))
    named = rules.applicant_field
    nobody = [each.dossier.code for each in ranked if rules.per_applicant and not applicant(rules, each.dossier)]
    if nobody and named:
        found.append(fault("applicant-lacking", asked=named, dossiers=nobody))
    elif nobody:
        found.append(fault("applicant-nameless", dossiers=nobody))
    return found


def as_selection(
    definition: Definition,
    figure: str,
    ranked: Sequence[Standing],
    served: Served,
    limits: Limits,
    unit: str | None,
    notes: Sequence[Fault] = (),
) -> Selection:
    """The selection that a serving came to. Where a tie decides, ``useful`` is None and ``notes`` names the tie."""
    rules = definition.rules
    useful = {each.dossier.code: served.useful(each.dossier.code) for each in ranked}
    groups = candidates(rules, figure, ranked)
    wanted = {each.code: each.wanted for group in groups for each in group}
    granted = {
        code: part
        for code, verdict in useful.items()
        if verdict and (part := next(iter(served.outcomes[code])).granted) is not None
    }
    said = [*notes, *(fault("tie-across-limits", dossiers=group) for group in served.torn)]
    said += [fault("granted-part", dossier=code, granted=part) for code, part in granted.items()]
    if waiting := waiting_list(ranked, useful, rules.waiting):
        said.append(fault("waiting-list", dossiers=list(waiting)))
    torn = [code for group in served.torn for code in group]
    lots = {each.dossier.code: each.dossier.lot for each in ranked}
    reasons = {
        code: _reason(served.outcomes[code], verdict, limits, (lots[code], wanted[code], unit), torn)
        for code, verdict in useful.items()
    }
    return Selection(
        limits.there,
        sum((granted.get(code, wanted[code]) for code, verdict in useful.items() if verdict), Fraction(0)),
        useful,
        {code: Fraction(0) for code, verdict in useful.items() if verdict is None},
        Fraction(0),
        tuple(said),
        granted,
        waiting,
        wanted,
        unit or "",
        reasons,
    )


def _reason(
    outcomes: Iterable[Outcome],
    verdict: bool | None,
    limits: Limits,
    asked: tuple[str, Fraction, str | None],
    torn: Sequence[str],
) -> Fault:
    """Why a dossier is in useful rank, or is not, in one sentence."""
    lot, wanted, unit = asked
    if verdict is None:
        return fault("useful-torn", dossiers=list(torn))
    (why, *others) = list(outcomes)
    if others:
        return fault("useful-any-way") if verdict else fault("outside-any-way")
    if why.why == "lot":
        return fault("passed-lot", n=limits.per_lot, lot=lot, dossiers=list(why.named))
    if why.why == "applicant":
        return fault("passed-applicant", n=limits.per_applicant, dossiers=list(why.named))
    if why.why == "room" and unit is None:
        return fault("places-taken", n=limits.there)
    if why.why == "room":
        return fault("no-room", wanted=wanted, left=why.left, unit=unit)
    plain = {
        "order": fault("useful-in-order"),
        "best": fault("useful-best", lot=lot),
        "part": fault("useful-part", granted=why.granted, unit=unit),
        "stopped": fault("after-stop"),
    }
    return plain[why.why]
