"""The ranking as CSV: for the French Excel by default, else RFC 4180. Cells have a type: text never runs, numbers stay."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from fractions import Fraction

import msgspec

from commission.publication.plain import useful_text
from commission.result.explain import waiting
from commission.result.given import Given, given
from commission.result.places import Ranked, Unranked, Variant
from commission.result.ranking import LotRanking
from commission.rules.fault import Refused, fault
from commission.rules.number import exact_text, fixed_text
from commission.rules.text import folder_name, one_line
from commission.session.definition import WHOLE_CALL
from commission.session.state import State
from commission.words import Words


class Shown(msgspec.Struct, frozen=True):
    """A number for the eye, rounded half up to ``places`` decimals."""

    value: Fraction
    places: int


class Exact(msgspec.Struct, frozen=True):
    """A number as it is. Where it never ends it is a fraction, which the French Excel must not take for a date."""

    value: Fraction


Cell = str | int | Shown | Exact | None
"""What a row holds: foreign or our own text, a number, or nothing."""


class Dialect(msgspec.Struct, frozen=True):
    """How a table is spelled. ``mark`` is the byte order mark that tells the French Excel the file is UTF-8."""

    name: str
    delimiter: str
    comma: str
    mark: bytes


DIALECTS = {
    each.name: each for each in (Dialect("excel-fr", ";", ",", b"\xef\xbb\xbf"), Dialect("rfc4180", ",", ".", b""))
}

_RUNS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2060-\u2064\ufeff]*[=+\-@＝＋－＠]|[\t\r\n]")
"""A spreadsheet takes such a text for a formula, itself or after it dropped the spaces or narrowed the wide signs."""


class _Lines(list[str]):
    """What the csv module writes into."""

    write = list.append


def dialect(name: str) -> Dialect:
    """The dialect of this name. Raises Refused ``unknown-dialect``."""
    if name not in DIALECTS:
        raise Refused(fault("unknown-dialect", found=name, known=list(DIALECTS)))
    return DIALECTS[name]


def harmless(text: str) -> str:
    """``text`` on one line, with an apostrophe before it where a spreadsheet would run it."""
    line = one_line(text)
    return f"'{line}" if _RUNS.match(text) or _RUNS.match(line) else line


def spell(rows: Iterable[Sequence[Cell]], spelling: Dialect) -> bytes:
    """Rows as bytes in this dialect."""
    lines = _Lines()
    writer = csv.writer(lines, delimiter=spelling.delimiter, lineterminator="\r\n")
    writer.writerows([_cell(each, spelling) for each in row] for row in rows)
    return spelling.mark + "".join(lines).encode()


def _cell(cell: Cell, spelling: Dialect) -> str:
    match cell:
        case None:
            return ""
        case str():
            return harmless(cell)
        case int():
            return str(cell)
        case Shown():
            return fixed_text(cell.value, cell.places, spelling.comma)
        case Exact():
            text = exact_text(cell.value)
            return f"'{text}" if "/" in text and spelling.mark else text.replace(".", spelling.comma)


def ranking_csv(state: State, found: LotRanking, words: Words, spelling: Dialect) -> bytes:
    """One lot: a row for each dossier, ranked ones first, in rank order; then the others with their reason."""
    criteria = state.definition.call.criteria
    header: list[Cell] = [
        words.say("rank"),
        words.say("tied"),
        words.say("dossier"),
        words.say("applicant"),
        words.say("title"),
        words.say("total"),
        words.say("exact total"),
        words.say("maximum"),
        *(each.code for each in criteria),
        words.say("in useful rank"),
        *([words.say("because")] if found.selection.reasons else []),
        words.say("without a rank because"),
    ]
    places = state.definition.rules.display_places
    codes = [each.code for each in criteria]
    rows: list[list[Cell]] = []
    for each in found.ranking:
        rows.append(_ranked(each, codes, words, places))
        rows += [_variant(variant, codes, words, places) for variant in found.variants_of(each.dossier.code)]
    rows += [_unranked(each, codes, words) for each in found.unranked]
    if reasons := found.selection.reasons:
        for row in rows:
            why = reasons.get(str(row[2]))
            row.insert(-1, words.step(why) if why and row[0] is not None else None)
    if any(sub.bonus for sub in state.definition.call.lines):
        header.append(words.say("Bonus").lower())
        bonuses = {each.dossier.code: each.bonus for each in (*found.ranking, *(x.ranked for x in found.variants))}
        for row in rows:
            bonus = bonuses.get(str(row[2]))
            row.append(None if bonus is None else Exact(bonus))
    if any(each.variant_of for each in state.definition.dossiers):
        header += [words.say("variant of"), words.say("rank in its base's place")]
        beside = {each.ranked.dossier.code: each.ranked.place for each in found.variants}
        for row in rows:
            code = str(row[2])
            row += [state.definition.dossier(code).variant_of or None, beside.get(code)]
    if (at := state.definition.call.at) and at.before:
        header.append(words.say("carried from the stage: {title}", title=at.before.title))
        carried = [state.definition.dossier(str(row[2])).carried for row in rows]
        for row, points in zip(rows, carried, strict=True):
            row.append(None if points is None else Exact(points))
    return spell([header, *rows], spelling)


def _variant(variant: Variant, codes: Sequence[str], words: Words, places: int) -> list[Cell]:
    """A variant under its base: its figures, and no rank of its own."""
    return [None, None, *_ranked(variant.ranked, codes, words, places)[2:]]


def _ranked(each: Ranked, codes: Sequence[str], words: Words, places: int) -> list[Cell]:
    subtotals = [Shown(each.criteria[code], places) if code in each.criteria else None for code in codes]
    return [
        each.place,
        words.say("yes") if each.tied else words.say("no"),
        each.dossier.code,
        each.dossier.applicant,
        each.dossier.title,
        None if each.total is None else Shown(each.total, places),
        None if each.total is None else Exact(each.total),
        None if each.maximum is None else Exact(each.maximum),
        *subtotals,
        useful_text(each, words),
        None,
    ]


def _unranked(each: Unranked, codes: Sequence[str], words: Words) -> list[Cell]:
    empty: list[Cell] = [None] * (len(codes) + 1)
    reasons = " ; ".join(words.step(step) for step in waiting(each))
    return [
        None,
        None,
        each.dossier.code,
        each.dossier.applicant,
        each.dossier.title,
        None,
        None,
        None,
        *empty,
        reasons,
    ]


def detail_csv(state: State, rankings: Iterable[LotRanking], words: Words, spelling: Dialect) -> bytes:
    """The mean (or agreed mark) of each line for each ranked dossier of the opened lots: what totals are the sums of."""
    places = state.definition.rules.display_places
    together = state.definition.rules.aggregation == "consensus"
    header: list[Cell] = [
        words.say("lot"),
        words.say("dossier"),
        words.say("applicant"),
        words.say("criterion"),
        words.say("sub-criterion"),
        words.say("title"),
        words.say("maximum"),
        words.say("agreed mark") if together else words.say("mean"),
        words.say("exact agreed mark") if together else words.say("exact mean"),
    ]
    rows: list[list[Cell]] = [
        [
            found.lot.code,
            each.dossier.code,
            each.dossier.applicant,
            sub.criterion,
            sub.code,
            sub.title,
            None if sub.max is None else Exact(sub.max),
            Shown(each.subs[sub.code], places),
            Exact(each.subs[sub.code]),
        ]
        for found in rankings
        if state.is_open(found.lot.code)
        for each in (*found.ranking, *(variant.ranked for variant in found.variants))
        for sub in state.definition.call.lines
        if sub.code in each.subs
    ]
    return spell([header, *rows], spelling)


def csv_files(state: State, rankings: Sequence[LotRanking], words: Words, spelling: Dialect) -> dict[str, bytes]:
    """Every CSV of an export by file name: a ranking for each opened lot that was scored, and one detail."""
    files = {
        f"{name_of('classement', found)}.csv": ranking_csv(state, found, words, spelling)
        for found in rankings
        if state.is_open(found.lot.code) and state.definition.has_sheets(found.lot.code)
    }
    if not files:
        return {}
    files["detail.csv"] = detail_csv(state, rankings, words, spelling)
    if apart := given_rows(state, rankings, words):
        files["hors-total.csv"] = spell(apart, spelling)
    return files


def given_rows(state: State, rankings: Iterable[LotRanking], words: Words) -> list[list[Cell]]:
    """Beside the totals: how many seats gave each word, and the mean of lines for information; nothing without such."""
    rows: list[list[Cell]] = [
        [found.lot.code, dossier, each.sub.code, each.sub.title, *said]
        for found in rankings
        if state.is_open(found.lot.code)
        for dossier, lines in given(state, found.lot.code).items()
        for each in lines
        for said in _said(each, words)
    ]
    header: list[Cell] = [
        words.say("lot"),
        words.say("dossier"),
        words.say("sub-criterion"),
        words.say("title"),
        words.say("word"),
        words.say("seats"),
        words.say("exact mean"),
    ]
    return [header, *rows] if rows else []


def _said(each: Given, words: Words) -> list[list[Cell]]:
    mean = None if each.mean is None else Exact(each.mean)
    return [[words.value(word), count, mean] for word, count in each.words.items()] or [[None, None, mean]]


def name_of(stem: str, found: LotRanking) -> str:
    """A file name for a lot, ASCII whatever its code; the stem alone for a call without lots."""
    return stem if found.lot.code == WHOLE_CALL else f"{stem}-{folder_name(found.lot.code)}"
