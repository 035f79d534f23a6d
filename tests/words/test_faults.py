"""Every fault has its wording, in both languages, with fields that its makers give; and refused marks read well."""

from __future__ import annotations

import string
from fnmatch import fnmatchcase
from fractions import Fraction

import pytest

from commission.rules.fault import Fault, Place, Refused, fault
from commission.rules.grid import SubCriterion, read_mark
from commission.rules.reading import thorough
from commission.rules.shape import GridShape
from commission.words import Words
from commission.words.faults import tables
from commission.words.steps import STEPS
from commission.words.terms import TERMS, typed_names
from commission.words.wording import Wording
from tests.house.source import module_from, modules
from tests.words.codes import Made, constants, made_faults

FR, EN = Words("fr"), Words("en")
KNOWN = {code: wording for table in (*tables(), STEPS) for code, wording in table.items()}
ADDED_LATER = {"kept", "key"}
"""Fields that are put in on the way: how many entries count, and the last key of the path."""

LINE = SubCriterion("A2", "Expérience et compétence", Fraction(7), "A")


def without_wording(made: list[Made]) -> list[str]:
    return [f"{each.place}: {each.code}" for each in made if "*" not in each.code and each.code not in KNOWN]


def test_every_code_has_a_wording() -> None:
    assert without_wording(list(made_faults())) == []


def test_a_code_without_wording_is_seen() -> None:
    text = 'def f():\n    return fault("nobody-worded-this" if 1 else "mark-negative", x=1)'
    assert without_wording(list(made_faults([module_from(text)]))) == ["commission.rules.bad:2: nobody-worded-this"]


def test_every_wording_has_a_code() -> None:
    made = {each.code for each in made_faults()}
    spelled = constants([each for each in modules() if each.room != "words"])
    assert [code for code in KNOWN if code not in spelled and not any(fnmatchcase(code, each) for each in made)] == []


def test_no_code_is_worded_twice() -> None:
    assert sum(len(each) for each in (*tables(), STEPS)) == len(KNOWN)


def _messages(wording: Wording) -> list[str]:
    inner = _messages(wording.without[1]) if wording.without else []
    return [each for each in (wording.found, wording.expected, wording.remedy, wording.short) if each] + inner


def _fields(wording: Wording) -> set[str]:
    names = {name for text in _messages(wording) for _, name, _, _ in string.Formatter().parse(text) if name}
    return names | ({wording.without[0]} if wording.without else set())


def test_a_wording_asks_only_for_fields_that_its_makers_give() -> None:
    lacking = []
    for each in made_faults():
        if each.complete and "*" not in each.code:
            given = set(typed_names(Fault(each.code, dict.fromkeys(each.fields, "")))) | set(each.fields)
            if missing := _fields(KNOWN[each.code]) - given - ADDED_LATER:
                lacking.append((each.place, each.code, missing))
    assert lacking == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_wording_can_be_said(language: str) -> None:
    words = Words(language)
    for code, wording in KNOWN.items():
        lines = [words.fault(Fault(code, dict.fromkeys(_fields(wording), "x"))), words.fault(Fault(code))]
        assert all(line and "\n" not in line and "{" not in line for line in lines)


