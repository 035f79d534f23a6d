"""Sentences: every fault, figure, date and label in French or in English. English in the code, French in a catalogue."""

from __future__ import annotations

from commission.words.marker import N_
from commission.words.speech import LANGUAGES, Words

__all__ = ["LANGUAGES", "N_", "Words"]
