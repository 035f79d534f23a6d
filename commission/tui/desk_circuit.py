"""The desk's list of sheets of a circuit: places by territory, where each stands, what comes next and from whom. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from commission.live.room import Room
from commission.publication.circuit_table import day_text, figure_text, need_text, note_texts, rule_text, stage_text
from commission.result.circuit import Overview, Standing
from commission.rules.circuit import OUTSIDE
from commission.rules.text import clip
from commission.session.access import DESK
from commission.tui import safe
from commission.tui.desk_faults import faults, without_effect
from commission.tui.packing import Piece, ends, pack
from commission.tui.safe import BLANK, Line, Span, line
from commission.tui.widgets.menu import Item
from commission.words import N_, Words

GROUPS = ("all", "in-hand", "waiting", "admitted", "closed")
GROUP_NAMES: Mapping[str, str] = {
    "all": N_("all"),
    "in-hand": N_("in hand"),
    "waiting": N_("on the waiting list"),
    "admitted": N_("admitted"),
    "closed": N_("ended"),
}
"""The groups of sheets that Tab goes through."""


def grouped(found: Overview, group: str) -> list[Standing]:
    """The sheets of one group: on the waiting list, in its order; else in the order of their codes."""
    if group == "waiting":
        places = {each.territory.code: n for n, each in enumerate(found.rooms)}
        waiting = [each for each in found.standings if each.position]
        return sorted(waiting, key=lambda each: (places[each.case.territory], each.position))
    inside: dict[str, Callable[[Standing], bool]] = {
        "in-hand": lambda each: each.case.in_hand,
        "admitted": lambda each: each.case.present,
        "closed": lambda each: not each.case.in_hand and not each.case.present,
    }
    keep = inside.get(group)
    return [each for each in found.standings if keep is None or keep(each)]


def head(room: Room, found: Overview, group: str, width: int, w: Words) -> list[Line]:
    """The session and who is at the desk; the groups and how many sheets each holds; what is wrong, if anything."""
    shown = [bar(room, width, w)]
    pieces = [Piece((Span(w.say("CIRCUIT"), "strong"),), 1000)]
    for place, each in enumerate(GROUPS):
        text = f"{w.say(GROUP_NAMES[each])} {len(grouped(found, each))}"
        here = each == group
        pieces.append(
            Piece((Span(f"[{text}]" if here else text, "key" if here else "muted"),), 900 if here else -place)
        )
    shown.append(pack(pieces, width)[0])
    return [*shown, *banner(room, width, w)]


def bar(room: Room, width: int, w: Words) -> Line:
    """The session, and who is at the desk."""
    who = w.say("secretariat")
    if room.viewer.code != DESK:
        who = w.say("presidency") + w.say(": ") + room.definition.member(room.viewer.code).name
    return ends([Span(" "), Span(room.definition.title)], [Span(who, "bar-strong"), Span(" ")], width, "bar")


def banner(room: Room, width: int, w: Words) -> list[Line]:
    """The first thing that someone must know before anything else; the rest is one key away."""
    text = ""
    count = len(faults(room)) + len(without_effect(room))
    if not room.state.adoption:
        text = "✗ " + w.say("The circuit and the session are not adopted yet: no sheet can be opened. a: adopt them.")
    elif changed := room.state.file_changed():
        text = "✗ " + w.short(changed[0])
    elif count:
        text = w.say_n("! {n} thing to look at in the files: F7", "! {n} things to look at in the files: F7", count)
    return [line(" ", Span(safe.clip(text, width - 2), "bad"))] if text else []


def places(found: Overview, width: int, rows: int, w: Words) -> list[Line]:
    """A line for each territory, taken out of total first; where there are more than ``rows``, the last says how many."""
    code = min(16, max((safe.width(each.territory.code) for each in found.rooms), default=0))
    lines = []
    for each in found.rooms:
        taken, total = len(each.present), each.territory.places
        said = w.say("{taken} of {total}", taken=str(taken), total=str(total))
        free = w.say_n("{n} free", "{n} free", each.free) if each.free else w.say("full")
        if taken > total:
            free = w.say("{n} beyond the places", n=str(taken - total))
        waits = w.say_n("{n} waits", "{n} wait", len(each.waiting)) if each.waiting else ""
        tail = f"{safe.fit(free, 10)} {waits}"
        name = safe.fit(each.territory.title, max(0, width - code - 42))
        spans = (
            Span(safe.fit(each.territory.code, code), "code"),
            Span(f" {name}  "),
            Span(safe.fit(said, 10), "strong"),
        )
        lines.append(safe.cut(line(" ", *spans, Span(f" {tail}", "good" if each.free else "warn")), width))
    if len(lines) > rows:
        rest = w.say_n("… {n} more territory: i", "… {n} more territories: i", len(lines) - rows + 1)
        lines = [*lines[: rows - 1], line(" ", Span(rest, "muted"))]
    return lines


def items(found: Overview, shown: Sequence[Standing], width: int, w: Words) -> list[Item]:
    """One row a sheet: where it stands, its place on the waiting list with its priority, what comes next and from whom."""
    if not found.standings:
        return [Item("", line("  ", Span(w.say("No sheet yet: n opens the first, under a pseudonym."), "warn")))]
    if not shown:
        return [Item("", line("  ", Span(w.say("No sheet here: Tab shows the others."), "muted")))]
    columns = Columns(found, width, w)
    return [columns.heading(), *(columns.row(each) for each in shown)]


NARROW = 100
"""Below so many cells the place on the waiting list has no column of its own: it stands where the sheet stands."""


class Columns:
    """How wide each column is on a terminal of this width."""

    def __init__(self, found: Overview, width: int, w: Words) -> None:
        self.found, self.words = found, w
        self.territory = min(14, max([10, *(safe.width(each.territory.code) + 2 for each in found.rooms)]))
        self.wait = 0 if width < NARROW else 9
        self.left = width - 2 - 8 - self.territory - 1 - self.wait
        self.stage = 20 if width < NARROW else max(12, min(36, self.left * 9 // 20))
        self.next = max(0, self.left - self.stage - 1)

    def heading(self) -> Item:
        """What the columns are."""
        w = self.words
        names = ((w.say("Sheet"), 7), (w.say("Territory"), self.territory), (w.say("Where it stands"), self.stage))
        text = "  " + "".join(safe.fit(name, cells) + " " for name, cells in names)
        text += safe.fit(w.say("Waits"), self.wait) + safe.clip(w.say("Next, and from whom"), self.next)
        return Item("", line(Span(text, "group-title"), fill="group"))

    def row(self, each: Standing) -> Item:
        """One sheet; « ↗ » where the person lives elsewhere than on the territory asked."""
        case, w = each.case, self.words
        away = "" if case.home == case.territory else " ↗"
        where = safe.clip(case.territory, self.territory - 2) + away
        stage = stage_text(each, w) if each.stage != "waiting" else w.say("waiting")
        waits = f"{each.position}" if each.position else ""
        if case.rank and case.in_hand:
            waits = " ".join(part for part in (waits, w.say("p.{rank}", rank=str(case.rank))) if part)
        role = {"stopped": "bad", "no-sheet-yet": "bad", "ready": "good", "waiting": "warn"}.get(each.stage, "")
        spans = [
            Span(safe.fit(case.code, 7) + " ", "code"),
            Span(safe.fit(where, self.territory) + " ", "warn" if away else ""),
        ]
        told = next_text(self.found, each, w), next_short(self.found, each, w)
        if not (waits or told[0]):  # admitted, left or closed: nothing comes next, and its day has the room
            spans.append(Span(safe.clip(stage, self.left + self.wait), role))
        elif self.wait:
            then = next((text for text in told if safe.width(text) <= self.next), told[1])
            spans += [Span(safe.fit(stage, self.stage) + " ", role), Span(safe.fit(waits, self.wait), "strong")]
            spans.append(Span(safe.clip(then, self.next), "muted"))
        else:
            standing, then = self._together(f"{stage} {waits}".rstrip(), told)
            spans += [Span(standing + " ", role), Span(then, "muted")]
        return Item(case.code, line(*spans), f"{case.code} {case.territory} {stage} {elsewhere(each, w)}")

    def _together(self, stage: str, told: tuple[str, str]) -> tuple[str, str]:
        """Where a sheet stands and what comes next, both whole where they can be; else it is the former that is cut."""
        beyond = safe.width(stage) > self.stage
        for then in told:
            if not beyond and safe.width(then) <= self.next:
                return safe.fit(stage, self.stage), then
            if beyond and safe.width(stage) + 3 + safe.width(then) <= self.left:
                return f"{stage} ·", then
        then = safe.clip(told[1], self.next)
        return safe.fit(stage, self.left - 1 - safe.width(then)), then


def elsewhere(each: Standing, w: Words) -> str:
    """Where the person lives, if it is not on the territory asked."""
    case = each.case
    if case.home == OUTSIDE:
        return w.say("lives outside every territory")
    return "" if case.home == case.territory else w.say("lives on {home}", home=case.home)


def next_text(found: Overview, each: Standing, w: Words) -> str:
    """The first thing that is lacking, for whom; a place, or the admission itself, where nothing else is."""
    lacks = [need for need in each.lacks if need.stops] or list(each.lacks)
    if lacks:
        return need_text(lacks[0], w)
    if not each.case.in_hand:
        return ""
    admission = found.circuit.admission
    if not each.placed:
        return w.say("no place is free on {territory}", territory=each.case.territory)
    return w.say("{title} ({who})", title=admission.title, who=found.circuit.role(admission.by))


def next_short(found: Overview, each: Standing, w: Words) -> str:
    """The same in fewer cells, from whom first: « le chef : Avis du chef ». Why it is so stands before it in the list."""
    lacks = [need for need in each.lacks if need.stops] or list(each.lacks)
    if lacks and lacks[0].who:
        return w.say("{about}: {note}", about=lacks[0].who, note=clip(lacks[0].title))
    return next_text(found, each, w)


def about(found: Overview, each: Standing, width: int, w: Words) -> list[Line]:
    """The sheet under the cursor in full: where it stands, then all that is lacking, each with whom it is for."""
    case = each.case
    lines = [line(" ", Span(part, "strong")) for part in safe.wrap(stage_text(each, w), max(10, width - 2), 3)]
    said = [elsewhere(each, w), *note_texts(found.circuit, each, w)]
    if case.rank:
        rank = w.say("priority {rank}", rank=str(case.rank))
        said.append(w.say("{about}: {note}", about=rank, note=case.rank_reason))
    stopping = [need for need in each.lacks if need.stops]
    said += [need_text(need, w) for need in stopping or each.lacks]
    if not each.lacks and case.in_hand:
        said.append(next_text(found, each, w))
    for text in filter(None, said):
        lines += _listed("", text, width)
    return lines


def figures(found: Overview, width: int, w: Words) -> list[Line]:
    """The indicators that the document asks for, the places of every territory, then the waiting lists with their rule."""
    lines = [_title(w.say("Mandatory indicators"))]
    for each in found.figures:
        lines += _listed(each.indicator.title + w.say(": "), figure_text(each, w), width)
    if not found.figures:
        lines.append(line("   ", Span(w.say("The document asks for none."), "muted")))
    lines += [BLANK, _title(w.say("Places")), *places(found, width, len(found.rooms), w)]
    lines += [BLANK, _title(w.say("Waiting list"))]
    lines += [line("   ", Span(part, "muted")) for part in safe.wrap(rule_text(found, w), max(10, width - 4), 4)]
    cases = {each.case.code: each.case for each in found.standings}
    for room in found.rooms:
        for number, code in enumerate(room.waiting, 1):
            case = cases[code]
            rank = w.say("priority {rank}", rank=str(case.rank)) if case.rank else w.say("no priority given")
            since = w.say("since {day}", day=day_text(case.since, w))
            lines += _listed(f"{room.territory.code}  {number}. {code}  ", f"{rank}, {since}", width)
            if case.rank_reason:
                lines += [line("     ", Span(part, "muted")) for part in safe.wrap(case.rank_reason, width - 6, 3)]
    if not any(room.waiting for room in found.rooms):
        lines.append(line("   ", w.say("Nobody waits.")))
    return lines


def _title(text: str) -> Line:
    return line(" ", Span(text, "group-title"), fill="group")


def _listed(label: str, text: str, width: int) -> list[Line]:
    """A label and its value, going on under itself."""
    parts = safe.wrap(label + text, max(10, width - 5), 4)
    return [line(Span(" – " if not n else "   ", "muted"), part) for n, part in enumerate(parts)]
