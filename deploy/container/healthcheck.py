"""Ask the service in this container whether it lives; exit code 0 if it does.

It asks `/health/live`, not `/health/ready`: a container is not started anew because its database is
away. It reads what the service reads: the port, and which names it answers to.
"""

import json
import os
import sys
import urllib.error
import urllib.request


def main() -> int:
    """Return 0 when the service answers, 1 otherwise; say why on stderr."""
    host = os.environ.get("MAITRED_HOST", "127.0.0.1")
    address = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    port = os.environ.get("MAITRED_PORT", "8080")
    names = json.loads(os.environ.get("MAITRED_ALLOWED_HOSTS", '["127.0.0.1"]'))
    bracketed = f"[{address}]" if ":" in address else address
    request = urllib.request.Request(
        f"http://{bracketed}:{port}/health/live", headers={"Host": names[0]}
    )
    # A proxy of the environment is for the outside world, never for this container.
    here = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with here.open(request, timeout=4):
            return 0
    except OSError as error:
        print(f"{request.full_url}: {error}", file=sys.stderr)  # noqa: T201
        return 1


if __name__ == "__main__":
    sys.exit(main())
