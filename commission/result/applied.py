"""Whatever bore on a result, said with it: seats out, lines out, late entries, and rules that no document publishes."""

from __future__ import annotations

from collections.abc import Iterator

from commission.result.marks import SeatMarks
from commission.result.tally import LotTally
from commission.rules.fault import Fault, fault
from commission.rules.grid import DECLINED, Call
from commission.rules.ranking_rules import Rules, TieStep
from commission.session.definition import WHOLE_CALL, Definition
from commission.session.entry import HandIn, Mark, Observation, Reopen
from commission.session.state import Named, State

MAY_CHANGE = frozenset(
    {
        "incomplete",
        "agreed-lacking",
        "not-applicable-disputed",
        "contradicting-acts",
        "to-be-refused",
        "majority-undecided",
        "formula-figure-absent",
        "no-member-counts",
        "too-few-marks",
        "no-order",
    }
)
"""The reasons for having no place that the commission can still lift."""


def applied(state: State, brought: LotTally) -> tuple[Fault, ...]:
    """What bore on the tally of a lot, in the order of the session file, then the rules adopted in session."""
    return (
        *withdrawn_seats(state, brought.lot.code),
        *_damaged(state, brought.lot.code),
        *_absent(state, brought),
        *(each for seat in brought.marks.seats for each in _departures(state, brought, seat)),
        *_inapplicable(state, brought),
        *_alone(brought),
        *_closing(state, brought.lot.code),
        *_late(state, brought.lot.code),
        *_consultative(brought),
        *_provisional(brought),
        *stated_rules(state.definition, brought.lot.code),
    )


def _damaged(state: State, lot: str) -> Iterator[Fault]:
    """Journals that the opening of marks had read are missing, cut or changed: what follows is of what is left."""
    if lot in state.damaged:
        yield fault("files-damaged", lot=lot)


def _absent(state: State, brought: LotTally) -> Iterator[Fault]:
    """The voting seats without a sheet; of one whose sheets were there when marks were opened, that they are lost.

    Where no dossier is left to be ranked, nobody's sheets on those that were can be missed.
    """
    filed = [each.variant.dossier.code for each in brought.variants]
    for member in brought.absent if brought.dossiers or filed else ():
        lost = [each.code for each in brought.marks.dossiers if state.is_lost(member, each.code)]
        beside = [code for code in filed if state.sheet(member, code).handed_in]
        if lost:
            yield fault("seat-lost", member=member, dossiers=lost)
        elif not beside:
            yield fault("seat-absent", member=member)
        elif brought.dossiers:
            yield fault("seat-variants-only", member=member, dossiers=beside)


def stated_rules(definition: Definition, lot: str) -> tuple[Fault, ...]:
    """The rules of this lot, one each; ``published`` says of each whether the call itself states it."""
    rules = definition.rules.of(lot)
    said = [each.with_fields(published=key in rules.published) for key, each in sentences(rules)]
    return (*(each.with_fields(published=True) for each in _grid_rules(definition.call)), *said)


def sentences(rules: Rules) -> list[tuple[str, Fault]]:
    """What these rules say, stated or not, each with the key that says it."""
    found = [("step", fault("rule-step", step=rules.step) if rules.step else fault("rule-step-none"))]
    found.append(("aggregation", fault("rule-aggregation", value=_brought(rules))))
    if rules.trim:
        name = "rule-trim" if rules.trim >= 1 else "rule-trim-share"
        found.append(("trim", fault(name, trim=rules.trim if rules.trim >= 1 else rules.trim * 100)))
    if rules.drop_best:
        found.append(("drop_best", fault("rule-drop-best", n=rules.drop_best)))
    if rules.drop_worst:
        found.append(("drop_worst", fault("rule-drop-worst", n=rules.drop_worst)))
    found += [("round", fault("rule-round", stage=each.stage, places=each.places)) for each in rules.rounding]
    if not rules.rounding:
        found.append(("rounding", fault("rule-rounding", value="none", places=rules.display_places)))
    if rules.better == "lower" and rules.aggregation != "ranks":
        found.append(("better", fault("rule-better-lower")))
    found += [
        ("missing", fault("rule-missing", value="agreed" if rules.aggregation == "consensus" else rules.missing)),
        *(("threshold", each) for each in _thresholds(rules)),
        *(
            ("outcome", fault("rule-outcome", word=each.word, start=each.start, below=each.below))
            for each in rules.outcomes
        ),
        *(("tie_break", _tie(each)) for each in rules.tie_break),
        ("ties", fault("rule-ties", value=rules.ties)),
        ("selection", _selection(rules)),
    ]
    if rules.fill != "stop":
        found.append(("fill", fault("rule-fill", value=rules.fill)))
    if rules.waiting is not None:
        found.append(("waiting", fault("rule-waiting", n=rules.waiting)))
    return [*found, *_beyond_lots(rules)] if rules.binds_lots else found


def _selection(rules: Rules) -> Fault:
    if rules.selection == "number":
        return fault("rule-selection-number", n=rules.number)
    return fault("rule-selection", value=rules.selection)


def _tie(step: TieStep) -> Fault:
    """A step of the chain; the greater figure and the earlier date come first unless it says otherwise."""
    line = step.code or step.seed
    if step.by == "deposited-at" and step.better == "higher":
        return fault("rule-tie-later", by=step.by, line=line)
    if step.by in {"criterion", "sub", "figure"} and step.better == "lower":
        return fault("rule-tie-lower", by=step.by, line=line)
    return fault("rule-tie", by=step.by, line=line)


