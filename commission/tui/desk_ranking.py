"""The proposed ranking of a lot as rows: ranks, exact totals, bars, the useful rank line, and all that bore on it.

Pure: a ranking in, rows out. Whoever shows one asks ``session.access`` first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from msgspec.structs import replace

from commission.result.dossier_tally import DossierTally
from commission.result.places import Ranked, Unranked
from commission.result.ranking import LotRanking
from commission.rules.fault import Fault
from commission.rules.grid import Criterion
from commission.session.definition import Definition, Dossier
from commission.tui import safe
from commission.tui.desk_deliberation import deliberation_items
from commission.tui.safe import Line, Span, line
from commission.tui.widgets.menu import Item
from commission.words import Words

if TYPE_CHECKING:
    from commission.result.common import Common

OUT = frozenset({"refused", "withdrawn"})
"""The reasons of a dossier that is not waited for."""


@dataclass(frozen=True, slots=True)
class Table:
    """One lot's ranking at one width. ``exact``: totals as fractions, without bars. ``together``: the common ranking."""

    definition: Definition
    ranking: LotRanking
    width: int
    words: Words
    exact: bool = False
    together: Common | None = None

    # --- Columns ----------------------------------------------------------------------------------------------------

    @property
    def criteria(self) -> Sequence[Criterion]:
        """The criteria that have a bar."""
        return [each for each in self.definition.call.criteria if each.in_total]

    @property
    def bar(self) -> int:
        """Cells of one bar; 0 where there is no room for any."""
        name = 16 if self.width < 100 else 22 if self.width < 120 else 34
        room = self.width - 2 - 10 - self.code - name - self.before - self.total - self.gap - 4
        cells = min(14, room // max(1, len(self.criteria)) - 1)
        return cells if cells >= 3 and not self.exact else 0

    @property
    def code(self) -> int:
        """Cells of a dossier's code, with a space."""
        codes = [safe.width(each.code) for each in self.definition.dossiers_of(self.ranking.lot.code)]
        return min(12, max(codes, default=3) + 1)

    @property
    def total(self) -> int:
        """Cells of a total."""
        shown = (*self.ranking.ranking, *(each.ranked for each in self.ranking.variants))
        longest = (safe.width(self.points(each.total)) for each in shown)
        return max([6, *longest])

    @property
    def before(self) -> int:
        """Cells of what dossiers bring from the stage before, with two spaces; 0 where none comes before."""
        if self.definition.call.at is None or self.definition.call.at.before is None:
            return 0
        shown = (safe.width(self.points(each.dossier.carried)) for each in self.ranking.ranking)
        return max([8, *shown]) + 2

    @property
    def gap(self) -> int:
        """Cells of the distance to the last useful rank; 0 where no rule says it, or on a narrow screen where ranks do."""
        selection = self.ranking.selection
        return 12 if selection.useful and (self.width >= 100 or selection.reasons) else 0

    @property
    def name(self) -> int:
        """Cells of an applicant's name: what the others leave."""
        bars = len(self.criteria) * (self.bar + 1) if self.bar else 0
        return max(4, self.width - 2 - 10 - self.code - bars - self.before - self.total - self.gap - 4)

    def points(self, value: Fraction | None) -> str:
        """A total for the eye, or as it is."""
        if value is None:
            return "–"
        places = self.definition.rules.display_places
        return self.words.exact(value) if self.exact else self.words.number(value, places)

    # --- Rows -------------------------------------------------------------------------------------------------------

    def items(self) -> list[Item]:
        """Every row; ids are ``rank:``, ``variant:``, ``none:``, ``apart:``, ``note:`` or ``rule:`` and a name."""
        w, found = self.words, self.ranking
        scored = self.definition.has_sheets(found.lot.code)
        rows = [self._heading(), *self._ranked()] if scored else []
        rows += deliberation_items(self.definition, found.deliberated, self.width, w)
        for title, unranked in (
            (w.say("Without a rank yet"), [each for each in found.unranked if each.reason.code not in OUT]),
            (w.say("Refused or withdrawn, not ranked"), [each for each in found.unranked if each.reason.code in OUT]),
        ):
            if unranked:
                rows += [self._title(title), *(self._unranked(each) for each in unranked)]
        rows += self._facts(self._applied_title(), "note", [*found.effects, *found.selection.notes])
        if self.together:
            from commission.tui.desk_common import common_items  # most documents rank each lot apart

            rows += common_items(self.definition, self.together, self.points, self.width, w)
        if found.consultative:
            rows.append(self._title(w.say("Consultative voices, apart: they enter no total")))
            rows += [self._apart(each) for each in found.consultative]
        rows += self._facts(w.say("Rules published by the call"), "published", found.published)
        rows += self._facts(w.say("Rules adopted in session, not published"), "rule", found.rules)
        return rows

    def _applied_title(self) -> str:
        """Before the seats that handed in nothing are named one a row, further than the screen shows: how many they are."""
        w, title = self.words, self.words.say("What applied to this result")
        absent = sum(each.code == "seat-absent" for each in self.ranking.effects)
        if not absent:
            return title
        said = w.say_n("{n} seat without a sheet", "{n} seats without a sheet", absent)
        return f"{title} · {said}"

    def _title(self, text: str) -> Item:
        return Item("", line(Span(safe.fit(f" {text}", self.width), "group-title"), fill="group"))

    def _heading(self) -> Item:
        w = self.words
        spans = [Span("  " + safe.fit(w.say("Rank"), 10)), Span(safe.fit(w.say("Dossier"), self.code + self.name))]
        for criterion in self.criteria if self.bar else ():
            bounded = criterion.points is not None
            whole = f"{criterion.code} /{w.number(criterion.points)}" if bounded else criterion.code
            spans.append(Span(" " + safe.fit(whole if safe.width(whole) <= self.bar else criterion.code, self.bar)))
        if self.before and self.definition.call.at and self.definition.call.at.before:
            code = safe.clip(self.definition.call.at.before.code, self.before - 2)
            spans.append(Span("  " + safe.fit(code, self.before - 2, right=True)))
        most = self.definition.call.most
        maximum = "" if most is None else f"/{w.number(most)}"
        spans.append(Span(f"  {safe.fit(maximum, self.total, right=True)}", "group-title"))
        if self.gap:
            spans.append(Span("  " + safe.fit(w.say("useful"), self.gap)))
        return Item("", line(*spans, fill="group"))

    def _ranked(self) -> list[Item]:
        groups = [[self._row(each), *self._variants(each.dossier.code)] for each in self.ranking.ranking]
        if not groups:
            return [Item("", line("  ", Span(self.words.say("No dossier has a rank yet."), "warn")))]
        verdicts = [each.useful for each in self.ranking.ranking]
        if self.ranking.selection.useful:
            last = max((n for n, each in enumerate(verdicts) if each), default=-1)
            groups.insert(last + 1, [self._useful_line()])
        return [row for group in groups for row in group]

    def _variants(self, base: str) -> list[Item]:
        """Directly under a dossier its variants: figures like its own, then the rank each would have in its place."""
        rows = []
        for variant in self.ranking.variants_of(base):
            each = variant.ranked
            spans = [Span(safe.fit(self.words.say("└ var."), 10), "muted"), *self._dossier(each.dossier)]
            spans += [*self._bars(each.criteria), *self._carried(each.dossier)]
            spans.append(Span(f"  {safe.fit(self.points(each.total), self.total, right=True)}", "muted"))
            said = sentence(self.definition, variant.step, self.words)
            rows.append(Item(f"variant:{each.dossier.code}", line(*spans), each.dossier.applicant))
            rows.append(Item("", line(Span(" " * 10 + safe.clip(said, self.width - 13), "muted"))))
        return rows

    def _useful_line(self) -> Item:
        """Drawn below the last dossier in useful rank."""
        w, selection, lot = self.words, self.ranking.selection, self.ranking.lot
        text = w.say(
            "last useful rank (proposal): {used} {unit} of {capacity}",
            used=w.number(selection.used),
            unit=lot.unit,
            capacity=w.number(selection.capacity or 0),
        )
        drawn = safe.clip(f"  ── {text} ", self.width - 1)
        return Item("", line(Span(drawn + "─" * (self.width - 1 - safe.width(drawn)), "mark")))

    def _row(self, each: Ranked) -> Item:
        w = self.words
        place = w.say("{rank} ex æquo", rank=each.place) if each.tied else str(each.place)
        spans = [Span(safe.fit(place, 10), "strong"), *self._dossier(each.dossier)]
        spans += [*self._bars(each.criteria), *self._carried(each.dossier)]
        spans.append(Span(f"  {safe.fit(self.points(each.total), self.total, right=True)}", "strong"))
        if self.gap:
            spans += [Span("  "), self._distance(each)]
        return Item(f"rank:{each.dossier.code}", line(*spans), each.dossier.applicant)

    def _distance(self, each: Ranked) -> Span:
        """Useful rank in a word and a sign, and how far it is from the other side."""
        w = self.words
        if each.useful is None:
            return Span(safe.fit(w.say("? tie"), self.gap), "warn")
        sign = "✓ +" if each.useful else "✗ −"
        points = w.number(each.distance, 2) if each.distance is not None else ""
        near = " !" if each.near else ""
        text = f"{sign}{points}{near}" if points else (w.say("✓ yes") if each.useful else w.say("✗ no"))
        return Span(safe.fit(text, self.gap), "good" if each.useful else "muted")

    def _dossier(self, dossier: Dossier) -> list[Span]:
        name = Span(safe.fit(dossier.applicant, self.name))
        return [Span(safe.fit(safe.clip(dossier.code, self.code - 1), self.code), "code"), name]

    def _bars(self, criteria: Mapping[str, Fraction]) -> list[Span]:
        spans = []
        for each in self.criteria if self.bar else ():
            spans += [Span(" "), *bar(criteria.get(each.code), each.points, self.bar)]
        return spans

    def _carried(self, dossier: Dossier) -> list[Span]:
        if not self.before:
            return []
        return [Span("  " + safe.fit(self.points(dossier.carried), self.before - 2, right=True), "muted")]

    def _unranked(self, each: Unranked) -> Item:
        """A dossier without a rank, and the first reason why."""
        room = self.width - 4 - self.code
        name = safe.clip(each.dossier.applicant, room * 2 // 5)
        reason = safe.clip(sentence(self.definition, each.reason, self.words), max(0, room - safe.width(name) - 3))
        code = Span(safe.fit(safe.clip(each.dossier.code, self.code - 1), self.code), "code")
        spans = (code, Span(name), Span("   "), Span(reason, "warn"))
        return Item(f"none:{each.dossier.code}", line(*spans), each.dossier.applicant)

    def _apart(self, each: DossierTally) -> Item:
        """The means of the consultative members on one dossier."""
        total = self.points(each.total)
        if each.total is None:
            return Item(f"apart:{each.dossier.code}", line(Span(" " * 10), *self._dossier(each.dossier), "  –"))
        spans = [Span(safe.fit("–", 10), "muted"), *self._dossier(each.dossier), *self._bars(each.criteria)]
        spans.append(Span(" " * self.before))
        spans.append(Span(f"  {safe.fit(total, self.total, right=True)}", "muted"))
        return Item(f"apart:{each.dossier.code}", line(*spans), each.dossier.applicant)

    def _facts(self, title: str, kind: str, facts: Sequence[Fault]) -> list[Item]:
        """One row a sentence, cut to the width; the panel says it whole."""
        if not facts:
            return []
        said = [safe.clip(sentence(self.definition, each, self.words), self.width - 3) for each in facts]
        rows = [Item(f"{kind}:{n}", line(each)) for n, each in enumerate(said)]
        return [self._title(title), *rows]


def bar(value: Fraction | None, maximum: Fraction | None, cells: int) -> list[Span]:
    """``value`` out of ``maximum`` in exactly ``cells``: a heavy line to the half cell, then a light one; dots if none.

    Heavy and light differ without colour, and bars below each other do not run together.
    """
    if value is None or not maximum:
        return [Span("·" * cells, "muted")]
    halves = int(max(Fraction(0), min(value, maximum)) * cells * 2 // maximum)
    drawn = "━" * (halves // 2) + "╸" * (halves % 2)
    return [Span(drawn, "mark"), Span("╌" * (cells - len(drawn)), "muted")]


def sentence(definition: Definition, step: Fault, w: Words) -> str:
    """A step in words, members by their names."""
    fields = dict(step.fields)
    for field in ("member", "members", "said", "scored"):
        given = fields.get(field)
        codes = list(given) if isinstance(given, list | tuple) else [given]
        names = [
            definition.member(each).name for each in codes if isinstance(each, str) and definition.knows_member(each)
        ]
        if names and len(names) == len(codes):
            fields[field] = names if isinstance(given, list | tuple) else names[0]
    return w.step(replace(step, fields=fields))


def blocked(faults: Sequence[Fault], width: int, w: Words) -> list[Line]:
    """Why there is no ranking at all, in full."""
    lines: list[Line] = []
    for each in faults:
        lines += [line("  ", Span(text, "bad")) for text in safe.wrap(w.fault(each), width - 4, 6)]
    return lines
