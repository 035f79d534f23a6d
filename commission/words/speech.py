"""One voice per language: ``Words("fr").say(…)``. Fields that come from outside are made harmless before they are shown."""

from __future__ import annotations

import datetime as dates
import functools
from collections.abc import Iterable, Mapping
from fractions import Fraction

from commission.rules.fault import Fault
from commission.rules.grid import DECLINED, NOT_APPLICABLE, NOT_SCORED
from commission.rules.notation import NO, YES
from commission.rules.text import clip, one_line
from commission.words import figures
from commission.words.catalogue import Catalogue
from commission.words.steps import STEPS
from commission.words.terms import TERMS, typed_names
from commission.words.wording import Wording, chosen

LANGUAGES = ("fr", "en")
NONE = "–"
"""What stands where there is no value."""
FIELD_LENGTH = 80
"""How much of a foreign text a fault repeats."""
REASON_LENGTH = 600
"""How much of a reason that was given with an act is repeated: it is printed with the result."""
KEYS = frozenset({"across", "bound", "cap", "carried", "rounding", "trim"})
"""Keys of our files that are words, and that a sentence may begin with."""
LISTED = 12
"""How many names of a long list a fault repeats."""


class Words:
    """Everything a face says in one language. English is the language of the code; French is translated from it."""

    def __init__(self, language: str = "fr") -> None:
        if language not in LANGUAGES:
            raise ValueError(language)
        self.language = language
        self._catalogue = _catalogue(language)

    def say(self, message: str, /, **fields: object) -> str:
        """The sentence of this English ``message``, filled. Strings are shown on one line, without control characters."""
        return self._translated(message).format_map({name: self._plain(value) for name, value in fields.items()})

    def say_n(self, one: str, many: str, n: int, /, **fields: object) -> str:
        """The same for a count: ``{n}`` is filled too. French says 0 and 1 in the singular."""
        filled = {name: self._plain(value) for name, value in fields.items()}
        return self._catalogue.counted(one, many, n).format_map({"n": str(n), **filled})

    def number(self, value: Fraction | int | None, places: int | None = None, *, grouped: bool = False) -> str:
        """A value for the eye, with the language's comma: exactly ``places`` decimals, or as many as it needs."""
        if value is None:
            return NONE
        exact = value if isinstance(value, Fraction) else Fraction(value)
        return figures.number(exact, self.language, places, grouped=grouped)

    def money(self, value: Fraction | int) -> str:
        """A sum in euros, in threes, with cents where it has any: « 15 000 000 € »."""
        places = None if Fraction(value).denominator == 1 else 2
        return self.say("€{amount}", amount=self.number(value, places, grouped=True))

    def exact(self, value: Fraction | int | None) -> str:
        """A value as it is: ``"71,5"``, ``"215/3"``; a dash where there is none."""
        return NONE if value is None else figures.exact(Fraction(value), self.language)

    def date(self, moment: dates.datetime) -> str:
        """« 26 août 2025 à 16 h 30 »."""
        return figures.date_and_time(moment, self.language)

    def day(self, moment: dates.date) -> str:
        """« 26 août 2025 »."""
        return figures.day(moment, self.language)

    def value(self, value: str) -> str:
        """A journal value as a person reads it: « 6,5 », « ne se prononce pas », « sans objet », « – »."""
        if value == NOT_SCORED:
            return NONE
        if value == DECLINED:
            return self.say("no opinion")
        if value == NOT_APPLICABLE:
            return self.say("not applicable")
        if value in {YES, NO}:
            return self.say("yes") if value == YES else self.say("no")
        text = one_line(value)
        return text.replace(".", figures.COMMA[self.language]) if text[-1:].isdigit() else text

    def listing(self, items: Iterable[str]) -> str:
        """``a, b and c``, each made harmless."""
        return figures.listing([one_line(each) for each in items], self.say("and"))

    def either(self, items: Iterable[str]) -> str:
        """``a, b or c``, each made harmless."""
        return figures.listing([one_line(each) for each in items], self.say("or"))

    def term(self, group: str, code: str) -> str:
        """The name of one of our own words (an act, an office, a ground, a role…); the word itself if it has none."""
        message = TERMS[group].get(code)
        return self.say(message) if message else clip(code, FIELD_LENGTH)

    def step_size(self, step: Fraction) -> str:
        """« demi-point », « quart de point », « point entier », « pas de 0,2 »."""
        named = {
            Fraction(1): self.say("whole points"),
            Fraction(1, 2): self.say("half points"),
            Fraction(1, 4): self.say("quarter points"),
            Fraction(1, 10): self.say("tenths of a point"),
        }
        return named.get(step) or self.say("steps of {step}", step=self.exact(step))

    def fault(self, fault: Fault) -> str:
        """One full line: ``FILE:LINE:COLUMN: Found; expected; how to mend``."""
        parts = wording(fault)
        said = [self._filled(each, fault) for each in (parts.found, parts.expected, parts.remedy) if each]
        return _where(fault) + self._begun(parts.found, (" ; " if self.language == "fr" else "; ").join(said))

    def alone(self, fault: Fault) -> str:
        """``short`` where it stands as a sentence of its own."""
        parts = wording(fault)
        return self._begun(parts.short or parts.found, self.short(fault))

    def _begun(self, message: str, said: str) -> str:
        """What was made from a message, as a sentence begins; a name or a key that it begins with stays as it is written."""
        first = self._translated(message).partition(" ")[0].rstrip(",:")
        plain = first.replace("'", "").isalpha() and first not in KEYS
        return said[:1].upper() + said[1:] if plain else said

    def short(self, fault: Fault) -> str:
        """What fits beside the cell or under the field where it happened: « 7,5 : le maximum est 7 »."""
        parts = wording(fault)
        if parts.short:
            return self._filled(parts.short, fault)
        said = [self._filled(each, fault) for each in (parts.found, parts.expected or parts.remedy) if each]
        return (" ; " if self.language == "fr" else "; ").join(said)

    def step(self, step: Fault) -> str:
        """One step of an explanation, or one thing that applied to a result: a sentence with its figures."""
        said = STEPS.get(step.code)
        return self._filled(chosen(said, step).found, step) if said else self.short(step)

    def _translated(self, message: str) -> str:
        return self._catalogue.one(message) if message else ""

    def _plain(self, value: object) -> str:
        if isinstance(value, Fraction):
            return self.number(value)
        return value if isinstance(value, Said) else self._shown(value)

    def _filled(self, message: str, fault: Fault) -> str:
        fields = {name: self._field(name, value) for name, value in typed_names(fault).items()}
        return self._translated(message).format_map(_Fields(fields))

    def _field(self, name: str, value: object) -> str:
        if value is None:
            return NONE
        if name == "step" and isinstance(value, Fraction):
            return self.step_size(value)
        if name == "mark":
            return self.value(str(value))
        if name in {"points", "best_points", "beside_points", "total"} and isinstance(value, Fraction):
            return self.number(value)
        if isinstance(value, Fraction):
            return self.money(value) if name.endswith("_euros") else self.exact(value)
        if name in TERMS:
            items = value if isinstance(value, list | tuple) else [value]
            return self.either(self.term(name, str(each)) for each in items)
        if isinstance(value, str):
            return clip(value, REASON_LENGTH if name == "reason" else FIELD_LENGTH)
        return self._shown(value)

    def _shown(self, value: object) -> str:
        if isinstance(value, dates.datetime):
            return self.date(value)
        if isinstance(value, dates.date):
            return self.day(value)
        if isinstance(value, Mapping):
            return ", ".join(f"{clip(str(key), FIELD_LENGTH)} = {self._shown(each)}" for key, each in value.items())
        if isinstance(value, Fraction):
            return self.exact(value)
        if isinstance(value, list | tuple | set | frozenset):
            items = [clip(each, FIELD_LENGTH) if isinstance(each, str) else self._shown(each) for each in value]
            return ", ".join(items[:LISTED]) + (", …" if len(items) > LISTED else "")
        return one_line(str(value))


