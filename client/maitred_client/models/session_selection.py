from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.summary import Summary


T = TypeVar("T", bound="SessionSelection")


@_attrs_define
class SessionSelection:
    """The tables that were chosen last.

    Attributes:
        table_ids (list[UUID]):
        require_adjacency (bool | None): As the request said it; null: as the house says.
        summary (None | Summary):
    """

    table_ids: list[UUID]
    require_adjacency: bool | None
    summary: Summary | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.summary import Summary

        table_ids = []
        for table_ids_item_data in self.table_ids:
            table_ids_item = str(table_ids_item_data)
            table_ids.append(table_ids_item)

        require_adjacency: bool | None
        require_adjacency = self.require_adjacency

        summary: dict[str, Any] | None
        if isinstance(self.summary, Summary):
            summary = self.summary.to_dict()
        else:
            summary = self.summary

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "tableIds": table_ids,
                "requireAdjacency": require_adjacency,
                "summary": summary,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.summary import Summary

        d = dict(src_dict)
        table_ids = []
        _table_ids = d.pop("tableIds")
        for table_ids_item_data in _table_ids:
            table_ids_item = UUID(table_ids_item_data)

            table_ids.append(table_ids_item)

        def _parse_require_adjacency(data: object) -> bool | None:
            if data is None:
                return data
            return cast("bool | None", data)

        require_adjacency = _parse_require_adjacency(d.pop("requireAdjacency"))

        def _parse_summary(data: object) -> Summary | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                summary_type_0 = Summary.from_dict(data)

                return summary_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("Summary | None", data)

        summary = _parse_summary(d.pop("summary"))

        session_selection = cls(
            table_ids=table_ids,
            require_adjacency=require_adjacency,
            summary=summary,
        )

        session_selection.additional_properties = d
        return session_selection

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
