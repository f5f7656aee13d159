"""Find what is wrong in a booking database, and mend what can be mended without losing anything.

One file per group of checks; ``registry`` lists them in the order in which they are mended.
"""
