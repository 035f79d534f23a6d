"""What was published or adopted before: numbers, texts, grids."""
