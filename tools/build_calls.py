"""Build the example sessions on calls without points, through the product's own acts; the same bytes every time.

    .venv/bin/python -m tools.build_calls [FOLDER]

FOLDER is ``sessions`` by default; the sessions that stand there under these names are replaced.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, cast
from zoneinfo import ZoneInfo

from commission.files.imports import Record
from commission.files.session_folder import add_rows, create_session
from commission.live.room import Room
from commission.rules.fault import Place
from tools import handicap_story, sessad_story
from tools.build_demo import HERE, Script, seated

STORIES: tuple[Any, ...] = (sessad_story, handicap_story)


def build(folder: Path, story: Any) -> None:
    """Play the whole of a story into ``folder``, which must not exist."""
    script = Script(datetime(*story.START, tzinfo=ZoneInfo("Europe/Paris")), story.GRID)
    grid = HERE / "grids" / f"{story.GRID}.toml"
    create_session(folder, grid, title=story.TITLE, language="fr", zone="Europe/Paris", new_id=story.SESSION)
    _settle(folder / "session.toml", story)
    _add(folder, "member", story.MEMBERS)
    _add(folder, "dossier", [_dated(each) for each in story.DOSSIERS])
    with seated(folder, script, "desk") as desk:
        desk.act("adopt")
        _admissibility(desk, story)
    president = story.MEMBERS[0]["code"]
    with seated(folder, script, president, desk=True) as presidency:
        for refusal in story.REFUSALS:
            presidency.act("refuse", **refusal)
        if story.RECUSAL:
            presidency.act("recuse", **story.RECUSAL)
    for member, marks in story.MARKS.items():
        with seated(folder, script, member) as room:
            for code, value in marks.items():
                room.act("mark", dossier=story.SCORED, code=code, value=value)
            room.act("hand-in", dossier=story.SCORED)
    with seated(folder, script, "desk") as desk:
        if story.OPENED:
            desk.act("open", lot=story.OPENED)
        for kind, fields in story.ACTS:
            desk.act(kind, **fields)


def _admissibility(desk: Room, story: Any) -> None:
    """The secretariat confirms every requirement of every dossier; of one to be refused, only what is not met."""
    refused = {each["dossier"] for each in story.REFUSALS}
    for dossier in desk.definition.dossiers:
        for requirement in desk.definition.call.asked.of(dossier.lot):
            why = story.NOT_MET.get((dossier.code, requirement.code), "")
            fields = {"dossier": dossier.code, "requirement": requirement.code}
            if why:
                desk.act("confirm", **fields, verdict="not-met", reason=why)
            elif dossier.code not in refused:
                desk.act("confirm", **fields, verdict="met")


def _settle(path: Path, story: Any) -> None:
    """What the secretariat changes by hand in the file that explains itself, before anything is adopted."""
    text = path.read_text(encoding="utf-8")
    for written, settled in story.DELIBERATION:
        if text.count(written) != 1:
            raise ValueError(f"{path.name} no longer says {written!r} once")
        text = text.replace(written, settled)
    path.write_text(text + story.OWN_GRID, encoding="utf-8")


def _add(folder: Path, kind: Literal["member", "dossier"], rows: list[dict[str, object]]) -> None:
    """Into ``session.toml`` as an import would write them."""
    records = [Record(dict(row), {"": Place("story", index + 1)}) for index, row in enumerate(rows)]
    add_rows(folder, kind, records, seen=hashlib.sha256((folder / "session.toml").read_bytes()).hexdigest())


def _dated(row: dict[str, object]) -> dict[str, object]:
    return {**row, "deposited_at": datetime.fromisoformat(cast("str", row["deposited_at"]))}


def main() -> None:
    """Replace the example sessions, or build them in the folder given."""
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "sessions"
    for story in STORIES:
        folder = root / story.SESSION
        if folder.exists():
            shutil.rmtree(folder)
        build(folder, story)


if __name__ == "__main__":
    main()
