"""Build the example of an admission circuit through the product's own acts: fixed clock and names, the same bytes always.

    .venv/bin/python -m tools.build_circuit [FOLDER]

FOLDER is ``sessions/sessad-ip-pas-de-calais-exemple`` by default; what stands there is replaced. Everybody in it is
invented; young people are pseudonyms, as in any session on a circuit.

The story: five places of the Arrageois are taken (J-001 to J-005, the last thanks to a judge's delegation), J-006 and
J-007 wait, a departure frees a place and J-006 is admitted; J-010 waits for its notification, J-011 has no file at the
MDPH yet, J-012 comes from outside the territory, J-013 is stopped by an unfavourable opinion.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from commission.files.imports import Record
from commission.files.session_folder import add_rows, create_session
from commission.live.moment import Names
from commission.live.room import Room
from commission.rules.fault import Place

HERE = Path(__file__).resolve().parent.parent
EXAMPLE = HERE / "sessions" / "sessad-ip-pas-de-calais-exemple"
GRID = HERE / "grids" / "sessad-ip-admission-pas-de-calais.toml"
TITLE = "Exemple : circuit d'admission SESSAD IP (jeunes et personnes inventés)"
MEMBERS: list[dict[str, object]] = [
    {"code": "direction", "name": "Maud Ervillon", "role": "president", "college": "direction du SESSAD"},
    {"code": "pilote", "name": "Yann Brezallec", "role": "member", "college": "RSASE pilote du territoire"},
]


class Script:
    """The clock and the names of the story: each look at the clock is some minutes later, each name the next one."""

    def __init__(self, start: datetime) -> None:
        self.moment, self.drawn = start, 0
        self.names = Names(lambda: self._draw("writer")[:8], lambda: self._draw("nonce")[:32])

    def clock(self) -> datetime:
        """The next moment."""
        self.moment += timedelta(minutes=2 + self.moment.minute % 3)
        return self.moment

    def on(self, day: str) -> None:
        """Go on to the morning of this day."""
        self.moment = datetime.fromisoformat(f"{day}T09:00:00").replace(tzinfo=ZoneInfo("Europe/Paris"))

    def _draw(self, kind: str) -> str:
        self.drawn += 1
        return hashlib.sha256(f"sessad-ip {kind} {self.drawn}".encode()).hexdigest()


class Story:
    """The secretariat and the direction at work on one folder."""

    def __init__(self, desk: Room, direction: Room, script: Script) -> None:
        self.desk, self.direction, self.script = desk, direction, script

    def opened(self, fiche: str, day: str, territory: str, service: str, age: str, **more: str) -> None:
        """A sheet and its conditions, as the référent wrote them."""
        self.script.on(day)
        mdph, home = more.get("mdph", "oui"), more.get("home", territory)
        self.desk.act("fiche", fiche=fiche, territory=territory, service=service, home=home)
        self.desk.act("fill", fiche=fiche, field="date-demande", value=day)
        measure = more.get("mesure", "placement")
        for condition, value in (("age", age), ("mesure", measure), ("deficience", more.get("deficience", "legere"))):
            self.desk.act("condition", fiche=fiche, condition=condition, value=value)
        self.desk.act("condition", fiche=fiche, condition="besoin", value=more.get("besoin", "apprentissage,insertion"))
        self.notified(fiche, mdph)

    def notified(self, fiche: str, mdph: str) -> None:
        """What is known of the notification; a right runs three years here."""
        days = {"start": "2025-07-01", "until": "2028-06-30"} if mdph == "oui" else {}
        self.desk.act("condition", fiche=fiche, condition="mdph", value=mdph, **days)

    def agreed(self, fiche: str, **answers: str) -> None:
        """The four boxes of the sheet; a yes unless said otherwise."""
        for agreement in ("jeune", "lieu-accueil", "scolarisation", "autorite-parentale"):
            value = answers.get(agreement.replace("-", "_"), "yes")
            self.desk.act("agreement", fiche=fiche, agreement=agreement, value=value)

    def supported(self, fiche: str, *opinions: str) -> None:
        """Favourable opinions, in their order."""
        for opinion in opinions or ("chef-de-service", "rsase"):
            self.desk.act("opinion", fiche=fiche, opinion=opinion, value="favourable")

    def received(self, fiche: str, day: str) -> None:
        """The visa and both pieces, on one day."""
        self.script.on(day)
        self.direction.act("visa", fiche=fiche, date=day)
        for piece in ("notification-cdaph", "dipc"):
            self.desk.act("receive", fiche=fiche, piece=piece, date=day)

    def admitted(self, fiche: str, day: str, age: str) -> None:
        """The admission, by the direction."""
        self.script.on(day)
        self.direction.act("admission", fiche=fiche, date=day, age=age)


@contextmanager
def at_work(folder: Path, script: Script) -> Iterator[Story]:
    """Both desks open on the folder, each looking at what the other wrote before it acts."""
    names, clock = script.names, script.clock
    with Room.open(folder, "desk", clock=clock, names=names) as desk:
        desk.act("adopt")
        with Room.open(folder, "direction", desk=True, clock=clock, names=names) as direction:
            yield Story(desk, direction, script)


def build(folder: Path) -> None:
    """Play the whole story into ``folder``, which must not exist."""
    script = Script(datetime(2025, 9, 1, 9, 0, tzinfo=ZoneInfo("Europe/Paris")))
    create_session(folder, GRID, title=TITLE, new_id="sessad-ip-pas-de-calais-exemple", language="fr")
    rows = [Record(each, {"": Place("story", index + 1)}) for index, each in enumerate(MEMBERS)]
    seen = hashlib.sha256((folder / "session.toml").read_bytes()).hexdigest()
    add_rows(folder, "member", rows, seen=seen)
    with at_work(folder, script) as story:
        _filled(story)
        _waiting(story)
        _elsewhere(story)


def _filled(story: Story) -> None:
    """Four admitted to the Arrageois without a hitch, the fifth after a refusal that the judge's delegation meets."""
    ages = {"J-001": "15", "J-002": "17", "J-003": "14", "J-004": "16"}
    measures = {"J-001": "placement", "J-002": "aemo", "J-003": "aed", "J-004": "hebergement-long"}
    for fiche, age in ages.items():
        story.opened(fiche, "2025-09-02", "arrageois", "mds-arrageois", age, mesure=measures[fiche])
        story.agreed(fiche)
        story.supported(fiche)
        story.received(fiche, "2025-09-16")
        story.admitted(fiche, "2025-09-22", age)
    story.opened("J-005", "2025-09-08", "arrageois", "mds-arrageois", "18", deficience="moderee")
    story.agreed("J-005", autorite_parentale="no")
    story.supported("J-005")
    story.received("J-005", "2025-09-23")
    story.script.on("2025-09-29")
    reason = "Ordonnance du juge des enfants du 26 septembre 2025, délégation de signature"
    story.desk.act("delegation", fiche="J-005", agreement="autorite-parentale", reason=reason)
    story.admitted("J-005", "2025-10-01", "18")


