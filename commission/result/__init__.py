"""What follows from the rules and the marks: tally, ranking, useful rank, explanation. Pure, and never who may see it."""
