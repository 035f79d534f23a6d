"""A room whose grid has every notation, for screens."""

from __future__ import annotations

from typing import Any

from tests.build import a_dossier
from tests.examples.table import call_from
from tests.tui.fake_room import a_room

GRID = """
format = 1
code = "toutes"
title = "Toutes les notations"
bonus_cap = 2

[[figure]]
code = "prix"
title = "Prix de journée"
unit = "€"

[[criterion]]
code = "A"
title = "Qualité du projet"

[[criterion.sub]]
code = "A1"
title = "Réponse aux besoins"
max = 7
step = 0.5

[[criterion.sub]]
code = "A2"
title = "Délai d'ouverture"
min = -3
max = 3
step = 1

[[criterion.sub]]
code = "A3"
title = "Connaissance du territoire"
levels = { insuffisant = 0, passable = 1, satisfaisant = 3, "très satisfaisant" = 4 }
reason_for = ["insuffisant"]

[[criterion.sub]]
code = "A4"
title = "Ouvert toute l'année"
yes = 5

[[criterion]]
code = "B"
title = "Références"
combine = "best"
weight = 2
sub = [
  { code = "B1", max = 10, title = "Première référence" },
  { code = "B2", max = 10, title = "Seconde référence" },
]

[[criterion]]
code = "C"
title = "Le reste"
sub = [
  { code = "C1", max = 10, min = 1, better = "lower", title = "Risque de retard" },
  { code = "C2", max = 3, bonus = true, title = "Caractère innovant" },
  { code = "C3", max = 5, counts = false, title = "Clarté du dossier" },
  { code = "C4", title = "Avis sur le projet", opinion = true },
]

[[criterion]]
code = "P"
title = "Prix"
sub = [
  { code = "P1", max = 10, title = "Prix rapporté en points", formula = { name = "inverse", figure = "prix" } },
]
"""
UNBOUNDED = """
format = 1
code = "sans"
title = "Sans maximum"

[[criterion]]
code = "A"
title = "Volume"
sub = [{ code = "A1", title = "Interventions" }, { code = "A2", max = 5, title = "Qualité" }]
"""


def every_notation(**more: Any) -> Any:
    """Two dossiers on this grid; the first is the cheaper one."""
    dossiers = [
        a_dossier("d1", applicant="Association Brélivan", prix=60),
        a_dossier("d2", applicant="Fondation Cormelin", prix=80),
    ]
    return a_room(call=call_from(more.pop("grid", GRID)), dossiers=more.pop("dossiers", dossiers), step=None, **more)