def _waiting(story: Story) -> None:
    """No place is left: two wait, the one with a priority first; a departure frees a place for it."""
    for fiche, age, day in (("J-006", "16", "2025-10-02"), ("J-007", "15", "2025-10-03")):
        story.opened(fiche, day, "arrageois", "mds-arrageois", age, besoin="insertion")
        story.agreed(fiche)
        story.supported(fiche)
        story.received(fiche, "2025-10-14")
    story.script.on("2025-10-15")
    story.desk.act("wait", fiche="J-007", date="2025-10-15")
    story.desk.act("wait", fiche="J-006", date="2025-10-16")
    story.desk.act("priority", fiche="J-006", rank="1", reason="Sortie de scolarité proche, échange entre pilotes")
    story.script.on("2025-11-03")
    story.direction.act(
        "leave", fiche="J-002", date="2025-10-31", age="17", ending="break", exchange="2025-10-24",
        reason="Le jeune ne se rend plus aux rendez-vous",
    )  # fmt: skip
    story.admitted("J-006", "2025-11-05", "16")


def _elsewhere(story: Story) -> None:
    """A notification still awaited, a file not yet deposited, one from outside, one unfavourable opinion."""
    story.opened("J-010", "2025-10-06", "artois", "mds-lens-lievin", "14", mdph="en-cours")
    story.agreed("J-010")
    story.supported("J-010")
    story.opened("J-011", "2025-10-07", "artois", "mds-henin-carvin", "19", mdph="aucune", mesure="aemo")
    story.opened("J-012", "2025-10-08", "audomarois", "mds-calaisis", "17", home="outside", mesure="ap")
    story.agreed("J-012")
    story.supported("J-012", "chef-de-service", "rsase", "pilote")
    story.received("J-012", "2025-10-20")
    story.script.on("2025-10-21")
    reason = "À vingt minutes de la zone ; échange du 17 octobre 2025 entre le demandeur et le SESSAD"
    story.direction.act("out-of-zone", fiche="J-012", reason=reason)
    story.admitted("J-012", "2025-10-27", "17")
    story.opened("J-013", "2025-10-09", "audomarois", "mds-audomarois", "20", besoin="insertion")
    story.desk.act("opinion", fiche="J-013", opinion="chef-de-service", value="favourable")
    reason = "Projet professionnel déjà accompagné par un autre service, à revoir avec le référent"
    story.desk.act("opinion", fiche="J-013", opinion="rsase", value="unfavourable", reason=reason)


def main() -> None:
    """Replace the example, or build it in the folder given."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLE
    if folder.exists():
        shutil.rmtree(folder)
    build(folder)


if __name__ == "__main__":
    main()
