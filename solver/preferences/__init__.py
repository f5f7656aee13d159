"""Terms of the objective, one per file.

``units(candidates)`` counts a term per candidate; ``loads(candidates)`` describes a term that looks
at several bookings at once. ``objective`` multiplies by the weight and leaves out terms whose
weight is 0.
"""
