"""A dossier at the table as rows of a screen: lines × members, what diverges first; and one line in full. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import NamedTuple

from commission.publication.debate_text import (
    answers_text,
    change_text,
    figures_text,
    ranks_text,
    remarks,
)
from commission.result.at_table import AtTable
from commission.result.debate import Answer, Debate, DebatedLine
from commission.session.changes import Change
from commission.session.definition import Definition, Member
from commission.tui import safe
from commission.tui.safe import BLANK, Line, Span, line
from commission.tui.widgets.menu import Item
from commission.words import Words
from commission.words.notations import tagged

CODE, CELL, TITLE = 6, 5, 12
"""Cells of a line's code, of one member's answer, and the least that a title is worth showing in."""
SHEETS = "sheets"
"""The id of the row that tells of whole sheets."""


class Figure(NamedTuple):
    """A column of figures: its heading, its cells, what stands in it."""

    head: str
    cells: int
    text: Callable[[DebatedLine], str]


class Table(NamedTuple):
    """One dossier of a lot, laid out in ``width`` cells, the cursor's two left out."""

    definition: Definition
    table: AtTable
    debate: Debate
    width: int
    words: Words

    @property
    def figures(self) -> list[Figure]:
        """Mean and spread always; median and share where all members fit beside them."""
        w = self.words
        found = [
            Figure(w.say("mean"), 8, lambda x: _number(x.mean, w)),
            Figure(w.say("median"), 8, lambda x: _number(x.median, w)),
            Figure(w.say("spread"), 7, lambda x: _number(x.spread, w)),
            Figure("%", 5, lambda x: _number(None if x.apart is None else x.apart * 100, w, 0)),
        ]
        needed = CODE + CELL * len(self.debate.seats)
        if self.width < needed + sum(each.cells for each in found):
            return [found[0], found[2]]
        return found

    @property
    def seats(self) -> Sequence[Member]:
        """The members whose column fits; the panel tells of all."""
        room = self.width - CODE - sum(each.cells for each in self.figures)
        return self.debate.seats[: max(0, room // CELL)]

    @property
    def title(self) -> int:
        """Cells left for titles; 0 where they are not worth it."""
        room = self.width - CODE - sum(each.cells for each in self.figures) - CELL * len(self.seats)
        return room if room >= TITLE else 0

    def heading(self) -> Line:
        """What stands above the columns: members by their initials."""
        names = initials(self.debate.seats)[: len(self.seats)]
        gap = safe.fit(self.words.say("Line") if self.title else "", CODE + self.title)
        heads = [safe.fit(each.head, each.cells, right=True) for each in self.figures]
        cells = [safe.fit(each, CELL, right=True) for each in names]
        return line(Span("  " + gap + "".join(cells) + "".join(heads)), fill="group")

    def items(self) -> list[Item]:
        """A row a line, what diverges first; after them, what became of whole sheets since the opening."""
        found = [Item(f"line:{each.sub.code}", self._row(each)) for each in self.debate.lines]
        if sheets := self.changed(""):
            text = self.words.say_n(
                "{n} sheet handed in or reopened since the opening",
                "{n} sheets handed in or reopened since the opening",
                len({each.member for each in sheets}),
            )
            found.append(Item(SHEETS, line(Span(safe.fit(text, self.width), "strong"))))
        return found

    def changed(self, code: str) -> list[Change]:
        """What changed on a line since the opening; of whole sheets, with an empty code."""
        return [each for each in self.table.changed(self.debate.dossier.code) if each.code == code]

    def _row(self, each: DebatedLine) -> Line:
        w, changed = self.words, {one.member for one in self.changed(each.sub.code)}
        title = safe.fit(tagged(each.sub, w), self.title - 1) + " " if self.title else ""
        answers = each.answers[: len(self.seats)]
        spans = [Span(safe.fit(each.sub.code, CODE), "code"), Span(title)]
        for one in answers:
            text = short(one, each, w) + ("*" if one.member in changed else "")
            spans.append(Span(safe.fit(safe.clip(text, CELL - 1), CELL, right=True), "mark" if one.counts else "muted"))
        if each.sub.in_words:
            room = sum(figure.cells for figure in self.figures)
            spans.append(Span("  " + safe.fit(counts(each, w), room - 2)))
        else:
            spans += [Span(safe.fit(x.text(each), x.cells, right=True), "strong") for x in self.figures]
        return line(*spans)

    def about(self, row: str, width: int) -> tuple[str, list[Line]]:
        """What the row of this id says in full: title, then lines."""
        w = self.words
        if row == SHEETS:
            texts = [change_text(self.definition, each, w) for each in self.changed("")]
            return w.say("Sheets since the opening"), _listed(texts, width)
        found = next((each for each in self.debate.lines if f"line:{each.sub.code}" == row), None)
        if found is None:
            return "", []
        maximum = "" if found.sub.max is None else f" /{w.exact(found.sub.max)}"
        texts = [change_text(self.definition, each, w) for each in self.changed(found.sub.code)]
        lines = [line(" ", Span(each, "strong")) for each in safe.wrap(figures_text(found, w), max(10, width - 2), 4)]
        lines += _listed(texts, width)
        for text, note in remarks(self.definition, found, w):
            lines += _listed([text], width)
            if note:
                lines.append(line(Span(f"   ({note})", "muted")))
        lines += _plain(self._answers(found), width)
        if found.consultative:
            apart = answers_text(self.definition, found.consultative, w)
            lines += _plain(w.say("Consultative voices, in no figure: {answers}", answers=apart), width)
        return f"{found.sub.code} {tagged(found.sub, w)}{maximum}", lines

    def _answers(self, found: DebatedLine) -> str:
        """Every voting member after the initials that stand above the column."""
        named = zip(initials(self.debate.seats), found.answers, strict=True)
        return " · ".join(f"{letters} {answers_text(self.definition, [each], self.words)}" for letters, each in named)

    def whole(self, width: int) -> list[Line]:
        """Everything, row after row."""
        lines: list[Line] = []
        for item in self.items():
            title, about = self.about(item.id, width)
            lines += [line(" ", Span(each, "rule-title")) for each in safe.wrap(title, max(10, width - 2), 4)]
            lines += [*about, BLANK]
        return lines

    def standing(self) -> str:
        """How much changed since the opening, and its rank."""
        w, code = self.words, self.debate.dossier.code
        said = ranks_text(self.table, code, w, self.definition.rules.display_places)
        count = len([each for each in self.table.changed(code) if each.code])
        changed = w.say_n("{n} mark changed (*)", "{n} marks changed (*)", count)
        return f"{changed} · {said}" if count else said


def initials(members: Sequence[Member]) -> list[str]:
    """« FG » for Fatou Guélisse; a number after what two members share."""
    found: list[str] = []
    for each in members:
        letters = "".join(word[0] for word in each.name.replace("-", " ").split() if word[0].isalpha())[:3].upper()
        found.append(letters or each.code[:3])
    return [
        f"{each[:2]}{found[:place].count(each) + 1}" if found.count(each) > 1 else each
        for place, each in enumerate(found)
    ]


def short(each: Answer, about: DebatedLine, w: Words) -> str:
    """One answer in four cells: a number, the beginning of a word, or why there is none; in brackets if it does not count."""
    if each.stands == "given":
        said = w.value(each.value)
        return said if each.counts or about.sub.in_words else f"({said})"
    return {
        "declined": w.say("n.o."),
        "not-applicable": w.say("n.a."),
        "missing": "–",
        "rivals": "?",
        "no-sheet": w.say("abs."),
    }[each.stands]


def counts(each: DebatedLine, w: Words) -> str:
    """« favorable 3, défavorable 1 »."""
    return ", ".join(f"{w.value(word)} {count}" for word, count in each.words.items())


def _number(value: Fraction | None, w: Words, places: int | None = None) -> str:
    return w.number(value, places)


def _plain(text: str, width: int) -> list[Line]:
    return [line(" " if not n else "   ", each) for n, each in enumerate(safe.wrap(text, max(10, width - 4), 30))]


def _listed(texts: list[str], width: int) -> list[Line]:
    """Each begins with a dash and goes on under itself."""
    lines: list[Line] = []
    for text in texts:
        for place, each in enumerate(safe.wrap(text, max(10, width - 4), 60)):
            lines.append(line(Span(" – " if not place else "   ", "muted"), each))
    return lines
