"""What tests of the folder share: a small session on the disk, entries to write, and disks that record or refuse."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

import pytest

from commission.files import opener
from commission.files.journals import Reader
from commission.files.opener import Disk, Found, Stamp
from commission.files.session_folder import create_session
from commission.files.writer import Writer
from commission.rules.fault import Fault, Refused
from commission.session.act_draft import Draft
from commission.session.entry import Adopt, Mark, Open

AT = "2025-10-06T14:00:00.000+02:00"
ID = "5e551001"
GRID_PRINT = "6" * 64

GRID = """\
format = 1
code = "essai"
title = "Appel d'essai"

[[figure]]
code = "mesures"
title = "Capacité proposée"

[[lot]]
code = "nord"
title = "Nord du Département"

[[lot]]
code = "sud"
title = "Sud du Département"

[[criterion]]
code = "A"
title = "Qualités du candidat"
points = 8
sub = [
  { code = "A1", max = 1, title = "Statuts" },
  { code = "A2", max = 7, title = "Expérience" },
]
"""


def new_session(folder: Path) -> Path:
    """A session folder at ``folder`` on the small grid, without members or dossiers."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    grid = folder.parent / "essai.toml"
    grid.write_text(GRID, encoding="utf-8")
    create_session(folder, grid, title="Essai", new_id=ID)
    return folder


def mark(actor: str, value: str = "6.5", code: str = "A2", dossier: str = "D1", **more: Any) -> Draft:
    """A member's own mark, not yet written."""
    return Draft(actor, Mark, {"by": actor, "dossier": dossier, "code": code, "value": value, **more})


def opening(heads: dict[str, tuple[int, str]]) -> Draft:
    """The desk's opening of marks, with the heads it had seen."""
    return Draft("desk", Open, {"by": "desk", "lot": "nord", "heads": heads})


def adoption(session: str, grid: str) -> Draft:
    """The desk's adoption of two files."""
    return Draft("desk", Adopt, {"by": "desk", "session": session, "grid": grid})


def a_writer(folder: Path, actor: str = "m-a", *names: str) -> Writer:
    """A writer in this session; the files it begins have these names, as far as they go."""
    if not names:
        return Writer(folder, actor, ID, GRID_PRINT)
    given = iter(names)
    return Writer(folder, actor, ID, GRID_PRINT, name=lambda: next(given))


def write(folder: Path, actor: str, values: Sequence[str], *names: str) -> Path:
    """A journal file of this actor with one mark for each of ``values``; its path."""
    writer = a_writer(folder, actor, *names)
    for value in values:
        writer.append(mark(actor, value), AT)
    path = writer.path
    writer.close()
    assert path
    return path


def everyone(actor: str) -> bool:
    """Reads every journal, as the desk does."""
    return True


def a_reader(folder: Path, may_read: Callable[[str], bool] = everyone) -> Reader:
    """A reader of this session, with everything read."""
    reader = Reader(folder, may_read, session=ID)
    reader.read()
    return reader


def values(reader: Reader) -> list[str]:
    """Every mark's value, journal after journal."""
    return [each.value for journal in reader.journals for each in journal.entries if isinstance(each, Mark)]


def said(faults: Sequence[Fault]) -> list[tuple[str, str, int]]:
    """Each fault as its code, its file and its line."""
    return [(each.code, each.place.file if each.place else "", each.place.line if each.place else 0) for each in faults]


@contextmanager
def refused() -> Iterator[list[Fault]]:
    """What is inside must be refused; the list then holds its faults."""
    faults: list[Fault] = []
    with pytest.raises(Refused) as caught:
        yield faults
    faults += caught.value.faults


class Recording(Disk):
    """A disk that keeps, in order, what was done to which name. What one opened, another of these knows by name."""

    _names: ClassVar[dict[int, str]] = {}

    def __init__(self) -> None:
        self.done: list[tuple[str, str]] = []

    def note(self, what: str, name: str) -> None:
        """One more step."""
        self.done.append((what, name))

    def read(self, path: Path, start: int = 0) -> bytes:
        self.note("read", str(path))
        return super().read(path, start)

    def list(self, folder: Path) -> list[Found]:
        self.note("list", str(folder))
        return super().list(folder)

    def stamp(self, path: Path) -> Stamp:
        self.note("stamp", str(path))
        return super().stamp(path)

    def create(self, path: Path) -> int:
        self.note("create", str(path))
        descriptor = super().create(path)
        self._names[descriptor] = str(path)
        return descriptor

    def append_to(self, path: Path) -> int:
        self.note("append_to", str(path))
        descriptor = super().append_to(path)
        self._names[descriptor] = str(path)
        return descriptor

    def write(self, descriptor: int, data: bytes) -> int:
        self.note("write", self._names[descriptor])
        return super().write(descriptor, data)

    def sync(self, descriptor: int) -> None:
        self.note("sync", self._names[descriptor])
        super().sync(descriptor)

    def sync_folder(self, folder: Path) -> None:
        self.note("sync_folder", str(folder))
        super().sync_folder(folder)

    def make_folder(self, folder: Path) -> None:
        self.note("make_folder", str(folder))
        super().make_folder(folder)

    def replace(self, source: Path, target: Path) -> None:
        self.note("replace", str(target))
        super().replace(source, target)

    def rename_new(self, source: Path, target: Path) -> None:
        self.note("rename_new", str(target))
        super().rename_new(source, target)

    def steps(self, under: Path) -> list[str]:
        """What was done below this folder, each step as ``write journal/m-a/0000000a.jsonl``, without mere looks."""
        inside = [(what, Path(name)) for what, name in self.done if Path(name).is_relative_to(under)]
        looks = {"stamp", "list", "read"}
        return [f"{what} {name.relative_to(under).as_posix()}" for what, name in inside if what not in looks]

    def touched(self, under: Path) -> set[str]:
        """Every name below this folder that was opened, listed or looked at."""
        names = [Path(name) for _, name in self.done]
        return {name.relative_to(under).as_posix() for name in names if name.is_relative_to(under)}


class Failing(Recording):
    """A disk whose ``step``-th change below ``under`` fails with ``error``; a write may first take ``short`` bytes."""

    def __init__(self, under: Path, step: int, error: int = errno.ENOSPC, short: int | None = None) -> None:
        super().__init__()
        self.under, self.left, self.error, self.short = under, step, error, short
        self.failed = ""

    def note(self, what: str, name: str) -> None:
        super().note(what, name)
        if what in {"stamp", "list", "read"} or not Path(name).is_relative_to(self.under):
            return
        self.left -= 1
        if self.left == 0:
            self.failed = what
            if not (what == "write" and self.short is not None):
                raise OSError(self.error, os.strerror(self.error))

    def write(self, descriptor: int, data: bytes) -> int:
        before = self.failed
        self.note("write", self._names[descriptor])
        if self.short is not None and self.failed == "write" and not before:
            return Disk.write(self, descriptor, data[: self.short])
        return Disk.write(self, descriptor, data)


@contextmanager
def on(disk: Disk) -> Iterator[None]:
    """The program works on this disk while inside."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opener, "disk", disk)
        yield
