"""Quotes: what is free for a party, what it costs the night, and holding the best of it."""
