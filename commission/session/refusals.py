"""What is said of a refusal in every report: its ground and reason, where the ground comes from, and who decided."""

from __future__ import annotations

from commission.rules.asked import LEGAL_GROUNDS, REGIME, ground_standing
from commission.rules.fault import Fault, fault
from commission.session.definition import Definition
from commission.session.entry import Refuse


def refusal_steps(definition: Definition, refusal: Refuse) -> tuple[Fault, ...]:
    """The steps, first the refusal itself. The law, the call and a setting are never said one for another."""
    call = definition.call
    # « Refus préalable » is a term of the code: a call that says it is of another regime has « non recevable ».
    outside = bool(call.regime.strip()) and call.regime.strip().casefold() != REGIME.casefold()
    more = {"outside": call.regime} if outside else {}
    said = [fault("refused", dossier=refusal.dossier, ground=refusal.ground, reason=refusal.reason, **more)]
    titles = [each.title for each in call.asked.requirements if each.code in refusal.requirements]
    asked = call.asked.of(definition.dossier(refusal.dossier).lot)
    match ground_standing(refusal.ground, call.regime, asked):
        case "law":
            said.append(fault("refusal-law", item=LEGAL_GROUNDS[refusal.ground]))
        case "call":
            said.append(fault("refusal-call"))
        case _:
            said.append(fault("refusal-setting"))
    if titles:
        said.append(fault("refusal-requirements", titles=titles))
    authorities = [each.title for each in call.authorities if each.code in refusal.decided_by]
    if authorities:
        said.append(fault("refusal-decided", authorities=authorities))
    return tuple(said)
