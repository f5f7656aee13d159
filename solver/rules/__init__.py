"""Hard rules, one per file.

Rules about which tables may stand together (``links``, ``limit``, ``split``, ``seats``) shape the
table sets; rules about a party on a set (``admits``) shape its candidates; rules between bookings
(occupancy, locks, non_overlap, max_moves) shape the model.
"""
