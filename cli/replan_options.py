"""The options of ``maitred replan``."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """How the answer is written."""

    TEXT = "text"
    JSON = "json"


Several = list[str] | None

Plan = Annotated[
    Path | None,
    typer.Argument(help="The plan that is in force. Default: the tables that bookings have."),
]
Late = Annotated[Several, typer.Option(help="BOOKING+MINUTES: a party comes so much later.")]
Overrun = Annotated[Several, typer.Option(help="BOOKING+MINUTES: guests stay so much longer.")]
NoShow = Annotated[Several, typer.Option(help="BOOKING: a party does not come.")]
Cancel = Annotated[Several, typer.Option(help="BOOKING: a party calls off.")]
Broken = Annotated[
    Several,
    typer.Option(
        help="TABLE, from now on; TABLE@19:30-21:00, TABLE@19:30- or TABLE@-21:00: it cannot "
        "be used. By its id or its number."
    ),
]
WalkIn = Annotated[
    Several,
    typer.Option(help="GUESTS, now; GUESTS@19:45, GUESTS@19:45+60 for 60 minutes."),
]
Now = Annotated[
    str | None,
    typer.Option(help="What time it is (19:40): who has begun, sits. Default: the day's own."),
]
MaxMoves = Annotated[
    int | None,
    typer.Option(help="Most bookings that may change tables. Default with events: 2.", min=0),
]
Curve = Annotated[
    bool,
    typer.Option("--curve", help="0, 1, 2, 5 and any number of moves. Default without events."),
]
Fragile = Annotated[
    bool,
    typer.Option(
        "--fragile", help="Which seatings must not take longer, for two moves cannot repair it."
    ),
]
Minutes = Annotated[int, typer.Option(help="With --fragile: how much longer.", min=1, max=240)]
Budget = Annotated[float, typer.Option(help="Seconds for each plan.", min=0.05, max=3600)]
Out = Annotated[
    Path | None, typer.Option(help="Also write the (last) plan here, as `maitred solve` does.")
]
OutDay = Annotated[
    Path | None,
    typer.Option(help="Also write the day as it is then, to go on from: events, and tables."),
]
FormatOption = Annotated[Format, typer.Option(help="text for people, json for programs.")]
