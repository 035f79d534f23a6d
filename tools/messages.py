"""The French catalogue: gather the sentences of the program, keep their translations, compile, and check all of it.

    python -m tools.messages            gather, merge and compile; print the help table into its file
    python -m tools.messages --check    change nothing; exit 1 if a sentence lacks its French
    python -m tools.messages --missing  print the sentences that wait for their French

Sentences stand in the code in English, as literals: ``w.say("…")``, ``w.say_n("one", "many", n)``, ``N_("…")``. Their
French stands in ``commission.po``, edited by hand; ``commission.mo`` is made from it and committed beside it.
"""

from __future__ import annotations

import io
import string
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

from commission.cli.commands import COMMANDS
from commission.words import LANGUAGES, N_, Words

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "commission"
KEYWORDS = {"say": None, "say_n": (1, 2), "N_": None}
FOLDER = PACKAGE / "words" / "locale" / "fr" / "LC_MESSAGES"
HELP = PACKAGE / "cli" / "help_text.py"
PO, MO = FOLDER / "commission.po", FOLDER / "commission.mo"
FIRST_DAY = datetime(2025, 11, 22, tzinfo=UTC)
"""A fixed date in the headers: the same sentences give the same bytes."""


def gathered(folder: Path = PACKAGE) -> Catalog:
    """Every sentence of the program, without translation, with the files it stands in."""
    catalog = Catalog()
    found = extract_from_dir(folder, [("**.py", "python")], keywords=KEYWORDS, strip_comment_tags=True)
    for name, _, message, _, context in sorted(found, key=lambda each: (each[0], each[1])):
        if message:
            catalog.add(message, None, [(f"commission/{name}", 0)], context=context)
    for message in (HELP_TITLE, HELP_BARE, HELP_END, HELP_LANGUAGE):
        catalog.add(message, None, [("tools/messages.py", 0)])
    return catalog


def read(po: Path = PO) -> Catalog:
    """The French catalogue as committed; an empty one before the first."""
    if not po.exists():
        return Catalog(locale="fr")
    with po.open("rb") as stream:
        return read_po(stream, locale="fr")


def merged(old: Catalog, wanted: Catalog) -> Catalog:
    """The wanted sentences with the French they had; nothing guessed, nothing obsolete kept."""
    catalog = Catalog(
        locale="fr",
        project="commission",
        header_comment="# Les phrases de commission, en français. Le code les porte en anglais.",
        creation_date=FIRST_DAY,
        revision_date=FIRST_DAY,
        last_translator="commission",
        language_team="fr",
        fuzzy=False,
    )
    for message in wanted:
        if message.id:
            known = old.get(message.id)
            same_shape = known is not None and isinstance(known.id, str) == isinstance(message.id, str)
            text = known.string if known and same_shape else ("" if isinstance(message.id, str) else ("", ""))
            catalog.add(message.id, text, message.locations)
    return catalog


def faults(old: Catalog, wanted: Catalog, compiled: Catalog) -> list[str]:
    """What is wrong between the code, the catalogue and its compiled form: one line each."""
    found = []
    for message in wanted:
        if message.id:
            known = old.get(message.id)
            found += [f"{key(message)!r}: {problem}" for problem in _problems(message, known)]
    wanted_keys = {key(each) for each in wanted}
    found += [f"{key(each)!r}: no longer in the code" for each in old if each.id and key(each) not in wanted_keys]
    if _said(old) != _said(compiled):
        found.append(f"{MO.name} is not what {PO.name} gives")
    return found


def _said(catalog: Catalog) -> dict[str, list[str]]:
    """Every sentence that has its French, and that French."""
    pairs = {
        key(each): [each.string] if isinstance(each.string, str) else list(each.string) for each in catalog if each.id
    }
    return {name: texts for name, texts in pairs.items() if all(texts)}


def _problems(message: Message, known: Message | None) -> list[str]:
    if known is None:
        return ["not in the catalogue"]
    if known.fuzzy:
        return ["its French is marked as uncertain"]
    texts = [known.string] if isinstance(known.string, str) else list(known.string)
    if not all(texts) or isinstance(known.string, str) != isinstance(message.id, str):
        return ["no French"]
    ids = [message.id] if isinstance(message.id, str) else list(message.id)
    allowed = set().union(*(fields(each) for each in ids))
    return [f"fields {sorted(fields(each) ^ allowed)} differ" for each in texts if not _same_fields(each, allowed)]


def _same_fields(text: str, allowed: set[str]) -> bool:
    return fields(text) | {"n"} == allowed | {"n"}


def fields(text: str) -> set[str]:
    """The names in braces of a sentence."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def key(message: Message) -> str:
    """A sentence's own name: its singular in English."""
    return message.id if isinstance(message.id, str) else message.id[0]


def write(catalog: Catalog) -> None:
    """The catalogue and its compiled form, in their place."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path, save in ((PO, po_bytes), (MO, mo_bytes)):
        path.write_bytes(save(catalog))


def po_bytes(catalog: Catalog) -> bytes:
    """The catalogue as it is edited by hand."""
    stream = io.BytesIO()
    write_po(stream, catalog, width=110, sort_by_file=True, include_lineno=False, omit_header=False)
    return stream.getvalue()


def mo_bytes(catalog: Catalog) -> bytes:
    """The catalogue as the program reads it."""
    stream = io.BytesIO()
    write_mo(stream, catalog)
    return stream.getvalue()


HELP_HEAD = '''"""The help of every command in one table, made by ``tools/messages.py``: printing it loads nothing."""

from __future__ import annotations

'''


def help_source() -> str:
    """The file that holds the help table in every language."""
    tables = "".join(f'    "{each}": """\\\n{help_table(Words(each))}""",\n' for each in LANGUAGES)
    return f"{HELP_HEAD}HELP = {{\n{tables}}}\n"


def help_table(words: Words) -> str:
    """One line for each command."""
    rows = [("", words.say(HELP_BARE)), *((each.name, words.say(each.help)) for each in COMMANDS)]
    width = max(len(name) for name, _ in rows)
    lines = [f"  commission {name.ljust(width)}  {purpose}" for name, purpose in rows]
    return "\n".join([words.say(HELP_TITLE), "", *lines, "", words.say(HELP_END), words.say(HELP_LANGUAGE)])


HELP_TITLE = N_("commission: the tool a selection commission works with")
HELP_BARE = N_("the screens: choose a session, say who you are")
HELP_END = N_("Help and an example for each command: commission COMMAND --help")
HELP_LANGUAGE = N_("In French: --lang fr")


def compiled_catalogue(mo: Path = MO) -> Catalog:
    """What the program reads; empty where it was never made."""
    if not mo.exists():
        return Catalog()
    with mo.open("rb") as stream:
        return read_mo(stream)


def main(arguments: list[str]) -> int:
    """Gather, merge and compile, or only look."""
    wanted, old = gathered(), read()
    if "--missing" in arguments:
        for message in merged(old, wanted):
            if message.id and not all([message.string] if isinstance(message.string, str) else message.string):
                print(message.id)
        return 0
    if "--check" not in arguments:
        old = merged(old, wanted)
        write(old)
        HELP.write_text(help_source(), encoding="utf-8")
    found = faults(old, wanted, compiled_catalogue())
    if HELP.read_text(encoding="utf-8") != help_source():
        found.append(f"{HELP.name} is not what the table of commands gives")
    for line in found:
        print(line, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
