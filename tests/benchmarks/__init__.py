"""The measures themselves are measured by nobody; that they run and say what they found is held here."""
