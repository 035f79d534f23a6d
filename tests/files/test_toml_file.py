"""TOML as people write it: what cannot be read says where, and every value's place is known."""

from __future__ import annotations

import hashlib
import string
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from commission.files import toml_file
from commission.files.toml_edit import with_tables
from commission.files.toml_file import load, locate, parse
from commission.files.toml_places import places
from commission.rules.fault import Place, fault
from tests.files.world import refused

HERE = Path("grille.toml")


def wrong(data: bytes) -> tuple[str, int, int, object]:
    """The one fault of these bytes: its code, line, column and what was found."""
    with refused() as faults:
        parse(HERE, data)
    (only,) = faults
    assert only.place
    assert only.place.file == "grille.toml"
    return only.code, only.place.line, only.place.column, only.fields.get("found", only.fields.get("detail"))


def test_a_file_is_read_with_its_exact_numbers_and_its_fingerprint(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes("prix = 79.20\nnom = 'Guélisse'\n".encode())
    loaded = load(tmp_path / "a.toml")
    assert loaded.table == {"prix": Decimal("79.20"), "nom": "Guélisse"}
    assert loaded.sha256 == hashlib.sha256((tmp_path / "a.toml").read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"a = 1\nb = \n", ("toml-syntax", 2, 5, "Invalid value")),
        (b'a = "1\n', ("toml-syntax", 1, 7, "Illegal character '\\n'")),
        (b"[a]\n[a]\n", ("toml-syntax", 2, 3, "Cannot declare ('a',) twice")),
        ("é = 1\n".encode(), ("toml-syntax", 1, 1, "Invalid statement")),
        (b"a = [1,\n", ("toml-syntax", 2, 1, "Invalid value")),
        (b"\xef\xbb\xbfa = 1\n", ("has-bom", 1, 1, None)),
        ("a = 'é'\nb = 'ééé\xe9'".encode() + b"\xe9", ("not-utf8", 2, 11, "0xE9")),
        (b"a = 1\nmax = 1e999999999\n", ("toml-extreme", 2, 7, "1e999999999")),
        (b"a = " + b"9" * 5000, ("toml-extreme", 0, 0, "")),
        (b"a = " + b"[" * 100_000, ("toml-extreme", 0, 0, "")),
    ],
)
def test_what_is_no_toml_says_where(data: bytes, found: tuple[str, int, int, object]) -> None:
    assert wrong(data) == found


def test_infinite_numbers_are_left_to_who_reads_their_meaning() -> None:
    assert str(parse(HERE, b"a = inf\nb = nan\n").table) == "{'a': Decimal('Infinity'), 'b': Decimal('NaN')}"


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda path: None, "missing-file"),
        (lambda path: path.mkdir(), "is-folder"),
        (lambda path: path.write_bytes(b"#" * (toml_file.LARGEST + 1)), "file-too-big"),
        (lambda path: (path.parent / "f").write_bytes(b"") or path.symlink_to("f/x"), "missing-file"),
    ],
)
def test_what_is_no_file_is_a_fault(tmp_path: Path, make: Any, code: str) -> None:
    path = tmp_path / "a.toml"
    make(path)
    with refused() as faults:
        load(path)
    assert [(each.code, each.place) for each in faults] == [(code, Place(str(path)))]


WRITTEN = """\
appel.titre = "essai"   # clé pointée
"é.x" = 2
[lieu."d.e"]
liste = [
  1, # un
  { g = 2, h.i = [ 30 ] },
]
[[k]]
n = 4
[[k]]
n = 5
[[k.m]]
z = '''
é'''
w = 6
[k.q]
jour = 1979-05-27T07:32:00
"""


@pytest.mark.parametrize(
    ("where", "place"),
    [
        (("appel", "titre"), (1, 15)),
        (("appel",), (1, 1)),
        (("é.x",), (2, 9)),
        (("lieu", "d.e"), (3, 2)),
        (("lieu", "d.e", "liste", 0), (5, 3)),
        (("lieu", "d.e", "liste", 1), (6, 3)),
        (("lieu", "d.e", "liste", 1, "h", "i", 0), (6, 20)),
        (("k", 0, "n"), (9, 5)),
        (("k", 1), (10, 3)),
        (("k", 1, "n"), (11, 5)),
        (("k", 1, "m", 0, "z"), (13, 5)),
        (("k", 1, "m", 0, "w"), (15, 5)),
        (("k", 1, "q", "jour"), (17, 8)),
    ],
)
def test_each_value_has_its_place(where: tuple[str | int, ...], place: tuple[int, int]) -> None:
    assert places(WRITTEN.encode()).values[where] == place
    assert places(WRITTEN.replace("\n", "\r\n").encode()).values[where] == place


