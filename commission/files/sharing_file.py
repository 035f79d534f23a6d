"""A sharing, from its file: every fault located, and a refusal where the document does not publish what it takes."""

from __future__ import annotations

from pathlib import Path

from commission.files import toml_file
from commission.files.grid_file import shape_from
from commission.files.toml_file import Loaded
from commission.rules.fault import Refused, fault
from commission.rules.shape import SHARING
from commission.rules.sharing import Sharing, SharingShape, build_sharing, not_computable


def is_sharing(loaded: Loaded) -> bool:
    """Whether a file says that it shares an envelope, or has its tables and says ``kind`` wrong; others are grids."""
    table = loaded.table
    return table.get("kind") == SHARING or ("beneficiary" in table and "key" in table and "criterion" not in table)


def sharing_from(loaded: Loaded) -> Sharing:
    """The sharing in a loaded file. Raises Refused with every fault, located, in the file's order."""
    shape, faults = shape_from(loaded, SharingShape, thorough_reading=True)
    if shape is None:
        raise Refused(*faults)
    sharing, meaning = build_sharing(shape)
    if faults or meaning:
        raise Refused(*toml_file.locate([*faults, *meaning], loaded.path, loaded.data))
    return sharing


def read_shares(path: Path) -> tuple[Sharing, str]:
    """A sharing that can be computed, and its file's SHA-256. Raises Refused, also where its keys are unpublished."""
    loaded = toml_file.load(path)
    if not is_sharing(loaded):
        raise Refused(*toml_file.locate([fault("not-a-sharing", "kind")], path, loaded.data))
    sharing = sharing_from(loaded)
    if lacking := not_computable(sharing):
        raise Refused(*toml_file.locate([lacking], path, loaded.data))
    return sharing, loaded.sha256
