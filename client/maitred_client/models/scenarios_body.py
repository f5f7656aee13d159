from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.scenarios_body_scenarios_item import ScenariosBodyScenariosItem


T = TypeVar("T", bound="ScenariosBody")


@_attrs_define
class ScenariosBody:
    """What to solve. Fields that are not listed are ignored.

    Attributes:
        restaurant_id (UUID):
        dates (list[datetime.date]): As they are now; none twice.
        scenarios (list[ScenariosBodyScenariosItem]): As in a scenario file: `name`, `description`, `base`, `edits`.
            `maitred schema scenarios` prints the JSON Schema. Tables, zones and bookings are named by their ids.
        seeds (list[int] | Unset): Each scenario is drawn and solved once per seed.
        gap (float | Unset): A solve may stop at this relative gap; 0.005 is half a per cent. Default: 0.005.
        budget_ms (int | Unset): Most milliseconds per solve. Default: 10000.
        idempotency_key (None | str | Unset): As for planning; the header Idempotency-Key does the same.
    """

    restaurant_id: UUID
    dates: list[datetime.date]
    scenarios: list[ScenariosBodyScenariosItem]
    seeds: list[int] | Unset = UNSET
    gap: float | Unset = 0.005
    budget_ms: int | Unset = 10000
    idempotency_key: str | Unset | None = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        restaurant_id = str(self.restaurant_id)

        dates = []
        for dates_item_data in self.dates:
            dates_item = dates_item_data.isoformat()
            dates.append(dates_item)

        scenarios = []
        for scenarios_item_data in self.scenarios:
            scenarios_item = scenarios_item_data.to_dict()
            scenarios.append(scenarios_item)

        seeds: list[int] | Unset = UNSET
        if not isinstance(self.seeds, Unset):
            seeds = self.seeds

        gap = self.gap

        budget_ms = self.budget_ms

        idempotency_key: str | Unset | None
        if isinstance(self.idempotency_key, Unset):
            idempotency_key = UNSET
        else:
            idempotency_key = self.idempotency_key

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "restaurantId": restaurant_id,
                "dates": dates,
                "scenarios": scenarios,
            }
        )
        if seeds is not UNSET:
            field_dict["seeds"] = seeds
        if gap is not UNSET:
            field_dict["gap"] = gap
        if budget_ms is not UNSET:
            field_dict["budgetMs"] = budget_ms
        if idempotency_key is not UNSET:
            field_dict["idempotencyKey"] = idempotency_key

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.scenarios_body_scenarios_item import ScenariosBodyScenariosItem

        d = dict(src_dict)
        restaurant_id = UUID(d.pop("restaurantId"))

        dates = []
        _dates = d.pop("dates")
        for dates_item_data in _dates:
            dates_item = datetime.date.fromisoformat(dates_item_data)

            dates.append(dates_item)

        scenarios = []
        _scenarios = d.pop("scenarios")
        for scenarios_item_data in _scenarios:
            scenarios_item = ScenariosBodyScenariosItem.from_dict(scenarios_item_data)

            scenarios.append(scenarios_item)

        seeds = cast("list[int]", d.pop("seeds", UNSET))

        gap = d.pop("gap", UNSET)

        budget_ms = d.pop("budgetMs", UNSET)

        def _parse_idempotency_key(data: object) -> str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("str | Unset | None", data)

        idempotency_key = _parse_idempotency_key(d.pop("idempotencyKey", UNSET))

        scenarios_body = cls(
            restaurant_id=restaurant_id,
            dates=dates,
            scenarios=scenarios,
            seeds=seeds,
            gap=gap,
            budget_ms=budget_ms,
            idempotency_key=idempotency_key,
        )

        scenarios_body.additional_properties = d
        return scenarios_body

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
