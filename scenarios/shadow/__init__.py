"""Nights by two hands: the old allocator's beside maitred's."""
