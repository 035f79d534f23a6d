"""The one table of faults: each code of the program has its wording here, and no wording is without a code (a test)."""

from __future__ import annotations

from typing import Final

from commission.rules.fault import Fault
from commission.words.faults_acts import ACTS
from commission.words.faults_asked import ASKED
from commission.words.faults_circuit import CIRCUIT
from commission.words.faults_command import COMMAND
from commission.words.faults_deliberation import DELIBERATION
from commission.words.faults_fiche import FICHE
from commission.words.faults_journal import JOURNAL
from commission.words.faults_notation import NOTATION
from commission.words.faults_rules import RULES
from commission.words.faults_sharing import SHARES
from commission.words.faults_written import WRITTEN
from commission.words.steps import STEPS
from commission.words.wording import Wording, chosen

FAULTS: Final[dict[str, Wording]] = {
    **WRITTEN,
    **NOTATION,
    **RULES,
    **ASKED,
    **SHARES,
    **CIRCUIT,
    **FICHE,
    **ACTS,
    **DELIBERATION,
    **JOURNAL,
    **COMMAND,
}


def wording(fault: Fault) -> Wording:
    """How this fault is said; a code from a newer program than this one is said by its name alone."""
    found = FAULTS.get(fault.code) or STEPS.get(fault.code)
    return chosen(found, fault) if found else Wording(fault.code)
