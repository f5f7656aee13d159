"""Plans of a day that is planned already: with few moves, or after something happened."""
