"""Hatchling's build hook: a wheel carries the published grids and the example session inside the package.

An editable install gets none of it: the clone is beside it, and a copy would grow stale.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SHIPPED = {
    "grids": "commission/data/grids",
    "sessions/demo-aemo-ih-2025": "commission/data/sessions/demo-aemo-ih-2025",
}


class ShippedData(BuildHookInterface[Any]):
    """Adds the folders of SHIPPED to a standard wheel, file by file, leaving out what a played session wrote."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before a build; `version` is "standard" or "editable"."""
        if version == "editable":
            return
        for source, target in SHIPPED.items():
            folder = Path(self.root, source)
            files = sorted(path for path in folder.rglob("*") if path.is_file() and "exports" not in path.parts)
            if not files:
                raise FileNotFoundError(f"{source}: nothing to ship; a wheel without it would be broken")
            for path in files:
                inside = path.relative_to(folder).as_posix()
                build_data["force_include"][str(path)] = f"{target}/{inside}"
