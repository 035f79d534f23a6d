"""A published grid, from its file: thoroughly with every fault located, or quickly when it was accepted before."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

from commission.files import toml_file
from commission.files.toml_file import Loaded
from commission.files.zones import zone_faults
from commission.rules.build import build_call
from commission.rules.fault import Fault, Refused, fault
from commission.rules.grid import Call
from commission.rules.reading import quick, thorough
from commission.rules.shape import CIRCUIT, SHARING, GridShape

S = TypeVar("S")


def read_call(path: Path, *, thorough: bool = True) -> tuple[Call, str]:
    """The call a grid file describes and the file's SHA-256.

    Raises Refused with every fault, located, in the file's order; only the first of shape when not ``thorough``.
    """
    loaded = toml_file.load(path)
    call, faults = call_from(loaded, thorough_reading=thorough)
    if call is None or faults:
        raise Refused(*faults)
    return call, loaded.sha256


def call_from(loaded: Loaded, *, thorough_reading: bool) -> tuple[Call | None, list[Fault]]:
    """The call in a grid already loaded and its located faults; None where its shape is not a grid's."""
    if loaded.table.get("kind") == SHARING:
        return None, toml_file.locate([fault("sharing-not-grid", "kind")], loaded.path, loaded.data)
    if loaded.table.get("kind") == CIRCUIT:
        return None, toml_file.locate([fault("circuit-not-grid", "kind")], loaded.path, loaded.data)
    shape, faults = shape_from(loaded, GridShape, thorough_reading=thorough_reading)
    if shape is None:
        return None, faults
    call, meaning = build_call(shape)
    if thorough_reading:
        meaning += zone_faults(shape.zone, "zone")
    return call, toml_file.locate([*faults, *meaning], loaded.path, loaded.data)


def shape_from(loaded: Loaded, shape: type[S], *, thorough_reading: bool) -> tuple[S | None, list[Fault]]:
    """The table of a loaded file as ``shape``, or None, and its located faults.

    Where its only faults are keys that nobody knows, the rest is read all the same: what it means may be wrong too, and
    whoever writes a file wants to hear it all at once.
    """
    if thorough_reading:
        made, faults = thorough(loaded.table, shape)
        if made is None and all(each.code == "unknown-key" for each in faults):
            made = thorough(_mended(loaded.table, faults), shape)[0]
    else:
        try:
            made, faults = quick(loaded.table, shape), []
        except Refused as refused:
            made, faults = None, list(refused.faults)
    if faults:
        from commission.files.plainer import plainer  # sound files have nothing to tell

        faults = plainer(faults, shape)
    return made, toml_file.locate(faults, loaded.path, loaded.data)


def _mended(table: dict[str, Any], faults: Iterable[Fault]) -> dict[str, Any]:
    """A copy of the table where each unknown key is the known one it looks like, if that is missing, or is left out."""
    kept = copy.deepcopy(table)
    for each in faults:
        inside: Any = kept
        for step in each.where[:-1]:
            inside = inside[step]
        value, nearest = inside.pop(each.where[-1]), each.fields["nearest"]
        if nearest and nearest not in inside:
            inside[nearest] = value
    return kept
