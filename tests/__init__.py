"""Tests, one folder a room; `house` holds what must be true of the whole code."""
