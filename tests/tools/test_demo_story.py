"""The example session's story holds: what it claims about marks, ranks and ties is true on the shipped grid."""

import tomllib
from collections import Counter
from datetime import datetime
from fractions import Fraction
from pathlib import Path

import pytest

from tools import demo_story as story

GRID = Path(__file__).parents[2] / "grids" / "aemo-ih-2025.toml"
VOTING = {m["code"] for m in story.MEMBERS if m["voice"] == "deliberative"}


@pytest.fixture(scope="module")
def grid():
    return tomllib.loads(GRID.read_text(encoding="utf-8"))


def sheets(*tables):
    return [
        (dossier, member, sheet)
        for table in tables
        for dossier, rows in table.items()
        for member, sheet in rows.items()
    ]


def test_the_maxima_are_those_of_the_published_grid(grid):
    published = {sub["code"]: sub["max"] for criterion in grid["criterion"] for sub in criterion["sub"]}
    assert published == story.MAXIMA
    assert sum(published.values()) == grid["total"] == 100


def test_every_mark_is_a_half_point_within_its_maximum():
    for _, _, sheet in sheets(story.NORD_MARKS, story.RECUSED_MARKS, story.SUD_MARKS):
        for code, text in sheet.items():
            mark = Fraction(text)
            assert 0 <= mark <= story.MAXIMA[code]
            assert (mark * 2).denominator == 1
            assert text == (f"{int(mark)}.5" if mark.denominator == 2 else str(int(mark)))


def test_half_points_come_often():
    marks = [text for _, _, sheet in sheets(story.NORD_MARKS) for text in sheet.values()]
    halves = sum(text.endswith(".5") for text in marks)
    assert len(marks) == 4 * (16 * 21 - 1)
    assert halves * 3 > len(marks)


def test_first_and_second_are_less_than_half_a_point_apart():
    totals = {dossier: criteria["total"] for dossier, criteria in story.recount().items()}
    first, second, third, fourth = sorted(totals.values(), reverse=True)
    assert totals["nord-3"] == first == Fraction(8499, 110)
    assert totals["nord-1"] == second == Fraction(4227, 55)
    assert 0 < first - second < Fraction(1, 2)
    assert second > third == fourth


def test_third_and_fourth_are_exactly_tied_with_different_marks():
    result = story.recount()
    assert result["nord-2"]["total"] == result["nord-4"]["total"] == Fraction(15481, 220)
    for criterion in "ABCDE":
        assert result["nord-2"][criterion] != result["nord-4"][criterion]


def test_floats_would_break_the_tie():
    totals = []
    for dossier in ("nord-2", "nord-4"):
        total = 0.0
        for code in story.MAXIMA:
            rows = story.NORD_MARKS[dossier]
            given = [float(sheet[code]) for member, sheet in rows.items() if member in VOTING and code in sheet]
            total += sum(given) / len(given)
        totals.append(total)
    assert totals[0] != totals[1]


def test_the_declined_sub_criterion_is_left_out_for_the_whole_lot():
    (declined,) = story.DECLINED
    for rows in story.NORD_MARKS.values():
        without = {member for member, sheet in rows.items() if declined["code"] not in sheet}
        assert without == {declined["member"]} <= VOTING


def test_one_dossier_alone_fills_the_capacity_of_lot_nord(grid):
    capacity = {lot["code"]: lot["capacity"] for lot in grid["lot"]}
    for dossier in story.DOSSIERS:
        assert int(dossier["figures"]["mesures"]) == capacity[dossier["lot"]]


def test_the_figures_are_those_the_grid_asks_for_and_agree_with_each_other(grid):
    asked = [figure["code"] for figure in grid["figure"]]
    for dossier in story.DOSSIERS:
        figures = {code: Fraction(text) for code, text in dossier["figures"].items()}
        assert sorted(figures) == sorted(asked)
        assert 70 <= figures["prix_journee"] <= 80
        yearly = figures["mesures"] * 365 * Fraction(95, 100) * figures["prix_journee"]
        assert abs(figures["fonctionnement"] - yearly) <= 1


