"""Dossiers × requirements of one lot as rows and signs, and what one cell says in full. Pure; it reads no mark."""

from __future__ import annotations

from commission.rules.grid import Lot
from commission.session.admissibility import Admissibility, Finding, admissibilities
from commission.session.entry_admissibility import MET, NOT_MET
from commission.session.refusals import refusal_steps
from commission.session.state import State
from commission.tui import safe
from commission.tui.desk_progress import Row
from commission.tui.safe import Line, Span, line
from commission.words import Words
from commission.words.requirements import condition, consequence, only_of

YES, NO, UNKNOWN = "✓", "✗", "?"
OUTCOMES = {
    "refused": NO, "withdrawn": NO, "blocked": "✗!", "to-refuse": "✗!", "may-refuse": "✗?", "to-complete": "…",
    "to-confirm": UNKNOWN, "admissible": YES, "unstated": "–",
}  # fmt: skip
"""What stands at the end of a dossier's row; the panel says it in words."""


class Table:
    """The dossiers of a lot down, the requirements across by their number."""

    def __init__(self, state: State, lot: Lot) -> None:
        self.state, self.lot = state, lot
        self.found = admissibilities(state, lot.code)
        asked = state.definition.call.asked
        self.requirements = asked.of(lot.code)
        self.columns = [str(asked.number(each)) for each in self.requirements]

    def rows(self, w: Words) -> list[Row]:
        """One row a dossier, in code order."""
        del w
        return [
            Row(
                "member",
                f"{each.dossier.code}  {each.dossier.applicant}",
                each.dossier.code,
                tuple(sign(one) for one in each.findings),
                OUTCOMES[each.outcome],
            )
            for each in self.found
        ]

    def counted(self, w: Words) -> str:
        """« 5 dossiers, 1 refusé, 2 à confirmer »."""
        outcomes = [each.outcome for each in self.found]
        parts = [w.say_n("{n} dossier", "{n} dossiers", len(outcomes))]
        for outcome in dict.fromkeys(outcomes):
            if outcome not in {"admissible", "unstated"}:
                parts.append(w.term("outcome", outcome) + w.say(": ") + str(outcomes.count(outcome)))
        return " · ".join(parts)

    def dossier(self, code: str) -> Admissibility | None:
        """What was found of a dossier."""
        return next((each for each in self.found if each.dossier.code == code), None)


def sign(each: Finding) -> str:
    """✓ or ✗; with « ? » what waits for the secretariat; with « ! » what the document says refuses by itself."""
    if each.status == MET:
        return YES
    if each.status == NOT_MET:
        return NO + ("!" if each.blocks else "")
    return UNKNOWN if each.computed is None else (YES if each.computed else NO) + UNKNOWN


def title_of(found: Admissibility, w: Words) -> str:
    """The dossier under the cursor and what can be said of it as a whole."""
    dossier = found.dossier
    variant = w.say(" (variant of {dossier})", dossier=dossier.variant_of) if dossier.variant_of else ""
    return f"{dossier.code}  {dossier.applicant}{variant} · {w.term('outcome', found.outcome)}"


def about(table: Table, code: str, column: int, width: int, w: Words) -> list[Line]:
    """The requirement under the cursor: what was found, what it asks, what failing leads to; then a refusal, if any."""
    found = table.dossier(code)
    if found is None:
        return []
    lines: list[Line] = []
    if found.findings:
        call, one = table.state.definition.call, found.findings[column]
        source = f" ({one.requirement.source})" if one.requirement.source else ""
        name = f"{table.columns[column]}  {one.requirement.title}{source}"
        lines += [line(" ", Span(text, "strong")) for text in safe.wrap(name, max(10, width - 2), 4)]
        lines += _listed([w.step(step) for step in one.why], width)
        said = [text for text in (condition(one.requirement, call, w), only_of(one.requirement, call, w)) if text]
        lines += _listed(
            [*said, w.say("otherwise: {consequence}", consequence=consequence(one.requirement, call, w))], width
        )
        lines += _listed([one.requirement.note] if one.requirement.note else [], width)
    if refusal := table.state.refused.get(code):
        lines += _listed([w.step(step) for step in refusal_steps(table.state.definition, refusal)], width)
    return lines + _listed(_receipt(found, w), width)


def _receipt(found: Admissibility, w: Words) -> list[str]:
    dossier = found.dossier
    if not dossier.receipt:
        return []
    how = w.term("receipt", dossier.receipt)
    if not dossier.receipt_number:
        return [w.say("Received {how}", how=how)]
    return [w.say("Received {how}, number {number}", how=how, number=dossier.receipt_number)]


def _listed(texts: list[str], width: int) -> list[Line]:
    """Each begins with a dash and goes on under itself."""
    lines: list[Line] = []
    for text in texts:
        for place, each in enumerate(safe.wrap(text, max(10, width - 4), 12)):
            lines.append(line(Span(" – " if not place else "   ", "muted"), each))
    return lines
