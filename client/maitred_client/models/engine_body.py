from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.engine_body_state_type_0 import EngineBodyStateType0
from ..types import UNSET, Unset

T = TypeVar("T", bound="EngineBody")


@_attrs_define
class EngineBody:
    """Either `state`, for a range of dates, or `killed`, for all of them.

    Attributes:
        state (EngineBodyStateType0 | None | Unset): `inherit`: as if nothing had been set; the environment decides.
        percent (int | None | Unset): The share of evenings of a canary; only with it.
        from_ (datetime.date | None | Unset): Null: from the beginning.
        to (datetime.date | None | Unset): The last date; null: without end.
        killed (bool | None | Unset): true throws this restaurant's kill switch, false revives the engine.
        reason (None | str | Unset): What for; the history and every refusal say it.
    """

    state: EngineBodyStateType0 | Unset | None = UNSET
    percent: int | Unset | None = UNSET
    from_: datetime.date | Unset | None = UNSET
    to: datetime.date | Unset | None = UNSET
    killed: bool | Unset | None = UNSET
    reason: str | Unset | None = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        state: str | Unset | None
        if isinstance(self.state, Unset):
            state = UNSET
        elif isinstance(self.state, EngineBodyStateType0):
            state = self.state.value
        else:
            state = self.state

        percent: int | Unset | None
        if isinstance(self.percent, Unset):
            percent = UNSET
        else:
            percent = self.percent

        from_: str | Unset | None
        if isinstance(self.from_, Unset):
            from_ = UNSET
        elif isinstance(self.from_, datetime.date):
            from_ = self.from_.isoformat()
        else:
            from_ = self.from_

        to: str | Unset | None
        if isinstance(self.to, Unset):
            to = UNSET
        elif isinstance(self.to, datetime.date):
            to = self.to.isoformat()
        else:
            to = self.to

        killed: bool | Unset | None
        if isinstance(self.killed, Unset):
            killed = UNSET
        else:
            killed = self.killed

        reason: str | Unset | None
        if isinstance(self.reason, Unset):
            reason = UNSET
        else:
            reason = self.reason

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if state is not UNSET:
            field_dict["state"] = state
        if percent is not UNSET:
            field_dict["percent"] = percent
        if from_ is not UNSET:
            field_dict["from"] = from_
        if to is not UNSET:
            field_dict["to"] = to
        if killed is not UNSET:
            field_dict["killed"] = killed
        if reason is not UNSET:
            field_dict["reason"] = reason

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)

        def _parse_state(data: object) -> EngineBodyStateType0 | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                state_type_0 = EngineBodyStateType0(data)

                return state_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("EngineBodyStateType0 | Unset | None", data)

        state = _parse_state(d.pop("state", UNSET))

        def _parse_percent(data: object) -> int | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("int | Unset | None", data)

        percent = _parse_percent(d.pop("percent", UNSET))

        def _parse_from_(data: object) -> datetime.date | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                from_type_0 = datetime.date.fromisoformat(data)

                return from_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("datetime.date | Unset | None", data)

        from_ = _parse_from_(d.pop("from", UNSET))

        def _parse_to(data: object) -> datetime.date | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                to_type_0 = datetime.date.fromisoformat(data)

                return to_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("datetime.date | Unset | None", data)

        to = _parse_to(d.pop("to", UNSET))

        def _parse_killed(data: object) -> bool | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("bool | Unset | None", data)

        killed = _parse_killed(d.pop("killed", UNSET))

        def _parse_reason(data: object) -> str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("str | Unset | None", data)

        reason = _parse_reason(d.pop("reason", UNSET))

        engine_body = cls(
            state=state,
            percent=percent,
            from_=from_,
            to=to,
            killed=killed,
            reason=reason,
        )

        engine_body.additional_properties = d
        return engine_body

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
