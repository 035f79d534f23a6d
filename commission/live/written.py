"""The two written files of an open session, read again when somebody edits them while it is open."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from msgspec.structs import replace

from commission.files import opener
from commission.files.session_folder import SESSION, accepted_prints, read_definition
from commission.rules.fault import Fault, Refused
from commission.session.definition import Definition
from commission.session.entry import Journal


class Written:
    """``definition`` as last read; ``faults`` what has since become wrong in the files, while the last sound one serves."""

    def __init__(self, folder: Path, journals: Iterable[Journal]) -> None:
        self._folder = folder
        self._stamps = self._look()
        self.definition: Definition = read_definition(folder, accepted_prints(journals))
        self.faults: list[Fault] = []

    def refresh(self, journals: Iterable[Journal]) -> bool:
        """Read the files again if one of them changed; whether anything did."""
        stamps = self._look()
        if stamps == self._stamps:
            return False
        self._stamps = stamps
        try:
            self.definition, self.faults = read_definition(self._folder, accepted_prints(journals)), []
        except Refused as refused:
            # No fingerprint: the files are certainly not those that were adopted, so nothing is ranked on them.
            self.definition = replace(self.definition, session_print="")
            self.faults = list(refused.faults)
        return True

    def _look(self) -> dict[str, opener.Stamp]:
        found: dict[str, opener.Stamp] = {}
        with suppress(OSError):
            found = {each.name: each.stamp for each in opener.disk.list(self._folder) if each.is_file}
        return {name: stamp for name, stamp in found.items() if name == SESSION or name.endswith(".toml")}
