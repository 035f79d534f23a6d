"""From the rows of a table to dossiers, members or marks: header names in French or English, in any order.

All or nothing: every bad cell is named, and only a table without any gives records.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from datetime import datetime

import msgspec

from commission.files.import_filing import filing_columns, filing_parsers
from commission.files.plain_words import plain_word
from commission.files.tables import Table
from commission.rules.checks import check_codes
from commission.rules.fault import Fault, Place, Refused, fault
from commission.rules.grid import DECLINED, NOT_SCORED, Call, read_mark
from commission.rules.notation import meant
from commission.rules.number import parse_decimal
from commission.session.definition import Definition

Aliases = Mapping[str, tuple[str, ...]]

DOSSIERS: Aliases = {
    "code": ("dossier", "code", "numéro", "n°", "n° dossier", "n° de dossier", "numéro de dossier", "file"),
    "applicant": ("applicant", "candidat", "porteur", "demandeur", "organisme", "association", "gestionnaire"),
    "title": ("title", "intitulé", "titre", "projet", "intitulé du projet", "nom du projet"),
    "lot": ("lot", "service", "territoire", "secteur"),
    "deposited_at": ("deposited_at", "déposé le", "date de dépôt", "dépôt", "reçu le", "received at", "deposited"),
}
MEMBERS: Aliases = {
    "code": ("member", "membre", "code", "code membre"),
    "name": ("name", "nom", "nom complet", "prénom nom", "nom prénom"),
    "role": ("role", "rôle", "fonction"),
    "voice": ("voice", "voix"),
    "seat": ("seat", "siège"),
    "college": ("college", "collège"),
}
MARKS: Aliases = {
    "member": ("member", "membre", "code membre"),
    "dossier": ("dossier", "numéro de dossier", "n° dossier", "n° de dossier", "file"),
    "code": ("code", "sous-critère", "critère", "sub-criterion", "subcriterion", "sub"),
    "value": ("value", "note", "valeur", "points", "mark"),
    "observation": ("observation", "observations", "commentaire", "commentaires", "remarque", "comment", "reason"),
}
AGREED: Aliases = {
    **{name: MARKS[name] for name in ("dossier", "code")},
    "value": (*MARKS["value"], "note arrêtée", "note commune", "agreed mark"),
    "reason": ("reason", "motif", "observation"),
}
ROLES = {
    "president": ("president", "président", "présidente"),
    "co-president": ("co-president", "coprésident", "coprésidente", "co-président", "co-présidente"),
    "member": ("member", "membre"),
}
VOICES = {
    "deliberative": ("deliberative", "délibérative", "voix délibérative", "avec voix délibérative"),
    "consultative": ("consultative", "voix consultative", "avec voix consultative"),
}


class Record(msgspec.Struct, frozen=True):
    """What one row says, under our names, and where each of its cells stands."""

    values: dict[str, object]
    places: dict[str, Place]

    def place(self, key: str = "") -> Place:
        """The cell of this name, or of the list it stands in; the row's first cell if it has none."""
        return self.places.get(key) or self.places.get(key.partition(".")[0]) or self.places[""]

    def text(self, key: str) -> str:
        """The value of this name as text; empty if there is none."""
        return str(self.values.get(key, ""))


def rows_to_members(table: Table) -> list[Record]:
    """The members in a table, as ``[[member]]`` tables. Raises Refused with every fault, each at its cell."""
    columns = columns_of(table, MEMBERS, ("code", "name"))
    reader = _Rows(table, columns, ("code", "name"))
    reader.read("role", lambda text: _one_of(text, ROLES, "member"))
    reader.read("voice", lambda text: _one_of(text, VOICES, "deliberative"))
    return reader.records(unique="code", actors=True)


def rows_to_dossiers(table: Table, call: Call) -> list[Record]:
    """The dossiers in a table, as ``[[dossier]]`` tables; a column per declared figure or field, by its code or title.

    Raises Refused with every fault, each at its cell.
    """
    figures = {f"figures.{each.code}": (each.code, each.title) for each in call.figures}
    required = ("code", "applicant", *(["lot"] if call.lots else []))
    aliases = {**DOSSIERS, "lot": (*DOSSIERS["lot"], call.lot_label)}
    parsers = filing_parsers(call.asked)
    columns = columns_of(table, {**filing_columns(call.asked), **aliases, **figures}, required)
    reader = _Rows(table, columns, required)
    lots = {each.code: (each.code, each.title) for each in call.lots}
    reader.read("lot", lambda text: _one_of(text, lots, "", "unknown-lot") if lots else text)
    reader.read("deposited_at", _moment)
    for name in figures:
        reader.read(name, _number)
    for name, parse in parsers.items():
        reader.read(name, parse)
    return [_nested(each) for each in reader.records(unique="code")]


