"""Rules of the house: which room may import which, sizes, and what no room may do."""
