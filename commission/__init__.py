"""Score, aggregate and rank the dossiers of a French selection commission, exactly and in the open."""

__version__ = "0.1.0"