def rows_to_marks(table: Table, definition: Definition) -> list[Record]:
    """The marks in a table, each value in its journal spelling; beside what needs a reason the observation is that reason.

    Fields: member, dossier, code, value, observation. Raises Refused with every fault, each at its cell.
    """
    required = ("member", "dossier", "code")
    columns = columns_of(table, MARKS, (*required, "value"))
    reader = _Rows(table, columns, required, keep_empty=True)
    reader.read("member", lambda text: definition.member(text).code)
    reader.read("dossier", lambda text: definition.dossier(text).code)
    reader.read("code", lambda text: definition.call.sub(text).code)
    reader.read_with_row("value", lambda text, row: _value(text, row, definition))
    return reader.records(unique="member", also=("dossier", "code"))


def rows_to_agreed(table: Table, definition: Definition) -> list[Record]:
    """The marks that the commission agrees on in a table, one row a dossier and line, each value in its journal spelling.

    Fields: dossier, code, value, reason. Raises Refused with every fault, each at its cell.
    """
    required = ("dossier", "code", "value")
    reader = _Rows(table, columns_of(table, AGREED, required), required)
    reader.read("dossier", lambda text: definition.dossier(text).code)
    reader.read("code", lambda text: definition.call.sub(text).code)
    reader.read_with_row("value", lambda text, row: _value(text, row, definition, agreed=True))
    return reader.records(unique="dossier", also=("code",))


def columns_of(table: Table, aliases: Aliases, required: tuple[str, ...]) -> dict[str, int]:
    """Our name → index of its column. Raises Refused: ``unknown-column``, ``duplicate-column``, ``missing-column``."""
    known = {plain_word(alias): name for name, names in aliases.items() for alias in (name, *names)}
    shown = _shown(aliases, table.header)
    there = {known[plain_word(title)] for title in table.header if plain_word(title) in known}
    missing = [each for name, each in shown.items() if name not in there]
    columns: dict[str, int] = {}
    faults: list[Fault] = []
    for index, title in enumerate(table.header):
        place = table.place(table.header_line, index + 1)
        name = known.get(plain_word(title))
        if not title:
            if any(row.cells[index] for row in table.rows):
                faults.append(fault("unknown-column", found="", nearest="", known=missing).at(place))
        elif name is None:
            near = difflib.get_close_matches(plain_word(title), known, 1)
            nearest = shown[known[near[0]]] if near else ""
            faults.append(fault("unknown-column", found=title, nearest=nearest, known=missing).at(place))
        elif name in columns:
            faults.append(fault("duplicate-column", found=title, first=table.header[columns[name]]).at(place))
        else:
            columns[name] = index
    for name in required:
        if name not in columns:
            place = table.place(table.header_line)
            faults.append(fault("missing-column", name=shown[name], known=list(aliases[name])).at(place))
    if faults:
        raise Refused(*faults)
    return {name: columns[name] for name in aliases if name in columns}


IN_FRENCH = {
    "applicant": "candidat", "title": "intitulé", "deposited_at": "déposé le", "member": "membre", "name": "nom",
    "role": "rôle", "voice": "voix", "seat": "siège", "college": "collège", "value": "note", "pieces": "pièces",
    "receipt": "mode de dépôt", "receipt_number": "n° de récépissé", "variant_of": "variante de", "linked": "dossiers liés",
    "reason": "motif",
}  # fmt: skip
"""What a French table calls the columns that our files name in English."""


def _shown(aliases: Aliases, header: tuple[str, ...]) -> dict[str, str]:
    """Our name → what a table with this header calls the column: in English where one of its titles is English only, and none
    is French only.
    """
    english = {plain_word(name) for name, french in IN_FRENCH.items() if plain_word(french) != plain_word(name)}
    firsts = {name: names[0] for name, names in aliases.items()}
    french = {plain_word(name) for name in IN_FRENCH.values()} - {plain_word(name) for name in IN_FRENCH}
    if any(plain_word(title) in english for title in header) and not any(plain_word(x) in french for x in header):
        return firsts
    return {name: IN_FRENCH.get(first, first) if "." not in name else first for name, first in firsts.items()}


