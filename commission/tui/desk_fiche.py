"""One sheet of a circuit at the desk: every line of it with its state and its reason, and what may be done now. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from commission.publication.circuit_table import day_text
from commission.rules.circuit import OUTSIDE, Circuit, options
from commission.rules.circuit_shape import Condition
from commission.session import circuit_needs as needs
from commission.session.circuit_state import Case
from commission.session.circuit_steps import Step
from commission.tui import safe
from commission.tui.desk_circuit_form import said_value
from commission.tui.safe import Line, Span, line
from commission.tui.widgets.menu import Item
from commission.words import Words

MET, NOT_MET, PENDING, NOTHING = "✓", "✗", "…", "–"
ROLES = {MET: "good", NOT_MET: "bad", PENDING: "warn", NOTHING: "muted"}


class Row(NamedTuple):
    """One line of the sheet: a step that Enter takes (``id``), its sign, its title, what is known, and why.

    ``who`` sees to it; ``note`` is what the document says of it.
    """

    id: str
    sign: str
    title: str
    said: str
    why: str = ""
    who: str = ""
    note: str = ""


Section = tuple[str, list[Row]]


class Sheet:
    """One sheet as it stands, for one viewer's language."""

    def __init__(self, circuit: Circuit, case: Case, steps: Iterable[Step], w: Words) -> None:
        self.circuit, self.case, self.words = circuit, case, w
        self.steps: Mapping[str, Step] = {each.id: each for each in steps}

    @property
    def now(self) -> list[Step]:
        """What is to be done and may be done now."""
        return [each for each in self.steps.values() if each.now]

    def sections(self) -> list[Section]:
        """Everything, in the order of the circuit; sections without a line are left out."""
        w = self.words
        found = [
            (w.say("The request"), list(self._request())),
            (w.say("Conditions"), [self._condition(each) for each in self.circuit.conditions]),
            (w.say("Agreements"), list(self._agreements())),
            (w.say("Opinions, in order"), list(self._opinions())),
            (w.say("Visa and pieces"), list(self._visa())),
            (w.say("Waiting list, admission, exit"), list(self._last())),
            (w.say("Fields of the sheet"), list(self._fields())),
        ]
        return [each for each in found if each[1]]

    def rows(self) -> dict[str, Row]:
        """Every line by its id."""
        return {row.id: row for _, rows in self.sections() for row in rows}

    def items(self, width: int) -> list[Item]:
        """The rows of the screen: a heading for each section, then its lines."""
        found = []
        for title, rows in self.sections():
            found.append(Item("", line(" ", Span(title, "group-title"), fill="group")))
            found += [Item(row.id, _drawn(row, width), f"{row.title} {row.said}") for row in rows]
        return found

    # --- Section by section -----------------------------------------------------------------------------------------

    def _request(self) -> Iterable[Row]:
        w, case, circuit = self.words, self.case, self.circuit
        service = next((each.title for each in circuit.services if each.code == case.service), "")
        territory = circuit.territory(case.territory)
        yield Row("about:territory", MET, w.say("Places asked on"), f"{territory.code}  {territory.title}")
        if service:
            yield Row("about:service", MET, w.say("Service that asks"), service)
        if case.home == case.territory:
            return
        home = w.say("outside every territory") if case.home == OUTSIDE else circuit.territory(case.home).title
        yield Row("about:home", PENDING, w.say("Lives elsewhere"), home)
        allowed = circuit.out_of_zone
        if allowed:
            sign, said = (MET, case.out_of_zone) if case.out_of_zone else (PENDING, w.say("to be allowed"))
            who = circuit.role(allowed.by)
            yield Row("out-of-zone:", sign, allowed.title, said, case.out_of_zone, who, allowed.text)

    def _condition(self, each: Condition) -> Row:
        w, stated, who = self.words, self.case.conditions.get(each.code), self.circuit.role(each.by)
        id = f"condition:{each.code}"
        if stated is None:
            return Row(id, PENDING, each.title, w.say("to be stated"), w.say("nobody has stated it"), who, each.note)
        named = options(each, stated.value)
        said = " + ".join(x.title for x in named) or w.say_n("{n} year", "{n} years", int(stated.value))
        if stated.start:
            days = {"first": day_text(stated.start, w), "last": day_text(stated.until, w)}
            said += " · " + w.say("from {first} to {last}", **days)
        unmet = next((x for x in named if x.effect != "holds"), None)
        if unmet is None:
            return Row(id, MET, each.title, said, "", who, each.note)
        sign = NOT_MET if unmet.effect == "stops" else PENDING
        who = self.circuit.role(unmet.by or each.by)
        return Row(id, sign, each.title, said, w.say("to be done: {todo}", todo=unmet.todo), who, each.note)

    def _agreements(self) -> Iterable[Row]:
        w, case, circuit = self.words, self.case, self.circuit
        for each in circuit.agreements:
            answer, who = case.agreements.get(each.code), circuit.role(each.by)
            id, stands = f"agreement:{each.code}", each.delegation
            given = case.delegations.get(each.code, "")
            if answer is None:
                yield Row(id, PENDING, each.title, w.say("to be given"), w.say("nobody has answered"), who, each.note)
            elif answer:
                yield Row(id, MET, each.title, w.say("given"), "", who, each.note)
            elif given and stands:
                said = w.say("refused, and met by what stands for it")
                yield Row(id, MET, each.title, said, f"{stands.title}: {given}", who, each.note)
            else:
                yield Row(id, NOT_MET, each.title, w.say("refused"), self._without(each.code), who, each.note)
            if answer is False and stands:
                sign, said = (MET, given) if given else (PENDING, w.say("may stand for the refusal"))
                if not needs.delegation_open(circuit, case, each.code):
                    sign, said = NOT_MET, w.say("not open here")
                yield Row(f"delegation:{each.code}", sign, stands.title, said, given, circuit.role(stands.by))

    def _without(self, code: str) -> str:
        if needs.delegation_open(self.circuit, self.case, code):
            return self.words.say("something may stand for it, see the next line")
        return self.words.say("nothing stands for it: no admission")

    def _opinions(self) -> Iterable[Row]:
        w, case, circuit = self.words, self.case, self.circuit
        needed = [each.code for each in needs.opinions_of(circuit, case)]
        for number, each in enumerate(circuit.opinions, 1):
            title, who, said = f"{number}. {each.title}", circuit.role(each.by), case.opinions.get(each.code)
            id = f"opinion:{each.code}"
            if each.code not in needed:
                why = w.say("asked only where the person lives on another territory than the service that asks")
                yield Row(id, NOTHING, title, w.say("not asked here"), why, who, each.note)
            elif said is None:
                yield Row(id, PENDING, title, w.say("to be given"), self.why_not(id), who, each.note)
            else:
                sign = MET if said.favourable else NOT_MET if each.unfavourable == "stops" else PENDING
                word = w.term("opinion", "favourable" if said.favourable else "unfavourable")
                yield Row(id, sign, title, word, said.reason, who, each.note)

    def _visa(self) -> Iterable[Row]:
        w, case, circuit = self.words, self.case, self.circuit
        if circuit.visa:
            sign, said = (MET, day_text(case.visa, w)) if case.visa else (PENDING, w.say("to be given"))
            why = "" if case.visa else self.why_not("visa:")
            yield Row("visa:", sign, circuit.visa.title, said, why, circuit.role(circuit.visa.by), circuit.visa.note)
        for each in circuit.pieces:
            day, id = case.received.get(each.code, ""), f"receive:{each.code}"
            sign, said = (MET, day_text(day, w)) if day else (PENDING, w.say("awaited"))
            yield Row(id, sign, each.title, said, "" if day else self.why_not(id), circuit.role(each.by), each.note)

    def _last(self) -> Iterable[Row]:
        w, case, circuit = self.words, self.case, self.circuit
        if circuit.priority:
            said = str(case.rank) if case.rank else w.say("none given")
            who = circuit.role(circuit.priority.by)
            sign = MET if case.rank else NOTHING
            yield Row("priority:", sign, w.say("Priority"), said, case.rank_reason, who, circuit.priority.title)
        since = w.say("since {day}", day=day_text(case.since, w)) if case.since else w.say("not on it")
        yield Row(
            "wait:", MET if case.since else NOTHING, w.say("Waiting list"), since, self._unless(case.since, "wait:")
        )
        if circuit.over_capacity:
            allowed, sign = circuit.over_capacity, MET if case.over_capacity else NOTHING
            said = case.over_capacity or w.say("not allowed")
            yield Row("over-capacity:", sign, allowed.title, said, "", circuit.role(allowed.by), allowed.text)
        who = circuit.role(circuit.admission.by)
        if case.admitted:
            said = w.say("{day}, at {age}", day=day_text(case.admitted.date, w), age=case.admitted.age)
            yield Row("admission:", MET, circuit.admission.title, said, case.admitted.reason, who)
        else:
            why = self.why_not("admission:")
            yield Row(
                "admission:", PENDING, circuit.admission.title, w.say("to come"), why, who, circuit.admission.note
            )
        yield from self._end()

    def _end(self) -> Iterable[Row]:
        w, case, circuit = self.words, self.case, self.circuit
        if circuit.exit:
            who, left = circuit.role(circuit.exit.by), case.left
            said = w.say("to come") if case.admitted else NOTHING
            if left:
                about = {"day": day_text(left.date, w), "age": left.age, "ending": w.term("ending", left.ending)}
                said = w.say("{day}, at {age}: {ending}", **about)
            why = left.reason if left else self.why_not("leave:")
            yield Row("leave:", MET if left else NOTHING, circuit.exit.title, said, why, who, circuit.exit.after)
        title = w.say("Closed without admission")
        yield Row("drop:", NOT_MET if case.dropped else NOTHING, title, case.dropped or w.say("no"), case.dropped)

    def _fields(self) -> Iterable[Row]:
        """What tells who somebody is stays on paper, and Enter on its line says so."""
        w = self.words
        for each in self.circuit.fields:
            id, value = f"fill:{each.code}", self.case.fields.get(each.code, "")
            if each.personal:
                said, why = w.say("stays on paper"), w.say("it tells who the person is, and is never typed")
                yield Row(id, NOTHING, each.title, said, why, "", each.note)
                continue
            shown = day_text(value, w) if value and each.kind == "date" else said_value(value, w)
            yield Row(id, MET if value else NOTHING, each.title, shown or w.say("not noted"), "", "", each.note)

    def _unless(self, done: str, id: str) -> str:
        return "" if done else self.why_not(id)

    def why_not(self, id: str) -> str:
        """Why this step cannot be taken now; empty if it can."""
        step = self.steps.get(id)
        return self.words.short(step.refusal) if step and step.refusal else ""

    # --- The panel --------------------------------------------------------------------------------------------------

    def about(self, id: str, width: int, rows: int) -> list[Line]:
        """The line under the cursor in full, on at most ``rows`` lines a sentence; then what may be done now."""
        w, row = self.words, self.rows().get(id)
        lines: list[Line] = []
        if row:
            who = w.say("for {who}", who=row.who) if row.who else ""
            said = [(f"{row.sign} {row.said}", ROLES[row.sign]), (row.why, ""), (who, "muted"), (row.note, "muted")]
            for text, role in said:
                lines += [line(" ", Span(part, role)) for part in safe.wrap(text, max(10, width - 2), rows) if text]
        return lines

    def doing(self, width: int) -> list[Line]:
        """What may be done now, a line each; or that nothing can be, and why."""
        w, found = self.words, self.now
        lines = [line(" ", Span(w.say("What may be done now (s)"), "rule-title"), fill="rule")]
        for each in found:
            lines.append(line(Span(" → ", "key"), safe.clip(step_text(each, w), width - 4)))
        if not found:
            case = self.case
            ended = case.dropped or case.left
            text = w.say("Nothing: this sheet is closed.") if ended else w.say("Nothing: what is lacking comes first.")
            lines.append(line(" ", Span(text, "muted")))
        return lines


def step_text(step: Step, w: Words) -> str:
    """A step in words: the act, what it is about, and for whom."""
    kind = w.term("kind", step.kind)
    about = w.say("{title} ({who})", title=step.title, who=step.who) if step.title else ""
    return kind[:1].upper() + kind[1:] + (w.say(": ") + about if about else "")


def _drawn(row: Row, width: int) -> Line:
    """Sign, title, what is known, each in its column; the panel says in full what is cut."""
    title = max(8, (width - 6) * 11 // 20)
    said = Span(safe.clip(row.said, max(0, width - 6 - title)), ROLES[row.sign])
    return line(Span(f"{row.sign} ", ROLES[row.sign]), safe.fit(row.title, title), "  ", said)
