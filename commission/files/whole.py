"""A journal file written at once: what is imported stands on the disk whole, or not at all."""

from __future__ import annotations

from pathlib import Path

from commission.files import atomic, chain, opener
from commission.files.journals import FOLDER, SUFFIX
from commission.rules.text import folder_name
from commission.session.entry import AnyEntry, Header


class Whole:
    """A journal file in the making: entries are numbered and chained as they come, and nothing is on the disk yet."""

    def __init__(self, header: Header) -> None:
        self.header = header
        self._lines = [chain.encode(header)]
        self._head = chain.digest(self._lines[0])

    def add(self, kind: type, at: str, fields: dict[str, object]) -> AnyEntry:
        """The next entry, of this kind and with these fields, as of the time ``at``."""
        line = chain.encode(kind(n=len(self._lines), at=at, prev=self._head, **fields))
        self._lines.append(line)
        self._head = chain.digest(line)
        return chain.decode_entry(line)

    def write(self, folder: Path) -> None:
        """Put the file into the session in ``folder``. Raises Refused ``disk-full``, ``read-only``, ``cannot-write``."""
        home = folder / FOLDER / folder_name(self.header.actor)
        with opener.writing(home.relative_to(folder)):
            opener.make_folders(home)
        atomic.replace(home / f"{self.header.writer}{SUFFIX}", b"".join(self._lines))
