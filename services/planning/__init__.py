"""Plans of whole dates: made, kept as runs, committed, explained, taken back."""
