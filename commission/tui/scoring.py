"""A member scoring: what is being typed, what is on its way to the disk, what the last act was. Knows no widget.

Every key of the sheet ends here, and everything the sheet shows is read from here. A mark leaves through ``submit`` and is
"saved" only once its receipt came back (promise 2).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple, Protocol

from commission.live.room import Receipt, Room
from commission.rules.fault import Fault, Refused
from commission.rules.grid import DECLINED, NOT_APPLICABLE, NOT_SCORED, read_mark
from commission.rules.notation import choices, pick
from commission.session.state import Cell
from commission.tui import typing
from commission.tui.cursor import Cursor, Place
from commission.tui.keyboards import COMMA, MINUS, MINUSES, typed
from commission.tui.typing import Left, Typing
from commission.words import N_


class Stage(Protocol):
    """What scoring asks of the screen it is shown on."""

    def receipt(self, receipt: Receipt) -> None:
        """A submitted act is on disk or refused. Called on the writer's thread."""

    def ask_reason(self, fields: dict[str, str]) -> None:
        """This mark needs a reason: ask for it, then ``submit`` it."""


class Notice(NamedTuple):
    """What was said last: a message with its fields, or a fault. ``kind``: info or refused.

    ``about``: the cell it speaks of, where the cursor may have left it meanwhile; None for the cell under the cursor.
    """

    kind: str = ""
    message: str = ""
    fields: Mapping[str, object] = MappingProxyType({})
    fault: Fault | None = None
    about: Place | None = None


class Past(NamedTuple):
    """What a cell held before an act of this run: what undo writes back."""

    kind: str
    place: Place
    before: str
    reason: str = ""


def forget(past: list[Past], kind: str, place: Place) -> None:
    """What was refused did not happen: there is nothing to undo."""
    same = [n for n, each in enumerate(past) if (each.kind, each.place) == (kind, place)]
    if same:
        del past[same[-1]]


SAID = {
    "hand-in": N_("Your sheet on {dossier} is handed in."),
    "reopen": N_("Your sheet on {dossier} is open again."),
}
"""What a receipt says, beyond "saved"."""
SAID_FOR = {
    "hand-in": N_("The sheet of {name} on {dossier} is handed in."),
    "reopen": N_("The sheet of {name} on {dossier} is open again."),
}
"""The same, to someone who types the sheet of another."""


