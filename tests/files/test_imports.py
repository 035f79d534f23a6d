"""Imports: headers in any order and either language, every bad cell named, all or nothing."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from commission.files.imports import Record, rows_to_dossiers, rows_to_marks, rows_to_members
from commission.files.session_folder import add_rows, read_definition
from commission.files.tables import Table, read_table
from commission.rules.asked import Asked, Field, Piece
from commission.rules.grid import Call
from commission.session.definition import Definition
from tests.build import a_call, a_dossier, a_lot, a_member, a_session
from tests.files.world import new_session, refused

CALL = a_call(lots=(a_lot("nord"), a_lot("sud")), figures=("mesures", "prix"))
ONE_LOT = a_call()


def a_table(tmp_path: Path, *lines: str) -> Table:
    """A table with these lines."""
    (tmp_path / "t.csv").write_text("\n".join(lines), encoding="utf-8")
    return read_table(tmp_path / "t.csv")


def the_session() -> Definition:
    """Two members and two dossiers."""
    return a_session(members=[a_member("m-a"), a_member("m-b")], dossiers=[a_dossier("D1"), a_dossier("D2")])


def said(tmp_path: Path, *lines: str, call: Call | None = None, marks: bool = False) -> list[tuple[str, int, int]]:
    """What is wrong in a table of these lines, as code, line and column."""
    table = a_table(tmp_path, *lines)
    with refused() as faults:
        if marks:
            rows_to_marks(table, the_session())
        elif call:
            rows_to_dossiers(table, call)
        else:
            rows_to_members(table)
    return [(each.code, each.place.line, each.place.column) for each in faults if each.place]


def plain(records: list[Record]) -> list[dict[str, object]]:
    """What the records say."""
    return [each.values for each in records]


# --- Members


@pytest.mark.parametrize(
    "header",
    [
        "member;name;role;voice;seat;college",
        "Membre;NOM;Rôle;Voix;Siège;Collège",
        "membre;Nom complet;fonction;voix;siege;college",
    ],
)
def test_members_are_read_in_either_language(tmp_path: Path, header: str) -> None:
    table = a_table(tmp_path, header, "m-a;Ana;Coprésidente;;S1;usagers", "m-b;Bob;;Voix consultative;;")
    assert plain(rows_to_members(table)) == [
        {"code": "m-a", "name": "Ana", "role": "co-president", "seat": "S1", "college": "usagers"},
        {"code": "m-b", "name": "Bob", "voice": "consultative"},
    ]


def test_columns_stand_in_any_order_and_empty_ones_are_nothing(tmp_path: Path) -> None:
    table = a_table(tmp_path, "nom;;membre", "Ana;;m-a")
    assert plain(rows_to_members(table)) == [{"code": "m-a", "name": "Ana"}]


def test_a_word_that_is_none_of_ours_says_of_which_column_and_what_could_be(tmp_path: Path) -> None:
    with refused() as faults:
        rows_to_members(a_table(tmp_path, "membre;nom;Rôle", "m-a;Ana;roi"))
    assert faults[0].where == ("Rôle",)
    assert faults[0].fields == {"found": "roi", "expected": "president, co-president, member"}


def test_every_bad_cell_of_members_is_named(tmp_path: Path) -> None:
    found = said(
        tmp_path,
        "membre;nom;rôle;voix",
        "m-a;Ana;roi;",
        ";Bob;;",
        "M-A;;;muette",
        "m/c;x;;",
        "desk;x;;",
        "m-d;x;président;",
    )
    assert found == [
        ("not-one-of", 2, 3),
        ("missing-value", 3, 1),
        ("duplicate-code", 4, 1),
        ("missing-value", 4, 2),
        ("not-one-of", 4, 4),
        ("code-character", 5, 1),
        ("code-reserved", 6, 1),
    ]


def test_headers_that_are_not_ours_are_named_with_the_nearest(tmp_path: Path) -> None:
    table = a_table(tmp_path, "membres;nom;nom complet;;humeur", "m-a;Ana;Ana;x;bonne")
    with refused() as faults:
        rows_to_members(table)
    assert [(each.code, each.place.column if each.place else 0) for each in faults] == [
        ("unknown-column", 1),
        ("duplicate-column", 3),
        ("unknown-column", 4),
        ("unknown-column", 5),
        ("missing-column", 1),
    ]
    assert faults[0].fields["nearest"] == "membre"
    assert faults[3].fields["nearest"] == ""
    assert faults[3].fields["known"] == ["membre", "rôle", "voix", "siège", "collège"]
    assert faults[4].fields["known"] == ["member", "membre", "code", "code membre"]


def test_an_english_header_is_answered_in_english(tmp_path: Path) -> None:
    with refused() as faults:
        rows_to_members(a_table(tmp_path, "members;name;humeur", "m-a;Ana;bonne"))
    assert faults[0].fields["nearest"] == "member"
    assert faults[1].fields["known"] == ["member", "role", "voice", "seat", "college"]


# --- Dossiers


def test_dossiers_are_read_with_their_figures_exact(tmp_path: Path) -> None:
    table = a_table(
        tmp_path,
        "N° de dossier;Candidat;Intitulé;Service;Déposé le;Mesures;prix",
        "D1;Association A;« Ici »;lot SUD;26/08/2025 16:30;75;79,20",
        "D2;B;;nord;;;",
    )
    first, second = plain(rows_to_dossiers(table, CALL))
    assert first == {
        "code": "D1",
        "applicant": "Association A",
        "title": "« Ici »",
        "lot": "sud",
        "deposited_at": datetime(2025, 8, 26, 16, 30),
        "figures": {"mesures": 75, "prix": "79.20"},
    }
    assert second == {"code": "D2", "applicant": "B", "lot": "nord"}


@pytest.mark.parametrize(
    "typed",
    [
        "2025-08-26T16:30",
        "2025-08-26 16:30:00",
        "26/08/2025 16:30",
        "26/8/2025 16h30",
        "26/08/2025 à 16 h 30",
        "2025-08-26T16:30:00.000",
    ],
)
def test_a_moment_is_read_as_people_write_it(tmp_path: Path, typed: str) -> None:
    (record,) = rows_to_dossiers(a_table(tmp_path, "dossier;candidat;déposé le", f"D1;A;{typed}"), ONE_LOT)
    assert record.values["deposited_at"] == datetime(2025, 8, 26, 16, 30)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("26/08/2025", "date-without-time"),
        ("2025-08-26", "date-without-time"),
        ("31/02/2025 10:00", "not-a-date"),
        ("08/26/2025 10:00", "not-a-date"),
        ("2025-08-26T16:30+02:00", "not-a-date"),
        ("26/08/25 16:30", "not-a-date"),
        ("26/08/2025 25:00", "not-a-date"),
        ("٢٦/٠٨/٢٠٢٥ 16:30", "not-a-date"),
        ("hier", "not-a-date"),
    ],
)
def test_a_moment_is_never_guessed(tmp_path: Path, typed: str, code: str) -> None:
    assert said(tmp_path, "dossier;candidat;déposé le", f"D1;A;{typed}", call=ONE_LOT) == [(code, 2, 3)]


def test_every_bad_cell_of_dossiers_is_named(tmp_path: Path) -> None:
    found = said(
        tmp_path, "dossier;candidat;lot;mesures", "D1;A;est;75", "D2;B;;1e3", "d1;;nord;-4", "D4;D;sud;2 000", call=CALL
    )
    assert found == [
        ("unknown-lot", 2, 3),
        ("missing-value", 3, 3),
        ("not-a-number", 3, 4),
        ("duplicate-code", 4, 1),
        ("missing-value", 4, 2),
        ("negative", 4, 4),
        ("not-a-number", 5, 4),
    ]


def test_a_figure_the_grid_does_not_declare_is_an_unknown_column(tmp_path: Path) -> None:
    assert said(tmp_path, "dossier;candidat;etp", "D1;A;2", call=ONE_LOT) == [("unknown-column", 1, 3)]


FILED = a_call(
    asked=Asked(
        fields=(
            Field("finess", "Numéro FINESS", "text"),
            Field("ouverture", "Ouverture prévue", "date"),
            Field("statut", "Statut", "choice", ("association", "société à but lucratif")),
            Field("deja", "Déjà autorisé", "yes-no"),
        ),
        pieces=(Piece("statuts", "Statuts"), Piece("budget", "Budget")),
    )
)


def test_what_a_dossier_declares_and_hands_in_has_its_columns(tmp_path: Path) -> None:
    table = a_table(
        tmp_path,
        "dossier,candidat,FINESS,ouverture prévue,Statut,deja,Pièces,Mode de dépôt,récépissé,variante de,lié à".replace(
            "FINESS", "Numéro FINESS"
        ),
        'D1,A,012345678,01/07/2026,Société à but lucratif,Oui,"statuts, budget",en main propre,R-12,,',
        "D2,B,,2026-07-01,,non,budget,,,D1,D1",
    )
    first, second = plain(rows_to_dossiers(table, FILED))
    assert first["fields"] == {
        "finess": "012345678",  # a number it is not: its zero stays
        "ouverture": date(2026, 7, 1),
        "statut": "société à but lucratif",
        "deja": True,
    }
    assert (first["pieces"], first["receipt"], first["receipt_number"]) == (["statuts", "budget"], "by-hand", "R-12")
    assert second["fields"] == {"ouverture": date(2026, 7, 1), "deja": False}
    assert (second["variant_of"], second["linked"]) == ("D1", ["D1"])


def test_every_bad_cell_of_what_is_filed_is_named(tmp_path: Path) -> None:
    found = said(
        tmp_path,
        "dossier;candidat;ouverture;statut;deja;receipt",
        "D1;A;31/02/2026;parti;peut-être;pigeon",
        "D2;B;٠١/07/2026;;;",
        call=FILED,
    )
    assert found == [
        ("not-a-day", 2, 3),
        ("value-not-of-field", 2, 4),
        ("not-yes-no", 2, 5),
        ("not-one-of", 2, 6),
        ("not-a-day", 3, 3),
    ]


# --- Marks


def test_marks_are_read_in_their_journal_spelling(tmp_path: Path) -> None:
    table = a_table(
        tmp_path,
        "membre;dossier;sous-critère;note;observation",
        "M-A;d1;a2;6,5;bon",
        "m-a;D1;A1;;",
        "m-b;D1;A2;Ne se prononce pas;lien",
        "m-b;D2;A2;sans objet;",
    )
    assert plain(rows_to_marks(table, the_session())) == [
        {"member": "m-a", "dossier": "D1", "code": "A2", "value": "6.5", "observation": "bon"},
        {"member": "m-a", "dossier": "D1", "code": "A1", "value": "", "observation": ""},
        {"member": "m-b", "dossier": "D1", "code": "A2", "value": "declined", "observation": "lien"},
        {"member": "m-b", "dossier": "D2", "code": "A2", "value": "not-applicable", "observation": ""},
    ]


def test_every_bad_mark_is_named_at_its_cell(tmp_path: Path) -> None:
    lines = ["member;dossier;code;value"]
    lines += [f"m-a;D1;A2;{value}" for value in ("7,5", "-1", "1e3", "NaN", "٣", "-", "nspp")]
    lines += ["m-x;D1;A2;1", "m-a;D9;A2;1", "m-a;D1;Z1;1", ";D1;A2;1", "m-b;D1;A1;1", "M-B;d1;a1;1"]
    assert said(tmp_path, *lines, marks=True) == [
        ("mark-above-max", 2, 4),
        ("repeated-row", 3, 1),
        ("mark-negative", 3, 4),
        ("repeated-row", 4, 1),
        ("mark-not-a-number", 4, 4),
        ("repeated-row", 5, 1),
        ("mark-not-a-number", 5, 4),
        ("repeated-row", 6, 1),
        ("mark-not-a-number", 6, 4),
        ("repeated-row", 7, 1),
        ("mark-not-a-number", 7, 4),
        ("repeated-row", 8, 1),
        ("reason-required", 8, 4),
        ("unknown-member", 9, 1),
        ("unknown-dossier", 10, 2),
        ("unknown-sub", 11, 3),
        ("missing-value", 12, 1),
        ("repeated-row", 14, 1),
    ]


def test_a_table_without_values_is_no_table_of_marks(tmp_path: Path) -> None:
    assert said(tmp_path, "membre;dossier;code", "m-a;D1;A2", marks=True) == [("missing-column", 1, 1)]


# --- Into the session file


def test_what_is_imported_is_what_the_session_then_holds(tmp_path: Path) -> None:
    folder = new_session(tmp_path / "essai")
    members = rows_to_members(a_table(tmp_path, "membre;nom;rôle", "m-é;« Ana » [/x];président", 'm-b;"B\\ob";'))
    add_rows(folder, "member", members, seen=read_definition(folder).session_print)
    definition = read_definition(folder)
    table = a_table(tmp_path, "dossier;candidat;lot;mesures;reçu le", "D1;A;nord;7,50;26/08/2025 16:30", "D2;B;sud;;")
    add_rows(folder, "dossier", rows_to_dossiers(table, definition.call), seen=definition.session_print)
    definition = read_definition(folder)
    assert [(each.code, each.name, each.role) for each in definition.members] == [
        ("m-é", "« Ana » [/x]", "president"),
        ("m-b", "B\\ob", "member"),
    ]
    one, two = definition.dossiers
    assert (one.figures, one.deposited_at) == ({"mesures": Fraction(15, 2)}, datetime(2025, 8, 26, 16, 30))
    assert (two.figures, two.deposited_at, two.lot) == ({}, None, "sud")
