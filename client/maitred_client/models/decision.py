from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.decision_change_type_0 import DecisionChangeType0
from ..models.decision_rejection_classification_type_0 import DecisionRejectionClassificationType0
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.decision_window import DecisionWindow
    from ..models.selected_tables import SelectedTables


T = TypeVar("T", bound="Decision")


@_attrs_define
class Decision:
    """What was decided about one booking.

    Attributes:
        booking_id (UUID):
        party_size (int):
        window (DecisionWindow): What the booking's tables are blocked for.
        selected (None | SelectedTables): Null: it got no tables.
        skip_reason (None | str): Null: it has tables.
        change (DecisionChangeType0 | None | Unset): Only of a booking with tables.
        rejection_classification (DecisionRejectionClassificationType0 | None | Unset): Only of a booking without:
            strategic when tables were free, but worth more elsewhere.
    """

    booking_id: UUID
    party_size: int
    window: DecisionWindow
    selected: SelectedTables | None
    skip_reason: str | None
    change: DecisionChangeType0 | Unset | None = UNSET
    rejection_classification: DecisionRejectionClassificationType0 | Unset | None = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.selected_tables import SelectedTables

        booking_id = str(self.booking_id)

        party_size = self.party_size

        window = self.window.to_dict()

        selected: dict[str, Any] | None
        if isinstance(self.selected, SelectedTables):
            selected = self.selected.to_dict()
        else:
            selected = self.selected

        skip_reason: str | None
        skip_reason = self.skip_reason

        change: str | Unset | None
        if isinstance(self.change, Unset):
            change = UNSET
        elif isinstance(self.change, DecisionChangeType0):
            change = self.change.value
        else:
            change = self.change

        rejection_classification: str | Unset | None
        if isinstance(self.rejection_classification, Unset):
            rejection_classification = UNSET
        elif isinstance(self.rejection_classification, DecisionRejectionClassificationType0):
            rejection_classification = self.rejection_classification.value
        else:
            rejection_classification = self.rejection_classification

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "bookingId": booking_id,
                "partySize": party_size,
                "window": window,
                "selected": selected,
                "skipReason": skip_reason,
            }
        )
        if change is not UNSET:
            field_dict["change"] = change
        if rejection_classification is not UNSET:
            field_dict["rejectionClassification"] = rejection_classification

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.decision_window import DecisionWindow
        from ..models.selected_tables import SelectedTables

        d = dict(src_dict)
        booking_id = UUID(d.pop("bookingId"))

        party_size = d.pop("partySize")

        window = DecisionWindow.from_dict(d.pop("window"))

        def _parse_selected(data: object) -> SelectedTables | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                selected_type_0 = SelectedTables.from_dict(data)

                return selected_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("SelectedTables | None", data)

        selected = _parse_selected(d.pop("selected"))

        def _parse_skip_reason(data: object) -> str | None:
            if data is None:
                return data
            return cast("str | None", data)

        skip_reason = _parse_skip_reason(d.pop("skipReason"))

        def _parse_change(data: object) -> DecisionChangeType0 | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                change_type_0 = DecisionChangeType0(data)

                return change_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("DecisionChangeType0 | Unset | None", data)

        change = _parse_change(d.pop("change", UNSET))

        def _parse_rejection_classification(
            data: object,
        ) -> DecisionRejectionClassificationType0 | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                rejection_classification_type_0 = DecisionRejectionClassificationType0(data)

                return rejection_classification_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("DecisionRejectionClassificationType0 | Unset | None", data)

        rejection_classification = _parse_rejection_classification(
            d.pop("rejectionClassification", UNSET)
        )

        decision = cls(
            booking_id=booking_id,
            party_size=party_size,
            window=window,
            selected=selected,
            skip_reason=skip_reason,
            change=change,
            rejection_classification=rejection_classification,
        )

        decision.additional_properties = d
        return decision

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
