"""Files as nobody honest writes them: any kind, in any journal, naming anything, themselves and the future too.

A seed gives the files, so a failure is told by its number; most entries are nearly right, so that they reach far.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from commission.rules.asked import Asked, Piece, Requirement
from commission.session import access, entry
from commission.session.circuit_entry import CIRCUIT
from commission.session.entry import AnyEntry, Header, Journal
from tests.build import GRID_PRINT, SESSION_PRINT, a_call, a_dossier, a_lot, a_session

SESSION = a_session(
    ("ana", "bob", "eve?", "pre!"),
    (a_dossier("n1", "n"), a_dossier("n2", "n"), a_dossier("s1", "s")),
    a_call(
        lots=(a_lot("n"), a_lot("s")),
        asked=Asked(
            pieces=(Piece("p1", "Pièce"),),
            requirements=(
                Requirement("r1", "Objet", "statement", "refused", "foreign"),
                Requirement("r2", "Pièces", "pieces", "to-complete", "incomplete"),
                Requirement("r3", "Mesures", "figure-at-most", "refused", "other", "mesures", automatic=True),
            ),
        ),
    ),
)
ADOPTED = Journal(
    "journal/desk/ad.jsonl",
    Header(1, "essai-1", "desk", "ad", GRID_PRINT),
    [entry.Adopt(n=1, at="", by="desk", prev="", session=SESSION_PRINT, grid=GRID_PRINT)],
    "head",
)
WRITERS = ["aa", "bb", "cc", "a:b"]
ACTORS = ["desk", "presidency", "presidency", "ana", "ana", "bob", "typed"]
SIGNS = {"desk": "desk", "presidency": "pre", "typed": "desk"}
KINDS: dict[str, type[entry.Entry]] = {
    str(kind.__struct_config__.tag): kind
    for kind in (*entry.ACTS, entry.Mark, entry.Observation, entry.HandIn, entry.Reopen)
    if kind not in CIRCUIT  # `test_circuit_anything.py` draws those
}
RIGHT: dict[str, list[str]] = {
    "member": ["ana", "bob"],
    "dossier": ["n1", "n1", "n2"],
    "lot": ["n", "n", "s"],
    "code": ["A2", "A2", "B1"],
    "value": ["3", "5", "", "not-applicable"],
    "reason": ["parce que"],
    "ground": ["late", "other"],
    "opinion": ["favourable", "unfavourable"],
    "ranking": ["aa:1", "bb:1"],
    "requirement": ["r1", "r1", "r2"],
    "verdict": ["met", "not-met"],
    "sent": ["2025-09-15"],
    "until": ["2025-09-23"],
    "received": ["2025-09-20", "2025-09-24"],
    "text": ["bien", ""],
    "at": ["2025-10-06T14:00:00+02:00", "2025-10-06T13:00:00+02:00"],
}
WRONG: dict[str, list[str]] = {
    "member": ["ANA", "zoe", ""],
    "dossier": ["N1", "zz", ""],
    "lot": ["*", "zz", ""],
    "code": ["a2", "zz", ""],
    "value": ["declined", "99", "6,5", "1e3", "-1", "٣", "[/x]"],
    "reason": ["", " "],
    "opinion": ["Favourable", ""],
    "ranking": ["zz:1", ""],
    "ground": ["weather", "single", ""],
    "requirement": ["r3", "R1", "zz", ""],
    "verdict": ["peut-être", ""],
    "sent": ["hier", "20250915"],
    "until": ["", "2025-02-30"],
    "received": ["٢٠٢٥-٠٩-٢٠", "2025-9-20"],
    "text": ["\x1b"],
    "at": ["hier", ""],
}


class Anything:
    """Files drawn with this seed. ``sound``: as files are once checked, numbered from 1, each writer's name once."""

    def __init__(self, seed: int, *, sound: bool = False) -> None:
        self.chance = Random(seed)
        self.names = [f"{writer}:{number}" for writer in WRITERS for number in range(1, 6)]
        self.files = [ADOPTED] if self._mostly() else []
        for place in range(self.chance.randint(1, 4)):
            actor = self.chance.choice(ACTORS) if self._mostly() else self.chance.choice(["zoe", "", "ANA"])
            writer = WRITERS[place] if sound or self._mostly() else self.chance.choice(WRITERS)
            numbers = range(1, self.chance.randint(1, 8))
            if not sound and not self._mostly():
                numbers = [self.chance.randint(0, 5) for _ in numbers]  # type: ignore[assignment]
            written = [self.entry(actor, number) for number in numbers]
            header = Header(1, "essai-1", actor, writer, GRID_PRINT)
            self.files.append(Journal(f"journal/{place}.jsonl", header, written, "head"))

    def _mostly(self) -> bool:
        return self.chance.random() < 0.85

    def entry(self, actor: str, number: int) -> AnyEntry:
        """An entry for this actor's journal, right in most ways."""
        office = actor if actor in access.OFFICES else access.MEMBER
        kinds = (
            [kind for kind, stands in access.STANDS_IN.items() if office in stands and kind in KINDS]
            if self._mostly()
            else [*KINDS]
        )
        kinds += [each for each in ("open", "close") if each in kinds]  # a lot is closed once opened: seldom drawn
        kind = KINDS[self.chance.choice(kinds)]
        fields: dict[str, object] = {"n": number, "prev": "prev"}
        for name in kind.__struct_fields__:
            if name not in fields:
                fields[name] = self._field(name, actor)
        if kind is entry.BreakTie:  # its order is of dossiers, a ranking's of ranks
            fields["order"] = tuple(self.chance.sample(["n1", "n2", "s1", "zz"], self.chance.randint(0, 3)))
        if kind is entry.Settle and self._mostly():  # two of the first entries: those that are often rivals
            pair = self.chance.sample([each for each in self.names if each.endswith((":1", ":2"))], 2)
            fields.update(entries=tuple(pair), holds=pair[0])
        return kind(**fields)  # type: ignore[return-value]

    def _field(self, name: str, actor: str) -> object:
        special: dict[str, Callable[[], object]] = {
            "by": lambda: SIGNS.get(actor, actor) if self._mostly() else self.chance.choice(["bob", "zoe", "desk", ""]),
            "for_": lambda: self._for(actor),
            "seen": lambda: "ad:1" if self._mostly() else self._name(),
            "after": self._named,
            "was": self._named,
            "entries": self._named,
            "touched": self._named,
            "holds": self._name,
            "heads": self._heads,
            "pieces": lambda: self.chance.choice([("p1",), ("p1",), ()]) if self._mostly() else ("zz",),
            "requirements": lambda: self.chance.choice([("r2",), (), ("zz",)]),
            "decided_by": lambda: self.chance.choice([(), ("zz",)]),
            "days": lambda: self.chance.choice([8, 0, -1]),
            "missing": lambda: self.chance.choice([(), ("ana/n1",)]),
            "order": self._order,
            "reasons": lambda: dict.fromkeys(self.chance.sample(["n1", "n2", "s1", "zz"], 3), "mûr"),
            "awards": self._awards,
            "favour": self._votes,
            "against": self._votes,
            "abstentions": self._votes,
            "session": lambda: SESSION_PRINT if self._mostly() else "",
        }
        if name in special:
            return special[name]()
        if name == "member" and actor in ("ana", "bob") and self._mostly():
            return actor
        if name in RIGHT:
            return self.chance.choice(RIGHT[name] if self._mostly() else WRONG[name])
        return ""

    def _for(self, actor: str) -> str:
        wanted = "ana" if actor in ("typed", "presidency") else ""
        return wanted if self._mostly() else self.chance.choice(["ana", "bob", "zoe", ""])

    def _name(self) -> str:
        return self.chance.choice(self.names) if self._mostly() else self.chance.choice(["", "zz:1", ":", "aa"])

    def _named(self) -> tuple[str, ...]:
        return tuple(self._name() for _ in range(self.chance.choice([0, 0, 1, 2])))

    def _order(self) -> tuple[tuple[str, ...], ...]:
        """Ranks of a lot in every shape: none, some, all, tied, twice, of another lot."""
        orders = [(), (("n1",), ("n2",)), (("n2", "n1"),), (("n2",),), (("s1",),), (("n1",), ("n1",)), (("zz",), ())]
        return self.chance.choice(orders)

    def _awards(self) -> tuple[entry.Award, ...]:
        """Awards that fit, and some that do not."""
        figures = ["", "0", "12", "48000.5", "-1", "1e3", "06"]
        some = self.chance.sample(["n1", "n2", "s1", "zz"], self.chance.randint(0, 2))
        return tuple(entry.Award(each, self.chance.choice(figures), self.chance.choice(figures)) for each in some)

    def _votes(self) -> int:
        return self.chance.choice([0, 1, 2, -1])

    def _heads(self) -> dict[str, tuple[int, str]]:
        some = self.chance.sample([*WRITERS, "ad", "zz"], self.chance.randint(0, 4))
        return {each: (self.chance.randint(-1, 6), self.chance.choice(["prev", "head", "prev", ""])) for each in some}
