"""Whether a hearing is under way: then the projector shows the title of the call, and nothing else."""

from __future__ import annotations

from commission.session.state import State


def is_hearing(state: State) -> bool:
    """What the state says of it. No act tells of a hearing yet, so that none is ever under way."""
    del state
    return False
