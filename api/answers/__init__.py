"""The shapes of all answers, for the OpenAPI document; the services write them.

Nothing validates an answer on its way out: tests hold every answer that they get against the
document, and a field that is in one of the two only fails them.
"""
