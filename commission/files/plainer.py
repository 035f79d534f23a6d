"""The slips that a file of grids or rules most often holds, told by what was meant rather than by the shape they break."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from commission.rules.fault import Fault, fault
from commission.rules.reading import known_keys

_COMMA = re.compile(r"=\s*(-?[0-9]+),([0-9]+)")


def plainer(faults: Iterable[Fault], shape: object) -> list[Fault]:
    """These faults of a table against a shape, those of a known slip told as such, each where it was."""
    top = known_keys(shape)
    return [_told(each, top) for each in faults]


def _told(found: Fault, top: list[str]) -> Fault:
    where, fields = found.where, found.fields
    key = str(where[-1]) if where else ""
    if found.code == "unknown-key" and len(where) > 1 and key in top:
        return fault("key-of-the-top", *where, key=key)
    if found.code == "missing-key" and key == "sub":
        return fault("criterion-without-lines", *where)
    listed = found.code == "wrong-type" and len(where) == 1 and fields.get("expected") == "list"
    if listed and _is_table(fields.get("found")):
        return fault("one-bracket-table", *where, key=key)
    if found.code == "not-one-of" and where[-2:] == ("rules", "lots") and _is_table(fields.get("found")):
        return fault("rules-of-lots", *where)
    if found.code == "not-one-of":
        known = re.split(", | or ", str(fields["expected"]))
        if near := difflib.get_close_matches(str(fields["found"]), known, 1):
            return fault("not-one-of-near", *where, **fields, nearest=near[0])
    return found


def _is_table(found: object) -> bool:
    return found == "a table"


def comma_in(line: str) -> Fault | None:
    """A number written with a comma on a line that is not TOML; None where there is none."""
    match = _COMMA.search(line)
    return (
        fault("number-with-comma", found=f"{match[1]},{match[2]}", written=f"{match[1]}.{match[2]}") if match else None
    )
