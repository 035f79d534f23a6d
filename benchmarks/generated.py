"""A session of any size on the published grid, written straight in the journal's own form: complete, adopted, opened.

Going through the product's acts would take an hour for a million marks (each is synced to the disk), so the lines are
encoded from the same structures and chained here; what is measured reads and checks every one of them.
"""

from __future__ import annotations

import hashlib
import random
import shutil
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import msgspec
import tomli_w

from benchmarks.timing import ROOT
from commission.files.grid_file import read_call
from commission.rules.grid import Call
from commission.rules.number import exact_text
from commission.rules.text import folder_name
from commission.session.acts import sheet_hash
from commission.session.entry import Adopt, AnyEntry, HandIn, Header, Mark, Open
from commission.session.state import Cell, Sheet

GRID = ROOT / "grids" / "aemo-ih-2025.toml"
LOT = "nord"
AT = "2025-10-06T14:00:00.000+02:00"
SEED = 2025


class Size(NamedTuple):
    """How many sit and how many dossiers they score, each on all the lines of the grid."""

    members: int
    dossiers: int


class Generated(NamedTuple):
    """A session folder and every mark in it: ``(member, dossier, code, value)``."""

    folder: Path
    call: Call
    members: list[str]
    dossiers: list[str]
    marks: list[tuple[str, str, str, str]]


class _Lines:
    """One journal file being made: entries in, chained bytes out."""

    def __init__(self, session: str, actor: str, grid: str) -> None:
        self.actor, self.writer = actor, hashlib.sha256(actor.encode()).hexdigest()[:8]
        self.number = 0
        self.lines = [_line(Header(1, session, actor, self.writer, grid))]
        self.head = hashlib.sha256(self.lines[0]).hexdigest()

    def add(self, kind: type[AnyEntry], **fields: object) -> str:
        """Append an entry; its name."""
        self.number += 1
        self.lines.append(_line(kind(n=self.number, at=AT, by=self.actor, prev=self.head, **fields)))
        self.head = hashlib.sha256(self.lines[-1]).hexdigest()
        return f"{self.writer}:{self.number}"

    def write(self, folder: Path) -> None:
        """Put the file where the product looks for it."""
        path = folder / "journal" / folder_name(self.actor) / f"{self.writer}.jsonl"
        path.parent.mkdir(parents=True)
        path.write_bytes(b"".join(self.lines))


def _line(value: Header | AnyEntry) -> bytes:
    return msgspec.json.encode(value) + b"\n"


def generate(folder: Path, size: Size) -> Generated:
    """A whole session in ``folder``, the same bytes each time; its marks are half points drawn evenly."""
    call, grid = read_call(GRID)
    members = [f"m{place:02}" for place in range(1, size.members + 1)]
    dossiers = [f"d{place:04}" for place in range(1, size.dossiers + 1)]
    folder.mkdir(parents=True)
    shutil.copy(GRID, folder / "grid.toml")
    session = _session_file(members, dossiers)
    (folder / "session.toml").write_bytes(session)
    desk = _Lines("measured", "desk", grid)
    adopted = desk.add(Adopt, session=hashlib.sha256(session).hexdigest(), grid=grid)
    draw = random.Random(SEED)
    marks: list[tuple[str, str, str, str]] = []
    heads = {}
    for member in members:
        lines = _Lines("measured", member, grid)
        for dossier in dossiers:
            sheet = list(_sheet(call, draw))
            marks += [(member, dossier, code, value) for code, value in sheet]
            _score(lines, dossier, sheet, adopted)
        lines.write(folder)
        heads[lines.writer] = (lines.number, lines.head)
    desk.add(Open, seen=adopted, after=(adopted,), lot=LOT, heads=heads)
    desk.write(folder)
    return Generated(folder, call, members, dossiers, marks)


def _session_file(members: Sequence[str], dossiers: Sequence[str]) -> bytes:
    figures = {"mesures": 10}
    table = {
        "format": 1,
        "id": "measured",
        "title": "Session mesurée",
        "rules": {"step": "0.5"},
        "member": [{"code": code, "name": f"Membre {code}"} for code in members],
        "dossier": [
            {
                "code": code,
                "applicant": f"Association {code}",
                "title": f"Projet {code}",
                "lot": LOT,
                "figures": figures,
            }
            for code in dossiers
        ],
    }
    return tomli_w.dumps(table).encode()


def _sheet(call: Call, draw: random.Random) -> Iterator[tuple[str, str]]:
    for sub in call.subs:
        yield sub.code, exact_text(Fraction(draw.randint(0, int(sub.max * 2)), 2))


def _score(lines: _Lines, dossier: str, sheet: Sequence[tuple[str, str]], adopted: str) -> None:
    for code, value in sheet:
        lines.add(Mark, seen=adopted, dossier=dossier, code=code, value=value)
    nonce = hashlib.sha256(f"{lines.actor} {dossier}".encode()).hexdigest()[:32]
    closed = sheet_hash(Sheet({code: Cell(value) for code, value in sheet}), nonce)
    lines.add(HandIn, seen=adopted, dossier=dossier, sheet=closed, nonce=nonce)