def test_a_missing_key_is_reported_on_its_table_and_an_unknown_one_on_its_name() -> None:
    data = b"a = 1\n[[k]]\nnb = 2\n[[k]]\n  autre = 3\n"
    found = [fault("missing-key", "k", 1, "n"), fault("unknown-key", "k", 0, "nb"), fault("missing-key", "zz")]
    located = locate(found, HERE, data)
    assert [(each.where, each.place) for each in located] == [
        (("zz",), Place("grille.toml", 1, 1)),
        (("k", 0, "nb"), Place("grille.toml", 3, 1)),
        (("k", 1, "n"), Place("grille.toml", 4, 3)),
    ]


KEYS = st.text(string.ascii_letters + "-_.é' \"", min_size=1, max_size=6)
TREES = st.recursive(
    st.none(),
    lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(KEYS, inner, min_size=1, max_size=3),
    max_leaves=12,
)


def numbered(tree: Any, leaves: dict[tuple[str | int, ...], str], where: tuple[str | int, ...] = ()) -> Any:
    """The tree with a number found nowhere else at each leaf; ``leaves`` gets the number at each key path."""
    if isinstance(tree, dict):
        return {key: numbered(each, leaves, (*where, key)) for key, each in tree.items()}
    if isinstance(tree, list):
        return [numbered(each, leaves, (*where, index)) for index, each in enumerate(tree)]
    leaves[where] = str(70_000 + len(leaves))
    return int(leaves[where])


@given(st.dictionaries(KEYS, TREES, max_size=4))
def test_every_leaf_of_any_file_is_found(tree: dict[str, Any]) -> None:
    leaves: dict[tuple[str | int, ...], str] = {}
    text = tomli_w.dumps(numbered(tree, leaves))
    found = places(text.encode()).values
    for where, number in leaves.items():
        before = text[: text.index(number)]
        assert found[where] == (before.count("\n") + 1, len(before) - before.rfind("\n"))


TABLES = st.lists(
    st.dictionaries(
        KEYS, st.text(max_size=8) | st.integers(0, 9) | st.dictionaries(KEYS, st.text(max_size=3), max_size=2)
    ),
    min_size=1,
    max_size=3,
)


@given(TABLES, TABLES, st.booleans(), st.sampled_from(["\n", "\r\n"]))
def test_added_tables_leave_every_line_as_it_was(
    standing: list[dict[str, Any]], added: list[dict[str, Any]], end: bool, newline: str
) -> None:
    text = "# en tête\na = 1\n" + with_tables(b"", "k", standing).decode() + "# entre deux\n[z]\nb = 2 # fin"
    before = (text + ("\n" if end else "")).replace("\n", newline).encode()
    after = with_tables(before, "k", added)
    assert parse(HERE, after).table == {**parse(HERE, before).table, "k": parse(HERE, before).table["k"] + added}
    rest = iter(after.replace(b"\r\n", b"\n").splitlines())
    assert all(line in rest for line in before.replace(b"\r\n", b"\n").splitlines())  # same lines, same order


def test_the_first_table_of_a_kind_goes_to_the_end() -> None:
    assert with_tables(b"a = 1", "k", [{"n": "é"}]) == 'a = 1\n\n[[k]]\nn = "é"\n'.encode()


def test_tables_inside_the_last_of_its_kind_stay_with_it() -> None:
    before = b"[[k]]\nn = 1\n[k.f]\nx = 1\n\n# apr\xc3\xa8s\n[z]\n"
    assert (
        with_tables(before, "k", [{"n": 2}]) == b"[[k]]\nn = 1\n[k.f]\nx = 1\n\n[[k]]\nn = 2\n\n# apr\xc3\xa8s\n[z]\n"
    )
