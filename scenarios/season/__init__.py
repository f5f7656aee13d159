"""A season played request by request, under two policies."""
