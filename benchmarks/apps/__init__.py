"""Small programs that ours is held against; each is started as a file of its own."""
