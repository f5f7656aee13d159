"""The HTTP layer: thin, and ignorant of SQL and of the solver's engine."""
