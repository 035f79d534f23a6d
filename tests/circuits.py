"""A small admission circuit for tests, with everything a circuit can hold, and sheets brought to any step."""

from __future__ import annotations

from pathlib import Path

from commission.files import toml_file
from commission.files.circuit_file import circuit_from
from commission.rules.circuit import Circuit
from commission.rules.fault import Refused
from commission.session.definition import Definition
from commission.session.entry import AnyEntry
from tests.build import GRID_PRINT, SESSION_PRINT, Table, a_session

TEXT = """\
format = 1
kind = "circuit"
code = "essai"
title = "Circuit d'essai"
places = 3
[[role]]
code = "ref"
title = "le référent"
[[role]]
code = "chef"
title = "le chef"
[[role]]
code = "dir"
title = "la direction"
[[role]]
code = "juge"
title = "le juge"
[[territory]]
code = "nord"
title = "Nord"
places = 1
[[territory]]
code = "sud"
title = "Sud"
places = 2
[[service]]
code = "s-nord"
title = "Service nord"
territory = "nord"
[[service]]
code = "s-loin"
title = "Service lointain"
[[field]]
code = "nom"
title = "Nom"
personal = true
[[field]]
code = "situation"
title = "Situation"
[[field]]
code = "accueil"
title = "Accueil"
kind = "choice"
values = ["MECS", "domicile"]
[[condition]]
code = "age"
title = "Âge"
kind = "age"
by = "ref"
least = 14
most = 20
[[condition]]
code = "mesure"
title = "Mesure"
kind = "choice"
by = "ref"
  [[condition.option]]
  code = "aed"
  title = "AED"
  [[condition.option]]
  code = "placement"
  title = "Placement"
[[condition]]
code = "besoin"
title = "Besoin"
kind = "any-of"
by = "ref"
  [[condition.option]]
  code = "ecole"
  title = "École"
  [[condition.option]]
  code = "travail"
  title = "Travail"
[[condition]]
code = "droit"
title = "Droit ouvert"
kind = "choice"
by = "chef"
  [[condition.option]]
  code = "oui"
  title = "Oui"
  dates = true
  [[condition.option]]
  code = "attente"
  title = "En cours"
  effect = "waits"
  todo = "Relancer la MDPH"
  [[condition.option]]
  code = "non"
  title = "Non"
  effect = "stops"
  todo = "Déposer un dossier"
  by = "ref"
[[agreement]]
code = "jeune"
title = "Le jeune accepte"
by = "ref"
[[agreement]]
code = "parents"
title = "Les parents acceptent"
by = "ref"
  [agreement.delegation]
  title = "Délégation du juge"
  by = "juge"
  condition = "mesure"
  values = ["placement"]
[[opinion]]
code = "chef"
title = "Avis du chef"
by = "chef"
[[opinion]]
code = "pilote"
title = "Avis du pilote"
by = "chef"
when = "another-territory"
[[piece]]
code = "notification"
title = "Notification reçue"
by = "dir"
condition = "droit"
[visa]
title = "Visa"
by = "dir"
[admission]
title = "Admission"
by = "dir"
[exit]
title = "Sortie"
by = "dir"
after = "Échange préalable"
[priority]
title = "Priorité"
by = "chef"
[out_of_zone]
title = "Hors zone"
by = "dir"
[[indicator]]
code = "n"
title = "Suivis"
kind = "followed"
[[indicator]]
code = "entree"
title = "Âge d'entrée"
kind = "age-in"
[[indicator]]
code = "sortie"
title = "Âge de sortie"
kind = "age-out"
[[indicator]]
code = "duree"
title = "Durée"
kind = "duration"
[[indicator]]
code = "ruptures"
title = "Ruptures"
kind = "breaks"
"""
OVER = '[over_capacity]\ntitle = "Au-delà des places"\nby = "dir"\n'
DESK, DIRECTION = "desk", "dir@desk"
VISA, NOTIFIED, ADMITTED = "2025-09-10", "2025-09-12", "2025-09-15"


def a_circuit(text: str = TEXT) -> Circuit:
    """The circuit that this file describes."""
    return circuit_from(toml_file.parse(Path("essai.toml"), text.encode()))


