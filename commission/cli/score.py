"""``score``: the member's screens, or the same questions line by line."""

from __future__ import annotations

from pathlib import Path

import click

from commission.cli import parts
from commission.cli.face import Face
from commission.rules.fault import Refused, fault
from commission.session import access


def command(face: Face, name: str) -> click.Command:
    """``commission score SESSION --as MEMBER [--text]``."""
    text = click.Option(
        ["--text"], is_flag=True, help=face.words.say("line by line, for a screen reader or a plain terminal")
    )
    params = [parts.session_argument(face), parts.as_option(face), text]

    def run(session: Path, who: str | None, text: bool) -> None:
        if who is not None and who.strip().casefold() == access.DESK:
            raise Refused(fault("who-required"))  # the secretariat scores nothing
        if not text:
            from commission.cli.screens import start

            start(face, session, who)
        elif not who:
            raise Refused(fault("who-required"))
        else:
            from commission.cli.score_text import score

            score(face, session, who)

    return parts.Command(face, name, run, params, "score demo-aemo-ih-2025 --as m-vaubrun --text")
