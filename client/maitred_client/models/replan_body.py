from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.broken_table import BrokenTable
    from ..models.cancellation import Cancellation
    from ..models.late import Late
    from ..models.no_show import NoShow
    from ..models.overrun import Overrun
    from ..models.walk_in import WalkIn


T = TypeVar("T", bound="ReplanBody")


@_attrs_define
class ReplanBody:
    """How few moves, and what happened. Fields that are not listed are ignored; `{}` is fine.

    Attributes:
        max_moves (int | list[int | None] | None | Unset): Most bookings that may change tables: a number, or several
            for a curve, in which null is any number. Missing: 2 after events; otherwise the curve of 0, 1, 2, 5 and any
            number.
        events (list[BrokenTable | Cancellation | Late | NoShow | Overrun | WalkIn] | None | Unset): What happened:
            `late` and `overrun` (booking, minutes), `no_show` and `cancel` (booking), `broken` (table by id or number,
            start, end), `walk_in` (party, start, minutes).
        now (datetime.datetime | None | Unset): What time it is, for rehearsals; whoever has begun by then sits.
        budget_ms (int | None | Unset): What planning may take, for all limits of moves together; 1000 for each when
            left out.
        idempotency_key (None | str | Unset): As for planning; the header Idempotency-Key does the same.
    """

    max_moves: int | list[int | None] | Unset | None = UNSET
    events: list[BrokenTable | Cancellation | Late | NoShow | Overrun | WalkIn] | Unset | None = (
        UNSET
    )
    now: datetime.datetime | Unset | None = UNSET
    budget_ms: int | Unset | None = UNSET
    idempotency_key: str | Unset | None = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.broken_table import BrokenTable
        from ..models.cancellation import Cancellation
        from ..models.late import Late
        from ..models.no_show import NoShow
        from ..models.overrun import Overrun

        max_moves: int | list[int | None] | Unset | None
        if isinstance(self.max_moves, Unset):
            max_moves = UNSET
        elif isinstance(self.max_moves, list):
            max_moves = []
            for max_moves_type_1_item_data in self.max_moves:
                max_moves_type_1_item: int | None
                max_moves_type_1_item = max_moves_type_1_item_data
                max_moves.append(max_moves_type_1_item)

        else:
            max_moves = self.max_moves

        events: list[dict[str, Any]] | Unset | None
        if isinstance(self.events, Unset):
            events = UNSET
        elif isinstance(self.events, list):
            events = []
            for events_type_0_item_data in self.events:
                events_type_0_item: dict[str, Any]
                if isinstance(events_type_0_item_data, Late):
                    events_type_0_item = events_type_0_item_data.to_dict()
                elif isinstance(events_type_0_item_data, Overrun):
                    events_type_0_item = events_type_0_item_data.to_dict()
                elif isinstance(events_type_0_item_data, NoShow):
                    events_type_0_item = events_type_0_item_data.to_dict()
                elif isinstance(events_type_0_item_data, Cancellation):
                    events_type_0_item = events_type_0_item_data.to_dict()
                elif isinstance(events_type_0_item_data, BrokenTable):
                    events_type_0_item = events_type_0_item_data.to_dict()
                else:
                    events_type_0_item = events_type_0_item_data.to_dict()

                events.append(events_type_0_item)

        else:
            events = self.events

        now: str | Unset | None
        if isinstance(self.now, Unset):
            now = UNSET
        elif isinstance(self.now, datetime.datetime):
            now = self.now.isoformat()
        else:
            now = self.now

        budget_ms: int | Unset | None
        if isinstance(self.budget_ms, Unset):
            budget_ms = UNSET
        else:
            budget_ms = self.budget_ms

        idempotency_key: str | Unset | None
        if isinstance(self.idempotency_key, Unset):
            idempotency_key = UNSET
        else:
            idempotency_key = self.idempotency_key

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if max_moves is not UNSET:
            field_dict["maxMoves"] = max_moves
        if events is not UNSET:
            field_dict["events"] = events
        if now is not UNSET:
            field_dict["now"] = now
        if budget_ms is not UNSET:
            field_dict["budgetMs"] = budget_ms
        if idempotency_key is not UNSET:
            field_dict["idempotencyKey"] = idempotency_key

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.broken_table import BrokenTable
        from ..models.cancellation import Cancellation
        from ..models.late import Late
        from ..models.no_show import NoShow
        from ..models.overrun import Overrun
        from ..models.walk_in import WalkIn

        d = dict(src_dict)

        def _parse_max_moves(data: object) -> int | list[int | None] | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                max_moves_type_1 = []
                _max_moves_type_1 = data
                for max_moves_type_1_item_data in _max_moves_type_1:

                    def _parse_max_moves_type_1_item(data: object) -> int | None:
                        if data is None:
                            return data
                        return cast("int | None", data)

                    max_moves_type_1_item = _parse_max_moves_type_1_item(max_moves_type_1_item_data)

                    max_moves_type_1.append(max_moves_type_1_item)

                return max_moves_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("int | list[int | None] | Unset | None", data)

        max_moves = _parse_max_moves(d.pop("maxMoves", UNSET))

        def _parse_events(
            data: object,
        ) -> list[BrokenTable | Cancellation | Late | NoShow | Overrun | WalkIn] | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                events_type_0 = []
                _events_type_0 = data
                for events_type_0_item_data in _events_type_0:

                    def _parse_events_type_0_item(
                        data: object,
                    ) -> BrokenTable | Cancellation | Late | NoShow | Overrun | WalkIn:
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            events_type_0_item_type_0 = Late.from_dict(data)

                            return events_type_0_item_type_0
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            events_type_0_item_type_1 = Overrun.from_dict(data)

                            return events_type_0_item_type_1
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            events_type_0_item_type_2 = NoShow.from_dict(data)

                            return events_type_0_item_type_2
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            events_type_0_item_type_3 = Cancellation.from_dict(data)

                            return events_type_0_item_type_3
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        try:
                            if not isinstance(data, dict):
                                raise TypeError()
                            events_type_0_item_type_4 = BrokenTable.from_dict(data)

                            return events_type_0_item_type_4
                        except (TypeError, ValueError, AttributeError, KeyError):
                            pass
                        if not isinstance(data, dict):
                            raise TypeError()
                        events_type_0_item_type_5 = WalkIn.from_dict(data)

                        return events_type_0_item_type_5

                    events_type_0_item = _parse_events_type_0_item(events_type_0_item_data)

                    events_type_0.append(events_type_0_item)

                return events_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(
                "list[BrokenTable | Cancellation | Late | NoShow | Overrun | WalkIn] | Unset | None",
                data,
            )

        events = _parse_events(d.pop("events", UNSET))

        def _parse_now(data: object) -> datetime.datetime | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                now_type_0 = datetime.datetime.fromisoformat(data)

                return now_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("datetime.datetime | Unset | None", data)

        now = _parse_now(d.pop("now", UNSET))

        def _parse_budget_ms(data: object) -> int | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("int | Unset | None", data)

        budget_ms = _parse_budget_ms(d.pop("budgetMs", UNSET))

        def _parse_idempotency_key(data: object) -> str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("str | Unset | None", data)

        idempotency_key = _parse_idempotency_key(d.pop("idempotencyKey", UNSET))

        replan_body = cls(
            max_moves=max_moves,
            events=events,
            now=now,
            budget_ms=budget_ms,
            idempotency_key=idempotency_key,
        )

        replan_body.additional_properties = d
        return replan_body

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
