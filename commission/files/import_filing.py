"""The columns of a table of dossiers that hold what the document asks besides figures: fields, pieces, receipt, links."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from commission.files.plain_words import plain_word
from commission.rules.asked import Asked, Field
from commission.rules.fault import Refused, fault

FILING: Mapping[str, tuple[str, ...]] = {
    "pieces": ("pieces", "pièces", "pièces fournies", "pieces handed in"),
    "receipt": ("receipt", "mode de dépôt", "mode de réception", "remise"),
    "receipt_number": ("receipt_number", "n° de récépissé", "numéro de récépissé", "récépissé"),
    "variant_of": ("variant_of", "variante de", "variant of"),
    "linked": ("linked", "dossiers liés", "lié à", "linked dossiers"),
}
RECEIPTS = {
    "registered-letter": ("registered-letter", "lettre recommandée", "recommandé", "lrar", "registered letter"),
    "by-hand": ("by-hand", "main propre", "en main propre", "remis en main propre", "by hand"),
    "e-mail": ("e-mail", "courriel", "mail", "email"),
    "platform": ("platform", "plateforme", "dépôt en ligne"),
}
TRUE = {"oui", "yes", "true", "vrai", "x", "1"}
FALSE = {"non", "no", "false", "faux", "0"}

Parse = Callable[[str], object]


def filing_columns(asked: Asked) -> dict[str, tuple[str, ...]]:
    """Our name → what its column may be called: a field by its code or its title."""
    return {**FILING, **{f"fields.{each.code}": (each.code, each.title) for each in asked.fields}}


def filing_parsers(asked: Asked) -> dict[str, Parse]:
    """Our name → what turns the text of a cell into its value. A parser raises Refused."""
    parsers: dict[str, Parse] = {"pieces": _codes, "linked": _codes, "receipt": _receipt}
    return parsers | {f"fields.{each.code}": _field_parser(each) for each in asked.fields}


def _field_parser(field: Field) -> Parse:
    if field.kind == "date":
        return _day
    if field.kind == "yes-no":
        return _yes_no
    return (lambda text: _choice(text, field)) if field.kind == "choice" else str


def _codes(text: str) -> list[str]:
    """Codes separated by commas, semicolons or spaces."""
    return text.replace(",", " ").replace(";", " ").split()


def _receipt(text: str) -> str:
    for name, words in RECEIPTS.items():
        if plain_word(text) in {plain_word(word) for word in words}:
            return name
    raise Refused(fault("not-one-of", found=text, expected=", ".join(words[1] for words in RECEIPTS.values())))


def _choice(text: str, field: Field) -> str:
    for value in field.values:
        if plain_word(value) == plain_word(text):
            return value
    raise Refused(fault("value-not-of-field", found=text, asked=field.code, known=list(field.values)))


def _yes_no(text: str) -> bool:
    if plain_word(text) in TRUE | FALSE:
        return plain_word(text) in TRUE
    raise Refused(fault("not-yes-no", found=text))


_DAY = re.compile(r"(?:(\d{4})-(\d\d)-(\d\d)|(\d\d?)/(\d\d?)/(\d{4}))(?:[T ]00:00(?::00)?)?", re.ASCII)


def _day(text: str) -> date:
    """``2026-07-01`` or ``01/07/2026``; a workbook gives a day with the hour 0."""
    match = _DAY.fullmatch(text.strip())
    if not match:
        raise Refused(fault("not-a-day", found=text))
    year, month, day = match.group(1, 2, 3) if match[1] else match.group(6, 5, 4)
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise Refused(fault("not-a-day", found=text)) from None
