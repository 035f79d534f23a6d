"""An observation while it is being typed: kept beside the journals, so that a closed window loses none of it."""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import msgspec

from commission.files import atomic, opener
from commission.files.journals import FOLDER
from commission.rules.text import folder_name

SUFFIX = ".draft"


class Draft(msgspec.Struct, frozen=True):
    """The text so far, and the cell it belongs to."""

    dossier: str
    code: str
    text: str


def save(folder: Path, actor: str, dossier: str, code: str, text: str) -> None:
    """Keep this text for this cell in place of what was kept for it. Raises Refused where the disk refuses."""
    home = _home(folder, actor)
    with opener.writing(home.relative_to(folder).as_posix()):
        opener.disk.stamp(folder / "session.toml")
        opener.make_folders(home)
        whole = text.encode(errors="replace").decode()
        atomic.replace(home / _name(dossier, code), msgspec.json.encode(Draft(dossier, code, whole)) + b"\n")


def load(folder: Path, actor: str) -> Draft | None:
    """The draft kept last by this actor; None if there is none. One that cannot be read is as none."""
    home = _home(folder, actor)
    with suppress(OSError):
        found = [each for each in opener.disk.list(home) if each.is_file and each.name.endswith(SUFFIX)]
        for each in sorted(found, key=lambda each: (each.stamp.changed, each.name), reverse=True):
            with suppress(OSError, msgspec.MsgspecError, UnicodeDecodeError):
                return msgspec.json.decode(opener.disk.read(home / each.name), type=Draft)
    return None


def clear(folder: Path, actor: str, dossier: str = "", code: str = "") -> None:
    """Forget the draft of this cell, or all of this actor's without a cell. Nothing to forget is no fault."""
    home = _home(folder, actor)
    with suppress(OSError):
        names = [each.name for each in opener.disk.list(home) if each.is_file and each.name.endswith(SUFFIX)]
        wanted = {_name(dossier, code)} if dossier else set(names)
        for name in wanted.intersection(names):
            with suppress(OSError):
                opener.disk.remove(home / name)


def _home(folder: Path, actor: str) -> Path:
    return folder / FOLDER / folder_name(actor)


def _name(dossier: str, code: str) -> str:
    """One file for each cell, so that two screens of one member keep their drafts apart."""
    return sha256(f"{dossier}\n{code}".encode()).hexdigest()[:16] + SUFFIX
