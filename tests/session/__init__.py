"""What happens in the room: entries, the fold, acts, who may do and see what."""