def test_only_the_refused_dossier_is_late(grid):
    late = [d["code"] for d in story.DOSSIERS if datetime.fromisoformat(d["deposited_at"]) >= grid["closes"]]
    assert late == [story.LATE_REFUSAL["dossier"]] == ["nord-5"]
    assert story.LATE_REFUSAL["ground"] == "late"
    assert set(story.NORD_MARKS) == {d["code"] for d in story.DOSSIERS if d["lot"] == "nord"} - set(late)


def test_the_commission_is_twelve_voting_seats_and_six_consultative():
    members = story.MEMBERS
    assert [m["seat"] for m in members] == [f"S{n:02}" for n in range(1, 19)]
    assert [m["role"] for m in members].count("co-president") == 2
    voting = [m for m in members if m["voice"] == "deliberative"]
    assert len(voting) == 12
    assert sum(m["college"].startswith("autorités") for m in voting) == 6
    assert sum(m["college"] == "usagers" for m in voting) == 6


def test_no_two_names_or_codes_are_alike():
    people = [m["name"].casefold() for m in story.MEMBERS]
    surnames = [name.rsplit(" ", 1)[1] for name in people]
    applicants = [d["applicant"].casefold() for d in story.DOSSIERS]
    codes = [m["code"] for m in story.MEMBERS] + [d["code"] for d in story.DOSSIERS]
    titles = [d["title"] for d in story.DOSSIERS]
    for names in (people, surnames, applicants, codes, titles):
        assert [name for name, times in Counter(names).items() if times > 1] == []
    assert all(code.isascii() and code == code.lower() for code in codes)


def test_who_withdrew_and_who_was_silent_left_no_mark_in_lot_nord():
    scoring = {m["code"] for m in story.MEMBERS} - {story.RECUSAL["member"], story.SILENT_MEMBER}
    assert all(set(rows) == scoring for rows in story.NORD_MARKS.values())
    assert story.RECUSAL["member"] in VOTING
    assert {member for _, member, _ in sheets(story.RECUSED_MARKS)} == {story.RECUSAL["member"]}
    assert story.SILENT_MEMBER not in VOTING


def test_in_lot_sud_only_two_members_are_done():
    done = {
        member
        for member in {m["code"] for m in story.MEMBERS}
        if all(len(rows.get(member, {})) == len(story.MAXIMA) for rows in story.SUD_MARKS.values())
    }
    assert done == set(story.SUD_HANDED)
    begun = {member for _, member, _ in sheets(story.SUD_MARKS)}
    assert len(done) == 2 < len(begun) < len(story.MEMBERS)


def test_each_observation_stands_beside_a_mark_of_its_author():
    marks = story.NORD_MARKS | story.SUD_MARKS
    places = [(o["dossier"], o["member"], o["code"]) for o in story.OBSERVATIONS]
    assert len(set(places)) == len(places) >= 25
    for dossier, member, code in places:
        assert code in marks[dossier][member]


def test_what_each_dossier_hands_in_is_asked_for(grid):
    asked = {piece["code"] for piece in grid["piece"]}
    mandatory = {piece["code"] for piece in grid["piece"] if piece.get("mandatory", True)}
    missing = {}
    for dossier in story.DOSSIERS:
        assert set(dossier["pieces"]) <= asked
        assert dossier["receipt_number"] or dossier["receipt"] == "registered-letter"
        missing |= {dossier["code"]: mandatory - {*dossier["pieces"]}} if mandatory - {*dossier["pieces"]} else {}
    assert missing == {story.COMPLETION["dossier"]: {"comptes"}}
    assert story.COMPLETION["sent"] < story.COMPLETED["received"] < "2025-09-06"


def test_what_the_secretariat_confirms_is_what_nothing_computes(grid):
    statements = [each["code"] for each in grid["requirement"] if each["kind"] == "statement"]
    assert list(story.STATEMENTS) == statements
    assert all(requirement in statements for _, requirement in story.TO_CONFIRM)
