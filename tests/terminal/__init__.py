"""What is promised in a real terminal: a program in a pseudo-terminal, keys in as bytes, its screen drawn and read."""
