"""The one table of faults: each code of the program has its wording here, and no wording is without a code (a test)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from commission.rules.fault import Fault
from commission.words.steps import STEPS
from commission.words.wording import Wording, chosen


def wording(fault: Fault) -> Wording:
    """How this fault is said; a code from a newer program than this one is said by its name alone."""
    found = STEPS.get(fault.code) or next((table[fault.code] for table in tables() if fault.code in table), None)
    return chosen(found, fault) if found else Wording(fault.code)


def tables() -> Iterator[Mapping[str, Wording]]:
    """Every table of faults, each loaded when it is looked in: first those that a command which reads has most to say of."""
    from commission.words.faults_acts import ACTS

    yield ACTS
    from commission.words.faults_command import COMMAND

    yield COMMAND
    from commission.words.faults_journal import JOURNAL

    yield JOURNAL
    from commission.words.faults_written import WRITTEN

    yield WRITTEN
    from commission.words.faults_asked import ASKED
    from commission.words.faults_circuit import CIRCUIT
    from commission.words.faults_deliberation import DELIBERATION
    from commission.words.faults_fiche import FICHE
    from commission.words.faults_notation import NOTATION
    from commission.words.faults_rules import RULES
    from commission.words.faults_sharing import SHARES
    from commission.words.faults_stages import STAGES

    yield from (NOTATION, RULES, STAGES, ASKED, SHARES, CIRCUIT, FICHE, DELIBERATION)
