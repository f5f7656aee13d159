from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.engine_change_what import EngineChangeWhat
from ..models.engine_state import EngineState

T = TypeVar("T", bound="EngineChange")


@_attrs_define
class EngineChange:
    """Somebody changed who decides.

    Attributes:
        at (datetime.datetime):
        what (EngineChangeWhat):
        state (EngineState | None): What was set; null: nothing any more, or a kill switch.
        percent (int | None):
        from_ (datetime.date | None): The first date it counts for; null: from the beginning.
        to (datetime.date | None): The last date it counts for; null: without end.
        everywhere (bool): A kill switch of every restaurant.
        by (str): A user's id, a machine's name, or who used the command.
        reason (None | str):
    """

    at: datetime.datetime
    what: EngineChangeWhat
    state: EngineState | None
    percent: int | None
    from_: datetime.date | None
    to: datetime.date | None
    everywhere: bool
    by: str
    reason: str | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        at = self.at.isoformat()

        what = self.what.value

        state: str | None
        if isinstance(self.state, EngineState):
            state = self.state.value
        else:
            state = self.state

        percent: int | None
        percent = self.percent

        from_: str | None
        if isinstance(self.from_, datetime.date):
            from_ = self.from_.isoformat()
        else:
            from_ = self.from_

        to: str | None
        if isinstance(self.to, datetime.date):
            to = self.to.isoformat()
        else:
            to = self.to

        everywhere = self.everywhere

        by = self.by

        reason: str | None
        reason = self.reason

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "at": at,
                "what": what,
                "state": state,
                "percent": percent,
                "from": from_,
                "to": to,
                "everywhere": everywhere,
                "by": by,
                "reason": reason,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        at = datetime.datetime.fromisoformat(d.pop("at"))

        what = EngineChangeWhat(d.pop("what"))

        def _parse_state(data: object) -> EngineState | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                state_type_0 = EngineState(data)

                return state_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("EngineState | None", data)

        state = _parse_state(d.pop("state"))

        def _parse_percent(data: object) -> int | None:
            if data is None:
                return data
            return cast("int | None", data)

        percent = _parse_percent(d.pop("percent"))

        def _parse_from_(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                from_type_0 = datetime.date.fromisoformat(data)

                return from_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("datetime.date | None", data)

        from_ = _parse_from_(d.pop("from"))

        def _parse_to(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                to_type_0 = datetime.date.fromisoformat(data)

                return to_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("datetime.date | None", data)

        to = _parse_to(d.pop("to"))

        everywhere = d.pop("everywhere")

        by = d.pop("by")

        def _parse_reason(data: object) -> str | None:
            if data is None:
                return data
            return cast("str | None", data)

        reason = _parse_reason(d.pop("reason"))

        engine_change = cls(
            at=at,
            what=what,
            state=state,
            percent=percent,
            from_=from_,
            to=to,
            everywhere=everywhere,
            by=by,
            reason=reason,
        )

        engine_change.additional_properties = d
        return engine_change

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
