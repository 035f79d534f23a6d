"""A circuit, from its file; and any published document that a session can stand on: a grid, or a circuit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commission.files import toml_file
from commission.files.grid_file import call_from, shape_from
from commission.files.toml_file import Loaded
from commission.files.zones import zone_faults
from commission.rules.fault import Fault, Refused
from commission.rules.grid import Call
from commission.rules.shape import CIRCUIT

if TYPE_CHECKING:
    from commission.rules.circuit import Circuit


def is_circuit(loaded: Loaded) -> bool:
    """Whether a file says that it holds a circuit."""
    return loaded.table.get("kind") == CIRCUIT


def published_from(loaded: Loaded, *, thorough_reading: bool) -> tuple[Call | None, Circuit | None, list[Fault]]:
    """What a session stands on: the call, the circuit where the document is one, and the located faults of the file."""
    if not is_circuit(loaded):
        call, faults = call_from(loaded, thorough_reading=thorough_reading)
        return call, None, faults
    from commission.rules.circuit import build_circuit  # few sessions stand on one
    from commission.rules.circuit_shape import CircuitShape

    shape, faults = shape_from(loaded, CircuitShape, thorough_reading=thorough_reading)
    if shape is None:
        return None, None, faults
    circuit, meaning = build_circuit(shape)
    if thorough_reading:
        meaning += zone_faults(shape.zone, "zone")
    return circuit.call, circuit, toml_file.locate([*faults, *meaning], loaded.path, loaded.data)


def circuit_from(loaded: Loaded) -> Circuit:
    """The circuit in a loaded file. Raises Refused with every fault, located, in the file's order."""
    _, circuit, faults = published_from(loaded, thorough_reading=True)
    if circuit is None or faults:
        raise Refused(*faults)
    return circuit
