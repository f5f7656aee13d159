"""Advice from many scenarios: what to buy, split, join, shorten or keep, and what was missed."""
