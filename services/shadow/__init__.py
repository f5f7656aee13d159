"""Planning beside the old allocator, and what came of it."""
