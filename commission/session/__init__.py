"""What happens in the room: entries, the state they fold into, acts and their refusals, who may do and see what. Pure."""
