"""``score --text``: the sheet as questions and answers, one line each, for a screen reader or a plain terminal.

Not one escape sequence is written, and no line editing is loaded. « enregistré » is said once the line is on the disk.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

from commission.cli.face import Face
from commission.live.identity import refuse_circuit, slip_opens
from commission.live.room import Room
from commission.result.formulas import computed_of
from commission.rules.fault import Fault, Refused, fault
from commission.rules.grid import NOT_APPLICABLE, SubCriterion
from commission.rules.notation import meant, pick
from commission.session.access import may_score
from commission.session.definition import Dossier
from commission.session.state import Sheet
from commission.words.notations import explained, numbered, tagged

TRIES = 3
"""How often a personal code may be mistyped."""


class Quit(Exception):
    """The member wants to stop, or the input has ended."""


def score(face: Face, session: Path, who: str) -> None:
    """Ask this member for the marks of one dossier after another, until ``q``."""
    with face.room(session, who) as room:
        refuse_circuit(room.definition, session)
        asked = _Questions(face, room)
        try:
            asked.identify()
            while True:
                asked.sheet(asked.choose())
        except Quit:
            face.output.line()
            face.say("What was said to be saved is saved. Goodbye.")


class _Questions:
    """One member's conversation about their sheets."""

    def __init__(self, face: Face, room: Room) -> None:
        self.face, self.room, self.words = face, room, face.words
        self.me = room.viewer.code
        self.subs = room.definition.call.subs
        self.codes = [each.code for each in self.subs]

    def dossiers(self) -> list[Dossier]:
        """The dossiers this member may score, lot after lot."""
        state = self.room.state
        return [each for lot in state.lots_to_score(self.me) for each in state.in_play(lot)]

    def identify(self) -> None:
        """Ask the personal code of a member who was given one, as the screens do; three times at the most."""
        slip = self.room.state.slips.get(self.me)
        for _ in range(TRIES if slip else 0):
            if slip_opens(slip or "", self.ask(self.words.say("Your personal code"))):
                return
            self.face.say("This is not the code of {name}.", name=self.room.definition.member(self.me).name)
        if slip:
            raise Refused(fault("wrong-code", member=self.me))

    def choose(self) -> Dossier:
        """Which dossier next. The list is read out once; a wrong answer only asks again."""
        found = self.dossiers()
        if not found:
            self.face.say("There is no dossier for you to score.")
            raise Quit
        self.face.output.line()
        self.face.say("Your dossiers:")
        for place, each in enumerate(found, 1):
            self.face.output.line(f"{place}. {each.code}, {each.applicant}. {self._progress(each)}")
        while True:
            answer = self.ask(self.words.say("Which dossier? Its number or its code; q to quit"))
            if answer.casefold() == "q":
                raise Quit
            for place, each in enumerate(found, 1):
                if answer.casefold() in {str(place), each.code.casefold()}:
                    return each
            if answer:
                self.face.say('No dossier of yours is called "{found}".', found=answer)

    def _progress(self, dossier: Dossier) -> str:
        sheet = self._sheet(dossier)
        done = len(self.codes) - len(sheet.left(self.codes))
        text = self.words.say("{done} of {all} lines scored", done=done, all=len(self.codes))
        return text + (", " + self.words.say("sheet handed in") if sheet.handed_in else "")

    def sheet(self, dossier: Dossier) -> None:
        """Every line of a dossier in turn, from the first that is not scored; then the hand-in."""
        self.face.output.line()
        self.face.output.line(f"{dossier.code}, {dossier.applicant}. {dossier.title}".rstrip())
        if not self._takes_marks(dossier):
            return
        self.face.say(
            "For each line: the mark, then Enter. Enter alone keeps what is there. ? guidance, c and a text for an "
            "observation, nspp and a reason to give no opinion, so for not applicable, x clears, - goes back, q quits."
        )
        self._computed(dossier)
        left = self._sheet(dossier).left(self.codes)
        place = self.codes.index(left[0]) if left else 0
        while place < len(self.subs):
            place = max(0, place + self.line(dossier, self.subs[place]))
        self._finish(dossier)

    def _computed(self, dossier: Dossier) -> None:
        """The lines that nobody scores, and what their figures give."""
        call = self.room.definition.call
        found = computed_of(self.room.state, dossier)
        for sub in call.lines:
            if sub.code in found:
                points = found[sub.code]
                said = self.words.short(points) if isinstance(points, Fault) else self.words.exact(points)
                self.face.output.line(f"{sub.code}. {sub.title}")
                self.face.say("computed, not to score: {points}", points=said)

    def line(self, dossier: Dossier, sub: SubCriterion) -> int:
        """One line, until it is answered or kept: 1 to go on, -1 to go back."""
        self._introduce(dossier, sub)
        while True:
            answer = self.ask(self._question(sub))
            word, _, rest = answer.partition(" ")
            match word.casefold():
                case "":
                    return 1
                case "-":
                    return -1
                case "q":
                    raise Quit
                case "?":
                    self._guide(dossier, sub)
                case "c":
                    self._act("observation", dossier, sub, text=rest)
                case "x":
                    self._act("mark", dossier, sub, value="")
                case _:
                    if self._marked(dossier, sub, answer):
                        return 1

    def _marked(self, dossier: Dossier, sub: SubCriterion, answer: str) -> bool:
        """Whether this answer is saved: a mark, a word of the line or its number, or no opinion and its reason."""
        word, _, rest = answer.partition(" ")
        if value := meant(answer, sub.levels):
            rest = ""
        elif not (value := meant(word, sub.levels)):
            level = pick(answer, sub.levels)
            return self._act("mark", dossier, sub, value=level.word if level else answer)
        if value == NOT_APPLICABLE:
            return self._act("mark", dossier, sub, value=value)
        reason = rest or self.ask(self.words.say("Reason"))
        return self._act("mark", dossier, sub, value=value, reason=reason)

    def _question(self, sub: SubCriterion) -> str:
        """What is asked of a line: one of its words, or a mark."""
        if sub.in_words:
            self.face.output.line(", ".join(numbered(sub, self.words)))
            return self.words.say("{code}, its word or the number before it", code=sub.code)
        if sub.max is None:
            return self.words.say("{code}, mark", code=sub.code)
        if sub.min:
            return self.words.say("{code}, mark from {min} to {max}", code=sub.code, min=sub.min, max=sub.max)
        return self.words.say("{code}, mark out of {max}", code=sub.code, max=sub.max)

    def ask(self, question: str) -> str:
        """One answer, spaces trimmed. Raises Quit at the end of the input."""
        self.face.output.prompt(question + self.words.say(": "))
        line = sys.stdin.readline()
        if not line:
            raise Quit
        return _as_typed(line).strip()

    def _yes(self, question: str) -> bool:
        return self.ask(question).casefold() in {self.words.say("y"), self.words.say("yes")}

    def _sheet(self, dossier: Dossier) -> Sheet:
        return self.room.state.sheet(self.me, dossier.code)

    def _introduce(self, dossier: Dossier, sub: SubCriterion) -> None:
        sheet = self._sheet(dossier)
        self.face.output.line()
        self.face.output.line(f"{sub.code}. {tagged(sub, self.words)}")
        cell = sheet.cell(sub.code)
        if cell.rivals:
            rivals = self.words.either(self.words.value(each) for each in cell.rivals)
            self.face.say("Two marks of yours contradict each other: {rivals}. Write the right one.", rivals=rivals)
        elif cell.scored:
            self.face.say("Current mark: {value}", value=self.words.value(cell.value))
        else:
            self.face.say("Not scored yet")
        if text := sheet.observations.get(sub.code):
            self.face.say("Observation: {text}", text=text)

    def _guide(self, dossier: Dossier, sub: SubCriterion) -> None:
        output, say = self.face.output, self.words.say
        output.line(sub.guidance or say("The document says nothing more about this line."))
        if sub.guidance and sub.guidance_source:
            self.face.say("Source: {source}", source=sub.guidance_source)
        for sentence in explained(sub, self.room.definition.call, self.words):
            output.line(sentence)
        if sub.note:
            self.face.say("Note: {note}", note=sub.note)
        for figure in self.room.definition.call.figures:
            if figure.code in dossier.figures:
                value = self.words.number(dossier.figures[figure.code], grouped=True)
                output.line(figure.title + say(": ") + f"{value} {figure.unit}".rstrip())
        others = [(each.code, cell) for each, cell in self.room.my_marks(sub.code) if each.code != dossier.code]
        marks = [f"{code} {self.words.value(cell.value)}" for code, cell in others if cell.scored]
        if marks:
            self.face.say("Your marks on this line: {marks}", marks=", ".join(marks))

    def _act(self, kind: str, dossier: Dossier, sub: SubCriterion | None = None, **fields: str) -> bool:
        """Whether it is on the disk now; a refusal is said in words, a reason that is due is asked for."""
        given = {"dossier": dossier.code, **({"code": sub.code} if sub else {}), **fields}
        try:
            self.room.act(kind, **given)
        except Refused as refused:
            due = [each for each in refused.faults if each.code == "reason-required"]
            if due and not fields.get("reason"):
                self.face.output.line(self.words.alone(refused.faults[0]))
                reason = self.ask(self.words.say("Reason"))
                return bool(reason) and self._act(kind, dossier, sub, **{**fields, "reason": reason})
            for each in refused.faults:
                self.face.output.line(self.words.alone(each))
            return False
        if kind == "mark" and sub:
            value = self.words.value(self._sheet(dossier).cell(sub.code).value)
            self.face.say("saved: {code}, {value}", code=sub.code, value=value)
        else:
            self.face.say("saved")
        return True

    def _takes_marks(self, dossier: Dossier) -> bool:
        """Whether this sheet can be written on, were it by opening it again; else why not is said."""
        closed = may_score(self.room.state, self.me, dossier.code)
        if closed and closed.code not in {"sheet-handed-in", "sheet-handed-in-for"}:
            self.face.output.line(self.words.alone(closed))
            return False
        return closed is None or self._reopened(dossier)

    def _reopened(self, dossier: Dossier) -> bool:
        if self._sheet(dossier).by_office:
            self.face.say("The secretariat typed and handed in this sheet for you.")
            self.face.say("What you write after you reopen it replaces what was typed, line by line.")
        else:
            self.face.say("This sheet is handed in.")
        return self._yes(self.words.say("Reopen it? y or n")) and self._act("reopen", dossier)

    def _finish(self, dossier: Dossier) -> None:
        self.face.output.line()
        left = self._sheet(dossier).left(self.codes)
        if left:
            self.face.say("Lines without a mark: {codes}", codes=", ".join(left))
        else:
            self.face.say("Every line has its mark.")
        if self._yes(self.words.say("Hand in this sheet? y or n")):
            self._act("hand-in", dossier)


def _as_typed(line: str) -> str:
    """The line with its accents, where a poor locale (``LC_ALL=C``) let their bytes through undecoded."""
    with suppress(UnicodeError):
        return line.encode(sys.stdin.encoding or "utf-8", "surrogateescape").decode()
    return line
