"""Paired differences with a confidence interval, without more than the standard library."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean, stdev

LEVEL = 0.95


@dataclass(frozen=True)
class Difference:
    """The mean of paired differences, and where it lies with 95 % confidence."""

    mean: float
    low: float | None
    """None with a single pair: then nothing is known of how much it varies."""
    high: float | None
    pairs: int

    @property
    def excludes_zero(self) -> bool:
        """Whether the interval has zero on one side; a single pair has no interval to say no."""
        if self.low is None or self.high is None:
            return self.mean != 0
        return self.low > 0 or self.high < 0


def paired(before: Sequence[float], after: Sequence[float]) -> Difference:
    """Return the difference after less before, pair by pair.

    The interval is that of the paired t test (Student 1908): mean plus and minus t times the
    standard deviation of the differences over the root of their number, with one degree of freedom
    less than pairs.
    """
    differences = [b - a for a, b in zip(before, after, strict=True)]
    middle, pairs = mean(differences), len(differences)
    if pairs < 2:
        return Difference(middle, None, None, pairs)
    reach = t_quantile((1 + LEVEL) / 2, pairs - 1) * stdev(differences) / math.sqrt(pairs)
    return Difference(middle, middle - reach, middle + reach, pairs)


def decimals(value: float) -> int:
    """Return how many decimals of a mean are worth showing: three digits in all, if it has any."""
    size = abs(value)
    return 0 if size >= 100 or value == round(value) else 1 if size >= 10 else 2


def t_quantile(share: float, degrees: int) -> float:
    """Return the quantile of Student's t distribution, for shares from 0.5 up to below 1."""
    low, high = 0.0, 1.0
    while t_share(high, degrees) < share:
        high *= 2
    for _ in range(80):
        middle = (low + high) / 2
        if t_share(middle, degrees) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def t_share(t: float, degrees: int) -> float:
    """Return the share of Student's t distribution below ``t``, which is not negative.

    The finite series for whole degrees of freedom: Abramowitz and Stegun, 26.7.3 and 26.7.4.
    """
    angle = math.atan(t / math.sqrt(degrees))
    sine, cosine = math.sin(angle), math.cos(angle)
    odd = degrees % 2
    term = cosine if odd else 1.0
    total = term if degrees > 1 else 0.0
    for k in range(2 + odd, degrees - 1, 2):
        term *= (k - 1) / k * cosine * cosine
        total += term
    between = 2 / math.pi * (angle + sine * total) if odd else sine * total
    return 0.5 + between / 2