def _beyond_lots(rules: Rules) -> Iterator[tuple[str, Fault]]:
    """The rules that speak of more than one lot, each with its key."""
    if rules.lots == "together":
        yield "lots", fault("rule-lots")
    if rules.best_of_each:
        yield "best_of_each", fault("rule-best-of-each")
    if rules.most_per_lot:
        yield "most_per_lot", fault("rule-most-per-lot", n=rules.most_per_lot)
    for source, target in rules.transfers:
        yield "transfer", fault("rule-transfer", source=source, target=target)
    if rules.per_applicant:
        yield "per_applicant", fault("rule-per-applicant", n=rules.per_applicant, asked=rules.applicant_field)


def _brought(rules: Rules) -> str:
    """How members are brought together, in a word of the tables: ``mean``, ``median-total``."""
    if rules.aggregation in {"majority", "ranks", "consensus"} or rules.across == "sub":
        return rules.aggregation
    return f"{rules.aggregation}-{rules.across}"


def _thresholds(rules: Rules) -> Iterator[Fault]:
    for each in rules.thresholds:
        code = f"rule-threshold{'-share' if each.share else ''}{'' if each.inclusive else '-above'}"
        yield fault(code, on=each.on, bound=each.bound * 100 if each.share else each.bound)


def _grid_rules(call: Call) -> Iterator[Fault]:
    """What the grid itself says of how its figures are made, where it is not the plain sum of its lines."""
    if call.combine != "sum":
        yield fault("rule-combine", value=call.combine, cap=call.cap)
    for criterion in call.criteria:
        if criterion.combine != "sum":
            yield fault("rule-criterion", value=criterion.combine, criterion=criterion.code, cap=criterion.cap)
        if criterion.weight != 1:
            yield fault("rule-weight", line=criterion.code, weight=criterion.weight)
        for sub in criterion.subs:
            if sub.weight != 1:
                yield fault("rule-weight", line=sub.code, weight=sub.weight)
            if sub.lower:
                yield fault("rule-lower", line=sub.code)
    if bonus := [sub.code for sub in call.lines if sub.bonus]:
        yield fault("rule-bonus" if call.bonus_cap is None else "rule-bonus-cap", subs=bonus, cap=call.bonus_cap)
    if call.at:
        from commission.result.stages import stage_rule

        yield stage_rule(call.at)
    if apart := [sub.code for sub in call.lines if not sub.counts]:
        yield fault("rule-information", subs=apart)


def late_entries(state: State, lot: str) -> list[Named]:
    """The entries on a lot that came after the opening of its marks and that nobody admitted, in order of name."""
    lots = {each.code: each.lot for each in state.definition.dossiers}
    return [
        each
        for _, each in sorted(state.late.items())
        if isinstance(each.entry, Mark | Observation | HandIn | Reopen) and lots.get(each.entry.dossier) == lot
    ]


def withdrawn_seats(state: State, lot: str) -> Iterator[Fault]:
    """The voting seats that are out of a lot for a conflict of interest."""
    for member in state.definition.members:
        if member.votes and state.is_recused(member.code, lot):
            whole = any(each.member == member.code and each.lot == WHOLE_CALL for each in state.recusals)
            yield fault("seat-recused", member=member.code, scope="call" if whole else "lot")


def _departures(state: State, brought: LotTally, seat: SeatMarks) -> Iterator[Fault]:
    subs = brought.marks.subs
    dossiers = [each.code for each in brought.marks.dossiers]
    for line in sorted(seat.declined):
        code = subs[line].code
        where = [each for each, row in zip(dossiers, seat.rows, strict=True) if row[line] == DECLINED]
        given = [state.sheet(seat.member, each).cell(code).reason for each in where]
        reason = " ; ".join(dict.fromkeys(each for each in given if each))
        yield fault("seat-declined", member=seat.member, sub=code, dossiers=where, reason=reason)
    if seat.missing and not all(seat.handed_in):
        where = [each for each, given in zip(dossiers, seat.handed_in, strict=True) if not given]
        yield fault("seat-sheet-missing", member=seat.member, dossiers=where)
    elif seat.missing:
        yield fault("seat-missing", member=seat.member, subs=[subs[line].code for line in sorted(seat.missing)])


def _inapplicable(state: State, brought: LotTally) -> Iterator[Fault]:
    together = state.definition.rules.aggregation == "consensus"
    for each in (*brought.dossiers, *(beside.variant for beside in brought.variants)):
        if each.inapplicable:
            yield fault(
                "not-applicable-consensus" if together else "not-applicable-agreed",
                dossier=each.dossier.code,
                subs=list(each.inapplicable),
                maximum=each.maximum,
                total=state.definition.call.most,
            )


def _alone(brought: LotTally) -> Iterator[Fault]:
    """Formulas that compare, where there was nothing to compare with: sans objet."""
    for each in (*brought.dossiers, *(beside.variant for beside in brought.variants)):
        yield from each.alone


def _closing(state: State, lot: str) -> Iterator[Fault]:
    if closing := state.closed.get(lot):
        yield fault("scoring-closed", lot=lot, reason=closing.reason)


def _late(state: State, lot: str) -> Iterator[Fault]:
    if late := late_entries(state, lot):
        yield fault("late-not-counted", entries=[each.name for each in late])


def _consultative(brought: LotTally) -> Iterator[Fault]:
    if brought.consultative:
        yield fault("consultative-apart", lot=brought.lot.code)


def _provisional(brought: LotTally) -> Iterator[Fault]:
    """Dossiers that may still take a place: the places of the others are provisional."""
    waiting = [each.dossier.code for each in brought.dossiers if any(r.code in MAY_CHANGE for r in each.reasons)]
    if waiting and len(waiting) < len(brought.dossiers):
        yield fault("ranking-provisional", dossiers=waiting)
