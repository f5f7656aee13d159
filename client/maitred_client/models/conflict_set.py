from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.booking_element import BookingElement
    from ..models.closed_element import ClosedElement
    from ..models.occupied_element import OccupiedElement
    from ..models.rule_element import RuleElement


T = TypeVar("T", bound="ConflictSet")


@_attrs_define
class ConflictSet:
    """What cannot be had together with the booking: all of it is needed for that.

    With exactly these elements, and nothing else that could be taken away, the booking cannot be
    seated; without any one of them it can.

        Attributes:
            elements (list[BookingElement | ClosedElement | OccupiedElement | RuleElement]): None: the room itself has no
                seats for such a party, whatever is taken away.
            certified (bool): Each element was really taken away, and the booking really seated, as the checker agreed.
                False: time ran out before that, and some of it may not be needed.
            message (str):
    """

    elements: list[BookingElement | ClosedElement | OccupiedElement | RuleElement]
    certified: bool
    message: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.booking_element import BookingElement
        from ..models.closed_element import ClosedElement
        from ..models.occupied_element import OccupiedElement

        elements = []
        for elements_item_data in self.elements:
            elements_item: dict[str, Any]
            if isinstance(elements_item_data, BookingElement):
                elements_item = elements_item_data.to_dict()
            elif isinstance(elements_item_data, OccupiedElement):
                elements_item = elements_item_data.to_dict()
            elif isinstance(elements_item_data, ClosedElement):
                elements_item = elements_item_data.to_dict()
            else:
                elements_item = elements_item_data.to_dict()

            elements.append(elements_item)

        certified = self.certified

        message = self.message

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "elements": elements,
                "certified": certified,
                "message": message,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.booking_element import BookingElement
        from ..models.closed_element import ClosedElement
        from ..models.occupied_element import OccupiedElement
        from ..models.rule_element import RuleElement

        d = dict(src_dict)
        elements = []
        _elements = d.pop("elements")
        for elements_item_data in _elements:

            def _parse_elements_item(
                data: object,
            ) -> BookingElement | ClosedElement | OccupiedElement | RuleElement:
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    elements_item_type_0 = BookingElement.from_dict(data)

                    return elements_item_type_0
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    elements_item_type_1 = OccupiedElement.from_dict(data)

                    return elements_item_type_1
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    elements_item_type_2 = ClosedElement.from_dict(data)

                    return elements_item_type_2
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                if not isinstance(data, dict):
                    raise TypeError()
                elements_item_type_3 = RuleElement.from_dict(data)

                return elements_item_type_3

            elements_item = _parse_elements_item(elements_item_data)

            elements.append(elements_item)

        certified = d.pop("certified")

        message = d.pop("message")

        conflict_set = cls(
            elements=elements,
            certified=certified,
            message=message,
        )

        conflict_set.additional_properties = d
        return conflict_set

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
