from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.manual_context import ManualContext
    from ..models.manual_hold import ManualHold
    from ..models.session import Session
    from ..models.step_validation import StepValidation


T = TypeVar("T", bound="SessionStep")


@_attrs_define
class SessionStep:
    """The session after a choice.

    Attributes:
        session (Session): The one session of a booking. Versions are those of the context at the last step.
        validation (StepValidation): What each check says of the choice.
        hold (ManualHold | None): Null when the choice was only proposed, or fails a check.
        context (ManualContext): The booking, all tables, who has what in its window, and the versions of all that.
    """

    session: Session
    validation: StepValidation
    hold: ManualHold | None
    context: ManualContext
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.manual_hold import ManualHold

        session = self.session.to_dict()

        validation = self.validation.to_dict()

        hold: dict[str, Any] | None
        if isinstance(self.hold, ManualHold):
            hold = self.hold.to_dict()
        else:
            hold = self.hold

        context = self.context.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "session": session,
                "validation": validation,
                "hold": hold,
                "context": context,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.manual_context import ManualContext
        from ..models.manual_hold import ManualHold
        from ..models.session import Session
        from ..models.step_validation import StepValidation

        d = dict(src_dict)
        session = Session.from_dict(d.pop("session"))

        validation = StepValidation.from_dict(d.pop("validation"))

        def _parse_hold(data: object) -> ManualHold | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                hold_type_0 = ManualHold.from_dict(data)

                return hold_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("ManualHold | None", data)

        hold = _parse_hold(d.pop("hold"))

        context = ManualContext.from_dict(d.pop("context"))

        session_step = cls(
            session=session,
            validation=validation,
            hold=hold,
            context=context,
        )

        session_step.additional_properties = d
        return session_step

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
