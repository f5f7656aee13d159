"""The ``maitred`` command put together, and how its errors end."""

import sys
from importlib.metadata import version
from typing import Annotated

import typer

from cli import console
from cli.advise import advise
from cli.check import check
from cli.configuration import configuration
from cli.dates import history, undo
from cli.db import db
from cli.demo import demo
from cli.diff import diff
from cli.doctor import doctor
from cli.engine import engine
from cli.explain import explain
from cli.flags import flags
from cli.reference import errors, openapi
from cli.replan import replan
from cli.replay import replay
from cli.report import report
from cli.schema import schema
from cli.serve import serve
from cli.shadow import shadow
from cli.simulate import simulate
from cli.solve import solve
from cli.tokens import tokens
from cli.trace import trace
from cli.weights import weights
from cli.whatif import whatif
from cli.worker import worker
from models.errors import MaitredError
from settings import Variable
from telemetry.correlation import correlated, new_id

app = typer.Typer(
    name="maitred",
    help=(
        "Decide which restaurant tables each booking gets: the whole date at once, with a proof "
        "of how good the plan is.\n\n"
        "Exit codes: 0 done, 1 a check found something, a gate failed or a replay differs, 2 wrong "
        "input or usage, 3 the database is unreachable or refused, 70 a defect in maitred, "
        "130 stopped by Ctrl-C."
    ),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
)
app.command()(demo)
app.command()(solve)
app.command()(whatif)
app.command()(report)
app.command()(check)
app.command()(explain)
app.command()(diff)
app.command()(replan)
app.command()(replay)
app.command()(schema)
app.command()(openapi)
app.command()(errors)
app.command()(configuration)
app.command()(flags)
app.command()(weights)
app.command()(serve)
app.command()(worker)
app.command()(doctor)
app.command()(history)
app.command()(undo)
app.command()(trace)
app.add_typer(advise, name="advise")
app.add_typer(simulate, name="simulate")
app.add_typer(engine, name="engine")
app.add_typer(shadow, name="shadow")
app.add_typer(tokens, name="tokens")
app.add_typer(db, name="db")


def _show_version(wanted: bool) -> None:
    if wanted:
        console.out.print(f"maitred {version('maitred')}")
        raise typer.Exit


@app.callback()
def _options(
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show it.")
    ] = False,
) -> None:
    pass


def run() -> None:
    """Run the command; every error becomes one clear message and an exit code."""
    try:
        # What a command writes names the command, as that of a request names the request.
        with console.quiet_logs(), correlated(f"command-{new_id()}"):
            app()
    except MaitredError as error:
        console.fail(error)
        sys.exit(console.exit_code(error))
    except BrokenPipeError:
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        if Variable.DEBUG.value_now:
            raise
        console.err.print(f"[red]Defect in maitred:[/] {type(error).__name__}: {error}")
        console.err.print(f"Please report it; {Variable.DEBUG}=1 shows where it happened.")
        sys.exit(70)
