"""Memory that threads have freed is used again, also by other threads."""

import ctypes
import sys

M_ARENA_MAX = -8
"""glibc's ``malloc.h``."""

ARENAS = 2
"""Python lets one thread compute at a time, so that more of them spare no waiting."""


def share_arenas() -> bool:
    """Have all threads allocate from few arenas; to be called before there are threads.

    By default glibc gives threads eight arenas per core, and what is freed in one is not used in
    another: a service that was never restarted grew by a megabyte every two thousand requests.
    Return whether this is a system where that can be said.
    """
    if not sys.platform.startswith("linux"):
        return False
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):  # musl has no arenas
        return False
    return bool(mallopt(M_ARENA_MAX, ARENAS))
