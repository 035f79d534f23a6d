"""``slips``: a personal code for each member, drawn here, printed on a slip of paper, and kept only as a hash."""

from __future__ import annotations

import html
import secrets
from pathlib import Path

import click

from commission.cli import parts
from commission.cli.face import Face
from commission.files import atomic
from commission.live.identity import slip_hash
from commission.rules.fault import Refused
from commission.rules.text import one_line
from commission.session.definition import Definition, Member
from commission.words import Words

DIGITS = 6
"""Not to be guessed at a screen, quickly typed from a slip of paper."""

PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<title>{title}</title>
<style>
body {{ font-family: sans-serif; font-size: 14pt; margin: 1.5cm; }}
section {{ border: 1px dashed #666; padding: 0.6cm; margin-bottom: 0.5cm; break-inside: avoid; }}
strong {{ font-size: 22pt; letter-spacing: 0.15em; }}
</style>
</head>
<body>
{slips}
</body>
</html>
"""


def command(face: Face, name: str) -> click.Command:
    """``commission slips SESSION --to FILE``."""
    say = face.words.say
    params = [
        parts.session_argument(face),
        click.Option(
            ["--to", "to"], type=parts.path, required=True, metavar=say("FILE"), help=say("a new file, .html or .txt")
        ),
        click.Option(
            ["--member", "members"], multiple=True, metavar=say("MEMBER"), help=say("only this member; may be repeated")
        ),
    ]

    def run(session: Path, to: Path, members: tuple[str, ...]) -> None:
        slips(face, session, to, members)

    return parts.Command(face, name, run, params, "slips demo-aemo-ih-2025 --to codes.html")


def slips(face: Face, session: Path, to: Path, members: tuple[str, ...]) -> None:
    """Draw a code for each member (or only these), write the slips, then keep the hashes through the journal.

    The file comes first: a code that is kept but printed nowhere would lock its member out.
    """
    parts.refuse_existing(to)
    with face.room(session, "desk") as room:
        definition = room.definition
        drawn = [definition.member(each) for each in members] or list(definition.members)
        codes = {each.code: f"{secrets.randbelow(10**DIGITS):0{DIGITS}}" for each in drawn}
        page = html_page if to.suffix.casefold() in {".html", ".htm"} else text_page
        atomic.replace(to, page(face.words, definition, drawn, codes).encode())
        kept = [("slip", {"member": each.code, "code": slip_hash(codes[each.code])}) for each in drawn]
        try:
            room.act_all(kept)
        except Refused as refused:
            if all(each.code != "not-confirmed" for each in refused.faults):
                atomic.discard(to)  # codes that open to nobody must not be handed out
            raise
    face.output.line(
        face.words.say_n("{n} code in {file}. Print it, hand it out, delete the file.",
                         "{n} codes in {file}. Print them, hand them out, delete the file.", len(drawn), file=str(to))
    )  # fmt: skip


def text_page(words: Words, definition: Definition, members: list[Member], codes: dict[str, str]) -> str:
    """The slips as plain text, cut along the lines."""
    return (
        "\n".join("\n".join([*_lines(words, definition, each, codes[each.code]), "-" * 60]) for each in members) + "\n"
    )


def html_page(words: Words, definition: Definition, members: list[Member], codes: dict[str, str]) -> str:
    """The slips as a page ready to print."""
    boxes = []
    for each in members:
        *lines, code = (html.escape(line) for line in _lines(words, definition, each, codes[each.code]))
        boxes.append("<section>" + "<br>".join(lines) + f"<br><strong>{code}</strong></section>")
    title = html.escape(one_line(definition.title))
    return PAGE.format(language=words.language, title=title, slips="\n".join(boxes))


def _lines(words: Words, definition: Definition, member: Member, code: str) -> list[str]:
    return [
        one_line(definition.title),
        words.say("{name} ({code}): your personal code, to be kept to yourself", name=member.name, code=member.code),
        code,
    ]
