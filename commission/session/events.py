"""Hand-ins and reopenings: in which order they close and open a sheet, and whether a mark met it open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from commission.rules.fault import Fault, fault
from commission.session import access
from commission.session.entry import HandIn, Mark, Observation, Reopen
from commission.session.folding import Event, Folding
from commission.session.openings import NO_END, Phase
from commission.session.order import order
from commission.session.state import Named, Sheet, SheetKey


def fold_events(folding: Folding, written: Iterable[Named]) -> set[str]:
    """Close and open every sheet; the names of the presidency's reopenings that have their effect."""
    sheets: dict[SheetKey, list[Named]] = {}
    for named in written:
        if not isinstance(entry := named.entry, HandIn | Reopen):
            continue
        if reason := folding.reference_fault(named, entry.dossier):
            folding.drop(named, reason)
        else:
            sheets.setdefault((named.member, entry.dossier), []).append(named)
    for key, events in sheets.items():
        _fold_sheet(folding, key, events)
    standing = [each.named for events in folding.events.values() for each in events]
    return {each.name for each in standing if each.actor == access.PRESIDENCY}


def _fold_sheet(folding: Folding, key: SheetKey, events: list[Named]) -> None:
    sheet, lot = folding.sheet(key), folding.lots[key[1]]
    sheet.event_tips = (events[0].name,)
    if len(events) > 1:
        files: dict[str, list[str]] = {}
        for each in events:
            files.setdefault(each.writer, []).append(each.name)
        events, knows = order(events, list(files.values()))
        sheet.event_tips = knows.tips(each.name for each in events)
    standing = []
    for named in events:
        when = folding.openings.phase(lot, named)
        if folding.unseen(named, when):
            continue
        if when == "late":
            folding.late(named)
        elif reason := _event_fault(sheet, named, when, lot):
            folding.drop(named, reason)
        else:
            frees = when == "after" and named.actor == access.PRESIDENCY
            sheet.handed_in = isinstance(named.entry, HandIn)
            sheet.by_office = sheet.handed_in and named.actor in access.OFFICES
            sheet.reopened = frees
            sheet.last_event = named.name
            standing.append(Event(named, frees))
    folding.events[key] = standing


def _event_fault(sheet: Sheet, named: Named, when: Phase, lot: str) -> Fault | None:
    """Why a sheet may not be closed or opened now. After the opening of marks only the presidency frees a sheet."""
    entry = named.entry
    if isinstance(entry, HandIn):
        if sheet.handed_in:
            return fault("sheet-handed-in", dossier=entry.dossier)
        return fault("marks-opened", dossier=entry.dossier) if when == "after" and not sheet.reopened else None
    if not isinstance(entry, Reopen):
        return None
    presidency = named.actor == access.PRESIDENCY
    if when == "after" and not presidency:
        return fault("presidency-reopens", lot=lot)
    if not sheet.handed_in and (when != "after" or sheet.reopened):
        return fault("sheet-not-handed-in", dossier=entry.dossier)
    return fault("reason-required", kind="reopen") if presidency and not entry.reason.strip() else None


def closed_fault(folding: Folding, named: Named, when: Phase) -> Fault | None:
    """Why a mark or an observation met its sheet closed: handed in, or marks opened; None if it may stand.

    A hand-in closes the sheet to all that it had not seen, and to all that had seen it; a reopening opens it to what
    had seen the reopening. What was admitted by name and with a reason stands all the same. So does what was typed for
    a member without knowing their hand-in: their face never opens it, so that their hand-in says nothing against it.
    """
    entry, writer = named.entry, named.writer
    if when == "admitted" or not isinstance(entry, Mark | Observation):
        return None
    freed, closed = False, ""
    for event in folding.events.get((named.member, entry.dossier), ()):
        known = folding.saw(entry, writer, event.named)
        if not isinstance(event.named.entry, HandIn):
            closed, freed = "" if known else closed, freed or (known and event.frees)
        elif known:
            closed, freed = "sheet-handed-in", False
        elif not (_covers(event.named, writer, entry.n) or _blind(event.named, named)):
            closed, freed = closed or "handed-in-without", False
    if closed:
        return Fault(closed, {"dossier": entry.dossier})
    if when == "after" and not freed:
        return fault("marks-opened", dossier=entry.dossier)
    if when == "after" and isinstance(entry, Mark) and not entry.reason.strip():
        return fault("reason-required", kind="mark")
    return None


def open_until(folding: Folding, key: SheetKey, writer: str) -> int:
    """The number up to which this writer's entries that name no event surely met the sheet open; ``NO_END`` for all.

    Most sheets are handed in once, so this spares most marks the whole question.
    """
    events = folding.events.get(key)
    if not events:
        return NO_END
    event = events[0].named
    if len(events) > 1 or not isinstance(event.entry, HandIn):
        return 0
    if event.writer == writer:
        return event.entry.n - 1
    return event.entry.heads.get(writer, (0, ""))[0]


def unreplaced(folding: Folding, key: SheetKey, typed: Named, marks: Mapping[str, Named]) -> set[str]:
    """Which of a member's own entries one typed for them cannot replace: those that the member handed in unaware of it.

    To hand in is to say one's marks again. An entry that knew the hand-in, or what closed or opened the sheet since,
    replaces them; so does one that the presidency admitted.
    """
    found: set[str] = set()
    if typed.actor != access.TYPED or typed.name in folding.state.admitted:
        return found
    for event in reversed(folding.events.get(key, ())):
        if folding.saw(typed.entry, typed.writer, event.named):
            break
        if isinstance(event.named.entry, HandIn) and _blind(event.named, typed):
            own = [each for each in marks.values() if each.actor not in access.OFFICES]
            found.update(each.name for each in own if _covers(event.named, each.writer, each.entry.n))
    return found


def rewritten(folding: Folding, key: SheetKey, own: Named, marks: Mapping[str, Named]) -> list[str]:
    """Which entries typed for a member one of the member's own replaces, though it cannot name them.

    A member never opens ``typed``, but reads that an office handed the sheet in for them, and may have it opened again:
    what they then write stands instead of what that hand-in had seen. Once marks are opened and the presidency has opened
    the sheet again, it stands instead of all that the opening had found.
    """
    events = folding.events.get(key)
    if not events or own.actor in access.OFFICES:
        return []
    typed = [each for each in marks.values() if each.actor == access.TYPED]
    if not typed:
        return []
    lot = folding.lots[key[1]]
    if folding.openings.phase(lot, own) == "after":
        return [each.name for each in typed if folding.openings.phase(lot, each) != "after"]
    seen = [each.named for each in events if folding.saw(own.entry, own.writer, each.named)]
    for each in seen:  # grows: a reopening tells of the hand-in that it had seen
        seen += [x.named for x in events if x.named not in seen and folding.saw(each.entry, each.writer, x.named)]
    handed = [each for each in seen if isinstance(each.entry, HandIn) and each.actor in access.OFFICES]
    return [each.name for each in typed if any(_covers(event, each.writer, each.entry.n) for event in handed)]


def _blind(hand_in: Named, named: Named) -> bool:
    """Whether this hand-in could not have seen the entry: a member's own, and what was typed for them."""
    return named.actor == access.TYPED and hand_in.actor not in access.OFFICES


def _covers(hand_in: Named, writer: str, number: int) -> bool:
    """Whether a hand-in had seen this entry: it stands before it in its file, or within the heads it names."""
    if hand_in.writer == writer:
        return number < hand_in.entry.n
    heads = hand_in.entry.heads if isinstance(hand_in.entry, HandIn) else {}
    return number <= heads.get(writer, (0, ""))[0]
