"""Build the example session through the product's own acts: fixed clock, fixed writer names, the same bytes every time.

    .venv/bin/python -m tools.build_demo [FOLDER]

FOLDER is ``sessions/demo-aemo-ih-2025`` by default; what stands there is replaced. A test builds it elsewhere and
compares every byte with the committed folder.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from commission.files.imports import Record
from commission.files.session_folder import add_rows, create_session
from commission.live.moment import Names
from commission.live.room import Room
from commission.rules.fault import Place
from tools import demo_story as story

HERE = Path(__file__).resolve().parent.parent
DEMO = HERE / "sessions" / "demo-aemo-ih-2025"
GRID = HERE / "grids" / "aemo-ih-2025.toml"
TITLE = "Exemple : commission conjointe AEMO IH, Côtes-d'Armor (organismes et personnes inventés)"


class Script:
    """The clock and the chance of the story: each look at the clock is a moment later, each name the next one."""

    def __init__(self, start: datetime, seed: str = "aemo-ih-2025") -> None:
        self.moment, self.seed = start, seed
        self.drawn = 0
        self.names = Names(lambda: self._draw("writer")[:8], lambda: self._draw("nonce")[:32])

    def clock(self) -> datetime:
        """The next moment: members answer in seven to forty seconds."""
        self.moment += timedelta(seconds=7 + (self.moment.second * 7 + self.drawn) % 34)
        return self.moment

    def at(self, day: int, hour: int, minute: int = 0, *, month: int = 9) -> None:
        """Go on to this time; the story never goes back within one writer's file."""
        self.moment = datetime(self.moment.year, month, day, hour, minute, tzinfo=ZoneInfo("Europe/Paris"))

    def _draw(self, kind: str) -> str:
        self.drawn += 1
        return hashlib.sha256(f"{self.seed} {kind} {self.drawn}".encode()).hexdigest()


@contextmanager
def seated(folder: Path, script: Script, who: str, *, desk: bool = False) -> Iterator[Room]:
    """One person's open session, closed at the end."""
    with Room.open(folder, who, desk=desk, clock=script.clock, names=script.names) as room:
        yield room


def build(folder: Path) -> None:
    """Play the whole story into ``folder``, which must not exist."""
    script = Script(datetime(2025, 9, 15, 9, 0, tzinfo=ZoneInfo("Europe/Paris")))
    create_session(folder, GRID, title=TITLE, language="fr", zone="Europe/Paris", new_id="demo-aemo-ih-2025")
    _add(folder, "member", [dict(each) for each in story.MEMBERS])
    _add(folder, "dossier", [_dossier_row(each) for each in story.DOSSIERS])
    with seated(folder, script, "desk") as desk:
        desk.act("adopt")
        _admissibility(desk)
    script.at(15, 9, 30)
    with seated(folder, script, "m-talvern", desk=True) as presidency:
        presidency.act("refuse", **story.LATE_REFUSAL)
    _recused(folder, script)
    for place, member in enumerate(each["code"] for each in story.MEMBERS):
        script.at(16 + place % 9, 9 + place % 8, place)
        _nord(folder, script, member)
    script.at(2, 14, 30, month=10)
    with seated(folder, script, "m-coatbrizel", desk=True) as presidency:
        presidency.act("open", lot="nord")
    for place, member in enumerate(each["code"] for each in story.MEMBERS):
        script.at(6 + place % 3, 10 + place % 7, place, month=10)
        _sud(folder, script, member)


def _add(folder: Path, kind: Literal["member", "dossier"], rows: list[dict[str, object]]) -> None:
    """Into ``session.toml`` as an import would write them."""
    records = [Record(row, {"": Place("story", index + 1)}) for index, row in enumerate(rows)]
    add_rows(folder, kind, records, seen=hashlib.sha256((folder / "session.toml").read_bytes()).hexdigest())


def _dossier_row(dossier: story.Dossier) -> dict[str, object]:
    row = {**dossier, "deposited_at": datetime.fromisoformat(dossier["deposited_at"])}
    return {name: value for name, value in row.items() if value != ""}


def _admissibility(desk: Room) -> None:
    """The secretariat notes what completed a dossier, and confirms what nothing computes, dossier by dossier."""
    desk.act("ask-completion", **story.COMPLETION)
    desk.act("completed", **story.COMPLETED)
    for each in story.DOSSIERS:
        for requirement in story.STATEMENTS:
            if each["code"] != story.LATE_REFUSAL["dossier"] and (each["code"], requirement) not in story.TO_CONFIRM:
                desk.act("confirm", dossier=each["code"], requirement=requirement, verdict="met")


def _recused(folder: Path, script: Script) -> None:
    """A member begins, finds a conflict of interest, and withdraws: his marks stay, outside every sum."""
    script.at(16, 8, 30)
    with seated(folder, script, story.RECUSAL["member"]) as room:
        for dossier, sheets in story.RECUSED_MARKS.items():
            _score(room, dossier, sheets.get(room.viewer.code, {}))
        room.act("recuse", **story.RECUSAL)


def _nord(folder: Path, script: Script, member: str) -> None:
    dossiers = [dossier for dossier, sheets in story.NORD_MARKS.items() if member in sheets]
    if not dossiers:
        return
    with seated(folder, script, member) as room:
        for dossier in dossiers:
            _score(room, dossier, story.NORD_MARKS[dossier][member])
            for each in story.DECLINED:
                if each["member"] == member:
                    room.act("mark", dossier=dossier, code=each["code"], value="declined", reason=each["reason"])
        for dossier in dossiers:
            room.act("hand-in", dossier=dossier)


def _sud(folder: Path, script: Script, member: str) -> None:
    dossiers = [dossier for dossier, sheets in story.SUD_MARKS.items() if member in sheets]
    if not dossiers:
        return
    with seated(folder, script, member) as room:
        for dossier in dossiers:
            _score(room, dossier, story.SUD_MARKS[dossier][member])
        if member in story.SUD_HANDED:
            for dossier in dossiers:
                room.act("hand-in", dossier=dossier)


def _score(room: Room, dossier: str, marks: dict[str, str]) -> None:
    """Down one dossier, with the remarks this member made on the way."""
    remarks = {
        each["code"]: each["text"]
        for each in story.OBSERVATIONS
        if (each["member"], each["dossier"]) == (room.viewer.code, dossier)
    }
    for code, value in marks.items():
        room.act("mark", dossier=dossier, code=code, value=value)
        if code in remarks:
            room.act("observation", dossier=dossier, code=code, text=remarks[code])


def main() -> None:
    """Replace the example session, or build it in the folder given."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DEMO
    if folder.exists():
        shutil.rmtree(folder)
    build(folder)


if __name__ == "__main__":
    main()
