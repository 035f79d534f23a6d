"""What leaves the room: values in, bytes or text out. Whoever calls asks ``session.access`` first which lots may be shown."""
