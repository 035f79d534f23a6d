"""The French catalogue: complete, compiled, with the same fields as the English; and the tool that says so can fail."""

from __future__ import annotations

import ast
from pathlib import Path

from babel.messages.catalog import Catalog

from commission.words import Words
from tools import messages


def test_every_sentence_of_the_program_has_its_french() -> None:
    assert messages.faults(messages.read(), messages.gathered(), messages.compiled_catalogue()) == []


def test_no_sentence_stands_inside_an_f_string_where_some_pythons_do_not_find_it() -> None:
    inside = [
        f"{path.name}:{call.lineno}"
        for path in sorted(messages.PACKAGE.rglob("*.py"))
        for joined in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(joined, ast.JoinedStr)
        for call in ast.walk(joined)
        if isinstance(call, ast.Call) and getattr(call.func, "attr", getattr(call.func, "id", "")) in messages.KEYWORDS
        if any(isinstance(each, ast.Constant) for each in call.args)
    ]
    assert inside == []


def test_the_help_table_is_what_the_commands_give() -> None:
    assert messages.HELP.read_text(encoding="utf-8") == messages.help_source()


def test_gathering_twice_writes_the_same_bytes(tmp_path: Path) -> None:
    kept = messages.PO.read_bytes()
    again = messages.po_bytes(messages.merged(messages.read(), messages.gathered()))
    assert again == kept


def catalogue(**sentences: str) -> Catalog:
    made = Catalog(locale="fr")
    for english, french in sentences.items():
        made.add(english.replace("_", " "), french)
    return made


def wanted(*sentences: str) -> Catalog:
    made = Catalog()
    for each in sentences:
        made.add(each)
    return made


def test_a_missing_a_stale_and_an_uncertain_sentence_are_seen() -> None:
    old = catalogue(good_day="bonjour", gone="parti", unsaid="")
    old.add("perhaps", "peut-être", flags={"fuzzy"})
    found = messages.faults(old, wanted("good day", "unsaid", "new", "perhaps"), old)
    assert found == [
        "'unsaid': no French",
        "'new': not in the catalogue",
        "'perhaps': its French is marked as uncertain",
        "'gone': no longer in the code",
    ]


def test_a_translation_that_loses_a_field_is_seen() -> None:
    old = catalogue()
    old.add("{n} sheets of {name}", "{n} fiches")
    assert messages.faults(old, wanted("{n} sheets of {name}"), old) == [
        "'{n} sheets of {name}': fields ['name'] differ"
    ]


def test_a_compiled_catalogue_that_is_behind_is_seen() -> None:
    old, behind = catalogue(good_day="bonjour"), catalogue(good_day="salut")
    assert messages.faults(old, wanted("good day"), behind) == ["commission.mo is not what commission.po gives"]


def test_no_sentence_speaks_in_the_name_of_the_law() -> None:
    sentences = [each for each in messages.read() if each.id]
    said = [part for each in sentences for part in (each.id, each.string) if isinstance(part, str)]
    said += [
        part for each in sentences for both in (each.id, each.string) if not isinstance(both, str) for part in both
    ]
    assert [text for text in said if "la loi" in text.casefold() or "the law" in text.casefold()] == []


def test_french_and_english_speak_at_once_whatever_the_machine_says() -> None:
    assert Words("fr").say("the presidency") == "la présidence"
    assert Words("en").say("the presidency") == "the presidency"
