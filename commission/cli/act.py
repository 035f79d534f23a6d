"""``act`` and its short names: any entry of the journal, from the one table of acts."""

from __future__ import annotations

from pathlib import Path

import click

from commission.cli import parts
from commission.cli.face import Face
from commission.cli.saved import say_saved
from commission.live.identity import slip_hash
from commission.live.room import Room
from commission.rules.fault import Refused, fault
from commission.session import access
from commission.session.act_draft import ActSpec
from commission.session.acts import ACTS
from commission.session.agreed_marks import CONSENSUS

EXAMPLES = {
    "act": "act demo-aemo-ih-2025 --as m-talvern observation sud-1 B1 text='Deux antennes'",
    "adopt": "adopt demo-aemo-ih-2025 --as desk reason='Nom corrigé dans session.toml'",
    "open": "open demo-aemo-ih-2025 --as desk sud",
    "close": "close demo-aemo-ih-2025 --as m-talvern nord reason='Fiches manquantes'",
    "hand-in": "hand-in demo-aemo-ih-2025 --as m-vaubrun sud-1",
    "reopen": "reopen demo-aemo-ih-2025 --as m-perroday sud-1",
    "recuse": "recuse demo-aemo-ih-2025 --as m-autrive sud reason='Lien avec un candidat'",
    "refuse": "refuse demo-aemo-ih-2025 --as m-talvern sud-3 foreign reason='Aucune AEMO' decided_by=prefet,departement",
    "ranking": (
        "ranking demo-aemo-ih-2025 --as desk nord 'nord-3 > nord-1 > nord-2 = nord-4' "
        "reasons='nord-1: Solide | nord-2: Tardif | nord-3: Le mieux ancré | nord-4: Peu détaillé'"
    ),
    "vote": "vote demo-aemo-ih-2025 --as desk nord 6 2",
    "decide": "decide exemple-sessad-ase-nord-2026 --as desk flandre-interieure awards='fi-2 = 14 ; 276 000' reason=Erratum",
}
FOR_ANOTHER = [kind for kind, spec in ACTS.items() if "for" in spec.optional]


def command(face: Face, name: str) -> click.Command:
    """``commission act`` for any kind, or a command of one kind."""
    kind = [] if name != "act" else [parts.argument("kind", face.words.say("KIND"))]
    words = parts.argument("words", face.words.say("FIELD=VALUE"), required=False, many=True)
    presiding = click.Option(
        ["--presiding"], is_flag=True, help=face.words.say("act as president, where a member may do the same")
    )
    member = click.Option(["--for", "member"], metavar=face.words.say("MEMBER"), help=face.words.say("for this member"))
    blank = click.Option(["--blank"], is_flag=True, help=face.words.say("hand in a sheet without any mark"))
    whom = [member] if name in {"act", *FOR_ANOTHER} else []
    whom += [blank] if name in {"act", "hand-in"} else []
    params = [parts.session_argument(face), *kind, words, parts.as_option(face, required=True), *whom, presiding]
    made = parts.Command(face, name, _runner(face, name), params, EXAMPLES[name], _table(face, name))
    made.context_settings = {"ignore_unknown_options": True}
    return made


def _runner(face: Face, name: str) -> parts.Run:
    def run(
        session: Path,
        who: str,
        words: tuple[str, ...],
        presiding: bool,
        kind: str = name,
        member: str | None = None,
        blank: bool = False,
    ) -> None:
        whom = [f"for={member}"] if member else []
        act(face, session, who, kind, (*words, *whom), presiding=presiding, blank=blank)

    return run


def _table(face: Face, name: str) -> str:
    """What each kind needs, for the help page."""
    say = face.words.say
    specs = ACTS.values() if name == "act" else [ACTS[name]]
    width = max(len(each.kind) for each in specs)
    lines = []
    for each in specs:
        optional = [f"[{field}]" for field in each.optional]
        lines.append(f"{each.kind.ljust(width)}  {' '.join([*each.required, *optional])}")
    return say("Fields, required ones first; those may stand without their name:") + "\n" + "\n".join(lines)


def act(
    face: Face,
    session: Path,
    who: str,
    kind: str,
    words: tuple[str, ...],
    *,
    presiding: bool = False,
    blank: bool = False,
) -> None:
    """Do one act for ``who`` and say that it is saved. ``blank``: a sheet is handed in though nothing stands on it."""
    spec = ACTS.get(kind)
    if spec is None:
        raise Refused(fault("unknown-act", found=kind, known=list(ACTS)))
    fields = fields_from(spec, words)
    if kind == "slip" and fields.get("code", "").strip():
        fields["code"] = slip_hash(fields["code"])  # as on the desk's screens: the code itself is kept nowhere
    desk = presiding or needs_office(kind, who, fields)
    with face.room(session, who, desk=desk and who.strip().casefold() != access.DESK) as room:
        left = blank_lines(room, fields, allowed=blank) if kind == "hand-in" else []
        named = room.act(kind, **fields)
        say_saved(face, room, kind, named)
        if left:
            count = face.words.say_n(
                "{n} line is blank: {codes}", "{n} lines are blank: {codes}", len(left), codes=left
            )
            face.output.line(count)
        face.warn(room)


def blank_lines(room: Room, fields: dict[str, str], *, allowed: bool) -> list[str]:
    """The lines without a mark of a sheet about to be handed in, as its own face sees it. Raises Refused ``blank-sheet``.

    The desk is told of what was typed there only: of a member's own sheet it does not even know whether it was begun.
    """
    room.check("hand-in", **fields)
    member = fields.get("for", "").strip() or room.viewer.code
    state, dossier = room.state, room.definition.dossier(fields["dossier"]).code
    if room.viewer.at_desk:
        from commission.session.fold import fold  # few sheets are handed in for another

        state = fold(room.definition, [each for each in room.journals if each.header.actor in access.OFFICES])
    left = state.blank(room.definition.member(member).code, dossier)
    if room.definition.rules.aggregation == CONSENSUS:
        return []  # the commission agrees on its marks: a member's own sheet may well stay blank
    if len(left) == len(room.definition.call.subs) and not allowed:
        raise Refused(fault("blank-sheet", dossier=dossier))
    return left


def needs_office(kind: str, who: str, fields: dict[str, str]) -> bool:
    """Whether a member can only do this as the presidency: nobody else may, or it concerns another person."""
    stands = access.STANDS_IN[kind]
    if access.MEMBER not in stands:
        return True
    concerned = fields.get("member", "") or fields.get("for", "")
    return bool(concerned) and concerned.strip().casefold() != who.strip().casefold()


def fields_from(spec: ActSpec, words: tuple[str, ...]) -> dict[str, str]:
    """``FIELD=VALUE`` words as fields; words without a field's name fill the required ones in order.

    Raises Refused ``field-not-given`` for a word too many, ``unknown-field``, ``repeated-field``.
    """
    allowed = [*spec.required, *spec.optional]
    fields: dict[str, str] = {}
    plain: list[str] = []
    for word in words:
        name, equals, value = word.partition("=")
        if equals and name in fields:
            raise Refused(fault("repeated-field", found=name))
        if equals and name in allowed:
            fields[name] = value
        elif equals and name.isidentifier() and name.isascii():
            raise Refused(fault("unknown-field", found=name, kind=spec.kind, known=allowed))
        else:
            plain.append(word)
    waiting = [name for name in (*spec.required, *spec.optional) if name not in fields]
    for place, word in enumerate(plain):
        if place >= len(waiting):
            raise Refused(fault("field-not-given", found=word, known=allowed))
        fields[waiting[place]] = word
    return fields