@pytest.mark.parametrize(
    ("typed", "short", "long"),
    [
        ("7,5", "7,5 : le maximum est 7", "La note 7,5 pour A2 dépasse le maximum ; le maximum est 7"),
        (
            "6,3",
            "6,3 : par demi-point : 6 ou 6,5",
            "La note 6,3 pour A2 n'est pas au pas adopté ; la notation va par demi-point : 6 ou 6,5",
        ),
        ("-1", "-1 : une note n'est jamais négative", "La note -1 pour A2 est négative ; il faut un nombre de 0 à 7"),
        *(
            (
                typed,
                f"{typed} : ce n'est pas un nombre de 0 à 7",
                f"« {typed} » n'est pas une note pour A2 ; "
                "il faut un nombre de 0 à 7, en chiffres de 0 à 9, avec une virgule ou un point ; "
                "pour ne pas se prononcer : nspp, avec un motif ; si la ligne est sans objet : so",
            )
            for typed in ("1e3", "NaN", "٣", "+4", "1_0")
        ),
    ],
)
def test_refused_marks_read_well(typed: str, short: str, long: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_mark(typed, LINE, Fraction(1, 2))
    assert FR.short(refusal.value.faults[0]) == short
    assert FR.fault(refusal.value.faults[0]) == long


def test_a_full_line_says_where_what_and_how_to_mend_it() -> None:
    found = fault("criterion-sum", criterion="A", stated=Fraction(15), computed=Fraction(29, 2))
    assert FR.fault(found.at(Place("grids/essai.toml", 12, 10))) == (
        "grids/essai.toml:12:10: Le critère A annonce 15 points, mais la somme de ses sous-critères est 14,5 ; "
        "les deux chiffres doivent être égaux ; corrigez points, ou le maximum d'un sous-critère"
    )
    assert EN.fault(found.at(Place("grids/essai.toml"))) == (
        "grids/essai.toml: Criterion A states 15 points, but its sub-criteria add up to 14.5; "
        "the two figures must be equal; correct points, or the maximum of a sub-criterion"
    )


def test_a_fault_without_a_place_says_its_path() -> None:
    assert EN.fault(fault("zero-max", "criterion", 0, "sub", 1, "max", sub="A2")).startswith(
        "criterion[1].sub[2].max: "
    )


def test_an_unknown_key_names_the_nearest_known_one() -> None:
    table = {"format": 1, "code": "a", "title": "t", "criterion": [], "totl": 5}
    (found,) = thorough(table, GridShape)[1]
    assert FR.fault(found) == (
        "totl: Clé inconnue « totl » ; la clé connue la plus proche est « total » ; corrigez la clé, ou supprimez la ligne"
    )


def test_a_key_far_from_all_lists_them() -> None:
    (found,) = thorough({"format": 1, "code": "a", "title": "t", "criterion": [], "zzz": 5}, GridShape)[1]
    assert "les clés connues ici sont : format, code, title, criterion, total" in FR.fault(found)


def test_foreign_text_is_clipped_and_made_visible() -> None:
    said = FR.fault(fault("unknown-member", found="\x1b]52;c;x\x07" + "é" * 10_000, known=["a\u202eb"]))
    assert "\x1b" not in said
    assert "\u202e" not in said
    assert "…" in said
    assert len(said) < 250


def test_a_foreign_text_is_never_a_template() -> None:
    assert "{found.__class__}" in EN.fault(fault("unknown-dossier", found="{found.__class__}", known=["{n}"]))
    assert EN.say("Current mark: {value}", value="{value}") == "Current mark: {value}"


def test_a_long_list_of_names_is_cut() -> None:
    said = EN.fault(fault("unknown-member", found="x", known=[f"m{n}" for n in range(100)]))
    assert said.endswith("m10, m11, …")


def test_a_fault_from_a_newer_program_is_said_by_its_name() -> None:
    assert FR.fault(fault("not-known-here", x=1)) == "not-known-here"


def test_our_own_words_are_put_in_the_language() -> None:
    assert FR.short(fault("not-yours", kind="close", who=["presidency"])) == (
        "il ne vous revient pas de faire cela : clore la notation ; cela revient à : la présidence"
    )
    assert set(TERMS["kind"]) >= {"mark", "open", "recuse"}


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (fault("lot-blind", lot="nord"), "Les notes du lot « nord » ne sont pas mises en commun"),
        (fault("not-a-count", found="d1"), "« d1 » n'est pas un nombre de voix"),
        (fault("rule-trim-size", found="2"), "trim vaut 2"),
        (fault("session-changed", adopted="a", found="b"), "session.toml a changé"),
        (fault("empty-criterion", criterion="A").at(Place("g.toml", 3, 1)), "g.toml:3:1: Le critère A"),
        (fault("empty-criterion", "rules", criterion="A"), "rules: Le critère A"),
    ],
)
def test_a_printed_sentence_begins_with_a_capital_a_name_or_a_key_as_it_is_written(made: Fault, said: str) -> None:
    assert FR.fault(made).startswith(said)
    assert not made.place or FR.short(made)[0].islower()


def test_what_stands_beside_a_cell_is_no_sentence_of_its_own() -> None:
    blind = fault("lot-blind", lot="nord")
    assert FR.short(blind).startswith("les notes")
    assert FR.alone(blind).startswith("Les notes")
