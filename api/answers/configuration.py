"""The shapes of the product's configuration."""

from uuid import UUID

from pydantic import Field

from api.answers.shape import Shape, example


class MergeRule(Shape):
    """Two tables that may become one."""

    id: UUID
    pair: list[int] = Field(alias="from", min_length=2, max_length=2)
    """Seats of the two tables."""
    toCapacity: int
    """Seats of the merge."""
    enabled: bool
    requireSameZone: bool
    requireAdjacency: bool
    crossCategoryMerge: bool
    """Whether tables of different categories may be merged."""


class MergeRules(Shape):
    """The product's rules of merges, the smaller tables first."""

    model_config = example(
        {
            "rules": [
                {
                    "id": "6f9619ff-8b86-4d01-b42d-00cf4fc964ff",
                    "from": [2, 4],
                    "toCapacity": 6,
                    "enabled": True,
                    "requireSameZone": True,
                    "requireAdjacency": True,
                    "crossCategoryMerge": False,
                }
            ]
        }
    )

    rules: list[MergeRule]
    """Empty when the database has none."""


class ServicePolicy(Shape):
    """The product's hours of service, in the restaurant's own clock."""

    model_config = example(
        {
            "lunch_start": "12:00:00",
            "lunch_end": "15:00:00",
            "dinner_start": "17:00:00",
            "dinner_end": "22:00:00",
            "clean_buffer_minutes": 5,
            "allow_after_hours": False,
        }
    )

    lunch_start: str
    """HH:MM:SS, as all four."""
    lunch_end: str
    dinner_start: str
    dinner_end: str
    clean_buffer_minutes: int
    """Minutes between two parties at one table."""
    allow_after_hours: bool
    """Whether bookings outside the services are taken."""