def a_circuit_session(*, over: bool = False, waiting: str = "priority") -> Definition:
    """A session on the small circuit; ``over``: its document allows admissions beyond the places."""
    circuit = a_circuit(TEXT.replace("[[indicator]]", OVER + "[[indicator]]", 1) if over else TEXT)
    base = a_session(("dir!", "ana"), (), circuit.call)
    return Definition(
        base.id, base.title, "fr", base.zone, circuit.call, base.rules, base.members, (), SESSION_PRINT, GRID_PRINT,
        circuit=circuit, waiting=waiting,
    )  # fmt: skip


class Circuits(Table):
    """A session on a circuit played in memory; each method brings a sheet one step further."""

    TODAY = "2031-01-01"
    """Late enough for every exit of these tests to be noted."""

    def fiche(self, code: str, territory: str = "nord", service: str = "s-nord", **more: str) -> Circuits:
        """A sheet, opened."""
        self.act(DESK, "fiche", fiche=code, territory=territory, service=service, **more)
        return self

    def conditions(self, code: str, droit: str = "oui", mesure: str = "aed", age: str = "16") -> Circuits:
        """All conditions stated."""
        for condition, value in (("age", age), ("mesure", mesure), ("besoin", "travail")):
            self.act(DESK, "condition", fiche=code, condition=condition, value=value)
        days = {"start": "2025-01-01", "until": "2026-12-31"} if droit == "oui" else {}
        self.act(DESK, "condition", fiche=code, condition="droit", value=droit, **days)
        return self

    def agreements(self, code: str, jeune: str = "yes", parents: str = "yes") -> Circuits:
        """Both agreements answered."""
        self.act(DESK, "agreement", fiche=code, agreement="jeune", value=jeune)
        self.act(DESK, "agreement", fiche=code, agreement="parents", value=parents)
        return self

    def opinion(self, code: str, opinion: str = "chef", value: str = "favourable", reason: str = "") -> Circuits:
        """One opinion."""
        self.act(DESK, "opinion", fiche=code, opinion=opinion, value=value, **({"reason": reason} if reason else {}))
        return self

    def visa(self, code: str) -> Circuits:
        """The visa, then the piece."""
        self.act(DIRECTION, "visa", fiche=code, date=VISA)
        return self

    def piece(self, code: str) -> Circuits:
        """The only piece."""
        self.act(DESK, "receive", fiche=code, piece="notification", date=NOTIFIED)
        return self

    def ready(self, code: str, territory: str = "nord", service: str = "s-nord", **more: str) -> Circuits:
        """A sheet to which nothing is lacking but the admission."""
        self.fiche(code, territory, service, **more).conditions(code).agreements(code)
        self.opinion(code)
        if territory != "nord" or service != "s-nord" or more.get("home", territory) != territory:
            self.opinion(code, "pilote")
        return self.visa(code).piece(code)

    def admit(self, code: str, age: str = "16", date: str = ADMITTED, **more: str) -> Circuits:
        """The admission."""
        self.act(DIRECTION, "admission", fiche=code, date=date, age=age, **more)
        return self

    def leave(self, code: str, age: str = "17", date: str = "2026-03-01", ending: str = "end", **more: str) -> Circuits:
        """The exit."""
        fields = {"date": date, "age": age, "ending": ending, "reason": "fini", "exchange": date, **more}
        self.act(DIRECTION, "leave", fiche=code, **fields)
        return self

    def refused(self, who: str, kind: str, **fields: str) -> str:
        """The code with which this act is refused; empty if it is written."""
        try:
            self.act(who, kind, **fields)
        except Refused as refused:
            return refused.faults[0].code
        return ""

    @property
    def entries(self) -> list[AnyEntry]:
        """What had an effect, in its order."""
        return [each.entry for each in self.state.acts]


def circuits(*, over: bool = False, waiting: str = "priority") -> Circuits:
    """An adopted session on the small circuit."""
    made = Circuits(a_circuit_session(over=over, waiting=waiting))
    made.adopt()
    return made
