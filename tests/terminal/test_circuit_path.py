"""A circuit worked at its desk as a person does it, in a terminal: from a new sheet to an admission, then the disk."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from tests.house.source import ROOT
from tests.terminal.conftest import COMMISSION, Sit
from tests.terminal.terminal import DOWN, ENTER

EXAMPLE = ROOT / "sessions" / "sessad-ip-pas-de-calais-exemple"
FICHE = "J-021"
OPENED = (("Fiche", FICHE), ("Territoire", "artois"), ("Service demandeur", "lievin"))
SAID = (
    ("Âge", "16"), ("mesure administrative", "placement"), ("déficience", "légère"), ("difficultés", "insertion"),
    ("notification mdph", "droit ouvert"),
)  # fmt: skip


def test_from_a_new_sheet_to_the_admission(sit: Sit, tmp_path: Path, env: dict[str, str]) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "ex")
    desk = sit("desk", "ex").until("[toutes 11]")

    def step(wanted: str) -> None:
        """The step of this name, among those that may be taken now; what was said of the one before is over."""
        desk.type(DOWN).until(lambda screen: "Enregistré" not in screen.text)
        desk.type("s").until("─ Ce qui peut se faire maintenant").type(wanted + ENTER)

    def fill(field: str, typed: str) -> None:
        desk.until(f"─ {field} ─").type(typed + ENTER)

    def write(said: str) -> None:
        desk.until("→ Écrire").type(ENTER).until(f"Enregistré : {said}.")

    desk.type("n")
    for field, typed in OPENED:
        fill(field, typed)
    write("ouvrir une fiche")
    desk.until(f"▸ {FICHE}").type(ENTER).until(f" {FICHE}   artois")
    for title, value in SAID:
        step(title)
        fill("Réponse", value)
        if title == "notification mdph":
            fill("Premier jour", "01/09/2025")
            fill("Échéance", "31/08/2028")
        write("dire une condition")
    for title in ("le jeune", "lieu d'accueil", "lieu de scolarisation", "autorité parentale"):
        step(title)
        fill("Réponse", "oui")
        write("noter un accord")
    for title in ("chef de service", "secteur ase demandeur"):
        step("noter un avis " + title)
        fill("Réponse", "favorable")
        write("noter un avis")
    step("visa")
    fill("Au nom de", "maud")
    fill("Jour", "15/09/2025")
    write("donner le visa")
    for piece in ("cdaph", "dipc"):
        step(piece)
        fill("Jour", "17/09/2025")
        write("noter qu'une pièce est reçue")
    step("admettre")
    fill("Au nom de", "maud")
    fill("Jour", "22/09/2025")
    fill("Âge en années", "16")
    write("admettre un jeune")
    desk.until("admission le 22 septembre 2025")
    assert desk.type("q").ended() == 0
    done = subprocess.run(
        [COMMISSION, "circuit", "ex", "--fiche", FICHE],
        cwd=tmp_path,
        env=env,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith(f"{FICHE} (artois) : admission le 22 septembre 2025")
    subprocess.run([COMMISSION, "verify", "ex"], cwd=tmp_path, env=env, capture_output=True, check=True)
