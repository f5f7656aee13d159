"""Where a season is played: a demo restaurant by its name, or the room of a day file."""

from dataclasses import dataclass
from pathlib import Path

from cli import console
from cli.options import chosen
from models.dayfile import parse_day
from models.demand_profile import DemandProfile
from models.errors import Flaw, InvalidInputError
from models.policy import PRODUCT_POLICY
from models.problem import DayProblem
from models.rules import RULE_PRESETS, Rules
from models.weights import WEIGHT_PRESETS, Weights
from scenarios.season.default import LARGEST_PARTY, assumed_profile
from scenarios.season.season import FIRST_DATE
from scenarios.venues import DEMO_VENUES, load_venue

DEFAULT_VENUE = "pub"


@dataclass(frozen=True)
class Setting:
    """A room with its rules and weights, and the demand that is assumed of it."""

    problem: DayProblem
    profile: DemandProfile


def setting_of(venue: str, *, rules: str | None, weights: str | None) -> Setting:
    """Return a demo restaurant, or the room of a day file, with what the command line says.

    Raises:
        InvalidInputError: there is no such restaurant or file, or the file is wrong.
    """
    wanted_rules = None if rules is None else chosen(rules, RULE_PRESETS, Rules, "--rules")
    wanted_weights = (
        None if weights is None else chosen(weights, WEIGHT_PRESETS, Weights, "--weights")
    )
    if venue in DEMO_VENUES:
        demo = load_venue(venue)
        problem = DayProblem(id=demo.slug, date=FIRST_DATE, venue=demo.to_venue(), bookings=())
        problem = problem.replace(
            rules=wanted_rules or problem.rules, weights=wanted_weights or problem.weights
        )
        busy = demo.saturday
        return Setting(
            problem,
            assumed_profile(
                demo.policy, largest_party=busy.largest_party, bookings=float(busy.bookings)
            ),
        )
    if not venue.endswith(".json") and venue != "-" and not Path(venue).exists():
        known = ", ".join(DEMO_VENUES)
        flaw = Flaw("VENUE", repr(venue), f"no such restaurant or file; there are {known}")
        raise InvalidInputError([flaw], subject="simulate")
    file = parse_day(console.read_file(Path(venue)), subject=venue)
    problem = file.to_problem(rules=wanted_rules, weights=wanted_weights)
    if not problem.venue.seats:
        raise InvalidInputError([Flaw("tables", "", "none is in service")], subject=venue)
    largest = min(LARGEST_PARTY, problem.venue.seats)
    bookings = float(max(1, len(problem.bookings)))
    policy = file.policy or PRODUCT_POLICY
    return Setting(problem, assumed_profile(policy, largest_party=largest, bookings=bookings))
