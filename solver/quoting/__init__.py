"""Quotes of one booking: candidates, their price, other times, moves that make room."""
