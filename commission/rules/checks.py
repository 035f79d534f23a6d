"""What the reading of every written file checks alike: numbers made exact, codes well formed and never twice."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from commission.rules.fault import Fault, KeyPath, Refused, fault
from commission.rules.number import Written, parse_written
from commission.rules.text import RESERVED_ACTORS, code_problem


def number(value: Written | None, faults: list[Fault], *where: str | int) -> Fraction:
    """``value`` made exact; 0 and a fault at ``where`` if it is not a number. None is 0."""
    if value is None:
        return Fraction(0)
    try:
        return parse_written(value)
    except Refused as refused:
        faults.extend(each.under(*where) for each in refused.faults)
        return Fraction(0)


def check_codes(codes: Iterable[tuple[str, KeyPath]], *, actors: bool = False) -> list[Fault]:
    """Faults of form and of repetition (case ignored) among codes, each with its key path; ``actors`` bars our own."""
    faults: list[Fault] = []
    met: dict[str, str] = {}
    for code, where in codes:
        if problem := code_problem(code):
            faults.append(fault(problem, *where, found=code))
        elif actors and code.casefold() in RESERVED_ACTORS:
            faults.append(fault("code-reserved", *where, found=code))
        elif code.casefold() in met:
            faults.append(fault("duplicate-code", *where, found=code, first=met[code.casefold()]))
        met.setdefault(code.casefold(), code)
    return faults
