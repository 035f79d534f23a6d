"""Several machines on one session: each writes its own files, knows what it was sent, and acts on what it knows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

import msgspec

from commission.rules.fault import Refused
from commission.session import access
from commission.session.act_draft import Known
from commission.session.acts import propose
from commission.session.definition import Definition
from commission.session.entry import AnyEntry, Header, Heads, Journal
from commission.session.fold import fold
from commission.session.state import Named, State
from tests.build import AT, GRID_PRINT, line


def chained(actor: str, writer: str, entries: Iterable[AnyEntry], session: str = "essai-1") -> Journal:
    """A journal file of these entries as they are, but for the chain."""
    header = Header(1, session, actor, writer, GRID_PRINT)
    previous, linked = line(header), []
    for each in entries:
        entry = msgspec.structs.replace(each, prev=hashlib.sha256(previous).hexdigest())
        linked.append(entry)
        previous = line(entry)
    return Journal(f"journal/{actor}/{writer}.jsonl", header, linked, hashlib.sha256(previous).hexdigest())


class Machines:
    """All files of a session, wherever they are; ``everything`` is what a reader of all of them finds."""

    def __init__(self, definition: Definition) -> None:
        self.definition = definition
        self.files: dict[str, tuple[str, list[AnyEntry]]] = {}
        self._all: list[Machine] = []

    def machine(self, who: str) -> Machine:
        """A new machine for a member's code, ``desk``, or ``CODE@desk`` for who presides; it knows nothing yet."""
        code, _, at_desk = who.partition("@")
        viewer = access.viewer(self.definition, code, desk=bool(at_desk))
        self._all.append(Machine(self, viewer, f"{len(self._all):02}"))
        return self._all[-1]

    def journals(self, upto: dict[str, int] | None = None) -> list[Journal]:
        """The files, whole or up to some number of entries."""
        counts = {name: len(entries) for name, (_, entries) in self.files.items()} if upto is None else upto
        return [chained(*(self.files[name][0], name, self.files[name][1][:count])) for name, count in counts.items()]

    @property
    def everything(self) -> State:
        """What all files add up to."""
        return fold(self.definition, self.journals())

    def share(self, *machines: Machine) -> None:
        """Send all files to these machines; to all without argument."""
        for each in machines or self._all:
            each.known = {name: len(entries) for name, (_, entries) in self.files.items()}


class Machine:
    """One machine: what it knows, and the files only it writes."""

    def __init__(self, machines: Machines, viewer: access.Viewer, number: str) -> None:
        self.machines, self.viewer, self.number = machines, viewer, number
        self.known: dict[str, int] = {}
        self.at = AT

    @property
    def journals(self) -> list[Journal]:
        """The files this machine has and may read, as far as it has them."""
        found = self.machines.journals(self.known)
        return [each for each in found if access.may_read(self.viewer, each.header.actor)]

    @property
    def heads(self) -> Heads:
        """How far it has seen each file."""
        return {each.writer: (len(each.entries), each.head) for each in self.journals}

    @property
    def state(self) -> State:
        """What the files add up to for whoever sits at this machine."""
        return fold(self.machines.definition, self.journals)

    def act(self, kind: str, **fields: str) -> str:
        """Act on what this machine knows; the entry's name. Raises Refused."""
        return self.write(kind, self.state, **fields).name

    def write(self, kind: str, state: State, **fields: str) -> Named:
        """Act on this state."""
        draft = propose(state, self.viewer, kind, fields, Known(self.heads, "0" * 16))
        writer = hashlib.sha256((self.number + draft.actor).encode()).hexdigest()[:8]
        _, entries = self.machines.files.setdefault(writer, (draft.actor, []))
        entry: AnyEntry = draft.kind(n=len(entries) + 1, at=self.at, prev="", **draft.fields)  # type: ignore[assignment]
        entries.append(entry)
        self.known[writer] = len(entries)
        return Named(f"{writer}:{len(entries)}", draft.actor, chained(draft.actor, writer, entries).entries[-1])

    def mark(self, dossier: str, code: str, value: str, **more: str) -> str:
        """Write a mark."""
        return self.act("mark", dossier=dossier, code=code, value=value, **more)

    def refused(self, kind: str, **fields: str) -> list[str]:
        """The codes with which this act is refused; none if it is not. Nothing is written."""
        try:
            propose(self.state, self.viewer, kind, fields, Known(self.heads, "0" * 16))
        except Refused as refused:
            return [each.code for each in refused.faults]
        return []


def signed(entry: AnyEntry, by: str, for_: str = "") -> AnyEntry:
    """The same entry by this person, for this other one."""
    return msgspec.structs.replace(entry, by=by, for_=for_)


def adopted(definition: Definition, *who: str) -> tuple[Machines, list[Machine]]:
    """A session that the first of these machines has adopted, with what they all know of it."""
    machines = Machines(definition)
    sitting = [machines.machine(each) for each in who]
    desk = machines.machine("desk")
    desk.act("adopt")
    machines.share()
    return machines, sitting


def reasons(state: State) -> dict[str, str]:
    """Why each ineffective entry is so, by its name; each is listed once."""
    names: Sequence[str] = [each.named.name for each in state.ineffective]
    assert len(names) == len(set(names))
    return {each.named.name: each.reason.code for each in state.ineffective}