class Scoring(Cursor):
    """One member at work on their sheets."""

    def __init__(self, room: Room, stage: Stage, *, keyboard: str = "azerty") -> None:
        super().__init__(room)
        self.stage, self.keyboard = stage, keyboard
        self.typing = Typing()
        self.notice = Notice()
        self.disk = ""
        """``""`` before anything was written here, then ``writing``, ``saved`` or ``refused``."""
        self.past: list[Past] = []
        self.typed_for = ""
        """The name of the member whose paper sheet is typed here by someone else; empty where members type their own."""
        self.phrases: list[str] = []
        """What was typed in words, for its history."""

    # --- Moving: what is being typed is written first ---------------------------------------------------------------

    def to(self, dossier: str, code: str = "") -> None:
        """Go to this cell; without ``code`` to the first line of the dossier without an answer."""
        if self.commit():
            self.typing = self.typing.moved()
            self.place(dossier, code)

    def go(self, index: int) -> None:
        """Go to this row."""
        if self.commit():
            self.typing = self.typing.moved()
            self.stand(index)

    def move(self, by: int) -> None:
        """Go by this many rows."""
        if self.commit():
            self.typing = self.typing.moved()
            self.step(by)

    def next_unanswered(self, way: int = 1) -> None:
        """Go to the next line without an answer."""
        if not self.commit():
            return
        index = self.unanswered(way)
        if index is None:
            self.notice = Notice("info", N_("Every line here has an answer."))
        else:
            self.go(index)

    def beside(self, way: int) -> None:
        """The same line in the next dossier, from the end its first without an answer; across dossiers, the next line."""
        ended = self.view == "dossier" and self.row.kind == "end"
        dossier, code = self.beside_code(way)
        self.to(dossier, "" if ended else code)

    def turn(self) -> None:
        """Turn the sheet: down one dossier, or down one line across all dossiers."""
        if self.commit():
            self.typing = self.typing.moved()
            self.view = "line" if self.view == "dossier" else "dossier"
            self.lay_out()

    # --- Typing -----------------------------------------------------------------------------------------------------

    def character(self, character: str | None, *, spoil: bool = False) -> bool:
        """A character typed in a cell; False if it means nothing there.

        ``spoil``: it is no key of the sheet either, so it stands in the cell, which Enter then refuses.
        """
        line = self.sub or self.room.definition.call.subs[-1]
        key = typed(character, self.keyboard)
        if character in MINUSES and line.min < 0 and not line.in_words and not self.typing.text:
            key = MINUS  # elsewhere the key of a French keyboard that bears it is a 6
        if not key and spoil and self.sub and character and character.isprintable():
            key = character if self.typing.text else character.strip()
        if not key:
            return False
        if self.row.kind == "end" and not (self.typing.left and key == COMMA):
            self.notice = Notice("refused", N_("This is the end of the sheet: Enter goes on, the arrows go back."))
        elif fault := self.board.refusal(self.dossier.code):
            self.notice = Notice("refused", fault=fault)
        else:
            self._take(typing.press(self.typing, key, line, self.room.definition.rules.step))
        return True

    def paste(self, text: str) -> None:
        """A number or a word of the line pasted stands in the cell as if typed; Enter writes it. Anything else is left."""
        if self.sub is None or self.board.refusal(self.dossier.code):
            return
        number = text.strip().replace(".", COMMA)
        if self.sub.in_words:
            level = pick(text, self.sub.levels)
            number = next((each for each, other in choices(self.sub.levels).items() if other == level), "")
        if typing.is_typed_number(number) and (self.sub.min < 0 or not number.startswith(MINUS)):
            self.typing = self.typing._replace(text=number, left=None)

    def enter(self) -> None:
        """Enter: write what is typed and go on; at the end, go on to what is left. What was just refused stays refused."""
        if self.row.kind == "cell" and self.notice.fault and self.notice.fault == self.board.refusal(self.dossier.code):
            return
        if self.row.kind == "end" or self.sub is None:
            self._go_on()
        else:
            self._take(typing.enter(self.typing, self.sub, self.room.definition.rules.step))

    def erase(self) -> None:
        """Backspace."""
        self.typing, self.notice = typing.erase(self.typing), Notice()

    def escape(self) -> bool:
        """Give up what is being typed; False if nothing was."""
        was = bool(self.typing.text)
        self.typing, self.notice = self.typing.moved(), Notice()
        return was

    def toggle_quick(self) -> None:
        """Switch the quick mode."""
        self.typing = Typing(quick=not self.typing.quick)
        said = N_("Quick mode: a digit that cannot go on is written at once; a comma goes back to it.")
        self.notice = Notice("info", said if self.typing.quick else N_("Quick mode off: Enter writes the mark."))

    def commit(self) -> bool:
        """Write what is being typed, without moving. False if it is refused: the cursor then stays."""
        if not self.typing.text or self.sub is None:
            self.notice = Notice()
            return True
        step = typing.enter(self.typing, self.sub, self.room.definition.rules.step)
        return self._take(step._replace(on=False))

    def _take(self, step: typing.Step) -> bool:
        self.notice = Notice("refused", fault=step.fault) if step.fault else Notice()
        self.typing = step.typing
        if step.back:
            self.place(step.back.dossier, step.back.code)
            return True
        place, in_words = self.here, self.sub is not None and self.sub.in_words
        if step.write and not self.write(step.write):
            return False
        if step.on:
            self.step(1)
            if step.write and self.typing.quick:
                self.typing = Typing(quick=True, left=Left(*place, "" if in_words else step.write))
        return step.fault is None

    def _go_on(self) -> None:
        self.typing, self.notice = self.typing.moved(), Notice()
        if self.view == "line":
            self.place(*self.beside_code(1))
            self.stand(self.first_open())
        elif left := self.left(self.here[0]):
            self.place(self.here[0], left[0])
        elif following := self.following():
            self.place(following.code)
        else:
            self.notice = Notice("info", N_("All your dossiers are scored."))

    # --- Writing ----------------------------------------------------------------------------------------------------

    def write(self, value: str, reason: str = "") -> bool:
        """Send a value for the cell under the cursor; False if it was not sent (refused, or a reason is asked first)."""
        dossier, code = self.here
        if self.row.kind != "cell":
            return False
        if fault := self.board.refusal(dossier):
            self.notice = Notice("refused", fault=fault)
            return False
        fields = {"dossier": dossier, "code": code, "value": value}
        before = self.shown(dossier, code).cell
        canonical = self._canonical(value, code)
        if not before.rivals and not reason and canonical == before.value != DECLINED:
            return True
        due = self.room.definition.call.sub(code).needs_reason(canonical)
        if not reason and (due or self.room.state.is_open(self.dossier.lot)):
            self.stage.ask_reason({**fields, "value": canonical})
            return False
        self.submit({**fields, "reason": reason} if reason else fields)
        return True

    def _canonical(self, value: str, code: str) -> str:
        try:
            return read_mark(value, self.room.definition.call.sub(code), self.room.definition.rules.step)
        except Refused:
            return value

    def submit(self, fields: dict[str, str], *, remember: bool = True) -> None:
        """Queue a mark for the disk; the cell shows it as on its way."""
        place = fields["dossier"], fields["code"]
        before = self.shown(*place).cell
        if remember:
            self.past.append(Past("mark", place, before.value, before.reason))
        value = self._canonical(fields["value"], place[1])
        self.pending.setdefault(place, []).append(Cell(value, reason=fields.get("reason", "")))
        self.act("mark", **fields)

    def answer(self, word: str) -> None:
        """« sans objet » (then on to the next line), « ne se prononce pas » (its reason is asked), or nothing (cleared)."""
        self.typing, self.notice = self.typing.moved(), Notice()
        if self.write(word) and word == NOT_APPLICABLE:
            self.step(1)

    def clear(self) -> None:
        """Delete: what is being typed, else the mark; not scored is not zero."""
        if not self.escape():
            self.answer(NOT_SCORED)

    def observe(self, dossier: str, code: str, text: str) -> None:
        """Send an observation on a cell; an empty one removes it."""
        before = self.board.observation(dossier, code)
        if text.strip() != before:
            self.past.append(Past("observation", (dossier, code), before))
            self.act("observation", dossier=dossier, code=code, text=text)

    def act(self, kind: str, **fields: str) -> None:
        """Queue an act of the member for the disk."""
        self.notice, self.disk = Notice(), "writing"
        self.room.submit(kind, fields, self.stage.receipt)

    def undo(self) -> None:
        """Write back what the last changed cell held before, as a new mark, and go there so that it is seen."""
        self.typing, self.notice = self.typing.moved(), Notice()
        if not self.past:
            self.notice = Notice("info", N_("Nothing to undo since you opened the session."))
            return
        kind, place, before, reason = self.past.pop()
        self.place(*place)
        if fault := self.board.refusal(place[0]):
            self.notice = Notice("refused", fault=fault)
        elif kind == "observation":
            self.act("observation", dossier=place[0], code=place[1], text=before)
        else:
            fields = {"dossier": place[0], "code": place[1], "value": before}
            self.submit({**fields, "reason": reason} if reason else fields, remember=False)

    def received(self, receipt: Receipt) -> None:
        """A receipt came back: only now is anything saved, or refused."""
        place = receipt.fields.get("dossier", ""), receipt.fields.get("code", "")
        if receipt.kind == "mark" and (waiting := self.pending.get(place)):
            waiting.pop(0)
            if not waiting:
                del self.pending[place]
        if receipt.refused:
            about = place if place[1] else None
            self.notice, self.disk = Notice("refused", fault=receipt.refused.faults[0], about=about), "refused"
            forget(self.past, receipt.kind, place)
            return
        if not self.room.pending:
            self.disk = "saved"
        if receipt.kind in SAID:
            said = SAID_FOR if self.typed_for else SAID
            self.notice = Notice("info", said[receipt.kind], {"dossier": place[0], "name": self.typed_for})
