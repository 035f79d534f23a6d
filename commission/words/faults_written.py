"""Faults of what people write: grids, session files, tables to import, and the marks they type."""

from __future__ import annotations

from typing import Final

from commission.words.marker import N_
from commission.words.wording import Wording

WRITTEN: Final[dict[str, Wording]] = {
    # --- a mark as typed
    "mark-not-a-number": Wording(
        N_('"{found}" is not a mark for {sub}'),
        N_("a number from 0 to {max}, in digits 0 to 9, such as 6.5, is expected"),
        N_("to give no opinion: nspp, with a reason; if the line is not applicable: so"),
        short=N_("{found}: not a number from 0 to {max}"),
        without=(
            "max",
            Wording(
                N_('"{found}" is not a mark for {sub}'),
                N_("a number from 0 up, in digits 0 to 9, such as 6.5, is expected"),
                N_("to give no opinion: nspp, with a reason; if the line is not applicable: so"),
                short=N_("{found}: not a number"),
            ),
        ),
    ),
    "mark-negative": Wording(
        N_("the mark {found} for {sub} is negative"),
        N_("a number from 0 to {max} is expected"),
        short=N_("{found}: a mark is never below 0"),
        without=(
            "max",
            Wording(
                N_("the mark {found} for {sub} is negative"),
                N_("a number from 0 up is expected"),
                short=N_("{found}: a mark is never below 0"),
            ),
        ),
    ),
    "mark-above-max": Wording(
        N_("the mark {found} for {sub} is above the maximum"),
        N_("the maximum is {max}"),
        short=N_("{found}: the maximum is {max}"),
    ),
    "mark-off-step": Wording(
        N_("the mark {found} for {sub} is off the step"),
        N_("marks go by {step}: {below} or {above}"),
        short=N_("{found}: by {step}: {below} or {above}"),
    ),
    "mark-not-canonical": Wording(
        N_('the mark "{found}" is not in its journal form'),
        N_('"{expected}" is expected'),
        N_("this entry has no effect; write the mark again through the program"),
    ),
    # --- numbers and codes
    "not-a-number": Wording(
        N_('"{found}" is not a number'),
        N_('a number such as 7, 6.5, "1/3" or "30 %" is expected'),
    ),
    "negative": Wording(N_("{found} is negative"), N_("a number from 0 up is expected")),
    "code-empty": Wording(
        N_('the code "{found}" is empty, or begins or ends with a space'),
        N_("1 to 64 characters are expected"),
    ),
    "code-too-long": Wording(N_('the code "{found}" is too long'), N_("64 characters at most")),
    "code-character": Wording(
        N_('the code "{found}" holds a slash, a backslash or an invisible character'),
        remedy=N_("keep to letters, digits, hyphens and dots"),
    ),
    "code-not-nfc": Wording(
        N_('the code "{found}" has accents written in two characters'),
        N_("composed characters (NFC) are expected"),
        N_("type the code again on the keyboard"),
    ),
    "code-reserved": Wording(
        N_('the code "{found}" is kept for the program'),
        remedy=N_("choose another code than desk, presidency or typed"),
    ),
    "duplicate-code": Wording(
        N_('the code "{found}" is already taken by "{first}"'),
        N_("each code stands once, whatever its capitals"),
        N_("give one of the two another code"),
    ),
    # --- grids
    "zero-max": Wording(N_("the maximum of {sub} is 0"), N_("a maximum above 0 is expected")),
    "empty-criterion": Wording(
        N_("criterion {criterion} has no sub-criterion"),
        remedy=N_("add at least one line to sub"),
    ),
    "empty-grid": Wording(
        N_("the grid has no criterion"),
        remedy=N_(
            'add at least one [[criterion]], or write scoring = "unpublished" if the document publishes no points'
        ),
    ),
    "scoring-unpublished": Wording(
        N_('the file says that the document publishes no points, but gives "{key}"'),
        remedy=N_('remove scoring = "unpublished", or the points'),
    ),
    "criterion-sum": Wording(
        N_("criterion {criterion} states {stated} points, but its sub-criteria add up to {computed}"),
        N_("the two figures must be equal"),
        N_("correct points, or the maximum of a sub-criterion"),
    ),
    "grid-sum": Wording(
        N_("the grid states a total of {stated} points, but its criteria add up to {computed}"),
        N_("the two figures must be equal"),
        N_("correct total, or the points of a criterion"),
    ),
    "lot-sum": Wording(
        N_('lot "{lot}" states a capacity of {stated}, but its areas add up to {computed}'),
        N_("the two figures must be equal"),
        N_("correct the capacity of the lot, or that of an area"),
    ),
    "unknown-figure": Wording(
        N_('the grid declares no figure "{found}"'),
        N_("the figures of the grid are: {known}"),
        without=("known", Wording(N_('the grid declares no figure "{found}"'), remedy=N_("add a [[figure]] to it"))),
    ),
    "zero-step": Wording(
        N_("the step is 0"),
        N_("a step above 0 is expected, such as 0.5"),
        N_("remove the line if every decimal is allowed"),
    ),
    "round-places": Wording(N_("places is {found}"), N_("0 to 6 decimals are expected")),
    "display-places": Wording(N_("display_places is {found}"), N_("0 to 6 decimals are expected")),
    # --- the shape of a file
    "number-with-comma": Wording(
        N_('the number "{found}" is written with a comma'), N_("a file takes a point"), N_("write {written}")
    ),
    "key-of-the-top": Wording(
        N_('the key "{key}" belongs at the top of the file'),
        N_("a line under a [table] belongs to that table"),
        N_("move it above the first line between brackets"),
    ),
    "criterion-without-lines": Wording(
        N_("this criterion has no line to score"),
        remedy=N_("add at least one [[criterion.sub]] under it, with its code, title and max"),
    ),
    "one-bracket-table": Wording(
        N_('"[{key}]" is written with one bracket, though there may be several'), remedy=N_("write [[{key}]]")
    ),
    "rules-of-lots": Wording(
        N_('"rules.lots" says whether lots are ranked apart or together'),
        remedy=N_("for the rules of one lot, write [rules.lot.CODE]"),
    ),
    "toml-syntax": Wording(
        N_("this line is not TOML"),
        remedy=N_("look here or on the line above for a missing quote, bracket, comma or equals sign"),
    ),
    "grid-elsewhere": Wording(
        N_('"{found}" is not a TOML file of this folder'),
        N_("the grid stands beside session.toml, under a name such as grid.toml"),
    ),
    "inline-list": Wording(
        N_('"{key}" is written as a list between square brackets; nothing can be added to it'),
        remedy=N_("write each one under its own line [[{key}]]"),
    ),
    "missing-key": Wording(N_('the key "{key}" is missing'), remedy=N_("add a line {key} = …")),
    "unknown-key": Wording(
        N_('unknown key "{key}"'),
        N_('the nearest known key is "{nearest}"'),
        N_("correct the key, or remove the line"),
        without=(
            "nearest",
            Wording(N_('unknown key "{key}"'), N_("the known keys here are: {known}"), N_("remove the line")),
        ),
    ),
    "wrong-type": Wording(
        N_('the value of "{key}" is {found_type}'),
        N_("{expected_type} is expected"),
        without=("expected", Wording(N_('the value of "{key}" is {found_type}, which is not expected here'))),
    ),
    "not-one-of": Wording(N_('"{found}" is not a known value of "{key}"'), N_("the values are: {expected}")),
    "not-one-of-near": Wording(
        N_('"{found}" is not a known value of "{key}"'),
        N_('the nearest is "{nearest}"; the values are: {expected}'),
        N_("correct the value"),
    ),
    "two-presidents": Wording(
        N_('there is already a president, "{first}"'),
        remedy=N_('write role = "co-president" for both'),
    ),
    # --- references
    "unknown-sub": Wording(
        N_('the grid has no sub-criterion "{found}"'),
        N_("its codes are: {known}"),
        short=N_("{found}: no such sub-criterion"),
    ),
    "unknown-lot": Wording(
        N_('the session has no lot "{found}"'),
        N_("its lots are: {known}"),
        without=("known", Wording(N_('the session has no lot "{found}"'))),
    ),
    "unknown-member": Wording(
        N_('the session has no member "{found}"'),
        N_("its members are: {known}"),
        without=("known", Wording(N_('the session has no member "{found}"'))),
    ),
    "unknown-dossier": Wording(
        N_('the session has no dossier "{found}"'),
        N_("its dossiers are: {known}"),
        without=("known", Wording(N_('the session has no dossier "{found}"'))),
    ),
    # --- tables to import
    "empty-table": Wording(N_("the table is empty"), N_("a header line is expected, then one row each")),
    "csv-syntax": Wording(
        N_("a quotation mark is opened here and not closed"), remedy=N_("close it, or save the table again as CSV")
    ),
    "not-a-table": Wording(N_("this is neither CSV nor a workbook"), remedy=N_("save the table as CSV or XLSX")),
    "bad-workbook": Wording(N_("this workbook cannot be read"), remedy=N_("save it again as XLSX, or as CSV")),
    "xlsx-needs-extra": Wording(
        N_("reading a workbook needs a part that is not installed"),
        remedy=N_("save the table as CSV, or install: {command}"),
    ),
    "cell-error": Wording(
        N_("the spreadsheet shows an error here ({found})"),
        remedy=N_("correct the formula, or type the value in its place"),
    ),
    "title-row": Wording(
        N_('the first row holds only "{found}": there seems to be a title above the table'),
        N_("the first row names the columns"),
        N_("remove the rows above the header"),
    ),
    "row-too-long": Wording(
        N_('"{found}" stands beyond the last column of the header'), N_("{columns} columns are expected")
    ),
    "unknown-column": Wording(
        N_('unknown column "{found}"'),
        N_('the nearest known one is "{nearest}"'),
        N_("correct the header, or remove the column"),
        without=(
            "nearest",
            Wording(N_('unknown column "{found}"'), N_("the columns that it may still hold are: {known}")),
        ),
    ),
    "duplicate-column": Wording(
        N_('the column "{found}" says the same as "{first}"'), remedy=N_("keep one of the two")
    ),
    "missing-column": Wording(N_('the column "{name}" is missing'), N_("it may be called: {known}")),
    "missing-value": Wording(
        N_('the column "{name}" is empty in this row'), remedy=N_("fill it in, or remove the row")
    ),
    "repeated-row": Wording(N_("this row is about the same cell as row {first}"), remedy=N_("keep one of the two")),
    "unknown-zone": Wording(
        N_('this machine knows no time zone "{found}"'),
        N_("a zone such as Europe/Paris is expected"),
        N_("correct the name; on a machine that knows no zone at all: pip install tzdata"),
    ),
    "date-with-offset": Wording(
        N_("this date says its distance from universal time"),
        N_("local time alone is expected, in the zone {zone}"),
        N_("remove what follows the seconds (Z, +02:00)"),
    ),
    "not-a-date": Wording(N_('"{found}" is not a date'), N_("a date such as 26/08/2025 16:30 is expected")),
    "date-without-time": Wording(
        N_('"{found}" does not say at what time'),
        N_("a date such as 26/08/2025 16:30 is expected"),
        N_("the hour decides whether a dossier is late"),
    ),
}
