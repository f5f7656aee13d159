"""Write the typed client that the OpenAPI document describes.

``make client`` writes ``client/maitred_client``; a test writes it elsewhere and compares.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
DOCUMENT = HERE.parent / "docs/reference/openapi.json"
PACKAGE = HERE / "maitred_client"
TOOLS = Path(sys.executable).parent

STYLE = ("--isolated", "--no-cache", "--quiet", "--line-length=100", "--target-version=py311")
FIXED = "I,F401,UP,RUF022,RUF036,RUF100,TC006,PYI019"
"""What ruff mends in the generated code; pyproject says what it leaves."""


def generate(target: Path) -> None:
    """Write the package; what was there before is removed.

    Raises:
        SystemExit: the generator could not make sense of a part of the document.
    """
    shutil.rmtree(target, ignore_errors=True)
    with tempfile.TemporaryDirectory() as directory:
        document = Path(directory, "openapi.json")
        document.write_text(json.dumps(without_streams(json.loads(DOCUMENT.read_text()))))
        _run(
            TOOLS / "openapi-python-client",
            "generate",
            "--fail-on-warning",
            "--meta=none",
            f"--path={document}",
            f"--config={HERE / 'generator.yaml'}",
            f"--custom-template-path={HERE / 'templates'}",
            f"--output-path={target}",
        )
    (target / "py.typed").write_text("")
    _run(TOOLS / "ruff", "check", *STYLE, f"--select={FIXED}", "--fix", "--unsafe-fixes", target)
    _run(TOOLS / "ruff", "format", *STYLE, target)


def without_streams(document: dict[str, Any]) -> dict[str, Any]:
    """Return the document without what answers with a stream: a function has one answer.

    The shape of an event stays.
    """
    paths = {
        path: {name: item for name, item in operations.items() if not streams(item)}
        for path, operations in document["paths"].items()
    }
    return {
        **document,
        "paths": {path: operations for path, operations in paths.items() if operations},
    }


def streams(operation: dict[str, Any]) -> bool:
    """Tell whether an operation answers with a stream of events, or with a page for people."""
    good = operation["responses"].get("200", {}).get("content", {})
    return bool(good.keys() & {"text/event-stream", "text/html"})


def _run(*command: object) -> None:
    # The generator looks for ruff on the path.
    path = f"{TOOLS}{os.pathsep}{os.environ.get('PATH', '')}"
    ran = subprocess.run(
        [str(part) for part in command],
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        sys.exit(ran.stdout + ran.stderr)


if __name__ == "__main__":
    generate(Path(sys.argv[1]) if len(sys.argv) > 1 else PACKAGE)
