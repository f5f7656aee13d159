from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.manual_context import ManualContext
    from ..models.session import Session


T = TypeVar("T", bound="SessionOpened")


@_attrs_define
class SessionOpened:
    """A booking's session and its context.

    Attributes:
        session (Session): The one session of a booking. Versions are those of the context at the last step.
        context (ManualContext): The booking, all tables, who has what in its window, and the versions of all that.
    """

    session: Session
    context: ManualContext
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        session = self.session.to_dict()

        context = self.context.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "session": session,
                "context": context,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.manual_context import ManualContext
        from ..models.session import Session

        d = dict(src_dict)
        session = Session.from_dict(d.pop("session"))

        context = ManualContext.from_dict(d.pop("context"))

        session_opened = cls(
            session=session,
            context=context,
        )

        session_opened.additional_properties = d
        return session_opened

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
