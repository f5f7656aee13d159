from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.plan_status import PlanStatus
from ..models.shadow_moment import ShadowMoment

if TYPE_CHECKING:
    from ..models.shadow_hand import ShadowHand
    from ..models.shadow_left_out import ShadowLeftOut
    from ..models.shadow_line import ShadowLine


T = TypeVar("T", bound="ShadowNight")


@_attrs_define
class ShadowNight:
    """One date by both hands.

    Attributes:
        date (datetime.date):
        run (str): `GET /api/v1/runs/{id}` has the plan; `maitred replay` repeats it from its stored input.
        moment (ShadowMoment): When a shadow plan was made.
        planned_at (datetime.datetime):
        ended (bool): The end was kept when it was fresh; otherwise it is what the rows say today.
        bookings (int):
        same (int):
        better (int):
        worse (int):
        old (ShadowHand): What one of the two made of a night.
        maitred (ShadowHand): What one of the two made of a night.
        broken (int): Bookings that the old allocator seated against the rules.
        left_out (ShadowLeftOut): Bookings that are not compared: the two hands did not decide about the same.
        seconds (float): What planning took.
        gap (float | None):
        status (PlanStatus): What is proven about a plan.
        lines (list[ShadowLine]): By time: as many as were asked for.
    """

    date: datetime.date
    run: str
    moment: ShadowMoment
    planned_at: datetime.datetime
    ended: bool
    bookings: int
    same: int
    better: int
    worse: int
    old: ShadowHand
    maitred: ShadowHand
    broken: int
    left_out: ShadowLeftOut
    seconds: float
    gap: float | None
    status: PlanStatus
    lines: list[ShadowLine]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        date = self.date.isoformat()

        run = self.run

        moment = self.moment.value

        planned_at = self.planned_at.isoformat()

        ended = self.ended

        bookings = self.bookings

        same = self.same

        better = self.better

        worse = self.worse

        old = self.old.to_dict()

        maitred = self.maitred.to_dict()

        broken = self.broken

        left_out = self.left_out.to_dict()

        seconds = self.seconds

        gap: float | None
        gap = self.gap

        status = self.status.value

        lines = []
        for lines_item_data in self.lines:
            lines_item = lines_item_data.to_dict()
            lines.append(lines_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "date": date,
                "run": run,
                "moment": moment,
                "plannedAt": planned_at,
                "ended": ended,
                "bookings": bookings,
                "same": same,
                "better": better,
                "worse": worse,
                "old": old,
                "maitred": maitred,
                "broken": broken,
                "leftOut": left_out,
                "seconds": seconds,
                "gap": gap,
                "status": status,
                "lines": lines,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.shadow_hand import ShadowHand
        from ..models.shadow_left_out import ShadowLeftOut
        from ..models.shadow_line import ShadowLine

        d = dict(src_dict)
        date = datetime.date.fromisoformat(d.pop("date"))

        run = d.pop("run")

        moment = ShadowMoment(d.pop("moment"))

        planned_at = datetime.datetime.fromisoformat(d.pop("plannedAt"))

        ended = d.pop("ended")

        bookings = d.pop("bookings")

        same = d.pop("same")

        better = d.pop("better")

        worse = d.pop("worse")

        old = ShadowHand.from_dict(d.pop("old"))

        maitred = ShadowHand.from_dict(d.pop("maitred"))

        broken = d.pop("broken")

        left_out = ShadowLeftOut.from_dict(d.pop("leftOut"))

        seconds = d.pop("seconds")

        def _parse_gap(data: object) -> float | None:
            if data is None:
                return data
            return cast("float | None", data)

        gap = _parse_gap(d.pop("gap"))

        status = PlanStatus(d.pop("status"))

        lines = []
        _lines = d.pop("lines")
        for lines_item_data in _lines:
            lines_item = ShadowLine.from_dict(lines_item_data)

            lines.append(lines_item)

        shadow_night = cls(
            date=date,
            run=run,
            moment=moment,
            planned_at=planned_at,
            ended=ended,
            bookings=bookings,
            same=same,
            better=better,
            worse=worse,
            old=old,
            maitred=maitred,
            broken=broken,
            left_out=left_out,
            seconds=seconds,
            gap=gap,
            status=status,
            lines=lines,
        )

        shadow_night.additional_properties = d
        return shadow_night

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
