"""The use cases: the only place where solving meets storing."""