def wording(fault: Fault) -> Wording:
    """How this fault is said; the tables of all faults are loaded for the first one that is."""
    from commission.words import faults

    return faults.wording(fault)


class Said(str):
    """Text of ours that already went through ``Words``: filled in as it is, line ends included."""

    __slots__ = ()


def _where(fault: Fault) -> str:
    place = fault.place
    if place is None:
        return f"{_path(fault)}: " if fault.where else ""
    numbers = [str(each) for each in (place.line, place.column) if each]
    return ":".join([one_line(place.file), *numbers]) + ": "


def _path(fault: Fault) -> str:
    steps = [f"[{each + 1}]" if isinstance(each, int) else f".{clip(each, FIELD_LENGTH)}" for each in fault.where]
    return "".join(steps).removeprefix(".")


class _Fields(dict[str, str]):
    """A fault from a newer program may lack a field: its sentence is said all the same."""

    def __missing__(self, name: str) -> str:
        return "–"


@functools.cache
def _catalogue(language: str) -> Catalogue:
    """From the bytes that the package's own loader gives, in a wheel or a clone."""
    if language == "en":
        return Catalogue()
    spec = figures.__spec__
    folder = str(spec.origin).removesuffix("figures.py")
    path = f"{folder}locale/{language}/LC_MESSAGES/commission.mo"
    return Catalogue(spec.loader.get_data(path))  # type: ignore[union-attr]
