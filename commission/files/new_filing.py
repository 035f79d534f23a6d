"""The commented lines of a new session file for what the document asks besides figures: fields, pieces, receipt, links."""

from __future__ import annotations

from collections.abc import Iterator

from commission.rules.asked import Asked, Field
from commission.rules.text import one_line

_SAYS = {
    "fr": {
        "pieces": "les pièces fournies, par leur code ; le contenu n'est jamais recopié",
        "receipt": '"registered-letter", "by-hand", "e-mail" ou "platform"',
        "number": "numéro du récépissé, s'il y en a un",
        "variant": "pour une variante : le code du dossier de base",
        "linked": "les dossiers présentés comme liés à celui-ci",
    },
    "en": {
        "pieces": "the pieces handed in, by code; their content is never copied",
        "receipt": '"registered-letter", "by-hand", "e-mail" or "platform"',
        "number": "the number of the receipt, if there is one",
        "variant": "for a variant: the code of its base",
        "linked": "the dossiers said to be linked to this one",
    },
}


def filing_lines(asked: Asked, language: str) -> str:
    """The lines, each a comment; none for what the document does not ask."""
    return "".join(f"# {line}\n" for line in _lines(asked, _SAYS[language]))


def _lines(asked: Asked, says: dict[str, str]) -> Iterator[str]:
    fields = ", ".join(f"{each.code} = {_example(each)}" for each in asked.fields if is_bare(each.code))
    if fields:
        yield f"fields = {{ {fields} }}"
    if asked.pieces:
        codes = ", ".join(quoted(each.code) for each in asked.pieces)
        yield f"pieces = [{codes}]   # {says['pieces']}"
    yield f'receipt = "by-hand"   # {says["receipt"]}'
    yield f'receipt_number = ""   # {says["number"]}'
    yield f'variant_of = ""       # {says["variant"]}'
    yield f"linked = []           # {says['linked']}"


def _example(field: Field) -> str:
    if field.kind == "date":
        return "2026-01-01"
    if field.kind == "yes-no":
        return "false"
    return quoted(field.values[0] if field.values else "")


def quoted(text: str) -> str:
    """``text`` as a TOML string on one line, whatever is in it."""
    escaped = one_line(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def is_bare(code: str) -> bool:
    """Whether a code may stand as a TOML key without quotes."""
    return code.isascii() and code.replace("-", "").replace("_", "").isalnum()
