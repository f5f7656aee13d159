from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="QuoteBody")


@_attrs_define
class QuoteBody:
    """Who asks for tables, and what they are limited to.

    Attributes:
        booking_id (UUID):
        zone_id (None | Unset | UUID): Only tables of this zone.
        max_tables (int | None | Unset): Most tables of one merge, in place of what the house says.
        require_adjacency (bool | None | Unset): Whether merged tables must be neighbours; null: as the house says.
        avoid_tables (list[UUID] | None | Unset): Tables that must not be given.
        table_ids (list[UUID] | None | Unset): Hold exactly these tables, such as an earlier answer offered; null: the
            best.
        hold_ttl_seconds (int | None | Unset): How long the hold lasts; 180 when it is not said, and never less than
            FEATURE_HOLDS_MIN_TTL_SECONDS.
        budget_ms (int | None | Unset): What the quote may take; 250 when it is not said.
        max_moves (int | None | Unset): Most bookings that may be proposed to move when nothing is free.
        hold (bool | None | Unset): false: only look, hold nothing.
    """

    booking_id: UUID
    zone_id: Unset | UUID | None = UNSET
    max_tables: int | Unset | None = UNSET
    require_adjacency: bool | Unset | None = UNSET
    avoid_tables: list[UUID] | Unset | None = UNSET
    table_ids: list[UUID] | Unset | None = UNSET
    hold_ttl_seconds: int | Unset | None = UNSET
    budget_ms: int | Unset | None = UNSET
    max_moves: int | Unset | None = UNSET
    hold: bool | Unset | None = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        booking_id = str(self.booking_id)

        zone_id: str | Unset | None
        if isinstance(self.zone_id, Unset):
            zone_id = UNSET
        elif isinstance(self.zone_id, UUID):
            zone_id = str(self.zone_id)
        else:
            zone_id = self.zone_id

        max_tables: int | Unset | None
        if isinstance(self.max_tables, Unset):
            max_tables = UNSET
        else:
            max_tables = self.max_tables

        require_adjacency: bool | Unset | None
        if isinstance(self.require_adjacency, Unset):
            require_adjacency = UNSET
        else:
            require_adjacency = self.require_adjacency

        avoid_tables: list[str] | Unset | None
        if isinstance(self.avoid_tables, Unset):
            avoid_tables = UNSET
        elif isinstance(self.avoid_tables, list):
            avoid_tables = []
            for avoid_tables_type_0_item_data in self.avoid_tables:
                avoid_tables_type_0_item = str(avoid_tables_type_0_item_data)
                avoid_tables.append(avoid_tables_type_0_item)

        else:
            avoid_tables = self.avoid_tables

        table_ids: list[str] | Unset | None
        if isinstance(self.table_ids, Unset):
            table_ids = UNSET
        elif isinstance(self.table_ids, list):
            table_ids = []
            for table_ids_type_0_item_data in self.table_ids:
                table_ids_type_0_item = str(table_ids_type_0_item_data)
                table_ids.append(table_ids_type_0_item)

        else:
            table_ids = self.table_ids

        hold_ttl_seconds: int | Unset | None
        if isinstance(self.hold_ttl_seconds, Unset):
            hold_ttl_seconds = UNSET
        else:
            hold_ttl_seconds = self.hold_ttl_seconds

        budget_ms: int | Unset | None
        if isinstance(self.budget_ms, Unset):
            budget_ms = UNSET
        else:
            budget_ms = self.budget_ms

        max_moves: int | Unset | None
        if isinstance(self.max_moves, Unset):
            max_moves = UNSET
        else:
            max_moves = self.max_moves

        hold: bool | Unset | None
        if isinstance(self.hold, Unset):
            hold = UNSET
        else:
            hold = self.hold

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "bookingId": booking_id,
            }
        )
        if zone_id is not UNSET:
            field_dict["zoneId"] = zone_id
        if max_tables is not UNSET:
            field_dict["maxTables"] = max_tables
        if require_adjacency is not UNSET:
            field_dict["requireAdjacency"] = require_adjacency
        if avoid_tables is not UNSET:
            field_dict["avoidTables"] = avoid_tables
        if table_ids is not UNSET:
            field_dict["tableIds"] = table_ids
        if hold_ttl_seconds is not UNSET:
            field_dict["holdTtlSeconds"] = hold_ttl_seconds
        if budget_ms is not UNSET:
            field_dict["budgetMs"] = budget_ms
        if max_moves is not UNSET:
            field_dict["maxMoves"] = max_moves
        if hold is not UNSET:
            field_dict["hold"] = hold

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        booking_id = UUID(d.pop("bookingId"))

        def _parse_zone_id(data: object) -> Unset | UUID | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                zone_id_type_0 = UUID(data)

                return zone_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("Unset | UUID | None", data)

        zone_id = _parse_zone_id(d.pop("zoneId", UNSET))

        def _parse_max_tables(data: object) -> int | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("int | Unset | None", data)

        max_tables = _parse_max_tables(d.pop("maxTables", UNSET))

        def _parse_require_adjacency(data: object) -> bool | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("bool | Unset | None", data)

        require_adjacency = _parse_require_adjacency(d.pop("requireAdjacency", UNSET))

        def _parse_avoid_tables(data: object) -> list[UUID] | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                avoid_tables_type_0 = []
                _avoid_tables_type_0 = data
                for avoid_tables_type_0_item_data in _avoid_tables_type_0:
                    avoid_tables_type_0_item = UUID(avoid_tables_type_0_item_data)

                    avoid_tables_type_0.append(avoid_tables_type_0_item)

                return avoid_tables_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("list[UUID] | Unset | None", data)

        avoid_tables = _parse_avoid_tables(d.pop("avoidTables", UNSET))

        def _parse_table_ids(data: object) -> list[UUID] | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                table_ids_type_0 = []
                _table_ids_type_0 = data
                for table_ids_type_0_item_data in _table_ids_type_0:
                    table_ids_type_0_item = UUID(table_ids_type_0_item_data)

                    table_ids_type_0.append(table_ids_type_0_item)

                return table_ids_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("list[UUID] | Unset | None", data)

        table_ids = _parse_table_ids(d.pop("tableIds", UNSET))

        def _parse_hold_ttl_seconds(data: object) -> int | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("int | Unset | None", data)

        hold_ttl_seconds = _parse_hold_ttl_seconds(d.pop("holdTtlSeconds", UNSET))

        def _parse_budget_ms(data: object) -> int | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("int | Unset | None", data)

        budget_ms = _parse_budget_ms(d.pop("budgetMs", UNSET))

        def _parse_max_moves(data: object) -> int | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("int | Unset | None", data)

        max_moves = _parse_max_moves(d.pop("maxMoves", UNSET))

        def _parse_hold(data: object) -> bool | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("bool | Unset | None", data)

        hold = _parse_hold(d.pop("hold", UNSET))

        quote_body = cls(
            booking_id=booking_id,
            zone_id=zone_id,
            max_tables=max_tables,
            require_adjacency=require_adjacency,
            avoid_tables=avoid_tables,
            table_ids=table_ids,
            hold_ttl_seconds=hold_ttl_seconds,
            budget_ms=budget_ms,
            max_moves=max_moves,
            hold=hold,
        )

        quote_body.additional_properties = d
        return quote_body

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
