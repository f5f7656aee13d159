"""Why a booking has no table, what it would cost to give it one, and what would help."""
