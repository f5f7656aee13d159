"""Write the typed client that the OpenAPI document describes.

``make client`` writes ``client/maitred_client``; a test writes it elsewhere and compares.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

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
    _run(
        TOOLS / "openapi-python-client",
        "generate",
        "--fail-on-warning",
        "--meta=none",
        f"--path={DOCUMENT}",
        f"--config={HERE / 'generator.yaml'}",
        f"--custom-template-path={HERE / 'templates'}",
        f"--output-path={target}",
    )
    (target / "py.typed").write_text("")
    _run(TOOLS / "ruff", "check", *STYLE, f"--select={FIXED}", "--fix", "--unsafe-fixes", target)
    _run(TOOLS / "ruff", "format", *STYLE, target)


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
