"""A grid file begun from a spreadsheet: one row per line of the grid. All or nothing, each bad cell named.

Where a row belongs: to the criterion that its own column names; else to what stands before the last digits of its code
(``A1`` and ``A.1`` to ``A``, ``1.2`` to ``1``). A row whose code others belong to is the criterion itself: it gives its
title and, if filled in, its points, which are checked. A code that nobody belongs to, with a maximum, is a criterion of
one line. A row called « Total » is checked against the sum.
"""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from fractions import Fraction

import msgspec

from commission.files.imports import Aliases, columns_of, file_order
from commission.files.new_filing import quoted
from commission.files.plain_words import plain_word
from commission.files.tables import Row, Table
from commission.rules.build import build_call
from commission.rules.checks import check_codes
from commission.rules.fault import Fault, Place, Refused, fault
from commission.rules.number import exact_text, parse_written
from commission.rules.reading import quick
from commission.rules.shape import GridShape

COLUMNS: Aliases = {
    "code": ("code", "n°", "numéro", "sous-critère", "sub-criterion"),
    "title": ("title", "intitulé", "titre", "libellé", "intitulé du sous-critère"),
    "maximum": ("maximum", "max", "points", "barème", "note maximale", "points maximum"),
    "criterion": ("criterion", "critère", "code critère", "code du critère"),
    "criterion_title": ("criterion_title", "intitulé du critère", "titre du critère", "criterion title"),
}
_PARENT = re.compile(r"(.+?)[\s.\-_]*[0-9]+")


class Line(msgspec.Struct, frozen=True):
    """One row as read; ``parent`` is the code of the criterion it would belong to, empty for a bare code."""

    row: Row
    code: str
    title: str
    points: Fraction | None
    parent: str
    parent_title: str


class Group(msgspec.Struct):
    """A criterion being gathered: its own row, where it has one, and its lines."""

    code: str
    title: str = ""
    head: Line | None = None
    subs: list[Line] = msgspec.field(default_factory=list)


def grid_text(table: Table, *, code: str, title: str, language: str) -> bytes:
    """The text of the grid file that this table begins. It passes ``check``. Raises Refused with every fault, located."""
    reader = _Reader(table)
    groups, total = reader.groups()
    reader.check(groups, total)
    if reader.faults:
        raise Refused(*sorted(reader.faults, key=file_order))
    text = _written(groups, code, title, language)
    shape = quick(tomllib.loads(text, parse_float=Decimal), GridShape)
    _, faults = build_call(shape)  # what no single cell says: a code given by hand, a sum beyond all measure
    if faults:
        raise Refused(*(each if each.where == ("code",) else each.at(Place(str(table.path))) for each in faults))
    return text.encode()


class _Reader:
    """The rows of a table, gathered into criteria, with the faults met on the way."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._columns = columns_of(table, COLUMNS, ("code", "title", "maximum"))
        self.faults: list[Fault] = []

    def groups(self) -> tuple[list[Group], Line | None]:
        """The criteria in the order in which the table first names them, and the row of the total."""
        lines = [self._line(row) for row in self._table.rows]
        totals = [each for each in lines if _is_total(each)]
        for again in totals[1:]:
            self.faults.append(fault("repeated-row", first=totals[0].row.line).at(self._place(again, "code")))
        lines = [each for each in lines if not _is_total(each)]
        named = {each.parent.casefold() for each in lines if each.parent}
        groups: dict[str, Group] = {}
        for line in lines:
            if not line.code:
                self.faults.append(fault("missing-value", name=self._title("code")).at(self._place(line, "code")))
                continue
            head = line.code.casefold() in named and (not line.parent or line.parent.casefold() == line.code.casefold())
            self._put(groups, line, head=head)
        return list(groups.values()), totals[0] if totals else None

    def _put(self, groups: dict[str, Group], line: Line, *, head: bool) -> None:
        name = line.code if head or not line.parent else line.parent
        group = groups.setdefault(name.casefold(), Group(name))
        if head and group.head:
            again = fault("duplicate-code", found=line.code, first=group.head.code)
            self.faults.append(again.at(self._place(line, "code")))
        elif head:
            group.head, group.code = line, line.code
        else:
            group.subs.append(line)
        group.title = (line.title if head else "") or group.title or line.parent_title

    def _line(self, row: Row) -> Line:
        texts = {name: row.cells[index] for name, index in self._columns.items()}
        code = texts["code"]
        parent = texts.get("criterion", "")
        if not parent and (match := _PARENT.fullmatch(code)):
            parent = match[1]
        points = None
        if texts["maximum"]:
            try:
                points = parse_written(texts["maximum"])
            except Refused as refused:
                place = self._table.place(row.line, self._columns["maximum"] + 1)
                self.faults += [each.at(place) for each in refused.faults]
                points = Fraction(-1)
        return Line(row, code, texts["title"], points, parent, texts.get("criterion_title", ""))

    def check(self, groups: list[Group], total: Line | None) -> None:
        """Titles and maxima present, codes sound and single, sums equal to what the table states."""
        for group in groups:
            for sub in group.subs:
                self._check_sub(sub)
            if group.head and group.head.points is not None:
                self._check_sum(group, group.head)
        subs = [sub for group in groups for sub in group.subs]
        self._check_codes([(sub.code, sub, "code") for sub in subs])
        heads = [(group.code, group.head or group.subs[0], group) for group in groups]
        self._check_codes([(code, line, "code" if group.head else self._naming()) for code, line, group in heads])
        if not subs and not self.faults:
            self.faults.append(fault("empty-table").at(self._table.place(self._table.header_line)))
        if total and total.points is not None and all(each.code == "criterion-sum" for each in self.faults):
            computed = sum((_points(sub) for sub in subs), Fraction(0))
            if computed != total.points:
                wrong = fault("grid-sum", stated=total.points, computed=computed)
                self.faults.append(wrong.at(self._place(total, "maximum")))

    def _naming(self) -> str:
        """The column in which a row names its criterion."""
        return "criterion" if "criterion" in self._columns else "code"

    def _check_sub(self, sub: Line) -> None:
        for name, empty in (("title", not sub.title), ("maximum", sub.points is None)):
            if empty:
                self.faults.append(fault("missing-value", name=self._title(name)).at(self._place(sub, name)))
        if sub.points == 0:
            self.faults.append(fault("zero-max", sub=sub.code).at(self._place(sub, "maximum")))

    def _check_sum(self, group: Group, head: Line) -> None:
        computed = sum((_points(sub) for sub in group.subs), Fraction(0))
        read = all(sub.points is not None and sub.points >= 0 for sub in group.subs)
        if read and head.points is not None and head.points >= 0 and head.points != computed:
            wrong = fault("criterion-sum", criterion=group.code, stated=head.points, computed=computed)
            self.faults.append(wrong.at(self._place(head, "maximum")))

    def _check_codes(self, codes: list[tuple[str, Line, str]]) -> None:
        for each in check_codes([(code, ("row", index)) for index, (code, _, _) in enumerate(codes)]):
            _, line, column = codes[int(each.where[1])]
            self.faults.append(Fault(each.code, each.fields, place=self._place(line, column)))

    def _title(self, column: str) -> str:
        """A column as its own header calls it."""
        return self._table.header[self._columns[column]]

    def _place(self, line: Line, column: str) -> Place:
        return self._table.place(line.row.line, self._columns[column] + 1)


def _is_total(line: Line) -> bool:
    return "total" in {plain_word(line.code), plain_word(line.title) if not line.code else ""}


def _points(line: Line) -> Fraction:
    return line.points or Fraction(0)


_FRENCH = """\
# Grille commencée à partir d'un tableau. Elle ne doit contenir que ce que le document publie.
#
# Vérifier :  commission check FICHIER          Relire sur papier :  commission grid show FICHIER
# Pour que l'éditeur complète et vérifie : commission grid schema > grid.schema.json, puis, en première ligne :
# #:schema ./grid.schema.json

