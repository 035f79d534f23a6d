"""What a stage adds to a ranking: the total of the stage before, in the ranked total or beside it, and how that is said."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from commission.result.dossier_tally import DossierTally
from commission.rules.fault import Fault, fault
from commission.rules.grid import AtStage
from commission.rules.ranking_rules import Rules
from commission.session.definition import Dossier


def with_carried(tallies: Iterable[DossierTally], rules: Rules) -> tuple[DossierTally, ...]:
    """The same dossiers, what each brings from the stage before in its total."""
    return tuple(_added(each, rules) for each in tallies)


def _added(each: DossierTally, rules: Rules) -> DossierTally:
    if each.total is None or each.dossier.carried is None:
        return each
    total = each.total + each.dossier.carried
    return msgspec.structs.replace(each, total=total, order=(-total if rules.better == "lower" else total,))


def stage_rule(at: AtStage) -> Fault:
    """What the session is about, and what its total becomes."""
    if at.before is None:
        return fault("rule-stage-first", title=at.stage.title, then=at.after.title if at.after else "")
    return fault(f"rule-stage-{at.stage.counts}", title=at.stage.title, earlier=at.before.title, most=at.most_before)


def carried_step(at: AtStage, dossier: Dossier) -> Fault:
    """What a dossier brings, exact, and whether it counts."""
    title = at.before.title if at.before else ""
    return fault(f"why-carried-{at.stage.counts}", earlier=title, carried=dossier.carried, most=at.most_before)