class _Rows:
    """A table being turned into records, column by column, gathering every fault on the way."""

    def __init__(
        self, table: Table, columns: Mapping[str, int], required: tuple[str, ...], *, keep_empty: bool = False
    ) -> None:
        self._table, self._columns = table, columns
        self._faults: list[Fault] = []
        self._records: list[Record] = []
        for row in table.rows:
            texts = {name: row.cells[index] for name, index in columns.items()}
            places = {name: table.place(row.line, index + 1) for name, index in columns.items()}
            values: dict[str, object] = {name: text for name, text in texts.items() if text or keep_empty}
            record = Record(values, {**places, "": table.place(row.line)})
            self._records.append(record)
            for name in required:
                if not texts.get(name):
                    self._faults.append(fault("missing-value", name=name).at(record.place(name)))

    def read(self, name: str, parse: Callable[[str], object]) -> None:
        """Turn the texts of a column into values; ``parse`` raises Refused. An empty cell stays out."""
        self.read_with_row(name, lambda text, _: parse(text) if text else text)

    def read_with_row(self, name: str, parse: Callable[[str, Record], object]) -> None:
        """As ``read`` where the value depends on the rest of the row; empty cells too."""
        for record in self._records:
            if name in record.values:
                try:
                    record.values[name] = parse(record.text(name), record)
                except Refused as refused:
                    title = self._table.header[self._columns[name]]
                    self._faults += [each.under(title).at(record.place(name)) for each in refused.faults]

    def records(self, *, unique: str, also: tuple[str, ...] = (), actors: bool = False) -> list[Record]:
        """The records, if no cell was at fault. Raises Refused with all faults in the order of the file."""
        if also:
            self._no_repetition((unique, *also))
        else:
            codes = [(each.text(unique), ("row", index)) for index, each in enumerate(self._records)]
            for each in check_codes([(code, where) for code, where in codes if code], actors=actors):
                self._faults.append(each.at(self._records[int(each.where[1])].place(unique)))
        if self._faults:
            raise Refused(*sorted(self._faults, key=file_order))
        return self._records

    def _no_repetition(self, names: tuple[str, ...]) -> None:
        met: dict[tuple[str, ...], int] = {}
        for record in self._records:
            key = tuple(record.text(name).casefold() for name in names)
            line = record.place().line
            if key in met and all(key):
                self._faults.append(fault("repeated-row", first=met[key]).at(record.place()))
            met.setdefault(key, line)


def file_order(found: Fault) -> tuple[int, int]:
    """Where a fault stands in its file, for sorting."""
    return (found.place.line, found.place.column) if found.place else (0, 0)


def _one_of(text: str, among: Mapping[str, tuple[str, ...]], default: str, code: str = "not-one-of") -> str:
    """Our word for what was written. Raises Refused with what could have been."""
    plain = plain_word(text)
    if not plain:
        return default
    for name, words in among.items():
        if plain in {plain_word(word) for word in words}:
            return name
    if code == "unknown-lot":
        raise Refused(fault("unknown-lot", found=text, known=list(among)))
    raise Refused(fault("not-one-of", found=text, expected=", ".join(words[0] for words in among.values())))


_DATE = r"(?:(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)|(?P<d2>\d\d?)/(?P<m2>\d\d?)/(?P<y2>\d{4}))"
_TIME = r"(?P<h>\d\d?)\s*(?:[h:]\s*(?P<min>\d\d)(?::(?P<s>\d\d)(?:\.0+)?)?|h)"
_MOMENT = re.compile(rf"{_DATE}(?:(?:T|\s+|\s*à\s*){_TIME})?", re.ASCII)


def _moment(text: str) -> datetime:
    """``2025-08-26T16:30`` or ``26/08/2025 16:30``, local. A day without its hour is refused: it may be the last one."""
    match = _MOMENT.fullmatch(text)
    if not match:
        raise Refused(fault("not-a-date", found=text))
    if match["h"] is None:
        raise Refused(fault("date-without-time", found=text))
    year, month, day = (int(match[name] or match[name + "2"]) for name in ("y", "m", "d"))
    hour, minute, second = (int(match[name] or 0) for name in ("h", "min", "s"))
    try:
        return datetime(year, month, day, hour, minute, second)
    except ValueError:
        raise Refused(fault("not-a-date", found=text)) from None


def _number(text: str) -> int | str:
    """A declared figure as the session file writes it: a whole number, or exact text."""
    value = parse_decimal(text)
    return value.numerator if value.denominator == 1 else text.replace(",", ".")


def _value(text: str, record: Record, definition: Definition, *, agreed: bool = False) -> str:
    if not text:
        return NOT_SCORED
    try:
        sub = definition.call.sub(record.text("code"))
    except Refused:
        return text  # the code's own cell is at fault
    why = record.text("reason" if agreed else "observation")
    if value := meant(text, sub.levels) or meant(plain_word(text), sub.levels):
        if value == DECLINED and agreed:
            raise Refused(fault("agreed-not-a-mark", dossier=record.text("dossier"), sub=sub.code))
        if value == DECLINED and not why:
            raise Refused(fault("reason-required", kind=DECLINED))
    else:
        value = read_mark(text, sub, definition.rules.step)
    if value != DECLINED and sub.needs_reason(value) and not why:
        raise Refused(fault("reason-required", kind="word"))
    return value


def _nested(record: Record) -> Record:
    """Figures and fields as the session file holds them: tables of their own, inside the dossier's."""
    values: dict[str, object] = {name: value for name, value in record.values.items() if "." not in name}
    for table in ("figures", "fields"):
        inner = {name.partition(".")[2]: value for name, value in record.values.items() if name.startswith(table + ".")}
        if inner:
            values[table] = inner
    return Record(values, record.places)
