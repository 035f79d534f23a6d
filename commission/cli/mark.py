"""``mark``: one mark from a script. What refuses it in the screens refuses it here, in the same words."""

from __future__ import annotations

from pathlib import Path

import click

from commission.cli import parts
from commission.cli.face import Face
from commission.session.entry import Mark


def command(face: Face, name: str) -> click.Command:
    """``commission mark SESSION --as MEMBER DOSSIER CODE VALUE``."""
    say = face.words.say
    params = [
        parts.session_argument(face),
        parts.argument("dossier", say("DOSSIER")),
        parts.argument("code", say("CODE")),
        parts.argument("value", say("VALUE")),
        parts.as_option(face, required=True),
        click.Option(["--for", "member"], metavar=say("MEMBER"), help=say("typed by the secretariat for this member")),
        click.Option(["--reason"], metavar=say("TEXT"), help=say("for nspp, and after the opening of marks")),
    ]

    def run(
        session: Path, dossier: str, code: str, value: str, who: str, member: str | None, reason: str | None
    ) -> None:
        fields = {"dossier": dossier, "code": code, "value": value}
        fields |= {"for": member} if member else {}
        fields |= {"reason": reason} if reason else {}
        with face.room(session, who) as room:
            entry = room.act("mark", **fields).entry
            if isinstance(entry, Mark):
                shown = face.words.value(entry.value)
                face.say("Saved: {dossier} {code}, {value}", dossier=entry.dossier, code=entry.code, value=shown)

    more = say('VALUE: 6.5 or 6,5, nspp (no opinion, with --reason), so (not applicable), or "" to clear the mark.')
    more += "\n" + say("On a line scored in words: one of its words, with --reason where it asks for one.")
    made = parts.Command(face, name, run, params, "mark demo-aemo-ih-2025 --as m-vaubrun sud-3 C3 2,5", more)
    made.context_settings = {"ignore_unknown_options": True}
    return made
