"""The scripts and the style that go into every page, and the policy that admits only them."""

import base64
import hashlib
from functools import cache
from importlib import resources

from scenarios.report.markup import Html

VENDORED = ("vega", "vega-lite", "vega-embed")
"""Scripts of others, in the order in which they need each other; see ``assets/NOTICE.md``."""


@cache
def asset(name: str) -> str:
    """Return a file of ``assets`` as text."""
    return (
        resources.files("scenarios.report").joinpath("assets", *name.split("/")).read_text("utf-8")
    )


@cache
def scripts() -> tuple[str, ...]:
    """Return the scripts of a page, those of others under their licences."""
    found = []
    for name in VENDORED:
        licence = asset(f"vendor/LICENSE.{name}.txt")
        found.append(f"/*! {name}\n{licence}*/\n{asset(f'vendor/{name}.min.js')}")
    bundled = asset("vendor/LICENSES.bundled.txt")
    found[0] = f"/*! The scripts have these inside:\n{bundled}*/\n{found[0]}"
    return (*found, asset("report.js"))


def admitted() -> tuple[str, str]:
    """Return the hashes of the scripts, and of the style, as policies name them."""
    return " ".join(map(_hash, scripts())), _hash(asset("style.css"))


def policy() -> str:
    """Return the content security policy: these scripts, this style, and no request at all."""
    allowed, style = admitted()
    return (
        f"default-src 'none'; script-src {allowed}; style-src {style}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def raw(name: str, text: str) -> Html:
    """Return a script or style element with a file of ours inside, as it is.

    Raises:
        ValueError: the file would end the element.
    """
    if f"</{name}" in text.lower():
        raise ValueError(f"a file for a {name} element ends it")
    return Html(f"<{name}>{text}</{name}>")
