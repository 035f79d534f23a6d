"""Where the published grids and the example session are: inside an installed package, or beside it in a clone."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Literal

from commission.rules.fault import Refused, fault

Kind = Literal["grids", "sessions"]
EXAMPLE = "demo-aemo-ih-2025"
"""The folder of the example session."""
EXAMPLES = (
    EXAMPLE,
    "exemple-sessad-ase-nord-2026",
    "exemple-handicap-2030-occitanie-2025",
    "sessad-ip-pas-de-calais-exemple",
)
"""The sessions of a clone that are examples, each held by a test to the bytes its script gives; a wheel has the first."""


def shipped(kind: Kind) -> Path:
    """The folder of the published grids, or the folder that holds the example session. Read only: copy before writing.

    A wheel carries both in ``commission/data``; an editable install has none there and finds those of the clone.
    Raises Refused ``not-shipped`` where neither exists, as after a partial copy of the program.
    """
    package = Path(str(resources.files("commission")))
    for place in (package / "data" / kind, package.parent / kind):
        if place.is_dir():
            return place
    raise Refused(fault("not-shipped", kind=kind, folder=str(package / "data" / kind)))


def by_name(path: Path) -> Path:
    """The published file of this bare name (``aemo-ih-2025``), where nothing here is called so; else the path as typed."""
    if len(path.parts) != 1 or path.suffix:
        return path
    published = shipped("grids") / f"{path}.toml"
    return published if published.is_file() and not path.exists() else path


def is_shipped(folder: Path) -> bool:
    """Whether this is an example itself, which nothing may write into; a copy of it is not."""
    try:
        return any(folder.resolve() == (shipped("sessions") / each).resolve() for each in EXAMPLES)
    except (Refused, OSError):
        return False
