from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.curve_point import CurvePoint


T = TypeVar("T", bound="Proposed")


@_attrs_define
class Proposed:
    """The best plan found for one limit of moves, kept as a run.

    Attributes:
        run_id (UUID):
        applicable (bool): Whether `POST /api/v1/runs/{id}/apply` can commit it: its tables are legal for the date as
            the database has it, too.
        reasons (list[str]): Why it cannot be applied, and what to do first.
        point (CurvePoint): The best plan found with at most so many moves.
    """

    run_id: UUID
    applicable: bool
    reasons: list[str]
    point: CurvePoint
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        run_id = str(self.run_id)

        applicable = self.applicable

        reasons = self.reasons

        point = self.point.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "runId": run_id,
                "applicable": applicable,
                "reasons": reasons,
                "point": point,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.curve_point import CurvePoint

        d = dict(src_dict)
        run_id = UUID(d.pop("runId"))

        applicable = d.pop("applicable")

        reasons = cast("list[str]", d.pop("reasons"))

        point = CurvePoint.from_dict(d.pop("point"))

        proposed = cls(
            run_id=run_id,
            applicable=applicable,
            reasons=reasons,
            point=point,
        )

        proposed.additional_properties = d
        return proposed

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
