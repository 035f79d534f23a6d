"""What stands above and below the desk's tables: session and office, lots, a banner, the sheet under the cursor. Pure."""

from __future__ import annotations

from typing import NamedTuple

from commission.live.room import Room
from commission.session.access import DESK
from commission.tui import safe
from commission.tui.desk_faults import faults, without_effect
from commission.tui.desk_progress import Progress, lot_title
from commission.tui.packing import Piece, ends, pack
from commission.tui.safe import Line, Span, line
from commission.words import Words

WIDE = 130
"""From this width on, the panel stands beside the table instead of below it."""


class Layout(NamedTuple):
    """Cells and rows of the table and of the panel; the table has the rows that the panel leaves."""

    wide: bool
    table: int
    panel: int
    panel_height: int


def layout(width: int, height: int, heads: int, *, ranks: bool) -> Layout:
    """Beside each other where there is room; else the panel below, as high as the terminal allows."""
    if width >= WIDE:
        panel = width * 2 // 5
        return Layout(True, width - panel, panel, max(1, height - heads - 2))
    if height < 16:
        return Layout(False, width, width, 0)
    rows = min(24, max(6, height * 2 // 5)) if ranks else min(8, max(4, height // 5))
    return Layout(False, width, width, rows)


def head(room: Room, place: int, ranks: bool, width: int, w: Words) -> list[Line]:
    """Two lines, or three when a file has changed or something in the files is wrong."""
    definition, viewer = room.definition, room.viewer
    who = w.say("secretariat")
    if viewer.code != DESK:
        who = w.say("presidency") + w.say(": ") + definition.member(viewer.code).name
    lines = [ends([Span(" "), Span(definition.title)], [Span(who, "bar-strong"), Span(" ")], width, "bar")]
    lines.append(_lots(room, place, ranks, width, w))
    banner = _banner(room, w)
    return [*lines, line(" ", Span(safe.clip(banner, width - 2), "bad"))] if banner else lines


def _lots(room: Room, place: int, ranks: bool, width: int, w: Words) -> Line:
    """Which view; then every lot with its phase and its count, the one in front between brackets; the others leave first."""
    pieces = [Piece((Span(w.say("RANKING") if ranks else w.say("PROGRESS"), "strong"),), 1000)]
    for number, lot in enumerate(room.definition.lots):
        progress = Progress(room.state, room.viewer, lot)
        figures = f"{progress.found['handed_in']}/{progress.found['expected']}"
        here = number == place
        code = safe.clip(lot.code, 12)
        text = f"[{safe.clip(lot.title, 28)} · {progress.phase(w)} · {figures}]"
        if safe.width(text) + 16 > width:
            text = f"[{code} · {progress.phase(w)} · {figures}]"
        spans = (Span(text, "key"),) if here else (Span(f"{code} {figures}", "muted"),)
        pieces.append(Piece(spans, 900 if here else 100 - abs(number - place)))
    return pack(pieces, width)[0]


def _banner(room: Room, w: Words) -> str:
    """The first thing that someone must know before anything else; the rest is one key away."""
    if not room.state.adoption:
        return "✗ " + w.say("The grid, the rules and the session are not adopted yet: nobody can score. a: adopt them.")
    if changed := room.state.file_changed():
        return "✗ " + w.short(changed[0])
    found = faults(room)
    count = len(found) + len(without_effect(room))
    return (
        w.say_n("! {n} thing to look at in the files: F7", "! {n} things to look at in the files: F7", count)
        if count
        else ""
    )


def about_sheet(progress: Progress, member: str, dossier: str, width: int, w: Words) -> tuple[str, list[Line]]:
    """The sheet under the cursor in words, then what is known of the lot. Never what a sheet says."""
    definition, state = progress.definition, progress.state
    title = f"{lot_title(definition, progress.lot)} · {progress.counted(w)}"
    said: list[str] = []
    if member:
        who = definition.member(member)
        voice = w.say("votes") if who.votes else w.say("consultative voice")
        role = "" if who.role == "member" else w.term("role", who.role)
        facts = " · ".join(each for each in (who.code, role, voice, who.college) if each)
        sheet = w.say("withdrew from this lot")
        if not state.is_recused(member, progress.lot.code):
            handed = bool(dossier) and state.sheet(member, dossier).handed_in
            sheet = w.say("✓ sheet handed in") if handed else w.say("sheet not handed in")
        said.append(f"{who.name} ({facts})")
        if dossier:
            said.append(f"{dossier} {definition.dossier(dossier).applicant}" + w.say(": ") + sheet)
    lines = [line(" ", safe.clip(each, width - 2)) for each in said]
    for note in progress.notes(w):
        for n, text in enumerate(safe.wrap(note, max(10, width - 4), 6)):
            lines.append(line(Span(" – " if not n else "   ", "muted"), text))
    return title[:1].upper() + title[1:], lines
