"""One open session for one viewer: state, journals, clock, identity and the writer's queue. All that the faces call."""
