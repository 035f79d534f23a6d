"""An act on a sheet of a circuit being filled in at the desk: what each field may be, and what is wrong with it as typed.

A person is a pseudonym here as everywhere: no field offers or asks for a name, and fields of the published sheet that
tell who somebody is are not offered. No screen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

from commission.rules.circuit import OUTSIDE, Circuit
from commission.rules.circuit_shape import Condition, FicheField
from commission.rules.fault import Fault, fault
from commission.session import circuit_needs as needs
from commission.session.act_draft import day_of
from commission.session.circuit_acts import age
from commission.session.circuit_form import (
    BREAK,
    END,
    FAVOURABLE,
    FILLED,
    NO,
    PSEUDONYM,
    RANK,
    UNFAVOURABLE,
    YES,
    age_fault,
    delegation_of,
    is_day,
)
from commission.session.circuit_state import Case
from commission.tui.desk_choices import Choice
from commission.tui.desk_form import ActForm
from commission.words import N_, Words

DAYS = frozenset({"date", "start", "until", "exchange"})
REASON = "reason"
NOTED = frozenset({"visa", "receive", "leave"})
"""What is noted once it is done, never for a day to come."""
MANY = 4
"""From how many options on a choice of several is typed instead of offering every combination."""
HINTS = {
    "fiche": N_(
        "A pseudonym, drawn at random or in order: J-014. Never a name, initials, a birth date or an address; "
        "the table of pseudonyms is kept elsewhere, under lock."
    ),
    "age": N_("Whole years, such as 16; never a birth date."),
    "rank": N_("1 comes first, then 2, 3…"),
    "reason": N_("A few words that tell nobody who the person is: no name, no place, no illness. It stays on record."),
}
"""What is said above a field that is typed."""
ANSWER = N_("Answer")
A_DAY = N_("A day such as 01/09/2025.")
YEARS = HINTS["age"]


@dataclass(slots=True)
class CircuitForm(ActForm):
    """One act of a circuit, for one viewer at the desk, with what is filled in so far."""

    @property
    def circuit(self) -> Circuit:
        """The circuit of this session."""
        circuit = self.state.definition.circuit
        assert circuit is not None
        return circuit

    @property
    def case(self) -> Case | None:
        """The sheet that the act is about, once it is named."""
        return self.state.book.cases.get(self.fields.get("fiche", ""))

    def label(self, name: str) -> str:
        """What a field of this act is called: nothing is a mark here."""
        return ANSWER if name == "value" else ActForm.label(self, name)

    def _is_asked(self, name: str) -> bool:
        """Days only where the option has some, a service only where the circuit has some, an exchange where it asks one."""
        if name in {"start", "until"}:
            return self._dated
        if name == "service":
            return bool(self.circuit.services)
        if name == "exchange":
            return bool(self.circuit.exit and self.circuit.exit.after)
        return ActForm._is_asked(self, name)

    def required(self, name: str) -> bool:
        """Whether the act cannot be without it, as far as can be said before it is tried."""
        if name in {"start", "until", "service", "exchange"}:
            return self._is_asked(name)
        if name == "reason" and self.kind == "opinion":
            return self.fields.get("value") == UNFAVOURABLE
        if name == "reason" and self.kind == "admission" and (case := self.case):
            return bool(needs.ahead(self.circuit, self.state.book, case, self.state.definition.waiting))
        return ActForm.required(self, name)

    @property
    def _dated(self) -> bool:
        value = self.fields.get("value", "")
        return any(each.dates and each.code == value for each in self._condition.option) if self._condition else False

    @property
    def _condition(self) -> Condition | None:
        wanted = self.fields.get("condition", "")
        return next((each for each in self.circuit.conditions if each.code == wanted), None)

    @property
    def _field(self) -> FicheField | None:
        wanted = self.fields.get("field", "")
        return next((each for each in self.circuit.fields if each.code == wanted), None)

    def put(self, name: str, value: str) -> None:
        """Fill in a field; what hung on what it named before is forgotten."""
        if name == "fiche":
            value = value.strip().upper()
        if name in {"condition", "field", "agreement", "opinion"} and self.fields.get(name, value) != value:
            for each in ("value", "start", "until"):
                self.fields.pop(each, None)
        self.fields[name] = value
        if name == "value" and not self._dated:
            self.fields.pop("start", None)
            self.fields.pop("until", None)

    # --- What a field may be ----------------------------------------------------------------------------------------

    def choices(self, name: str, w: Words) -> list[Choice]:
        """What this field may be; empty where it is typed."""
        circuit = self.circuit
        makers: dict[str, Callable[[], list[Choice]]] = {
            "territory": lambda: [Choice(each.code, f"{each.code}  {each.title}") for each in circuit.territories],
            "home": lambda: [
                *(Choice(each.code, f"{each.code}  {each.title}") for each in circuit.territories),
                Choice(OUTSIDE, w.say("lives outside every territory")),
            ],
            "service": lambda: [Choice(each.code, f"{each.code}  {each.title}") for each in circuit.services],
            "condition": lambda: [Choice(each.code, each.title) for each in circuit.conditions],
            "agreement": self._agreements,
            "opinion": self._opinions,
            "piece": lambda: [Choice(each.code, each.title) for each in circuit.pieces],
            "field": lambda: [Choice(each.code, each.title) for each in circuit.fields if not each.personal],
            "ending": lambda: [Choice(each, w.term("ending", each)) for each in (END, BREAK)],
            "value": lambda: self._values(w),
        }
        if name == "fiche":
            return self._fiches()
        return makers[name]() if name in makers else ActForm.choices(self, name, w)

    def _fiches(self) -> list[Choice]:
        """The sheets that an act may be about: who is there for an exit, else those still in hand."""
        if self.kind == "fiche":
            return []
        cases = self.state.book.in_order()
        found = [each for each in cases if (each.present if self.kind == "leave" else each.in_hand)]
        return [Choice(each.code, f"{each.code}  {each.territory}") for each in found]

    def _agreements(self) -> list[Choice]:
        found = self.circuit.agreements
        if self.kind == "delegation":
            found = tuple(each for each in found if delegation_of(self.circuit, each.code))
        return [Choice(each.code, each.title) for each in found]

    def _opinions(self) -> list[Choice]:
        found = needs.opinions_of(self.circuit, self.case) if self.case else list(self.circuit.opinions)
        return [Choice(each.code, each.title) for each in found]

    def _values(self, w: Words) -> list[Choice]:
        if self.kind == "agreement":
            return [Choice(each, w.value(each)) for each in (YES, NO)]
        if self.kind == "opinion":
            return [Choice(each, w.term("opinion", each)) for each in (FAVOURABLE, UNFAVOURABLE)]
        if condition := self._condition:
            return _options(condition)
        if field := self._field:
            known = {"paper": [FILLED], "yes-no": [YES, NO], "choice": field.values, "date": []}[field.kind]
            return [Choice(each, said_value(each, w)) for each in known]
        return []

    # --- What is typed ----------------------------------------------------------------------------------------------

    def hint(self, name: str, w: Words) -> str:
        """What is said above a field that is typed."""
        condition, field = self._condition, self._field
        if name in DAYS or (name == "value" and field):
            text = w.say(A_DAY)
            if name == "exchange" and self.circuit.exit:
                text = f"{self.circuit.exit.after}. {text}"
            return text
        if name == "value" and condition:
            if condition.kind == "age":
                return f"{condition.title}. {w.say(YEARS)}"
            codes = ", ".join(each.code for each in condition.option)
            return w.say("One or several, with commas between them: {codes}", codes=codes)
        return w.say(HINTS[name if name in HINTS else REASON])

    def complaint(self, name: str, typed: str) -> Fault | None:
        """What is wrong with a field as typed, whatever the others are; None if nothing is."""
        if not typed.strip():
            return None
        if name in DAYS or (name == "value" and self._field):
            day = day_of(typed)
            if not is_day(day):
                return fault("not-a-day", found=typed)
            late = name == "date" and self.kind in NOTED and self.today and day > self.today
            return fault("day-to-come", found=day, today=self.today) if late else None
        if name == "fiche":
            code = typed.strip().upper()
            if not PSEUDONYM.fullmatch(code):
                return fault("not-a-pseudonym", found=typed.strip())
            return fault("fiche-exists", fiche=code) if code in self.state.book.cases else None
        if name == "rank":
            return None if RANK.fullmatch(typed.strip()) else fault("not-a-rank", found=typed.strip())
        if name == "age" or (name == "value" and self._condition and self._condition.kind == "age"):
            return self._age(name, age(typed))
        return None

    def _age(self, name: str, years: str) -> Fault | None:
        """An age at the exit may be beyond the bounds of the circuit; it is no less than at the admission."""
        bounded = age_fault(self.circuit, years)
        if self.kind != "leave" or (bounded and bounded.code == "not-an-age"):
            return bounded
        case = self.case
        if name == "age" and case and case.admitted and int(years) < int(case.admitted.age):
            return fault("younger-than-before", found=years, before=case.admitted.age)
        return None


def _options(condition: Condition) -> list[Choice]:
    """The options of a condition; where several may hold, each alone, then together. None for an age, which is typed."""
    if condition.kind == "age":
        return []
    single = [Choice(each.code, each.title) for each in condition.option]
    if condition.kind == "choice":
        return single
    if len(single) > MANY:
        return []
    together = [
        Choice(",".join(x.value for x in group), " + ".join(x.label for x in group))
        for size in range(2, len(single) + 1)
        for group in combinations(single, size)
    ]
    return [*single, *together]


def said_value(value: str, w: Words) -> str:
    """A value of the sheet in words: our own ones in the viewer's language, those of the document as they are."""
    return w.say("filled in") if value == FILLED else w.value(value) if value in {YES, NO} else value
