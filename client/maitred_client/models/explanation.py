from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.unseated_reason import UnseatedReason

if TYPE_CHECKING:
    from ..models.conflict_set import ConflictSet
    from ..models.parts import Parts
    from ..models.repair import Repair
    from ..models.trade import Trade
    from ..models.window import Window


T = TypeVar("T", bound="Explanation")


@_attrs_define
class Explanation:
    """Why one booking has no table, and what would change that.

    Attributes:
        booking (str):
        party (int):
        window (Window): A half-open span of time ``[start, end)``: two windows that only touch do not overlap.
        reason (UnseatedReason): Why a booking has no table in the plan.
        message (str):
        conflict (ConflictSet | None):
        trade (None | Trade):
        repairs (list[Repair]): The cheapest first.
        finished (Parts): Which parts were finished within the budget; None for those that were not needed.
        seconds (float):  Default: 0.0.
    """

    booking: str
    party: int
    window: Window
    reason: UnseatedReason
    message: str
    conflict: ConflictSet | None
    trade: Trade | None
    repairs: list[Repair]
    finished: Parts
    seconds: float = 0.0
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.conflict_set import ConflictSet
        from ..models.trade import Trade

        booking = self.booking

        party = self.party

        window = self.window.to_dict()

        reason = self.reason.value

        message = self.message

        conflict: dict[str, Any] | None
        if isinstance(self.conflict, ConflictSet):
            conflict = self.conflict.to_dict()
        else:
            conflict = self.conflict

        trade: dict[str, Any] | None
        if isinstance(self.trade, Trade):
            trade = self.trade.to_dict()
        else:
            trade = self.trade

        repairs = []
        for repairs_item_data in self.repairs:
            repairs_item = repairs_item_data.to_dict()
            repairs.append(repairs_item)

        finished = self.finished.to_dict()

        seconds = self.seconds

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "booking": booking,
                "party": party,
                "window": window,
                "reason": reason,
                "message": message,
                "conflict": conflict,
                "trade": trade,
                "repairs": repairs,
                "finished": finished,
                "seconds": seconds,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.conflict_set import ConflictSet
        from ..models.parts import Parts
        from ..models.repair import Repair
        from ..models.trade import Trade
        from ..models.window import Window

        d = dict(src_dict)
        booking = d.pop("booking")

        party = d.pop("party")

        window = Window.from_dict(d.pop("window"))

        reason = UnseatedReason(d.pop("reason"))

        message = d.pop("message")

        def _parse_conflict(data: object) -> ConflictSet | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                conflict_type_0 = ConflictSet.from_dict(data)

                return conflict_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("ConflictSet | None", data)

        conflict = _parse_conflict(d.pop("conflict"))

        def _parse_trade(data: object) -> Trade | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                trade_type_0 = Trade.from_dict(data)

                return trade_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("Trade | None", data)

        trade = _parse_trade(d.pop("trade"))

        repairs = []
        _repairs = d.pop("repairs")
        for repairs_item_data in _repairs:
            repairs_item = Repair.from_dict(repairs_item_data)

            repairs.append(repairs_item)

        finished = Parts.from_dict(d.pop("finished"))

        seconds = d.pop("seconds")

        explanation = cls(
            booking=booking,
            party=party,
            window=window,
            reason=reason,
            message=message,
            conflict=conflict,
            trade=trade,
            repairs=repairs,
            finished=finished,
            seconds=seconds,
        )

        explanation.additional_properties = d
        return explanation

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
