"""``export``: the ranking as TOML and CSV in a new folder: all of its files, or none."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import click

from commission.cli import parts
from commission.cli.face import Face
from commission.cli.rank import look, tell_shut
from commission.files import atomic
from commission.publication.csv_export import DIALECTS, csv_files, dialect, spell
from commission.publication.published_list import NAME, published_list
from commission.publication.toml_export import toml_bytes
from commission.rules.fault import Refused

TOML = "classement.toml"


def command(face: Face, name: str) -> click.Command:
    """``commission export SESSION --to FOLDER``."""
    say = face.words.say
    params = [
        parts.session_argument(face),
        click.Option(["--to", "to"], type=parts.path, required=True, metavar=say("FOLDER"), help=say("a new folder")),
        click.Option(
            ["--dialect"],
            type=parts.choice("--dialect", *DIALECTS),
            default="excel-fr",
            metavar="|".join(DIALECTS),
            help=say("how the CSV is written; excel-fr by default"),
        ),
        parts.at_option(face),
        parts.as_option(face, default="desk"),
        parts.format_option(face),
    ]

    def run(session: Path, to: Path, dialect: str, at: str, who: str, form: str) -> None:
        export(face, session, to, dialect, who, as_json=form == "json", at_opening=at == parts.OPENING)

    return parts.Command(face, name, run, params, "export demo-aemo-ih-2025 --to classement")


def export(
    face: Face, session: Path, to: Path, spelling: str, who: str, *, as_json: bool, at_opening: bool = False
) -> None:
    """Write the opened lots' rankings into the new folder ``to``, and say which files there are.

    ``at_opening``: of the marks as they were opened, with a file that says so.
    """
    with face.room(session, who) as room:
        parts.refuse_circuit(room)
        seen = look(room, [each.code for each in room.definition.lots], at_opening=at_opening)
        face.whole(room)
    if not seen.rankings:
        tell_shut(face, session, seen)
        return
    if blocking := [fault for each in seen.rankings for fault in each.faults]:
        raise Refused(*blocking)
    files = csv_files(seen.state, seen.rankings, face.words, dialect(spelling))
    if seen.state.definition.rules.aggregation == "consensus":
        from commission.publication import agreed_paper

        rows = agreed_paper.agreed_rows(seen.state, [each.lot.code for each in seen.rankings], face.words)
        files |= {agreed_paper.NAME: spell(rows, dialect(spelling))} if rows else {}
    everywhere = seen.together.deliberated if seen.together else None
    public = published_list(seen.state, seen.rankings, face.words, dialect(spelling), everywhere)
    if public is not None:
        files[NAME] = public
    if seen.together and seen.together.ranking:
        from commission.publication import common_value  # most documents rank each lot apart

        written = common_value.common_csv(seen.state.definition, seen.together, face.words, dialect(spelling))
        files[common_value.NAME] = written
    if not at_opening and any(each.lot.code in seen.state.opened for each in seen.rankings):
        from commission.publication.changes_csv import NAME as CHANGED
        from commission.publication.changes_csv import changes_csv

        lots = [each.lot.code for each in seen.rankings]
        changed = changes_csv(seen.state.definition, seen.read, lots, face.words, dialect(spelling))
        if changed is not None:
            files[CHANGED] = changed
    if at_opening:
        from commission.publication.opening_csv import NAME as OPENED
        from commission.publication.opening_csv import opening_csv

        files[OPENED] = opening_csv(seen.state, seen.now or [], seen.rankings, face.words, dialect(spelling))
    files[TOML] = toml_bytes(seen.state, seen.rankings, face.words, seen.together)
    atomic.new_folder(to, files)
    if as_json:
        prints = {name: sha256(data).hexdigest() for name, data in sorted(files.items())}
        face.output.data(json.dumps({"folder": str(to), "files": prints}, ensure_ascii=False, indent=2) + "\n")
        return
    for name in sorted(files):
        face.output.line(str(to / name))
    for each in seen.shut:
        face.output.line(face.words.alone(each))
