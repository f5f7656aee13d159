"""What edits of stays and hours make of a day's services, so that other times follow them."""

from collections.abc import Callable

from models.policy import Service, ServicePolicy, TurnBand, clock_minutes

DAY = 24 * 60

Span = tuple[int, int]
"""Minutes past midnight of the date a service opens on: from its opening to its close."""


def with_turns(
    policy: ServicePolicy, key: str | None, bands: tuple[TurnBand, ...], before: int, after: int
) -> ServicePolicy:
    """Return the policy with other turn times and buffers, of one service or of all."""
    changes = {"bands": bands, "buffer_before": before, "buffer_after": after}
    return _changed(policy, key, lambda service: service.replace(**changes))


def with_buffers(policy: ServicePolicy, key: str | None, before: int, after: int) -> ServicePolicy:
    """Return the policy with longer buffers (minutes; below zero: shorter), of one or of all."""

    def moved(minutes: int, by: int) -> int:
        return min(DAY, max(0, minutes + by))

    return _changed(
        policy,
        key,
        lambda service: service.replace(
            buffer_before=moved(service.buffer_before, before),
            buffer_after=moved(service.buffer_after, after),
        ),
    )


def with_hours(policy: ServicePolicy, key: str | None, hours: Service) -> ServicePolicy:
    """Return the policy with the hours, the last seating and the overrun of ``hours``.

    One service, or the only one, has them exactly. Of several each is cut to them; those of which
    nothing is left are gone, and when all are, the first one has them.
    """
    if len(policy.services) == 1:
        key = key or policy.services[0].key
    fields = ("opens", "closes", "last_seating", "overrun")
    exact = {name: getattr(hours, name) for name in fields}
    if key is not None:
        return _changed(policy, key, lambda service: service.replace(**exact))
    cut = [_within(service, hours) for service in policy.services]
    left = [service for service in cut if service is not None]
    return policy.replace(services=tuple(left) or (policy.services[0].replace(**exact),))


def _within(service: Service, hours: Service) -> Service | None:
    """Return a service cut to the hours of a house; None when nothing is left of it."""
    (opens, closes), (first, last) = _span(service), _span(hours)
    opens, closes = max(opens, first), min(closes, last)
    seats = [_last(item) for item in (service, hours) if item.last_seating is not None]
    if opens >= closes or any(latest < opens for latest in seats):
        return None
    return service.replace(
        opens=_clock(opens),
        closes=_clock(closes),
        overrun=hours.overrun,
        last_seating=_clock(min(seats)) if seats and min(seats) < closes else None,
    )


def _changed(
    policy: ServicePolicy, key: str | None, change: Callable[[Service], Service]
) -> ServicePolicy:
    """Change one service, if the policy has it; or all of them."""
    return policy.replace(
        services=tuple(
            change(service) if key in (None, service.key) else service
            for service in policy.services
        )
    )


def _span(service: Service) -> Span:
    opens, closes = clock_minutes(service.opens), clock_minutes(service.closes)
    return opens, closes if closes > opens else closes + DAY


def _last(service: Service) -> int:
    assert service.last_seating is not None
    minutes = clock_minutes(service.last_seating)
    return minutes if minutes >= clock_minutes(service.opens) else minutes + DAY


def _clock(minutes: int) -> str:
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"
