"""Soft terms of the objective, one per file.

Each ``cost(candidates)`` returns the units of its term per candidate; ``objective`` multiplies by
the weight and leaves out terms whose weight is 0.
"""
