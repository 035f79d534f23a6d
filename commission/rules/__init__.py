"""What was published or adopted before the commission sat: call, grid, notation, lots, ranking rules. Pure."""