format = 1
code = {code}
title = {title}    # le titre de l'appel, tel que publié
# kind = "appel à projet"
# regime = "CASF R.313"
# source = "Le document d'où vient cette grille"
total = {total}    # vérifié avec la somme des critères

# zone = "Europe/Paris"
# closes = 2025-08-27T00:00:00           # heure locale
# bound = "exclusive"                    # un dossier reçu à cet instant ou après est hors délai
# closes_published = "La date, dans les mots du document"

# Un bloc par partie de l'appel classée à part ; aucun s'il n'y a qu'un classement.
# [[lot]]
# code = "nord"
# title = "Nord du département"

# Un bloc par règle que le document ne publie pas : step, aggregation, rounding, missing, ties, selection.
# [[unpublished]]
# subject = "ties"
# text = "Le document ne dit pas comment sont départagés deux projets à égalité de points."
"""
_ENGLISH = """\
# A grid begun from a table. It should hold only what the document publishes.
#
# Check it:  commission check FILE          Read it as on paper:  commission grid show FILE
# For an editor that completes and checks: commission grid schema > grid.schema.json, then, as the first line:
# #:schema ./grid.schema.json

format = 1
code = {code}
title = {title}    # the title of the call, as published
# kind = "call for projects"
# regime = "CASF R.313"
# source = "The document that this grid comes from"
total = {total}    # checked against the sum of the criteria

# zone = "Europe/Paris"
# closes = 2025-08-27T00:00:00           # local time
# bound = "exclusive"                    # a dossier received at that instant or later is late
# closes_published = "The date, in the words of the document"

# One block for each part of the call that is ranked apart; none where there is one ranking.
# [[lot]]
# code = "north"
# title = "North of the département"

# One block for each rule that the document does not publish: step, aggregation, rounding, missing, ties, selection.
# [[unpublished]]
# subject = "ties"
# text = "The document does not say how equal projects are told apart."
"""
_UNTITLED = {"fr": "    # le tableau ne donne pas l'intitulé", "en": "    # the table gives no title"}
_CHECKED = {"fr": "    # vérifié avec la somme de ses lignes", "en": "    # checked against the sum of its lines"}


def _written(groups: list[Group], code: str, title: str, language: str) -> str:
    total = sum((_points(sub) for group in groups for sub in group.subs), Fraction(0))
    head = _FRENCH if language == "fr" else _ENGLISH
    parts = [head.format(code=quoted(code), title=quoted(title), total=_number(total))]
    for group in groups:
        # A criterion of one line takes its title from it.
        named = group.title or (group.subs[0].title if group.subs[0].code == group.code else "")
        points = sum((_points(sub) for sub in group.subs), Fraction(0))
        parts.append(
            f"[[criterion]]\ncode = {quoted(group.code)}\n"
            f"title = {quoted(named or group.code)}{'' if named else _UNTITLED[language]}\n"
            f"points = {_number(points)}{_CHECKED[language]}\n"
        )
        parts += [
            f"[[criterion.sub]]\ncode = {quoted(sub.code)}\ntitle = {quoted(sub.title)}\nmax = {_number(_points(sub))}\n"
            for sub in group.subs
        ]
    return "\n".join(parts)


def _number(value: Fraction) -> str:
    text = exact_text(value)
    return quoted(text) if "/" in text else text
