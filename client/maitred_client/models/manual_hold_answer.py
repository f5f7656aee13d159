from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.held_validation import HeldValidation
    from ..models.manual_hold import ManualHold
    from ..models.summary import Summary


T = TypeVar("T", bound="ManualHoldAnswer")


@_attrs_define
class ManualHoldAnswer:
    """The hold, what the checks said, and the version of the context with the hold in it.

    Attributes:
        hold (ManualHold): A hold that was placed by hand.
        server_now (datetime.datetime):
        summary (Summary): What the chosen tables amount to.
        validation (HeldValidation): What each check says of the choice that is held.
        session (None): Always null: the routes of sessions have them.
        context_version (str): Of the context with the hold in it: what the next step has to send.
    """

    hold: ManualHold
    server_now: datetime.datetime
    summary: Summary
    validation: HeldValidation
    session: None
    context_version: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        hold = self.hold.to_dict()

        server_now = self.server_now.isoformat()

        summary = self.summary.to_dict()

        validation = self.validation.to_dict()

        session = self.session

        context_version = self.context_version

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "hold": hold,
                "serverNow": server_now,
                "summary": summary,
                "validation": validation,
                "session": session,
                "contextVersion": context_version,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.held_validation import HeldValidation
        from ..models.manual_hold import ManualHold
        from ..models.summary import Summary

        d = dict(src_dict)
        hold = ManualHold.from_dict(d.pop("hold"))

        server_now = datetime.datetime.fromisoformat(d.pop("serverNow"))

        summary = Summary.from_dict(d.pop("summary"))

        validation = HeldValidation.from_dict(d.pop("validation"))

        session = d.pop("session")

        context_version = d.pop("contextVersion")

        manual_hold_answer = cls(
            hold=hold,
            server_now=server_now,
            summary=summary,
            validation=validation,
            session=session,
            context_version=context_version,
        )

        manual_hold_answer.additional_properties = d
        return manual_hold_answer

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
